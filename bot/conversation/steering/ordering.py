"""The office's orders about live work: read back where they bind, carried out, told to whom they concern."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from bot.conversation import audiences, context
from bot.conversation.reporting.pressing import current
from bot.conversation.reporting.raising import put_to
from bot.conversation.standing import assignments_in, live, say_outrun, say_standings, say_unknown
from bot.conversation.statement import as_date
from bot.conversation.steering import urging
from bot.conversation.steering.orders import Order, Orders, reason_in, understand_order
from bot.conversation.steering.second_thoughts import remember
from bot.conversation.turn import Turn, Word
from data.domain.deadline import Deadline, DeadlineKind
from data.domain.lifecycle import Event, lawful
from data.domain.message import Message
from data.domain.permissions import Action, may
from data.domain.task import Assignment, Part, Status, number_of
from data.office.acting import Refusal, Refused
from data.office.deciding import ask_more
from data.office.steering import replace_task, resume, revoke, steer

ACTIONS: Mapping[Orders, Action] = MappingProxyType(
    {
        Orders.PAUSE: Action.PAUSE,
        Orders.RESUME: Action.PAUSE,
        Orders.CLOSE: Action.CLOSE,
        Orders.REVOKE: Action.REVOKE,
        Orders.REPLACE: Action.REVOKE,
        Orders.KEEP: Action.REASSIGN,
        Orders.ANSWER: Action.ANSWER,
        Orders.RAISE: Action.RAISE,
        Orders.ASK_MORE: Action.ASK_MORE,
        Orders.ASK_EXPLANATION: Action.ASK_EXPLANATION,
        Orders.REMIND_NOW: Action.REMIND_NOW,
    }
)
_EXPLAINED = frozenset({Orders.PAUSE, Orders.CLOSE, Orders.REVOKE, Orders.KEEP, Orders.ANSWER, Orders.ASK_MORE})
"""Orders that say why, or what: without words they are asked for."""
_READ_BACK = frozenset({Orders.PAUSE, Orders.RESUME, Orders.CLOSE, Orders.REVOKE, Orders.REPLACE, Orders.KEEP})
"""Orders that bind and cannot be taken back."""
_ANY_PART = frozenset({Orders.PAUSE, Orders.RESUME, Orders.REVOKE, Orders.REPLACE, Orders.RAISE})
"""Orders about coordinating shares too: these may be in difficulty like those that lead."""


@dataclass(frozen=True, slots=True)
class Ordered:
    """An order with the shares that it is about, in the words of a question's arguments."""

    what: Orders
    shares: Sequence[Assignment]
    words: str | None = None
    until: date | None = None
    by: str | None = None

    def pack(self) -> dict[str, object]:
        """Return it as JSON, with the revisions that it was ordered of."""
        return {
            "what": self.what.value,
            "assignments": [one.id for one in self.shares],
            "revisions": [one.revision for one in self.shares],
            "words": self.words,
            "until": self.until.isoformat() if self.until else None,
            "by": self.by,
        }


async def hear_order(turn: Turn, text: str) -> bool:
    """Carry out an order, or read it back; False when the words give none."""
    order = understand_order(text, turn.today)
    if order is None or not (order.codes or turn.heard.reply_to):
        return False
    if not may(turn.person, ACTIONS[order.what]):
        turn.log_refusal(order.what.value, f"update:{turn.heard.update}")
        await turn.answer(turn.texts.say("common.refused_not_yours"))
        return True
    if order.by in order.codes:
        await turn.answer(turn.texts.say("orders.replaced_by_itself", code=order.by))
        return True
    shares, unknown = await _named(turn, order)
    if order.by is not None and not await turn.uow.assignments.of_task(number_of(order.by)):
        unknown.append(order.by)
    if unknown:
        await say_unknown(turn, unknown, shares)
    elif shares and order.what is Orders.REMIND_NOW:
        await urging.urge(turn, shares)
    elif shares:
        await _go_on(turn, order, shares)
    return bool(shares or unknown)


async def _named(turn: Turn, order: Order) -> tuple[list[Assignment], list[str]]:
    """Return the shares of the tasks that an order names, or of the message replied to, and the unknown codes."""
    if not order.codes:
        return await context.spoken_of(turn), []
    by_code = {code: await turn.uow.assignments.of_task(number_of(code)) for code in order.codes}
    return [one for shares in by_code.values() for one in shares], [code for code in by_code if not by_code[code]]


