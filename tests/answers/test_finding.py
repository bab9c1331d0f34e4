"""Tasks, directives and leaders are found by what people call them; what is not there is said."""

from dataclasses import replace
from datetime import date

import pytest

from bot.language.meaning import Asks, DateRange, Query
from tests.answers.asking import LEADER, asks
from tests.answers.office import Office


async def test_a_task_is_found_by_words_without_diacritics(lived: Office) -> None:
    one = await asks(lived, LEADER, Query(Asks.DETAIL, keywords="to cong tac don doc"))
    assert one.text.startswith("<b>NV3</b>")
    several = await asks(lived, LEADER, Query(Asks.DETAIL, task_refs=("NV3", "NV4")))
    assert several.text.splitlines()[1].startswith("Tổng số: 2 nhiệm vụ")


@pytest.mark.parametrize(
    "query",
    [
        Query(Asks.DIRECTIVE, directive_ref="04/CT-UBND"),
        Query(Asks.DIRECTIVE, directive_ref="4"),
        Query(Asks.DIRECTIVE, keywords="phòng cháy rừng"),
    ],
)
async def test_a_directive_is_found_by_number_or_subject(lived: Office, query: Query) -> None:
    message = await asks(lived, LEADER, query)
    assert message.text.splitlines()[:2] == [
        "<b>Nhiệm vụ · Chỉ thị 04/CT-UBND ngày 10/04/2024</b>",
        "Tổng số: 3 nhiệm vụ = 2 quá hạn + 1 không có thời hạn",
    ]


async def test_a_directive_named_by_its_meeting_needs_no_date_of_its_own(lived: Office) -> None:
    day = DateRange(date(2024, 5, 10), date(2024, 5, 10))
    query = Query(
        Asks.DIRECTIVE,
        keywords="buổi làm việc với Ban Dân tộc",
        date_range=day,
        date_field="issued",
        status=("blocked",),
    )
    assert (await asks(lived, LEADER, replace(query, status=("not_done",)))).text.splitlines()[1] == (
        "Tổng số: 4 nhiệm vụ = 1 trong hạn + 3 không có thời hạn"
    )


@pytest.mark.parametrize(
    ("assigner", "total"), [("Phó Chủ tịch Mai Sơn", 6), ("Chủ tịch", 0), ("Phó Chủ tịch Thường trực", 6)]
)
async def test_the_leader_who_gave_the_task_is_known_by_name_or_post(lived: Office, assigner: str, total: int) -> None:
    message = await asks(lived, LEADER, Query(Asks.COUNT, assigner=assigner))
    said = f"Tổng số: {total} nhiệm vụ" if total else "Không có nhiệm vụ nào."
    assert message.text.splitlines()[1].startswith(said)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (
            Query(Asks.LIST, agencies=("Sở <i>Lạ",)),
            "Danh mục không có đơn vị: Sở &lt;i&gt;Lạ. Đề nghị đồng chí kiểm tra lại tên đơn vị.",
        ),
        (
            Query(Asks.LIST, assigner="Ông Bụt"),
            "Danh mục không có lãnh đạo: Ông Bụt. Đề nghị đồng chí hỏi bằng họ tên.",
        ),
        (Query(Asks.DIRECTIVE, directive_ref="88/TB"), "Không tìm thấy văn bản 88/TB trong hệ thống."),
    ],
)
async def test_what_is_not_there_is_said(lived: Office, query: Query, expected: str) -> None:
    assert (await asks(lived, LEADER, query)).text == expected
