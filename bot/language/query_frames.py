"""A question taken apart: the things it names, the cues it holds, and the words that are left."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from importlib.resources import files

from bot.language.agencies import AgencyNames, agencies_of
from bot.language.capitals import CAPITAL
from bot.language.codes import mark_codes
from bot.language.directives import directive_of, mark_directives
from bot.language.phrases import Cue, Grammar, compile_phrase, one_of
from bot.language.query_dates import mark_days
from bot.language.reading import Reading, read
from bot.language.segments import codes_of
from data.folding import fold

_SLOTS = {
    "số": rf"(?:\d+|{one_of('một hai ba bốn năm mười')}) ",
    "ngày": "@date ",
    "văn bản": "@directive ",
    "việc": "@task ",
}


_TABLE = tomllib.loads(files("bot.language").joinpath("query_cues.toml").read_text("utf-8"))
_GRAMMAR = Grammar.of(_TABLE["cues"], slots=_SLOTS, sets=_TABLE["sets"])
_POINTING = Grammar.of(_TABLE["follow_ups"], slots=_SLOTS, sets=_TABLE["sets"])
_TOPIC_AGENCY = compile_phrase("(làm việc với|họp với|gặp|buổi làm việc tại) @agency")
_TITLE = r"(?:[Pp]hó )?(?:[Cc]hủ tịch|[Bb]í thư)|PCT|CT|[Đđ]/c|[Đđ]ồng chí|[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị"
_BODY = (
    r"(?:UBND|Thường trực UBND|Lãnh đạo UBND|HĐND|Thường trực HĐND) tỉnh|(?:Thường trực )?Tỉnh ủy|Chính phủ|Thủ tướng"
)
_GIVER = re.compile(
    rf"(?:{_TITLE})(?:\s+UBND tỉnh|(?:\s+UBND tỉnh)?(?:\s+[{CAPITAL}][^\W\d_]*){{1,4}})|{_BODY}(?: Chính phủ)?"
)
_ROW = compile_phrase(
    "(việc|nhiệm vụ|cái|mục|đơn vị|dòng|số|sở|huyện|văn bản) "
    "(thứ (<n>|nhất|hai|ba|tư|năm)|đầu tiên|đầu|cuối cùng|cuối|đứng đầu|đứng cuối|đầu bảng|cuối bảng|đó|ấy)",
    {"n": r"\d+ "},
)


_ORDINALS = {"nhat": 1, "dau": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5, "cuoi": -1}


@dataclass(frozen=True)
class Frame:
    """A question with its things marked, and the cues met; `row` is the row of the answer before that it points at."""

    text: str
    today: date
    reading: Reading
    cues: tuple[Cue, ...]
    giver: str | None
    row: str | None

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of the cues met."""
        return frozenset(cue.name for cue in self.cues)

    def has(self, *names: str) -> bool:
        """Whether any of these cues was met."""
        return not self.names.isdisjoint(names)

    @property
    def row_number(self) -> int | None:
        """The row pointed at: 1 the first, -1 the last, 0 the one spoken of; None when it points at none."""
        if self.row is None:
            return None
        words = fold(self.row).split()
        digits = next((int(word) for word in words if word.isdigit()), None)
        return digits if digits is not None else next((_ORDINALS[word] for word in words if word in _ORDINALS), 0)

    @property
    def compares_first(self) -> bool:
        """Whether what is compared with is said before what is asked about ("so với tháng trước thì tháng này")."""
        opening = next((cue for cue in self.cues if cue.name == "versus" and cue.start <= 1), None)
        return opening is not None and fold(self.reading.typed(opening.start, opening.end)) != "so"

    @cached_property
    def pointing(self) -> frozenset[str]:
        """The names of the cues that point back at the question before."""
        return frozenset(cue.name for cue in _POINTING.cues(self.reading))

    @cached_property
    def agencies(self) -> tuple[str, ...]:
        """The agencies asked about; one that a meeting was held with is a topic, not a filter."""
        match = _TOPIC_AGENCY.search(self.reading)
        if match is None:
            return _without_their_kind(tuple(dict.fromkeys(agencies_of(self.reading))))
        outside = (self.reading.part(0, match.start()), self.reading.part(match.end(), len(self.reading.plain)))
        return tuple(dict.fromkeys(name for part in outside for name in agencies_of(part)))

    @cached_property
    def tasks(self) -> tuple[str, ...]:
        """The tasks named."""
        return codes_of(self.reading)

    @cached_property
    def directive(self) -> str | None:
        """The document named by number."""
        return directive_of(self.reading)

    @cached_property
    def statuses(self) -> tuple[str, ...]:
        """The statuses named."""
        return tuple(sorted(name.removeprefix("status_") for name in self.names if name.startswith("status_")))

    @cached_property
    def topic(self) -> str | None:
        """The words that no cue explains: from the first to the last of the longest run."""
        runs = sorted(self._unexplained(), key=lambda run: run[0] - run[1])
        if not runs:
            return None
        first, last = runs[0]
        return self.reading.text[self.reading.tokens[first].start : self.reading.tokens[last - 1].end]

    @property
    def has_topic_before_directive(self) -> bool:
        """Whether words that no cue explains stand before the document named by number."""
        at = next((index for index, token in enumerate(self.reading.tokens) if token.key == "@directive"), 0)
        return any(first < at for first, _ in self._unexplained())

    def _unexplained(self) -> Iterator[tuple[int, int]]:
        explained = {
            index
            for cue in self.cues
            for index in range(self.reading.index_at(cue.start), self.reading.index_at(cue.end - 2) + 1)
        }
        start = None
        for index, token in enumerate((*self.reading.tokens, None)):
            free = token is not None and index not in explained and (token.is_word or token.key[0].isdigit())
            if free and start is None:
                start = index
            elif not free and start is not None:
                yield start, index
                start = None


