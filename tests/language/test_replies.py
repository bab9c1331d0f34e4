from datetime import date

import pytest

from bot.language.meaning import Intent, ReplyItem
from bot.language.replies import explain_reply, understand_reply

TODAY, DUE = date(2024, 5, 13), date(2024, 5, 16)


def intent_of(text: str, *reminded: str) -> Intent:
    return understand_reply(text, today=TODAY, reminded=reminded or ("NV7",), due=DUE).intent


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("dạ em rõ rồi ạ", Intent.ACKNOWLEDGE),
        ("lát nữa em trả lời", Intent.ACKNOWLEDGE),
        ("nộp rồi", Intent.DONE),
        ("da ban hanh kh so 56/KH-UBND", Intent.DONE),
        ("không vướng gì, xong rồi", Intent.DONE),
        ("chưa hoàn thành", Intent.PROGRESS),
        ("xong rồi nhưng chưa gửi", Intent.PROGRESS),
        ("chờ sếp duyệt", Intent.PROGRESS),
        ("giao cho chị Lan làm rồi", Intent.PROGRESS),
        ("nv7 phan cong anh Nam xu ly roi a", Intent.PROGRESS),
        ("bàn giao cho bạn Hoa theo dõi rồi", Intent.PROGRESS),
        ("gia hạn giúp em", Intent.EXTENSION),
        ("vướng mặt bằng, xin lùi đến 30/5", Intent.EXTENSION),
        ("đang chờ hướng dẫn của Bộ", Intent.BLOCKED),
        ("việc này của Sở Xây dựng", Intent.REJECT),
        ("không nhận NV7", Intent.REJECT),
        ("nv7 khong nhan", Intent.REJECT),
        ("em không nhận được NV7", Intent.QUESTION),
        ("không nhận được file", Intent.QUESTION),
        ("ai chưa nhận NV7?", Intent.QUESTION),
        ("gửi về đâu ạ", Intent.QUESTION),
        ("ngày nào cũng nhắc", Intent.NOTE),
        ("NV7 được thay thế bằng NV13", Intent.NOTE),
        ("NV7 được rút", Intent.NOTE),
        ("nv7 dc rut", Intent.NOTE),
        ("NV7 được giao cho Sở Y tế", Intent.NOTE),
        ("NV7 được phê duyệt", Intent.NOTE),
        ("NV7 được lãnh đạo duyệt rồi", Intent.NOTE),
        ("NV7 được HĐND tỉnh thông qua", Intent.NOTE),
        ("NV7 đã được UBND tỉnh phê duyệt", Intent.DONE),
        ("NV7 vừa được HĐND tỉnh thông qua", Intent.DONE),
        ("NV7 được rồi", Intent.ACKNOWLEDGE),
        ("nv7 dc giao cho so y te", Intent.NOTE),
        ("NV7 đã được chuyển sang Sở Y tế", Intent.NOTE),
        ("NV7 được ạ", Intent.ACKNOWLEDGE),
        ("nv7 da duoc bai bo", Intent.NOTE),
        ("chắc xong rồi", Intent.UNCLEAR),
        ("20/5", Intent.UNCLEAR),
        ("tối về tôi xem", Intent.ACKNOWLEDGE),
        ("xg r a", Intent.DONE),
        ("em gửi báo cáo qua mail hôm qua rồi ạ", Intent.DONE),
        ("nộp lúc 8h rồi em", Intent.DONE),
        ("xong rồi, chỉ còn đăng lên cổng", Intent.PROGRESS),
        ("đã gửi nhưng bị yêu cầu làm lại", Intent.PROGRESS),
        ("gần hoàn thiện rồi", Intent.PROGRESS),
        ("đang chạy, chắc được 70%", Intent.PROGRESS),
        ("mai xong rồi", Intent.PROGRESS),
        ("mai gửi rồi", Intent.PROGRESS),
        ("UBND huyện không phối hợp nên chưa làm được", Intent.BLOCKED),
        ("đề nghị văn phòng chuyển đơn vị khác", Intent.REJECT),
        ("bị cô lập không đi đo được", Intent.BLOCKED),
        ("phòng em không còn phụ trách mảng này", Intent.REJECT),
        ("gia hạn có được không hay phải xong đúng hạn?", Intent.QUESTION),
        ("thấy bảo xong rồi", Intent.UNCLEAR),
        ("mới bắt tay vào làm", Intent.PROGRESS),
        ("tuần này có báo cáo", Intent.PROGRESS),
        ("không có gì khó khăn, mai nộp", Intent.PROGRESS),
        ("quá hạn là do mất mạng, mai nộp", Intent.PROGRESS),
        ("chậm lại 5 ngày được không anh", Intent.EXTENSION),
        ("cho em xin thêm time với", Intent.EXTENSION),
        ("16/5 không kịp, 31/5 được không anh?", Intent.EXTENSION),
        ("đề nghị thay đổi đơn vị chủ trì", Intent.REJECT),
        ("hạn là hết ngày 16 hay trước 16 ạ", Intent.QUESTION),
        ("gửi kèm phụ lục để anh nắm", Intent.NOTE),
        ("nhắc gì lắm thế không biết", Intent.NOTE),
    ],
)
def test_a_reply_has_one_intent(text: str, intent: Intent) -> None:
    assert intent_of(text) == intent


