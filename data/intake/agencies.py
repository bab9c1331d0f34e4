"""Names of agencies where a text has them, in their full official form (gold guide 1.3)."""

import re
from dataclasses import dataclass, field

from data.domain.agency_names import official
from data.intake.agency_groups import GENERIC, read_group
from data.intake.agency_patterns import (
    ACTION,
    BARE_PLACE,
    COUNCIL,
    COUNCILS,
    DISTRIBUTED,
    FRONT,
    HEAD,
    LEVELS,
    PERSON,
    PERSON_FIRST,
    TITLE,
    VERB,
)
from data.intake.agency_tails import read_field, read_tail

__all__ = ["GENERIC", "AgencyReader", "Named"]

_SEPARATOR = re.compile(r"\s*(?:,\s*và|,|\bvà|&)\s+(?:với\s+)?(?!các (?:đồng chí|nội dung|nhiệm vụ))")
_WIDE_SEPARATOR = re.compile(r"\s*(?:[,;]\s*và|[,;]|\bvà|&|/)\s*(?:với\s+)?")
_LEADER = re.compile(
    r"(?:(?:Phó )?Chủ tịch(?: Thường trực)? |Thường trực |Lãnh đạo |Ban Thường vụ )?(?:UBND"
    r"|[ỦU]y ban nhân dân|HĐND|Hội đồng nhân dân)"
    r" (?:tỉnh|thành phố|huyện|thị xã|xã|phường)(?!,)(?! [A-ZĐ])"
)
_ORDER = re.compile(r"\s+(?!và\s)[^\W\d_A-ZĐ]")
_LOWER_HEAD = re.compile(r"(?:phòng|ban|chi cục|cục|sở|công an|trạm|trung tâm)\s[A-ZĐ]")
_SHARING = frozenset({"Sở", "Bộ", "Phòng", "Vụ", "Cục", "Ban"})


@dataclass(frozen=True, slots=True)
class Named:
    """Agencies named in one run of text, in order, and where the run stands."""

    names: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Read:
    """One step of a list: `head` is what bare names after it would share, `sure` when the list was announced."""

    names: tuple[str, ...]
    end: int
    head: str = ""
    sure: bool = False


