"""Directives on the page: handed in, put right and made live, by the same rules as in chat."""

from collections.abc import Iterator, MutableMapping
from typing import Any

import httpx
import pytest

from bot.office_page.forms import MOST_BYTES
from bot.office_page.site import COOKIE
from data.db.engine import Database
from data.intake.reading import read_text
from data.sample import DIRECTIVE, sample
from tests.page.office import PageOffice, fields_of, words_of
from tests.stories.office import CHIEF, HA, TRAM

SUCCESSOR = """UBND TỈNH BẮC GIANG
Số: 220/TB-UBND
Bắc Giang, ngày 20 tháng 5 năm 2024

THÔNG BÁO
Kết luận của Chủ tịch UBND tỉnh

1. Giao Ban Dân tộc báo cáo UBND tỉnh trước ngày 10/6/2024.
2. Thông báo này thay thế Thông báo số 215/TB-UBND ngày 13/5/2024 của UBND tỉnh.
"""
SECRET = "MẬT\nTHÔNG BÁO KẾT LUẬN\nGiao Sở Tài chính báo cáo trước ngày 20/6/2024."


async def posts(browser: httpx.AsyncClient, act: str, number: int, **fields: str) -> httpx.Response:
    """Press a button of a draft as the page shows it now."""
    held = fields_of(await browser.get("/trang/van-ban/1"), f"/van-ban/1/viec/{number}")
    return await browser.post(
        f"/trang/van-ban/1/viec/{number}", data=held | fields | {"act": act}, follow_redirects=True
    )


async def confirms(browser: httpx.AsyncClient, seen: httpx.Response | None = None) -> httpx.Response:
    held = fields_of(seen or await browser.get("/trang/van-ban/1"), "/giao")
    return await browser.post("/trang/van-ban/1/giao", data=held, follow_redirects=True)


async def uploads(browser: httpx.AsyncClient, name: str, content: bytes) -> httpx.Response:
    held = fields_of(await browser.get("/trang/van-ban"), "/van-ban")
    token = {"token": held["token"]}
    return await browser.post("/trang/van-ban", data=token, files={"file": (name, content)}, follow_redirects=True)


async def directives_in(database: Database) -> int:
    async with database.work() as uow:
        return len(await uow.directives.newest(10))


async def test_drafts_are_made_live_and_the_rest_of_the_office_hears_of_it(office: PageOffice) -> None:
    async with office.inside() as browser:
        assert "Đã giao việc." in words_of(await confirms(browser))
    await office.delivers()
    assert office.told == [1]
    assert "NV7" in office.heard_by(HA)[-1]
    assert office.heard_by(CHIEF)[-1].startswith("Nguyễn Ngọc Trâm đã duyệt văn bản 215/TB-UBND: giao 12 việc.")


async def test_lead_coordination_and_deadline_are_put_right(office: PageOffice) -> None:
    async with office.inside() as browser:
        answer = await posts(browser, "save", 5, lead="so tai chinh", coordinating="Sở Nội vụ; STP", due="20/6")
        assert "Đã lưu." in words_of(answer)
        held = fields_of(answer, "/van-ban/1/viec/5")
    assert (held["lead"], held["coordinating"], held["due"]) == ("Sở Tài chính", "Sở Nội vụ; Sở Tư pháp", "20/06/2024")
    assert {"change_lead", "change_coordination", "change_deadline"} <= set(await office.audited())


async def test_only_what_was_changed_is_written(office: PageOffice) -> None:
    async with office.inside() as browser:
        await posts(browser, "save", 7, due="17/5/2024")
    audited = await office.audited()
    assert [one for one in audited if one.startswith("change_")] == ["change_deadline"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"due": "khi nào rảnh"}, "Chưa nhận ra ngày trong: “khi nào rảnh”."),
        ({"lead": "abc xyz"}, "Chưa nhận ra tên đơn vị trong: “abc xyz”."),
        ({"lead": ""}, "Cần ghi cơ quan chủ trì."),
        ({"coordinating": "<b>abc</b>"}, "Chưa nhận ra tên đơn vị trong: “<b>abc</b>”."),
    ],
)
async def test_what_means_nothing_gets_one_sentence_and_changes_nothing(
    office: PageOffice, fields: dict[str, str], sentence: str
) -> None:
    async with office.inside() as browser:
        before = (await browser.get("/trang/van-ban/1")).text
        answer = await posts(browser, "save", 5, **{"due": "20/6"} | fields)
        assert (answer.status_code, sentence in words_of(answer)) == (422, True)
        assert (await browser.get("/trang/van-ban/1")).text == before


