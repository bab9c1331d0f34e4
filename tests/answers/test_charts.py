"""Charts: the figures of the chat as a picture, and in bars of text where none can be sent."""

import threading
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from matplotlib.image import imread

from bot.conversation.answering.asking import answer_query
from bot.conversation.answering.charting import MOST_BARS, PARTS, in_text
from bot.conversation.wording import ChatWording
from bot.language.meaning import Asks, Query
from bot.reports import png
from bot.reports.chart import Bar, Chart, chart_in, fold, undrawn
from bot.texts.catalogue import Texts
from data.domain.lifecycle import Event
from data.domain.message import UNDRAWN, Message
from data.intake.draft import DirectiveDraft, TaskDraft
from data.office.importing import confirm_directive, store_directive
from tests.answers.office import ENTERED, ETHNIC, FINANCE, PLANNING, RULES, Office, by
from tests.domain.given import at

NOW = at("2024-05-21", "10:00")
TEXTS = Texts()
HA, DUC, LEADER = "Nguyễn Thị Hà", "Trần Minh Đức", "Mai Sơn"
PICTURE = Query(Asks.EXPORT, export_format="png")
MOST_BYTES = 300_000
LABELS = ("hoàn thành", "đang thực hiện", "sắp đến hạn", "quá hạn")


@pytest.fixture
async def lived(office: Office) -> Office:
    await office.says(HA, 4, Event.REPORT_DONE, at("2024-05-16", "22:00"))
    await office.confirms(4, at("2024-05-20", "09:00"))
    await office.extends(DUC, 5, date(2024, 5, 23), at("2024-05-14", "09:00"), grant=True)
    return office


async def asks(office: Office, name: str, query: Query = PICTURE) -> Message:
    return await answer_query(office.uow, query, office.people[name], NOW, RULES, TEXTS)


async def charted(office: Office, name: str, query: Query = PICTURE) -> Chart:
    (file,) = (await asks(office, name, query)).files
    assert (file.media_type, file.name.endswith(".png")) == (UNDRAWN, True)
    return chart_in(file)


def of(*counts: tuple[int, int, int, int], name: str = "Sở Y tế") -> Chart:
    bars = tuple(Bar(f"{name} {number}", each) for number, each in enumerate(counts, 1))
    return Chart("Tất cả nhiệm vụ", "Số liệu đến 10:00 21/05/2024", "Tổng số", LABELS, bars)


async def test_every_task_is_in_one_part_of_its_agencys_bar(lived: Office) -> None:
    chart = await charted(lived, LEADER)
    assert chart.parts == LABELS
    assert {bar.name: bar.counts for bar in chart.bars} == {
        FINANCE: (0, 1, 0, 1),
        "UBND huyện Sơn Động": (0, 0, 0, 1),
        ETHNIC: (1, 3, 0, 0),
        PLANNING: (0, 0, 1, 0),
        "Các chủ rừng": (0, 1, 0, 0),
    }
    assert [bar.name for bar in chart.bars][:2] == [FINANCE, "UBND huyện Sơn Động"]
    assert (chart.title, chart.moment) == ("Tất cả nhiệm vụ", "Số liệu đến 10:00 21/05/2024")


@pytest.mark.parametrize("status", [(), ("overdue",), ("not_done",), ("done",)])
@pytest.mark.parametrize("name", [LEADER, HA])
async def test_picture_and_chat_tell_the_same_total(lived: Office, name: str, status: tuple[str, ...]) -> None:
    chat = await asks(lived, name, Query(Asks.LIST, status=status))
    message = await asks(lived, name, replace(PICTURE, status=status))
    if "Không có nhiệm vụ nào" in chat.text:
        assert message.files == ()
        return
    (file,) = message.files
    total = sum(bar.total for bar in chart_in(file).bars)
    lines = message.text.splitlines()
    assert lines == chat.text.splitlines()[: len(lines)]
    assert f"Tổng số: {total} nhiệm vụ" in chat.text
    assert chart_in(file).total == f"Tổng số: {total} nhiệm vụ"


async def test_an_official_sees_the_own_agency_alone(lived: Office) -> None:
    assert [bar.name for bar in (await charted(lived, DUC)).bars] == [PLANNING]