@dataclass(frozen=True, slots=True)
class AgencyReader:
    """Reads names; `aliases` are the short forms the document itself introduces, `home` its own province."""

    aliases: dict[str, str] = field(default_factory=dict)
    home: str = ""

    def read_list(self, text: str, start: int = 0, *, semicolons: bool = False) -> Named | None:
        """Return the agencies listed from `start` on, or None when none begins there."""
        last = self._read_one(text, start)
        if last is None:
            return None
        names = list(last.names)
        while step := (_WIDE_SEPARATOR if semicolons or last.sure else _SEPARATOR).match(text, last.end):
            following = self._read_one(text, step.end()) or self._read_bare(text, step.end(), last)
            if following is None:
                break
            names += following.names
            last = following
        return Named(tuple(dict.fromkeys(names)), start, last.end)

    def with_aliases_of(self, text: str) -> "AgencyReader":
        """Return a reader that also knows the short forms defined as "NAME (SHORT)" in `text`."""
        found = dict(self.aliases)
        for match in re.finditer(
            r"\s\((?:sau đây [\w\s]*?là:?\s*|gọi tắt là:?\s*|viết tắt:?\s*)?([^()]{2,40})\)", text
        ):
            short = match[1].strip(' "“”')
            name = self._named_before(text, match.start()) if HEAD.match(short) or short.isupper() else None
            if name and name != short:
                found[short] = name
        return AgencyReader(found, self.home)

    def _named_before(self, text: str, end: int) -> str | None:
        for head in HEAD.finditer(text, max(0, end - 120), end):
            read = self._read_one(text[:end], head.start())
            if read and read.end == end and len(read.names) == 1:
                return read.names[0]
        return None

    def _read_one(self, text: str, start: int) -> _Read | None:
        """Read one agency, one group, or the first of an announced list."""
        person = PERSON.match(text, start) or PERSON_FIRST.match(text, start)
        if person:
            return _Read((f"{person['post']} {person['name']}",), person.end())
        if _LEADER.match(text, start):
            return None
        title = TITLE.match(text, start)
        at = title.end() if title else start
        if title and text[at : at + 1].islower():
            text = f"{text[:at]}{text[at].upper()}{text[at + 1 :]}" if _LOWER_HEAD.match(text, at) else text
        return (
            self._read_alias(text, at)
            or self._read_announced(text, at)
            or self._read_body(text, at, titled=bool(title))
        )

    def _read_body(self, text: str, at: int, *, titled: bool) -> _Read | None:
        group = read_group(text, at, titled=titled)
        if group:
            return _Read(*group)
        front = FRONT.match(text, at)
        if front:
            return _Read((official(front[0], self.home),), front.end())
        return self._read_council(text, at) or self._read_named(text, at)

    def _read_alias(self, text: str, at: int) -> _Read | None:
        for short in sorted(self.aliases, key=len, reverse=True):
            if text.startswith(short, at) and not text[at + len(short) : at + len(short) + 1].isalnum():
                return _Read((self.aliases[short],), at + len(short))
        return None

    def _read_announced(self, text: str, at: int) -> _Read | None:
        """Read the first name of "các Sở: A, B" or "UBND các huyện: C, D"; the head is shared by what follows."""
        councils = COUNCILS.match(text, at)
        if councils:
            level = LEVELS.get(councils["unit"] or "", "")
            return self._read_bare(text, councils.end(), _Read((), at, f"UBND {level}".strip(), sure=True))
        match = DISTRIBUTED.match(text, at)
        if not match:
            return None
        unit = (match["unit"] or match["announced"]).split(",")[0].rstrip(":")
        head = f"UBND {LEVELS[unit]}" if unit in LEVELS else unit[0].upper() + unit[1:]
        return self._read_bare(text, match.end(), _Read((), at, head, sure=True))

    def _read_bare(self, text: str, at: int, before: _Read) -> _Read | None:
        """Read a name that lacks its head, because an earlier one of the same list gave it."""
        if not before.head:
            return None
        if before.head.startswith("UBND"):
            return self._read_bare_place(text, at, before)
        if before.sure and not before.names and _is_order(text, at):
            return None
        if before.sure and not HEAD.match(text, at):
            tail = read_tail(text, at, head=before.head)
        else:
            tail = read_field(text, at)
        return _Read((self._official(f"{before.head} {tail[0]}"),), tail[1], before.head, before.sure) if tail else None

    def _read_bare_place(self, text: str, at: int, before: _Read) -> _Read | None:
        match = BARE_PLACE.match(text, at)
        if not match or not before.sure or ACTION.match(text, at):
            return None
        level = (
            LEVELS[match["level"].rstrip(".").lower()] if match["level"] else before.head.removeprefix("UBND").strip()
        )
        head = f"UBND {level}".strip()
        return _Read((f"{head} {match['place']}",), match.end(), head, sure=True) if level else None

    def _read_council(self, text: str, at: int) -> _Read | None:
        match = COUNCIL.match(text, at)
        if not match:
            return None
        level = LEVELS[match["level"].rstrip(".").lower()]
        return (
            None
            if level == "tỉnh" and match["place"] == self.home
            else _Read((f"UBND {level} {match['place']}",), match.end())
        )

    def _read_named(self, text: str, at: int) -> _Read | None:
        match = HEAD.match(text, at)
        tail = read_tail(text, match.end(), head=match["head"]) if match else None
        if match is None or tail is None:
            return None
        name = self._official(f"{match['head']} {tail[0]}".strip())
        return _Read((name,), tail[1], match["head"] if match["head"] in _SHARING else "")

    def _official(self, name: str) -> str:
        return official(name, self.home)


def _is_order(text: str, at: int) -> bool:
    """Tell "Các sở: Xây dựng kế hoạch" from "Các sở: Xây dựng, Tài chính"."""
    action = ACTION.match(text, at)
    return bool(action and _ORDER.match(text, action.end()) and not VERB.match(text, action.end() + 1))
