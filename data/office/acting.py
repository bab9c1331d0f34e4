"""Who acts, under which rules, and how a request is refused."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from data.domain.calendar import WorkingCalendar
from data.domain.person import Person
from data.domain.policy import Policy


@dataclass(frozen=True, slots=True)
class Actor:
    """A person who does something at a moment of office time, through a channel."""

    person: Person
    at: datetime
    channel: str


@dataclass(frozen=True, slots=True)
class Rules:
    """The calendar that is kept and the policy in force, which is the calendar's."""

    calendar: WorkingCalendar

    @property
    def policy(self) -> Policy:
        """Return the policy in force."""
        return self.calendar.policy


class Refusal(StrEnum):
    """Why a request was refused; each has its sentence in the texts."""

    NOT_YOURS = "not_yours"
    ALREADY_CONFIRMED = "already_confirmed"
    UNLAWFUL = "unlawful"
    CHANGED_MEANWHILE = "changed_meanwhile"
    ALREADY_ASKED = "already_asked"
    ALREADY_DECIDED = "already_decided"
    NO_LONGER_OWED = "no_longer_owed"
    OWN_REQUEST = "own_request"
    NOT_LATER = "not_later"
    IN_THE_PAST = "in_the_past"
    TOO_FAR = "too_far"
    NO_DEADLINE = "no_deadline"
    REASON_MISSING = "reason_missing"
    TOO_LATE_TO_UNDO = "too_late_to_undo"
    ALREADY_UNDONE = "already_undone"
    NO_DRAFT = "no_draft"
    INDIVISIBLE = "indivisible"
    NUMBER_TAKEN = "number_taken"
    LEAVE_IN_THE_PAST = "leave_in_the_past"
    NOT_A_COLLEAGUE = "not_a_colleague"
    NO_ROOM_TO_SNOOZE = "no_room_to_snooze"
    WISH_WAITS = "wish_waits"
    LEADS_ALREADY = "leads_already"
    SAME_DEADLINE = "same_deadline"
    UNKNOWN_AGENCY = "unknown_agency"
    NOBODY_ABOVE = "nobody_above"
    SAME_AGENCY = "same_agency"
    MERGED_ALREADY = "merged_already"
    NAME_TAKEN = "name_taken"


class Refused(Exception):
    """The request is against the rules; nothing was changed. `about` is the assignment that moved on, if one did."""

    def __init__(self, why: Refusal, about: int | None = None) -> None:
        super().__init__(why.value)
        self.why, self.about = why, about
