"""Reminding at once: the office asks an agency to hurry, and nobody hears that twice within an hour."""

from collections.abc import Sequence
from datetime import timedelta

from bot.conversation import audiences
from bot.conversation.choosing import choices_for, choices_for_all
from bot.conversation.steering.second_thoughts import remember
from bot.conversation.turn import Turn
from data.domain.message import Message
from data.domain.person import Person
from data.domain.task import Assignment, Part

REST = timedelta(hours=1)
"""How long somebody who was reminded at once is left in peace."""
_URGED = "remind_now"


async def urge(turn: Turn, shares: Sequence[Assignment]) -> None:
    """Remind the contacts of the agencies that lead these tasks, and say whom; outside pushing hours say when."""
    owed = [one for one in shares if one.part is Part.LEAD and one.chased]
    if not owed:
        await turn.answer(turn.texts.say("orders.nothing_to_urge", tasks=turn.tasks(shares)))
        return
    told: list[Person] = []
    rested: list[Person] = []
    unreachable: list[str] = []
    for agency_id, name in {one.agency_id: one.agency_name for one in owed}.items():
        people = await audiences.contacts(turn.uow, [agency_id])
        fresh = [one for one in people if not await _heard_lately(turn, one)]
        rested += [one for one in people if one not in fresh]
        told += fresh
        unreachable += [] if people else [name]
        for person in fresh:
            await _remind(turn, person, [one for one in owed if one.agency_id == agency_id])
    opens_at = turn.rules.calendar.next_push(turn.now)
    text = turn.texts.say(
        "orders.urging",
        names=[one.name for one in told],
        rested=[one.name for one in rested],
        unreachable=unreachable,
        opens_at=opens_at if opens_at > turn.now else None,
        tasks=turn.tasks(owed),
    )
    await turn.answer(text, about=owed)
    if told:
        await remember(turn, _URGED, owed)


async def _heard_lately(turn: Turn, person: Person) -> bool:
    """Whether the person was reminded at once within the last hour, or will be when pushing hours begin."""
    last = await turn.uow.audit.latest(f"person:{person.id}", _URGED)
    return last is not None and turn.now < turn.rules.calendar.next_push(last.at) + REST


async def _remind(turn: Turn, person: Person, own: Sequence[Assignment]) -> None:
    def urged(to: Turn) -> Message:
        text = to.texts.say("orders.urged", who=to.person.name, tasks=to.tasks(own))
        one = own[0] if len(own) == 1 else None
        choices = choices_for(to.texts, person, one) if one else choices_for_all(to.texts, person, own)
        return Message(text, choices, tuple(share.id for share in own), urgent=True)

    await turn.push(person, urged)
    turn.uow.audit.note(
        at=turn.now,
        action=_URGED,
        subject=f"person:{person.id}",
        person_id=turn.person.id,
        channel=turn.heard.channel,
        after={"codes": [share.code for share in own]},
    )
