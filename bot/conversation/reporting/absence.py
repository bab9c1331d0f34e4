"""Leave and snooze in chat: who is away, who hears meanwhile, and what is to be said of again later."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from markupsafe import Markup

from bot.conversation import audiences, context
from bot.conversation.standing import assignments_in, say_not_yours
from bot.conversation.turn import Turn
from bot.language.absence import LeaveWish, SnoozeWish, is_back, read_leave, read_snooze
from data.db.stores.outbox import Kind
from data.domain.message import Message
from data.domain.person import AGENCY_ROLES, Person
from data.domain.task import Assignment
from data.folding import fold
from data.office.absence import Arranged, return_early, snooze, take_leave
from data.office.acting import Refused


async def hear_absence(turn: Turn, text: str) -> bool:
    """Write down a leave, its end, or a wish to be reminded later; False when the words are none of these."""
    if (leave := read_leave(text, today=turn.today)) is not None:
        await _hear_leave(turn, leave)
    elif is_back(text) and await _going_on(turn):
        await return_early(turn.uow, turn.actor)
        await turn.answer(turn.texts.say("absence.back"))
    elif turn.person.role in AGENCY_ROLES and (wish := read_snooze(text, today=turn.today)) is not None:
        await _hear_snooze(turn, wish)
    else:
        return False
    return True


async def press_snooze(turn: Turn, args: Mapping[str, Any]) -> None:
    """Put off the task of the choice by so many working days."""
    until_on = turn.rules.calendar.add_working(turn.today, int(args["days"]))
    await _snooze(turn, await assignments_in(turn, args), until_on)


async def _going_on(turn: Turn) -> bool:
    return any(one.person_id == turn.person.id for one in await turn.uow.leaves.going_on())


async def _hear_leave(turn: Turn, wish: LeaveWish) -> None:
    if wish.until_on is None:
        await turn.answer(turn.texts.say("absence.ask_until"))
        return
    stand_in = await _colleague(turn, wish.who) if wish.who else None
    if wish.who and stand_in is None:
        await turn.answer(turn.texts.say("absence.who", names=[one.name for one in await _colleagues(turn)]))
        return
    arranged = await take_leave(turn.uow, turn.actor, wish.until_on, stand_in, turn.rules)
    unreached = stand_in if stand_in is not None and stand_in not in arranged.in_place else None
    text = turn.texts.say(
        "absence.taken",
        until=wish.until_on,
        in_place=arranged.in_place,
        unreached=unreached,
        office=not arranged.in_place,
        known=bool(office := await _office(turn)),
    )
    await turn.answer(text)
    await _tell(turn, arranged, office)


async def _office(turn: Turn) -> list[Person]:
    """Return who of the office is told of a leave that nobody fills: never who takes it."""
    followers = [one for one in await audiences.followers(turn.uow) if one.id != turn.person.id]
    return followers or [one for one in await audiences.whole_office(turn.uow) if one.id != turn.person.id]


async def _tell(turn: Turn, arranged: Arranged, office: Sequence[Person]) -> None:
    """Tell who hears from now on; where that is nobody, the office."""
    until = arranged.leave.until_on
    who: dict[str, object] = {"who": turn.person.name, "until": until}
    await turn.tell(arranged.in_place, lambda to: Message(to.texts.say("absence.stand_in", **who)))
    if not arranged.in_place:
        agency = (await turn.uow.agencies.registry()).get(turn.person.agency_id).name if turn.person.agency_id else ""
        who |= {"post": turn.person.post, "agency": agency}
        await turn.tell(office, lambda to: Message(to.texts.say("absence.nobody", **who)))


async def _colleagues(turn: Turn) -> list[Person]:
    agency_id = turn.person.agency_id
    own = await turn.uow.people.of_agencies([agency_id]) if agency_id is not None else []
    return [one for one in own if one.id != turn.person.id]


async def _colleague(turn: Turn, who: str) -> Person | None:
    """Return the one colleague whose name is, or ends in, these words; a closing "ạ" is no part of a name."""
    colleagues = await _colleagues(turn)
    for words in (who, who.removesuffix(" a")):
        found = [one for one in colleagues if f" {fold(one.name)}".endswith(f" {words}")]
        if len(found) == 1:
            return found[0]
    return None


async def _hear_snooze(turn: Turn, wish: SnoozeWish) -> None:
    own, foreign, unknown = await context.named(turn, wish.codes)
    if foreign or unknown:
        await say_not_yours(turn, foreign, unknown)
        return
    meant = own or [one for one in await context.spoken_of_own(turn, (Kind.REMINDER,)) if one.open]
    if not meant:
        await turn.answer(turn.texts.say("absence.which"))
        return
    await _snooze(turn, meant, wish.on)


async def _snooze(turn: Turn, meant: Sequence[Assignment], until_on: date) -> None:
    lines: list[Markup] = []
    put_off: dict[tuple[date, bool], list[Assignment]] = {}
    for assignment in meant:
        try:
            on = await snooze(turn.uow, turn.actor, assignment, until_on, turn.rules)
        except Refused as refused:
            why = turn.texts.say(f"common.refused_{refused.why}")
            lines.append(turn.texts.say("replies.refused_one", code=assignment.code, why=why))
        else:
            sooner = on < turn.rules.calendar.next_working(until_on)
            put_off.setdefault((on, sooner), []).append(assignment)
    said = [
        turn.texts.say("absence.snoozed", tasks=[(one.code, turn.due(one)) for one in together], on=on, sooner=sooner)
        for (on, sooner), together in put_off.items()
    ]
    await turn.answer(Markup("\n").join([*said, *lines]), about=meant)
