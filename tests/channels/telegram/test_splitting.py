import pytest

from bot.telegram.splitting import split
from tests.fakes.telegram.markup import text_of, utf16_units

LINES = "\n".join(f"<b>NV{n}</b> · hạn 16/05/2024: A &amp; B 🗓" for n in range(400))


def test_short_text_stays_as_it_is() -> None:
    assert split("<b>NV7</b> hạn 16/05/2024\n", 4096) == ["<b>NV7</b> hạn 16/05/2024\n"]


def test_text_of_exactly_the_limit_is_one_part() -> None:
    assert split("<b>" + "ệ" * 4096 + "</b>", 4096) == ["<b>" + "ệ" * 4096 + "</b>"]


def test_long_list_is_cut_between_lines_and_says_all_of_it() -> None:
    parts = split(LINES, 4096)
    assert [utf16_units(text_of(part)) <= 4096 for part in parts] == [True] * len(parts)
    assert "\n".join(parts) == LINES
    assert len(parts) == 4


@pytest.mark.parametrize("limit", [7, 50, 4096])
def test_markup_that_spans_a_cut_is_closed_and_opened_again(limit: int) -> None:
    parts = split("<b>đầu <i>" + "chữ &lt;nghiêng&gt; 🗓 " * 600 + "</i> cuối</b>", limit)
    shown = [text_of(part) for part in parts]
    assert max(map(utf16_units, shown)) <= limit
    assert "".join(shown).replace(" ", "") == "đầu" + "chữ<nghiêng>🗓" * 600 + "cuối"


def test_word_longer_than_a_part_is_cut_where_it_must_be() -> None:
    assert split("🗓" * 5, 4) == ["🗓🗓", "🗓🗓", "🗓"]
