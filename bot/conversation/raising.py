"""What is put to the office for a decision of its own: a difficulty, and a task that the agency holds not its own."""

from collections.abc import Iterable

from bot.conversation.choosing import decisions_on
from bot.conversation.turn import Turn
from data.domain.message import Choice, Message
from data.domain.person import Person
from data.domain.task import Assignment, Status

PUT_TO_THE_OFFICE = frozenset({Status.BLOCKED, Status.REFUSED})
"""Where an agency waits for the office."""


async def put_to(turn: Turn, people: Iterable[Person], share: Assignment, who: str, words: Choice | None) -> None:
    """Ask each of these people about a difficulty or a refusal; `words` shows what was typed (domain rule 15).

    The question carries no guard: later words leave a difficulty as it is, and silence would lose it.
    """
    text = turn.texts.say(
        f"orders.asked_{share.status}",
        who=who,
        agency=share.agency_name,
        code=share.code,
        due=turn.due(share),
        title=turn.title(share),
    )
    for person in people:
        choices = tuple(decisions_on(turn.texts, person, share))
        await turn.tell([person], Message(text, (*choices, words) if words else choices, (share.id,)))
