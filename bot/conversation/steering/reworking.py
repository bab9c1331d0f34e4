"""Live tasks given to others or dated anew: proposed with a reason, read back, done, and told to whom it concerns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType
from typing import Any

from bot.conversation import audiences
from bot.conversation.naming import agencies_in
from bot.conversation.reporting.pressing import current
from bot.conversation.reviewing.edits import Edits
from bot.conversation.standing import say_outrun
from bot.conversation.steering.orders import reason_in
from bot.conversation.steering.second_thoughts import remember
from bot.conversation.turn import Turn
from data.db.codec import pack_deadline, unpack_deadline
from data.domain.agency import Agency
from data.domain.deadline import NO_DEADLINE, Deadline
from data.domain.message import Choice, Message
from data.domain.permissions import Action, may
from data.domain.task import Assignment, Part, number_of
from data.office.acting import Refusal, Refused
from data.office.steering import change_coordination, change_deadline, change_leads

_ACTIONS: Mapping[Edits, Action] = MappingProxyType(
    {Edits.LEAD: Action.REASSIGN, Edits.COORDINATING: Action.REASSIGN, Edits.DUE: Action.CHANGE_DEADLINE}
)


@dataclass(frozen=True, slots=True)
class Change:
    """What is to change in NV`number`: `value` holds names of agencies, or a deadline; empty for none."""

    what: Edits
    number: int
    value: tuple[Any, ...] = ()
    reason: str | None = None

    @property
    def deadline(self) -> Deadline:
        """Return the new deadline."""
        return self.value[0] if self.value else NO_DEADLINE

    def pack(self) -> dict[str, Any]:
        """Return it as JSON."""
        value = pack_deadline(self.deadline) if self.what is Edits.DUE else list(self.value)
        return {"what": self.what.value, "number": self.number, "value": value, "reason": self.reason}

    @classmethod
    def unpack(cls, packed: Mapping[str, Any]) -> "Change":
        """Return what `pack` packed."""
        what = Edits(packed["what"])
        value = (unpack_deadline(packed["value"]), None) if what is Edits.DUE else tuple(packed["value"])
        return cls(what, packed["number"], value, packed["reason"])


async def propose(turn: Turn, change: Change) -> None:
    """Ask for the reason of a change where none is stated, otherwise read it back. Raises `Refused`."""
    shares = await turn.uow.assignments.of_task(change.number)
    if not may(turn.person, _ACTIONS[change.what]):
        raise Refused(Refusal.NOT_YOURS)
    if change.what is not Edits.DUE:
        await _agencies(turn, change)
    elif change.deadline.due_on is not None and change.deadline.due_on < turn.today:
        raise Refused(Refusal.IN_THE_PAST)
    said: dict[str, object] = {
        "code": f"NV{change.number}",
        "due": turn.due(shares[0]),
        "field": turn.texts.say(f"review.field_{change.what}"),
        "after": _after(turn, change),
        "before": _before(turn, change, shares),
        "reason": change.reason or "",
    }
    if not change.reason:
        await turn.answer(turn.texts.say("orders.ask_change", **said), [_cancel(turn)], shares[:1])
        await turn.wait_for("change", stage="reason", **change.pack())
        return
    args: dict[str, object] = {**change.pack(), "revisions": _revisions(shares)}
    yes = turn.choice("orders.choose_change", "send_change", args, field=said["field"], code=said["code"])
    no = turn.choice("replies.choose_no", "drop")
    await turn.answer(turn.texts.say("orders.change_read_back", **said), [yes, no], shares[:1])


async def press_reassign(turn: Turn, args: Mapping[str, Any]) -> None:
    """Ask which agency is to lead in the place of the one that holds the task not its own."""
    share = await current(turn, args)
    if share is None:
        return
    if not may(turn.person, Action.REASSIGN, share):
        raise Refused(Refusal.NOT_YOURS)
    await turn.answer(turn.texts.say("review.ask_lead", code=share.code), [_cancel(turn)], [share])
    others = [
        one.agency_name
        for one in await turn.uow.assignments.of_task(number_of(share.code))
        if one.part is Part.LEAD and one.id != share.id
    ]
    change = Change(Edits.LEAD, number_of(share.code), tuple(others))
    await turn.wait_for("change", stage="lead", **change.pack())


async def hear_words(turn: Turn, awaiting: Mapping[str, Any], text: str) -> None:
    """Take the agency, or the reason, that was asked for."""
    change = Change.unpack(awaiting)
    if awaiting["stage"] == "reason":
        said, reason = reason_in(text)
        await propose(turn, replace(change, reason=text if said else reason))
        return
    words, reason = reason_in(text)
    names = agencies_in(words, await turn.uow.agencies.registry())
    if names:
        await propose(turn, replace(change, value=(*change.value, *names), reason=reason))
    else:
        await turn.answer(turn.texts.say("review.agency_unclear", words=text), [_cancel(turn)])
        await turn.wait_for("change", stage="lead", **change.pack())


async def press_send(turn: Turn, args: Mapping[str, Any]) -> None:
    """Do what was read back, unless the task has moved on since."""
    change = Change.unpack(args)
    shares = await turn.uow.assignments.of_task(change.number)
    if not shares:
        await turn.answer(turn.texts.say("common.no_longer_followed"))
    elif _revisions(shares) != args["revisions"]:
        read = dict(args["revisions"])
        await say_outrun(turn, [one for one in shares if read.get(one.id) != one.revision] or shares[:1])
    elif change.what is Edits.DUE:
        await _date(turn, change, [one for one in shares if one.open])
    else:
        await _pass_on(turn, change)


async def _date(turn: Turn, change: Change, shares: Sequence[Assignment]) -> None:
    stood = shares[0] if shares else None
    after = await change_deadline(turn.uow, turn.actor, shares, change.deadline, change.reason or "", turn.rules)
    if not after:
        raise Refused(Refusal.UNLAWFUL)
    first = after[0]
    said = partial(_said_of_date, first, stood)
    await turn.answer(turn.texts.say("orders.dated", **said(turn)), about=after)
    before = stood.deadline.due_on if stood else None
    await remember(turn, "due", after, stood=f"{before:%d/%m/%Y}" if before else "")
    people = await audiences.contacts(turn.uow, [one.agency_id for one in after])
    people += await audiences.whole_office(turn.uow)
    directive = await turn.uow.directives.get(first.directive_id)
    people += await audiences.deciders(turn.uow, directive, turn.rules)
    report = (await turn.uow.reports.of(first.id))[-1]

    def news(to: Turn) -> Message:
        why = to.choice("office.choose_reason", "show_words", {"reports": [report.id]})
        text = to.texts.say("orders.dated_news", who=to.person.name, title=to.title(first), **said(to))
        return Message(text, (why,), tuple(one.id for one in after))

    await turn.tell({one.id: one for one in people}.values(), news)


def _said_of_date(first: Assignment, stood: Assignment | None, to: Turn) -> dict[str, object]:
    return {"code": first.code, "due": to.due(first), "before": to.due(stood) if stood else ""}


async def _pass_on(turn: Turn, change: Change) -> None:
    """Change who leads or coordinates; who is rid of it hears so at once, who has it now gets the usual notice."""
    agencies = await _agencies(turn, change)
    do = change_leads if change.what is Edits.LEAD else change_coordination
    ended, given = await do(turn.uow, turn.actor, change.number, agencies, change.reason or "")
    shares = await turn.uow.assignments.of_task(change.number)
    said, about = partial(_said_of_agencies, change, shares[0]), tuple(one.id for one in given)
    await turn.answer(turn.texts.say("orders.passed_on", **said(turn)), about=given or shares[:1])
    await remember(turn, change.what.value, shares[:1])
    gone = await audiences.contacts(turn.uow, [one.agency_id for one in ended])
    await turn.tell(gone, lambda to: Message(to.texts.say("orders.passed_on_gone", **said(to)), aside=True))
    others = await audiences.contacts(turn.uow, [one.agency_id for one in shares if one not in given])
    await turn.tell(
        [*await audiences.whole_office(turn.uow), *others],
        lambda to: Message(to.texts.say("orders.passed_on_news", **said(to)), about=about, aside=True),
    )


def _said_of_agencies(change: Change, share: Assignment, to: Turn) -> dict[str, object]:
    return {
        "code": share.code,
        "due": to.due(share),
        "field": to.texts.say(f"review.field_{change.what}"),
        "who": to.person.name,
        "title": to.title(share),
        "after": _after(to, change),
    }


async def _agencies(turn: Turn, change: Change) -> list[Agency]:
    """Return the agencies meant; `Refused` for a name that the registry does not know: nobody would be reminded."""
    registry = await turn.uow.agencies.registry()
    found = [registry.find(name) for name in change.value]
    known = [agency for agency in found if agency is not None]
    if len(known) < len(found):
        raise Refused(Refusal.UNKNOWN_AGENCY)
    return known


def _after(turn: Turn, change: Change) -> str:
    if change.what is Edits.DUE:
        due = change.deadline
        return turn.texts.say("review.due", due_on=due.due_on, words=due.text or "")
    return ", ".join(change.value) or turn.texts.label("review.nobody")


def _before(turn: Turn, change: Change, shares: Sequence[Assignment]) -> str:
    if change.what is Edits.DUE:
        return turn.due(shares[0])
    part = Part.LEAD if change.what is Edits.LEAD else Part.COORDINATING
    return ", ".join(one.agency_name for one in shares if one.part is part) or turn.texts.label("review.nobody")


def _revisions(shares: Sequence[Assignment]) -> list[list[int]]:
    return [[one.id, one.revision] for one in shares]


def _cancel(turn: Turn) -> Choice:
    return turn.choice("replies.choose_cancel", "drop")
