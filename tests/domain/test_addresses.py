from datetime import UTC, datetime

import pytest

from data.domain.addresses import Instead, Route, route, unanswered_since
from data.domain.escalation import blames_silence
from data.domain.person import ChatLink
from data.domain.planning import Reminder, Said


def _at(day: int) -> datetime:
    return datetime(2024, 5, day, 1, tzinfo=UTC)


ZALO = ChatLink(1, "zalo", "z", heard_at=_at(13))
TELEGRAM = ChatLink(1, "telegram", "t")


def test_nobody_paired_is_reached_nowhere() -> None:
    assert route([], None) is None
    assert route([ChatLink(1, "zalo", "z", refused=True)], None) is None


def test_chosen_chat_is_used_while_it_answers() -> None:
    assert route([ZALO, TELEGRAM], _at(12)) == Route(ZALO)


@pytest.mark.parametrize(
    ("chosen", "unanswered", "down", "why"),
    [
        (ChatLink(1, "zalo", "z", refused=True), None, (), Instead.REFUSED),
        (ZALO, _at(14), (), Instead.SILENT),
        (ChatLink(1, "zalo", "z"), _at(14), (), Instead.SILENT),
        (ZALO, None, ("zalo",), Instead.DOWN),
    ],
)
def test_other_chat_is_used_for_a_reason_that_is_told(
    chosen: ChatLink, unanswered: datetime | None, down: tuple[str, ...], why: Instead
) -> None:
    assert route([chosen, TELEGRAM], unanswered, down) == Route(TELEGRAM, "zalo", why)


def test_only_chat_is_used_whatever_it_does_not_answer() -> None:
    assert route([ZALO], _at(14)) == Route(ZALO)
    assert route([ZALO, ChatLink(1, "telegram", "t", refused=True)], _at(14)) == Route(ZALO)


def test_silence_counts_from_the_first_word_about_a_task_that_was_raised() -> None:
    told = Reminder(7, "assigned", 1, 1, _at(13), Said.SAID)
    again = Reminder(7, "before-1", 1, 1, _at(15), Said.SAID)
    raised = Reminder(7, "unacknowledged", 2, 1, _at(15), Said.PLANNED)
    assert unanswered_since([told, again], 1, _at(16)) is None
    assert unanswered_since([told, again, raised], 1, _at(14)) is None
    assert unanswered_since([told, again, raised], 1, _at(16)) == _at(13)
    assert unanswered_since([told, raised], 3, _at(16)) is None


@pytest.mark.parametrize(
    ("rung", "blames"),
    [
        ("unacknowledged", True),
        ("overdue-3-chief", True),
        ("overdue-1-head-unheard", False),
        ("overdue-3", False),
        ("overdue-2024-06-03", False),
        ("nobody-paired", False),
        ("assigned", False),
    ],
)
def test_which_rungs_raise_silence(rung: str, blames: bool) -> None:
    assert blames_silence(rung) is blames
