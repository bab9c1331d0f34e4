"""The page keeps what its security headers promise: only its own files, nothing inline, no markup made of text."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bot.web.page import STATIC
from tests.channels.web.given import Site

SCRIPTS = sorted(STATIC.glob("*.js"))


class _Page(HTMLParser):
    """Collects what the page loads and what it carries inline."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.inline: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.loads += [given[name] or "" for name in ("src", "href") if name in given]
        self.inline += [f"{tag} {name}" for name in given if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in given):
            self.inline.append(tag)
        self.ids.add(given.get("id") or "")


@pytest.fixture
def page() -> _Page:
    parsed = _Page()
    parsed.feed((STATIC / "index.html").read_text("utf-8"))
    return parsed


async def test_every_file_that_the_page_loads_is_served_here(site: Site, page: _Page) -> None:
    modules = {f"/static/{name}" for script in SCRIPTS for name in _imports(script.read_text("utf-8"))}
    statuses = {path: (await site.browser.get(path)).status_code for path in {*page.loads, *modules}}
    assert set(statuses.values()) == {200}


def test_page_carries_no_script_or_style_inline(page: _Page) -> None:
    assert page.inline == []


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_script_finds_its_elements_and_never_makes_markup_of_text(script: Path, page: _Page) -> None:
    text = script.read_text("utf-8")
    assert re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function", text) == []
    assert set(re.findall(r'(?:getElementById|byId|filled)\("([\w-]+)"\)', text)) - page.ids == set()


def test_nothing_in_the_page_points_outside() -> None:
    outside = [
        (file.name, address)
        for file in STATIC.iterdir()
        for address in re.findall(r"(?:https?:)?//[\w.-]+\.\w+[^\s\"')]*", file.read_text("utf-8"))
        if address != "http://www.w3.org/2000/svg"
    ]
    assert outside == []


def _imports(script: str) -> list[str]:
    return re.findall(r'from "\./([\w.]+)"', script)
