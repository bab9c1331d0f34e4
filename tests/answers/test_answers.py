"""What people read when they ask: the office of `office.py` on Tuesday 21/5/2024 at 10:00, as it has lived a week."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.conversation.answering.asking import answer_query, not_understood
from bot.conversation.answering.cards import task_menu
from bot.conversation.answering.remembering import pack_query, unpack_query
from bot.conversation.commands import query_of_command
from bot.language.meaning import Asks, DateRange, Query
from bot.texts.catalogue import Texts
from data.domain.lifecycle import Event
from data.domain.message import Message
from tests.answers.office import RULES, Office
from tests.domain.given import at

NOW = at("2024-05-21", "10:00")
TEXTS = Texts()
HA, DUC, TRANG, SANG = "Nguyễn Thị Hà", "Trần Minh Đức", "Đỗ Thu Trang", "Ngọc Văn Sáng"
SPECIALIST, CHIEF, LEADER = "Nguyễn Ngọc Trâm", "Dương Đình Thắng", "Mai Sơn"
GOLD = Path(__file__).parents[1] / "gold" / "queries.jsonl"
REMARK = "đang lấy ý kiến <b>các sở</b>"


@pytest.fixture
async def lived(office: Office) -> Office:
    await office.says(HA, 4, Event.REPORT_DONE, at("2024-05-16", "22:00"))
    await office.confirms(4, at("2024-05-20", "09:00"))
    await office.extends(DUC, 5, date(2024, 5, 20), at("2024-05-14", "09:00"), grant=True)
    await office.says(DUC, 5, Event.REPORT_DONE, at("2024-05-21", "09:00"))
    await office.says(HA, 3, Event.PROGRESS, at("2024-05-20", "15:00"), percent=40, note=REMARK)
    await office.extends(HA, 3, date(2024, 6, 14), at("2024-05-20", "16:00"), grant=False)
    await office.says(HA, 1, Event.REPORT_DONE, at("2024-05-17", "08:30"))
    await office.returns(1, at("2024-05-17", "09:00"), "thiếu số liệu")
    return office


async def asks(office: Office, name: str, query: Query, offset: int = 0) -> Message:
    return await answer_query(office.uow, query, office.people[name], NOW, RULES, TEXTS, offset)


def actions(message: Message) -> list[tuple[str, str]]:
    return [(choice.label, choice.action) for choice in message.choices]


async def test_a_leader_lists_everything_by_pages_that_add_up(lived: Office) -> None:
    first = await asks(lived, LEADER, Query(Asks.LIST))
    assert first.text == (
        "<b>Tất cả nhiệm vụ</b>\n"
        "Tổng số: 9 nhiệm vụ = 2 quá hạn + 1 trong hạn + 4 không có thời hạn + 1 hoàn thành đúng hạn"
        " + 1 hoàn thành quá hạn\n"
        "Trong đó: 1 chờ Văn phòng xác nhận\n"
        "Theo đơn vị: Ban Dân tộc 4, Sở Tài chính 2, Các chủ rừng 1, Sở Kế hoạch và Đầu tư 1, UBND huyện Sơn Động 1\n"
        "<b>NV7</b> · hạn 10/05/2024 (quá hạn 7 ngày làm việc) · Sở Tài chính: Kiểm tra công tác phòng cháy rừng\n"
        "<b>NV7</b> · hạn 10/05/2024 (quá hạn 7 ngày làm việc) · UBND huyện Sơn Động:"
        " Kiểm tra công tác phòng cháy rừng\n"
        "<b>NV4</b> · hạn 16/05/2024 · đã hoàn thành · Ban Dân tộc: Tổng hợp khó khăn, vướng mắc\n"
        "<b>NV5</b> · hạn 20/05/2024 · đã báo xong, chờ xác nhận · gia hạn 1 lần · Sở Kế hoạch và Đầu tư:"
        " Tổng hợp phân bổ kế hoạch vốn\n"
        "<b>NV3</b> · hạn 31/05/2024 (còn 8 ngày làm việc) · đã làm 40% · Ban Dân tộc:"
        " Thành lập các tổ công tác đôn đốc giải ngân\n"
        "<b>NV1</b> · không có thời hạn · bị trả lại · Ban Dân tộc: Tập trung thực hiện các nhiệm vụ trọng tâm\n"
        "<b>NV2</b> · không có thời hạn · Ban Dân tộc:"
        " Kiểm tra các chương trình &lt;b&gt;dân tộc&lt;/b&gt; &amp; miền núi\n"
        "<b>NV6</b> · không có thời hạn, làm thường xuyên · Sở Tài chính: Theo dõi thường xuyên tình hình\n"
        "và 1 việc khác"
    )
    assert actions(first) == [("Xem tiếp (1 việc nữa)", "more")]
    args = first.choices[0].args
    second = await asks(lived, LEADER, unpack_query(args["query"]), args["offset"])
    assert second.text == (
        "<b>Tất cả nhiệm vụ</b>\n"
        "Từ việc thứ 9 trong 9 nhiệm vụ\n"
        "<b>NV8</b> · không có thời hạn · Các chủ rừng: Phân loại rừng"
    )
    assert (second.choices, len(second.about)) == ((), 1)


async def test_a_question_says_back_what_it_was_taken_for(lived: Office) -> None:
    week = DateRange(date(2024, 5, 20), date(2024, 5, 26))
    query = Query(Asks.LIST, status=("overdue",), agencies=("sở tài chính",), date_range=week, date_field="due")
    nothing = await asks(lived, LEADER, query)
    assert nothing.text == (
        "<b>Nhiệm vụ quá hạn · Sở Tài chính · thời hạn từ 20/05/2024 đến 26/05/2024</b>\nKhông có nhiệm vụ nào."
    )


async def test_a_count_adds_up_and_leads_to_the_list(lived: Office) -> None:
    message = await asks(lived, CHIEF, Query(Asks.COUNT, status=("overdue",)))
    assert message.text == (
        "<b>Nhiệm vụ quá hạn</b>\nTổng số: 2 nhiệm vụ = 2 quá hạn\nTheo đơn vị: Sở Tài chính 1, UBND huyện Sơn Động 1"
    )
    assert actions(message) == [("Xem danh sách", "more")]
    assert unpack_query(message.choices[0].args["query"]) == Query(Asks.LIST, status=("overdue",))


async def test_the_summary_shows_each_formula_beside_its_rate(lived: Office) -> None:
    message = await asks(lived, LEADER, Query(Asks.SUMMARY))
    assert message.text == (
        "<b>Tổng hợp đến 10:00 21/05/2024</b>\n"
        "Tất cả nhiệm vụ\n"
        "Tổng số: 9 nhiệm vụ\n"
        "• Quá hạn chưa hoàn thành: 2\n"
        "• Đang thực hiện trong hạn: 1 (sắp đến hạn 0)\n"
        "• Không có thời hạn: 4 (đã xong 0)\n"
        "• Hoàn thành đúng hạn: 1\n"
        "• Hoàn thành quá hạn: 1\n"
        "Chờ Văn phòng xác nhận: 1\n"
        "\n"
        "Tỷ lệ hoàn thành việc đến hạn: 50% = đã hoàn thành 2 / (đã hoàn thành 2 + quá hạn chưa hoàn thành 2)\n"
        "Tỷ lệ đúng hạn: 50% = đúng hạn 1 / đã hoàn thành 2\n"
        "Tỷ lệ cập nhật từ 20/05/2024: 22,2% = có báo cáo 2 / theo dõi 9\n"
        "Quá hạn nhiều nhất: Sở Tài chính 1, UBND huyện Sơn Động 1"
    )
    assert actions(message) == [("Xem việc quá hạn", "more")]


async def test_a_summary_compares_two_periods(lived: Office) -> None:
    query = Query(
        Asks.SUMMARY,
        date_range=DateRange(date(2024, 5, 20), date(2024, 5, 26)),
        date_field="due",
        compare_to=DateRange(date(2024, 5, 13), date(2024, 5, 19)),
    )
    message = await asks(lived, LEADER, query)
    assert message.text.splitlines()[-1] == (
        "So với thời hạn từ 13/05/2024 đến 19/05/2024: tổng số 1 → 1, hoàn thành 1 → 1, quá hạn 0 → 0,"
        " tỷ lệ đúng hạn 100% → 0%"
    )


async def test_nothing_due_has_no_rate(office: Office) -> None:
    message = await asks(office, LEADER, Query(Asks.SUMMARY, agencies=("UBND tỉnh",)))
    assert "Tỷ lệ đúng hạn: chưa có số liệu = đúng hạn 0 / đã hoàn thành 0" in message.text.splitlines()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (
            Query(Asks.RANK, rank_by="overdue_count", order="worst", top_n=1),
            (
                "<b>Xếp hạng đơn vị: nhiều việc quá hạn nhất</b>\n"
                "Hạng 1: Sở Tài chính, 1 việc quá hạn (2 nhiệm vụ)\n"
                "Hạng 1: UBND huyện Sơn Động, 1 việc quá hạn (1 nhiệm vụ)"
            ),
        ),
        (
            Query(Asks.RANK, rank_by="on_time_rate", order="best", agencies=("Các sở, ban, ngành",)),
            (
                "<b>Xếp hạng đơn vị: tỷ lệ đúng hạn cao nhất</b>\n"
                "Tỷ lệ đúng hạn = hoàn thành đúng hạn / đã hoàn thành\n"
                "Hạng 1: Ban Dân tộc, 100% (4 nhiệm vụ)\n"
                "Hạng 2: Sở Kế hoạch và Đầu tư, 0% (1 nhiệm vụ)\n"
                "Chưa đủ số liệu để xếp: 1 đơn vị"
            ),
        ),
        (
            Query(Asks.RANK, rank_by="extension_count", order="worst"),
            (
                "<b>Xếp hạng đơn vị: xin gia hạn nhiều nhất</b>\n"
                "Hạng 1: Ban Dân tộc, 1 lần xin gia hạn (4 nhiệm vụ)\n"
                "Hạng 1: Sở Kế hoạch và Đầu tư, 1 lần xin gia hạn (1 nhiệm vụ)"
            ),
        ),
        (
            Query(Asks.RANK, rank_by="response_time", order="worst"),
            (
                "<b>Xếp hạng đơn vị: tiếp nhận chậm nhất</b>\n"
                "Số ngày làm việc trung bình từ khi giao đến khi tiếp nhận\n"
                "Hạng 1: Sở Kế hoạch và Đầu tư, 6,0 ngày làm việc (1 nhiệm vụ)\n"
                "Hạng 2: Ban Dân tộc, 4,0 ngày làm việc (4 nhiệm vụ)\n"
                "Chưa đủ số liệu để xếp: 3 đơn vị"
            ),
        ),
        (
            Query(Asks.RANK, rank_by="overdue_count", agencies=("Ban Dân tộc",)),
            "<b>Xếp hạng đơn vị: nhiều việc quá hạn nhất</b>\nChưa có đơn vị nào để xếp hạng.",
        ),
    ],
)
async def test_agencies_are_ranked_with_ties_and_formulas(lived: Office, query: Query, expected: str) -> None:
    assert (await asks(lived, LEADER, query)).text == expected


async def test_the_longest_overdue_are_tasks_and_are_listed(lived: Office) -> None:
    message = await asks(lived, LEADER, Query(Asks.RANK, rank_by="overdue_days", order="worst", top_n=1))
    assert message.text.splitlines()[:2] == ["<b>Nhiệm vụ quá hạn</b>", "Tổng số: 2 nhiệm vụ = 2 quá hạn"]
    assert message.about == ((await lived.lead(7, "Sở Tài chính")).id, (await lived.lead(7, "UBND huyện Sơn Động")).id)


@pytest.mark.parametrize("name", [LEADER, HA])
async def test_every_question_of_the_gold_set_gets_an_answer(lived: Office, name: str) -> None:
    rows = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    answers = [await asks(lived, name, unpack_query(_stated(row["gold"]))) for row in rows]
    assert [row["text"] for row, answer in zip(rows, answers, strict=True) if not answer.text] == []


def _stated(gold: dict[str, Any]) -> dict[str, Any]:
    """Return the stated fields of a gold row in the form that a choice carries."""
    stated = {field: value for field, value in gold.items() if value is not None}
    for field in ("date_range", "compare_to"):
        if field in stated:
            stated[field] = {"start": stated[field]["from"], "end": stated[field]["to"]}
    return stated


async def test_an_official_is_answered_for_the_own_agency_and_what_it_coordinates(lived: Office) -> None:
    message = await asks(lived, TRANG, Query(Asks.LIST, status=("not_done",)))
    assert message.text == (
        "<b>Nhiệm vụ chưa hoàn thành · Sở Tài chính</b>\n"
        "Tổng số: 2 nhiệm vụ = 1 quá hạn + 1 không có thời hạn\n"
        "<b>NV7</b> · hạn 10/05/2024 (quá hạn 7 ngày làm việc) · Sở Tài chính: Kiểm tra công tác phòng cháy rừng\n"
        "<b>NV6</b> · không có thời hạn, làm thường xuyên · Sở Tài chính: Theo dõi thường xuyên tình hình\n"
        "Việc phối hợp: NV2 (Ban Dân tộc)"
    )


async def test_an_official_cannot_list_what_is_another_agencys(lived: Office) -> None:
    message = await asks(lived, DUC, Query(Asks.LIST, agencies=("Ban Dân tộc",)))
    assert [line for line in message.text.splitlines() if line.startswith("<b>NV")] == [
        "<b>NV4</b> · hạn 16/05/2024 · đã hoàn thành · Ban Dân tộc: Tổng hợp khó khăn, vướng mắc"
    ]


async def test_a_card_shows_all_that_is_known_to_who_leads(lived: Office) -> None:
    message = await asks(lived, HA, Query(Asks.DETAIL, task_refs=("NV3",)))
    assert message.text == (
        "<b>NV3</b> · hạn 31/05/2024 (thứ Sáu, còn 8 ngày làm việc)\n"
        "Thành lập các tổ công tác đôn đốc giải ngân\n"
        "Văn bản: Thông báo kết luận 215/TB-UBND ngày 13/05/2024\n"
        "Chủ trì: Ban Dân tộc, đang thực hiện, 40% (đơn vị báo ngày 20/05/2024)\n"
        "   Đang xin gia hạn đến 14/06/2024\n"
        "Báo cáo gần đây:\n"
        "• 20/05/2024, Nguyễn Thị Hà: báo cáo tiến độ, 40%: đang lấy ý kiến &lt;b&gt;các sở&lt;/b&gt;"
    )
    assert actions(message) == [
        ("Xác nhận đã xong", "done"),
        ("Xin gia hạn", "ask_extension"),
        ("Báo vướng mắc", "block"),
    ]


async def test_a_card_keeps_the_first_deadline_and_counts_extensions(lived: Office) -> None:
    message = await asks(lived, SPECIALIST, Query(Asks.DETAIL, task_refs=("NV5",)))
    assert message.text.splitlines()[3:5] == [
        "Chủ trì: Sở Kế hoạch và Đầu tư, đơn vị đã báo hoàn thành, chờ Văn phòng xác nhận (đơn vị báo ngày 21/05/2024)",
        "   Thời hạn ban đầu 16/05/2024, đã gia hạn 1 lần: 20/05/2024",
    ]
    assert actions(message) == [
        ("Xác nhận NV5 hoàn thành (Sở Kế hoạch và Đầu tư)", "confirm_result"),
        ("Trả lại NV5, chưa đạt (Sở Kế hoạch và Đầu tư)", "return_result"),
        ("Cần bổ sung NV5", "order"),
    ]


async def test_a_card_offers_the_decision_on_an_extension_to_who_may_take_it(lived: Office) -> None:
    decides = await asks(lived, CHIEF, Query(Asks.DETAIL, task_refs=("NV3",)))
    assert actions(decides) == [
        ("Đồng ý gia hạn đến 14/06/2024", "grant_extension"),
        ("Không đồng ý gia hạn", "refuse_extension"),
    ]
    follows = await asks(lived, SPECIALIST, Query(Asks.DETAIL, task_refs=("NV3",)))
    assert actions(follows) == []


async def test_a_card_of_several_leads_gives_each_its_state(lived: Office) -> None:
    message = await asks(lived, SANG, Query(Asks.DETAIL, task_refs=("NV7",)))
    assert message.text.splitlines()[3:] == [
        "Chủ trì: Sở Tài chính, chưa tiếp nhận",
        "   hạn 10/05/2024 (quá hạn 7 ngày làm việc)",
        "Chủ trì: UBND huyện Sơn Động, chưa tiếp nhận",
        "   hạn 10/05/2024 (quá hạn 7 ngày làm việc)",
    ]
    assert message.choices[0].args["assignment"] == (await lived.lead(7, "UBND huyện Sơn Động")).id


async def test_a_foreign_task_is_answered_like_one_that_does_not_exist(lived: Office) -> None:
    for code in ("NV1", "NV99"):
        message = await asks(lived, DUC, Query(Asks.DETAIL, task_refs=(code,)))
        assert message == Message(f"Không tìm thấy nhiệm vụ {code} trong số việc đồng chí được xem.")


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


async def test_a_group_of_documents_that_is_no_agency_can_be_asked_for(lived: Office) -> None:
    message = await asks(lived, LEADER, Query(Asks.LIST, agencies=("Các chủ rừng",)))
    assert message.about == ((await lived.lead(8)).id,)


async def test_help_is_by_role(lived: Office) -> None:
    own = {
        "đã nhận NV12": {HA},
        "NV12 60%": {HA},
        "NV12 xong\n": {HA},
        "NV12 gia hạn 20/5": {HA},
        "NV12 vướng": {HA},
        "NV12 xác nhận": {SPECIALIST, CHIEF},
        "NV12 trả lại vì": {SPECIALIST, CHIEF},
        "NV12 đồng ý đến": {CHIEF, LEADER},
        "NV12 không theo dõi": {SPECIALIST, CHIEF},
        "NV12 giải trình": {HA},
        "giao Sở Y tế": {SPECIALIST, CHIEF, LEADER},
        "nhắc ngay NV12": {SPECIALIST, CHIEF, LEADER},
        "tạm dừng NV12 vì": {SPECIALIST, CHIEF},
        "sáp nhập vào": {SPECIALIST, CHIEF},
        "Đơn vị nào im lặng": {SPECIALIST, CHIEF, LEADER},
        "/giaithich": {SPECIALIST, CHIEF},
        "Xuất excel": {HA, SPECIALIST, CHIEF, LEADER},
        "/quahan": {HA, SPECIALIST, CHIEF, LEADER},
    }
    said = {name: (await asks(lived, name, Query(Asks.HELP))).text for name in (HA, SPECIALIST, CHIEF, LEADER)}
    assert {verb: {name for name, text in said.items() if verb in text} for verb in own} == own


def test_who_is_not_understood_sees_the_three_nearest_questions() -> None:
    message = not_understood(TEXTS, "vuong mac gi do", Query(Asks.OTHER, agencies=("Sở Y tế",)))
    lines = message.text.splitlines()
    assert (len(lines), lines[1]) == (5, "• Việc đang vướng mắc của Sở Y tế")


async def test_a_menu_offers_each_task_by_code_and_deadline(office: Office) -> None:
    shares = [await office.lead(4), await office.lead(1)]
    menu = task_menu(TEXTS, RULES, shares, NOW)
    assert actions(menu) == [
        ("NV4 · hạn 16/05/2024 (quá hạn 3 ngày làm việc)", "show_tasks"),
        ("NV1 · không có thời hạn", "show_tasks"),
    ]


@pytest.mark.parametrize(
    ("command", "query"),
    [
        ("/quahan", Query(Asks.LIST, status=("overdue",))),
        ("/homnay", Query(Asks.LIST, date_range=DateRange(date(2024, 5, 22), date(2024, 5, 22)), date_field="due")),
        (
            "/TuanNay@nhacviec",
            Query(Asks.LIST, date_range=DateRange(date(2024, 5, 20), date(2024, 5, 26)), date_field="due"),
        ),
        ("/tonghop", Query(Asks.SUMMARY)),
        ("/viec", Query(Asks.LIST, status=("not_done",))),
        ("/viec nv012", Query(Asks.DETAIL, task_refs=("NV12",))),
        ("/help", Query(Asks.HELP)),
        ("/khac", None),
        ("quahan", None),
    ],
)
def test_commands_are_questions(command: str, query: Query | None) -> None:
    assert query_of_command(command, date(2024, 5, 22)) == query


def test_a_question_comes_back_from_its_choice_as_it_was() -> None:
    query = Query(
        Asks.FOLLOW_UP,
        resolved_intent=Asks.LIST,
        status=("overdue", "blocked"),
        agencies=("Sở Y tế",),
        date_range=DateRange(None, date(2024, 5, 1)),
        compare_to=DateRange(date(2024, 4, 1), None),
        top_n=3,
        uses_prev=True,
    )
    assert unpack_query(pack_query(query)) == query
