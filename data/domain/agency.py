"""Agencies: the owners of the work, under the names that documents and people use for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from data.folding import fold


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency of the registry; one that merged names its successor and the day (no district level since 2025)."""

    id: int
    code: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: str = ""
    parent_id: int | None = None
    successor_id: int | None = None
    succeeded_on: date | None = None


class Registry:
    """Finds the agency that a canonical name stands for; never a near miss, which could remind the wrong people."""

    def __init__(self, agencies: Iterable[Agency]) -> None:
        self.agencies = tuple(agencies)
        self._by_id = {agency.id: agency for agency in self.agencies}

    @cached_property
    def _by_name(self) -> dict[str, Agency]:
        """Return every agency by its folded names; most who read the registry only look up ids."""
        named: dict[str, Agency] = {}
        for agency in self.agencies:
            for name in (agency.name, agency.code, *agency.aliases):
                named.setdefault(fold(name), agency)
        return named

    def get(self, agency_id: int) -> Agency:
        """Return the agency with that id; KeyError when there is none."""
        return self._by_id[agency_id]

    def find(self, name: str) -> Agency | None:
        """Return the agency of that name, code or alias, letter case and diacritics aside, following successors.

        A ring of successors, which no import makes, ends where it began.
        """
        agency = self._by_name.get(fold(name))
        passed: set[int] = set()
        while agency is not None and agency.successor_id is not None and agency.id not in passed:
            passed.add(agency.id)
            agency = self._by_id[agency.successor_id]
        return agency
