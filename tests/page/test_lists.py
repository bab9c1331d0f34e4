"""What the page shows: tasks, people, messages that did not arrive, and the state at a glance."""

import re

import pytest

from bot.office_page.picture import WIDTH, bars_of, counts_of
from data.domain.question import TaskFilter
from data.office.asking import ask
from tests.page.office import PageOffice, fields_of, words_of
from tests.stories.office import CHIEF, DUC, HA, RULES, TRAM


@pytest.fixture
async def live(office: PageOffice) -> PageOffice:
    """The sample's tasks are live and its first notices said."""
    await office.presses("vp-1", "Đúng cả")
    return office


def codes_in(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a [^>]*>(NV\d+)</a>', page)


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", ["NV7", "NV11", "NV3", "NV1", "NV2", "NV4", "NV5", "NV6", "NV8", "NV9", "NV10", "NV12"]),
        ("q=nv12+NV+7", ["NV7", "NV12"]),
        ("q=bao+cao", ["NV7", "NV11", "NV3"]),
        ("q=BÁO CÁO", ["NV7", "NV11", "NV3"]),
        ("status=due_soon", ["NV7", "NV11"]),
        ("status=overdue", []),
        ("status=nonsense&page=-1&agency=x", None),
        ("q=%00%27%22%25", []),
        ("page=99999999999999999999", None),
    ],
)
async def test_list_shows_what_is_asked_for(live: PageOffice, query: str, codes: list[str] | None) -> None:
    async with live.inside() as browser:
        answer = await browser.get(f"/trang/viec?{query}")
    assert answer.status_code == 200
    shown = codes_in(answer.text)
    assert shown == codes if codes is not None else len(shown) == 12


async def test_list_is_narrowed_to_an_agency(live: PageOffice) -> None:
    task = await live.task("NV11")
    async with live.inside() as browser:
        assert codes_in((await browser.get(f"/trang/viec?agency={task.agency_id}")).text) == ["NV11"]


async def test_search_comes_back_as_typed_and_never_as_markup(live: PageOffice) -> None:
    async with live.inside() as browser:
        answer = await browser.get("/trang/viec", params={"q": '"><script>x</script>'})
    assert "<script" not in answer.text
    assert fields_of(answer, "/viec")["q"] == '"><script>x</script>'


async def test_long_list_comes_in_pages_that_keep_the_question(live: PageOffice) -> None:
    live.opens_page(rows=5)
    async with live.inside() as browser:
        first = await browser.get("/trang/viec?status=not_done")
        assert "Trang 1/3" in words_of(first)
        (following,) = re.findall(r'rel="next" href="([^"]+)"', first.text)
        second = await browser.get(following.replace("&amp;", "&"))
    assert [len(codes_in(page.text)) for page in (first, second)] == [5, 5]
    assert "Trang 2/3" in words_of(second)
    assert "status=not_done" in following


async def test_task_shows_its_history_newest_first(live: PageOffice) -> None:
    await live.says(DUC, "NV11 60% đang lấy ý kiến")
    await live.later(hours=1)
    await live.asks_for_time(DUC, "NV11 gia hạn 20/5 vì chờ Sở Tài chính")
    async with live.inside() as browser:
        said = words_of(await browser.get("/trang/viec/11"))
    order = [
        "Trần Minh Đức xin gia hạn đến 20/05/2024 vì chờ Sở Tài chính",
        "Trần Minh Đức: báo cáo tiến độ, 60%: NV11 60% đang lấy ý kiến",
    ]
    assert [said.index(one) for one in order] == sorted(said.index(one) for one in order)
    assert "đã nhắc Trần Minh Đức (giao việc)" in said


async def test_unknown_task_is_not_found_and_a_draft_leads_to_its_directive(office: PageOffice) -> None:
    async with office.inside() as browser:
        assert (await browser.get("/trang/viec/99")).status_code == 404
        assert (await browser.get("/trang/viec/7")).headers["Location"] == "/trang/van-ban/1#NV7"


