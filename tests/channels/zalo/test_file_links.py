"""Public addresses of files: who holds one may fetch, and nobody can make one."""

from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest
from starlette.applications import Starlette

from bot.file_links import LIVES, FileLinks, files_route
from data.clock import FrozenClock
from data.db.engine import Database
from data.db.stores.outbox import Kind, Outgoing
from data.domain.message import Message, OutFile

PUBLIC = "https://nhacviec.example.vn"


@pytest.fixture
async def file(database: Database, clock: FrozenClock) -> OutFile:
    """A file that waits to be sent."""
    name = 'việc "quá hạn"\r\n.xlsx'
    async with database.work() as uow:
        sent = Message("Danh sách", files=(OutFile(name, "application/vnd.ms-excel", b"PK"),))
        await uow.outbox.put(Outgoing(Kind.ANSWER, clock.now(), sent, channel="zalo", chat="701:a"), clock.now())
        await uow.commit()
    async with database.work() as uow:
        (claimed,) = await uow.outbox.claim(clock.now(), clock.now(), timedelta(seconds=1), 1)
    assert claimed.message is not None
    return claimed.message.files[0]


@pytest.fixture
def links(clock: FrozenClock) -> FileLinks:
    return FileLinks(PUBLIC, "a-secret", clock)


@pytest.fixture
async def browser(database: Database, links: FileLinks) -> AsyncIterator[httpx.AsyncClient]:
    app = Starlette(routes=[files_route(database, links)])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=PUBLIC) as opened:
        yield opened


async def test_address_gives_the_file_under_its_name_and_is_listed_nowhere(
    browser: httpx.AsyncClient, links: FileLinks, file: OutFile
) -> None:
    answer = await browser.get(links.url(file))
    assert (answer.status_code, answer.content) == (200, b"PK")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''vi%E1%BB%87c%20%22qu")
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Cache-Control"] == "private, no-store"


async def test_address_dies_when_its_time_is_over(
    browser: httpx.AsyncClient, links: FileLinks, file: OutFile, clock: FrozenClock
) -> None:
    url = links.url(file)
    clock.advance(LIVES)
    assert (await browser.get(url)).status_code == 200
    clock.advance(timedelta(seconds=1))
    answer = await browser.get(url)
    assert (answer.status_code, "hết hạn" in answer.text) == (410, True)


async def test_address_outlives_a_restart_and_not_another_secret(
    browser: httpx.AsyncClient, file: OutFile, clock: FrozenClock
) -> None:
    assert (await browser.get(FileLinks(PUBLIC, "a-secret", clock).url(file))).status_code == 200
    assert (await browser.get(FileLinks(PUBLIC, "another", clock).url(file))).status_code == 404


@pytest.mark.parametrize("change", ["token", "expiry", "signature", "none", "letters"])
async def test_address_that_was_changed_gives_nothing(
    browser: httpx.AsyncClient, links: FileLinks, file: OutFile, change: str
) -> None:
    token, expiry, signature = links.url(file).rpartition("/")[2].split(".")
    changed = {
        "token": f"x{token}.{expiry}.{signature}",
        "expiry": f"{token}.{int(expiry) + 1}.{signature}",
        "signature": f"{token}.{expiry}.{signature[:-1]}",
        "none": token,
        "letters": f"{token}.soon.ồ",
    }
    assert (await browser.get(f"{PUBLIC}/files/{changed[change]}")).status_code == 404


async def test_signed_address_of_a_file_that_is_no_more_gives_nothing(
    browser: httpx.AsyncClient, links: FileLinks
) -> None:
    assert (await browser.get(links.url(OutFile("x", "text/csv", b"", "gone")))).status_code == 404
