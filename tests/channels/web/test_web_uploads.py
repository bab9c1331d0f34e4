"""Files on the demo's page: the Office's directives and the officials' evidence."""

from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any

import httpx
import pytest

from bot.web.posted import MOST_FILE_BYTES
from bot.web.shelf import Shelf
from data.ports import NotSent
from data.sample import DIRECTIVE, sample
from tests.channels.web.given import OFFICIAL, Site
from tests.channels.web.office import WebOffice
from tests.stories.office import TRAM

BINARY = {"Content-Type": "application/octet-stream"}


async def upload(site: Site, content: bytes, query: Mapping[str, str]) -> httpx.Response:
    return await site.browser.post("/api/chats/web:an/files", params=query, content=content, headers=BINARY)


async def test_upload_is_heard_with_its_caption_and_shown_without_its_name(site: Site) -> None:
    answer = await upload(site, b"abc", {"name": "kế hoạch.docx", "caption": "xem <nhé>", "update": "u-1"})
    assert answer.json() == {"update": "u-1", "new": True}
    (heard,) = await site.heard_files()
    assert (heard.text, heard.file and heard.file.name, heard.file and heard.file.size) == (
        "xem <nhé>",
        "kế hoạch.docx",
        3,
    )
    assert await site.channel.fetch(heard.file.key if heard.file else "") == b"abc"
    assert [line.text for line in await site.lines(OFFICIAL)] == ["(Đã gửi một tệp, 3 byte)\nxem &lt;nhé&gt;"]


async def test_directive_of_the_office_is_answered_with_its_review(web_office: WebOffice) -> None:
    answer = await web_office.sends_file(TRAM, DIRECTIVE, sample(DIRECTIVE))
    assert "NV12" in answer
    (newest,) = [one for one in await web_office.shows(TRAM) if "NV12" in one.text]
    assert newest.labels[0].startswith("Đúng cả")


@pytest.mark.parametrize(
    ("content", "query", "status", "sentence"),
    [
        (b"", {"name": "a.docx"}, 400, "Tệp này trống."),
        (b"a", {}, 400, "Tên tệp trống, quá dài hoặc có ký tự không đọc được."),
        (b"a", {"name": "a" * 201}, 400, "Tên tệp trống, quá dài hoặc có ký tự không đọc được."),
        (b"a", {"name": "a\0b"}, 400, "Tên tệp trống, quá dài hoặc có ký tự không đọc được."),
        (b"a" * (MOST_FILE_BYTES + 1), {"name": "a.docx"}, 413, "Yêu cầu quá lớn."),
        (b"a", {"name": "a.docx", "reply_to": "99"}, 400, "Tin nhắn được trả lời không có trong cuộc trò chuyện."),
    ],
)
async def test_bad_upload_gets_one_sentence_and_leaves_nothing(
    site: Site, content: bytes, query: Mapping[str, str], status: int, sentence: str
) -> None:
    answer = await upload(site, content, query)
    assert (answer.status_code, answer.json()) == (status, {"error": sentence})
    assert await site.heard_files() == []
    assert await site.lines(OFFICIAL) == []


async def test_upload_cut_half_way_leaves_nothing(site: Site) -> None:
    sent: list[MutableMapping[str, Any]] = []
    half = {"type": "http.request", "body": b"half", "more_body": True}
    came: Iterator[dict[str, Any]] = iter([half, {"type": "http.disconnect"}])

    async def receive() -> MutableMapping[str, Any]:
        return next(came)

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    scope: dict[str, Any] = {"type": "http", "method": "POST", "path": "/api/chats/web:an/files", "root_path": ""}
    scope["headers"] = [(b"host", b"127.0.0.1"), (b"content-type", b"application/octet-stream")]
    await site.app(scope | {"query_string": b"name=a.docx"}, receive, send)
    assert sent[0]["status"] == 400
    assert await site.heard_files() == []
    assert await site.lines(OFFICIAL) == []


async def test_upload_that_has_made_room_for_newer_ones_cannot_be_fetched(site: Site) -> None:
    key = site.shelf.put(b"a")
    assert await site.channel.fetch(key) == b"a"
    with pytest.raises(NotSent):
        await site.channel.fetch("gone")


def test_shelf_keeps_the_newest_within_its_room() -> None:
    shelf = Shelf(most_bytes=5)
    keys = [shelf.put(content) for content in (b"aaa", b"bbb", b"cccccccc")]
    assert [shelf.get(key) for key in keys] == [None, None, b"cccccccc"]
