from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.domain.calendar import WorkingCalendar, public_days
from data.domain.deadline import NO_DEADLINE, Deadline, DeadlineKind
from data.domain.policy import Policy
from tests.domain.given import CALENDAR, ZONE, at

DAYS = st.dates(date(2023, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    ("day", "working"),
    [
        ("2024-04-26", True),
        ("2024-04-29", False),  # exchanged for the Saturday after
        ("2024-04-30", False),
        ("2024-05-01", False),
        ("2024-05-02", True),
        ("2024-05-04", True),  # worked instead of 29/4
        ("2024-05-05", False),
        ("2024-05-11", False),
        ("2024-05-13", True),
        ("2025-01-24", True),
        ("2025-01-27", False),  # Tết
        ("2025-01-31", False),
        ("2025-02-03", True),
        ("2026-01-02", False),
        ("2026-01-10", True),
        ("2026-04-27", False),  # the Hùng Kings' day fell on a Sunday
        ("2027-02-08", False),  # Tết of a year that only the library knows
    ],
)
def test_the_office_works_on_the_days_of_the_state_calendar(day: str, working: bool) -> None:
    assert CALENDAR.is_working(date.fromisoformat(day)) is working


def test_the_table_wins_over_the_library_where_both_know_the_year() -> None:
    from holidays import country_holidays  # noqa: PLC0415 - only here do we ask the library itself

    friday, saturday = date(2026, 1, 2), date(2026, 1, 10)
    library = country_holidays("VN", years=2026)

    assert (friday in library, saturday in library.weekend_workdays) == (False, False)
    assert (CALENDAR.is_working(friday), CALENDAR.is_working(saturday)) == (False, True)


def test_the_library_knows_exchanged_days_of_years_before_the_table() -> None:
    assert public_days(2019)[1] == {date(2019, 1, 5), date(2019, 5, 4)}


def test_days_of_the_policy_overrule_both() -> None:
    storm, made_up = date(2024, 9, 9), date(2024, 9, 14)
    calendar = WorkingCalendar(Policy(off=frozenset({storm}), worked=frozenset({made_up, date(2024, 5, 1)})))

    assert not calendar.is_working(storm)
    assert calendar.is_working(made_up)
    assert calendar.is_working(date(2024, 5, 1))


def test_seven_working_days_before_step_over_the_weekend() -> None:
    assert CALENDAR.add_working(date(2024, 5, 16), -7) == date(2024, 5, 7)


def test_working_days_step_over_tet() -> None:
    assert CALENDAR.add_working(date(2025, 1, 24), 1) == date(2025, 2, 3)


def test_working_days_cross_the_year() -> None:
    assert CALENDAR.add_working(date(2025, 12, 30), 2) == date(2026, 1, 5)
    assert CALENDAR.working_days_between(date(2025, 12, 30), date(2026, 1, 5)) == 2


def test_working_days_left_leave_out_the_day_itself() -> None:
    assert CALENDAR.working_days_between(date(2024, 5, 13), date(2024, 5, 16)) == 3
    assert CALENDAR.working_days_between(date(2024, 5, 16), date(2024, 5, 13)) == -3
    assert CALENDAR.working_days_between(date(2024, 4, 26), date(2024, 5, 6)) == 4


@given(DAYS, st.integers(1, 300))
def test_adding_working_days_and_counting_them_agree(day: date, count: int) -> None:
    assert CALENDAR.working_days_between(day, CALENDAR.add_working(day, count)) == count


@given(DAYS, DAYS)
def test_working_days_counted_are_those_asked_one_by_one(one: date, other: date) -> None:
    start, end = sorted((one, other))
    days = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]

    assert CALENDAR.working_days_between(start, end) == sum(map(CALENDAR.is_working, days))


def test_today_is_the_day_in_the_office_not_in_utc() -> None:
    assert CALENDAR.office_day(datetime(2024, 5, 12, 17, 0, tzinfo=UTC)) == date(2024, 5, 13)
    assert CALENDAR.office_day(datetime(2024, 5, 12, 16, 59, tzinfo=UTC)) == date(2024, 5, 12)


def test_a_day_deadline_ends_with_the_office_day() -> None:
    due = Deadline(DeadlineKind.DATE, date(2024, 5, 16))
    assert CALENDAR.due_moment(due) == datetime(2024, 5, 16, 10, 0, tzinfo=UTC)


def test_a_stated_hour_is_an_hour_of_the_office() -> None:
    due = Deadline(DeadlineKind.DATETIME, datetime(2024, 9, 13, 16, 0))  # noqa: DTZ001 - as documents state it
    assert CALENDAR.due_moment(due) == datetime(2024, 9, 13, 9, 0, tzinfo=UTC)


def test_no_deadline_ends_never() -> None:
    assert CALENDAR.due_moment(NO_DEADLINE) is None


@pytest.mark.parametrize(
    ("moment", "push"),
    [
        (at("2024-05-13", "07:55"), at("2024-05-13")),
        (at("2024-05-13", "08:00"), at("2024-05-13")),
        (at("2024-05-13", "16:59"), at("2024-05-13", "16:59")),
        (at("2024-05-13", "17:00"), at("2024-05-14")),
        (at("2024-05-10", "20:00"), at("2024-05-13")),
        (at("2024-05-11", "10:00"), at("2024-05-13")),
        (at("2024-04-26", "18:00"), at("2024-05-02")),
        (at("2024-05-03", "18:00"), at("2024-05-04")),
    ],
)
def test_what_falls_outside_pushing_hours_waits_for_the_next_working_morning(moment: datetime, push: datetime) -> None:
    assert CALENDAR.next_push(moment.astimezone(UTC)) == push


@pytest.mark.parametrize(
    ("moment", "morning"),
    [
        (at("2024-05-13", "07:55"), at("2024-05-13")),
        (at("2024-05-13", "08:00"), at("2024-05-14")),
        (at("2024-05-17", "12:00"), at("2024-05-20")),
    ],
)
def test_the_next_morning_is_strictly_ahead(moment: datetime, morning: datetime) -> None:
    assert CALENDAR.next_morning(moment) == morning


@given(st.datetimes(datetime(2024, 1, 1), datetime(2027, 1, 1)))  # noqa: DTZ001 - the strategy adds no zone itself
def test_a_push_is_never_early_and_never_outside_hours(naive: datetime) -> None:
    moment = naive.replace(tzinfo=ZONE)
    push = CALENDAR.next_push(moment)

    assert push >= moment
    assert CALENDAR.is_working(push.date())
    assert CALENDAR.policy.push_from <= push.time() < CALENDAR.policy.push_until


@pytest.mark.parametrize(
    ("moment", "last"),
    [
        ("2024-05-13T10:00", "2024-05-13T10:00"),
        ("2024-05-13T20:00", "2024-05-13T16:59:59.999999"),
        ("2024-05-13T07:00", "2024-05-10T16:59:59.999999"),
        ("2024-05-12T12:00", "2024-05-10T16:59:59.999999"),
    ],
)
def test_last_pushing_moment_is_now_or_the_end_of_the_hours_before(moment: str, last: str) -> None:
    zone = Policy().zone
    found = WorkingCalendar(Policy()).last_push(datetime.fromisoformat(moment).replace(tzinfo=zone))
    assert found == datetime.fromisoformat(last).replace(tzinfo=zone)
