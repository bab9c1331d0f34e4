"""What one stretch of a reply says of the work: cues found by a grammar, weighed in a fixed order."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from importlib.resources import files

from bot.language.dates import IsWorking, Length
from bot.language.meaning import Intent
from bot.language.numbers import Share
from bot.language.periods import Period
from bot.language.phrases import Cue, Grammar
from bot.language.reading import Reading, Token, bare
from bot.language.reasons import reason_in
from bot.language.syllables import is_speech

_SLOTS = {
    "ngày": "@date ",
    "ngày nào": "@someday ",
    "dài": "@length ",
    "việc": "@task ",
    "văn bản": "@symbol ",
    "phần": "@share ",
    "số": r"\d+ ",
}


def _load() -> Grammar:
    table = tomllib.loads(files("bot.language").joinpath("reply_cues.toml").read_text("utf-8"))
    return Grammar.of(table["cues"], slots=_SLOTS, sets=table["sets"])


_GRAMMAR = _load()


@dataclass(frozen=True, slots=True)
class Today:
    """The day of the message, the deadline of what was asked about, and which days are worked."""

    on: date
    due: date | None
    is_working: IsWorking


@dataclass(frozen=True, slots=True)
class Status:
    """What is said of the work; `doubtful` when it must not be recorded before the person says yes."""

    intent: Intent
    percent: int | None = None
    new_deadline: date | None = None
    expected_on: date | None = None
    reason: str | None = None
    doubtful: bool = False
    cues: tuple[Cue, ...] = ()


_DELIVERED = frozenset({"delivered", "already_done"})
_DONE = _DELIVERED | {"done", "confirm_done", "nothing_left", "implied_done", "close_request", "contradiction", "tick"}
_UNFINISHED = frozenset(
    {
        "not_started",
        "not_done",
        "not_yet",
        "undelivered",
        "doing",
        "stage",
        "remainder",
        "left_over",
        "waiting_above",
        "almost",
        "signed_not_issued",
        "except",
        "own_part",
        "delegated",
    }
)
_OBSTACLES = frozenset({"obstacle", "waiting_other", "pause", "impossible"})


@dataclass(frozen=True)
class Weighing:
    """The cues of one stretch of text and the figures in it, ready to be weighed."""

    reading: Reading
    today: Today
    cues: tuple[Cue, ...]

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of the cues met."""
        return frozenset(cue.name for cue in self.cues)

    @cached_property
    def share(self) -> Share | None:
        """The share of work stated; of several, the least."""
        return min(self.shares, key=lambda share: share.percent, default=None)

    @cached_property
    def shares(self) -> tuple[Share, ...]:
        """All the shares stated."""
        return tuple(token.value for token in self.reading.tokens if isinstance(token.value, Share))

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The days named that can be promised or asked for, as days near today."""
        return tuple(
            token.value.near(self.today.on).day
            for token in self.reading.tokens
            if token.key == "@date" and isinstance(token.value, Period)
        )

    @cached_property
    def ahead(self) -> date | None:
        """The first day named that is not past."""
        return next((on for on in self.days if on >= self.today.on), None)

    def has(self, *names: str) -> bool:
        """Whether any of these cues was met."""
        return not self.names.isdisjoint(names)


def judge(reading: Reading, today: Today) -> Status:
    """Weigh one stretch of text."""
    case = Weighing(reading, today, _GRAMMAR.cues(reading))
    for weigh in (_extension, _rejection, _dispute, _blocked, _work, _talk):
        status = weigh(case)
        if status is not None:
            return status
    return _status(case, Intent.UNCLEAR)


def _status(
    case: Weighing,
    intent: Intent,
    *,
    doubtful: bool = False,
    percent: int | None = None,
    expected_on: date | None = None,
    new_deadline: date | None = None,
) -> Status:
    return Status(
        intent, percent, new_deadline, expected_on, reason_in(case.reading, case.cues, intent), doubtful, case.cues
    )


def _extension(case: Weighing) -> Status | None:
    if not case.has("extension"):
        return None
    return _status(
        case,
        Intent.EXTENSION,
        percent=case.share.percent if case.share else None,
        new_deadline=_asked_for(case),
        doubtful=True,
    )


def _asked_for(case: Weighing) -> date | None:
    """The day asked for: the one behind the request, a length counted from the deadline, else the last named."""
    start = next(cue.start for cue in case.cues if cue.name == "extension")
    reading = case.reading
    behind = [t for t in reading.tokens[reading.index_at(start) :] if t.key in {"@date", "@length"}] or [
        t for t in reading.tokens if t.key == "@date"
    ]
    for token in sorted(behind, key=lambda token: not _is_goal(reading, token)):
        if isinstance(token.value, Length):
            return token.value.after(case.today.due or case.today.on, case.today.is_working)
        if isinstance(token.value, Period):
            day = token.value.near(case.today.on).day
            if day >= case.today.on:
                return day
    return None


_TOWARDS = frozenset({"sang", "den", "toi", "qua", "het", "them", "khat"})


def _is_goal(reading: Reading, token: Token) -> bool:
    index = reading.tokens.index(token)
    return index > 0 and bare(reading.tokens[index - 1].key) in _TOWARDS


def _rejection(case: Weighing) -> Status | None:
    return _status(case, Intent.REJECT, doubtful=True) if case.has("reject") and not case.has("request") else None


def _dispute(case: Weighing) -> Status | None:
    if not case.has("dispute", "not_received") or case.has("delivered", "already_done"):
        return None
    return _status(case, Intent.QUESTION if case.has("not_received", "question") else Intent.NOTE, doubtful=True)


def _blocked(case: Weighing) -> Status | None:
    if not case.names & _OBSTACLES or case.has("cause") or _asks(case):
        return None
    if case.has("delivered", "already_done") and not case.has("impossible", "remainder"):
        return None
    percent = case.share.percent if case.share else None
    return _status(case, Intent.BLOCKED, percent=percent)


def _asks(case: Weighing) -> bool:
    return case.has("question_done") or (case.has("question") and case.has("request"))


def _work(case: Weighing) -> Status | None:
    """Done or under way."""
    if case.has("question_done"):
        return _status(case, Intent.QUESTION)
    if case.has("late") and not case.names & _DONE:
        return _progress(case, doubtful=True)
    if case.has("guess"):
        return _status(case, Intent.UNCLEAR)
    if case.names & _DONE or (case.share and case.share.percent == 100):
        return _done(case)
    if case.names & _UNFINISHED or case.has("cause") or case.share:
        return _progress(case)
    if case.ahead and case.has("promise", "will", "delivered"):
        return _progress(case)
    return None


def _done(case: Weighing) -> Status | None:
    complete = case.names & _DONE - {"contradiction"}
    if not complete and case.share is None:
        return None
    if case.share and case.share.percent < 100:
        return _progress(case)
    if case.names & _UNFINISHED and not (
        case.has("delivered", "confirm_done", "nothing_left") and not case.names & (_UNFINISHED - {"stage", "doing"})
    ):
        return _progress(
            case,
            doubtful=case.has("remainder", "undelivered", "left_over", "own_part", "signed_not_issued")
            or case.has("not_done", "not_yet"),
        )
    if case.ahead and not case.names & _DELIVERED:
        return _progress(case)
    if case.has("promise", "will") and not case.names & _DELIVERED and not case.share:
        return _progress(case)
    first = case.reading.tokens[0].key if case.reading.tokens else ""
    dated_first = first == "@date" and not case.names & _DELIVERED
    bare_tick = case.names == {"tick"}
    return _status(
        case,
        Intent.DONE,
        percent=100,
        doubtful=dated_first
        or bare_tick
        or case.has("contradiction", "close_request", "implied_done", "conditional", "almost"),
    )


def _progress(case: Weighing, *, doubtful: bool = False) -> Status:
    share = case.share
    percent = share.percent if share else (0 if case.has("not_started") else None)
    doubt = (
        doubtful
        or bool(share and share.vague)
        or len(case.shares) > 1
        or case.has("conditional", "signed_not_issued", "late")
    )
    if case.has("almost", "own_part") and share is None:
        doubt = True
    return _status(case, Intent.PROGRESS, percent=percent, expected_on=case.ahead, doubtful=doubt)


def _talk(case: Weighing) -> Status | None:
    """What is not about the work's state."""
    if case.has("shrug", "unknown") or (
        sum(token.is_word for token in case.reading.tokens) < 2 and case.has("question")
    ):
        return None
    if case.has("greeting", "grumble"):
        return _status(case, Intent.NOTE)
    if case.has("request", "question"):
        return _status(case, Intent.QUESTION)
    if case.has("record_proposal", "told", "stop_nagging", "personnel"):
        return _status(case, Intent.NOTE)
    if case.has("look_later", "acknowledge", "will"):
        return _status(case, Intent.ACKNOWLEDGE)
    if case.has("note") or is_speech(case.reading):
        return _status(case, Intent.NOTE)
    return None
