"""Erasing a person's data when they ask for it or have gone for good."""

from datetime import datetime

from data.db.unit import UnitOfWork
from data.domain.erasing import Traces, means_its_owner
from data.domain.person import Person


async def erase_person(uow: UnitOfWork, person: Person, called: str, now: datetime) -> bool:
    """Forget who the person was; what they did stays, done by `called`. Who hears in their place is planned anew.

    Law 91/2025/QH15 (before it Decree 13/2023/NĐ-CP) lets a person ask for it; the record of the work is the office's
    to keep by the law of archives, so that only what identifies the person leaves it, where it stands literally.

    Returns whether messages to others now say `called` too: not when a namesake could be meant there.
    """
    alone = not await uow.erasure.has_namesake(person)
    if alone:
        await uow.erasure.rename_in_messages(person.name, called)
    if means_its_owner(person.phone):
        await uow.erasure.rename_in_messages(person.phone, called)
    traces = Traces.of(person, await uow.erasure.chats_of(person.id), name=alone)
    await uow.erasure.take_out(traces, called)
    await uow.erasure.forget(person, called, now)
    await uow.assignments.wake(now)
    uow.audit.note(at=now, action="erase", subject=f"person:{person.id}")
    return alone
