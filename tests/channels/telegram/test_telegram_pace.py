"""A morning against a server that is as strict as the platform's word, in time that only the waiting moves."""

from collections import Counter
from datetime import timedelta

import pytest

from bot.telegram.pace import PATIENCE, Pace
from data.clock import FrozenClock
from data.ports import NotSent
from tests.channels.telegram.given import instantly
from tests.fakes.telegram.pace import StrictPace


@pytest.fixture
def pace(clock: FrozenClock) -> Pace:
    return Pace(clock, lambda seconds: instantly(clock, seconds))


async def test_three_thousand_reminders_meet_no_refusal_and_take_two_minutes(pace: Pace, clock: FrozenClock) -> None:
    strict, began = StrictPace(), clock.now()
    for number in range(3000):
        await pace.turn(str(1000 + number % 600))
        strict.take(1000 + number % 600, clock.now())
    assert strict.refused == 0
    assert timedelta(seconds=100) <= clock.now() - began <= timedelta(seconds=120)


async def test_one_chat_hears_one_message_a_second(pace: Pace, clock: FrozenClock) -> None:
    strict, began = StrictPace(), clock.now()
    for _ in range(10):
        await pace.turn("1000")
        strict.take(1000, clock.now())
    assert timedelta(seconds=9) <= clock.now() - began <= timedelta(seconds=11)


async def test_busy_group_does_not_hold_a_place_in_the_deliverer(pace: Pace, clock: FrozenClock) -> None:
    strict = StrictPace()
    for _ in range(2):
        for _ in range(20):
            await pace.turn("-4001")
            strict.take(-4001, clock.now())
        with pytest.raises(NotSent) as refused:
            await pace.turn("-4001")
        assert refused.value.wait is not None
        assert refused.value.wait > PATIENCE
        clock.advance(refused.value.wait)


async def test_chats_do_not_wait_for_each_other(pace: Pace, clock: FrozenClock) -> None:
    began = clock.now()
    for chat in range(30):
        await pace.turn(str(chat))
    assert clock.now() == began


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
