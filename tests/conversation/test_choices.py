import pytest

from bot.conversation.choices import by_number, by_words
from data.db.stores.offers import Offered


def offered(*choices: tuple[str, str]) -> list[Offered]:
    return [
        Offered(f"token-{number}", 1, 1, number, label, action, {}, None)
        for number, (label, action) in enumerate(choices, 1)
    ]


CARD = offered(("Xác nhận đã nhận", "acknowledge"), ("Báo đã xong", "done"), ("Báo vướng mắc", "block"))
QUESTION = offered(("Đúng, ghi nhận", "record"), ("Không", "drop"))
RECORDED = offered(("Đúng rồi", "fine"), ("Hoàn tác", "undo"))


@pytest.mark.parametrize(
    ("words", "number"), [("1", 1), (" 2. ", 2), ("3)", 3), ("4", None), ("12", None), ("1 2", None)]
)
def test_number_names_a_choice_of_the_list(words: str, number: int | None) -> None:
    found = by_number(words, CARD)
    assert (found.number if found else None) == number


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("Xác nhận đã nhận", "Xác nhận đã nhận"),
        ("xac nhan da nhan.", "Xác nhận đã nhận"),
        ("báo vướng", "Báo vướng mắc"),
        ("báo", None),
        ("xong", None),
        ("đúng", None),
    ],
)
def test_words_of_a_label_or_its_beginning_choose_it(words: str, label: str | None) -> None:
    found = by_words(words, CARD)
    assert (found.label if found else None) == label


@pytest.mark.parametrize("words", ["đúng", "Vâng ạ", "ok", "đồng ý", "dạ vâng", "ĐÚNG RỒI!", "dung roi"])
def test_yes_answers_a_question(words: str) -> None:
    found = by_words(words, QUESTION)
    assert found is not None
    assert found.action == "record"


@pytest.mark.parametrize("words", ["không", "Không ạ", "thôi", "chưa", "khong phai"])
def test_no_answers_a_question(words: str) -> None:
    found = by_words(words, QUESTION)
    assert found is not None
    assert found.action == "drop"


@pytest.mark.parametrize("words", ["hoàn tác", "nhầm rồi", "gửi nhầm"])
def test_slip_of_the_tongue_is_taken_back(words: str) -> None:
    found = by_words(words, RECORDED)
    assert found is not None
    assert found.action == "undo"
