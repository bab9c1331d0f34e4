import pytest

from data.domain.message import Choice, Message
from data.ports import Blames, NotSent
from tests.channels.web.given import LEADER, OFFICIAL, Site


async def test_sent_message_stands_in_its_chat_with_labels_and_tokens_only(site: Site) -> None:
    yes = Choice("Đúng", "confirm", {"task": 7}, token="t1")
    message_id = await site.bot_says(OFFICIAL, "<b>NV7</b>", yes)
    (line,) = await site.lines(OFFICIAL)
    assert (str(line.id), line.ours, line.text, line.at) == (message_id, True, "<b>NV7</b>", site.clock.now())
    assert line.choices == ({"label": "Đúng", "token": "t1"},)
    assert await site.lines(LEADER) == []


async def test_chat_of_another_channel_is_refused_for_good(site: Site) -> None:
    with pytest.raises(NotSent) as refusal:
        await site.channel.send("12345", Message("NV7"))
    assert (refusal.value.again, refusal.value.blames) == (False, Blames.PERSON)
