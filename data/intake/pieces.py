"""From the text of one item to pieces of work: one for each lead, then one for each deadline."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from data.intake.agencies import AgencyReader
from data.intake.assignment import (
    Lead,
    find_lead,
    find_passive_lead,
    is_generic,
    is_helper,
    is_state,
    only_agencies,
    starts_with_action,
)
from data.intake.clauses import Clause, split_clauses
from data.intake.context import Group, Inherited
from data.intake.deadlines import Limit
from data.intake.emphasis import without_emphasis
from data.intake.exclusions import Section, closes, is_accountability, is_closing, opens_idly

_PERCENT = re.compile(r"\d\s*%")
_BREAK_IN_CLAUSE = re.compile(r"\s*(?:,\s*(?:và|đồng thời)?|\bvà|\bđồng thời)\s+")
_ORDER_WORD = re.compile(r"\W*(?:Yêu cầu|Đề nghị|Giao)\s+", re.IGNORECASE)
_LOOSE_END = re.compile(r"(?:\s(?:và|đồng thời))?[\s.;,:/*_]*$")
_WORK = re.compile(r"\W*(?:Việc|Công tác|Nhiệm vụ|Nội dung|Đề án|Kế hoạch|Các nhiệm vụ|Các nội dung)")
_STRONG = re.compile(r"chủ trì|có trách nhiệm|khẩn trương|chịu trách nhiệm")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an item that one group of leads has to do; `lead` is None when it is inherited."""

    start: int
    end: int
    lead: Lead | None = None
    lead_offset: int = 0
    split: bool = False


def find_pieces(text: str, above: Inherited, group: Group, reader: AgencyReader) -> list[Piece]:
    """Return the pieces of work in the text of an item, by lead; a text that orders nothing has none."""
    pieces: list[Piece] = []
    sentence_start = 0
    idle = False
    for clause in _clauses(text, reader):
        if clause.first:
            sentence_start = clause.start
            idle = _is_idle(_sentence(text, clause), reader, started=bool(pieces))
        if idle:
            continue
        lead = _own_lead(clause, above, pieces, reader)
        if not pieces and lead is None and opens_idly(clause.text):
            sentence_start = clause.end
            continue
        if pieces and not _changes(lead, pieces[-1]):
            pieces[-1] = replace(pieces[-1], end=clause.end)
        elif pieces or _is_work(clause, lead, above, group):
            start = clause.start if pieces else sentence_start
            pieces.append(Piece(start, clause.end, lead, clause.start))
    return pieces or _passive(text, above, reader)


def _clauses(text: str, reader: AgencyReader) -> list[Clause]:
    """Return the clauses of a text; a list of agencies goes on over semicolons to what they have to do."""
    merged: list[Clause] = []
    for clause in split_clauses(text):
        last = merged[-1] if merged else None
        if last and not clause.first and only_agencies(last.text, reader):
            merged[-1] = Clause(text[last.start : clause.end], last.start, last.first)
        else:
            merged.append(clause)
    return merged


def _sentence(text: str, clause: Clause) -> str:
    """Return the whole sentence that begins with `clause`."""
    following = [other for other in split_clauses(text) if other.first and other.start > clause.start]
    return text[clause.start : following[0].start if following else len(text)].strip()


def _is_idle(sentence: str, reader: AgencyReader, *, started: bool) -> bool:
    if closes(sentence) or _only_answers(sentence, reader):
        return True
    if is_state(sentence, reader):
        return not started
    lead = find_lead(sentence, reader)
    if opens_idly(sentence):
        return lead is None or is_generic(lead.named.names)
    ends_generally = is_closing(f"Yêu cầu {split_clauses(sentence)[-1].text}")
    return lead is not None and is_generic(lead.named.names) and ends_generally


def _only_answers(sentence: str, reader: AgencyReader) -> bool:
    """Tell whether a sentence says no more than "Sở A chịu trách nhiệm trước Chủ tịch UBND tỉnh ..."."""
    order = _ORDER_WORD.match(sentence)
    start = order.end() if order else 0
    named = reader.read_list(sentence, start)
    return is_accountability(sentence[named.end if named else start :]) and len(split_clauses(sentence)) == 1


