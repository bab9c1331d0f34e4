"""Nobody is inside but by a link, and who is outside learns nothing."""

from datetime import timedelta

import httpx
import pytest
from sqlalchemy import text

from bot.office_page.site import COOKIE
from tests.page.office import ADDRESS, CLOSED, PageOffice, fields_of, words_of
from tests.stories.office import CHIEF, HA, SON, TRAM

PATHS = ("", "/viec", "/viec/7", "/van-ban", "/van-ban/1", "/nguoi", "/tin", "/style.css", "/nothing", "/vao/abc")


async def outside(office: PageOffice) -> tuple[int, str]:
    """Return what somebody without anything is answered."""
    async with office.browser() as browser:
        answer = await browser.get("/trang")
    return answer.status_code, answer.text


@pytest.mark.parametrize("path", PATHS)
async def test_outside_every_path_answers_alike(office: PageOffice, path: str) -> None:
    async with office.browser() as browser:
        answers = [await browser.get(f"/trang{path}"), await browser.post(f"/trang{path}", data={"token": "x"})]
    assert [(answer.status_code, answer.text) for answer in answers] == [await outside(office)] * 2


async def test_specialist_and_chief_come_in_by_the_link_that_the_bot_gives(office: PageOffice) -> None:
    for who, name in ((TRAM, "Nguyễn Ngọc Trâm"), (CHIEF, "Dương Đình Thắng")):
        async with office.inside(who) as browser:
            assert name in words_of(await browser.get("/trang"))
    assert (await office.audited()).count("page_enter") == 2


@pytest.mark.parametrize("who", [HA, SON])
async def test_nobody_else_is_given_a_link(office: PageOffice, who: str) -> None:
    answer = await office.says(who, "/trang")
    assert ADDRESS not in answer
    assert answer.startswith("Đồng chí chưa được phân quyền")


async def test_looking_at_a_link_does_not_use_it_up(office: PageOffice) -> None:
    link = await office.link()
    async with office.browser() as preview, office.browser() as browser:
        assert "Vào trang" in words_of(await preview.get(f"/{link}"))
        assert (await preview.get(f"/{link}/style.css")).status_code == 200
        assert (await browser.post(f"/{link}")).status_code == 303


async def test_link_works_once(office: PageOffice) -> None:
    link = await office.link()
    async with office.browser() as first, office.browser() as second:
        await first.post(f"/{link}")
        again = [await second.get(f"/{link}"), await second.post(f"/{link}"), await second.get(f"/{link}/style.css")]
        assert [(answer.status_code, answer.text) for answer in again] == [await outside(office)] * 3
        assert (await second.get("/trang")).status_code == 404


async def test_link_ends_after_ten_minutes_and_with_a_newer_one(office: PageOffice) -> None:
    old = await office.link()
    newer = await office.link()
    async with office.browser() as browser:
        assert (await browser.post(f"/{old}")).status_code == 404
        office.clock.advance(timedelta(minutes=10))
        assert (await browser.post(f"/{newer}")).status_code == 404


async def test_code_and_token_are_kept_only_as_digests(office: PageOffice) -> None:
    link = await office.link()
    async with office.browser() as browser:
        await browser.post(f"/{link}")
        cookie = browser.cookies[COOKIE].partition(".")[0]
    async with office.database.connect() as connection:
        links = list(await connection.scalars(text("SELECT digest FROM page_links")))
        sessions = list(await connection.scalars(text("SELECT digest FROM page_sessions")))
    assert [len(digest) for digest in (*links, *sessions)] == [64, 64]
    assert link.rpartition("/")[2] not in links
    assert cookie not in sessions


async def test_cookie_is_for_this_page_alone(office: PageOffice) -> None:
    async with office.browser() as browser:
        answer = await browser.post(f"/{await office.link()}")
    cookie = answer.headers["Set-Cookie"].lower()
    assert all(part in cookie for part in ("httponly", "samesite=strict", "path=/trang", "max-age=28800"))
    assert "secure" not in cookie


async def test_under_https_the_cookie_never_travels_without(office: PageOffice) -> None:
    safe = PageOffice(office.database, office.clock, office.phones, address="https://nhac.example/nhac")
    link = await office.link()
    async with safe.browser() as browser:
        answer = await browser.post(f"https://nhac.example/{link}")
    assert "; secure" in answer.headers["Set-Cookie"].lower()
    assert "path=/nhac/trang" in answer.headers["Set-Cookie"].lower()
    assert answer.headers["Location"] == "/nhac/trang"


async def test_forged_cookies_are_as_good_as_none(office: PageOffice) -> None:
    async with office.inside() as browser:
        token, _, signature = browser.cookies[COOKIE].partition(".")
    for forged in (
        token,
        f"{token}.",
        f"{token}.{signature[:-1]}0x",
        f"x{token}.{signature}",
        ".",
        f".{signature}",
        "ô.x",
    ):
        async with office.browser(forged) as thief:
            answer = await thief.get("/trang")
            assert (answer.status_code, answer.text) == await outside(office)


