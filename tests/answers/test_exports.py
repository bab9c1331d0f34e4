"""Files that answer a wish for one, read back and compared with what the chat says of the same question."""

import csv
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from bot.conversation.answering.asking import answer_query
from bot.language.meaning import Asks, DateRange, Query
from bot.texts.catalogue import Texts
from bot.texts.words import WORDS, day
from data.domain.lifecycle import Event
from data.domain.message import Message
from data.intake.draft import DirectiveDraft, TaskDraft
from data.office.importing import confirm_directive, store_directive
from tests.answers.office import ENTERED, ETHNIC, RULES, Office, by
from tests.domain.given import at

NOW = at("2024-05-21", "10:00")
TEXTS = Texts()
HA, DUC, TRANG, LEADER = "Nguyễn Thị Hà", "Trần Minh Đức", "Đỗ Thu Trang", "Mai Sơn"
HEADINGS = [
    "Mã", "Nội dung", "Chủ trì", "Phối hợp", "Thời hạn", "Còn lại, quá hạn", "Tình trạng", "%", "Báo cáo gần nhất",
    "Văn bản", "Thời hạn ban đầu", "Gia hạn (lần)",
]  # fmt: skip
EXCEL, WORD, PLAIN = (Query(Asks.EXPORT, export_format=kind) for kind in ("xlsx", "docx", "csv"))
Rows = list[list[Any]]


@pytest.fixture
async def lived(office: Office) -> Office:
    await office.finishes_two()
    await office.says(HA, 3, Event.PROGRESS, at("2024-05-20", "15:00"), percent=40)
    return office


async def asks(office: Office, name: str, query: Query) -> Message:
    return await answer_query(office.uow, query, office.people[name], NOW, RULES, TEXTS)


def sheets(message: Message) -> dict[str, Rows]:
    """Return what each sheet of the workbook holds below its headings' row, headings first."""
    (file,) = message.files
    book = load_workbook(BytesIO(file.content))
    return {
        sheet.title: [[as_day(cell) for cell in row] for row in sheet.iter_rows(min_row=5, values_only=True)]
        for sheet in book
    }


def as_day(value: object) -> object:
    """Return a day as a day: the library reads it as a midnight."""
    return value.date() if isinstance(value, datetime) else value


def blocks(message: Message) -> list[Rows]:
    """Return the blocks of a CSV file that empty lines part."""
    (file,) = message.files
    text = file.content.decode("utf-8-sig")
    found: list[Rows] = [[]]
    for row in csv.reader(StringIO(text, newline="")):
        found[-1].append(row) if row else found.append([])
    return found


def tables(message: Message) -> list[Rows]:
    (file,) = message.files
    return [
        [[cell.text for cell in row.cells] for row in table.rows] for table in Document(BytesIO(file.content)).tables
    ]


def in_words(value: object) -> str:
    match value:
        case None:
            return ""
        case date():
            return day(value)
        case float():
            return WORDS["vi"].percent(value)
        case _:
            return str(value)


async def test_rows_say_what_is_known_of_each_task(lived: Office) -> None:
    rows = sheets(await asks(lived, LEADER, EXCEL))["Nhiệm vụ"]
    assert rows[0] == HEADINGS
    notice, direction = "Thông báo kết luận 215/TB-UBND ngày 13/05/2024", "Chỉ thị 04/CT-UBND ngày 10/04/2024"
    shown = {(row[0], row[2]): row for row in rows[1:]}
    assert shown["NV4", ETHNIC] == [
        "NV4", "Tổng hợp khó khăn, vướng mắc", ETHNIC, "Sở Kế hoạch và Đầu tư, UBND huyện Sơn Động",
        date(2024, 5, 16), "hoàn thành đúng hạn", "đã hoàn thành, Văn phòng đã xác nhận", 100,
        date(2024, 5, 16), notice, date(2024, 5, 16), 0,
    ]  # fmt: skip
    assert shown["NV3", ETHNIC][4:9] == [
        date(2024, 5, 31), "còn 8 ngày làm việc", "đang thực hiện", 40, date(2024, 5, 20),
    ]  # fmt: skip
    assert shown["NV5", "Sở Kế hoạch và Đầu tư"][4:6] == [
        date(2024, 5, 20),
        "hoàn thành quá hạn 1 ngày làm việc",
    ]
    assert shown["NV7", "Sở Tài chính"][4:] == [
        date(2024, 5, 10), "quá hạn 7 ngày làm việc", "chưa tiếp nhận", None, None, direction, date(2024, 5, 10), 0,
    ]  # fmt: skip
    assert shown["NV6", "Sở Tài chính"][4:6] == ["không có thời hạn, làm thường xuyên", None]


