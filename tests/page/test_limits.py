"""How often one may knock."""

from datetime import timedelta

from bot.office_page.limits import Limits
from data.clock import FrozenClock


def test_who_knocks_too_often_waits_a_little(clock: FrozenClock) -> None:
    limits = Limits(burst=2, a_minute=60)
    assert [limits.takes("somebody", clock.now()) for _ in range(3)] == [True, True, False]
    clock.advance(timedelta(seconds=1))
    assert limits.takes("somebody", clock.now())


def test_clock_that_was_set_back_shuts_nobody_out(clock: FrozenClock) -> None:
    limits = Limits(burst=2, a_minute=60)
    assert limits.takes("somebody", clock.now())
    clock.advance(-timedelta(days=1))
    assert limits.takes("somebody", clock.now())
