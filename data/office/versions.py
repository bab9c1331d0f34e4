"""Two who put the same drafts right: the second one's view must be the present one, or nothing is done."""

import hashlib
from collections.abc import Iterable

from data.db.stores.drafts import StoredDraft
from data.db.unit import UnitOfWork
from data.office.acting import Refusal, Refused


def version_of(drafts: Iterable[StoredDraft]) -> str:
    """Return what changes whenever one of these drafts does."""
    return hashlib.sha256("\n".join(map(repr, drafts)).encode()).hexdigest()[:16]


async def check_drafts(uow: UnitOfWork, directive_id: int, seen: str) -> None:
    """Raise `Refused` unless the drafts of a directive are those that were seen; they stay so until this work ends."""
    if not await uow.drafts.hold(directive_id):
        raise Refused(Refusal.ALREADY_CONFIRMED)
    if version_of(await uow.drafts.of(directive_id)) != seen:
        raise Refused(Refusal.CHANGED_MEANWHILE)
