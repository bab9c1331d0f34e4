"""The auditor finds nothing in an office that did its work, and names what somebody took away."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from data.domain.deadline import NO_DEADLINE
from data.domain.lifecycle import Event
from data.intake.draft import TaskDraft
from jobs.audit import Outcome, Report, Why, audit_reminders
from tests.jobs.office import RULES, Office, due

DATED = TaskDraft("1", "Tổng hợp khó khăn", ("Ban Dân tộc",), (), due(date(2024, 5, 16)))
UNDATED = TaskDraft("2", "Theo dõi giải ngân", ("Ban Dân tộc",), (), NO_DEADLINE)


async def _audits(office: Office) -> Report:
    return await audit_reminders(office.database, RULES.calendar, office.clock)


async def _do(office: Office, statement: str) -> None:
    async with office.database.connect() as connection, connection.begin():
        await connection.execute(text(statement))


@pytest.fixture
async def lived(office: Office) -> Office:
    """Two weeks in which nobody answers, each day's messages said, and an hour in which nothing is left to say."""
    await office.assigns(DATED, UNDATED)
    for _ in range(14):
        office.clock.advance(timedelta(minutes=10))
        await office.ticks()
        office.clock.advance(timedelta(days=1) - timedelta(minutes=10))
    office.clock.advance(timedelta(hours=1))
    await office.ticks()
    return office


async def test_an_office_that_did_its_work_has_nothing_missing(lived: Office) -> None:
    report = await _audits(lived)
    assert (report.missing, report.double, report.late) == ([], [], [])
    # Notices of two tasks, eight rungs of the dated one, two heads' warnings, three ranks told of the lateness.
    assert report.outcomes[Outcome.SAID] == report.expected == 15
    async with lived.database.look() as uow:
        assert await uow.auditing.last() == (lived.clock.now(), 0, 0)


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("DELETE FROM reminders WHERE rung = 'day'", Why.NOT_PLANNED),
        ("DELETE FROM reminders WHERE rung = 'overdue-3-specialist'", Why.NOT_PLANNED),
        ("UPDATE reminders SET state = 'void' WHERE rung = 'overdue-2'", Why.GIVEN_UP_WHILE_TRUE),
        ("UPDATE reminders SET state = 'undelivered' WHERE rung = 'overdue-2'", Why.GIVEN_UP_WHILE_TRUE),
        ("UPDATE reminders SET state = 'planned', outbox_id = NULL WHERE rung = 'overdue-2'", Why.STUCK),
        ("DELETE FROM receipts", Why.NO_RECEIPT),
    ],
)
async def test_what_was_taken_away_is_missed(lived: Office, statement: str, why: Why) -> None:
    await _do(lived, statement)
    assert {one.why for one in (await _audits(lived)).missing} == {why}


async def test_a_rung_that_nothing_covers_is_missed(lived: Office) -> None:
    await _do(lived, "UPDATE reminders SET state = 'covered', outbox_id = NULL WHERE rung <> 'assigned'")
    await _do(lived, "DELETE FROM reminders WHERE rung = 'assigned'")
    assert Why.COVERED_BY_NOTHING in {one.why for one in (await _audits(lived)).missing}


async def test_two_messages_of_one_task_on_one_day_are_one_too_many(lived: Office) -> None:
    sent = "(SELECT outbox_id FROM reminders AS other WHERE other.rung = 'overdue-1' LIMIT 1)"
    await _do(lived, f"UPDATE reminders SET outbox_id = {sent} WHERE rung = 'overdue-2'")  # noqa: S608 - our own words
    assert {one.why for one in (await _audits(lived)).double} == {Why.TWICE_IN_A_MORNING}


async def test_after_an_outage_the_covered_rungs_are_explained(office: Office) -> None:
    await office.assigns(DATED)
    office.clock.advance(timedelta(minutes=10))
    await office.ticks()
    office.clock.advance(timedelta(days=9))
    await office.ticks()
    report = await _audits(office)
    assert (report.missing, report.double) == ([], [])
    assert report.outcomes[Outcome.COVERED] > 0


async def test_what_was_done_before_its_rung_is_not_expected(office: Office) -> None:
    await office.assigns(DATED)
    office.clock.advance(timedelta(minutes=10))
    await office.ticks()
    await office.reports("an", Event.REPORT_DONE)
    office.clock.advance(timedelta(days=20))
    report = await _audits(office)
    assert (report.missing, report.double) == ([], [])
