"""When a digest falls due, what is in it, and in which order."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from data.domain.calendar import WorkingCalendar
from data.domain.digest import (
    MAX_ROWS,
    DigestKind,
    Item,
    Need,
    Silent,
    Standing,
    change,
    newest_day,
    office_digest,
    silent_agencies,
    standing_of,
    worst_first,
)
from data.domain.figures import TimeClass, time_class
from data.domain.policy import Policy
from data.domain.task import Status
from tests.domain.given import CALENDAR, assignment, at

NOW = at("2024-05-22")


@pytest.mark.parametrize(
    ("today", "leaders", "office"),
    [
        ("2024-05-13", "2024-05-13", "2024-05-13"),
        ("2024-05-16", "2024-05-13", "2024-05-16"),
        ("2024-05-17", "2024-05-17", "2024-05-17"),
        ("2024-05-19", "2024-05-17", "2024-05-17"),
        # Monday 29/4 to Wednesday 1/5 were holidays: Monday's digest came on Thursday, before Friday's own.
        ("2024-05-01", "2024-04-26", "2024-04-26"),
        ("2024-05-02", "2024-05-02", "2024-05-02"),
        ("2024-05-03", "2024-05-03", "2024-05-03"),
        # Saturday 4/5 was worked, no day of the leaders' digest was moved to it.
        ("2024-05-04", "2024-05-03", "2024-05-04"),
    ],
)
def test_a_digest_falls_due_on_its_weekdays_or_the_next_working_day(today: str, leaders: str, office: str) -> None:
    day = date.fromisoformat(today)
    assert newest_day(DigestKind.LEADER, day, CALENDAR) == date.fromisoformat(leaders)
    assert newest_day(DigestKind.OFFICE, day, CALENDAR) == date.fromisoformat(office)


def test_the_policy_names_the_weekdays() -> None:
    calendar = WorkingCalendar(Policy(leader_digest_on=frozenset({2})))
    assert newest_day(DigestKind.LEADER, date(2024, 5, 17), calendar) == date(2024, 5, 15)


def test_the_most_urgent_comes_first_and_the_starred_before_it() -> None:
    late, soon, undated, starred = (
        assignment(due, id=number, task_id=number, code=f"NV{number}")
        for number, due in ((1, "2024-05-20"), (2, "2024-05-23"), (3, None), (4, "2024-06-30"))
    )
    since = at("2024-05-20")
    items = [Item(Need.CONFIRM, one, since) for one in (undated, soon, starred, late)]
    digest = office_digest(items, NOW, CALENDAR, {4})
    assert digest is not None
    assert [item.assignment.code for item in digest.items] == ["NV4", "NV1", "NV2", "NV3"]


def test_what_came_up_today_waits_until_tomorrow() -> None:
    item = Item(Need.CONFIRM, assignment("2024-05-31"), NOW - timedelta(minutes=5))
    assert office_digest([item], NOW, CALENDAR) is None
    assert office_digest([item], at("2024-05-23"), CALENDAR) is not None


def test_more_than_a_screen_is_counted() -> None:
    items = [Item(Need.CONFIRM, assignment("2024-05-31", id=n, task_id=n), at("2024-05-20")) for n in range(15)]
    digest = office_digest(items, NOW, CALENDAR)
    assert digest is not None
    assert (len(digest.items), digest.more) == (MAX_ROWS, 5)


def test_an_agency_that_hears_nothing_is_named_once_with_its_most_urgent_task() -> None:
    tasks = [
        assignment(due, id=n, task_id=n, code=f"NV{n}") for n, due in ((1, None), (2, "2024-05-31"), (3, "2024-06-30"))
    ]
    digest = office_digest([Item(Need.UNPAIRED, one, at("2024-05-13")) for one in tasks], NOW, CALENDAR)
    assert digest is not None
    assert [(item.assignment.code, item.others) for item in digest.items] == [("NV2", 2)]


def test_standing_counts_what_is_owed() -> None:
    owed = [assignment(due, id=n) for n, due in enumerate(("2024-05-16", "2024-05-27", "2024-05-28", None))]
    assert standing_of(owed, NOW, CALENDAR) == Standing(open=4, overdue=1, due_soon=1)


def test_change_tells_new_done_and_newly_overdue_apart() -> None:
    then = at("2024-05-15")
    kept, slipped, finished, fresh = (
        assignment(due, id=n) for n, due in ((1, "2024-05-13"), (2, "2024-05-17"), (3, "2024-05-31"), (4, "2024-05-31"))
    )
    kept = replace(kept, due_at=at("2024-05-14", "17:00"))
    done = replace(finished, status=Status.REPORTED_DONE, reported_done_at=at("2024-05-20"))
    changed = change([kept, slipped, finished], [kept, slipped, done, fresh], then, NOW, CALENDAR)
    assert [one.id for one in changed.new] == [4]
    assert [one.id for one in changed.done] == [3]
    assert [one.id for one in changed.newly_overdue] == [2]
    assert time_class(kept, then, CALENDAR) is TimeClass.DOING_OVERDUE


def test_the_latest_stands_first() -> None:
    late = [assignment(due, id=n, task_id=n) for n, due in ((1, "2024-05-20"), (2, "2024-05-14"), (3, "2024-05-21"))]
    assert [(one.id, days) for one, days in worst_first(late, NOW, CALENDAR, {3})] == [(3, 1), (2, 6), (1, 2)]


def test_who_says_nothing_for_long_is_named() -> None:
    entered = at("2024-04-01")
    never = assignment(None, entered, agency_name="Sở A")
    long_ago = assignment(None, entered, agency_name="Sở B", heard_at=at("2024-04-10"))
    lately = assignment(None, entered, agency_name="Sở C", heard_at=at("2024-05-20"))
    of_another = assignment(None, entered, agency_name="Sở C")
    new = assignment(None, at("2024-05-20"), agency_name="Sở D")
    assert silent_agencies([long_ago, never, lately, of_another, new], NOW, 30) == [
        Silent("Sở A", 1, None),
        Silent("Sở B", 1, at("2024-04-10")),
    ]
