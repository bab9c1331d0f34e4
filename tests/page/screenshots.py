"""Draws the pictures of README anew: `python -m tests.page.screenshots`."""

import asyncio
import html
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, ViewportSize, expect

from data.sample import AGENCIES, PEOPLE, sample
from tests.fakes.command import Command
from tests.fakes.telegram.server import FakeTelegram, running
from tests.page.browser import running_browser, running_demo, say

HERE = Path(__file__).parent
WIDE = ViewportSize(width=1280, height=800)
TERMINAL = """<style>body {{ margin: 0; padding: 16px 20px; background: #1d2127; color: #e6e6e6 }}
pre {{ margin: 0; font: 14px/1.5 monospace; white-space: pre-wrap }}</style><pre>{text}</pre>"""


def _live(page: Page) -> None:
    """Go through the first minute, so that there is something to see."""
    page.get_by_role("button", name="Đúng cả, giao 12 việc").click()
    expect(page.locator("#ahead .moment").first).to_be_visible()
    page.locator("#to-reminder").click()
    page.locator("[data-seat=agency]").get_by_role("switch").click()
    expect(page.locator("[data-seat=agency]").get_by_text("2. Xem từng việc")).to_be_visible()
    say(page, "agency", "NV7 60%, đang lấy ý kiến Sở Tài chính")
    expect(page.locator("[data-seat=agency]").get_by_text("1. Đúng rồi")).to_be_visible()
    say(page, "leader", "tuần này có gì đến hạn?")
    expect(page.locator("#tour .done")).to_have_count(4)
    expect(page.locator("[data-seat=leader]").get_by_text("Tổng số: 2 nhiệm vụ")).to_be_visible()
    # What was reported is not chased: the list of what comes next follows a little later.
    expect(page.locator("#ahead")).to_contain_text("NV6, NV8")
    page.locator("#to-reminder").focus()


def _office(page: Page, demo: str) -> None:
    """Come into the office's page, a week later."""
    say(page, "office", "/trang")
    link = page.locator("[data-seat=office] .words a").get_attribute("href") or ""
    for _ in range(2):
        page.locator("[data-step=next_morning]").click()
        expect(page.locator("[data-step=next_morning]")).to_be_enabled()
    say(page, "office", "/trang")
    expect(page.locator("[data-seat=office] .words a")).to_have_count(2)
    link = page.locator("[data-seat=office] .words a").last.get_attribute("href") or link
    page.goto(link)
    page.get_by_role("button", name="Vào trang").click()
    expect(page).to_have_url(f"{demo}/trang")


async def _checked() -> str:
    """Return what an operator sees of `check` on the first day, with Telegram's fake on the other side."""
    with TemporaryDirectory() as folder:
        async with running(FakeTelegram()) as telegram:
            settings = {"NHACVIEC_TELEGRAM_TOKEN": telegram.token, "NHACVIEC_TELEGRAM_API_URL": telegram.url}
            nhacviec = Command(Path(folder), settings)
            for group, name in (("agencies", AGENCIES), ("people", PEOPLE)):
                (nhacviec.folder / name).write_bytes(sample(name))
                await asyncio.to_thread(nhacviec, group, "import", name)
            ended = await asyncio.to_thread(nhacviec, "check")
    lines = [line for line in ended.out.splitlines() if line.startswith("[")]
    return "\n".join(["$ nhacviec check | grep '^\\['", *lines])


def _terminal(browser: Browser, text: str) -> None:
    page = browser.new_page(viewport=ViewportSize(width=1000, height=100))
    page.set_content(TERMINAL.format(text=html.escape(text)))
    page.screenshot(path=HERE / "check.png", full_page=True)


def _phone(page: Page, seat: str, name: str) -> None:
    """Draw one phone alone, scrolled to its newest line."""
    phone = page.locator(f"[data-seat={seat}] .phone")
    phone.locator(".scroll").evaluate("one => one.scrollTo(0, one.scrollHeight)")
    phone.screenshot(path=HERE / name, animations="disabled")


def _draw_at_rest(page: Page, name: str) -> None:
    page.screenshot(path=HERE / name, animations="disabled")


def _draw(browser: Browser, demo: str) -> None:
    page = browser.new_page(viewport=WIDE)
    page.goto(demo)
    expect(page.locator("[data-seat=office] .choices button").first).to_be_visible()
    _phone(page, "office", "review.png")
    _live(page)
    _draw_at_rest(page, "demo.png")
    _phone(page, "agency", "official.png")
    _phone(page, "leader", "leader.png")
    _office(page, demo)
    _draw_at_rest(page, "office.png")
    phone = browser.new_page(viewport=ViewportSize(width=390, height=844), color_scheme="dark")
    phone.goto(demo)
    expect(phone.locator("[data-seat=agency] .line").first).to_be_visible()
    _draw_at_rest(phone, "phone.png")


def main() -> int:
    """Draw all pictures; return the exit code."""
    checked = asyncio.run(_checked())
    with running_browser() as browser:
        if browser is None:
            sys.stderr.write("No Chromium on this machine.\n")
            return 1
        _terminal(browser, checked)
        with running_demo() as demo:
            _draw(browser, demo)
    return 0


if __name__ == "__main__":
    sys.exit(main())
