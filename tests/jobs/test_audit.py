"""The auditor finds nothing in an office that did its work, and names what somebody took away."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import text

from data.db.stores.auditing import Facts, Pushed
from data.domain.deadline import NO_DEADLINE, Deadline, DeadlineKind
from data.domain.lifecycle import Event
from data.intake.draft import TaskDraft
from data.office.absence import snooze, take_leave
from data.office.steering import revoke
from jobs.audit import audit_reminders
from jobs.digest import tell_digests
from jobs.findings import Outcome, Report, Why
from jobs.occurrences import open_occurrences
from jobs.reckoning import Days
from jobs.rounds import too_many
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
    async with lived.database.reading() as uow:
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


async def _lives(office: Office, days: int) -> None:
    """Let days pass, each with its digests and recurring work."""
    for _ in range(days):
        office.clock.advance(timedelta(minutes=10))
        await open_occurrences(office.database, RULES.calendar, office.clock)
        await office.ticks()
        await tell_digests(office.database, office.wording, RULES.calendar, office.clock)
        office.clock.advance(timedelta(days=1) - timedelta(minutes=10))
    office.clock.advance(timedelta(minutes=10))
    await office.ticks()
    await tell_digests(office.database, office.wording, RULES.calendar, office.clock)
    office.clock.advance(timedelta(hours=1))
    await office.ticks()


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("DELETE FROM digests WHERE kind = 'office' AND day = '2024-05-15'", Why.NO_DIGEST),
        ("DELETE FROM digests WHERE kind = 'leader' AND day = '2024-05-17'", Why.NO_DIGEST),
        (
            "UPDATE outbox SET state = 'queued', held_at = made_at WHERE id = (SELECT min(id) FROM outbox)",
            Why.HELD_TOO_LONG,
        ),
    ],
)
async def test_digest_that_was_not_made_and_what_was_held_for_ever_are_missed(
    office: Office, statement: str, why: Why
) -> None:
    await office.assigns(DATED, UNDATED)
    await _lives(office, 8)
    assert (await _audits(office)).missing == []
    await _do(office, statement)
    assert why in {one.why for one in (await _audits(office)).missing}


async def test_recurring_work_that_was_not_given_out_again_is_missed(office: Office) -> None:
    rule = Deadline(DeadlineKind.RECURRING, None, "thứ Sáu hằng tuần")
    await office.assigns(TaskDraft("1", "Báo cáo tuần", ("Ban Dân tộc",), (), rule, "FREQ=WEEKLY;BYDAY=FR"), DATED)
    await _lives(office, 16)
    assert (await _audits(office)).missing == []
    for table in ("reminders", "deadline_versions"):
        weekly = "SELECT id FROM assignments WHERE period = '2024-05-24'"
        await _do(office, f"DELETE FROM {table} WHERE assignment_id IN ({weekly})")  # noqa: S608 - our own words
    await _do(office, "DELETE FROM assignments WHERE period = '2024-05-24'")
    gaps = [one for one in (await _audits(office)).missing if one.why is Why.NOT_GIVEN_OUT]
    assert [(one.code, one.rung) for one in gaps] == [("NV1", "period-2024-05-24")]


async def test_coordinating_agency_that_was_not_reminded_is_missed(office: Office) -> None:
    helped = replace(DATED, coordinating=("Sở Kế hoạch và Đầu tư",))
    await office.assigns(helped)
    await _lives(office, 8)
    assert (await _audits(office)).missing == []
    share = "assignment_id IN (SELECT id FROM assignments WHERE part = 'coordinating')"
    await _do(office, f"DELETE FROM reminders WHERE rung = 'before-1' AND {share}")  # noqa: S608 - our own words
    assert {(one.rung, one.why) for one in (await _audits(office)).missing} == {("before-1", Why.NOT_PLANNED)}


async def test_who_asked_to_be_reminded_later_must_be_on_that_day_and_not_before(office: Office) -> None:
    await office.assigns(DATED)
    await _lives(office, 1)
    actor, share = await office.actor("an"), await office.assignment(1)
    async with office.database.work() as uow:
        await snooze(uow, actor, share, date(2024, 5, 16), RULES)
        await uow.commit()
    await _lives(office, 4)
    assert (await _audits(office)).missing == []
    await _do(office, "DELETE FROM reminders WHERE rung = 'snooze-2024-05-16'")
    assert {one.rung for one in (await _audits(office)).missing} == {"snooze-2024-05-16"}


async def test_who_goes_on_leave_before_the_day_asked_for_need_not_hear_on_it(office: Office) -> None:
    await office.assigns(DATED)
    await _lives(office, 1)
    async with office.database.work() as uow:
        await snooze(uow, await office.actor("an"), await office.assignment(1), date(2024, 5, 16), RULES)
        await uow.commit()
    await _lives(office, 1)
    async with office.database.work() as uow:
        await take_leave(uow, await office.actor("an"), date(2024, 5, 20), None, RULES)
        await uow.commit()
    await _lives(office, 4)
    report = await _audits(office)
    assert report.missing == []
    assert report.outcomes[Outcome.SNOOZED] == 1


async def test_work_that_was_over_before_the_service_looked_at_it_is_not_missed(office: Office) -> None:
    await office.assigns(UNDATED)
    office.clock.advance(timedelta(minutes=10))
    await office.ticks()
    await office.assigns(DATED, number="216")
    office.clock.advance(timedelta(days=1))
    async with office.database.work() as uow:
        await revoke(uow, await office.actor("tam"), await uow.assignments.of_task(2), "giao trùng")
        await uow.commit()
    await office.ticks()
    report = await _audits(office)
    assert (report.missing, report.outcomes[Outcome.SILENT_SERVICE]) == ([], 1)


def test_notices_beyond_the_measure_of_a_day_are_counted_and_reminders_never() -> None:
    days = Days(RULES.calendar.is_working, RULES.policy)
    at = datetime.fromisoformat("2024-05-13T09:00:00+07:00")
    full = [Pushed(1, at + timedelta(minutes=number), measured=True) for number in range(days.policy.messages_a_day)]
    late = [Pushed(1, at + timedelta(hours=2), measured=measured) for measured in (True, False)]
    other_day = [Pushed(1, at + timedelta(days=1), measured=True), Pushed(2, at + timedelta(hours=2), measured=True)]
    facts = Facts((), (), {}, {}, {}, pushed=(*full, *late, *other_day))
    assert [(one.person_id, one.due_at, one.why) for one in too_many(facts, days)] == [
        (1, at + timedelta(hours=2), Why.TOO_MANY)
    ]