async def _go_on(turn: Turn, order: Order, shares: Sequence[Assignment]) -> None:
    """Go on with an order as far as it is lawful; where it is not, answer how things stand."""
    meant = _meant(order.what, shares)
    if not meant:
        await say_standings(turn, [one for one in shares if one.part is Part.LEAD] or shares, named=True)
        return
    ordered = Ordered(order.what, meant, order.words, order.until, order.by)
    if order.what in _EXPLAINED and not order.words:
        await ask_words(turn, ordered)
    elif order.what in _READ_BACK:
        await read_back(turn, ordered)
    else:
        await carry_out(turn, ordered)


def _meant(what: Orders, shares: Sequence[Assignment]) -> list[Assignment]:
    """Return the shares that an order can be about: an answer goes first to whom it is owed."""
    fit = [one for one in shares if lawful(one, Event(what))]
    if what is Orders.ANSWER and (blocked := [one for one in fit if one.status is Status.BLOCKED]):
        return blocked
    return fit if what in _ANY_PART else [one for one in fit if one.part is Part.LEAD]


async def press_order(turn: Turn, args: Mapping[str, Any]) -> None:
    """Begin an order from a button of a card."""
    what = Orders(args["what"])
    share = await current(turn, args)
    if share is None:
        return
    if not may(turn.person, ACTIONS[what], share):
        raise Refused(Refusal.NOT_YOURS)
    await _go_on(turn, Order(what, (share.code,)), [share])


async def ask_words(turn: Turn, ordered: Ordered) -> None:
    """Ask why, or what is to be passed on; the next words are taken as that."""
    text = turn.texts.say(f"orders.ask_{ordered.what}", tasks=turn.tasks(ordered.shares))
    await turn.answer(text, [turn.choice("replies.choose_cancel", "drop")], ordered.shares)
    await turn.wait_for("order_words", order=ordered.pack())


async def hear_words(turn: Turn, awaiting: Mapping[str, Any], text: str) -> None:
    """Read back an order with the words that were asked for."""
    packed = awaiting["order"]
    said, reason = reason_in(text)
    words = text if said else reason
    await read_back(turn, Ordered(Orders(packed["what"]), await live(turn, packed["assignments"]), words))


async def read_back(turn: Turn, ordered: Ordered) -> None:
    """Say what was understood and ask whether to do it."""
    text = turn.texts.say(
        "orders.read_back",
        what=turn.texts.say(f"orders.what_{ordered.what}"),
        tasks=turn.tasks(ordered.shares),
        words=ordered.words or "",
        says=ordered.what in {Orders.ANSWER, Orders.ASK_MORE},
        until=ordered.until,
        by=await _successor(turn, ordered),
        lapsed=_lapsed(turn, ordered.shares) if ordered.what is Orders.RESUME and not ordered.until else [],
        example=turn.rules.calendar.add_working(turn.today, 5),
    )
    yes = turn.choice(
        "orders.choose_yes", "send_order", ordered.pack(), what=turn.texts.say(f"orders.what_{ordered.what}")
    )
    await turn.answer(text, [yes, turn.choice("replies.choose_no", "drop")], ordered.shares)


async def press_send(turn: Turn, args: Mapping[str, Any]) -> None:
    """Carry out an order that was read back, unless things have moved on since."""
    shares = await assignments_in(turn, args)
    read = dict(zip(args["assignments"], args["revisions"], strict=True))
    moved = [one for one in shares if one.revision != read[one.id]]
    if moved:
        await say_outrun(turn, moved)
    elif len(shares) < len(read):
        await turn.answer(turn.texts.say("common.no_longer_followed"))
    else:
        until = as_date(args["until"])
        await carry_out(turn, Ordered(Orders(args["what"]), shares, args["words"], until, args.get("by")))


async def carry_out(turn: Turn, ordered: Ordered) -> None:
    """Do what is ordered, answer, and tell whom it concerns."""
    above = await _above(turn, ordered) if ordered.what is Orders.RAISE else []
    after = await _do(turn, ordered)
    text = turn.texts.say(
        f"orders.done_{ordered.what}",
        tasks=turn.tasks(after),
        words=ordered.words or "",
        names=[one.name for one in above],
        lapsed=_lapsed(turn, after),
        by=await _successor(turn, ordered),
        opens_at=opens_at if (opens_at := turn.rules.calendar.next_push(turn.now)) > turn.now else None,
    )
    await turn.answer(text, about=after)
    await remember(turn, ordered.what.value, after)
    for share in after if above else []:
        await put_to(turn, above, share, turn.person.name, await _words_of_agency(turn, share))
    await _tell(turn, ordered, after)


