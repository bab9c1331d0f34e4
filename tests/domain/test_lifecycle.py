from dataclasses import replace
from datetime import date

import pytest

from data.domain.deadline import Deadline, DeadlineKind
from data.domain.lifecycle import TRANSITIONS, Event, Unlawful, apply, with_deadline
from data.domain.task import Status
from tests.domain.given import CALENDAR, assignment, at

TEN = at("2024-05-14", "10:00")

LAWFUL = """
assigned      acknowledge acknowledged
assigned      note        acknowledged
assigned      progress    in_progress
assigned      block       blocked
assigned      report_done reported_done
acknowledged  acknowledge acknowledged
acknowledged  note        acknowledged
acknowledged  progress    in_progress
acknowledged  block       blocked
acknowledged  report_done reported_done
in_progress   acknowledge in_progress
in_progress   note        in_progress
in_progress   progress    in_progress
in_progress   block       blocked
in_progress   report_done reported_done
blocked       acknowledge blocked
blocked       note        blocked
blocked       progress    in_progress
blocked       block       blocked
blocked       report_done reported_done
returned      acknowledge returned
returned      note        returned
returned      progress    in_progress
returned      block       blocked
returned      report_done reported_done
reported_done note        reported_done
reported_done confirm     confirmed
reported_done return      returned
confirmed     note        confirmed
"""
TABLE = {
    (Status(before), Event(event)): Status(after)
    for before, event, after in map(str.split, LAWFUL.strip().splitlines())
}
UNLAWFUL = [(status, event) for status in Status for event in Event if (status, event) not in TABLE]


def test_the_table_of_transitions_is_the_one_the_office_agreed() -> None:
    assert dict(TRANSITIONS) == TABLE


@pytest.mark.parametrize(("before", "event"), TABLE)
def test_a_lawful_event_leads_to_its_status_and_a_new_revision(before: Status, event: Event) -> None:
    after = apply(assignment(status=before), event, TEN)
    assert (after.status, after.revision) == (TABLE[before, event], 2)


@pytest.mark.parametrize(("before", "event"), UNLAWFUL)
def test_an_unlawful_event_is_refused_and_names_itself(before: Status, event: Event) -> None:
    with pytest.raises(Unlawful) as refused:
        apply(assignment(status=before), event, TEN)
    assert (refused.value.status, refused.value.event) == (before, event)


@pytest.mark.parametrize("event", [Event.ACKNOWLEDGE, Event.NOTE, Event.PROGRESS, Event.BLOCK, Event.REPORT_DONE])
def test_any_word_of_the_agency_acknowledges(event: Event) -> None:
    after = apply(assignment(), event, TEN)
    assert (after.acknowledged_at, after.heard_at) == (TEN, TEN)


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
