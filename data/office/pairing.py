"""Pairing a chat with a person by a one-time code."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from data.db.stores.chats import Chat
from data.db.unit import UnitOfWork
from data.domain.person import AGENCY_ROLES, Person
from data.domain.policy import Policy
from data.domain.trail import REFUSED

_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Letters and digits that nobody confuses on an old phone: no I, O, 0, 1."""
_TASK_CODE = r"(?!.*NV\d)"
"""Keeps out "NV23-NV24"."""
_SHAPE = re.compile(rf"(?=.*[\d-])(?=.*[A-Z]){_TASK_CODE}[A-Z0-9]{{4}}[- ]?[A-Z0-9]{{4}}", re.IGNORECASE)
_STANDS_OUT = re.compile(
    rf"(?=.*\d)(?=.*[A-Z]){_TASK_CODE}[{_ALPHABET}]{{4}}-[{_ALPHABET}]{{4}}", re.IGNORECASE | re.ASCII
)


class Pairing(StrEnum):
    """How an attempt to pair ended."""

    PAIRED = "paired"
    WRONG = "wrong"
    LOCKED = "locked"
    TAKEN = "taken"


@dataclass(frozen=True, slots=True)
class Paired:
    """The outcome, the person when it succeeded, and how many tasks are open for them.

    Where the chat is taken already, the person is who it is paired with.
    """

    outcome: Pairing
    person: Person | None = None
    open_tasks: int = 0


def looks_like_code(text: str) -> bool:
    """Whether the text may be meant as a pairing code: "K7QX-M2PD", "k7qxm2pd", "K7QX M2PD".

    Words have no digits, years and telephone numbers no letters, and every code has both. Letters that no code has
    count too: they are mistyped ones.
    """
    return _SHAPE.fullmatch(text.strip()) is not None


def stands_out_as_code(text: str) -> bool:
    """Whether the text can be nothing else than a pairing code, also from somebody who reports on tasks.

    "K7QX-M2PD" is one; "2024-2025", "NV23-NV24" and what holds a letter that no code has are none.
    """
    return _STANDS_OUT.fullmatch(text.strip()) is not None


def digest_of(code: str) -> str:
    """Return the form in which a code is kept; slow on purpose, so that a stolen database gives no codes away."""
    bare = re.sub(r"[^A-Z0-9]", "", code.upper())
    return hashlib.scrypt(bare.encode(), salt=b"nhacviec pairing", n=2**12, r=8, p=1).hex()


async def new_code(uow: UnitOfWork, person: Person, policy: Policy, now: datetime) -> str:
    """Give a person a fresh code, ending earlier ones; it works once, within the days that the policy sets."""
    code = _draw()
    await uow.people.add_code(person.id, digest_of(code), now, now + timedelta(days=policy.code_days))
    uow.audit.note(at=now, action="invite", subject=f"person:{person.id}")
    return code


def _draw() -> str:
    """Draw a code that is never taken for words, years or tasks."""
    while True:
        letters = "".join(secrets.choice(_ALPHABET) for _ in range(8))
        code = f"{letters[:4]}-{letters[4:]}"
        if stands_out_as_code(code):
            return code


async def pair(uow: UnitOfWork, chat: Chat, code: str, policy: Policy, now: datetime) -> Paired:
    """Pair the chat with the code's owner; too many wrong codes close the door for a while.

    A chat that is paired with somebody passes to nobody else until the office unpairs it; the code stays unused.
    What is due and unsaid for the person is planned anew, so that it is said at once within pushing hours.
    """
    if chat.locked_until is not None and now < chat.locked_until:
        return Paired(Pairing.LOCKED)
    digest = digest_of(code)
    if (holder := await _holder(uow, chat, digest, now)) is not None:
        return Paired(Pairing.TAKEN, holder)
    person = await uow.people.use_code(digest, now)
    if person is None:
        return await _wrong(uow, chat, policy, now)
    chat.wrong_codes, chat.locked_until, chat.awaiting = 0, None, None
    await uow.chats.save(chat)
    await uow.people.link(person.id, chat.channel, chat.chat, now)
    agency_id = person.agency_id if person.role in AGENCY_ROLES else None
    await uow.assignments.wake(now, agency_id)
    uow.audit.note(at=now, action="pair", subject=f"person:{person.id}", person_id=person.id, channel=chat.channel)
    return Paired(Pairing.PAIRED, person, await uow.assignments.count_open(agency_id))


async def _holder(uow: UnitOfWork, chat: Chat, digest: str, now: datetime) -> Person | None:
    """Return who the chat is paired with when the code is somebody else's; the attempt is logged."""
    holder = await uow.people.by_chat(chat.channel, chat.chat)
    owner_id = await uow.people.owner_of_code(digest, now)
    if holder is None or owner_id in {None, holder.id}:
        return None
    uow.audit.note(
        at=now, action=f"{REFUSED}pair", subject=f"person:{owner_id}", person_id=holder.id, channel=chat.channel
    )
    return holder


async def end_pairing(uow: UnitOfWork, person: Person, now: datetime) -> None:
    """End a person's chats and codes at once; who hears in their place is planned anew."""
    await uow.people.unpair(person.id, now)
    await uow.assignments.wake(now)
    uow.audit.note(at=now, action="unpair", subject=f"person:{person.id}")


async def _wrong(uow: UnitOfWork, chat: Chat, policy: Policy, now: datetime) -> Paired:
    chat.wrong_codes += 1
    locked = chat.wrong_codes >= policy.wrong_codes
    if locked:
        chat.wrong_codes, chat.locked_until = 0, now + timedelta(minutes=policy.locked_minutes)
    await uow.chats.save(chat)
    return Paired(Pairing.LOCKED if locked else Pairing.WRONG)
