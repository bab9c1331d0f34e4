"""What is put to the office for a decision of its own: a difficulty, and a task that the agency holds not its own."""

from collections.abc import Iterable, Sequence
from functools import partial

from bot.conversation.choosing import decisions_on
from bot.conversation.turn import Turn
from data.domain.message import Message
from data.domain.person import Person
from data.domain.task import Assignment, Status

PUT_TO_THE_OFFICE = frozenset({Status.BLOCKED, Status.REFUSED})
"""Where an agency waits for the office."""


async def put_to(turn: Turn, people: Iterable[Person], share: Assignment, who: str, words: Sequence[int]) -> None:
    """Ask each of these people about a difficulty or a refusal; `words` are the reports that show what was typed.

    The question carries no guard: later words leave a difficulty as it is, and silence would lose it. What was typed
    is shown on request (domain rule 15).
    """
    for person in people:
        await turn.tell([person], partial(_question, person, share, who, words))


def _question(person: Person, share: Assignment, who: str, words: Sequence[int], to: Turn) -> Message:
    text = to.texts.say(
        f"orders.asked_{share.status}",
        who=who,
        agency=share.agency_name,
        code=share.code,
        due=to.due(share),
        title=to.title(share),
    )
    shown = [to.choice("office.choose_words", "show_words", {"reports": list(words)})] if words else []
    return Message(text, (*decisions_on(to.texts, person, share), *shown), (share.id,))