async def test_session_ends_after_eight_hours(office: PageOffice) -> None:
    async with office.inside() as browser:
        office.machine.advance(timedelta(hours=7, minutes=59))
        assert (await browser.get("/trang")).status_code == 200
        office.machine.advance(timedelta(minutes=1))
        assert (await browser.get("/trang")).status_code == 404


async def test_session_ends_with_unpairing_and_does_not_come_back(office: PageOffice) -> None:
    async with office.inside() as browser:
        unused = await office.link()
        await office.unpairs(TRAM)
        await office.knows(TRAM)
        assert (await browser.get("/trang")).status_code == 404
        assert (await browser.post(f"/{unused}")).status_code == 404


async def test_session_ends_when_its_person_leaves_or_changes_office(office: PageOffice) -> None:
    async with office.inside() as browser, office.inside(CHIEF) as chief:
        await office.registers_people(
            "vp-1,Nguyễn Ngọc Trâm,Chuyên viên,VPUBND,specialist,no", "vp-chief,Dương Đình Thắng,Giám đốc,STC,head,yes"
        )
        assert [(await one.get("/trang")).status_code for one in (browser, chief)] == [404, 404]


async def test_who_goes_out_is_out(office: PageOffice) -> None:
    async with office.inside() as browser:
        cookie = browser.cookies[COOKIE]
        answer = await browser.post("/trang/ra", data=fields_of(await browser.get("/trang"), "/ra"))
        assert words_of(answer).endswith("Đã thoát. Muốn vào lại, nhắn /trang cho trợ lý.")
    async with office.browser(cookie) as thief:
        assert (await thief.get("/trang")).status_code == 404


async def test_post_without_the_pages_own_token_does_nothing(office: PageOffice) -> None:
    async with office.inside() as browser, office.inside(CHIEF) as chief:
        others = fields_of(await chief.get("/trang"), "/ra")
        for data in ({}, {"token": ""}, {"token": "ô"}, others):
            answer = await browser.post("/trang/ra", data=data)
            assert answer.status_code == 403
            assert "chưa làm gì" in words_of(answer)
        assert (await browser.get("/trang")).status_code == 200


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
)
async def test_post_from_another_site_does_nothing(office: PageOffice, headers: dict[str, str]) -> None:
    async with office.inside() as browser:
        fields = fields_of(await browser.get("/trang"), "/ra")
        assert (await browser.post("/trang/ra", data=fields, headers=headers)).status_code == 403
        assert (await browser.get("/trang")).status_code == 200
        own = {"Origin": ADDRESS, "Sec-Fetch-Site": "same-origin"}
        assert (await browser.post("/trang/ra", data=fields, headers=own)).status_code == 200


async def test_another_site_cannot_bring_a_browser_in(office: PageOffice) -> None:
    link = await office.link()
    async with office.browser() as browser:
        answer = await browser.post(f"/{link}", headers={"Origin": "https://evil.example"})
        assert (answer.status_code, answer.text) == await outside(office)
        assert (await browser.post(f"/{link}")).status_code == 303


async def test_every_answer_carries_the_headers(office: PageOffice) -> None:
    async with office.inside() as browser:
        answers = [await browser.get(f"/trang{path}") for path in PATHS] + [await browser.post("/trang/ra")]
    for answer in answers:
        assert answer.headers["Cache-Control"] == "no-store"
        assert "script-src" not in answer.headers["Content-Security-Policy"]
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert answer.headers["X-Frame-Options"] == "DENY"


async def test_no_page_has_script_or_style_inline_or_loads_from_outside(office: PageOffice) -> None:
    async with office.inside() as browser:
        pages = [
            (await browser.get(f"/trang{path}")).text for path in ("", "/viec", "/van-ban", "/van-ban/1", "/nguoi")
        ]
    for page in pages:
        assert [
            part for part in ("<script", "<style", " style=", " onclick", "javascript:", "//") if part in page
        ] == []


async def test_knocking_too_often_is_answered_with_patience(office: PageOffice) -> None:
    async with office.inside() as browser, office.browser() as stranger:
        # Coming in was the first knock of this address.
        answers = [await stranger.get("/trang/viec") for _ in range(60)]
        assert [answer.status_code for answer in answers] == [404] * 59 + [429]
        assert (await browser.get("/trang")).status_code == 200
        office.machine.advance(timedelta(seconds=1))
        assert (await stranger.get("/trang/viec")).status_code == 404


async def test_key_is_made_once_and_survives_a_restart(office: PageOffice) -> None:
    async with office.inside() as browser:
        cookie = browser.cookies[COOKIE]
    restarted = PageOffice(office.database, office.clock, office.phones)
    restarted.machine.moment = office.machine.moment
    async with restarted.browser(cookie) as again:
        assert (await again.get("/trang")).status_code == 200
    async with office.database.connect() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM page_keys")) == 1


async def test_broken_database_is_one_sentence(office: PageOffice) -> None:
    async with office.inside() as browser:
        async with office.database.engine.begin() as connection:
            await connection.execute(text("ALTER TABLE outbox RENAME TO gone"))
        answer: httpx.Response = await browser.get("/trang/tin")
    assert answer.status_code == 503
    assert words_of(answer).endswith("Xin thử lại sau ít phút.")
    assert CLOSED not in answer.text
