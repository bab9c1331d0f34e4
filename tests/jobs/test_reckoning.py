"""The auditor's arithmetic comes to the planner's result by its own way, and knows who hears for whom."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import takewhile

import pytest

from data.domain.escalation import escalations
from data.domain.person import Person, Role
from data.domain.reminders import ladder
from data.domain.task import Assignment, Part, Status
from jobs.listeners import Listeners, hearers
from jobs.reckoning import Days, Owed, Regime, owed_in
from tests.domain.given import CALENDAR, CHIEF, CONTACT, DEPUTY, HEAD, LEADER, SPECIALIST, assignment, at

DAYS = Days(CALENDAR.is_working, CALENDAR.policy)
OTHER = Person(20, "Lường Thị Thơm", "Chuyên viên", Role.CONTACT, CONTACT.agency_id)
PEOPLE = (CONTACT, OTHER, DEPUTY, HEAD, SPECIALIST, CHIEF, LEADER)
NOW = at("2025-03-01")
ENTRIES = ("2024-01-31", "2024-02-05", "2024-04-26", "2024-05-13", "2024-08-30", "2024-12-28")


def _shares() -> list[Assignment]:
    """Return shares entered around holidays, due on each day of the seven weeks after, and without a deadline."""
    found = []
    for entered in ENTRIES:
        moment = at(entered, "16:30")
        for later in range(50):
            due = (date.fromisoformat(entered) + timedelta(days=later)).isoformat()
            found.append(assignment(due, moment, ladder_from=moment))
        found.append(assignment(None, moment, ladder_from=moment))
    return found


def test_two_ways_of_counting_agree() -> None:
    for share in _shares():
        reckoned = list(owed_in(Regime(share, share.entered_at, None), DAYS, NOW))
        planned = takewhile(lambda rung: rung.due_at < NOW, ladder(share, CALENDAR))
        assert {(one.rung, one.at) for one in reckoned if one.rank is None} == {
            (one.name, one.due_at) for one in planned
        }
        raised = {(one.name, one.due_at, one.role) for one in escalations(share, CALENDAR) if one.due_at < NOW}
        assert {(one.rung, one.at, one.rank) for one in reckoned if one.rank is not None} == raised


def test_nothing_is_owed_of_the_days_after_a_claim() -> None:
    share = assignment("2024-05-16")
    until_noon = Regime(share, share.entered_at, at("2024-05-15", "12:00"))
    assert {one.rung for one in owed_in(until_noon, DAYS, NOW)} == {"assigned", "before-1", "unacknowledged"}


@pytest.mark.parametrize(
    ("people", "away", "heard"),
    [
        (PEOPLE, {}, [("day", CONTACT), ("day", OTHER)]),
        (PEOPLE, {CONTACT.id: None}, [("day", DEPUTY), ("day", OTHER)]),
        (PEOPLE, {CONTACT.id: OTHER.id}, [("day", OTHER)]),
        (PEOPLE, {CONTACT.id: OTHER.id, OTHER.id: None}, [("day", DEPUTY)]),
        ((DEPUTY, SPECIALIST), {}, [("day", DEPUTY)]),
        ((SPECIALIST,), {}, []),
    ],
)
def test_who_is_away_is_stood_in_for(
    people: tuple[Person, ...], away: dict[int, int | None], heard: list[tuple[str, Person]]
) -> None:
    owed = Owed(assignment("2024-05-16"), "day", 1, NOW, None)
    assert list(hearers(owed, Listeners(people, away))) == heard


def test_an_agency_that_nobody_of_can_be_reached_alarms_the_specialists() -> None:
    owed = Owed(assignment("2024-05-16"), "assigned", 1, NOW, None)
    assert list(hearers(owed, Listeners((SPECIALIST, CHIEF)))) == [("nobody-paired", SPECIALIST)]


def test_a_helper_that_nobody_of_can_be_reached_alarms_them_too_and_a_group_does_not() -> None:
    helper = assignment("2024-05-16", part=Part.COORDINATING)
    for share, heard in ((helper, [("nobody-paired", SPECIALIST)]), (replace(helper, agency_id=None), [])):
        owed = Owed(share, "assigned", 1, NOW, None)
        assert list(hearers(owed, Listeners((SPECIALIST, CHIEF)))) == heard


def test_while_all_of_an_agency_are_away_the_specialists_hear_what_falls_due_after_that() -> None:
    owed = Owed(assignment("2024-05-16"), "day", 1, NOW, None, due_at=at("2024-05-16"))
    for since, heard in (("2024-05-15", [("away-day", SPECIALIST)]), ("2024-05-17", [])):
        away = Listeners((CONTACT, SPECIALIST), {CONTACT.id: None}, {CONTACT.id: at(since)})
        assert list(hearers(owed, away)) == heard


def test_a_rank_without_anybody_passes_to_the_next_and_the_office_hears() -> None:
    owed = Owed(assignment("2024-05-16", status=Status.ASSIGNED), "overdue-1-head", 1, NOW, None, Role.HEAD)
    assert list(hearers(owed, Listeners((CONTACT, SPECIALIST, CHIEF)))) == [
        ("overdue-1-head", SPECIALIST),
        ("overdue-1-head-unheard", CHIEF),
    ]
