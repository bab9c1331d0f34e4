"""The way into the office page: a one-time link, for who may open it."""

from bot.conversation.turn import Turn
from data.office.entering import LINK_MINUTES, new_link

COMMAND = "/trang"
ENTRY = "/trang/vao/"
"""Where the page takes a link's code, under the service's address."""


async def hear_page_wish(turn: Turn, text: str, address: str | None) -> bool:
    """Give the person a link to the page at `address`; False when the words do not ask for it. Raises `Refused`.

    The answer goes to the speaker's own chat, also from a group.
    """
    if text.partition(" ")[0].partition("@")[0].casefold() != COMMAND:
        return False
    code = await new_link(turn.uow, turn.actor)
    if address is None:
        await turn.answer(turn.texts.say("page.link_off"))
    else:
        await turn.answer(turn.texts.say("page.link", address=f"{address}{ENTRY}{code}", minutes=LINK_MINUTES))
    return True
