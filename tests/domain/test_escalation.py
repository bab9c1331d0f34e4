from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

import pytest

from data.domain.escalation import Audience, Step, audience, escalations, reminded
from data.domain.person import Person, Role
from data.domain.policy import Policy
from data.domain.reminders import fold
from data.domain.task import Assignment, Part, Status
from tests.domain.given import (
    ADMIN,
    CALENDAR,
    CHIEF,
    CONTACT,
    COORDINATOR,
    DEPUTY,
    HEAD,
    LEADER,
    OTHER_LEADER,
    PAIRED,
    PEOPLE,
    SPECIALIST,
    assignment,
    at,
    mornings,
)


def steps(subject: Assignment, *, reachable: bool = True) -> list[tuple[str, str, Role]]:
    found = escalations(subject, CALENDAR, reachable=reachable)
    return [(step.name, step.due_at.isoformat(" ", "minutes")[:16], step.role) for step in found]


def lived(subject: Assignment, person: Person, paired: frozenset[int], moments: Iterable[datetime]) -> list[str]:
    """Return what `person` hears at each of `moments`, as "day name"."""
    said, heard = set[tuple[str, int]](), []
    for now in moments:
        reachable = bool(reminded(subject, PEOPLE, paired))
        found = escalations(subject, CALENDAR, reachable=reachable)
        own = [step for step in found if person in audience(step, subject, PEOPLE, paired).people]
        plan = fold(own, now, said)
        said |= {(step.name, step.deadline_version) for step in (plan.say, *plan.covered) if step}
        heard += [f"{now:%d/%m} {plan.say.name}"] if plan.say else []
    return heard


def test_the_seed_due_thursday_rises_when_nobody_answers() -> None:
    assert steps(assignment("2024-05-16")) == [
        ("unacknowledged", "2024-05-15 08:00", Role.HEAD),
        ("overdue-1-head", "2024-05-17 08:00", Role.HEAD),
        ("overdue-3-specialist", "2024-05-21 08:00", Role.SPECIALIST),
        ("overdue-5-chief", "2024-05-23 08:00", Role.CHIEF),
        ("overdue-10-leader", "2024-05-30 08:00", Role.LEADER),
    ]


def test_the_seed_due_at_the_end_of_may_rises_in_june() -> None:
    assert steps(assignment("2024-05-31", status=Status.ACKNOWLEDGED)) == [
        ("overdue-1-head", "2024-06-03 08:00", Role.HEAD),
        ("overdue-3-specialist", "2024-06-05 08:00", Role.SPECIALIST),
        ("overdue-5-chief", "2024-06-07 08:00", Role.CHIEF),
        ("overdue-10-leader", "2024-06-14 08:00", Role.LEADER),
    ]


def test_a_task_without_deadline_rises_only_when_not_acknowledged() -> None:
    assert steps(assignment()) == [("unacknowledged", "2024-05-15 08:00", Role.HEAD)]
    assert steps(assignment(status=Status.ACKNOWLEDGED, acknowledged_at=at("2024-05-13", "09:00"))) == []


def test_two_days_to_acknowledge_begin_with_the_notice_not_the_entry() -> None:
    friday_evening = assignment(entered=at("2024-05-10", "19:00"))
    assert steps(friday_evening) == [("unacknowledged", "2024-05-15 08:00", Role.HEAD)]


def test_an_urgent_task_is_to_be_acknowledged_within_a_day() -> None:
    assert steps(assignment(ladder=Policy().ladder("hoa_toc"))) == [("unacknowledged", "2024-05-14 08:00", Role.HEAD)]


def test_escalation_steps_over_holidays_and_counts_a_worked_saturday() -> None:
    before_holidays = assignment("2024-04-26", entered=at("2024-04-22"), status=Status.IN_PROGRESS)
    assert [moment[:10] for _, moment, _ in steps(before_holidays)] == [
        "2024-05-02",
        "2024-05-04",
        "2024-05-07",
        "2024-05-14",
    ]


@pytest.mark.parametrize("status", [Status.REPORTED_DONE, Status.CONFIRMED])
def test_what_is_claimed_done_does_not_rise(status: Status) -> None:
    assert steps(assignment("2024-05-16", status=status)) == []


def test_a_coordinating_share_does_not_rise() -> None:
    assert steps(assignment("2024-05-16", part=Part.COORDINATING)) == []


def test_a_task_entered_long_overdue_rises_on_the_morning_after_its_notice() -> None:
    assert steps(assignment("2024-04-10", status=Status.ACKNOWLEDGED)) == [
        ("overdue-1-head", "2024-05-14 08:00", Role.HEAD),
        ("overdue-3-specialist", "2024-05-14 08:00", Role.SPECIALIST),
        ("overdue-5-chief", "2024-05-14 08:00", Role.CHIEF),
        ("overdue-10-leader", "2024-05-14 08:00", Role.LEADER),
    ]


def test_a_new_deadline_rises_anew() -> None:
    granted = replace(assignment("2024-05-20", status=Status.IN_PROGRESS), deadline_version=2)
    assert next((step.name, step.deadline_version) for step in escalations(granted, CALENDAR)) == ("overdue-1-head", 2)


