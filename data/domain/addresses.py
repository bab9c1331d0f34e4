"""Where a person is reached: the chat they chose, or another of theirs while that one does not carry our words."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from data.domain.escalation import blames_silence
from data.domain.person import ChatLink
from data.domain.planning import Reminder, Said


class Instead(StrEnum):
    """Why a message goes another way than the person chose."""

    REFUSED = "refused"
    SILENT = "silent"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Route:
    """The chat to write to; `instead_of` is the channel that was chosen and is not used now, with the reason."""

    link: ChatLink
    instead_of: str | None = None
    why: Instead | None = None


def route(links: Sequence[ChatLink], unanswered_since: datetime | None, down: Collection[str] = ()) -> Route | None:
    """Return where to write, or None when no chat takes anything from us.

    `links` come in the order of the person's choice, newest first. The chosen chat is passed over when its platform
    refuses it, when its channel is among those `down`, or when it has been silent since `unanswered_since`; silence
    everywhere goes on in the second chat. Whoever has one chat is written to there, whatever it does not answer.
    """
    if not links:
        return None
    chosen, *others = links
    usable = [link for link in others if not link.refused and link.channel not in down]
    why = _hindrance(chosen, unanswered_since, down)
    if why is not None and usable:
        return Route(usable[0], chosen.channel, why)
    open_links = [link for link in links if not link.refused]
    return Route(open_links[0]) if open_links else None


def unanswered_since(ledger: Iterable[Reminder], person_id: int, now: datetime) -> datetime | None:
    """Return when the person was first told of a task on which silence was then raised above them; None if none was.

    Of several such tasks, the one told of last.
    """
    told: dict[int, datetime] = {}
    raised: dict[int, datetime] = {}
    for entry in ledger:
        place = entry.assignment_id
        if blames_silence(entry.rung):
            if entry.due_at <= now:
                raised[place] = min(entry.due_at, raised.get(place, entry.due_at))
        elif entry.person_id == person_id and entry.state is Said.SAID:
            told[place] = min(entry.due_at, told.get(place, entry.due_at))
    return max((at for place, at in told.items() if place in raised and at < raised[place]), default=None)


def _hindrance(link: ChatLink, unanswered: datetime | None, down: Collection[str]) -> Instead | None:
    if link.refused:
        return Instead.REFUSED
    if link.channel in down:
        return Instead.DOWN
    silent = unanswered is not None and (link.heard_at is None or link.heard_at < unanswered)
    return Instead.SILENT if silent else None
