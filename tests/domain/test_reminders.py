from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice, takewhile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.domain.calendar import WorkingCalendar
from data.domain.deadline import Deadline, DeadlineKind
from data.domain.policy import Ladder, Policy
from data.domain.reminders import Plan, Rung, RungKind, covered, fold, ladder
from data.domain.task import Assignment, Part, Status
from tests.domain.given import CALENDAR, assignment, at, mornings


def lived(subject: Assignment, moments: Iterable[datetime], said: set[tuple[str, int]] | None = None) -> list[str]:
    """Plan at each of `moments` and return what one person is told, as "day name"."""
    said = set() if said is None else said
    told = []
    for now in moments:
        plan = fold(ladder(subject, CALENDAR), now, said)
        said |= {(rung.name, rung.deadline_version) for rung in plan.covered}
        if plan.say:
            said.add((plan.say.name, plan.say.deadline_version))
            told.append(f"{CALENDAR.office_day(now):%d/%m} {plan.say.name}")
    return told


SEED = {
    "2024-05-16": [
        "13/05 assigned",
        "15/05 before-1",
        "16/05 day",
        "17/05 overdue-1",
        "20/05 overdue-2",
        "21/05 overdue-3",
        "22/05 overdue-4",
        "23/05 overdue-5",
        "27/05 overdue-2024-05-27",
        "03/06 overdue-2024-06-03",
        "10/06 overdue-2024-06-10",
        "17/06 overdue-2024-06-17",
    ],
    "2024-05-31": [
        "13/05 assigned",
        "22/05 before-7",
        "28/05 before-3",
        "30/05 before-1",
        "31/05 day",
        "03/06 overdue-1",
        "04/06 overdue-2",
        "05/06 overdue-3",
        "06/06 overdue-4",
        "07/06 overdue-5",
        "10/06 overdue-2024-06-10",
        "17/06 overdue-2024-06-17",
    ],
}


@pytest.mark.parametrize(("due", "told"), SEED.items())
def test_the_seed_lives_its_mornings(due: str, told: list[str]) -> None:
    assert lived(assignment(due), mornings("2024-05-13", "2024-06-17")) == told


def test_a_task_without_deadline_is_chased_every_thirty_days_of_silence() -> None:
    assert lived(assignment(), mornings("2024-05-13", "2024-08-31")) == [
        "13/05 assigned",
        "12/06 silent-2024-06-12",
        "12/07 silent-2024-07-12",
        "12/08 silent-2024-08-11",  # a Sunday
    ]


def test_a_word_from_the_agency_begins_the_thirty_days_anew() -> None:
    heard = assignment(heard_at=at("2024-05-20", "10:00"), status=Status.IN_PROGRESS)
    assert lived(heard, mornings("2024-05-21", "2024-06-30"), {("assigned", 1)}) == ["19/06 silent-2024-06-19"]


def moved(subject: Assignment, due: str, decided: datetime) -> Assignment:
    deadline = Deadline(DeadlineKind.DATE, datetime.fromisoformat(due).date())
    due_at = CALENDAR.due_moment(deadline)
    return replace(subject, deadline=deadline, deadline_version=2, due_at=due_at, ladder_from=decided)


def test_an_extension_speaks_anew_for_its_new_day() -> None:
    said = {("assigned", 1)}
    granted = moved(assignment("2024-05-16"), "2024-05-20", at("2024-05-13", "14:00"))

    assert lived(granted, mornings("2024-05-14", "2024-05-22"), said) == [
        "15/05 before-3",
        "17/05 before-1",
        "20/05 day",
        "21/05 overdue-1",
        "22/05 overdue-2",
    ]


def test_an_extension_repeats_rungs_that_the_old_deadline_had_said() -> None:
    said = {("assigned", 1), ("before-1", 1)}
    granted = moved(assignment("2024-05-16"), "2024-05-20", at("2024-05-15", "14:00"))

    assert lived(granted, mornings("2024-05-16", "2024-05-17"), said) == ["17/05 before-1"]


def test_the_assignment_notice_covers_every_rung_up_to_its_own_day() -> None:
    assert [rung.name for rung in covered(assignment("2024-05-16"), CALENDAR)] == ["before-7", "before-3"]


def test_a_task_entered_on_a_holiday_is_given_on_the_next_working_morning() -> None:
    late = assignment("2024-05-10", entered=at("2024-04-27", "09:00"))

    assert [rung.name for rung in covered(late, CALENDAR)] == ["before-7"]
    assert lived(late, mornings("2024-04-27", "2024-05-09")) == ["02/05 assigned", "07/05 before-3", "09/05 before-1"]


def test_a_task_entered_long_overdue_begins_with_its_notice_alone() -> None:
    old = assignment("2024-03-29")

    assert lived(old, mornings("2024-05-13", "2024-05-27")) == [
        "13/05 assigned",
        "20/05 overdue-2024-05-20",
        "27/05 overdue-2024-05-27",
    ]
    assert covered(old, CALENDAR)[-1].name == "overdue-2024-05-13"


