from urllib.parse import unquote

import pytest

from data.db.stores.outbox import Kind, Outgoing
from data.domain.message import Message, OutFile
from tests.channels.web.given import LEADER, OFFICIAL, Site

ODD = 'quá hạn"\r\nSet-Cookie: a=1; <b>.csv'


async def sent(site: Site, name: str, content: bytes) -> OutFile:
    """Queue a message with a file and let the channel send it; return the file with its token."""
    async with site.database.work() as uow:
        now = site.clock.now()
        queued = await uow.outbox.put(
            Outgoing(Kind.ANSWER, now, channel="web", chat=OFFICIAL.chat),
            now,
        )
        unwritten = Message("Tệp", files=(OutFile(name, "text/csv", content),))
        message = (await uow.outbox.write({queued: unwritten}))[queued]
        await uow.commit()
    await site.channel.send(OFFICIAL.chat, message)
    return message.files[0]


async def test_sent_file_stands_in_its_line_by_name_and_token_only(site: Site) -> None:
    file = await sent(site, "nhacviec.csv", b"a")
    (line,) = (await site.get("/api/chats/web:an"))["lines"]
    assert line["files"] == [{"name": "nhacviec.csv", "token": file.token}]
    assert await site.lines(LEADER) == []
    await site.says(OFFICIAL, text="cảm ơn")
    assert [one["files"] for one in (await site.get("/api/chats/web:an"))["lines"]] == [line["files"], []]


async def test_file_is_downloaded_whole_and_never_shown_in_the_page(site: Site) -> None:
    file = await sent(site, "nhacviec.csv", bytes(range(256)))
    answer = await site.browser.get(f"/api/files/{file.token}")
    assert (answer.status_code, answer.content) == (200, bytes(range(256)))
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''nhacviec.csv"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


async def test_no_name_can_add_a_header(site: Site) -> None:
    file = await sent(site, ODD, b"a")
    answer = await site.browser.get(f"/api/files/{file.token}")
    disposition = answer.headers["Content-Disposition"]
    assert unquote(disposition.removeprefix("attachment; filename*=UTF-8''")) == ODD
    assert disposition.isascii()
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("token", ["", "none", "nhacviec.csv", "%2e%2e"])
async def test_without_a_token_there_is_no_file(site: Site, token: str) -> None:
    await sent(site, "nhacviec.csv", b"a")
    assert (await site.browser.get(f"/api/files/{token}")).status_code == 404


async def test_foreign_host_gets_no_file(site: Site) -> None:
    file = await sent(site, "nhacviec.csv", b"secret")
    answer = await site.browser.get(f"/api/files/{file.token}", headers={"Host": "evil.example"})
    assert (answer.status_code, b"secret" in answer.content) == (403, False)


async def test_message_without_files_has_none(site: Site) -> None:
    await site.channel.send(OFFICIAL.chat, Message("NV7"))
    (line,) = await site.lines(OFFICIAL)
    assert line.files == ()
