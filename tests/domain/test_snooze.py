"""Snooze and leave as pure rules: never past the deadline, nothing unsaid, nothing said twice."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from data.domain.leave import Leave
from data.domain.planning import Audiences, Reminder, Said, plan
from data.domain.reminders import ladder
from data.domain.snooze import Snooze, wakes_at
from data.domain.task import Assignment
from tests.domain.given import CALENDAR, CONTACT, DEPUTY, PAIRED, PEOPLE, assignment, at, mornings

DAYS = mornings("2024-05-13", "2024-07-15")


def lived(subject: Assignment, snooze: Snooze | None = None, leave: Leave | None = None) -> list[Reminder]:
    """Plan every working morning; return the ledger in the order in which it was written."""
    return [entry for _, entry in lived_by_day(subject, snooze, leave)]


def lived_by_day(
    subject: Assignment, snooze: Snooze | None = None, leave: Leave | None = None
) -> list[tuple[datetime, Reminder]]:
    """Plan every working morning; return what was entered when."""
    ledger: list[tuple[datetime, Reminder]] = []
    for now in DAYS:
        if CALENDAR.next_push(now) == now:
            away = {leave.person_id: leave} if leave and leave.covers(now, CALENDAR) else {}
            asked = [snooze] if snooze and snooze.said_at <= now else []
            before = [entry for _, entry in ledger]
            planned = plan(subject, Audiences(PEOPLE, PAIRED, away), before, CALENDAR, now, asked)
            ledger += [(now, entry) for entry in planned.reminders]
    return ledger


def rungs_of(subject: Assignment) -> set[str]:
    """Return the rungs that are due by the last of the days."""
    found: set[str] = set()
    for rung in ladder(subject, CALENDAR):
        if rung.due_at > DAYS[-1]:
            return found
        found.add(rung.name)
    return found


def heard(person_id: int, ledger: list[Reminder]) -> set[str]:
    return {one.rung for one in ledger if one.person_id == person_id}


days = st.dates(date(2024, 5, 14), date(2024, 7, 10))
moments = st.sampled_from([moment + timedelta(hours=hour) for moment in DAYS[:40] for hour in (0, 1, 9)])


@given(due=st.none() | days, said_at=moments, until_on=days)
def test_whatever_is_put_off_nothing_is_lost_said_twice_or_passes_the_deadline(
    due: date | None, said_at: datetime, until_on: date
) -> None:
    subject = assignment(due.isoformat() if due else None)
    snooze = Snooze(subject.id, CONTACT.id, said_at, until_on)
    ledger = lived(subject, snooze)
    assert len({one.key for one in ledger}) == len(ledger)
    assert rungs_of(subject) <= heard(CONTACT.id, ledger)
    wakes = wakes_at(snooze, subject, CALENDAR)
    if wakes > said_at and subject.due_at is not None:
        assert wakes <= subject.due_at
    muffled = [one for one in ledger if one.state is Said.PLANNED and one.person_id == CONTACT.id]
    assert not any(said_at < one.due_at < wakes for one in muffled)


@given(due=st.none() | days, since=moments, until_on=days, named=st.booleans())
def test_whoever_is_away_every_rung_is_heard_by_somebody_and_twice_by_nobody(
    due: date | None, since: datetime, until_on: date, named: bool
) -> None:
    subject = assignment(due.isoformat() if due else None)
    leave = Leave(CONTACT.id, since, until_on, DEPUTY.id if named else None)
    by_day = lived_by_day(subject, leave=leave)
    ledger = [entry for _, entry in by_day]
    assert len({one.key for one in ledger}) == len(ledger)
    assert rungs_of(subject) <= heard(CONTACT.id, ledger) | heard(DEPUTY.id, ledger)
    assert not any(entry.person_id == CONTACT.id and leave.covers(now, CALENDAR) for now, entry in by_day)


def test_rung_due_at_the_very_moment_speaks_for_the_snooze() -> None:
    subject = assignment("2024-05-31")
    ledger = lived(subject, Snooze(subject.id, CONTACT.id, at("2024-05-20", "10:00"), date(2024, 5, 28)))
    states = {one.rung: one.state for one in ledger if one.person_id == CONTACT.id}
    assert states["before-3"] is Said.PLANNED
    assert states["before-7"] is states["snooze-2024-05-28"] is Said.COVERED


def test_second_snooze_holds_back_what_the_first_one_held() -> None:
    subject = assignment("2024-06-20")
    asked = at("2024-06-12", "10:00")
    first_rung = next(rung for rung in ladder(subject, CALENDAR) if rung.name == "before-7")
    assert first_rung.due_at < asked
    notice = Reminder(subject.id, "assigned", CONTACT.id, 1, at("2024-05-13"), Said.SAID)
    again = Snooze(subject.id, CONTACT.id, asked, date(2024, 6, 14))
    planned = plan(subject, Audiences((CONTACT,), PAIRED), [notice], CALENDAR, asked, [again])
    assert planned.reminders == ()
    assert planned.next_at == at("2024-06-14")


def test_snooze_that_ended_on_the_day_of_an_extension_says_nothing_under_the_new_deadline() -> None:
    subject = assignment("2024-05-16")
    snooze = Snooze(subject.id, CONTACT.id, at("2024-05-14", "10:00"), date(2024, 5, 15))
    granted = at("2024-05-15", "10:00")
    moved = assignment("2024-05-31", deadline_version=2, ladder_from=granted)
    told = [replace(one, state=Said.SAID) for one in lived(subject, snooze)]
    planned = plan(moved, Audiences((CONTACT,), PAIRED), told, CALENDAR, granted, [snooze])
    assert planned.reminders == ()