def test_after_an_outage_only_the_newest_rung_is_said() -> None:
    plan = fold(ladder(assignment("2024-05-16"), CALENDAR), at("2024-05-21", "10:00"), {("assigned", 1)})

    assert plan.say is not None
    assert plan.say.name == "overdue-3"
    assert [rung.name for rung in plan.covered] == ["before-1", "day", "overdue-1", "overdue-2"]
    assert plan.next_at == at("2024-05-22")


def test_a_late_pairing_is_told_the_newest_rung_and_the_next_ones() -> None:
    moments = [at("2024-05-20", "14:00"), *mornings("2024-05-21", "2024-05-22")]
    assert lived(assignment("2024-05-16"), moments) == ["20/05 overdue-2", "21/05 overdue-3", "22/05 overdue-4"]


def test_office_time_gone_back_repeats_nothing() -> None:
    subject, said = assignment("2024-05-16"), set[tuple[str, int]]()
    days = mornings("2024-05-13", "2024-05-22")

    told = lived(subject, days, said)

    assert len(told) == 7
    assert lived(subject, days, said) == []


@pytest.mark.parametrize("status", [Status.REPORTED_DONE, Status.CONFIRMED])
def test_what_is_claimed_done_has_no_rungs(status: Status) -> None:
    assert list(ladder(assignment("2024-05-16", status=status), CALENDAR)) == []


@pytest.mark.parametrize(
    ("due", "given", "told"),
    [
        ("2024-05-31", Ladder(), ["13/05 assigned", "30/05 before-1"]),
        ("2024-05-31", Ladder(coordinating_before=(5, 2)), ["13/05 assigned", "24/05 before-5", "29/05 before-2"]),
        ("2024-05-31", Ladder(coordinating_before=()), ["13/05 assigned"]),
        ("2024-05-14", Ladder(), ["13/05 assigned"]),
        (None, Ladder(), ["13/05 assigned"]),
    ],
)
def test_a_coordinating_agency_hears_of_the_assignment_and_shortly_before_the_deadline(
    due: str | None, given: Ladder, told: list[str]
) -> None:
    share = assignment(due, part=Part.COORDINATING, ladder=given)
    assert lived(share, mornings("2024-05-13", "2024-12-31")) == told


def test_a_coordinating_agency_hears_nothing_once_no_lead_owes_the_task() -> None:
    assert list(ladder(assignment("2024-05-16", part=Part.COORDINATING, resting=True), CALENDAR)) == []


def test_a_returned_report_covers_the_day_it_was_returned() -> None:
    returned = assignment("2024-05-16", status=Status.RETURNED, ladder_from=at("2024-05-20", "15:00"))

    assert lived(returned, mornings("2024-05-20", "2024-05-22"), {("assigned", 1)}) == [
        "21/05 overdue-3",
        "22/05 overdue-4",
    ]


def test_a_due_day_on_a_weekend_gives_way_to_the_first_day_overdue() -> None:
    plan = fold(ladder(assignment("2024-05-18"), CALENDAR), at("2024-05-20"), {("assigned", 1), ("before-1", 1)})

    assert plan.say == Rung("overdue-1", at("2024-05-20"), 1, RungKind.OVERDUE)
    assert [rung.name for rung in plan.covered] == ["before-3", "day"]


def test_a_monday_of_tet_moves_to_the_next_working_day_and_speaks_once() -> None:
    entered = at("2025-01-02", "09:00")
    subject = assignment("2025-01-10", entered=entered)

    assert lived(subject, mornings("2025-01-18", "2025-02-10"), {("assigned", 1)}) == [
        "18/01 overdue-5",  # the outage before it, folded
        "20/01 overdue-2025-01-20",
        "03/02 overdue-2025-02-03",  # covering 27/1, off for Tết
        "10/02 overdue-2025-02-10",
    ]


def test_a_holiday_monday_alone_speaks_on_the_day_after_the_holidays() -> None:
    subject = assignment("2024-04-16", entered=at("2024-04-10", "09:00"))
    weekly = list(takewhile(lambda rung: rung.due_at <= at("2024-05-06"), ladder(subject, CALENDAR)))[-2:]

    assert [(rung.name, rung.due_at) for rung in weekly] == [
        ("overdue-2024-04-29", at("2024-05-02")),
        ("overdue-2024-05-06", at("2024-05-06")),
    ]


def test_an_urgent_task_keeps_the_short_ladder_it_was_given() -> None:
    given_ladder = Policy().ladder("khan")
    assert [rung.name for rung in islice(ladder(assignment("2024-05-31", ladder=given_ladder), CALENDAR), 4)] == [
        "assigned",
        "before-3",
        "before-1",
        "day",
    ]


def test_nothing_due_tells_only_when_to_look_again() -> None:
    assert fold(ladder(assignment("2024-05-31"), CALENDAR), at("2024-05-13", "07:00"), set()) == Plan(
        None, (), at("2024-05-13")
    )


def test_the_assignment_notice_speaks_before_a_rung_of_the_same_moment() -> None:
    notice = Rung("assigned", at("2024-05-13"), 1, RungKind.ASSIGNED)
    rung = Rung("before-3", at("2024-05-13"), 1, RungKind.BEFORE)

    assert fold([notice, rung], at("2024-05-13"), set()) == Plan(notice, (rung,), None)


