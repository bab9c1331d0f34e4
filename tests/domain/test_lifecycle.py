from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from data.domain.deadline import Deadline, DeadlineKind
from data.domain.escalation import escalations
from data.domain.figures import TimeClass, time_class
from data.domain.lifecycle import OF_THE_AGENCY, TRANSITIONS, Event, Unlawful, apply, lawful, with_deadline
from data.domain.reminders import ladder
from data.domain.task import Status
from tests.domain.given import CALENDAR, assignment, at

TEN = at("2024-05-14", "10:00")

OPEN = "assigned acknowledged in_progress blocked refused returned paused"
LIVE = f"{OPEN} reported_done confirmed"
LAWFUL = {
    # Words of the agency.
    "acknowledge": {"assigned refused": "acknowledged", "acknowledged in_progress blocked returned paused": "="},
    "note": {"assigned": "acknowledged", LIVE: "="},
    "explain": {"assigned": "acknowledged", LIVE: "="},
    "progress": {"paused": "=", OPEN: "in_progress"},
    "block": {"paused": "=", OPEN: "blocked"},
    "refuse": {"assigned acknowledged in_progress blocked refused returned": "refused"},
    "report_done": {OPEN: "reported_done"},
    # The office on a claim.
    "confirm": {"reported_done": "confirmed"},
    "return": {"reported_done": "returned"},
    "ask_more": {"reported_done": "="},
    # The office on what the agency says.
    "answer": {"blocked": "in_progress", LIVE: "="},
    "raise": {"blocked": "="},
    "keep": {"refused": "acknowledged"},
    "ask_explanation": {LIVE: "="},
    # The office on the work itself.
    "pause": {"assigned acknowledged in_progress blocked refused returned": "paused"},
    "resume": {"paused": "in_progress"},
    "close": {OPEN: "confirmed"},
    "reassign": {OPEN: "reassigned"},
    "revoke": {f"{OPEN} reported_done": "revoked"},
    "replace": {f"{OPEN} reported_done": "replaced"},
}
"""What the office agreed: for each event the states it may follow and what they become; the first that fits applies."""


def table() -> dict[tuple[Status, Event], Status]:
    found: dict[tuple[Status, Event], Status] = {}
    for event, rows in LAWFUL.items():
        for states, after in rows.items():
            for before in map(Status, states.split()):
                found.setdefault((before, Event(event)), before if after == "=" else Status(after))
    return found


TABLE = table()
UNLAWFUL = [(status, event) for status in Status for event in Event if (status, event) not in TABLE]


def test_every_event_has_its_row() -> None:
    assert set(LAWFUL) == {event.value for event in Event}


def test_the_table_of_transitions_is_the_one_the_office_agreed() -> None:
    assert dict(TRANSITIONS) == TABLE


@pytest.mark.parametrize(("before", "event"), TABLE)
def test_a_lawful_event_leads_to_its_status_and_a_new_revision(before: Status, event: Event) -> None:
    after = apply(assignment(status=before, acknowledged_at=TEN), event, TEN)
    assert (after.status, after.revision) == (TABLE[before, event], 2)
    assert lawful(assignment(status=before), event)


@pytest.mark.parametrize(("before", "event"), UNLAWFUL)
def test_an_unlawful_event_is_refused_and_names_itself(before: Status, event: Event) -> None:
    with pytest.raises(Unlawful) as refused:
        apply(assignment(status=before), event, TEN)
    assert (refused.value.status, refused.value.event) == (before, event)


@pytest.mark.parametrize("event", sorted(OF_THE_AGENCY))
def test_any_word_of_the_agency_acknowledges(event: Event) -> None:
    after = apply(assignment(), event, TEN)
    assert (after.acknowledged_at, after.heard_at) == (TEN, TEN)


@pytest.mark.parametrize(("before", "event"), [pair for pair in TABLE if pair[1] not in OF_THE_AGENCY])
def test_no_word_of_the_office_speaks_for_the_agency(before: Status, event: Event) -> None:
    subject = assignment(status=before)
    after = apply(subject, event, TEN)
    assert (after.acknowledged_at, after.heard_at, after.percent) == (None, None, None)


