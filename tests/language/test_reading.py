import unicodedata

import pytest

from bot.language.phrases import Grammar, compile_phrase
from bot.language.reading import key_of, read


@pytest.mark.parametrize("typed", ["vướng", "vuớng", "vuong", "VƯỚNG", unicodedata.normalize("NFD", "vướng")])
def test_a_word_is_met_however_its_marks_were_typed(typed: str) -> None:
    assert compile_phrase("vướng").search(read(typed)) is not None


def test_another_word_with_the_same_letters_is_not_met() -> None:
    assert compile_phrase("kẹt").search(read("kết quả")) is None


def test_a_known_word_typed_with_its_marks_is_not_another_with_a_mark_forgotten() -> None:
    assert compile_phrase("cố gắng").search(read("có gắng")) is None
    assert compile_phrase("cố").search(read("đã có báo cáo")) is None


def test_chat_spellings_become_the_words_they_stand_for() -> None:
    assert read("ko dc r").tokens[0].key == read("không được rồi").tokens[0].key
    assert compile_phrase("không được rồi").search(read("ko dc r")) is not None


def test_the_place_of_the_marks_makes_no_difference() -> None:
    assert key_of("hoá") == key_of("hóa")


def test_what_was_typed_is_given_back_exactly() -> None:
    reading = read("Chưa xong,  VUỚNG mặt bằng!")
    match = compile_phrase("vướng mặt bằng").search(reading)
    assert match is not None
    assert reading.typed(*match.span()) == "VUỚNG mặt bằng"


def test_words_used_by_one_cue_are_not_seen_by_the_next() -> None:
    grammar = Grammar.of({"not_done": ["chưa xong"], "done": ["xong"]})
    assert [cue.name for cue in grammar.cues(read("chưa xong"))] == ["not_done"]


def test_a_gap_does_not_cross_the_end_of_a_sentence() -> None:
    phrase = compile_phrase("xin ... lùi")
    assert phrase.search(read("xin anh cho lùi")) is not None
    assert phrase.search(read("xin cảm ơn. lùi lại")) is None


def test_letters_with_invisible_signs_between_are_one_word() -> None:
    assert read("xo\u200bng").tokens[0].key == "xong"