async def test_agencies_that_find_no_room_stand_together(office: Office) -> None:
    draft = DirectiveDraft(
        "9", "CV", "cong_van", date(2024, 5, 13), "UBND tỉnh", None, None, text="nhiều",
        tasks=tuple(TaskDraft(str(n), "Việc", (f"Nhóm {n}",), (), by("2024-06-28")) for n in range(1, 41)),
    )  # fmt: skip
    stored = await store_directive(office.uow, draft, RULES, ENTERED)
    await confirm_directive(office.uow, stored.directive.id, None, RULES, ENTERED)
    chart = await charted(office, LEADER, replace(PICTURE, directive_ref="9"))
    assert len(chart.bars) == MOST_BARS
    assert (chart.bars[-1].name, chart.bars[-1].counts) == ("25 đơn vị khác", (0, 25, 0, 0))
    (file,) = (await asks(office, LEADER, replace(PICTURE, directive_ref="9"))).files
    lines = in_text(TEXTS, file).splitlines()
    assert lines[18:20] == ["31 đơn vị khác", "▓▓▓▓▓▓▓▓▓▓▓▓ 31: đang thực hiện 31"]


def test_folding_keeps_what_fits_and_loses_nothing() -> None:
    bars = [Bar(str(n), (n, 1)) for n in range(5)]
    assert fold(bars, 5) == (tuple(bars), None)
    assert fold(bars, 3) == (tuple(bars[:2]), Bar("", (9, 3), 3))


def test_bars_of_text_have_a_block_and_a_number_for_each_part() -> None:
    said = in_text(TEXTS, undrawn(of((4, 0, 1, 1), (1, 0, 0, 11)), "a"))
    assert said.splitlines() == [
        "Sở Y tế 1",
        "████▒░ 4/6 hoàn thành, sắp đến hạn 1, quá hạn 1",
        "Sở Y tế 2",
        "█░░░░░░░░░░░ 1/12 hoàn thành, quá hạn 11",
        "(█ hoàn thành · ▒ sắp đến hạn · ░ quá hạn)",
    ]


def test_bars_of_what_is_not_done_count_nothing_done() -> None:
    said = in_text(TEXTS, undrawn(of((0, 0, 0, 3)), "a"))
    assert said.splitlines() == ["Sở Y tế 1", "░░░░░░░░░░░░ 3: quá hạn 3", "(░ quá hạn)"]


def test_name_with_markup_is_only_a_name_in_text() -> None:
    assert in_text(TEXTS, undrawn(of((1, 0, 0, 0), name="<b>Sở</b> &"), "a")).startswith("&lt;b&gt;Sở")


def test_channel_without_pictures_gets_the_bars_and_no_word_of_a_file() -> None:
    said = ChatWording(TEXTS, RULES).without_files(Message("Tình hình", files=(undrawn(of((1, 0, 0, 0)), "a"),)))
    assert said.files == ()
    assert said.text.splitlines()[:4] == ["Tình hình", "", "Sở Y tế 1", "████████████ 1/1 hoàn thành"]
    assert "tệp" not in said.text


def test_picture_is_a_small_png_however_many_agencies_there_are() -> None:
    counts = [(n % 9, n % 7, n % 5, n % 3) for n in range(1, MOST_BARS + 1)]
    content = png.write(of(*counts, name="Ban Quản lý dự án đầu tư xây dựng các công trình giao thông tỉnh"))
    assert content.startswith(b"\x89PNG")
    assert len(content) < MOST_BYTES
    height, width, _ = imread(BytesIO(content)).shape
    assert 600 < width < 1000
    assert height < 20 * width


def test_parts_are_told_apart_without_colour() -> None:
    """The same bar with its parts exchanged is another picture in grey, too: each has a pattern of its own."""
    greys = [
        imread(BytesIO(png.write(of(counts))))[-70:, :, :3].mean(axis=2) for counts in ((6, 0, 0, 0), (0, 0, 0, 6))
    ]
    plain, crossed = (len(set(grey.round(1)[-45].tolist())) for grey in greys)
    assert plain < crossed


@pytest.mark.parametrize("name", ["$\\frac{1}{0}$ 5$", "Sở\U000f1234 Y tế 漢", "x" * 500, "Sở Y tế", "\n"])
def test_strange_names_are_drawn_like_any(name: str) -> None:
    assert png.write(of((1, 2, 3, 4), name=name)).startswith(b"\x89PNG")


def test_pictures_may_be_drawn_in_several_threads_at_once() -> None:
    drawn: list[bytes] = []
    threads = [threading.Thread(target=lambda: drawn.append(png.write(of((1, 2, 3, 4))))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(drawn), len(set(drawn))) == (3, 1)


def test_parts_have_names_and_looks() -> None:
    assert [TEXTS.label(f"reports.chart_{part}") for part in PARTS] == list(LABELS)
