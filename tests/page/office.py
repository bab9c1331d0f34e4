"""The story's office with its page: specialists come in by the link that the bot gives them."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html import unescape

import httpx
from starlette.applications import Starlette

from bot.conversation.conversation import ChatConversation
from bot.office_page.routes import office_routes
from bot.office_page.site import COOKIE, OfficePage
from tests.stories.office import TEXTS, TRAM, Office

ADDRESS = "http://nhac.example"
CLOSED = "Trang này chỉ mở bằng đường dẫn một lần."
_TAG = re.compile(r"<[^>]+>")


@dataclass
class PageOffice(Office):
    """Everybody of the story on phones, and the page."""

    told: list[int] = field(default_factory=list)
    address: str = ADDRESS

    def __post_init__(self) -> None:
        self.opens_page()

    def opens_page(self, rows: int = 50) -> None:
        """Serve the page, with so many rows to a page of a list."""
        self.page = OfficePage(
            self.database,
            self.rules,
            TEXTS,
            self.clock,
            self.machine,
            self.address,
            lambda code: f"https://t.me/nhacviec_bot?start={code}",
            lambda: self.told.append(1),
            rows=rows,
        )
        self.app = Starlette(routes=office_routes(self.page))

    @property
    def conversation(self) -> ChatConversation:
        return ChatConversation(TEXTS, self.rules, self.address)

    def browser(self, cookie: str | None = None) -> httpx.AsyncClient:
        """Return a browser that nobody has used, perhaps with a cookie that somebody put there."""
        headers = {} if cookie is None else {b"Cookie": f"{COOKIE}={cookie}".encode()}
        return httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url=self.address, headers=headers)

    async def link(self, who: str = TRAM) -> str:
        """Return the path of the link that the bot gives."""
        answer = await self.says(who, "/trang")
        return answer.split(ADDRESS.split("//", maxsplit=1)[0] + "//", 1)[1].split("\n")[0].split("/", 1)[1]

    @asynccontextmanager
    async def inside(self, who: str = TRAM) -> AsyncIterator[httpx.AsyncClient]:
        """Return a browser that is in."""
        async with self.browser() as browser:
            answer = await browser.post(f"/{await self.link(who)}")
            assert answer.status_code == 303
            yield browser


def words_of(answer: httpx.Response) -> str:
    """Return what a page says, without its markup."""
    return " ".join(unescape(_TAG.sub(" ", answer.text)).split())


def fields_of(answer: httpx.Response, form: str) -> dict[str, str]:
    """Return what the form that posts to a path ending so holds."""
    wanted = re.search(rf'<form[^>]*action="[^"]*{re.escape(form)}"[^>]*>.*?</form>', answer.text, re.DOTALL)
    assert wanted is not None, form
    pairs = re.findall(r'<input[^>]*?name="([^"]+)"(?:[^>]*?value="([^"]*)")?', wanted[0])
    return {name: unescape(value) for name, value in pairs}
