"""Who may do what: one question, one table (domain rules 8 and 15)."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from data.domain.person import AGENCY_ROLES, OFFICE_ROLES, Person, Role
from data.domain.task import Assignment, Part


class Action(StrEnum):
    """What somebody may wish to do."""

    ACKNOWLEDGE = "acknowledge"
    NOTE = "note"
    REPORT_DIFFICULTY = "report_difficulty"
    REPORT_PROGRESS = "report_progress"
    REPORT_DONE = "report_done"
    ASK_EXTENSION = "ask_extension"
    REFUSE = "refuse"
    SEND_EVIDENCE = "send_evidence"
    DECIDE_EXTENSION = "decide_extension"
    CONFIRM_RESULT = "confirm_result"
    RETURN_RESULT = "return_result"
    ASK_MORE = "ask_more"
    ANSWER = "answer"
    RAISE = "raise"
    ASK_EXPLANATION = "ask_explanation"
    REMIND_NOW = "remind_now"
    ASSIGN = "assign"
    REASSIGN = "reassign"
    CHANGE_DEADLINE = "change_deadline"
    PAUSE = "pause"
    CLOSE = "close"
    REVOKE = "revoke"
    CHANGE_AGENCIES = "change_agencies"
    REVIEW_DIRECTIVE = "review_directive"
    SEE_TASK = "see_task"
    SEE_ALL = "see_all"
    SEE_MEANING = "see_meaning"
    OPEN_PAGE = "open_page"


@dataclass(frozen=True, slots=True)
class Grant:
    """To whom an action is open: `roles` whatever the task, and officials of an agency with one of `parts` in it."""

    roles: frozenset[Role] = frozenset()
    parts: frozenset[Part] = frozenset()


_EITHER_PART = Grant(parts=frozenset(Part))
_LEAD_ONLY = Grant(parts=frozenset({Part.LEAD}))
_OFFICE = Grant(roles=OFFICE_ROLES)
_OFFICE_AND_LEADERS = Grant(roles=OFFICE_ROLES | {Role.LEADER})
_ALL_SEEING = OFFICE_ROLES | {Role.LEADER, Role.ADMIN}

GRANTS: Mapping[Action, Grant] = MappingProxyType(
    {
        Action.ACKNOWLEDGE: _EITHER_PART,
        Action.NOTE: _EITHER_PART,
        Action.REPORT_DIFFICULTY: _EITHER_PART,
        Action.REPORT_PROGRESS: _LEAD_ONLY,
        Action.REPORT_DONE: _LEAD_ONLY,
        Action.ASK_EXTENSION: _LEAD_ONLY,
        Action.REFUSE: _LEAD_ONLY,
        Action.SEND_EVIDENCE: _EITHER_PART,
        Action.DECIDE_EXTENSION: Grant(roles=frozenset({Role.CHIEF, Role.LEADER})),
        Action.CONFIRM_RESULT: _OFFICE,
        Action.RETURN_RESULT: _OFFICE,
        Action.ASK_MORE: _OFFICE,
        Action.ANSWER: _OFFICE_AND_LEADERS,
        Action.RAISE: Grant(roles=frozenset({Role.SPECIALIST})),
        Action.ASK_EXPLANATION: _OFFICE_AND_LEADERS,
        Action.REMIND_NOW: _OFFICE_AND_LEADERS,
        Action.ASSIGN: _OFFICE_AND_LEADERS,
        Action.REASSIGN: _OFFICE,
        Action.CHANGE_DEADLINE: _OFFICE,
        Action.PAUSE: _OFFICE,
        Action.CLOSE: _OFFICE,
        Action.REVOKE: _OFFICE,
        Action.CHANGE_AGENCIES: Grant(roles=OFFICE_ROLES | {Role.ADMIN}),
        Action.REVIEW_DIRECTIVE: _OFFICE,
        Action.SEE_TASK: Grant(roles=_ALL_SEEING, parts=frozenset(Part)),
        Action.SEE_ALL: Grant(roles=_ALL_SEEING),
        Action.OPEN_PAGE: _OFFICE,
        Action.SEE_MEANING: Grant(roles=OFFICE_ROLES | {Role.ADMIN}),
    }
)
"""Every action and to whom it is open."""

_NO_PARTS: Mapping[int, Part] = MappingProxyType({})


def may(
    person: Person,
    action: Action,
    assignment: Assignment | None = None,
    parts: Mapping[int, Part] = _NO_PARTS,
    *,
    asked_by: int | None = None,
    deciders: AbstractSet[Role] | None = None,
) -> bool:
    """Whether `person` may do `action`.

    What an official says is said of `assignment`, which must be the official's own agency's; a task is seen by every
    agency in `parts`, the parts of its agencies by id. `asked_by` is who asked for the extension to be decided: never
    the one who decides it; `deciders` are the roles that the policy leaves to decide, None all of them.
    """
    if not person.active:
        return False
    if action is Action.DECIDE_EXTENSION:
        left_to = deciders is None or person.role in deciders
        return left_to and asked_by != person.id and person.role in GRANTS[action].roles
    grant = GRANTS[action]
    return person.role in grant.roles or _part(person, action, assignment, parts) in grant.parts


def _part(person: Person, action: Action, assignment: Assignment | None, parts: Mapping[int, Part]) -> Part | None:
    """Return the part in which `person` speaks for an agency; None for who belongs to none or to another."""
    if person.role not in AGENCY_ROLES or person.agency_id is None:
        return None
    if assignment is not None and assignment.agency_id == person.agency_id:
        return assignment.part
    return parts.get(person.agency_id) if action is Action.SEE_TASK else None
