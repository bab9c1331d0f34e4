"""Erasing a person's data when they ask for it or have gone for good."""

from datetime import datetime

from data.db.unit import UnitOfWork
from data.domain.person import Person


async def erase_person(uow: UnitOfWork, person: Person, called: str, now: datetime) -> bool:
    """Forget who the person was; what they did stays, done by `called`. Who hears in their place is planned anew.

    Returns whether messages to others now say `called` too: not when a namesake could be meant there.
    """
    alone = not await uow.erasure.has_namesake(person)
    if alone:
        await uow.erasure.rename_in_messages(person.name, called)
    await uow.erasure.forget(person, called, now)
    await uow.assignments.wake(now)
    uow.audit.note(at=now, action="erase", subject=f"person:{person.id}")
    return alone
