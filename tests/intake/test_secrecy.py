import unicodedata

import pytest

from data.intake.draft import Classified
from data.intake.reading import read_text
from data.intake.secrecy import is_classified

LETTERHEAD = "UBND TỈNH A\nSố: 15/KH-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
BODY = "\n\nKẾ HOẠCH\nBảo vệ bí mật nhà nước năm 2024\n\n1. Công an tỉnh rà soát danh mục bí mật nhà nước.\n"
FAR_BELOW = "Nội dung.\n" * 60

MARKS_ANYWHERE = [
    "MẬT",
    "TỐI MẬT",
    "TUYỆT MẬT",
    "  MẬT  ",
    "*MẬT*",
    "(MẬT)",
    "DẤU MẬT",
    "TÀI LIỆU MẬT",
    "MẬT KHẨN",
    "MẬT/KHẨN",
    "MẬT - KHẨN",
    "HỎA TỐC - TỐI MẬT",
    "MẬT, THƯỢNG KHẨN",
    "MẬT 1",
    "MẬT (A)",
    "MẬT bản số 03/10",
    "TỐI MẬT (bản số 3)",
    "TỐI MẬT (BẢN SỐ: ....)",
    "ĐỘ TỐI MẬT",
    "BÍ MẬT NHÀ NƯỚC - ĐỘ TỐI MẬT",
    "Độ mật: Tối mật",
    "Độ mật: MẬT (A)",
    "Độ mật | Mật",
    "Mức độ mật: tuyệt mật",
    "Độ mật: Mật; Độ khẩn: Hỏa tốc",
    "M Ậ T",
    "T U Y Ệ T  M Ậ T",
    "T U Y Ệ T M Ậ T",
    "M Ậ T   K H Ẩ N",
    "UBND TỈNH BẮC GIANG\tMẬT",
    "UBND TỈNH BẮC GIANG        MẬT",
    "UBND HUYỆN VĨNH BẢO\tTỐI MẬT (bản số 3)",
    "MẬT | Số: 15/KH-UBND",
    "1 | MẬT | Rà soát danh mục",
    "TUYỆT MẬT - Kế hoạch phòng thủ",
]
MARKS_IN_THE_LETTERHEAD = [
    "Mật",
    "Tối mật",
    "Tuyệt Mật",
    "Mật - Khẩn",
    "Tối mật (bản số 3)",
    "UBND TỈNH BẮC GIANG\tMật",
]
NO_MARKS = [
    "",
    "VỀ CÔNG TÁC BẢO MẬT",
    "BẢO VỆ BÍ MẬT NHÀ NƯỚC",
    "BÍ MẬT NHÀ NƯỚC",
    "KẾ HOẠCH - BẢO VỆ BÍ MẬT NHÀ NƯỚC",
    "QUẢN LÝ TÀI LIỆU MẬT NĂM 2024",
    "ĐỘ MẬT",
    "Số văn bản | Trích yếu | Độ mật | Độ khẩn",
    "Độ mật: không",
    "Không mật",
    "KHÔNG MẬT",
    "MẬT ONG",
    "MẬT ĐỘ DÂN SỐ",
    "MẬT KHẨU",
    "việc này mật độ dân cư cao, chưa giải phóng xong",
    "Giữ bí mật, quan hệ mật thiết; không gửi tài liệu mật qua mạng.",
    "mật.",
    "- Lưu: VT (bản mật).",
    "Khu tái định cư Khuổi Mật",
    "NV11 60%, đang xin ý kiến về tài liệu mật",
]


@pytest.mark.parametrize("mark", [*MARKS_ANYWHERE, *MARKS_IN_THE_LETTERHEAD])
def test_document_with_a_secrecy_mark_is_refused_without_a_word_of_it(mark: str) -> None:
    with pytest.raises(Classified) as refusal:
        read_text(LETTERHEAD + mark + BODY)

    assert str(refusal.value) == "classified"


@pytest.mark.parametrize("mark", MARKS_ANYWHERE)
def test_mark_that_stands_out_counts_on_later_pages_too(mark: str) -> None:
    assert is_classified(FAR_BELOW + mark)


@pytest.mark.parametrize("mark", MARKS_IN_THE_LETTERHEAD)
def test_mark_in_small_letters_counts_in_the_letterhead_only(mark: str) -> None:
    assert (is_classified(mark), is_classified(FAR_BELOW + mark)) == (True, False)


@pytest.mark.parametrize("words", NO_MARKS)
def test_secrecy_as_a_word_or_a_subject_is_no_mark(words: str) -> None:
    assert not is_classified(words)


def test_letters_with_their_accents_apart_are_the_same_mark() -> None:
    assert is_classified(unicodedata.normalize("NFD", "TUYỆT MẬT"))


def test_document_about_secrets_is_read() -> None:
    draft = read_text(
        LETTERHEAD + BODY + "\n2. Sở Nội vụ giữ bí mật theo quy định.\n\nNơi nhận:\n- Lưu: VT (bản mật).\n"
    )

    assert [task.lead for task in draft.tasks] == [("Công an tỉnh",), ("Sở Nội vụ",)]
