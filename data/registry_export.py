"""The office's own lists as the import takes them back."""

from collections.abc import Iterable, Sequence

from data.domain.agency import Agency, Registry
from data.domain.person import Person
from data.registry_files import PEOPLE_COLUMNS

PEOPLE_EXPORTED = ("id", *PEOPLE_COLUMNS, "active", "phone")


def agency_rows(registry: Registry) -> list[tuple[str, ...]]:
    """Return the agencies in being as rows of `AGENCY_COLUMNS`, parents first; what merged lives in another."""
    living = [agency for agency in registry.agencies if agency.successor_id is None]
    return [
        (one.code, one.name, ";".join(one.aliases), one.kind, _code(registry, one.parent_id))
        for one in sorted(living, key=lambda one: len(_above(registry, one)))
    ]


def people_rows(people: Iterable[Person], registry: Registry) -> list[tuple[str, ...]]:
    """Return people as rows of `PEOPLE_EXPORTED`."""
    return [
        (
            one.key or "",
            one.name,
            one.post,
            _code(registry, one.agency_id),
            one.role.value,
            "yes" if one.active else "no",
            one.phone,
        )
        for one in people
    ]


def _code(registry: Registry, agency_id: int | None) -> str:
    """Return the code of the agency or of its successor; "" for none."""
    living = registry.find(registry.get(agency_id).code) if agency_id is not None else None
    return living.code if living else ""


def _above(registry: Registry, agency: Agency) -> Sequence[int]:
    above: list[int] = []
    while agency.parent_id is not None and agency.parent_id not in above:
        above.append(agency.parent_id)
        agency = registry.get(agency.parent_id)
    return above
