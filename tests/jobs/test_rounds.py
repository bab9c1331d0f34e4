"""What a round of delivery costs, and that what the database counts is what the rules count."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy import event, update

from bot.conversation.wording import ChatWording
from bot.texts.catalogue import Texts
from data.db.engine import Database
from data.db.tables import AssignmentRow
from data.domain.calendar import WorkingCalendar
from data.domain.digest import standing_of
from data.domain.figures import soon_until
from data.domain.policy import Policy
from data.office.acting import Rules
from jobs.prepare import Deliverer, Ready, prepare
from tests.bench.filling import AGENCIES, EIGHT, at_eight, fill, queue
from tests.fakes.saying import CHANNEL, PaperChannel

RULES = Rules(WorkingCalendar(Policy()))
NOW = EIGHT + timedelta(days=100)


async def test_database_counts_of_an_agencys_tasks_what_the_rules_count(database: Database) -> None:
    await fill(database, 1200, 600, 0)
    async with database.work() as uow:
        for moment in (EIGHT, NOW, NOW.replace(hour=17), NOW + timedelta(days=3)):
            soon = soon_until(moment, RULES.calendar)
            counted = await uow.assignments.standing(range(1, AGENCIES + 2), moment, soon)
            owed = {each: await uow.assignments.owed_by(each) for each in range(1, AGENCIES + 2)}
            assert counted == {each: standing_of(own, moment, RULES.calendar) for each, own in owed.items() if own}
    assert any(one.overdue for one in counted.values())
    assert any(one.due_soon for one in counted.values())


async def test_round_with_many_reminders_asks_the_database_no_more_than_one_with_few(database: Database) -> None:
    await fill(database, 60, 60, 30)
    await queue(database, 30)
    few, said_by_few = await _statements(database, 3)
    many, said_by_many = await _statements(database, 27)
    assert (len(said_by_few), len(said_by_many)) == (3, 27)
    assert many == few


async def test_reminder_tells_how_all_of_an_agencys_tasks_stand_only_where_it_owes_others(database: Database) -> None:
    await fill(database, 2, 2, 2)
    await queue(database, 2)
    async with database.engine.begin() as connection:
        await connection.execute(update(AssignmentRow).where(AssignmentRow.id == 2).values(agency_id=1))
    _, (of_both, of_none) = await _statements(database, 2)
    assert "Đơn vị còn 2 việc" in of_both.message.text
    assert "Đơn vị còn" not in of_none.message.text


async def _statements(database: Database, most: int) -> tuple[int, list[Ready]]:
    """Return how many statements a round of so many messages costs, and what is ready to be sent."""
    ways = {CHANNEL: PaperChannel()}
    parts = Deliverer(database, ways, ChatWording(Texts(), RULES), RULES.calendar, at_eight(), at_eight())
    with _counted(database) as statements:
        async with database.work() as uow:
            claimed = await uow.outbox.claim(EIGHT, EIGHT, timedelta(minutes=1), most)
            ready = await prepare(parts, uow, claimed)
            await uow.commit()
    return len(statements), ready


@contextmanager
def _counted(database: Database) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection: object, _cursor: object, sql: str, *_rest: Any) -> None:  # noqa: ANN401 - SQLAlchemy's shape
        statements.append(sql)

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    yield statements
    event.remove(database.engine.sync_engine, "before_cursor_execute", note)
