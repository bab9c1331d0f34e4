from dataclasses import fields, replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.domain.calendar import WorkingCalendar
from data.domain.deadline import Deadline, DeadlineKind
from data.domain.figures import Figures, TimeClass, days_late, days_left, figures, is_due_soon, time_class
from data.domain.policy import Policy
from data.domain.task import Assignment, Status
from tests.domain.given import CALENDAR, assignment, at

NOW = at("2024-05-21", "10:00")


def done(due: str | None, reported: str, hour: str = "10:00", confirmed: str | None = None) -> Assignment:
    return assignment(
        due,
        status=Status.CONFIRMED if confirmed else Status.REPORTED_DONE,
        heard_at=at(reported, hour),
        reported_done_at=at(reported, hour),
        confirmed_at=at(confirmed) if confirmed else None,
    )


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        (done("2024-05-16", "2024-05-15"), TimeClass.DONE_ON_TIME),
        (done("2024-05-16", "2024-05-16", "22:00"), TimeClass.DONE_ON_TIME),
        (done("2024-05-16", "2024-05-16", confirmed="2024-05-20"), TimeClass.DONE_ON_TIME),
        (done("2024-05-16", "2024-05-17", "00:10"), TimeClass.DONE_LATE),
        (assignment("2024-05-21"), TimeClass.DOING_IN_TIME),
        (assignment("2024-05-20"), TimeClass.DOING_OVERDUE),
        (assignment("2024-05-16", status=Status.RETURNED), TimeClass.DOING_OVERDUE),
        (assignment(), TimeClass.NO_DEADLINE),
        (done(None, "2024-05-20"), TimeClass.NO_DEADLINE),
        (assignment("2024-05-16", status=Status.PAUSED), TimeClass.PAUSED),
        (assignment(status=Status.PAUSED), TimeClass.PAUSED),
    ],
)
def test_time_classes_go_by_the_day_the_agency_reported(subject: Assignment, expected: TimeClass) -> None:
    assert time_class(subject, NOW, CALENDAR) is expected


def test_a_day_deadline_is_overdue_when_the_office_day_has_ended() -> None:
    subject = assignment("2024-05-16")
    assert time_class(subject, at("2024-05-16", "17:00"), CALENDAR) is TimeClass.DOING_IN_TIME
    assert time_class(subject, at("2024-05-16", "17:01"), CALENDAR) is TimeClass.DOING_OVERDUE


def test_a_deadline_stated_to_the_hour_is_judged_by_the_hour() -> None:
    by_four = Deadline(DeadlineKind.DATETIME, datetime(2024, 5, 16, 16, 0))  # noqa: DTZ001 - as documents state it
    late = replace(done(None, "2024-05-16", "16:30"), deadline=by_four, due_at=CALENDAR.due_moment(by_four))
    kept = replace(late, reported_done_at=at("2024-05-16", "15:30"))

    assert time_class(late, NOW, CALENDAR) is TimeClass.DONE_LATE
    assert time_class(kept, NOW, CALENDAR) is TimeClass.DONE_ON_TIME


def test_an_office_may_judge_by_the_day_it_confirmed() -> None:
    strict = WorkingCalendar(Policy(on_time_judged_by="confirmed"))
    subject = done("2024-05-16", "2024-05-16", confirmed="2024-05-20")

    assert time_class(subject, NOW, strict) is TimeClass.DONE_LATE
    assert days_late(subject, NOW, strict) == 2


def test_working_days_left_do_not_count_today() -> None:
    subject = assignment("2024-05-16")

    assert days_left(subject, date(2024, 5, 13), CALENDAR) == 3
    assert days_left(subject, date(2024, 5, 16), CALENDAR) == 0
    assert days_left(subject, date(2024, 5, 20), CALENDAR) == -2
    assert days_left(assignment(), date(2024, 5, 20), CALENDAR) is None


def test_days_late_end_with_the_report() -> None:
    assert days_late(assignment("2024-05-16"), NOW, CALENDAR) == 3
    assert days_late(done("2024-05-16", "2024-05-20"), NOW, CALENDAR) == 2
    assert days_late(done("2024-05-16", "2024-05-14"), NOW, CALENDAR) == 0
    assert days_late(assignment(), NOW, CALENDAR) == 0
    assert days_late(assignment("2024-05-16", status=Status.PAUSED), NOW, CALENDAR) == 0


@pytest.mark.parametrize(
    ("due", "soon"), [("2024-05-21", True), ("2024-05-24", True), ("2024-05-27", False), ("2024-05-20", False)]
)
def test_due_soon_is_up_to_three_working_days(due: str, soon: bool) -> None:
    assert is_due_soon(assignment(due), NOW, CALENDAR) is soon


def test_figures_of_a_mixed_week_add_up_and_show_their_rates() -> None:
    counted = figures(
        [
            done("2024-05-16", "2024-05-15", confirmed="2024-05-16"),
            done("2024-05-16", "2024-05-20"),
            done("2024-05-20", "2024-05-20"),
            done(None, "2024-05-20"),
            assignment("2024-05-16"),
            assignment("2024-05-22", heard_at=at("2024-05-20")),
            assignment("2024-06-28"),
            assignment(),
            assignment("2024-05-16", status=Status.PAUSED),
        ],
        NOW,
        CALENDAR,
        since=at("2024-05-20", "00:00"),
    )

    assert counted == Figures(
        total=9,
        done_on_time=2,
        done_late=1,
        doing_in_time=2,
        doing_overdue=1,
        no_deadline=2,
        paused=1,
        due_soon=1,
        no_deadline_done=1,
        to_confirm=3,
        updated=4,
    )
    assert (counted.due_completion, counted.on_time_share, counted.update_rate) == (3 / 4, 2 / 3, 4 / 9)


def test_rates_of_nothing_are_unknown_not_zero() -> None:
    nothing = figures([], NOW, CALENDAR)

    assert [getattr(nothing, each.name) for each in fields(Figures)] == [0] * 11
    assert (nothing.due_completion, nothing.on_time_share, nothing.update_rate) == (None, None, None)


DAYS = st.dates(date(2024, 4, 1), date(2024, 7, 1)).map(date.isoformat)
PAUSED = st.builds(assignment, st.none() | DAYS, status=st.just(Status.PAUSED))
MIXED = st.lists(st.builds(assignment, st.none() | DAYS) | PAUSED | st.builds(done, st.none() | DAYS, DAYS))


@given(MIXED)
def test_the_six_classes_always_add_up_to_the_total(mixed: list[Assignment]) -> None:
    counted = figures(mixed, NOW, CALENDAR)

    assert sum(getattr(counted, each.value) for each in TimeClass) == counted.total == len(mixed)
    assert counted.due_soon <= counted.doing_in_time
