from datetime import date

import pytest

from bot.conversation.steering.verdicts import Says, Verdict, understand_verdict

TODAY = date(2024, 5, 13)


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("NV7 xác nhận", Verdict(Says.CONFIRM, ("NV7",))),
        ("xác nhận nv 07 hoàn thành", Verdict(Says.CONFIRM, ("NV7",))),
        ("xac nhan hoan thanh", Verdict(Says.CONFIRM)),
        ("Xác nhận NV3, NV9 nhé", Verdict(Says.CONFIRM, ("NV3", "NV9"))),
        ("xác nhận NV3, 9 và 11", Verdict(Says.CONFIRM, ("NV3", "NV9", "NV11"))),
        ("NV7 trả lại vì thiếu phụ lục", Verdict(Says.RETURN, ("NV7",), reason="thiếu phụ lục")),
        ("tra lai NV7: chưa ký", Verdict(Says.RETURN, ("NV7",), reason="chưa ký")),
        ("NV7 không xác nhận", Verdict(Says.RETURN, ("NV7",))),
        ("đồng ý", Verdict(Says.GRANT)),
        ("đồng ý đến 18/5", Verdict(Says.GRANT, until=date(2024, 5, 18))),
        ("NV11 đồng ý gia hạn đến 18/5/2024", Verdict(Says.GRANT, ("NV11",), until=date(2024, 5, 18))),
        ("cho gia hạn NV11", Verdict(Says.GRANT, ("NV11",))),
        ("không đồng ý vì đã ấn định", Verdict(Says.REFUSE, reason="đã ấn định")),
        ("NV11 khong dong y, ly do: gap", Verdict(Says.REFUSE, ("NV11",), reason="gap")),
        ("bỏ NV5", Verdict(Says.LEAVE_OUT, ("NV5",))),
        ("không theo dõi NV5, NV6 vì là việc thường xuyên", Verdict(Says.LEAVE_OUT, ("NV5", "NV6"))),
    ],
)
def test_decision_in_the_offices_words(words: str, verdict: Verdict) -> None:
    assert understand_verdict(words, TODAY) == verdict


@pytest.mark.parametrize(
    "words",
    [
        "việc quá hạn của Sở Tài chính",
        "gia hạn của Ban Dân tộc thế nào",
        "NV7 đã xác nhận chưa?",
        "xác nhận giúp danh sách việc tuần này",
        "đồng ý chưa?",
        "bỏ qua",
        "cho tôi xem việc quá hạn",
        "",
        "NV7",
    ],
)
def test_question_is_no_decision(words: str) -> None:
    assert understand_verdict(words, TODAY) is None