async def test_draft_is_left_out_and_taken_up_again(office: PageOffice) -> None:
    async with office.inside() as browser:
        assert "Đúng cả, giao 11 việc" in words_of(await posts(browser, "leave_out", 5))
        assert "Đúng cả, giao 12 việc" in words_of(await posts(browser, "bring_back", 5))


async def test_drafts_are_joined_and_added(office: PageOffice) -> None:
    async with office.inside() as browser:
        assert "Đúng cả, giao 11 việc" in words_of(await posts(browser, "join", 4, **{"with": "nv5"}))
        held = fields_of(await browser.get("/trang/van-ban/1"), "/them")
        words = {"words": "Giao Sở Y tế báo cáo kết quả trước ngày 20/6/2024."}
        answer = await browser.post("/trang/van-ban/1/them", data=held | words, follow_redirects=True)
    assert "Đúng cả, giao 12 việc" in words_of(answer)
    assert fields_of(answer, "/van-ban/1/viec/13")["lead"] == "Sở Y tế"


async def test_draft_of_one_piece_is_not_split(office: PageOffice) -> None:
    async with office.inside() as browser:
        answer = await posts(browser, "split", 10)
    assert (answer.status_code, "việc cần tách phải có từ hai nội dung" in words_of(answer)) == (409, True)


async def test_two_tabs_editing_one_draft_meet_and_the_second_changes_nothing(office: PageOffice) -> None:
    async with office.inside() as first, office.inside(CHIEF) as second:
        seen = fields_of(await second.get("/trang/van-ban/1"), "/van-ban/1/viec/5")
        await posts(first, "save", 5, due="20/6")
        answer = await second.post("/trang/van-ban/1/viec/5", data=seen | {"act": "save", "due": "30/6"})
        assert (answer.status_code, "Dự thảo đã thay đổi" in words_of(answer)) == (409, True)
        assert fields_of(await first.get("/trang/van-ban/1"), "/van-ban/1/viec/5")["due"] == "20/06/2024"


async def test_confirming_drafts_that_changed_since_they_were_seen_does_nothing(office: PageOffice) -> None:
    async with office.inside() as browser:
        seen = await browser.get("/trang/van-ban/1")
        await office.says(CHIEF, "bỏ NV5")
        answer = await confirms(browser, seen)
        assert (answer.status_code, "Dự thảo đã thay đổi" in words_of(answer)) == (409, True)
        assert "Đúng cả, giao 11 việc" in words_of(await browser.get("/trang/van-ban/1"))


async def test_draft_confirmed_in_one_tab_cannot_be_edited_in_the_other(office: PageOffice) -> None:
    async with office.inside() as browser:
        seen = await browser.get("/trang/van-ban/1")
        await confirms(browser)
        held = fields_of(seen, "/van-ban/1/viec/5")
        answers = [
            await browser.post("/trang/van-ban/1/viec/5", data=held | {"act": "save", "due": "30/6"}),
            await confirms(browser, seen),
        ]
    assert [(answer.status_code, "đã được duyệt" in words_of(answer)) for answer in answers] == [(409, True)] * 2
    assert (await office.task("NV5")).deadline.due_on is None


async def test_draft_of_another_directive_is_not_found(office: PageOffice) -> None:
    async with office.inside() as browser:
        held = fields_of(await browser.get("/trang/van-ban/1"), "/van-ban/1/viec/5")
        assert (await browser.post("/trang/van-ban/1/viec/99", data=held | {"act": "save"})).status_code == 404
        assert (await browser.post("/trang/van-ban/9/viec/5", data=held | {"act": "save"})).status_code == 409
        assert (await browser.get("/trang/van-ban/9")).status_code == 404


