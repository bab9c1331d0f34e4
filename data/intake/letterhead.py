"""What the letterhead, the title and the signature say about a directive (gold guide 1.1)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from data.domain.agency_names import expand
from data.folding import fold
from data.intake.agency_patterns import FIELD, FIELD_OF
from data.intake.day_arithmetic import make_day
from data.intake.layout import Paragraph
from data.intake.letters import CAPITAL, flat, plain
from data.intake.parts import PLACE_AND_DATE, Parts, kind_of_title

_NUMBER = re.compile(
    r"^\W*(?:s[ốôo6ó]|S[ỐÔO6Ó])\s*[:.;]?\s*(?P<number>[\dOolI|]+[a-zA-Z]?)?[\s.…_]*(?:/|-"
    r"|–)\s*(?P<symbol>[^\s\d;,()]{1,20}(?:\s?[-/&]\s?[^\s\d;,()]+)*)",
    re.IGNORECASE,
)
_NUMBER_TWINS = str.maketrans("OoQqlLIi|", "000011111")
_DATE = re.compile(
    r"ng[àa]y\s*[.…_]*(?P<d>[\dOolI|]{1,2})?[\s.…_]*th[áa]ng\s*[.…_]*(?P<m>[\dOolI"
    r"|]{1,2})?[\s.…_]*n[ăa]m\s*(?P<y>[12lI|][\dOolI|]{3})",
    re.IGNORECASE,
)
_STATE = re.compile(r"CỘNG H|Đ[ộỘ]c lập|ĐỘC LẬP|ĐẢNG CỘNG SẢN")
_URGENCY = (("hoa toc", "hoa_toc"), ("thuong khan", "thuong_khan"), ("khan", "khan"))
_PERSON = re.compile(rf"^(?:[\w.]+\.\s?)?(?P<name>(?:[{CAPITAL}][\w’'-]*\s){{1,5}}[{CAPITAL}][\w’'-]*)$")
_POST = (
    r"(?:Phó\s)?(?:Chủ tịch|Bí thư|Bộ trưởng|Thứ trưởng|Thủ tướng|Giám đốc"
    r"|Trưởng [Bb]an)(?:\sThường trực)?(?:\s(?:UBND|Ủy ban nhân dân|HĐND|Thường trực|Tỉnh ủy|Bộ|Sở"
    r"|Ban)[^,.;:\d]{0,30}?)?"
)
_LEADER = re.compile(
    rf"(?:{_POST})\s(?:tỉnh\s|thành phố\s"
    rf"|huyện\s)?(?P<name>[{CAPITAL}][a-zà-ỹ]+(?:\s[{CAPITAL}][a-zà-ỹ]+){{1,4}})(?=\s[^{CAPITAL}]|[,.;]|$)"
)
_LEADER_POSTS = ("CHỦ TỊCH", "BỘ TRƯỞNG", "THỨ TRƯỞNG", "BÍ THƯ", "THỦ TƯỚNG", "GIÁM ĐỐC")
_LONGEST_LINE = 300
_LEVEL_WORDS = ("thành phố", "thị xã", "thị trấn", "đặc khu", "tỉnh", "huyện", "quận", "xã", "phường")
_COMMON_WORDS = {
    "(?:ủy|uỷ) ban nhân dân": "UBND",
    "hội đồng nhân dân": "HĐND",
    "ubnd": "UBND",
    "hđnd": "HĐND",
    "mttq": "MTTQ",
    "chính phủ": "Chính phủ",
    "tỉnh (?:ủy|uỷ)": "Tỉnh ủy",
    "thành (?:ủy|uỷ)": "Thành ủy",
}
"""What keeps capitals or is shortened in the name of an issuing body."""
_CAPITAL_FOLLOWS = frozenset({"bộ", "sở", "cục", "vụ", "ban", "tổng", "viện"})


@dataclass(frozen=True, slots=True)
class Header:
    """The header fields of a directive, as DirectiveDraft has them."""

    number: str | None
    symbol: str | None
    kind: str | None
    issued_on: date | None
    issued_partial: str | None
    issuer: str | None
    signer: str | None
    urgency: str | None
    subject: str | None
    leader: str | None
    home: str


def read_header(parts: Parts, body_text: str) -> Header:
    """Read the header fields; what is blank or missing stays None."""
    lines = [paragraph.text[:_LONGEST_LINE].strip("*_ ") for paragraph in (*parts.letterhead, *parts.title)]
    number, symbol = _number_and_symbol(lines)
    kind, subject = _kind_and_subject(parts, lines)
    issued_on, partial = _issued(lines)
    issuer = _issuer(lines) or _issuer_by_symbol(symbol, lines, body_text)
    signer = _signer(parts.signature)
    return Header(
        number=number,
        symbol=symbol,
        kind=kind,
        issued_on=issued_on,
        issued_partial=partial,
        issuer=issuer,
        signer=signer,
        urgency=_urgency(lines),
        subject=subject,
        leader=_leader(subject, body_text) or (signer if _leader_signs(parts.signature) else None),
        home=_home(issuer),
    )


def _number_and_symbol(lines: Iterable[str]) -> tuple[str | None, str | None]:
    for line in lines:
        match = _NUMBER.match(line)
        if match:
            number = match["number"].translate(_NUMBER_TWINS) if match["number"] else None
            return number, re.sub(r"\s*([-/&])\s*", r"\1", match["symbol"]).rstrip(".,;:")
    return None, None


def _kind_and_subject(parts: Parts, lines: list[str]) -> tuple[str | None, str | None]:
    """Name the kind by its title line; "V/v" alone is a công văn."""
    heads = [paragraph.text.strip("*_ ") for paragraph in parts.letterhead]
    titled = next((i for i, line in enumerate(heads) if kind_of_title(line)), None)
    after = [] if titled is None else heads[titled + 1 :]
    subject = " ".join([*after, *(p.text.strip("*_ ") for p in parts.title if not _is_mark(p.text))]).strip() or None
    about = next((line for line in lines if re.match(r"^\W*V/v", line, re.IGNORECASE)), None)
    if titled is None:
        return (
            ("cong_van", re.sub(r"^\W*V/v:?\s*", "", about or "", flags=re.IGNORECASE) or subject)
            if about or parts.letterhead
            else (None, subject)
        )
    kind = kind_of_title(heads[titled])
    opening = fold(subject or "")[:60]
    if kind == "thong_bao" and re.match(
        r"(?:y kien )?ket luan|.{0,20}y kien (?:ket luan|chi dao)|ve (?:viec )?(?:y kien )?ket luan", opening
    ):
        kind = "thong_bao_ket_luan"
    return kind, subject


def _is_mark(text: str) -> bool:
    return fold(text.strip("*_ ")) in {mark for mark, _ in _URGENCY}


def _issued(lines: Iterable[str]) -> tuple[date | None, str | None]:
    for line in lines:
        match = _DATE.search(line) if PLACE_AND_DATE.search(line) or re.match(r"^\W*ngày\b", line) else None
        if match and match["m"]:
            year, month = (int(match[part].translate(_NUMBER_TWINS)) for part in ("y", "m"))
            day = make_day(year, month, int(match["d"].translate(_NUMBER_TWINS))) if match["d"] else None
            partial = None if day or make_day(year, month, 1) is None else f"{year:04d}-{month:02d}"
            return day, partial
    return None, None


def _urgency(lines: Iterable[str]) -> str | None:
    for line in lines:
        words = fold(re.sub(r"[^\w\s]", " ", line))
        for mark, name in _URGENCY:
            if words == mark or words.startswith(f"{mark} hen gio") or words == f"cong dien {mark}":
                return name
    return None


def _issuer(lines: list[str]) -> str | None:
    """Read the issuing body from the capitals above the number: the innermost of them."""
    end = next(
        (i for i, line in enumerate(lines) if _NUMBER.match(line) or re.match(r"^\W*S[ốỐ]\s*:", line)), len(lines)
    )
    above = [line for line in lines[:end] if line.isupper() and not _STATE.search(line) and not kind_of_title(line)]
    above = [line for line in above if not _is_mark(line) and any(ch.isalpha() for ch in line)]
    bodies = _joined_bodies(above)
    if not bodies:
        return None
    names = [_in_title_case(body) for body in bodies]
    inner = names[-1]
    if (
        len(names) > 1
        and inner.startswith("Văn phòng")
        and not any(level in inner.split() for level in ("tỉnh", "huyện"))
    ):
        return _office_of(names[-2], inner)
    return inner


def _joined_bodies(lines: list[str]) -> list[str]:
    """Join "ỦY BAN NHÂN DÂN" with the "TỈNH X" on the next line."""
    bodies: list[str] = []
    for line in lines:
        place = any(line.startswith(f"{level.upper()} ") for level in _LEVEL_WORDS)
        if bodies and (place or line.startswith(("- ", "VÀ "))):
            bodies[-1] += f" {line}"
        else:
            bodies.append(line)
    return bodies


def _office_of(parent: str, office: str) -> str:
    """Join an office to its body: "UBND huyện X" / "Văn phòng HĐND và UBND" is one office of that place."""
    place = parent.removeprefix("UBND ")
    if parent in office or parent == "Chính phủ":
        return office
    if office.endswith("UBND") and parent.startswith("UBND"):
        return f"{office} {place}"
    return f"{office} {parent}"


def _in_title_case(name: str) -> str:
    """Turn a name in capitals into its usual form: the place, a known field and a few words keep capitals."""
    words = name.lower()
    for long, short in _COMMON_WORDS.items():
        words = re.sub(rf"(?<!\w){long}(?!\w)", short, words)
    for level in _LEVEL_WORDS:
        words = re.sub(rf"(?<=\b{level} )(?!ủy)(.+)$", lambda match: match[1].title(), words, count=1)
    words = re.sub(r"(?<=h ủy )(.+)$", lambda match: match[1].title(), words)
    head, _, rest = words.partition(" ")
    field = FIELD.fullmatch(flat(rest))
    if field:
        return f"{head.capitalize()} {FIELD_OF[field[0]]}"
    if head in _CAPITAL_FOLLOWS:
        rest = rest[:1].upper() + rest[1:]
    return expand(f"{head[:1].upper()}{head[1:]} {rest}".strip())


def _issuer_by_symbol(symbol: str | None, lines: list[str], body_text: str) -> str | None:
    """Without a letterhead, the symbol and the place tell: "TB-UBND" at Bắc Giang is UBND tỉnh Bắc Giang."""
    place = next((match["place"].strip(" *") for line in lines if (match := PLACE_AND_DATE.search(line))), None)
    if not symbol or not place or "UBND" not in symbol:
        return None
    level = re.search(r"UBND (tỉnh|thành phố|huyện|thị xã|quận|xã|phường)\b", body_text)
    name = f"UBND {level[1] if level else 'tỉnh'} {place}"
    return f"Văn phòng {name}" if symbol.startswith(("VP", "TB-VP")) else name


def _signer(signature: Iterable[Paragraph]) -> str | None:
    for paragraph in reversed(list(signature)):
        line = plain(paragraph.text).strip()
        match = _PERSON.match(line)
        if match and not line.isupper():
            return match["name"]
    return None


def _leader_signs(signature: Iterable[Paragraph]) -> bool:
    posts = [paragraph.text.strip("*_ ") for paragraph in signature]
    return not any(post.startswith(("TL", "TUQ")) for post in posts) and any(
        word in post for post in posts for word in _LEADER_POSTS
    )


def _leader(subject: str | None, body_text: str) -> str | None:
    for text in (subject or "", body_text[:1500]):
        match = _LEADER.search(text)
        if match:
            return match["name"]
    return None


def _home(issuer: str | None) -> str:
    match = re.search(r"(?:tỉnh|thành phố)\s(.+)$", issuer or "")
    return match[1] if match else ""
