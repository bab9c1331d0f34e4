import pytest
from jinja2 import UndefinedError

from bot.conversation.answering.ranking import MEASURES
from bot.conversation.wording import Section
from bot.texts.catalogue import Texts
from bot.texts.words import WORDS
from data.domain.escalation import RANKS
from data.domain.figures import TimeClass
from data.domain.lifecycle import Event
from data.domain.policy import Policy
from data.domain.question import Condition, Day
from data.domain.task import Status

TEXTS = Texts()


def test_every_word_of_our_vocabularies_has_its_sentence() -> None:
    said_of_work = {*Event, "deadline"}
    needed = {
        *(f"cards.status_{status}" for status in Status),
        *(f"cards.brief_{status}" for status in Status),
        *(f"cards.report_{kind}" for kind in said_of_work),
        *(f"cards.urgency_{mark}" for mark in Policy().ladders if mark),
        *(f"reminders.heading_{section}" for section in Section),
        *(f"reminders.rank_{rank}" for rank in RANKS),
        *(f"answers.condition_{condition}" for condition in Condition),
        *(f"answers.class_{each}" for each in TimeClass),
        *(f"answers.day_{day}" for day in Day),
        *(f"answers.value_{by}" for by in MEASURES),
        *(f"answers.measure_{by}_{order}" for by in MEASURES for order in ("worst", "best")),
    }
    assert needed - set(TEXTS.templates) == set()


def test_a_sentence_with_a_hole_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        TEXTS.say("cards.not_found")
    with pytest.raises(KeyError):
        TEXTS.say("cards.no_such_sentence")


def test_a_value_is_escaped_once_and_a_label_not_at_all() -> None:
    inner = TEXTS.say("cards.not_found", code="<b>&")
    assert inner == "Không tìm thấy nhiệm vụ &lt;b&gt;&amp; trong số việc đồng chí được xem."
    assert TEXTS.say("answers.count", heading=inner, breakdown="").splitlines()[0] == f"<b>{inner}</b>"
    assert TEXTS.label("cards.choose_confirm_result", code="NV7", agency="A&B") == "Xác nhận NV7 hoàn thành (A&B)"


@pytest.mark.parametrize(("share", "words"), [(0.0, "0%"), (1.0, "100%"), (2 / 3, "66,7%"), (0.1, "10%")])
def test_a_share_is_a_percentage_with_a_decimal_comma(share: float, words: str) -> None:
    assert WORDS["vi"].percent(share) == words
