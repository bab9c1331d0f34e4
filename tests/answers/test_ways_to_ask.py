"""Commands, help and choices lead to questions."""

from datetime import date

import pytest

from bot.conversation.answering.asking import not_understood
from bot.conversation.answering.remembering import pack_query, unpack_query
from bot.conversation.commands import query_of_command
from bot.language.meaning import Asks, DateRange, Query
from tests.answers.asking import CHIEF, HA, LEADER, SPECIALIST, TEXTS, asks
from tests.answers.office import Office


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