def _without_their_kind(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names without "huyện nào", "sở nào" where two or more agencies are named to choose from."""
    single = tuple(name for name in names if not name.startswith(("Các ", "UBND các ")))
    return single if len(single) > 1 else names


def frame_of(text: str, today: date, names: AgencyNames) -> Frame:
    """Take a question apart."""
    giver = _GIVER.search(text)
    reading = read(text)
    row = _ROW.search(reading)
    row_words = reading.typed(row.start(), row.end()) if row else None
    if row:
        reading = reading.replace([(row.start(), row.end(), "@row", None)])
    reading = mark_directives(mark_codes(reading))
    if giver and re.match(r"\s*(?:đã |vừa )?(?:giao|chỉ đạo|ký|kết luận|yêu cầu)", text[giver.end() :]):
        reading = _mark_giver(reading, giver)
    else:
        giver = None
    reading = _without_asides(names.mark(mark_days(reading, today)))
    return Frame(text, today, reading, _GRAMMAR.cues(reading), giver.group() if giver else None, row_words)


_PURPOSE = compile_phrase(
    "(để|phục vụ|chuẩn bị [cho]) (họp|báo cáo|trình|giao ban|làm việc|phục vụ|cuộc|buổi|hội nghị|dự|tiếp|chuẩn bị)"
)
_DATED_DIRECTIVE = compile_phrase("@directive [ban hành|ký|của @agency] ngày @date")
_DATED_DIRECTIVE_BARE = compile_phrase("@directive @date")


def _without_asides(reading: Reading) -> Reading:
    """Return the reading without what the answer is for, and without the date of a document named by its number."""
    purpose = _PURPOSE.search(reading)
    if purpose and purpose.start() > 1:
        reading = reading.part(0, purpose.start())
    for phrase in (_DATED_DIRECTIVE, _DATED_DIRECTIVE_BARE):
        match = phrase.search(reading)
        if match:
            reading = reading.replace([(match.start(), match.end(), "@directive", directive_of(reading))])
    return reading


def _mark_giver(reading: Reading, giver: re.Match[str]) -> Reading:
    inside = [i for i, token in enumerate(reading.tokens) if giver.start() <= token.start < giver.end()]
    if not inside:
        return reading
    return reading.replace(
        [(reading.position_of(inside[0]), reading.position_of(inside[-1] + 1), "@giver", giver.group())]
    )
