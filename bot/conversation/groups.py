"""Groups: linked with an agency by its officials; what is said there is answered in the speaker's own chat."""

from bot.conversation.turn import Turn
from data.db.stores.outbox import Kind, Outgoing
from data.domain.group import GroupAddress
from data.domain.message import Message
from data.office.grouping import link_group, unlink_group

LINK, UNLINK = "/nhom", "/bonhom"


async def hear_group_command(turn: Turn, text: str) -> bool:
    """Link or unlink the group where the command was given; False when the words are no such command."""
    command = text.partition(" ")[0].partition("@")[0].casefold()
    if command not in {LINK, UNLINK}:
        return False
    address = turn.heard.group
    if address is None:
        await turn.answer(turn.texts.say("groups.only_there"))
    elif command == LINK:
        await _link(turn, address)
    else:
        gone = await unlink_group(turn.uow, turn.actor, address)
        await turn.answer(turn.texts.say("groups.unlinked" if gone else "groups.not_linked"))
    return True


async def _link(turn: Turn, address: GroupAddress) -> None:
    """Answer how a group works, and let the group itself hear who will speak there."""
    agency_id = await link_group(turn.uow, turn.actor, address)
    agency = (await turn.uow.agencies.registry()).get(agency_id).name
    await turn.answer(turn.texts.say("groups.linked", agency=agency))
    hello = Message(turn.texts.speaking(None).say("groups.hello", agency=agency))
    there = Outgoing(Kind.ANSWER, turn.now, hello, channel=turn.heard.channel, chat=address.text)
    await turn.uow.outbox.put(there, turn.now)