DAYS = st.dates(datetime(2024, 3, 1).date(), datetime(2025, 3, 1).date())  # noqa: DTZ001 - only the days are used
SUBJECTS = st.builds(
    lambda due, entered, hour, given_ladder: assignment(
        due and due.isoformat(), entered=at(entered.isoformat(), f"{hour:02}:30"), ladder=given_ladder
    ),
    st.none() | DAYS,
    DAYS,
    st.integers(0, 23),
    st.builds(
        Ladder,
        before=st.sets(st.integers(1, 15), max_size=4).map(tuple),
        overdue_days=st.integers(0, 8),
        silence_calendar_days=st.integers(1, 60),
    ),
)
NOWS = st.lists(
    st.integers(0, 24 * 400).map(lambda hours: at("2024-03-01", "00:00") + timedelta(hours=hours)), min_size=1
)


@given(SUBJECTS, NOWS)
def test_every_due_rung_is_said_or_covered_exactly_once_however_time_moves(
    subject: Assignment, nows: list[datetime]
) -> None:
    handled: list[tuple[str, int]] = []
    for now in nows:
        plan = fold(ladder(subject, CALENDAR), now, set(handled))
        handled += [(rung.name, rung.deadline_version) for rung in (plan.say, *plan.covered) if rung]
        assert fold(ladder(subject, CALENDAR), now, set(handled)) == Plan(None, (), plan.next_at)

    latest = max(nows)
    due = takewhile(lambda rung: rung.due_at <= latest, ladder(subject, CALENDAR))
    assert sorted(handled) == sorted((rung.name, rung.deadline_version) for rung in due)


@given(SUBJECTS, st.integers(1, 60))
def test_waking_only_at_next_at_says_every_rung_on_its_own_morning(subject: Assignment, wakings: int) -> None:
    now, said, seen = at("2023-01-01"), set[tuple[str, int]](), list[Rung]()
    for _ in range(wakings):
        plan = fold(ladder(subject, CALENDAR), now, said)
        rungs = [rung for rung in (plan.say, *plan.covered) if rung]
        assert [rung.due_at for rung in rungs] == [now] * len(rungs)
        said |= {(rung.name, rung.deadline_version) for rung in rungs}
        seen += rungs
        assert plan.next_at is not None
        assert plan.next_at > now
        now = plan.next_at
    expected = [rung.name for rung in islice(ladder(subject, CALENDAR), len(seen))]
    assert sorted(rung.name for rung in seen) == sorted(expected)


@given(SUBJECTS)
def test_rungs_come_in_order_on_working_mornings_under_names_of_their_own(subject: Assignment) -> None:
    calendar = WorkingCalendar(Policy())
    rungs = list(islice(ladder(subject, calendar), 40))

    assert [rung.due_at for rung in rungs] == sorted(rung.due_at for rung in rungs)
    assert len({rung.name for rung in rungs}) == len(rungs)
    assert all(calendar.morning(rung.due_at.date()) == rung.due_at for rung in rungs[1:])
    assert all(calendar.is_working(rung.due_at.date()) for rung in rungs)


def at_work(due: str, heard: str, given: Ladder | None = None) -> Assignment:
    return assignment(due, heard_at=at(heard, "10:00"), status=Status.IN_PROGRESS, ladder=given or Ladder())


def test_a_dated_task_at_work_is_asked_about_after_fifteen_days_without_a_word_until_its_ladder_begins() -> None:
    told = lived(at_work("2024-07-31", "2024-05-20"), mornings("2024-05-21", "2024-07-30"), {("assigned", 1)})
    assert told == [
        "04/06 quiet-2024-06-04",
        "19/06 quiet-2024-06-19",
        "04/07 quiet-2024-07-04",
        "19/07 quiet-2024-07-19",
        "22/07 before-7",
        "26/07 before-3",
        "30/07 before-1",
    ]


def test_a_word_puts_the_question_off_and_the_day_of_another_rung_is_never_shared() -> None:
    assert lived(at_work("2024-07-31", "2024-07-05"), mornings("2024-07-06", "2024-07-22"), {("assigned", 1)}) == [
        "22/07 before-7"  # 5/7 and fifteen days are Saturday 20/7, whose working day is that of the rung
    ]


@pytest.mark.parametrize("status", [Status.ASSIGNED, Status.ACKNOWLEDGED, Status.BLOCKED, Status.RETURNED])
def test_only_work_in_progress_is_asked_about(status: Status) -> None:
    subject = assignment("2024-07-31", heard_at=at("2024-05-20", "10:00"), status=status)
    assert lived(subject, mornings("2024-05-21", "2024-07-19"), {("assigned", 1)}) == []


def test_an_urgent_mark_shortens_the_silence() -> None:
    subject = at_work("2024-07-31", "2024-05-20", Policy().ladder("hoa_toc"))
    first = next(rung for rung in ladder(subject, CALENDAR) if rung.kind is RungKind.QUIET)
    assert first.name == "quiet-2024-05-25"