QUERIES = [
    Query(Asks.LIST),
    Query(Asks.LIST, status=("overdue",)),
    Query(Asks.LIST, status=("not_done",), agencies=(ETHNIC,)),
    Query(Asks.LIST, date_range=DateRange(date(2024, 5, 13), date(2024, 5, 26)), date_field="due"),
    Query(Asks.DIRECTIVE, directive_ref="4"),
    Query(Asks.LIST, keywords="tổng hợp"),
]


@pytest.mark.parametrize("query", QUERIES, ids=str)
@pytest.mark.parametrize("name", [LEADER, HA, TRANG])
async def test_file_and_chat_tell_the_same_figures_of_the_same_tasks(lived: Office, name: str, query: Query) -> None:
    chat = await asks(lived, name, query)
    message = await asks(lived, name, replace(query, intent=Asks.EXPORT, export_format="xlsx"))
    if "Không có nhiệm vụ nào" in chat.text:
        assert (message.files, message.text.splitlines()) == ((), chat.text.splitlines()[:2])
        return
    lines = message.text.splitlines()
    assert lines == chat.text.splitlines()[: len(lines)]
    found = sheets(message)
    (total,) = [row[1] for row in found["Tổng hợp"] if row[0] == "Tổng số"]
    assert f"Tổng số: {total} nhiệm vụ" in chat.text
    assert len(found["Nhiệm vụ"][1:]) == total


async def test_figures_are_those_of_the_summary_with_their_formulas(lived: Office) -> None:
    chat = (await asks(lived, LEADER, Query(Asks.SUMMARY))).text
    for label, value, formula in sheets(await asks(lived, LEADER, EXCEL))["Tổng hợp"][1:]:
        if formula:
            assert f"{label}: {in_words(value)} = {formula}" in chat
        elif not label.startswith("Trong đó"):
            assert f"{label}: {value}" in chat


async def test_every_format_holds_the_same_tables(lived: Office) -> None:
    query = replace(EXCEL, rank_by="overdue_count", order="worst")
    book = sheets(await asks(lived, LEADER, query))
    words = [[[in_words(cell) for cell in row] for row in rows] for rows in book.values()]
    assert tables(await asks(lived, LEADER, replace(query, export_format="docx"))) == words
    known, *parts = blocks(await asks(lived, LEADER, replace(query, export_format="csv")))
    assert [part[1:] for part in parts] == words
    assert [part[0] for part in parts] == [[name] for name in book]
    assert known == [["BÁO CÁO TÌNH HÌNH THỰC HIỆN NHIỆM VỤ"], ["Tất cả nhiệm vụ"], ["Số liệu đến 10:00 21/05/2024"]]


async def test_ranking_is_the_one_that_the_chat_shows(lived: Office) -> None:
    ranked = Query(Asks.RANK, rank_by="overdue_count", order="worst")
    chat = (await asks(lived, LEADER, ranked)).text.splitlines()[1:]
    rows = sheets(await asks(lived, LEADER, replace(ranked, intent=Asks.EXPORT)))["Xếp hạng"]
    assert rows[0] == ["Hạng", "Đơn vị", "nhiều việc quá hạn nhất", "Số nhiệm vụ"]
    assert [f"Hạng {place}: {name}, {value} ({total} nhiệm vụ)" for place, name, value, total in rows[1:]] == chat