def _own_lead(clause: Clause, above: Inherited, pieces: list[Piece], reader: AgencyReader) -> Lead | None:
    """Return the lead a clause names for itself; under an agency's heading only another subject counts as one."""
    if pieces and is_helper(clause.text, reader):
        return None
    if pieces and _only_answers(clause.text, reader):
        return None
    lead = find_lead(clause.text, reader)
    if lead and above.from_heading and lead.way == "order" and not re.match(r"\W*giao", clause.text, re.IGNORECASE):
        return None
    if lead and pieces and is_generic(lead.named.names):
        return None
    return lead


def _changes(lead: Lead | None, last: Piece) -> bool:
    return lead is not None and (last.lead is None or set(lead.named.names) != set(last.lead.named.names))


def _is_work(clause: Clause, lead: Lead | None, above: Inherited, group: Group) -> bool:
    if above.section is Section.NEVER:
        return False
    if above.section is Section.ONLY_ASSIGNED:
        return lead is not None and (lead.way == "order" or bool(_STRONG.search(clause.text)))
    if lead:
        return True
    if above.from_heading:
        return True
    return bool(above.lead or group.lead) and clause.first and starts_with_action(clause.text)


def _passive(text: str, above: Inherited, reader: AgencyReader) -> list[Piece]:
    """Return the whole text when only "do Sở A chủ trì" or "(Sở A chủ trì)" tells who leads."""
    if above.section is not Section.OPEN or above.lead or closes(text) or opens_idly(text):
        return []
    lead = find_passive_lead(text, reader) if _WORK.match(text) or starts_with_action(text) else None
    return [Piece(0, len(text), lead)] if lead else []


def split_by_limits(text: str, piece: Piece, limits: list[Limit]) -> Iterator[tuple[Piece, list[Limit]]]:
    """Cut a piece where a second deadline begins to apply, unless both are milestones of one quantity."""
    hard = [limit for limit in limits if limit.hard]
    cuts: list[int] = []
    for before, after in pairwise(hard):
        if _same(before, after) or _is_milestone(text, before, after):
            continue
        cut = _cut(text, before, after)
        if cut is not None:
            cuts.append(cut)
    edges = [piece.start, *cuts, piece.end]
    for number, (start, end) in enumerate(pairwise(edges)):
        part = replace(piece, start=start, end=end, split=bool(cuts), lead=piece.lead)
        yield (
            part if number == 0 else replace(part, lead_offset=piece.lead_offset),
            [x for x in limits if start <= x.start < end],
        )


def _same(before: Limit, after: Limit) -> bool:
    return (before.deadline.due, before.recurrence) == (after.deadline.due, after.recurrence)


def _is_milestone(text: str, before: Limit, after: Limit) -> bool:
    follows = re.split(r"[;.]\s", text[after.end :])[0][:60]
    between = text[before.end : after.start]
    ahead = text[max(0, before.start - 60) : before.start]
    return bool(_PERCENT.search(between)) and bool(_PERCENT.search(follows) or _PERCENT.search(ahead))


def _cut(text: str, before: Limit, after: Limit) -> int | None:
    """Return where the work of `after` begins: at the next clause, or else at the comma behind `before`."""
    for clause in split_clauses(text):
        if before.end <= clause.start <= after.start:
            return clause.start
    match = _BREAK_IN_CLAUSE.match(text, before.end) or _BREAK_IN_CLAUSE.search(text, before.end, after.start)
    return match.end() if match and match.end() <= after.start else None


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without surrounding space and final punctuation."""
    end = start + len(_LOOSE_END.sub("", text[start:end]))
    while start < end and text[start] in " *_,;:-\n":
        start += 1
    return start, end


def joined(parts: Iterable[str]) -> str:
    """Return words of several places as one line, marks of emphasis left out."""
    return " ".join(without_emphasis(" ".join(parts)).split())
