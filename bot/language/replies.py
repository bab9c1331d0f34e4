"""What a status reply says: one status, or one for each task it names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.language.codes import find_codes
from bot.language.dates import IsWorking, is_weekday, mark_additions, mark_lengths, mark_periods
from bot.language.meaning import Intent, Reply, ReplyItem
from bot.language.numbers import mark_shares
from bot.language.reading import Reading, read
from bot.language.reply_evidence import Today
from bot.language.segments import Segment, codes_of, mark_tasks, segments
from bot.language.statuses import Status, judge

_STATUSES = frozenset({Intent.DONE, Intent.PROGRESS, Intent.EXTENSION, Intent.BLOCKED, Intent.REJECT})
_PRECEDENCE = (
    Intent.EXTENSION,
    Intent.REJECT,
    Intent.BLOCKED,
    Intent.DONE,
    Intent.PROGRESS,
    Intent.QUESTION,
    Intent.NOTE,
    Intent.ACKNOWLEDGE,
    Intent.UNCLEAR,
)
_ALWAYS_CONFIRMED = frozenset({Intent.EXTENSION, Intent.REJECT, Intent.UNCLEAR})


def understand_reply(
    text: str,
    *,
    today: date,
    reminded: Sequence[str] = (),
    due: date | None = None,
    is_working: IsWorking = is_weekday,
) -> Reply:
    """Understand a reply to a reminder of the tasks `reminded`, whose deadline is `due`.

    Any text is understood as something; what cannot be decided is `unclear` and asks to be confirmed.
    """
    return _understand(text, Today(today, due, is_working), reminded).reply


def explain_reply(
    text: str, *, today: date, reminded: Sequence[str] = (), due: date | None = None, is_working: IsWorking = is_weekday
) -> tuple[tuple[str, str], ...]:
    """Return which words led to what, as (name of the cue or kind of thing, words typed), in the order of the text."""
    understood = _understand(text, Today(today, due, is_working), reminded)
    things = [thing for part, _ in understood.parts for thing in part.reading.things()]
    cues = [
        (part.reading.tokens[part.reading.index_at(cue.start)].start, cue.name, part.reading.typed(cue.start, cue.end))
        for part, status in understood.parts
        for cue in status.cues
    ]
    return tuple((name, words) for _, name, words in sorted(things + cues))


_DATED_DOCUMENT = re.compile(r"(?<= )@symbol (?:, )?@date ")


@dataclass(frozen=True, slots=True)
class _Understood:
    reply: Reply
    parts: tuple[tuple[Segment, Status], ...]


def _understand(text: str, today: Today, reminded: Sequence[str]) -> _Understood:
    marked = mark_tasks(read(text), reminded)
    marked = mark_lengths(mark_periods(mark_additions(mark_shares(marked)), today=today.on))
    marked = _without_days_of_documents(marked)
    parts = tuple((part, judge(part.reading, today)) for part in segments(marked))
    speaking = [(part, status) for part, status in parts if part.codes and status.intent in _STATUSES]
    if len({code for part, _ in speaking for code in part.codes}) > 1:
        return _Understood(_of_several(speaking), parts)
    named = codes_of(marked)
    status = _weightiest([status for _, status in parts])
    if status.intent is Intent.ACKNOWLEDGE and not find_codes(text):
        named = ()
    return _Understood(_of_one(status, named, reminded, today), parts)


def _without_days_of_documents(marked: Reading) -> Reading:
    """Return the reading where a cited document takes its day along, which is no deadline of anything (rule 4)."""
    return marked.replace([(*match.span(), "@symbol", None) for match in _DATED_DOCUMENT.finditer(marked.plain)])


def _weightiest(statuses: Sequence[Status]) -> Status:
    return min(statuses, key=lambda status: _PRECEDENCE.index(status.intent))


def _of_several(speaking: Sequence[tuple[Segment, Status]]) -> Reply:
    items = tuple(
        ReplyItem(code, status.intent, status.percent, status.new_deadline, status.expected_on)
        for part, status in speaking
        for code in part.codes
    )
    first = items[0]
    return Reply(
        first.intent,
        first.percent,
        first.new_deadline,
        first.expected_on,
        speaking[0][1].reason,
        tuple(dict.fromkeys(item.task_ref for item in items)),
        items,
        must_confirm=True,
    )


def _of_one(status: Status, named: tuple[str, ...], reminded: Sequence[str], today: Today) -> Reply:
    return Reply(
        status.intent,
        status.percent,
        status.new_deadline,
        status.expected_on,
        status.reason,
        named,
        must_confirm=status.doubtful
        or status.intent in _ALWAYS_CONFIRMED
        or (bool(reminded) and not set(named) <= set(reminded))
        or (status.intent in _STATUSES and _is_homeless(named, reminded))
        or _is_too_late(status.expected_on, today),
    )


def _is_homeless(named: tuple[str, ...], reminded: Sequence[str]) -> bool:
    """Whether it is not certain which one task a status belongs to."""
    if not named:
        return len(reminded) != 1
    return len(named) > 1


def _is_too_late(expected_on: date | None, today: Today) -> bool:
    return expected_on is not None and today.due is not None and expected_on > today.due