def test_a_negated_done_is_never_done() -> None:
    denials = [
        "chưa xong",
        "chua hoan thanh",
        "chưa làm xong",
        "vẫn chưa gửi",
        "không xong được",
        "xong đâu mà xong",
        "có làm gì đâu mà xong",
        "nv7 xong?",
        "coi như là xong",
        "đã xong, mai gửi",
    ]
    assert [text for text in denials if intent_of(text) is Intent.DONE] == []


def test_lengths_count_from_the_deadline() -> None:
    asked = [
        understand_reply(f"xin thêm {words}", today=TODAY, reminded=("NV7",), due=DUE).new_deadline
        for words in ("1 tuần", "3 ngày làm việc", "vài hôm", "2 tuần nữa")
    ]
    assert asked == [date(2024, 5, 23), date(2024, 5, 21), None, date(2024, 5, 30)]


@pytest.mark.parametrize(
    "text", ["xong rồi, còn gửi thôi", "xong rồi, còn cái phụ lục", "nhờ xem lại, xong rồi hay sao"]
)
def test_done_with_something_left_unsaid_is_never_recorded_at_once(text: str) -> None:
    assert understand_reply(text, today=TODAY, reminded=("NV7",), due=DUE).must_confirm


@pytest.mark.parametrize("text", ["sao lại quá hạn, đã nộp từ 10/5", "đã nộp rồi mà hệ thống vẫn báo đỏ"])
def test_done_that_contradicts_what_we_say_must_be_confirmed(text: str) -> None:
    reply = understand_reply(text, today=TODAY, reminded=("NV7",), due=DUE)
    assert (reply.intent, reply.must_confirm) == (Intent.DONE, True)


def test_the_reason_is_the_exact_words() -> None:
    reply = understand_reply(
        "xin lùi đến 20/5 vì chưa có số liệu của các huyện", today=TODAY, reminded=("NV7",), due=DUE
    )
    assert reply.reason == "chưa có số liệu của các huyện"


def test_each_task_named_has_its_own_status() -> None:
    reply = understand_reply("đã xong NV12, còn NV15 mai nộp", today=TODAY, reminded=("NV12", "NV15"), due=DUE)
    assert reply.items == (
        ReplyItem("NV12", Intent.DONE, 100),
        ReplyItem("NV15", Intent.PROGRESS, expected_on=date(2024, 5, 14)),
    )
    assert (reply.intent, reply.must_confirm) == (Intent.DONE, True)


def test_all_but_one_leaves_that_one_out() -> None:
    reply = understand_reply("tất cả đã xong trừ NV15", today=TODAY, reminded=("NV12", "NV15"), due=DUE)
    assert [(item.task_ref, item.intent) for item in reply.items or ()] == [
        ("NV12", Intent.DONE),
        ("NV15", Intent.PROGRESS),
    ]


@pytest.mark.parametrize(
    "text", ["trừ NV8 còn lại xong hết", "NV8 đang làm, các việc còn lại đã xong", "xong cả rồi trừ NV8"]
)
def test_the_rest_are_the_tasks_not_named(text: str) -> None:
    reply = understand_reply(text, today=TODAY, reminded=("NV5", "NV8", "NV9"), due=DUE)
    assert {item.task_ref: item.intent for item in reply.items or ()} == {
        "NV5": Intent.DONE, "NV8": Intent.PROGRESS, "NV9": Intent.DONE,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "reminded"), [("xong", ("NV12", "NV15")), ("xong", ()), ("NV20 xong", ("NV12",)), ("NV12, NV15 xong", ())]
)
def test_a_status_without_one_certain_task_must_be_confirmed(text: str, reminded: tuple[str, ...]) -> None:
    assert understand_reply(text, today=TODAY, reminded=reminded, due=DUE).must_confirm


def test_the_words_that_led_to_a_field_are_shown() -> None:
    assert explain_reply("NV7 chưa xong, xin lùi đến 20/5", today=TODAY, reminded=("NV7",), due=DUE) == (
        ("task", "NV7"),
        ("not_done", "chưa xong"),
        ("extension", "xin lùi"),
        ("date", "20/5"),
    )