@pytest.mark.parametrize(
    ("person", "heard"),
    [
        (HEAD, ["15/05 unacknowledged", "17/05 overdue-1-head"]),
        (SPECIALIST, ["21/05 overdue-3-specialist"]),
        (CHIEF, ["23/05 overdue-5-chief"]),
        (LEADER, ["30/05 overdue-10-leader"]),
        (CONTACT, []),
        (ADMIN, []),
    ],
)
def test_each_rank_hears_its_own_step_once(person: Person, heard: list[str]) -> None:
    assert lived(assignment("2024-05-16"), person, PAIRED, mornings("2024-05-13", "2024-07-01")) == heard


def test_the_office_hears_once_that_nobody_of_the_agency_is_paired() -> None:
    office = frozenset({SPECIALIST.id, CHIEF.id})
    days = mornings("2024-05-13", "2024-05-16")

    assert lived(assignment("2024-05-16"), SPECIALIST, office, days) == [
        "13/05 nobody-paired",
        "15/05 unacknowledged",
    ]
    assert lived(assignment("2024-05-16"), CHIEF, office, days) == []
    assert lived(assignment("2024-05-16"), CHIEF, frozenset({CHIEF.id}), days)[0] == "13/05 nobody-paired"


def test_an_agency_the_registry_does_not_know_alarms_the_office() -> None:
    unknown = assignment(agency_id=None, agency_name="Ban Xây dựng cầu Ngã Tư")

    assert reminded(unknown, PEOPLE, PAIRED) == ()
    assert lived(unknown, SPECIALIST, PAIRED, mornings("2024-05-13", "2024-05-14")) == ["13/05 unmatched"]


def test_a_helper_of_whom_nobody_is_paired_alarms_the_office_and_a_group_that_helps_does_not() -> None:
    helper = assignment("2024-05-16", part=Part.COORDINATING, agency_id=COORDINATOR.agency_id)
    days, office = mornings("2024-05-13", "2024-06-03"), frozenset({SPECIALIST.id, CHIEF.id, LEADER.id})

    assert lived(helper, SPECIALIST, office, days) == ["13/05 nobody-paired"]
    assert lived(helper, SPECIALIST, PAIRED, days) == []
    assert lived(replace(helper, agency_id=None), SPECIALIST, office, days) == []


def step(role: Role) -> Step:
    return Step("overdue", at("2024-05-17"), 1, role)


def test_a_rank_without_anybody_paired_passes_to_the_next_and_is_named() -> None:
    paired = frozenset({CHIEF.id, LEADER.id})
    assert audience(step(Role.HEAD), assignment(), PEOPLE, paired) == Audience((CHIEF,), (Role.HEAD, Role.SPECIALIST))


def test_a_head_of_another_agency_does_not_hear() -> None:
    other_head = replace(HEAD, id=30, agency_id=COORDINATOR.agency_id)
    assert audience(step(Role.HEAD), assignment(), [other_head, SPECIALIST], {30, SPECIALIST.id}) == Audience(
        (SPECIALIST,), (Role.HEAD,)
    )


def test_somebody_no_longer_active_does_not_hear() -> None:
    gone = replace(SPECIALIST, active=False)
    assert audience(step(Role.SPECIALIST), assignment(), [gone, CHIEF], PAIRED).people == (CHIEF,)


def test_the_leader_named_on_the_directive_hears_alone() -> None:
    named = assignment(leader_id=OTHER_LEADER.id)

    assert audience(step(Role.LEADER), named, PEOPLE, PAIRED) == Audience((OTHER_LEADER,), ())
    assert audience(step(Role.LEADER), assignment(), PEOPLE, PAIRED) == Audience((LEADER, OTHER_LEADER), ())
    assert audience(step(Role.LEADER), named, PEOPLE, {LEADER.id}) == Audience((LEADER,), ())


def test_nobody_left_to_hear_is_told_as_such() -> None:
    assert audience(step(Role.CHIEF), assignment(), PEOPLE, {CONTACT.id}) == Audience((), (Role.CHIEF, Role.LEADER))


def test_all_paired_contacts_are_reminded_and_deputies_only_without_them() -> None:
    second = replace(CONTACT, id=31)

    assert reminded(assignment(), [*PEOPLE, second], {CONTACT.id, second.id, DEPUTY.id}) == (CONTACT, second)
    assert reminded(assignment(), PEOPLE, PAIRED - {CONTACT.id}) == (DEPUTY,)
    assert reminded(assignment(), PEOPLE, {HEAD.id, COORDINATOR.id}) == ()
    assert reminded(assignment(), [replace(CONTACT, active=False)], PAIRED) == ()


def test_a_coordinating_agency_is_reminded_by_its_own_contacts() -> None:
    share = assignment(part=Part.COORDINATING, agency_id=COORDINATOR.agency_id)
    assert reminded(share, PEOPLE, PAIRED) == (COORDINATOR,)
