"""People and what they are to the work."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What a person is to the office; the first three belong to an agency."""

    CONTACT = "contact"
    DEPUTY = "deputy"
    HEAD = "head"
    SPECIALIST = "specialist"
    CHIEF = "chief"
    LEADER = "leader"
    ADMIN = "admin"


AGENCY_ROLES = frozenset({Role.CONTACT, Role.DEPUTY, Role.HEAD})
OFFICE_ROLES = frozenset({Role.SPECIALIST, Role.CHIEF})


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the office knows. `key` is the id of the imported list, when that list has one.

    `phone` is what to dial when no chat reaches them, as the list spells it.
    """

    id: int
    name: str
    post: str
    role: Role
    agency_id: int | None = None
    key: str | None = None
    active: bool = True
    phone: str = ""


@dataclass(frozen=True, slots=True)
class ChatLink:
    """A person's address on a channel, made by pairing; two are the same when they lead to the same chat.

    `heard_at` is when the person last said something there, `refused` whether the platform takes nothing for it.
    """

    person_id: int
    channel: str
    chat: str
    heard_at: datetime | None = field(default=None, compare=False)
    refused: bool = field(default=False, compare=False)
