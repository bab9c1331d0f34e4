import pytest

from data.intake.draft import Classified
from data.intake.reading import read_text

LETTERHEAD = "UBND TỈNH A\nSố: 15/KH-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
BODY = "\n\nKẾ HOẠCH\nBảo vệ bí mật nhà nước năm 2024\n\n1. Công an tỉnh rà soát danh mục bí mật nhà nước.\n"


@pytest.mark.parametrize(
    "mark", ["MẬT", "TỐI MẬT", "TUYỆT MẬT", "  MẬT  ", "Mật", "Độ mật: Tối mật", "(MẬT)", "DẤU MẬT", "M Ậ T", "*MẬT*"]
)
def test_document_with_a_secrecy_mark_is_refused_without_a_word_of_it(mark: str) -> None:
    with pytest.raises(Classified) as refusal:
        read_text(LETTERHEAD + mark + BODY)

    assert str(refusal.value) == "classified"


def test_mark_beside_the_letterhead_is_seen() -> None:
    with pytest.raises(Classified):
        read_text("UBND TỈNH A        MẬT\nSố: 15/KH-UBND" + BODY)


def test_secrecy_as_a_word_in_a_sentence_is_no_mark() -> None:
    draft = read_text(
        LETTERHEAD + BODY + "\n2. Sở Nội vụ giữ bí mật theo quy định.\n\nNơi nhận:\n- Lưu: VT (bản mật).\n"
    )

    assert [task.lead for task in draft.tasks] == [("Công an tỉnh",), ("Sở Nội vụ",)]
