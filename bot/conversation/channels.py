"""The chats of one person: which are paired, which one is chosen, and how to pair one more."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.conversation.heard_words import folded, words_of
from bot.conversation.turn import Turn
from data.domain.person import ChatLink
from data.office.pairing import new_code

COMMAND = "/kenh"
_NAMES = ("telegram", "zalo")
_PATTERN = {
    name: re.compile(rf"(?:(?:{'|'.join(folded('channels', 'by'))}) )?(?:{'|'.join(folded('channels', name))})")
    for name in _NAMES
}


async def hear_channel_wish(turn: Turn, text: str) -> bool:
    """Show the person's chats, or write to the one that is named from now on; False when the words are neither."""
    if text.partition(" ")[0].partition("@")[0].casefold() == COMMAND:
        await _show(turn)
        return True
    said = " ".join(words_of(text))
    name = next((name for name, pattern in _PATTERN.items() if pattern.fullmatch(said)), None)
    if name is None:
        return False
    await _choose(turn, name)
    return True


async def press_choose(turn: Turn, args: Mapping[str, Any]) -> None:
    """Write to the person on the channel of the choice."""
    await _choose(turn, str(args["channel"]))


async def press_more(turn: Turn, _args: Mapping[str, Any]) -> None:
    """Give the person a code for one more chat."""
    await _give_code(turn, "channels.code")


def said_of_second(turn: Turn, links: Sequence[ChatLink]) -> list[str]:
    """Return what somebody who pairs one more chat is told of the others; nothing when it is the only one."""
    if len(links) == 1:
        return []
    return [turn.texts.say("channels.second", others=_others(turn, links), channel=_name(turn, links[0].channel))]


async def _show(turn: Turn) -> None:
    links = await turn.uow.people.links(turn.person.id)
    text = turn.texts.say("channels.mine", chosen=_name(turn, links[0].channel), others=_others(turn, links))
    choices = [
        turn.choice("channels.choose", "choose_channel", {"channel": link.channel}, channel=_name(turn, link.channel))
        for link in links[1:]
    ]
    await turn.answer(text, [*choices, turn.choice("channels.choose_more", "more_channels")])


async def _choose(turn: Turn, channel: str) -> None:
    links = await turn.uow.people.links(turn.person.id)
    if channel == links[0].channel:
        await turn.answer(turn.texts.say("channels.already", channel=_name(turn, channel)))
    elif await turn.uow.people.choose(turn.person.id, channel, turn.now):
        turn.uow.audit.note(
            at=turn.now,
            action="choose_channel",
            subject=f"person:{turn.person.id}",
            person_id=turn.person.id,
            channel=turn.heard.channel,
            before={"channel": links[0].channel},
            after={"channel": channel},
        )
        await turn.answer(turn.texts.say("channels.chosen", channel=_name(turn, channel)))
    else:
        await _give_code(turn, "channels.not_paired", channel=_name(turn, channel))


async def _give_code(turn: Turn, key: str, **data: object) -> None:
    """Answer with a code that works once; in a group nobody but the speaker sees it, for answers go to them alone."""
    policy = turn.rules.policy
    code = await new_code(turn.uow, turn.person, policy, turn.now)
    bots = [bot.name for bot, _ in await turn.uow.bots.rooms("zalo", policy.zalo_users)]
    await turn.answer(turn.texts.say(key, code=code, days=policy.code_days, zalo_bot=bots[0] if bots else "", **data))


def _others(turn: Turn, links: Sequence[ChatLink]) -> list[str]:
    return [_name(turn, link.channel) for link in links[1:]]


def _name(turn: Turn, channel: str) -> str:
    return turn.texts.say(f"channels.{channel}")