async def test_uploaded_directive_is_shown_as_drafts_here_and_in_the_others_chat(office: PageOffice) -> None:
    content = sample(DIRECTIVE).replace("Ban Dân tộc".encode(), "Sở Y tế".encode())
    async with office.inside() as browser:
        answer = await uploads(browser, "thong-bao.txt", content)
        assert "Đã đọc và lưu dự thảo." in words_of(answer)
        again = await uploads(browser, "thong-bao.txt", content)
        assert "Văn bản này đã có từ trước" in words_of(again)
    await office.delivers()
    assert "Sở Y tế" in office.heard_by(CHIEF)[-1]
    assert "Sở Y tế" not in office.heard_by(TRAM)[-1]
    assert await directives_in(office.database) == 2


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("mat.txt", SECRET.encode(), "mật"),
        ("anh.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "Tệp không phải văn bản"),
        ("trong.txt", b"", "Tệp rỗng"),
    ],
)
async def test_file_that_is_no_directive_is_refused_and_nothing_is_kept(
    office: PageOffice, name: str, content: bytes, sentence: str
) -> None:
    async with office.inside() as browser:
        answer = await uploads(browser, name, content)
    assert (answer.status_code, sentence in words_of(answer)) == (422, True)
    assert await directives_in(office.database) == 1


async def test_form_without_a_file_is_asked_for_one(office: PageOffice) -> None:
    async with office.inside() as browser:
        held = fields_of(await browser.get("/trang/van-ban"), "/van-ban")
        answer = await browser.post("/trang/van-ban", data={"token": held["token"]})
    assert (answer.status_code, "Chưa chọn tệp nào." in words_of(answer)) == (400, True)


async def test_file_over_the_limit_is_not_read_to_its_end(office: PageOffice) -> None:
    async with office.inside() as browser:
        answer = await uploads(browser, "lon.txt", b"a" * MOST_BYTES)
    assert (answer.status_code, "vượt giới hạn 20 MB" in words_of(answer)) == (413, True)


async def test_upload_cut_half_way_leaves_nothing(office: PageOffice) -> None:
    async with office.inside() as browser:
        cookie = browser.cookies[COOKIE]
    sent: list[MutableMapping[str, Any]] = []
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nGiao'
    half = {"type": "http.request", "body": head, "more_body": True}
    came: Iterator[dict[str, Any]] = iter([half, {"type": "http.disconnect"}])

    async def receive() -> MutableMapping[str, Any]:
        return next(came)

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    scope: dict[str, Any] = {
        "type": "http",
        "method": "POST",
        "path": "/trang/van-ban",
        "root_path": "",
        "query_string": b"",
    }
    scope["headers"] = [
        (b"cookie", f"{COOKIE}={cookie}".encode()),
        (b"content-type", b"multipart/form-data; boundary=b"),
    ]
    await office.app(scope, receive, send)
    assert sent[0]["status"] == 400
    assert await directives_in(office.database) == 1


async def test_number_and_day_are_filled_in(office: PageOffice) -> None:
    content = sample(DIRECTIVE).replace("Ban Dân tộc".encode(), "Sở Y tế".encode())
    async with office.inside() as browser:
        await uploads(browser, "thong-bao.txt", content)
        held = fields_of(await browser.get("/trang/van-ban/2"), "/van-ban/2/so")
        unclear = await browser.post("/trang/van-ban/2/so", data={"token": held["token"], "issued_on": "hôm nào"})
        assert unclear.status_code == 422
        filled = held | {"number": "216", "issued_on": "13/5/2024"}
        answer = await browser.post("/trang/van-ban/2/so", data=filled, follow_redirects=True)
        assert "216/" in words_of(answer)
        taken = await browser.post("/trang/van-ban/2/so", data=filled | {"number": "215"})
    assert (taken.status_code, "Đã có văn bản khác" in words_of(taken)) == (409, True)


async def test_earlier_directive_that_this_one_replaces_is_ended_and_its_agencies_hear_of_it(
    office: PageOffice,
) -> None:
    await office.presses(TRAM, "Đúng cả")
    await office.imports(read_text(SUCCESSOR))
    async with office.inside() as browser:
        page = await browser.get("/trang/van-ban/2")
        held = fields_of(page, "/van-ban/2/thay-the/1")
        answer = await browser.post("/trang/van-ban/2/thay-the/1", data=held, follow_redirects=True)
        assert "Đã kết thúc các việc của văn bản trước." in words_of(answer)
        again = await browser.post("/trang/van-ban/2/thay-the/1", data=held)
    assert again.status_code == 409
    await office.delivers()
    assert "Không còn theo dõi: NV1, NV2" in office.heard_by(HA)[-1]