async def test_what_is_compared_with_stands_beside_the_figures(lived: Office) -> None:
    april = DateRange(date(2024, 4, 1), date(2024, 4, 30))
    may = DateRange(date(2024, 5, 1), date(2024, 5, 31))
    query = replace(EXCEL, date_range=may, date_field="due", compare_to=april, resolved_intent=Asks.SUMMARY)
    rows = sheets(await asks(lived, LEADER, query))["Tổng hợp"]
    assert rows[0] == ["Chỉ tiêu", "Số liệu", "So với thời hạn từ 01/04/2024 đến 30/04/2024", "Cách tính"]
    assert rows[1][:3] == ["Tổng số", 5, 0]
    assert rows[-2][:3] == ["Tỷ lệ đúng hạn", 0.5, "chưa có số liệu"]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        (Query(Asks.EXPORT, status=("overdue",)), "nhacviec-qua-han-2024-05-21.xlsx"),
        (replace(WORD, status=("overdue",), agencies=("stc",)), "nhacviec-qua-han-so-tai-chinh-2024-05-21.docx"),
        (PLAIN, "nhacviec-nhiem-vu-2024-05-21.csv"),
        (replace(PLAIN, rank_by="total"), "nhacviec-xep-hang-2024-05-21.csv"),
        (replace(PLAIN, export_format="pdf", resolved_intent=Asks.SUMMARY), "nhacviec-tong-hop-2024-05-21.docx"),
    ],
)
async def test_file_is_named_for_what_it_holds(lived: Office, query: Query, name: str) -> None:
    assert [file.name for file in (await asks(lived, LEADER, query)).files] == [name]


async def test_pdf_is_answered_with_word_and_says_so(lived: Office) -> None:
    message = await asks(lived, LEADER, replace(WORD, export_format="pdf"))
    assert message.text.splitlines()[-1].startswith("Tệp PDF được thay bằng tệp Word")
    assert [len(rows) for rows in tables(message)] == [13, 10]
    assert "PDF" not in (await asks(lived, LEADER, WORD)).text


@pytest.mark.parametrize(("name", "own"), [(HA, ETHNIC), (DUC, "Sở Kế hoạch và Đầu tư"), (TRANG, "Sở Tài chính")])
async def test_an_official_gets_the_own_agencys_tasks_only(lived: Office, name: str, own: str) -> None:
    rows = sheets(await asks(lived, name, EXCEL))["Nhiệm vụ"][1:]
    assert {row[2] for row in rows} == {own}
    everything = sheets(await asks(lived, LEADER, EXCEL))["Nhiệm vụ"][1:]
    assert rows == [row for row in everything if row[2] == own]


async def test_an_official_asking_for_another_agencys_file_gets_none(lived: Office) -> None:
    for query in (replace(EXCEL, agencies=("Sở Kế hoạch và Đầu tư",)), replace(EXCEL, task_refs=("NV5",))):
        message = await asks(lived, TRANG, query)
        assert (message.files, "NV5" in message.text) == ((), False)


@pytest.mark.parametrize("words", ["=1+1", "+84 912", "-2+3", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")'])
async def test_no_words_of_others_become_a_formula(office: Office, words: str) -> None:
    draft = DirectiveDraft(
        "9", "CV", "cong_van", date(2024, 5, 13), "UBND tỉnh", None, None, text=words,
        tasks=(TaskDraft("1", f"{words}\x07", (ETHNIC,), (), by("2024-05-31")),),
    )  # fmt: skip
    stored = await store_directive(office.uow, draft, RULES, ENTERED)
    await confirm_directive(office.uow, stored.directive.id, None, RULES, ENTERED)
    (file,) = (await asks(office, LEADER, replace(EXCEL, directive_ref="9"))).files
    cell = load_workbook(BytesIO(file.content))["Nhiệm vụ"]["B6"]
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", words, True)
    plain = blocks(await asks(office, LEADER, replace(PLAIN, directive_ref="9")))[-1]
    assert plain[-1][1] == f"'{words}"


async def test_csv_opens_in_excel_as_utf8(lived: Office) -> None:
    (file,) = (await asks(lived, LEADER, PLAIN)).files
    assert file.content.startswith(b"\xef\xbb\xbf")
    assert file.media_type == "text/csv; charset=utf-8"


async def test_workbook_opens_at_what_was_asked_for(lived: Office) -> None:
    for query, name in ((EXCEL, "Nhiệm vụ"), (replace(EXCEL, rank_by="total"), "Xếp hạng")):
        (file,) = (await asks(lived, LEADER, query)).files
        assert getattr(load_workbook(BytesIO(file.content)).active, "title", None) == name
