"""What one stretch of a reply says of the work: cues found by a grammar, weighed in a fixed order."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from bot.language.meaning import Intent
from bot.language.periods import Period
from bot.language.phrases import Cue
from bot.language.reading import Reading
from bot.language.reasons import OBSTACLES, reason_in
from bot.language.reply_evidence import Evidence, Today, evidence_in


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
_DONE = _DELIVERED | {
    "done", "confirm_done", "nothing_left", "implied_done", "close_request", "contradiction", "tick", "deemed",
}  # fmt: skip
_CLAIMS = _DELIVERED | {"done"}
_LEFT = frozenset({"remainder", "undelivered", "left_over", "own_part", "signed_not_issued", "not_done", "not_yet"})
"""Cues that leave something of the whole undone: "xong" beside them must be confirmed."""
_UNFINISHED = _LEFT | {"not_started", "doing", "stage", "waiting_above", "almost", "signed", "except", "delegated"}
_DOUBTED_DONE = ("contradiction", "dispute", "close_request", "implied_done", "conditional", "almost")
_DOUBTED_PROGRESS = ("conditional", "signed_not_issued", "signed", "late")
_DATED = ("promise", "will", "late", "done", "delivered", "already_done", "guess")
"""Cues that make a day ahead the day of delivery; "sếp thứ 4 mới về" promises nothing."""


def judge(reading: Reading, today: Today) -> Status:
    """Weigh one stretch of text; what no rule decides is unclear."""
    case = evidence_in(reading, today)
    verdicts = (weigh(case) for weigh in _PRECEDENCE)
    return next((status for status in verdicts if status is not None), _status(case, Intent.UNCLEAR))


def _status(case: Evidence, intent: Intent, *, doubtful: bool = False, expected_on: date | None = None) -> Status:
    """Build a status; a share of work is kept wherever the work goes on."""
    shared = intent in {Intent.EXTENSION, Intent.BLOCKED, Intent.PROGRESS}
    return Status(
        intent,
        percent=case.share.percent if case.share and shared else None,
        expected_on=expected_on,
        new_deadline=case.asked_for() if intent is Intent.EXTENSION else None,
        reason=reason_in(case.reading, case.cues, intent),
        doubtful=doubtful,
        cues=case.cues,
    )


def _extension(case: Evidence) -> Status | None:
    return _status(case, Intent.EXTENSION, doubtful=True) if case.has("extension") else None


def _rejection(case: Evidence) -> Status | None:
    refused = case.has("reject") and not case.has("request")
    return _status(case, Intent.REJECT, doubtful=True) if refused else None


def _dispute(case: Evidence) -> Status | None:
    """Weigh what is said against the assignment, its deadline or its receipt, without asking for anything else."""
    if not case.has("dispute", "not_received") or case.has(*_DELIVERED):
        return None
    asks = case.has("not_received") or case.asks
    return _status(case, Intent.QUESTION if asks else Intent.NOTE, doubtful=True)


def _blocked(case: Evidence) -> Status | None:
    """Weigh an obstacle that still stands; the cause of a past delay is none."""
    if not case.names & OBSTACLES or case.has("cause", "request", "question_done"):
        return None
    return _status(case, Intent.BLOCKED)


def _guess(case: Evidence) -> Status | None:
    """Weigh what the sender does not know himself; lateness foreseen, and a day promised with "chắc", are progress."""
    if case.has("question_done") or _is_only_asked(case):
        return _status(case, Intent.QUESTION)
    if case.has("late") and not case.names & _DONE:
        return _progress(case, doubtful=True)
    if case.has("guess") or (case.has("deemed") and not case.has(*_DELIVERED)):
        promised = case.ahead and case.names & _DONE
        partly = case.share is not None and case.share.percent < 100
        return _progress(case, doubtful=True) if promised or partly else _status(case, Intent.UNCLEAR)
    return None


def _is_only_asked(case: Evidence) -> bool:
    """Whether "xong" stands in a question and nothing else says that it is: "… hay phải xong đúng hạn?"."""
    return case.names & _DONE == {"done"} and case.reading.tokens[-1].key == "?"


def _done(case: Evidence) -> Status | None:
    """Weigh what is delivered or finished; whatever is left of it makes it progress."""
    if not (case.names & (_DONE - {"contradiction"}) or (case.share and case.share.percent == 100)):
        return None
    if case.share and case.share.percent < 100:
        return _progress(case)
    if _is_unfinished(case):
        return _progress(case, doubtful=_is_taken_back(case))
    if _is_promised(case):
        return None
    return Status(Intent.DONE, percent=100, doubtful=_is_doubted(case), cues=case.cues)


def _is_promised(case: Evidence) -> bool:
    """Whether it is still to come: "báo cáo đã hoàn thành, mai gửi" is, what was sent already is not."""
    if _is_dated_ahead(case):
        return True
    if case.has("delivered"):
        return False
    spoken = case.has("promise", "will")
    return bool(case.ahead and (spoken or not case.has("already_done"))) or (
        spoken and not case.has("already_done") and case.share is None
    )


def _is_dated_ahead(case: Evidence) -> bool:
    """Whether a day to come stands right before the claim: "mai xong rồi" promises, whatever "rồi" says."""
    tokens = case.reading.tokens
    before = (case.reading.index_at(cue.start) - 1 for cue in case.cues if cue.name in _CLAIMS)
    days = (tokens[at].value for at in before if at >= 0)
    return any(isinstance(day, Period) and day.near(case.today.on).day > case.today.on for day in days)


def _is_taken_back(case: Evidence) -> bool:
    """Whether something is left behind a claim: "xong rồi nhưng chưa gửi", not "chưa xong nhưng đã gửi sơ bộ"."""
    claimed = min((cue.start for cue in case.cues if cue.name in _DONE), default=0)
    return any(cue.name in _LEFT and cue.start >= claimed for cue in case.cues)


def _is_unfinished(case: Evidence) -> bool:
    """Whether something is left: a stage done or work going on is outweighed by what was delivered in the end."""
    left = case.names & _UNFINISHED
    if case.has("delivered", "confirm_done", "nothing_left"):
        left = left - {"stage", "doing"}
    return bool(left)


def _is_doubted(case: Evidence) -> bool:
    """Whether "done" is only implied: "20/6 xong" names a day first, a tick stands alone, a denial is left over."""
    dated_first = case.reading.tokens[:1] and case.reading.tokens[0].key == "@date" and not case.has(*_DELIVERED)
    return bool(dated_first) or case.leaves_doubt or case.names == {"tick"} or case.has(*_DOUBTED_DONE)


def _under_way(case: Evidence) -> Status | None:
    going_on = case.names & _UNFINISHED or case.has("cause", "steady", "no_obstacle") or case.share is not None
    promised = case.ahead is not None and case.has("promise", "will", "delivered", "done", "already_done")
    return _progress(case) if going_on or promised else None


def _progress(case: Evidence, *, doubtful: bool = False) -> Status:
    vague = case.share.vague or len(case.shares) > 1 if case.share else case.has("almost", "own_part")
    status = _status(
        case,
        Intent.PROGRESS,
        doubtful=doubtful or vague or case.has(*_DOUBTED_PROGRESS),
        expected_on=case.ahead if case.has(*_DATED) else None,
    )
    return replace(status, percent=0) if case.has("not_started") and case.share is None else status


_TALK: tuple[tuple[Intent, tuple[str, ...]], ...] = (
    (Intent.UNCLEAR, ("shrug", "unknown")),
    (Intent.NOTE, ("greeting", "grumble")),
    (Intent.QUESTION, ("request", "question")),
    (Intent.NOTE, ("record_proposal", "told", "stop_nagging", "personnel", "for_information")),
    (Intent.ACKNOWLEDGE, ("look_later", "put_off", "acknowledge", "will")),
    (Intent.NOTE, ("note", "speech")),
)
"""What is not about the state of the work, the first that is met."""


def _talk(case: Evidence) -> Status | None:
    names = case.names | ({"question"} if case.asks else set()) | ({"speech"} if case.is_speech else set())
    return next((_status(case, intent) for intent, cues in _TALK if not names.isdisjoint(cues)), None)


_PRECEDENCE: tuple[Callable[[Evidence], Status | None], ...] = (
    _extension, _rejection, _dispute, _blocked, _guess, _done, _under_way, _talk,
)  # fmt: skip
"""The order of the gold guide: extension, rejection, blocked, done or progress, question, note."""
