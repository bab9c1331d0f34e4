from datetime import date

import pytest

from bot.language.agencies import AgencyNames
from bot.language.meaning import Asks, DateRange, Query
from bot.language.queries import explain_query, understand_query

NAMES = AgencyNames([("Sở Tài chính", ()), ("Sở Y tế", ()), ("UBND huyện Lục Nam", ())])
MONDAY = date(2024, 5, 20)


def asked(text: str, previous: str | None = None) -> Query:
    return understand_query(text, today=MONDAY, names=NAMES, previous=previous)


def test_a_filter_is_read_from_each_word() -> None:
    query = asked("việc quá hạn của stc trong tháng 4")
    assert query == Query(
        Asks.LIST,
        status=("overdue",),
        agencies=("Sở Tài chính",),
        date_range=DateRange(date(2024, 4, 1), date(2024, 4, 30)),
        date_field="due",
    )


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("việc đến hạn tuần này", date(2024, 5, 20), date(2024, 5, 26)),
        ("5 ngày tới có gì đến hạn", date(2024, 5, 20), date(2024, 5, 25)),
        ("các việc phải xong trước 30/6", None, date(2024, 6, 30)),
        ("sau 30/5 còn việc gì", date(2024, 5, 31), None),
        ("việc quá hạn trên 30 ngày", None, date(2024, 4, 20)),
        ("việc đến hạn từ 20/5 đến 25/5", date(2024, 5, 20), date(2024, 5, 25)),
        ("nhiệm vụ giao trong tháng 12", date(2023, 12, 1), date(2023, 12, 31)),
        ("việc quá hạn từ 1 tháng trở lên", None, date(2024, 4, 20)),
        ("nửa đầu tháng 6 có việc gì", date(2024, 6, 1), date(2024, 6, 15)),
        ("chậm nhất 15/6 phải xong những gì", None, date(2024, 6, 15)),
        ("báo cáo ngày", MONDAY, MONDAY),
        ("số liệu tổng hợp 4 tháng", date(2024, 1, 1), date(2024, 4, 30)),
        ("so tháng 4 với tháng 3", date(2024, 4, 1), date(2024, 4, 30)),
        ("báo cáo sơ kết 6 tháng", date(2024, 1, 1), date(2024, 6, 30)),
        ("cuối năm nay còn việc gì", date(2024, 10, 1), date(2024, 12, 31)),
    ],
)
def test_days_become_a_range(text: str, start: date | None, end: date | None) -> None:
    assert asked(text).date_range == DateRange(start, end)


@pytest.mark.parametrize(
    ("text", "by", "order", "top"),
    [
        ("đơn vị nào chậm nhất", "overdue_count", "worst", 1),
        ("top 5 sở tốt nhất", "on_time_rate", "best", 5),
        ("đơn vị nào xin gia hạn nhiều nhất", "extension_count", "worst", 1),
        ("so sánh Sở Tài chính với Sở Y tế", "done_rate", None, None),
        ("sở nào nợ nhiều việc nhất", "overdue_count", "worst", 1),
        ("đơn vị nào không nợ việc nào", "overdue_count", "best", None),
        ("sở nào trả lời nhắc việc chậm nhất", "response_time", "worst", 1),
    ],
)
def test_a_ranking_has_a_measure_and_an_end(text: str, by: str, order: str | None, top: int | None) -> None:
    query = asked(text)
    assert (query.intent, query.rank_by, query.order, query.top_n) == (Asks.RANK, by, order, top)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("mấy việc của sở y tế tới đâu rồi", Asks.SUMMARY),
        ("so sánh các sở tháng 4 với tháng 3", Asks.SUMMARY),
        ("việc trễ hơn 15 ngày", Asks.LIST),
        ("bảng giá đất ban hành chưa em", Asks.DETAIL),
        ("báo cáo mới nhất của NV19", Asks.DETAIL),
        ("anh hỏi em được những gì", Asks.HELP),
        ("giá vàng hôm nay bao nhiêu", Asks.OTHER),
        ("năm 2024 hoàn thành bao nhiêu nhiệm vụ", Asks.COUNT),
    ],
)
def test_a_question_wants_one_thing(text: str, intent: Asks) -> None:
    assert asked(text).intent is intent


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("đơn vị nào nộp báo cáo muộn", "done_late"),
        ("việc nào chưa làm xong", "not_done"),
        ("việc của Sở Y tế trừ việc đã xong", "not_done"),
    ],
)
def test_a_status_outweighs_the_words_it_is_made_of(text: str, status: str) -> None:
    assert asked(text).status == (status,)


def test_who_gave_the_work_is_not_whose_work_it_is() -> None:
    assert asked("nhiệm vụ UBND tỉnh giao tuần này").agencies == ()


@pytest.mark.parametrize(
    ("text", "resolved"),
    [
        ("thế sắp đến hạn thì có gì", Asks.COUNT),
        ("trong các huyện thì sao", Asks.COUNT),
        ("thế còn NV41 với NV42", Asks.DETAIL),
    ],
)
def test_what_opens_as_a_follow_up_is_one(text: str, resolved: Asks) -> None:
    query = asked(text, "Sở Tài chính có bao nhiêu việc quá hạn?")
    assert (query.intent, query.resolved_intent) == (Asks.FOLLOW_UP, resolved)


def test_a_follow_up_is_merged_with_the_question_before() -> None:
    query = asked("thế còn Sở Y tế?", "Sở Tài chính có bao nhiêu việc quá hạn?")
    assert query == Query(
        Asks.FOLLOW_UP, resolved_intent=Asks.COUNT, status=("overdue",), agencies=("Sở Y tế",), uses_prev=True
    )


def test_a_whole_question_does_not_look_back() -> None:
    assert asked("Sở Y tế còn việc gì", "việc quá hạn của Sở Tài chính") == asked("Sở Y tế còn việc gì")


def test_an_order_is_no_question_even_after_one() -> None:
    assert asked("nhắc họ đi", "đơn vị nào chậm nhất").intent is Asks.OTHER


def test_a_file_of_the_list_before_keeps_its_filters() -> None:
    query = asked("xuất excel", "việc quá hạn của Sở Y tế")
    assert (query.intent, query.status, query.agencies, query.export_format, query.uses_prev) == (
        Asks.EXPORT, ("overdue",), ("Sở Y tế",), "xlsx", True,
    )  # fmt: skip


def test_a_command_is_the_words_it_stands_for() -> None:
    assert asked("/quahan so y te") == asked("việc quá hạn của Sở Y tế")


def test_the_words_that_led_to_a_field_are_shown() -> None:
    assert explain_query("stc quá hạn mấy việc", today=MONDAY, names=NAMES) == (
        ("agency", "stc"),
        ("status_overdue", "quá hạn"),
        ("count", "mấy việc"),
    )
