"""Sent messages that offer choices: which of them no longer say how things stand."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from data.db.codec import unpack_message
from data.db.tables import ChoiceRow, OutboxRow, ReceiptRow, ReminderRow
from data.db.waits import is_over
from data.domain.message import Choice, Message


@dataclass(frozen=True, slots=True)
class Card:
    """A sent message, where it stands, and what was taken of its choices.

    `left` are the choices that nobody took; `taken` is the label of the one taken last, None when things moved on
    in another way.
    """

    outbox_id: int
    person_id: int | None
    channel: str
    chat: str
    message_id: str
    message: Message
    left: tuple[Choice, ...]
    taken: str | None
    outdated_at: datetime


class CardStore:
    """Finds outdated cards and notes what the chats show of them."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def outdate(self, assignment_id: int, now: datetime) -> None:
        """Note that the reminders of an assignment no longer say how it stands, where they still offer something."""
        told = select(ReminderRow.outbox_id).where(
            ReminderRow.assignment_id == assignment_id, ReminderRow.outbox_id.is_not(None)
        )
        offers = select(ChoiceRow.token).where(ChoiceRow.outbox_id == OutboxRow.id, ChoiceRow.used_at.is_(None))
        cards = OutboxRow.id.in_(told) & (OutboxRow.state == "sent") & offers.exists()
        await self._session.execute(update(OutboxRow).where(cards).values(outdated_at=now))

    async def outdated(self, machine_now: datetime, limit: int, channels: Collection[str]) -> list[Card]:
        """Return outdated cards on these channels that may be corrected now, the oldest first."""
        rows = await self._session.scalars(
            select(OutboxRow)
            .where(OutboxRow.outdated_at.is_not(None), OutboxRow.channel.in_(channels))
            .where(is_over(OutboxRow.try_at, machine_now))
            .order_by(OutboxRow.outdated_at, OutboxRow.id)
            .limit(limit)
        )
        return [card for row in rows.all() if (card := await self._card(row))]

    async def _card(self, row: OutboxRow) -> Card | None:
        """Return the card with its last part, under which the choices stand."""
        receipts = await self._session.scalars(select(ReceiptRow).where(ReceiptRow.outbox_id == row.id))
        found = sorted(receipts, key=lambda receipt: (len(receipt.message_id), receipt.message_id))
        if not found or row.body is None or row.outdated_at is None:
            row.outdated_at = None
            return None
        message, last = unpack_message(row.body), found[-1]
        choices = (await self._session.scalars(select(ChoiceRow).where(ChoiceRow.outbox_id == row.id))).all()
        unused = {choice.token for choice in choices if choice.used_at is None}
        left = tuple(choice for choice in message.choices if choice.token in unused)
        taken = _taken_last(choices, row.outdated_at)
        return Card(
            row.id, row.person_id, last.channel, last.chat, last.message_id, message, left, taken, row.outdated_at
        )

    async def corrected(self, card: Card, offered: Sequence[Choice]) -> None:
        """Note that the chat shows the card with these choices only; the others count as used from now on."""
        this = (OutboxRow.id == card.outbox_id) & (OutboxRow.outdated_at == card.outdated_at)
        await self._session.execute(update(OutboxRow).where(this).values(outdated_at=None, try_at=None))
        gone = {choice.token for choice in card.left} - {choice.token for choice in offered}
        await self._session.execute(update(ChoiceRow).where(ChoiceRow.token.in_(gone)).values(used_at=card.outdated_at))

    async def again(self, card: Card, try_at: datetime) -> None:
        """Leave a card as it is until machine time `try_at`."""
        await self._session.execute(update(OutboxRow).where(OutboxRow.id == card.outbox_id).values(try_at=try_at))


def _taken_last(choices: Sequence[ChoiceRow], outdated_at: datetime) -> str | None:
    """Return the label of the only choice taken at that moment; a list used up as a whole does not tell which."""
    labels = [choice.label for choice in choices if choice.used_at == outdated_at]
    return labels[0] if len(labels) == 1 else None