@pytest.mark.parametrize("status", Status)
def test_what_rests_is_spoken_of_by_no_rung_and_no_step(status: Status) -> None:
    subject = assignment("2024-05-16", status=status)
    rests = status in {"paused", "reported_done", "confirmed", "reassigned", "revoked", "replaced"}
    assert subject.chased is not rests
    assert (next(ladder(subject, CALENDAR), None) is None) is rests
    assert (next(escalations(subject, CALENDAR), None) is None) is rests


@pytest.mark.parametrize("status", Status)
def test_a_paused_task_is_still_owed_and_an_ended_one_is_not(status: Status) -> None:
    assert assignment(status=status).open is (status in {*OPEN.split()})


@pytest.mark.parametrize(
    ("acknowledged_at", "resumed"), [(None, Status.ASSIGNED), (at("2024-05-13", "09:00"), Status.IN_PROGRESS)]
)
def test_resuming_begins_where_the_agency_was_and_covers_what_was_due_meanwhile(
    acknowledged_at: datetime | None, resumed: Status
) -> None:
    paused = assignment("2024-05-31", status=Status.PAUSED, acknowledged_at=acknowledged_at, percent=40)
    after = apply(paused, Event.RESUME, at("2024-05-22", "09:00"))
    assert (after.status, after.ladder_from, after.percent) == (resumed, at("2024-05-22", "09:00"), 40)
    assert (after.deadline, after.deadline_version) == (paused.deadline, paused.deadline_version)


def test_work_closed_without_a_claim_is_judged_by_the_day_it_was_closed() -> None:
    closed = apply(assignment("2024-05-16"), Event.CLOSE, at("2024-05-17", "09:00"))
    assert (closed.status, closed.reported_done_at) == (Status.CONFIRMED, None)
    assert time_class(closed, at("2024-05-20"), CALENDAR) is TimeClass.DONE_LATE


def test_a_later_word_leaves_the_first_acknowledgement() -> None:
    first = at("2024-05-13", "09:00")
    after = apply(
        assignment(status=Status.ACKNOWLEDGED, acknowledged_at=first, heard_at=first), Event.PROGRESS, TEN, 60
    )
    assert (after.acknowledged_at, after.heard_at, after.percent) == (first, TEN, 60)


def test_progress_without_a_figure_keeps_the_last_one() -> None:
    assert apply(assignment(percent=40), Event.PROGRESS, TEN).percent == 40


def test_a_claim_is_confirmed_by_the_office_without_moving_what_the_agency_said() -> None:
    claimed = apply(assignment("2024-05-16"), Event.REPORT_DONE, TEN)
    confirmed = apply(claimed, Event.CONFIRM, at("2024-05-20"))

    assert (claimed.reported_done_at, claimed.percent, claimed.confirmed_at) == (TEN, 100, None)
    assert confirmed == replace(claimed, status=Status.CONFIRMED, confirmed_at=at("2024-05-20"), revision=3)


def test_a_returned_claim_counts_as_not_completed_and_starts_its_ladder_again() -> None:
    claimed = apply(assignment("2024-05-16"), Event.REPORT_DONE, TEN)
    returned = apply(claimed, Event.RETURN, at("2024-05-15", "09:00"))

    assert returned.open
    assert (returned.reported_done_at, returned.percent) == (None, None)
    assert returned.ladder_from == at("2024-05-15", "09:00")
    assert returned.heard_at == TEN


def test_a_new_deadline_is_a_new_version_and_the_original_day_stays() -> None:
    until = Deadline(DeadlineKind.DATE, date(2024, 5, 20))
    before = assignment("2024-05-16", status=Status.IN_PROGRESS)
    after = with_deadline(before, until, CALENDAR.due_moment(until), TEN)

    assert after == replace(
        before,
        deadline=until,
        due_at=at("2024-05-20", "17:00"),
        deadline_version=2,
        ladder_from=TEN,
        revision=2,
    )
    assert after.first_due_on == date(2024, 5, 16)


def test_what_was_covered_stays_covered_when_a_clock_goes_back() -> None:
    before = assignment("2024-05-16", status=Status.IN_PROGRESS)
    earlier = before.ladder_from - timedelta(hours=26)
    paused = apply(before, Event.PAUSE, earlier)

    assert with_deadline(before, before.deadline, before.due_at, earlier).ladder_from == before.ladder_from
    assert apply(paused, Event.RESUME, earlier).ladder_from == before.ladder_from
