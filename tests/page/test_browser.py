"""The demo and the office's page in a real Chromium.

Each story takes some seconds: it starts the demo as a process of its own, and a browser on it.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.page.browser import faults, free_port, running_demo, say, some_browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with some_browser() as running:
        yield running


@pytest.fixture
def demo() -> Iterator[str]:
    with running_demo() as address:
        yield address


@pytest.fixture
def page(browser: Browser, demo: str) -> Iterator[Page]:
    """The demo's page as it opens; nothing is asked of any other host, and no script fails."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    opened = context.new_page()
    asked: list[str] = []
    broken: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.on("weberror", lambda error: broken.append(str(error.error)))
    opened.goto(demo)
    expect(opened.locator("[data-seat=office] .choices button").first).to_be_visible()
    yield opened
    context.close()
    assert [url for url in asked if not url.startswith(demo)] == []
    assert broken == []


def test_first_minute_from_directive_to_leader(page: Page) -> None:
    agency, office, leader = (page.locator(f"[data-seat={seat}]") for seat in ("agency", "office", "leader"))
    assert faults(page) == []
    page.get_by_role("button", name="Văn phòng xác nhận").click()
    expect(office.get_by_role("button", name="Đúng cả, giao 12 việc")).to_be_focused()
    page.keyboard.press("Enter")
    expect(office.get_by_text("Đã giao 12 việc của văn bản 215/TB-UBND.")).to_be_visible()
    expect(page.locator("#ahead .moment").first).to_contain_text("Thứ Hai, 13/5/2024 08:00")

    page.get_by_role("button", name="Đến lần nhắc kế tiếp", exact=True).click()
    expect(page.get_by_role("status", name="Giờ cơ quan")).to_have_text("Thứ Hai, 13/5/2024 08:00")
    expect(agency.get_by_role("button", name="Xác nhận đã nhận tất cả")).to_be_visible()

    agency.get_by_role("switch", name="Như Zalo").click()
    expect(agency.get_by_text("2. Xem từng việc")).to_be_visible()
    say(page, "agency", "1")
    expect(agency.get_by_text("Đã ghi nhận:").last).to_be_visible()
    say(page, "leader", "tuần này có gì đến hạn?")
    expect(leader.get_by_text("Tổng số: 2 nhiệm vụ")).to_be_visible()
    expect(page.locator("#tour .done")).to_have_count(4)

    expect(agency.locator(".elsewhere")).to_contain_text("tin chưa đọc")
    agency.locator(".elsewhere").click()
    expect(agency.locator(".elsewhere")).not_to_contain_text("Lương Văn Bình")
    assert faults(page) == []


def test_page_comes_back_by_itself_after_the_server_did(browser: Browser, tmp_path: Path) -> None:
    port, keep = free_port(), tmp_path / "kept.db"
    context = browser.new_context()
    page = context.new_page()
    with running_demo(port, keep) as demo:
        page.goto(demo)
        expect(page.locator("[data-seat=office] .choices button").first).to_be_visible()
        say(page, "leader", "xin chào")
        expect(page.locator("[data-seat=leader] .mine")).to_have_count(1)
    expect(page.locator("#offline")).to_be_visible(timeout=20_000)
    with running_demo(port, keep):
        expect(page.locator("#offline")).to_be_hidden(timeout=20_000)
        expect(page.locator("[data-seat=leader] .mine")).to_have_count(1)
        say(page, "leader", "/tonghop")
        expect(page.locator("[data-seat=leader] .mine")).to_have_count(2)
    context.close()


def test_telephone_in_the_dark_shows_one_thing_at_a_time(browser: Browser, demo: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme="dark", has_touch=True)
    page = context.new_page()
    page.goto(demo)
    expect(page.locator("[data-seat=office] .choices button").first).to_be_in_viewport()
    for tab, shown in (("Văn phòng", "office"), ("Lãnh đạo", "leader"), ("Sắp tới", None), ("Cơ quan", "agency")):
        page.locator("#tabs").get_by_role("button", name=tab).click()
        if shown:
            expect(page.locator(f"[data-seat={shown}] textarea")).to_be_in_viewport(ratio=1)
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        assert faults(page) == []
    context.close()


def test_office_page_from_link_to_way_out(page: Page, demo: str) -> None:
    say(page, "office", "/trang")
    link = page.locator("[data-seat=office] .words a").get_attribute("href")
    assert link is not None
    page.goto(link)
    assert faults(page) == []
    page.get_by_role("button", name="Vào trang").click()
    expect(page).to_have_url(f"{demo}/trang")

    page.goto(f"{demo}/trang/van-ban/1")
    tab = page.context.new_page()
    tab.goto(page.url)
    page.get_by_label("Thời hạn").nth(4).fill("20/6")
    page.get_by_role("button", name="Lưu NV5").click()
    expect(page.get_by_role("status")).to_have_text("Đã lưu.")
    expect(page.get_by_label("Thời hạn").nth(4)).to_have_value("20/06/2024")
    tab.get_by_role("button", name=re.compile("^Đúng cả")).click()
    expect(tab.get_by_text("Dự thảo đã thay đổi ở một cửa sổ khác")).to_be_visible()

    for path in ("", "/viec", "/viec/7", "/van-ban", "/van-ban/1", "/nguoi", "/tin"):
        page.goto(f"{demo}/trang{path}")
        assert faults(page) == []
        page.set_viewport_size({"width": 390, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        page.set_viewport_size({"width": 1440, "height": 900})
    page.get_by_role("button", name="Thoát").click()
    page.goto(f"{demo}/trang")
    expect(page.get_by_text("Trang này chỉ mở bằng đường dẫn một lần.")).to_be_visible()
