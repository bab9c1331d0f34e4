from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from data.intake.draft import Reason, Unreadable
from data.intake.reading import read_bytes, read_text

DOCS = Path(__file__).parents[1] / "gold" / "docs"
SAMPLES = {
    suffix: (DOCS / f"dev_{number}.{suffix}").read_bytes()
    for suffix, number in (("docx", "19"), ("pdf", "11"), ("txt", "02"))
}
WORDS = st.sampled_from(
    [
        "1. ",
        "- ",
        "a) ",
        "\n",
        "\n\n",
        "Sở Y tế",
        "UBND các huyện: ",
        "giao ",
        "phối hợp với ",
        ", ",
        "; ",
        ": ",
        "trước ngày ",
        "15/6",
        "hằng tháng",
        " | ",
        "(",
        ")",
        "Nơi nhận:",
        "CHỦ TỊCH",
        "Số: ",
        "/TB-UBND",
        "Điều 1. ",
        "quý II",
        "x ",
    ]
)
OUTCOMES = {"read", *Reason}


def outcome(content: bytes) -> str:
    try:
        read_bytes("a", content)
    except Unreadable as refusal:
        return str(refusal)
    return "read"


@settings(max_examples=80, deadline=None)
@given(st.lists(WORDS, max_size=60).map("".join))
def test_any_mixture_of_official_words_is_read_and_every_span_lies_in_the_text(text: str) -> None:
    if not text.strip():
        return
    draft = read_text(text)

    assert [
        span
        for task in draft.tasks
        for span in task.evidence.values()
        if not 0 <= span.start <= span.end <= len(draft.text)
    ] == []


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(SAMPLES)), st.integers(0, 10**6), st.binary(max_size=8), st.integers(0, 10**6))
def test_damaged_file_is_read_or_refused_but_never_crashes(suffix: str, place: int, junk: bytes, length: int) -> None:
    whole = SAMPLES[suffix]
    at = place % len(whole)

    assert outcome(whole[:at] + junk + whole[at + len(junk) : at + len(junk) + length]) in OUTCOMES


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_but_never_crash(content: bytes) -> None:
    assert outcome(content) in OUTCOMES
