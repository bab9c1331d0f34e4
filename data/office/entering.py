"""Coming into the office page: by a one-time link that is given in chat, for as long as a working day."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from data.db.unit import UnitOfWork
from data.domain.permissions import Action, may
from data.domain.person import Person
from data.office.acting import Actor, Refusal, Refused

LINK_MINUTES = 10
SESSION_HOURS = 8
_KEY = "cookies"
_SIGNATURE = "."


@dataclass(frozen=True, slots=True)
class Inside:
    """A browser that is in: whose it is, and what its forms must carry."""

    person: Person
    form_token: str
    digest: str


async def new_link(uow: UnitOfWork, actor: Actor) -> str:
    """Return the code of a fresh link for who asks, ending earlier ones; it works once, for ten minutes.

    Raises `Refused`.
    """
    if not may(actor.person, Action.OPEN_PAGE):
        raise Refused(Refusal.NOT_YOURS)
    code = secrets.token_urlsafe(24)
    await uow.page.add_link(actor.person.id, digest_of(code), actor.at + timedelta(minutes=LINK_MINUTES))
    _note(uow, "page_link", actor.person, actor.at, actor.channel)
    return code


async def is_link(uow: UnitOfWork, code: str, now: datetime) -> bool:
    """Whether somebody may come in by that code, which stays unused: programs that look at links do not use them up."""
    owner = await uow.page.owner_of_link(digest_of(code), now)
    return owner is not None and may(await uow.people.get(owner), Action.OPEN_PAGE)


async def enter(uow: UnitOfWork, code: str, now: datetime, machine_now: datetime) -> str | None:
    """Use up a link; return what the browser's cookie holds from now on, None when the link is not valid."""
    owner = await uow.page.use_link(digest_of(code), now)
    person = await uow.people.get(owner) if owner is not None else None
    if person is None or not may(person, Action.OPEN_PAGE):
        return None
    token = secrets.token_urlsafe(24)
    await uow.page.open(person.id, digest_of(token), machine_now, machine_now + timedelta(hours=SESSION_HOURS))
    _note(uow, "page_enter", person, now, "page")
    return token + _SIGNATURE + _signed(await cookie_key(uow), "cookie", token)


async def cookie_key(uow: UnitOfWork) -> bytes:
    """Return the key that signs cookies; it stays the same for as long as the database."""
    return await uow.page.key(_KEY)


def token_in(cookie: str, key: bytes) -> str | None:
    """Return the token that a cookie holds, None for a forged one: no database is asked about those."""
    token, _, signature = cookie.partition(_SIGNATURE)
    signed = _signed(key, "cookie", token)
    return token if hmac.compare_digest(signed.encode(), signature.encode("utf-8", "replace")) else None


async def inside(uow: UnitOfWork, token: str, key: bytes, machine_now: datetime) -> Inside | None:
    """Return who is in by that token; None when the session has expired or was ended.

    Unpairing and leaving the office end it (`PeopleStore.unpair`), and whoever may not any more is out at once.
    """
    owner = await uow.page.inside(digest_of(token), machine_now)
    person = await uow.people.get(owner) if owner is not None else None
    if person is None or not may(person, Action.OPEN_PAGE):
        return None
    return Inside(person, _signed(key, "form", token), digest_of(token))


async def leave(uow: UnitOfWork, who: Inside, now: datetime, machine_now: datetime) -> None:
    """End the session of this browser."""
    await uow.page.close(who.digest, machine_now)
    _note(uow, "page_leave", who.person, now, "page")


def digest_of(code: str) -> str:
    """Return the form in which codes and tokens are kept: they are long and drawn, so that one round is enough."""
    return hashlib.sha256(code.encode()).hexdigest()


def _signed(key: bytes, purpose: str, token: str) -> str:
    return hmac.new(key, f"{purpose} {token}".encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def _note(uow: UnitOfWork, action: str, person: Person, at: datetime, channel: str) -> None:
    uow.audit.note(at=at, action=action, subject=f"person:{person.id}", person_id=person.id, channel=channel)
