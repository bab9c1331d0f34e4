"""The demo and the office's page in English, in a real Chromium, on a desk and on a telephone."""

from playwright.sync_api import expect

from tests.page.browser import faults, running_demo, say, some_browser

PAGES = ("", "/viec", "/viec/7", "/van-ban", "/van-ban/1", "/nguoi", "/tin")


def test_english_pages_are_whole_and_clean_for_everybody() -> None:
    with some_browser() as browser, running_demo(language="en") as demo:
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(demo)
        page.get_by_role("button", name="Confirm all, assign 12 tasks").click()
        expect(page.locator("#ahead .moment").first).to_contain_text("Monday, 13/5/2024 08:00")
        boxes = [one.bounding_box() for one in page.locator("[data-step]").all()]
        assert len({box["y"] for box in boxes if box}) == 1
        assert faults(page) == []
        say(page, "office", "/trang")
        page.goto(page.locator("[data-seat=office] .words a").get_attribute("href") or "")
        page.get_by_role("button").first.click()
        expect(page).to_have_url(f"{demo}/trang")
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 844})
            page.emulate_media(color_scheme="dark" if width == 390 else "light")
            for path in PAGES:
                page.goto(f"{demo}/trang{path}")
                assert page.locator("html").get_attribute("lang") == "en"
                assert page.evaluate("document.documentElement.scrollWidth") == width
                assert faults(page) == []
