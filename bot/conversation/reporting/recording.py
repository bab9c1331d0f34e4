"""Recording what an agency says: written down at once, said back exactly, told to the office and to colleagues."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

from markupsafe import Markup

from bot.conversation import audiences
from bot.conversation.reporting.documents import references_in
from bot.conversation.reporting.raising import PUT_TO_THE_OFFICE, put_to
from bot.conversation.standing import helps_only, live, outrun
from bot.conversation.statement import Statement
from bot.conversation.turn import Turn, Word
from bot.language.meaning import Intent
from data.domain.lifecycle import Event
from data.domain.message import Choice, Guard, Message
from data.domain.task import Assignment, Status
from data.office.acting import Refusal, Refused
from data.office.proving import keep_documents
from data.office.reporting import Reported, refuse, report, undo

Item = tuple[Assignment, Statement]

EVENTS: Mapping[Intent, Event] = MappingProxyType(
    {
        Intent.ACKNOWLEDGE: Event.ACKNOWLEDGE,
        Intent.PROGRESS: Event.PROGRESS,
        Intent.DONE: Event.REPORT_DONE,
        Intent.BLOCKED: Event.BLOCK,
        Intent.NOTE: Event.NOTE,
        Intent.QUESTION: Event.NOTE,
    }
)
"""What a reply becomes in the life of an assignment; a refusal and a wish for more time have their own verbs."""

_RAISED = frozenset({Intent.BLOCKED, Intent.REJECT})
"""What the office is asked about at once, without a guard: later words leave a difficulty as it is."""
_OUTRUN = frozenset({Refusal.UNLAWFUL, Refusal.CHANGED_MEANWHILE})


@dataclass(frozen=True, slots=True)
class Recorded:
    """A statement that was written down."""

    reported: Reported
    statement: Statement

    @property
    def after(self) -> Assignment:
        """The assignment as it stands now."""
        return self.reported.after

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents that words about a claim name, and which prove it."""
        claimed = self.after.status is Status.REPORTED_DONE
        return references_in(self.statement.words) if claimed and self.statement.words else ()

    @property
    def news(self) -> bool:
        """Whether it tells more than that an acknowledged task was seen again."""
        again = self.reported.before.acknowledged_at is not None
        return self.statement.intent is not Intent.ACKNOWLEDGE or not again


async def record(turn: Turn, items: Sequence[Item]) -> None:
    """Write the statements down and answer with what was recorded and what was not."""
    recorded: list[Recorded] = []
    lines: list[Markup] = []
    for assignment, statement in items:
        try:
            recorded.append(Recorded(await _write(turn, assignment, statement), statement))
        except Refused as refused:
            lines.append(await _refused(turn, assignment, refused.why))
    if recorded:
        lines.insert(0, say_recorded(turn, recorded))
    about = [assignment for assignment, _ in items]
    for one in recorded:
        await keep_documents(turn.uow, turn.actor, one.after, one.documents)
    await turn.answer(Markup("\n").join(lines), _second_thoughts(turn, recorded), about)
    await _tell(turn, [one for one in recorded if one.news])


def _contradicts(assignment: Assignment, statement: Statement) -> bool:
    """Whether somebody says of a claim that the work still goes on: kept as a remark, for the office to decide."""
    return assignment.status is Status.REPORTED_DONE and statement.intent in {Intent.PROGRESS, Intent.BLOCKED}


async def _write(turn: Turn, assignment: Assignment, statement: Statement) -> Reported:
    if statement.intent is Intent.REJECT:
        return await refuse(turn.uow, turn.actor, assignment, statement.words or "")
    return await report(
        turn.uow,
        turn.actor,
        assignment,
        Event.NOTE if _contradicts(assignment, statement) else EVENTS[statement.intent],
        percent=statement.percent,
        note=statement.words,
        expected_on=statement.expected_on,
    )


