from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.agencies import AgencyNames
from bot.language.as_json import query_as_json, reply_as_json
from bot.language.meaning import Asks, Intent
from bot.language.queries import explain_query, understand_query
from bot.language.replies import explain_reply, understand_reply

TODAY, DUE = date(2024, 5, 13), date(2024, 5, 16)
NAMES = AgencyNames()
BINDING = {Intent.DONE, Intent.EXTENSION, Intent.REJECT}
NOISE = st.text(alphabet=st.characters(exclude_categories=["L"]) | st.sampled_from("qwzfj"), max_size=200)
WORDS = (
    "xong", "chưa", "NV12", "NV15", "12", "15/5", "31/6", "0/0", "99999999999", "%", "xin", "lùi", "thêm", "tuần",
    "ngày", "âm lịch", "sở", "các huyện", "thứ 2", "tháng", "quý", "năm", ",", ".", "\n", "😀", "\u202e", "\u200b", "'",
    "--", ";", "<b>", "SELECT", "DROP TABLE", "cả hai", "trừ", "việc đầu", "so với", "top", "/quahan", "/nv",
)  # fmt: skip
PIECES = st.sampled_from(WORDS)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300) | st.lists(PIECES, max_size=40).map(" ".join))
def test_any_text_is_understood_as_something(text: str) -> None:
    reply = understand_reply(text, today=TODAY, reminded=("NV12", "NV15"), due=DUE)
    query = understand_query(text, today=TODAY, names=NAMES, previous="việc quá hạn")
    assert reply_as_json(reply)["intent"] in set(Intent)
    assert query_as_json(query)["intent"] in set(Asks)
    assert isinstance(explain_reply(text, today=TODAY), tuple)
    assert isinstance(explain_query(text, today=TODAY, names=NAMES), tuple)


@settings(max_examples=200, deadline=None)
@given(NOISE)
def test_noise_never_acts_without_being_confirmed(noise: str) -> None:
    reply = understand_reply(noise, today=TODAY, reminded=("NV7",), due=DUE)
    assert reply.must_confirm or reply.intent not in BINDING


@pytest.mark.parametrize(
    "text", ["'; DROP TABLE tasks; --", "<script>alert(1)</script>", "\u202egnox", "xong" * 2500, "a" * 10000]
)
def test_what_is_no_message_does_nothing(text: str) -> None:
    reply = understand_reply(text, today=TODAY, reminded=("NV7",), due=DUE)
    assert reply.intent not in BINDING
    assert understand_query(text, today=TODAY, names=NAMES).intent is Asks.OTHER


def test_ten_thousand_characters_of_words_are_read() -> None:
    text = "NV12 đang làm, xin lùi đến 20/5 vì vướng mặt bằng. " * 200
    assert understand_reply(text, today=TODAY, reminded=("NV12",), due=DUE).must_confirm