async def _successor(turn: Turn, ordered: Ordered) -> list[Any]:
    """Return, in words, the task that stands in the place of one that is replaced; empty for other orders."""
    return turn.tasks(await turn.uow.assignments.of_task(number_of(ordered.by))) if ordered.by else []


def _lapsed(turn: Turn, shares: Sequence[Assignment]) -> list[str]:
    """Return the codes of those whose day has passed: taken up again, they are overdue."""
    return list(dict.fromkeys(one.code for one in shares if one.due_at is not None and one.due_at < turn.now))


async def _do(turn: Turn, ordered: Ordered) -> list[Assignment]:
    uow, actor, shares = turn.uow, turn.actor, ordered.shares
    if ordered.what is Orders.RESUME:
        deadline = Deadline(DeadlineKind.DATE, ordered.until) if ordered.until else None
        return await resume(uow, actor, shares, deadline, turn.rules)
    if ordered.what is Orders.REVOKE:
        return await revoke(uow, actor, shares, ordered.words or "")
    if ordered.what is Orders.REPLACE:
        return await replace_task(uow, actor, shares, number_of(ordered.by or ""), ordered.words)
    if ordered.what is Orders.ASK_MORE:
        return [await ask_more(uow, actor, share, ordered.words or "") for share in shares]
    return await steer(uow, actor, shares, Event(ordered.what), ordered.words)


async def _above(turn: Turn, ordered: Ordered) -> list[Any]:
    """Return to whom a difficulty is passed up; `Refused` when nobody of them can be reached."""
    directive = await turn.uow.directives.get(ordered.shares[0].directive_id)
    above = [one for one in await audiences.chiefs(turn.uow, directive) if one.id != turn.person.id]
    if not above:
        raise Refused(Refusal.NOBODY_ABOVE)
    return above


async def _words_of_agency(turn: Turn, share: Assignment) -> list[int]:
    """Return the report in which the agency spoke of its difficulty last."""
    said = [one for one in await turn.uow.reports.of(share.id) if one.kind == Event.BLOCK and one.undone_at is None]
    return [one.id for one in said[-1:]]


async def _tell(turn: Turn, ordered: Ordered, after: Sequence[Assignment]) -> None:
    """Tell the agencies and the rest of the office; the words of the order are shown on request (domain rule 15)."""
    told: set[int] = set()
    for agency_id in sorted({one.agency_id for one in after if one.agency_id is not None}):
        own = [one for one in after if one.agency_id == agency_id]
        people = [one for one in await audiences.contacts(turn.uow, [agency_id]) if one.id not in told]
        told |= {one.id for one in people}
        await turn.tell(people, await _news(turn, ordered, own, to_agency=True))
    followers = audiences.whole_office if ordered.what in _READ_BACK else audiences.followers
    office = [one for one in await followers(turn.uow) if one.id not in told]
    await turn.tell(office, await _news(turn, ordered, after, to_agency=False))


async def _news(turn: Turn, ordered: Ordered, own: Sequence[Assignment], *, to_agency: bool) -> Word:
    what, by = ordered.what, await turn.uow.assignments.of_task(number_of(ordered.by)) if ordered.by else []
    newest = [(await turn.uow.reports.of(one.id))[-1] for one in own]
    worded = [one.id for one in newest if one.note]
    explained = own if to_agency and what is Orders.ASK_EXPLANATION else ()

    def news(to: Turn) -> Message:
        shown = [to.choice("office.choose_words", "show_words", {"reports": worded})] if worded else []
        choices = [
            to.choice("orders.choose_explain", "explain", {"assignment": one.id}, code=one.code) for one in explained
        ]
        said = {"who": to.person.name, "tasks": to.tasks(own), "ongoing": any(one.open for one in own)}
        text = to.texts.say(f"orders.news_{what}", lapsed=_lapsed(to, own), by=to.tasks(by), **said)
        return Message(text, (*choices, *shown), tuple(one.id for one in own), aside=not to_agency)

    return news
