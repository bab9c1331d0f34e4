"""What was offered: the choices of our messages, as they were shown and whether they were used."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from data.db.stores.outbox import Kind
from data.db.tables import ChoiceRow, OutboxRow, ReceiptRow


@dataclass(frozen=True, slots=True)
class Offered:
    """A choice as it was offered: to whom, in which message, and whether it was used."""

    token: str
    outbox_id: int
    person_id: int | None
    number: int
    label: str
    action: str
    args: dict[str, object]
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A list of choices that a chat was shown, in the messages with these ids."""

    outbox_id: int
    kind: Kind
    sent_at: datetime
    message_ids: tuple[str, ...]
    choices: tuple[Offered, ...]


def _offered(row: ChoiceRow, person_id: int | None) -> Offered:
    return Offered(row.token, row.outbox_id, person_id, row.number, row.label, row.action, row.args, row.used_at)


class OfferStore:
    """Finds choices that were offered and uses them up."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def choice(self, token: str) -> Offered | None:
        """Return the choice with that token."""
        found = await self._session.execute(
            select(ChoiceRow, OutboxRow.person_id)
            .join(OutboxRow, OutboxRow.id == ChoiceRow.outbox_id)
            .where(ChoiceRow.token == token)
        )
        pair = found.one_or_none()
        return _offered(pair[0], pair[1]) if pair else None

    async def newest_lists(self, channel: str, chat: str, limit: int = 30) -> list[Shown]:
        """Return the lists of choices among the last `limit` messages that offered any to the chat, newest first."""
        offers = select(ChoiceRow.token).where(ChoiceRow.outbox_id == ReceiptRow.outbox_id)
        receipts = await self._session.scalars(
            select(ReceiptRow)
            .where(ReceiptRow.channel == channel, ReceiptRow.chat == chat, offers.exists())
            .order_by(ReceiptRow.sent_at.desc(), ReceiptRow.outbox_id.desc())
            .limit(limit)
        )
        by_list: defaultdict[int, list[ReceiptRow]] = defaultdict(list)
        for receipt in receipts:
            by_list[receipt.outbox_id].append(receipt)
        return await self._shown(by_list) if by_list else []

    async def _shown(self, by_list: Mapping[int, Sequence[ReceiptRow]]) -> list[Shown]:
        """Return the lists of these messages, all read at once: whoever types a number waits for it."""
        kinds = await self._session.execute(
            select(OutboxRow.id, OutboxRow.kind, OutboxRow.person_id).where(OutboxRow.id.in_(by_list))
        )
        of = {outbox_id: (Kind(kind), person_id) for outbox_id, kind, person_id in kinds}
        offered: defaultdict[int, list[Offered]] = defaultdict(list)
        choices = select(ChoiceRow).where(ChoiceRow.outbox_id.in_(by_list)).order_by(ChoiceRow.number)
        for choice in await self._session.scalars(choices.execution_options(populate_existing=True)):
            offered[choice.outbox_id].append(_offered(choice, of[choice.outbox_id][1]))
        return [
            Shown(key, of[key][0], found[0].sent_at, tuple(one.message_id for one in found), tuple(offered[key]))
            for key, found in by_list.items()
        ]

    async def use(self, token: str, now: datetime, *, with_siblings: bool) -> bool:
        """Use up a choice, perhaps with the others of its message; False when it was used before.

        The row of the message is locked, so that two presses at the same moment are one after the other.
        """
        row = await self._session.get(ChoiceRow, token)
        if row is None:
            return False
        message = await self._session.get_one(OutboxRow, row.outbox_id, with_for_update=True)
        used = ChoiceRow.outbox_id == row.outbox_id if with_siblings else ChoiceRow.token == token
        if await self._session.scalar(select(ChoiceRow.token).where(used, ChoiceRow.used_at.is_not(None)).limit(1)):
            return False
        await self._session.execute(update(ChoiceRow).where(used).values(used_at=now))
        message.outdated_at = now
        return True