async def _refused(turn: Turn, assignment: Assignment, why: Refusal) -> Markup:
    """Say why one statement was not recorded; who was outrun or comes late hears how things stand."""
    if why in _OUTRUN:
        found = await live(turn, [assignment.id])
        said = turn.texts.say(f"common.refused_{why}")
        return Markup("\n").join([said, *[await outrun(turn, one) for one in found]])
    turn.log_refusal(why.value, f"assignment:{assignment.id}")
    if why is Refusal.NOT_YOURS and (helps := await helps_only(turn, assignment)) is not None:
        return helps
    return turn.texts.say("replies.refused_one", code=assignment.code, why=turn.texts.say(f"common.refused_{why}"))


def say_recorded(turn: Turn, recorded: Sequence[Recorded]) -> Markup:
    """Say back exactly what was written down, and how things stand where words change nothing any more."""
    done = any(one.statement.intent is Intent.DONE for one in recorded)
    passed_on = any(one.statement.intent in {Intent.REJECT, Intent.QUESTION, Intent.NOTE} for one in recorded)
    claimed = [one.after for one in recorded if not one.after.open and one.statement.intent is not Intent.DONE]
    return turn.texts.say(
        "replies.recorded",
        lines=_lines(turn, recorded),
        done=done,
        passed_on=passed_on,
        contradicts=any(_contradicts(one.reported.before, one.statement) for one in recorded),
        claimed=_standings(turn, claimed),
        documents=[document for one in recorded for document in one.documents],
    )


def _lines(turn: Turn, recorded: Sequence[Recorded]) -> list[Markup]:
    """Describe each statement, but many acknowledgements in one line."""
    received = [one for one in recorded if one.statement.intent is Intent.ACKNOWLEDGE]
    if len(received) < 2:
        return [describe(turn, one.after, one.statement) for one in recorded]
    tasks = [(one.after.code, one.after.deadline.due_on) for one in received]
    together = turn.texts.say("replies.items", what=turn.texts.say("replies.what_acknowledge"), tasks=tasks)
    rest = [describe(turn, one.after, one.statement) for one in recorded if one not in received]
    return [together, *rest]


def describe(turn: Turn, assignment: Assignment, statement: Statement) -> Markup:
    """Name what is said, of which task, with percent and expected day: "báo xong NV7, hạn 16/05/2024"."""
    return turn.texts.say(
        "replies.item",
        what=turn.texts.say(f"replies.what_{statement.intent}"),
        code=assignment.code,
        due=turn.due(assignment),
        percent=statement.percent if statement.intent in {Intent.PROGRESS, Intent.BLOCKED} else None,
        expected_on=statement.expected_on,
        until=statement.until,
    )


def _second_thoughts(turn: Turn, recorded: Sequence[Recorded]) -> list[Choice]:
    """Offer to take back what was just recorded; never as the first choice."""
    if not recorded:
        return []
    reports: dict[str, object] = {"reports": [one.reported.report_id for one in recorded]}
    return [
        turn.choice("replies.choose_right", "fine", reports),
        turn.choice("replies.choose_undo", "undo", reports),
    ]


async def _tell(turn: Turn, recorded: Sequence[Recorded]) -> None:
    """Tell the office, with a choice where it must decide, and the colleagues of the agency."""
    claims = [one for one in recorded if one.after.status is Status.REPORTED_DONE]
    for claim in claims:
        await _tell_claim(turn, claim)
    raised = [one for one in recorded if one.after.status in PUT_TO_THE_OFFICE and one.statement.intent in _RAISED]
    for one in raised:
        followers = await audiences.followers(turn.uow)
        await put_to(turn, followers, one.after, turn.person.name, _worded([one]))
    others = [one for one in recorded if one not in claims and one not in raised]
    if others:
        await turn.tell(await audiences.followers(turn.uow), partial(_notice, "office.reported", others))
    if recorded:
        agencies = {one.after.agency_id for one in recorded}
        await turn.tell(await audiences.contacts(turn.uow, agencies), partial(_notice, "office.colleague", recorded))


async def _tell_claim(turn: Turn, claim: Recorded) -> None:
    """Ask the office to confirm or return; any later word on the task brings the question again."""
    after = claim.after

    def question(to: Turn) -> Message:
        words = _words_choice(to, [claim])
        return claim_question(to, after, to.person.name, describe(to, after, claim.statement), words)

    await turn.tell(await audiences.followers(turn.uow), question, Guard(after.id, after.revision))


