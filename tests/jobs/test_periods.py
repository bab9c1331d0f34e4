"""The auditor's own reading of recurrence rules comes to the planner's days by its own way."""

from datetime import date, timedelta
from itertools import islice

import pytest

from data.domain.calendar import WorkingCalendar
from data.domain.occurrences import next_after, occurrences, opens_at
from data.domain.policy import Ladder, Policy
from jobs.periods import Period, opening, periods
from jobs.reckoning import Days
from tests.domain.given import CALENDAR

RULES = (
    "FREQ=DAILY",
    "FREQ=DAILY;INTERVAL=3",
    "FREQ=WEEKLY",
    "FREQ=WEEKLY;BYDAY=MO,TH",
    "FREQ=WEEKLY;INTERVAL=2",
    "FREQ=MONTHLY",
    "FREQ=MONTHLY;BYMONTHDAY=25",
    "FREQ=MONTHLY;BYMONTHDAY=31",
    "FREQ=MONTHLY;BYMONTHDAY=10,-1",
    "FREQ=MONTHLY;INTERVAL=3",
    "FREQ=MONTHLY;INTERVAL=5;BYMONTHDAY=15",
    "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20",
    "FREQ=YEARLY",
    "FREQ=MONTHLY;BYMONTHDAY=20;UNTIL=20241130",
    "what is no rule",
)
ANCHORS = ("2024-01-31", "2024-02-08", "2024-04-29", "2024-05-13", "2024-08-30", "2024-12-31")


@pytest.mark.parametrize("moves", ["before", "after"])
@pytest.mark.parametrize("rule", RULES)
def test_two_readings_of_a_rule_agree(rule: str, moves: str) -> None:
    calendar = WorkingCalendar(Policy(occurrence_moves="after")) if moves == "after" else CALENDAR
    days = Days(calendar.is_working, calendar.policy)
    for anchor in map(date.fromisoformat, ANCHORS):
        last = anchor + timedelta(days=500)
        reckoned = list(periods(rule, anchor, days, last))
        planned = islice(occurrences(rule, anchor, calendar), len(reckoned) + 1)
        assert reckoned == [Period(one.period, one.due_on) for one in planned if one.period <= last]


def test_occurrence_is_given_out_when_the_planner_says_so() -> None:
    rule, anchor, days = "FREQ=WEEKLY;BYDAY=MO,FR", date(2024, 4, 22), Days(CALENDAR.is_working, CALENDAR.policy)
    for period in list(periods(rule, anchor, days, date(2024, 6, 1)))[:8]:
        pair = next_after(rule, anchor, period.named, CALENDAR)
        assert pair is not None
        previous, following = (Period(one.period, one.due_on) for one in pair)
        assert opening(previous, following, Ladder(), days) == opens_at(*pair, Ladder(), CALENDAR)
