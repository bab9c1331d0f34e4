"""Leave: who is away until when, and who hears in their place."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from data.domain.calendar import WorkingCalendar
from data.domain.person import AGENCY_ROLES, Person, Role


@dataclass(frozen=True, slots=True)
class Leave:
    """A person is away from `since` through the office day `until_on`; it ends by itself, or early at `ended_at`.

    `stand_in_id` is the colleague of the same agency whom they named, if any.
    """

    person_id: int
    since: datetime
    until_on: date
    stand_in_id: int | None = None
    ended_at: datetime | None = None
    id: int = 0

    def covers(self, moment: datetime, calendar: WorkingCalendar) -> bool:
        """Whether the person is away at `moment`."""
        ended = self.ended_at is not None and moment >= self.ended_at
        return self.since <= moment and calendar.office_day(moment) <= self.until_on and not ended


Leaves = Mapping[int, Leave]
"""Who is away now, by person."""
NOBODY_AWAY: Leaves = MappingProxyType({})


def in_place_of(person: Person, reached: Iterable[Person], leaves: Leaves) -> Sequence[Person]:
    """Return who hears what is for `person`: themselves, or while they are away somebody of `reached` who is not.

    That is the colleague of the same agency whom they named; where that one is not reached or away too, the deputies
    of an official's agency; otherwise nobody.
    """
    leave = leaves.get(person.id)
    if leave is None:
        return (person,)
    present = [one for one in reached if one.id not in leaves and one.agency_id == person.agency_id]
    named = [one for one in present if one.id == leave.stand_in_id]
    deputies = [one for one in present if one.role is Role.DEPUTY] if person.role in AGENCY_ROLES else []
    return named or deputies


def hearing_for(holders: Iterable[Person], reached: Sequence[Person], leaves: Leaves) -> tuple[Person, ...]:
    """Return who hears for all of `holders`, each once."""
    found = {one.id: one for holder in holders for one in in_place_of(holder, reached, leaves)}
    return tuple(found.values())
