from datetime import date, datetime
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.domain.calendar import WorkingCalendar
from data.domain.occurrences import Occurrence, named, next_after, occurrences, opens_at
from data.domain.policy import Ladder, Policy
from tests.domain.given import CALENDAR, at

ENTERED = date(2024, 5, 13)

RULES = {
    "FREQ=MONTHLY;BYMONTHDAY=20": ["2024-05-20", "2024-06-20", "2024-07-19"],  # 20/7 is a Saturday
    "FREQ=MONTHLY": ["2024-05-31", "2024-06-28", "2024-07-31"],
    "FREQ=MONTHLY;BYMONTHDAY=31": ["2024-05-31", "2024-06-28", "2024-07-31"],
    "FREQ=MONTHLY;BYMONTHDAY=15,30": ["2024-05-15", "2024-05-30", "2024-06-14"],
    "FREQ=MONTHLY;INTERVAL=3": ["2024-06-28", "2024-09-30", "2024-12-31"],
    "FREQ=MONTHLY;INTERVAL=6": ["2024-06-28", "2024-12-31", "2025-06-30"],
    "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=10": ["2024-06-10", "2024-09-10", "2024-12-10"],
    "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15": ["2024-06-14", "2024-12-13", "2025-06-13"],
    "FREQ=YEARLY": ["2024-12-31", "2025-12-31", "2026-12-31"],
    "FREQ=WEEKLY;BYDAY=FR": ["2024-05-17", "2024-05-24", "2024-05-31"],
    "FREQ=WEEKLY": ["2024-05-17", "2024-05-24", "2024-05-31"],
    "FREQ=WEEKLY;INTERVAL=2": ["2024-05-24", "2024-06-07", "2024-06-21"],
    "FREQ=MONTHLY;BYMONTHDAY=20;UNTIL=20240630": ["2024-05-20", "2024-06-20"],
    "FREQ=HOURLY": [],
    "hằng tháng": [],
}


@pytest.mark.parametrize(("rule", "days"), RULES.items())
def test_a_rule_comes_to_working_days(rule: str, days: list[str]) -> None:
    assert [str(one.due_on) for one in islice(occurrences(rule, ENTERED, CALENDAR), 3)] == days


def test_every_day_means_every_working_day_once() -> None:
    daily = islice(occurrences("FREQ=DAILY", date(2024, 4, 26), CALENDAR), 4)
    # The 27th and 28th are a weekend, 29/4 to 1/5 are off.
    assert [str(one.due_on) for one in daily] == ["2024-04-26", "2024-05-02", "2024-05-03", "2024-05-04"]


def test_an_hour_stated_is_kept_and_of_several_the_last() -> None:
    (friday,) = islice(occurrences("FREQ=WEEKLY;BYDAY=FR;BYHOUR=15;BYMINUTE=30", ENTERED, CALENDAR), 1)
    assert friday.due == datetime(2024, 5, 17, 15, 30)  # noqa: DTZ001 - local by definition
    (today,) = islice(occurrences("FREQ=DAILY;BYHOUR=7,17;BYMINUTE=0", ENTERED, CALENDAR), 1)
    assert today.due == datetime(2024, 5, 13, 17, 0)  # noqa: DTZ001 - local by definition


def test_the_policy_may_move_days_to_the_working_day_after() -> None:
    after = WorkingCalendar(Policy(occurrence_moves="after"))
    days = [str(one.due_on) for one in islice(occurrences("FREQ=MONTHLY;BYMONTHDAY=20", ENTERED, after), 3)]
    assert days == ["2024-05-20", "2024-06-20", "2024-07-22"]


def test_an_occurrence_is_given_out_on_the_morning_of_its_first_rung() -> None:
    may, june = Occurrence(date(2024, 5, 20), date(2024, 5, 20)), Occurrence(date(2024, 6, 20), date(2024, 6, 20))
    assert opens_at(may, june, Ladder(), CALENDAR) == at("2024-06-11")
    week = Occurrence(date(2024, 5, 24), date(2024, 5, 24))
    assert opens_at(Occurrence(date(2024, 5, 17), date(2024, 5, 17)), week, Ladder(), CALENDAR) == at("2024-05-20")


@pytest.mark.parametrize(
    ("rule", "period", "name"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=20", date(2024, 5, 20), ("month", 5)),
        ("FREQ=MONTHLY;INTERVAL=3", date(2024, 6, 30), ("quarter", 2)),
        ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=10", date(2024, 12, 10), ("quarter", 4)),
        ("FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=15", date(2024, 6, 15), ("month", 6)),
        ("FREQ=YEARLY;BYMONTH=11", date(2024, 11, 30), ("year", 2024)),
        ("FREQ=WEEKLY;BYDAY=FR", date(2024, 5, 17), ("day", date(2024, 5, 17))),
    ],
)
def test_a_period_has_the_name_that_people_give_it(rule: str, period: date, name: tuple[str, object]) -> None:
    assert named(rule, period) == name


@given(rule=st.sampled_from([rule for rule, days in RULES.items() if len(days) == 3]), n=st.integers(0, 8))
def test_one_occurrence_follows_another_without_gap_or_repeat(rule: str, n: int) -> None:
    found = list(islice(occurrences(rule, ENTERED, CALENDAR), n + 2))
    assert next_after(rule, ENTERED, found[n].period, CALENDAR) == (found[n], found[n + 1])
    assert found[n].period < found[n + 1].period
    assert CALENDAR.is_working(found[n].due_on)
    assert opens_at(found[n], found[n + 1], Ladder(), CALENDAR) > at(found[n].due_on.isoformat())
