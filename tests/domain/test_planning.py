"""What one planning of an assignment adds to the ledger, and what it leaves as it is."""

from dataclasses import replace
from datetime import datetime

from data.domain.planning import Audiences, Reminder, Said, plan
from data.domain.task import Status
from tests.domain.given import CALENDAR, HEAD, PAIRED, PEOPLE, SPECIALIST, assignment, at

LATE = assignment("2024-05-16", status=Status.ACKNOWLEDGED)
WITHOUT_HEAD = Audiences(PEOPLE, PAIRED - {HEAD.id})


def _told(rung: str, moment: datetime, state: Said = Said.SAID) -> Reminder:
    return Reminder(LATE.id, rung, SPECIALIST.id, 1, moment, state)


def _hears(*ledger: Reminder) -> dict[str, Said]:
    """Return what is planned for the specialist on the morning on which the head turns out to be out of reach."""
    planned = plan(LATE, WITHOUT_HEAD, ledger, CALENDAR, at("2024-05-21", "09:30"))
    return {one.rung: one.state for one in planned.reminders if one.person_id == SPECIALIST.id}


def test_a_step_that_comes_late_to_who_was_told_something_newer_is_covered() -> None:
    told = _told("overdue-3-specialist", at("2024-05-21"))
    assert _hears(told) == {"overdue-1-head": Said.COVERED}


def test_of_steps_that_come_together_the_newest_is_said() -> None:
    assert _hears() == {"overdue-3-specialist": Said.PLANNED, "overdue-1-head": Said.COVERED}


def test_what_was_said_of_an_older_step_covers_nothing_newer() -> None:
    told = _told("overdue-1-head", at("2024-05-17"))
    assert _hears(told) == {"overdue-3-specialist": Said.PLANNED}


def test_a_step_that_comes_late_to_who_was_told_this_morning_of_an_older_one_is_covered() -> None:
    told = replace(_told("overdue-1-head", at("2024-05-17")), planned_at=at("2024-05-21"))
    assert _hears(told) == {"overdue-3-specialist": Said.COVERED}


def test_what_did_not_arrive_covers_nothing() -> None:
    told = _told("overdue-3-specialist", at("2024-05-21"), Said.UNDELIVERED)
    assert _hears(told) == {"overdue-3-specialist": Said.PLANNED, "overdue-1-head": Said.COVERED}


def test_that_nobody_of_the_agency_is_reached_is_told_whatever_was_told_before() -> None:
    told = [_told("overdue-3-specialist", at("2024-05-21")), _told("overdue-1-head", at("2024-05-17"))]
    planned = plan(LATE, Audiences(PEOPLE, frozenset({SPECIALIST.id})), told, CALENDAR, at("2024-05-21", "09:30"))
    assert ("nobody-paired", Said.PLANNED) in {(one.rung, one.state) for one in planned.reminders}
