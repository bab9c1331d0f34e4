"""Work given out in the chat without a document: understood, read back, and live after yes."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.conversation import audiences
from bot.conversation.heard_words import any_of
from bot.conversation.naming import agency_names
from bot.conversation.steering.second_thoughts import remember
from bot.conversation.turn import Turn
from bot.language.agencies import AgencyNames
from bot.language.codes import find_codes
from bot.language.dates import find_day
from bot.language.reading import Reading, read
from data.db.codec import pack_deadline, unpack_deadline
from data.domain.deadline import Deadline, DeadlineKind
from data.domain.message import Message
from data.domain.permissions import Action, may
from data.domain.task import number_of
from data.intake.draft import TaskDraft
from data.intake.redrafting import ADDED, from_words, issuance_of
from data.office.acting import Refusal, Refused
from data.office.assigning import assign_directly

_GIVES = re.compile(rf"^\W*(?:{any_of('assigning', 'gives')})(?!\w)[\s:,]*(?P<rest>.+)", re.IGNORECASE | re.DOTALL)
_LEADS = re.compile(rf"^(?:{any_of('assigning', 'leads')})(?!\w)[\s:,]*", re.IGNORECASE)
_WITH = re.compile(rf"^(?:{any_of('assigning', 'with')})(?!\w)[\s:,]*", re.IGNORECASE)
_HELPED = re.compile(rf"[\s,;.]+(?:{any_of('assigning', 'helped')})(?!\w)\s*(?P<rest>.+)$", re.IGNORECASE | re.DOTALL)
"""Who helps, named behind the work: "… rà soát dự toán, phối hợp với Sở Tư pháp trước 30/5"."""
_AND = re.compile(rf"^(?:,|;|{any_of('assigning', 'and')})(?!\w)\s*|^[,;]\s*", re.IGNORECASE)
_BY = re.compile(rf"[\s,;.]+(?:{any_of('assigning', 'by')})(?!\w)\s*(?P<day>[^,;]+?)\s*[.!]?$", re.IGNORECASE)
_FEWEST = 2
"""Words that a piece of work has at the least: "giao Sở Y tế" alone gives out nothing."""


async def hear_assignment(turn: Turn, text: str) -> bool:
    """Read back a task that is given out; False when the words give none."""
    if text.rstrip().endswith("?") or find_codes(text):
        return False
    registry = await turn.uow.agencies.registry()
    task = understand_assignment(turn, text, agency_names(registry))
    if task is None:
        return False
    if not may(turn.person, Action.ASSIGN):
        raise Refused(Refusal.NOT_YOURS)
    known = [registry.find(name) for name in (*task.lead, *task.coordinating)]
    if any(agency is None for agency in known):
        raise Refused(Refusal.UNKNOWN_AGENCY)
    if len(task.content.split()) < _FEWEST:
        await turn.answer(turn.texts.say("orders.assign_incomplete", lead=task.lead))
        return True
    if task.deadline.due_on is not None and task.deadline.due_on < turn.today:
        raise Refused(Refusal.IN_THE_PAST)
    packed: dict[str, object] = {
        "content": task.content,
        "lead": list(task.lead),
        "coordinating": list(task.coordinating),
        "deadline": pack_deadline(task.deadline),
        "recurrence": task.recurrence,
        "words": text,
    }
    said = turn.texts.say("orders.assign_read_back", **_said(turn, task))
    yes = turn.choice("orders.choose_assign", "send_assignment", packed)
    await turn.answer(said, [yes, turn.choice("replies.choose_no", "drop")])
    return True


def understand_assignment(turn: Turn, text: str, names: AgencyNames) -> TaskDraft | None:
    """Return the task that `text` gives out; None when it names no agency right behind "giao"."""
    found = _GIVES.match(text)
    if found is None:
        return None
    lead, rest = _listed(found["rest"], names)
    if not lead:
        return None
    rest = _LEADS.sub("", rest)
    helpers: tuple[str, ...] = ()
    if (together := _WITH.match(rest)) is not None:
        helpers, others = _listed(rest[together.end() :], names)
        rest = others if helpers else rest
    else:
        helpers, rest = _helped(rest, names)
    content, deadline, recurrence = _dated(turn, rest.strip(" ,;:."), text)
    content = content[:1].upper() + content[1:]
    return TaskDraft(ADDED, content, lead, tuple(name for name in helpers if name not in lead), deadline, recurrence)


def _helped(rest: str, names: AgencyNames) -> tuple[tuple[str, ...], str]:
    """Return who helps by words behind the work, and `rest` without these; what names no agency stays in it."""
    found = _HELPED.search(rest)
    helpers, others = _listed(found["rest"], names) if found else ((), "")
    if found is None or not helpers or (others.strip(" .,;") and not _BY.fullmatch(f" {others}")):
        return (), rest
    return helpers, f"{rest[: found.start()]} {others}"


def _listed(words: str, names: AgencyNames) -> tuple[tuple[str, ...], str]:
    """Return the agencies that `words` begin with, and what follows them."""
    found: list[str] = []
    rest = words.strip()
    while True:
        reading = names.mark(read(rest))
        first = reading.tokens[0] if reading.tokens else None
        if first is None or first.key != "@agency" or not isinstance(first.value, str):
            return tuple(dict.fromkeys(found)), rest
        found.append(first.value)
        rest = rest[first.end :].strip()
        following = _AND.sub("", rest)
        if following == rest or not _begins_with_agency(names.mark(read(following))):
            return tuple(dict.fromkeys(found)), rest
        rest = following


def _begins_with_agency(reading: Reading) -> bool:
    return bool(reading.tokens) and reading.tokens[0].key == "@agency"


def _dated(turn: Turn, rest: str, text: str) -> tuple[str, Deadline, str | None]:
    """Return the work without its deadline, and the deadline: a day, or a limit as documents state it."""
    found = _BY.search(rest)
    day = find_day(found["day"], today=turn.today) if found else None
    if found is not None and day is not None:
        return rest[: found.start()].strip(" ,;:."), Deadline(DeadlineKind.DATE, day, found[0].strip(" ,;.")), None
    issuance = issuance_of(turn.today, turn.today, turn.rules.calendar.is_working)
    stated = from_words(text[:1].upper() + text[1:], issuance)[0]
    return rest, stated.deadline, stated.recurrence


async def press_send(turn: Turn, args: Mapping[str, Any]) -> None:
    """Give out the task that was read back; the agency gets the usual notice, the rest of the office hears."""
    task = TaskDraft(
        ADDED,
        args["content"],
        tuple(args["lead"]),
        tuple(args["coordinating"]),
        unpack_deadline(args["deadline"]),
        args["recurrence"],
    )
    source = f"{args['words']}\n{turn.heard.channel} {turn.heard.update}"
    sheet = await assign_directly(turn.uow, turn.actor, task, source, turn.rules)
    shares = await turn.uow.assignments.of_task(number_of(sheet.task.code))
    said: dict[str, object] = {"code": sheet.task.code, "due": turn.due(shares[0]), "lead": sheet.lead}
    await turn.answer(turn.texts.say("orders.assigned", **said), about=shares)
    await remember(turn, "assign", shares)

    def news(to: Turn) -> Message:
        stated: dict[str, object] = {"code": sheet.task.code, "due": to.due(shares[0]), "lead": sheet.lead}
        text = to.texts.say("orders.assigned_news", who=to.person.name, title=to.title(shares[0]), **stated)
        return Message(text, about=tuple(one.id for one in shares), aside=True)

    await turn.tell(await audiences.whole_office(turn.uow), news)


def _said(turn: Turn, task: TaskDraft) -> dict[str, object]:
    deadline = task.deadline
    due = turn.texts.say("review.due", due_on=deadline.due_on, words=deadline.text or "")
    helpers: Sequence[str] = task.coordinating
    return {"lead": task.lead, "coordinating": helpers, "content": task.content, "due": due}
