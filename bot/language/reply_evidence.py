"""What a stretch of a reply holds: the cues of the grammar, the shares of work, the days named."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from importlib.resources import files

from bot.language.dates import IsWorking, Length
from bot.language.numbers import Share
from bot.language.periods import Period
from bot.language.phrases import Cue, Grammar, compile_phrase
from bot.language.reading import Reading, Token, bare
from bot.language.syllables import is_speech

_SLOTS = {
    "ngày": "@date ",
    "ngày nào": "@someday ",
    "dài": "@length ",
    "việc": "@task ",
    "văn bản": "@symbol ",
    "phần": "@share ",
    "chưa đến": "@less ",
    "số": r"\d+ ",
}
_TABLE = tomllib.loads(files("bot.language").joinpath("reply_cues.toml").read_text("utf-8"))
_GRAMMAR = Grammar.of(_TABLE["cues"], slots=_SLOTS, sets=_TABLE["sets"])
_QUESTIONS = Grammar.of(_TABLE["questions"], slots=_SLOTS, sets=_TABLE["sets"])
_DOUBT = compile_phrase(
    "(không|chưa|chẳng|chả|đâu|nếu|giá|tưởng|khi nào|bao giờ|gần|sắp|chắc|suýt|hình như|mới|trừ|nhưng|còn|hay)"
)
_DENIALS = frozenset({"not_done", "not_started", "undelivered", "dispute", "put_off"})
_TOWARDS = frozenset({"sang", "den", "toi", "qua", "het", "them", "khat"})


@dataclass(frozen=True, slots=True)
class Today:
    """The day of the message, the deadline of what was asked about, and which days are worked."""

    on: date
    due: date | None
    is_working: IsWorking


@dataclass(frozen=True)
class Evidence:
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
    def ahead(self) -> date | None:
        """The first day named that is not past; "không xong được hôm nay" promises none."""
        denied = [(cue.start, cue.end) for cue in self.cues if cue.name in _DENIALS]
        for index, token in enumerate(self.reading.tokens):
            at = self.reading.position_of(index)
            if isinstance(token.value, Period) and not any(start <= at < end for start, end in denied):
                day = token.value.near(self.today.on).day
                if day >= self.today.on:
                    return day
        return None

    @cached_property
    def leaves_doubt(self) -> bool:
        """Whether a word that denies or hedges was explained by no cue; then nothing binding is sure."""
        if not _DOUBT.may_be_in(self.reading.vocabulary):
            return False
        spans = [(cue.start, cue.end) for cue in self.cues]
        return any(
            not any(start <= match.start() < end for start, end in spans)
            for match in _DOUBT.regex.finditer(self.reading.plain)
        )

    @cached_property
    def asks(self) -> bool:
        """Whether it has the form of a question, with at least two words."""
        return sum(token.is_word for token in self.reading.tokens) > 1 and bool(_QUESTIONS.cues(self.reading))

    @cached_property
    def is_speech(self) -> bool:
        """Whether it is Vietnamese at all."""
        return is_speech(self.reading)

    def has(self, *names: str) -> bool:
        """Whether any of these cues was met."""
        return not self.names.isdisjoint(names)

    def asked_for(self) -> date | None:
        """Return the day behind the request, best after "đến" or "sang"; a length counts from the deadline."""
        start = next((cue.start for cue in self.cues if cue.name == "extension"), 1)
        timed = [token for token in self.reading.tokens if token.key in {"@date", "@length"}]
        first = self.reading.tokens[self.reading.index_at(start)].start
        behind = [token for token in timed if token.start >= first] or timed
        days = (self._as_day(token) for token in sorted(behind, key=lambda token: not self._is_goal(token)))
        return next((day for day in days if day is not None), None)

    def _as_day(self, token: Token) -> date | None:
        if isinstance(token.value, Length):
            return token.value.after(self.today.due or self.today.on, self.today.is_working)
        day = token.value.near(self.today.on).day if isinstance(token.value, Period) else None
        return day if day is not None and day >= self.today.on else None

    def _is_goal(self, token: Token) -> bool:
        index = self.reading.tokens.index(token)
        return index > 0 and bare(self.reading.tokens[index - 1].key) in _TOWARDS


def evidence_in(reading: Reading, today: Today) -> Evidence:
    """Find the cues of a stretch of text."""
    return Evidence(reading, today, _GRAMMAR.cues(reading))
