from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from data.domain.quota import level, month_of, month_turns_at

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.mark.parametrize(("used", "reached"), [(0, 0), (39, 0), (40, 80), (49, 80), (50, 100), (51, 100)])
def test_share_of_a_limit_is_told_at_eighty_percent_and_at_the_end(used: int, reached: int) -> None:
    assert level(used, 50) == reached


def test_month_turns_by_the_clock_of_the_office() -> None:
    evening = datetime.fromisoformat("2026-11-30T23:59:59+07:00")
    assert (month_of(evening, ZONE), month_turns_at(evening, ZONE)) == (
        "2026-11",
        datetime.fromisoformat("2026-12-01T00:00:00+07:00"),
    )
    assert month_of(datetime.fromisoformat("2026-11-30T17:00:00+00:00"), ZONE) == "2026-12"
    assert month_turns_at(datetime.fromisoformat("2026-12-31T08:00:00+07:00"), ZONE).year == 2027