def claim_question(turn: Turn, assignment: Assignment, who: str, line: Markup, words: Choice | None = None) -> Message:
    """Return the question to the office about a claim; `line` says what was claimed, `words` shows what was typed."""
    args: dict[str, object] = {"assignment": assignment.id, "revision": assignment.revision}
    agency = assignment.agency_name
    choices = (
        turn.choice("cards.choose_confirm_result", "confirm_result", args, code=assignment.code, agency=agency),
        turn.choice("cards.choose_return_result", "return_result", args, code=assignment.code, agency=agency),
        turn.choice("cards.choose_ask_more", "order", {**args, "what": "ask_more"}, code=assignment.code),
    )
    text = turn.texts.say("office.claimed", who=who, agency=agency, line=line, title=turn.title(assignment))
    return Message(text, (*choices, words) if words else choices, (assignment.id,))


async def claim_again(turn: Turn, claim: Assignment) -> Word:
    """Return what words the question about a claim that stands, in the name of who made it."""
    reports = await turn.uow.reports.of(claim.id)
    claims = [one for one in reports if one.kind == Event.REPORT_DONE and one.undone_at is None]
    who = await turn.uow.people.get(claims[-1].person_id) if claims and claims[-1].person_id else None
    name = who.name if who else ""
    return lambda to: claim_question(to, claim, name, describe(to, claim, Statement(Intent.DONE)))


def _notice(key: str, recorded: Sequence[Recorded], turn: Turn) -> Message:
    """Word a notice: codes, days and kinds of news; reasons and opinions are shown on request (domain rule 15)."""
    words = _words_choice(turn, recorded)
    about = tuple(one.after.id for one in recorded)
    agency = recorded[0].after.agency_name
    text = turn.texts.say(key, who=turn.person.name, agency=agency, lines=_lines(turn, recorded))
    return Message(text, (words,) if words else (), about, aside=True)


def _words_choice(turn: Turn, recorded: Sequence[Recorded]) -> Choice | None:
    """Offer to read what was typed, where anything was."""
    reports = _worded(recorded)
    return turn.choice("office.choose_words", "show_words", {"reports": reports}) if reports else None


def _worded(recorded: Sequence[Recorded]) -> list[int]:
    """Return the reports in which something was typed."""
    return [one.reported.report_id for one in recorded if one.statement.words]


async def take_back(turn: Turn, report_ids: Sequence[int]) -> None:
    """Undo these reports; the office and the colleagues are told again."""
    undone: list[Assignment] = []
    lines: list[Markup] = []
    for report_id in report_ids:
        try:
            undone.append((await undo(turn.uow, turn.actor, report_id, turn.rules)).after)
        except Refused as refused:
            moved = await live(turn, [refused.about] if refused.about is not None else [])
            lines += [await outrun(turn, one) for one in moved]
            if not moved:
                lines.append(turn.texts.say(f"common.refused_{refused.why}", minutes=turn.rules.policy.undo_minutes))
    if undone:
        lines.insert(0, turn.texts.say("replies.undone", tasks=_standings(turn, undone)))
    await turn.answer(Markup("\n").join(dict.fromkeys(lines)), about=undone)
    if undone:
        await _tell_undone(turn, undone)


async def _tell_undone(turn: Turn, undone: Sequence[Assignment]) -> None:
    agency = undone[0].agency_name

    def news(to: Turn) -> Message:
        text = to.texts.say("office.undone", who=to.person.name, agency=agency, tasks=_standings(to, undone))
        return Message(text, about=tuple(one.id for one in undone), aside=True)

    people = await audiences.followers(turn.uow)
    people += await audiences.contacts(turn.uow, {one.agency_id for one in undone})
    await turn.tell({person.id: person for person in people}.values(), news)
    for claim in [one for one in undone if one.status is Status.REPORTED_DONE]:
        # A word after the claim was taken back, and with it the question that it had brought; the claim still waits.
        again = await claim_again(turn, claim)
        await turn.tell(await audiences.followers(turn.uow), again, Guard(claim.id, claim.revision))


def _standings(turn: Turn, undone: Sequence[Assignment]) -> list[tuple[str, str, str]]:
    return [(one.code, turn.due(one), turn.phrases.status(one)) for one in undone]
