"""Choices: a pressed button, a number or the words of a choice in the newest list; each acts once."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time

from bot.conversation.actions import ACTIONS
from bot.conversation.heard_words import words_of
from bot.conversation.open_lists import answerable
from bot.conversation.standing import assignments_in, say_standing
from bot.conversation.turn import Turn
from bot.conversation.yes_and_no import actions_of
from data.db.stores.offers import Offered, Shown
from data.domain.message import Choice

_OF_A_REVIEW = frozenset({"confirm_directive", "drop_review"})
MOST_CODES = 3
"""More codes than this make a label too long."""


async def press(turn: Turn, token: str) -> None:
    """Do what the pressed choice says."""
    offered = await turn.uow.offers.choice(token)
    if offered is None or offered.action not in ACTIONS:
        await turn.answer(turn.texts.say("common.choice_gone"))
    elif offered.person_id != turn.person.id:
        turn.log_refusal(offered.action, f"choice:{offered.outbox_id}")
        await turn.answer(turn.texts.say("common.refused_not_yours"))
    else:
        await _take(turn, offered)


async def hear_choice(turn: Turn, text: str) -> bool:
    """Take the words as an answer to what this chat was asked; False when they are none."""
    shown = await turn.uow.offers.newest_lists(turn.heard.channel, turn.heard.chat)
    lists = _lists(turn, shown)
    found = [offered for shown in lists if (offered := _chosen(turn, text, shown)) is not None]
    if len(lists) > 1:
        found = [offered for offered in found if await _stands(turn, offered)] or found[:1]
    if not found:
        return await _heard_late(turn, text, shown)
    if len(found) == 1:
        await _take(turn, found[0])
    else:
        await _ask_which(turn, found)
    return True


def _lists(turn: Turn, shown: Sequence[Shown]) -> list[Shown]:
    """Return the lists that the words may answer: that of the message replied to, else what is open."""
    replied = [one for one in shown if turn.heard.reply_to in one.message_ids]
    return replied or answerable(shown, datetime.combine(turn.today, time.min, turn.rules.policy.zone))


def _chosen(turn: Turn, text: str, shown: Shown) -> Offered | None:
    """Return the choice of this list that the words mean, of those offered to the speaker."""
    mine = [one for one in shown.choices if one.person_id == turn.person.id and one.action in ACTIONS]
    offered = by_number(text, mine)
    if offered is None and turn.heard.reply_to is None:
        offered = by_words(text, [one for one in mine if one.used_at is None])
    return offered


async def _stands(turn: Turn, offered: Offered) -> bool:
    """Whether the choice may still act: it is unused and nobody has moved its task or its review on since."""
    if offered.action in _OF_A_REVIEW and not await turn.uow.directives.waits(int(str(offered.args["directive"]))):
        return False
    about = await assignments_in(turn, offered.args)
    revision = offered.args.get("revision")
    return offered.used_at is None and (revision is None or any(one.revision == revision for one in about))


async def _heard_late(turn: Turn, text: str, shown: Sequence[Shown]) -> bool:
    """Say how things stand to whoever types a choice of an earlier list that was used; False when it is none.

    A card that cannot change goes on offering what was taken long ago. One that is still unused is left to the
    ordinary understanding: a list is valid until the next.
    """
    words = words_of(text)
    earlier = (one for each in shown for one in each.choices if words_of(one.label) == words)
    offered = next(earlier, None) if len(words) > 1 else None
    if offered is None or offered.used_at is None or offered.person_id != turn.person.id:
        return False
    await turn.stop_waiting()
    await _say_used(turn, offered)
    return True


async def _ask_which(turn: Turn, found: Sequence[Offered]) -> None:
    """Ask which of several lists was answered; every choice names its tasks."""
    choices = [await _named(turn, offered) for offered in found]
    await turn.answer(turn.texts.say("common.ask_which"), [*choices, turn.choice("replies.choose_none", "drop")])


async def _named(turn: Turn, offered: Offered) -> Choice:
    codes = [one.code for one in await assignments_in(turn, offered.args)]
    shown = [] if any(code in offered.label for code in codes) else codes[:MOST_CODES]
    label = turn.texts.label("common.choose_named", codes=shown, more=len(codes) > MOST_CODES, label=offered.label)
    return Choice(label, offered.action, offered.args)


async def _take(turn: Turn, offered: Offered) -> None:
    action = ACTIONS[offered.action]
    await turn.stop_waiting()
    if not action.repeatable and not await turn.uow.offers.use(offered.token, turn.now, with_siblings=action.exclusive):
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
