"""The names of agencies that people may mean: the registry's and the usual ones."""

from functools import lru_cache

from bot.language.agencies import AgencyNames
from data.domain.agency import Registry
from data.intake.agencies import AgencyReader


def agency_names(registry: Registry) -> AgencyNames:
    """Return the index of the names in a registry."""
    return _names(tuple((agency.name, agency.aliases) for agency in registry.agencies))


@lru_cache(maxsize=2)
def _names(agencies: tuple[tuple[str, tuple[str, ...]], ...]) -> AgencyNames:
    """Return the index of names of a registry; it changes rarely and is large."""
    return AgencyNames(agencies)


def agencies_in(words: str, registry: Registry) -> tuple[str, ...]:
    """Return the agencies that words name, as the registry has them or as documents would; () for none."""
    found = agency_names(registry).find(words)
    if found:
        return found
    named = AgencyReader().read_list(words[:1].upper() + words[1:])
    return named.names if named else ()
