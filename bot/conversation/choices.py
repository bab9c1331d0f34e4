"""Choices: a pressed button, a number or the words of a choice in the newest list; each acts once."""

from collections.abc import Mapping, Sequence

from bot.conversation.actions import ACTIONS
from bot.conversation.heard_words import words_of
from bot.conversation.standing import say_standing
from bot.conversation.turn import Turn
from bot.conversation.yes_and_no import actions_of
from data.db.outbox import Offered


async def press(turn: Turn, token: str) -> None:
    """Do what the pressed choice says."""
    offered = await turn.uow.outbox.choice(token)
    if offered is None or offered.action not in ACTIONS:
        await turn.answer(turn.texts.say("common.choice_gone"))
    elif offered.person_id != turn.person.id:
        turn.log_refusal(offered.action, f"choice:{offered.outbox_id}")
        await turn.answer(turn.texts.say("common.refused_not_yours"))
    else:
        await _take(turn, offered)


async def hear_choice(turn: Turn, text: str) -> bool:
    """Take the words as an answer to the newest list of this chat; False when they are none."""
    newest = await turn.uow.outbox.newest_choices(turn.heard.channel, turn.heard.chat)
    mine = [offered for offered in newest if offered.person_id == turn.person.id]
    offered = by_number(text, mine)
    if offered is None and turn.heard.reply_to is None:
        offered = by_words(text, [one for one in mine if one.used_at is None])
    if offered is None or offered.action not in ACTIONS:
        return False
    await _take(turn, offered)
    return True


async def _take(turn: Turn, offered: Offered) -> None:
    action = ACTIONS[offered.action]
    await turn.stop_waiting()
    if not action.repeatable and not await turn.uow.outbox.use(offered.token, turn.now, with_siblings=action.exclusive):
        await _say_used(turn, offered)
        return
    await action.handle(turn, offered.args)


async def _say_used(turn: Turn, offered: Offered) -> None:
    """Answer a choice that was used before: it never acts twice, but says how things stand."""
    if not await say_standing(turn, offered.args):
        await turn.answer(turn.texts.say("common.choice_used"))


def by_number(text: str, offered: Sequence[Offered]) -> Offered | None:
    """Return the choice with that number: "2", "2."."""
    bare = text.strip().rstrip(".)")
    numbered: Mapping[str, Offered] = {str(one.number): one for one in offered}
    return numbered.get(bare)


def by_words(text: str, offered: Sequence[Offered]) -> Offered | None:
    """Return the choice whose label the words are or begin, or that a plain yes or no answers."""
    words = words_of(text)
    labels = {one.token: words_of(one.label) for one in offered}
    begun = [one for one in offered if labels[one.token] == words or _begins(words, labels[one.token])]
    if len(begun) == 1:
        return begun[0]
    meant = actions_of(" ".join(words))
    answering = [one for one in offered if one.action in meant]
    return answering[0] if len(answering) == 1 else None


def _begins(words: Sequence[str], label: Sequence[str]) -> bool:
    """Two words or more, for one alone begins too much."""
    return len(words) > 1 and list(label[: len(words)]) == list(words)
