"""The demo and the office's page without a mouse: reached, seen, not lost, and told to who listens.

Each story takes some seconds: it starts the demo as a process of its own, and a browser on it.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.page.browser import running_demo, say, some_browser

HERE = """() => {
  const one = document.activeElement;
  if (one === document.body) return null;
  const style = getComputedStyle(one);
  return {
    seat: one.closest("[data-seat]")?.dataset.seat ?? one.closest("[id]")?.id ?? "",
    kind: one.localName + (one.className ? "." + one.className.split(" ")[0] : ""),
    outline: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    seen: one.getClientRects().length > 0,
  };
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with some_browser() as running:
        yield running


@pytest.fixture(autouse=True)
def one_page_at_a_time(browser: Browser) -> Iterator[None]:
    """Close what a story opened: of several pages only one has the focus."""
    yield
    for context in browser.contexts:
        context.close()


@pytest.fixture(scope="module")
def demo() -> Iterator[str]:
    with running_demo() as address:
        yield address


MOST_STOPS = 300
"""More than the demo has after all these stories."""


def walk(page: Page, most: int = MOST_STOPS) -> list[dict[str, object]]:
    """Press Tab until the page has been gone through; return where the focus was."""
    stops: list[dict[str, object]] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(HERE)
        if stop is None:
            return stops
        stops.append(stop)
    return stops


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is at the first of these."""
    for _ in range(MOST_STOPS):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(selector)


def test_the_first_minute_needs_no_mouse(browser: Browser, demo: str) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(demo)
    expect(page.locator("[data-seat=office] .choices button").first).to_be_visible()
    stops = walk(page)
    assert [stop for stop in stops if not (stop["outline"] and stop["seen"])] == []
    for seat in ("agency", "office", "leader"):
        kinds = {stop["kind"] for stop in stops if stop["seat"] == seat}
        assert kinds >= {"select.picker", "button.surface", "div.scroll", "button.attach", "textarea", "button.send"}

    page.locator("body").press("Home")
    tab_to(page, "#tour button")
    page.keyboard.press("Enter")
    expect(page.locator("[data-seat=office] .choices button").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-seat=office] .scroll")).to_be_focused()
    expect(page.locator("#announcer")).to_contain_text("Đã giao 12 việc")
    assert page.locator("#announcer").get_attribute("aria-live") == "polite"

    expect(page.locator("#ahead .moment").first).to_be_visible()
    tab_to(page, "#tour [aria-current=step] button")
    page.keyboard.press("Enter")
    expect(page.locator("#to-reminder")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-seat=agency] .choices button").first).to_be_visible()
    expect(page.locator("#to-reminder")).to_be_focused()
    expect(page.locator("#announcer")).to_contain_text("Tin mới từ trợ lý cho Nguyễn Thị Hà: ")

    tab_to(page, "[data-seat=agency] .reply")
    page.keyboard.press("Enter")
    expect(page.locator("[data-seat=agency] textarea")).to_be_focused()
    expect(page.locator("[data-seat=agency] .quote")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("[data-seat=agency] .quote")).to_be_hidden()
    page.keyboard.type("NV7 60%")
    page.keyboard.press("Enter")
    expect(page.locator("[data-seat=agency] .lines")).to_contain_text("Đã ghi nhận")
    expect(page.locator("[data-seat=agency] textarea")).to_be_focused()
    page.close()


def test_focus_stays_while_news_comes_in(browser: Browser, demo: str) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page, other = context.new_page(), context.new_page()
    for each in (page, other):
        each.goto(demo)
        expect(each.locator("#ahead .moment").first).to_be_visible()
    page.bring_to_front()
    hearer = page.locator("#ahead button:enabled").first
    name = hearer.text_content() or ""
    hearer.focus()
    page.evaluate("document.activeElement.dataset.old = 'yes'")
    say(other, "leader", "/tonghop")
    expect(page.locator("[data-seat=leader] .lines")).to_contain_text("Tổng số")
    expect(page.locator("#ahead button[data-old]")).to_have_count(0)
    expect(page.locator("#ahead button:enabled", has_text=name).first).to_be_focused()

    picker = page.locator("[data-seat=agency] .picker")
    picker.focus()
    before = picker.input_value()
    page.keyboard.press("ArrowDown")
    expect(picker).not_to_have_value(before)
    expect(picker).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(picker).to_have_value(before)

    say(other, "agency", "NV7 gia hạn 20/5 vì chờ số liệu")
    choice = page.locator("[data-seat=agency] .choices button:enabled").last
    expect(page.locator("[data-seat=agency] .choices button:enabled", has_text="Đúng").last).to_be_visible()
    choice.focus()
    other.locator("[data-seat=agency] .choices button:enabled", has_text="Đúng").last.click()
    expect(page.locator("[data-seat=agency] .choices .chosen").last).to_be_disabled()
    page.bring_to_front()
    expect(page.locator("[data-seat=agency] .scroll")).to_be_focused()
    context.close()


def test_office_page_needs_no_mouse(browser: Browser, demo: str) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(demo)
    expect(page.locator("#ahead .moment").first).to_be_visible()
    say(page, "office", "/trang")
    expect(page.locator("[data-seat=office] .words a").last).to_be_visible()
    tab_to(page, "[data-seat=office] .words a")
    page.goto(page.locator("[data-seat=office] .words a").last.get_attribute("href") or "")
    tab_to(page, "main button, button")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{demo}/trang")
    for path in ("", "/viec", "/viec/7", "/van-ban", "/nguoi", "/tin"):
        page.goto(f"{demo}/trang{path}")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Đến nội dung chính")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("#content")).to_be_focused()
        stops = walk(page)
        assert [stop for stop in stops if not (stop["outline"] and stop["seen"])] == []
    page.goto(f"{demo}/trang/viec")
    tab_to(page, "#status")
    page.keyboard.press("ArrowDown")
    tab_to(page, ".filters button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/viec?*status=*")
    expect(page.locator("#status")).not_to_have_value("")
    page.close()
