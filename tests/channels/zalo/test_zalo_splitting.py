"""Our markup as the platform's plain text: styles, units, parts."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bot.zalo.splitting import split
from bot.zalo.styling import Span, Styled, styled, units


def test_markup_becomes_text_and_styles() -> None:
    read = styled("<b>NV7</b> &lt;hạn&gt; <i>16/05 <b>gấp</b></i>")
    assert read.text == "NV7 <hạn> 16/05 gấp"
    assert set(read.spans) == {Span(0, 3, "b"), Span(10, 19, "i"), Span(16, 19, "b")}


def test_name_that_looks_like_markup_stays_a_name() -> None:
    assert styled("&lt;b&gt;An&lt;/b&gt; **x** {red}y{/red}") == Styled("<b>An</b> **x** {red}y{/red}")


def test_offsets_count_utf16_units() -> None:
    assert styled("😀 <b>NV7</b>").as_styles() == [{"start": 3, "len": 3, "st": ["b"]}]


def test_text_is_measured_in_its_shorter_form() -> None:
    decomposed = unicodedata.normalize("NFD", "Đồng ý")
    assert styled(decomposed).text == "Đồng ý"
    assert styled(f"{decomposed}<b>x</b>").as_styles() == [{"start": 6, "len": 1, "st": ["b"]}]


def test_broken_markup_harms_nothing() -> None:
    assert styled("</b><b>NV7</i> <u>x").text == "NV7 x"
    assert styled("<b>open").spans == (Span(0, 4, "b"),)


def test_long_text_is_cut_between_paragraphs_and_keeps_its_styles() -> None:
    whole = styled("<b>Một</b>\nhai ba\n\n<b>Bốn</b> năm\nsáu")
    first, second = split(whole, 20)
    assert (first.text, second.text) == ("Một\nhai ba", "Bốn năm\nsáu")
    assert second.spans == (Span(0, 3, "b"),)


def test_word_that_fits_nowhere_is_cut() -> None:
    assert [part.text for part in split(Styled("x" * 25), 10)] == ["x" * 10, "x" * 10, "x" * 5]
    assert [part.text for part in split(Styled("😀" * 3), 3)] == ["😀", "😀", "😀"]


@given(st.text(alphabet="ab <>&😀ệ\n", max_size=300), st.integers(min_value=2, max_value=40))
def test_parts_fit_and_lose_no_word(text: str, limit: int) -> None:
    parts = split(Styled(text), limit)
    assert all(units(part.text) <= limit for part in parts)
    assert "".join("".join(part.text.split()) for part in parts) == "".join(text.split())
