"""Draws the pictures of README anew: `python -m tests.page.screenshots`."""

import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.page.browser import running_browser, running_demo, say

HERE = Path(__file__).parent
WIDE = ViewportSize(width=1280, height=800)


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


def _draw(browser: Browser, demo: str) -> None:
    page = browser.new_page(viewport=WIDE)
    page.goto(demo)
    _live(page)
    page.screenshot(path=HERE / "demo.png")
    _office(page, demo)
    page.screenshot(path=HERE / "office.png")
    phone = browser.new_page(viewport=ViewportSize(width=390, height=844), color_scheme="dark")
    phone.goto(demo)
    expect(phone.locator("[data-seat=agency] .line").first).to_be_visible()
    phone.screenshot(path=HERE / "phone.png")


def main() -> int:
    """Draw all pictures; return the exit code."""
    with running_browser() as browser:
        if browser is None:
            sys.stderr.write("No Chromium on this machine.\n")
            return 1
        with running_demo() as demo:
            _draw(browser, demo)
    return 0


if __name__ == "__main__":
    sys.exit(main())
