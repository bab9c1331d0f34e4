"""Two processes' worth of jobs at the same moment on one PostgreSQL."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime

import pytest

from bot.house import House
from bot.texts.catalogue import Texts
from data.clock import FrozenClock
from data.db.engine import Database
from data.domain.message import Heard
from data.intake.draft import TaskDraft
from jobs.deliver import deliver_outbox
from jobs.hear import handle_inbox
from tests.jobs.office import RULES, Office, due
from tests.jobs.test_hear import Listener

TASKS = tuple(TaskDraft(str(n), f"Việc {n}", ("Ban Dân tộc",), (), due(date(2024, 5, 16))) for n in range(1, 41))
MORNING = datetime.fromisoformat("2024-05-13T08:00+07:00")


@dataclass
class Pair:
    """An office with the jobs of two processes."""

    office: Office
    houses: list[House] = field(default_factory=list)


@pytest.fixture
async def pair(postgres_url: str, clock: FrozenClock) -> AsyncIterator[Pair]:
    databases = [Database(postgres_url) for _ in range(2)]
    office = Office(databases[0], clock)
    await office.opens()
    channels = {office.channel.name: office.channel}
    houses = [House(one, RULES, Texts(), office.clock, office.machine, channels) for one in databases]
    yield Pair(office, houses)
    for one in databases:
        await one.close()


async def test_one_plans_at_a_time_so_that_nobody_gets_two_messages_for_one(pair: Pair) -> None:
    await pair.office.assigns(*TASKS)
    pair.office.clock.moment = MORNING
    first, second = pair.houses
    async with first.database.alone("plan"):
        assert await second.plan() == 0
    assert await second.plan() == 1
    await deliver_outbox(pair.office.delivery())
    ((who, said),) = pair.office.channel.take()
    assert (who, len(said.split())) == ("an", len(TASKS))


async def test_two_that_deliver_say_everything_once(pair: Pair) -> None:
    await pair.office.assigns(*(replace(task, lead=("Sở Kế hoạch và Đầu tư",)) for task in TASKS[:3]), *TASKS[3:6])
    pair.office.clock.moment = MORNING
    await pair.houses[0].plan()
    taken = await asyncio.gather(*(house.deliver() for house in pair.houses * 3))
    assert sum(taken) == 2
    assert sorted(who for who, _ in pair.office.channel.take()) == ["an", "duc"]


async def test_two_that_hear_handle_every_update_once_and_each_chat_in_order(pair: Pair) -> None:
    now = pair.office.clock.now()
    async with pair.office.database.work() as uow:
        for at in range(60):
            await uow.inbox.store(Heard("paper", str(at % 5), str(at), now, f"{at % 5} {at}"), now)
        await uow.commit()
    listener = Listener()
    machine = pair.office.machine
    handled = await asyncio.gather(
        *(handle_inbox(house.database, listener, pair.office.clock, machine) for house in pair.houses * 2)
    )
    assert sum(handled) == 60
    by_chat: dict[str, list[int]] = defaultdict(list)
    for words in listener.heard:
        chat, number = words.split()
        by_chat[chat].append(int(number))
    assert by_chat == {str(chat): list(range(chat, 60, 5)) for chat in range(5)}
