"""A morning against a server that is as strict as the platform's word, in time that only the waiting moves."""

import asyncio
from collections import Counter
from contextlib import AsyncExitStack
from datetime import timedelta

import pytest

from bot.telegram.pace import CHAT, EVERYWHERE, MARGIN, PATIENCE, SPACING, Pace
from data.clock import FrozenClock
from data.ports import NotSent
from jobs.deliver import IN_FLIGHT
from tests.channels.telegram.given import instantly
from tests.fakes.telegram.pace import StrictPace


@pytest.fixture
def pace(clock: FrozenClock) -> Pace:
    return Pace(clock, lambda seconds: instantly(clock, seconds))


async def _takes_a_turn(pace: Pace, chat: str) -> None:
    async with pace.turn(chat):
        pass


async def test_three_thousand_reminders_take_a_hundred_seconds_unrefused(pace: Pace, clock: FrozenClock) -> None:
    strict, began = StrictPace(), clock.now()
    for number in range(3000):
        async with pace.turn(str(1000 + number % 600)):
            strict.take(1000 + number % 600, clock.now())
    assert strict.refused == 0
    assert timedelta(seconds=99) <= clock.now() - began <= timedelta(seconds=102)


async def test_one_chat_hears_one_message_a_second(pace: Pace, clock: FrozenClock) -> None:
    strict, began = StrictPace(), clock.now()
    for _ in range(10):
        async with pace.turn("1000"):
            strict.take(1000, clock.now())
    assert timedelta(seconds=9) <= clock.now() - began <= timedelta(seconds=11)


async def test_busy_group_does_not_hold_a_place_in_the_deliverer(pace: Pace, clock: FrozenClock) -> None:
    strict = StrictPace()
    for _ in range(2):
        for _ in range(20):
            async with pace.turn("-4001"):
                strict.take(-4001, clock.now())
        with pytest.raises(NotSent) as refused:
            await _takes_a_turn(pace, "-4001")
        assert refused.value.wait is not None
        assert refused.value.wait > PATIENCE
        clock.advance(refused.value.wait)


async def test_chats_are_spoken_to_one_shortly_after_another(pace: Pace, clock: FrozenClock) -> None:
    began = clock.now()
    await _takes_a_turn(pace, "0")
    assert clock.now() == began
    for chat in range(1, 30):
        await _takes_a_turn(pace, str(chat))
        assert clock.now() - began == SPACING * chat


async def test_first_come_is_first_served(pace: Pace) -> None:
    served = []

    async def speak(chat: int) -> None:
        async with pace.turn(str(chat)):
            served.append(chat)

    await asyncio.gather(*map(speak, range(100)))
    assert served == list(range(100))


async def test_held_chat_holds_no_other_up(pace: Pace, clock: FrozenClock) -> None:
    pace.hold("1000", timedelta(seconds=30))
    began = clock.now()
    with pytest.raises(NotSent):
        await _takes_a_turn(pace, "1000")
    await _takes_a_turn(pace, "1001")
    assert clock.now() == began


async def test_messages_that_come_in_late_and_together_leave_no_room_for_more(pace: Pace, clock: FrozenClock) -> None:
    strict = StrictPace()
    async with AsyncExitStack() as on_their_way:
        for chat in range(30):
            await on_their_way.enter_async_context(pace.turn(str(chat)))
        clock.advance(timedelta(seconds=0.9))
        for chat in range(30):
            strict.take(chat, clock.now())
    async with pace.turn("31"):
        strict.take(31, clock.now())
    assert strict.refused == 0


async def test_chat_waits_for_the_message_that_is_on_its_way(pace: Pace, clock: FrozenClock) -> None:
    answered = asyncio.Event()

    async def first() -> None:
        async with pace.turn("1000"):
            await answered.wait()

    sending = asyncio.create_task(first())
    await asyncio.sleep(0)
    second = asyncio.create_task(_takes_a_turn(pace, "1000"))
    for _ in range(100):
        await asyncio.sleep(0)
    assert not second.done()
    answered.set()
    answered_at = clock.now()
    await asyncio.gather(sending, second)
    assert clock.now() - answered_at >= CHAT.window


def test_strict_server_refuses_the_first_one_too_many(clock: FrozenClock) -> None:
    strict, answers = StrictPace(), Counter[str]()
    for number in range(31):
        try:
            strict.take(number, clock.now())
        except Exception as refused:  # noqa: BLE001 - its words are what is compared
            answers[str(refused)] += 1
        else:
            answers["taken"] += 1
    assert answers == {"taken": 30, "Too Many Requests: retry after 1": 1}


def test_crash_leaves_no_more_in_doubt_than_the_platform_takes_in_a_second() -> None:
    assert EVERYWHERE.most >= IN_FLIGHT


async def test_clock_that_was_set_back_holds_no_chat_up(pace: Pace, clock: FrozenClock) -> None:
    await _takes_a_turn(pace, "1000")
    pace.hold("1000", timedelta(seconds=30))
    clock.advance(-timedelta(days=1))
    began = clock.now()
    await _takes_a_turn(pace, "1000")
    assert clock.now() - began <= CHAT.window + MARGIN
