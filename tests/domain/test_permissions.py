from dataclasses import replace

import pytest

from data.domain.permissions import GRANTS, Action, may
from data.domain.person import Person, Role
from data.domain.task import Part
from tests.domain.given import (
    ADMIN,
    CHIEF,
    CONTACT,
    COORDINATOR,
    DEPUTY,
    ETHNIC,
    HEAD,
    LEADER,
    PLANNING,
    SPECIALIST,
    STRANGER,
    assignment,
)

OWN = assignment(part=Part.LEAD, agency_id=ETHNIC)
SHARE = assignment(id=8, part=Part.COORDINATING, agency_id=PLANNING)
PARTS = {ETHNIC: Part.LEAD, PLANNING: Part.COORDINATING}

OFFICIAL = "acknowledge note report_difficulty report_progress report_done ask_extension refuse send_evidence see_task"
BOTH = "answer ask_explanation remind_now assign"
OFFICE = (
    f"confirm_result return_result ask_more {BOTH} reassign change_deadline pause close revoke change_agencies "
    "review_directive see_task see_all see_meaning open_page"
)
ALLOWED = [
    (CONTACT, OFFICIAL),
    (DEPUTY, OFFICIAL),
    (HEAD, OFFICIAL),
    (COORDINATOR, "acknowledge note report_difficulty send_evidence see_task"),
    (STRANGER, ""),
    (SPECIALIST, f"{OFFICE} raise"),
    (CHIEF, f"{OFFICE} decide_extension"),
    (LEADER, f"see_task see_all decide_extension {BOTH}"),
    (ADMIN, "see_task see_all see_meaning change_agencies"),
]


@pytest.mark.parametrize(("person", "allowed"), ALLOWED, ids=lambda value: getattr(value, "role", ""))
def test_each_may_do_exactly_what_the_office_agreed(person: Person, allowed: str) -> None:
    subject = SHARE if person is COORDINATOR else OWN
    assert {action.value for action in Action if may(person, action, subject, PARTS)} == set(allowed.split())


def test_every_action_has_its_grant() -> None:
    assert set(GRANTS) == set(Action)


@pytest.mark.parametrize("person", [person for person, _ in ALLOWED])
def test_somebody_no_longer_active_may_do_nothing(person: Person) -> None:
    assert not any(may(replace(person, active=False), action, OWN, PARTS) for action in Action)


@pytest.mark.parametrize("action", [action for action in Action if action is not Action.SEE_TASK])
def test_a_coordinating_official_says_nothing_for_the_lead_agency(action: Action) -> None:
    assert not may(COORDINATOR, action, OWN, PARTS)


def test_one_of_two_leads_says_nothing_for_the_other() -> None:
    other_lead = assignment(id=9, part=Part.LEAD, agency_id=PLANNING)
    assert not may(CONTACT, Action.REPORT_DONE, other_lead, {ETHNIC: Part.LEAD, PLANNING: Part.LEAD})


def test_a_task_of_an_unknown_agency_belongs_to_no_official() -> None:
    nowhere = replace(CONTACT, agency_id=None)
    assert not any(may(nowhere, action, assignment(agency_id=None), PARTS) for action in Action)


def test_an_office_role_with_an_agency_does_not_speak_for_it() -> None:
    assert not may(replace(SPECIALIST, agency_id=ETHNIC), Action.REPORT_DONE, OWN, PARTS)


def test_nobody_decides_the_extension_they_asked_for() -> None:
    promoted = replace(CONTACT, role=Role.CHIEF, agency_id=None)

    assert may(promoted, Action.DECIDE_EXTENSION, OWN, PARTS, asked_by=DEPUTY.id)
    assert not may(promoted, Action.DECIDE_EXTENSION, OWN, PARTS, asked_by=CONTACT.id)


def test_what_needs_no_task_is_asked_without_one() -> None:
    assert may(SPECIALIST, Action.REVIEW_DIRECTIVE)
    assert may(LEADER, Action.SEE_ALL)
    assert not may(CONTACT, Action.SEE_ALL)
    assert not may(CONTACT, Action.REPORT_DONE)


def test_policy_may_leave_extensions_to_fewer_but_to_nobody_else() -> None:
    leaders = frozenset({Role.LEADER})
    assert may(LEADER, Action.DECIDE_EXTENSION, OWN, deciders=leaders)
    assert not may(CHIEF, Action.DECIDE_EXTENSION, OWN, deciders=leaders)
    assert not may(SPECIALIST, Action.DECIDE_EXTENSION, OWN, deciders=frozenset(Role))