async def test_people_are_shown_with_their_chats(live: PageOffice) -> None:
    async with live.inside() as browser:
        said = words_of(await browser.get("/trang/nguoi"))
    assert "8/15 người đã kết nối" in said
    assert "Hoàng Ngọc Lan Chuyên viên Văn phòng Sở Chưa kết nối" in said


async def test_new_code_is_shown_once_with_its_picture_and_pairs(live: PageOffice) -> None:
    async with live.inside() as browser:
        people = await browser.get("/trang/nguoi")
        (person_id,) = re.findall(r'/nguoi/(\d+)/ma"[^>]*>.{0,200}Hoàng Ngọc Lan', people.text)
        answer = await browser.post(f"/trang/nguoi/{person_id}/ma", data=fields_of(people, f"/nguoi/{person_id}/ma"))
    (code,) = re.findall(r'class="code">([^<]+)<', answer.text)
    assert f"https://t.me/nhacviec_bot?start={code}" in answer.text
    assert "<svg" in answer.text
    assert (await live.says("stp-1", f"/start {code}")).startswith("Đã kết nối: đồng chí")


async def test_what_did_not_reach_its_person_is_shown_with_the_reason(live: PageOffice) -> None:
    async with live.inside() as browser:
        assert "Mọi tin đến hạn đều đã đến người nhận." in words_of(await browser.get("/trang/tin"))
        async with live.database.work() as uow:
            message = (await uow.offers.newest_lists("phone", HA))[0].outbox_id
            await uow.outbox.fail(message, "bot was <blocked>")
            await uow.commit()
        said = words_of(await browser.get("/trang/tin"))
        assert "1 tin chưa đến người nhận" in words_of(await browser.get("/trang"))
    assert "Nguyễn Thị Hà" in said
    assert "Kênh từ chối hẳn bot was <blocked>" in said


async def test_overview_counts_add_up_and_say_what_comes_next(live: PageOffice) -> None:
    async with live.inside() as browser:
        said = words_of(await browser.get("/trang"))
    assert "12 Tổng số nhiệm vụ 0 Quá hạn 2 Sắp đến hạn 1 Trong hạn 9 Không có thời hạn 0 Đã hoàn thành" in said
    assert "7 người chưa kết nối" in said
    assert "Ban Dân tộc 11 0 1 1 9 0" in said
    assert "08:00 15/05/2024" in said


async def test_parts_of_a_bar_add_up_to_its_agency(live: PageOffice) -> None:
    await live.says(DUC, "NV11 xong")
    async with live.database.work() as uow:
        answer = await ask(uow, TaskFilter(), live.clock.now(), RULES)
    bars = bars_of(answer.agencies)
    assert [(bar.name, bar.figures.total) for bar in bars] == [("Ban Dân tộc", 11), ("Sở Kế hoạch và Đầu tư", 1)]
    for bar in bars:
        assert sum(counts_of(bar.figures).values()) == bar.figures.total
        assert sum(piece.count for piece in bar.pieces) == bar.figures.total
    assert round(sum(piece.width for piece in bars[0].pieces)) == WIDTH


@pytest.mark.parametrize("path", ["", "/viec", "/van-ban", "/nguoi", "/tin", "/viec/7"])
async def test_page_speaks_the_language_of_who_is_inside(live: PageOffice, path: str) -> None:
    await live.says(TRAM, "/ngonngu en")
    ours = re.compile(r"Quá hạn|Tất cả|Chủ trì|Tình trạng|Văn bản|Kết nối|Tổng quan|Nhiệm vụ|hạn \d")
    async with live.inside() as browser:
        page = await browser.get(f"/trang{path}")
    assert page.status_code == 200
    assert '<html lang="en">' in page.text
    assert ours.findall(words_of(page)) == []
    async with live.inside(CHIEF) as browser:
        assert '<html lang="vi">' in (await browser.get(f"/trang{path}")).text
