import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.domain.titles import MAX_LENGTH, short_title


@pytest.mark.parametrize(
    ("content", "title"),
    [
        (
            "Giao Ban Dân tộc chủ trì, phối hợp với Sở Kế hoạch và Đầu tư và các cơ quan, đơn vị liên quan lập hồ sơ",
            "Lập hồ sơ",
        ),
        (
            "Giao Ban Dân tộc chủ trì, phối hợp với Sở Nội vụ về cơ cấu, chỉ tiêu khen thưởng đảm bảo theo quy định",
            "Về cơ cấu, chỉ tiêu khen thưởng đảm bảo theo quy định",
        ),
        (
            "Yêu cầu Sở Kế hoạch và Đầu tư khẩn trương tổng hợp, báo cáo tại phiên họp **ngày 16/5/2024**./.",
            "Khẩn trương tổng hợp, báo cáo tại phiên họp ngày 16/5/2024",
        ),
        (
            "Tuy nhiên, yêu cầu Ban Dân tộc chủ trì, phối hợp với các địa phương rà soát kỹ lưỡng các dự án",
            "Rà soát kỹ lưỡng các dự án",
        ),
        (
            "Sở Xây dựng cùng Cảng vụ Hàng hải Đà Nẵng rà soát phương án bảo đảm an toàn hàng hải",
            "Rà soát phương án bảo đảm an toàn hàng hải",
        ),
    ],
)
def test_words_that_only_assign_are_left_out(content: str, title: str) -> None:
    assert short_title(content) == title


@pytest.mark.parametrize(
    "content",
    [
        "Rà soát, phối hợp với Sở Tài chính đề xuất điều chỉnh giá dịch vụ",
        "Ban hành quy chế phối hợp với Công an tỉnh tổng hợp số liệu",
        "Giao Công an tỉnh mở đợt cao điểm, tổng hợp kết quả",
        "Phối hợp với các công ty lâm nghiệp đo đạc, lập bản đồ địa chính",
        "Kiểm tra công tác ban hành văn bản quy phạm pháp luật tại 03 huyện",
        "Giao Sở Y tế",
    ],
)
def test_where_the_work_begins_is_not_guessed(content: str) -> None:
    assert short_title(content) == content


def test_a_content_without_clauses_ends_at_a_word() -> None:
    content = "Nâng cấp Hệ thống thông tin giải quyết thủ tục hành chính tỉnh kết nối với Cổng Dịch vụ công quốc gia"
    assert short_title(content) == (
        "Nâng cấp Hệ thống thông tin giải quyết thủ tục hành chính tỉnh kết nối với Cổng Dịch vụ…"
    )


def test_a_long_content_ends_at_a_clause() -> None:
    content = "Công khai xin lỗi đối với 100% hồ sơ trễ hạn; làm rõ trách nhiệm công chức; gửi báo cáo về Văn phòng"
    assert short_title(content) == "Công khai xin lỗi đối với 100% hồ sơ trễ hạn; làm rõ trách nhiệm công chức…"


@given(st.text())
def test_a_title_is_short_and_on_one_line_whatever_the_content(content: str) -> None:
    title = short_title(content)

    assert len(title) <= MAX_LENGTH
    assert "\n" not in title
    assert bool(title) or not "".join(content.split()).strip(".;,/*")
