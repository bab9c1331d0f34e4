"""Figures and ranks, each with the formula that it comes from."""

from datetime import date

import pytest

from bot.language.meaning import Asks, DateRange, Query
from tests.answers.asking import LEADER, actions, asks
from tests.answers.office import Office


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
