"""Files that officials send to prove what they say: kept with the task that they prove, told to the office."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from mimetypes import guess_type
from typing import Any

from bot.conversation import audiences, context
from bot.conversation.reporting.confirming import MOST_CANDIDATES
from bot.conversation.reporting.documents import only_reference
from bot.conversation.standing import assignments_in, live, newest_report
from bot.conversation.turn import Turn
from bot.language.codes import find_codes
from data.domain.evidence import Evidence, EvidenceKind
from data.domain.lifecycle import Event
from data.domain.message import HeardFile, Message, OutFile
from data.domain.permissions import Action, may
from data.domain.task import Assignment
from data.intake.attachment import Attachment
from data.office.acting import Refusal, Refused
from data.office.proving import attach_evidence

_EVER = datetime.min.replace(tzinfo=UTC)


async def hear_evidence(turn: Turn, file: HeardFile, attachment: Attachment) -> None:
    """Keep a file with the one task that is meant, or ask which."""
    if not attachment.content:
        await turn.answer(turn.texts.say("files.unreadable_empty"))
        return
    meant = await _meant(turn)
    candidates = meant or await context.owed(turn)
    if not candidates:
        await turn.answer(turn.texts.say("files.no_task"))
        return
    kept = await turn.uow.evidence.add(turn.person.id, file.name, attachment.content, turn.heard.channel, turn.now)
    if len(meant) == 1:
        await _attach(turn, kept, meant[0])
    else:
        await _ask_which(turn, kept, candidates)


async def _meant(turn: Turn) -> list[Assignment]:
    """Return the tasks that the caption names, else those replied to, else those just reported done."""
    own, _, _ = await context.named(turn, find_codes(turn.heard.text))
    if own:
        return own
    if turn.heard.reply_to is not None and (replied := await context.replied_to(turn)):
        return replied
    return await _claimed_lately(turn)


async def _claimed_lately(turn: Turn) -> list[Assignment]:
    """Return the claims of the last minutes, and those behind which the office has asked for more."""
    since = turn.now - timedelta(minutes=turn.rules.policy.evidence_minutes)
    claims = await turn.uow.assignments.claimed_by(turn.person.agency_id, _EVER)
    wanting = [one for one in claims if await _more_is_wanted(turn, one)]
    return wanting or [one for one in claims if one.reported_done_at is not None and one.reported_done_at >= since]


async def _more_is_wanted(turn: Turn, claim: Assignment) -> bool:
    newest = await newest_report(turn, claim)
    return newest is not None and newest.kind == Event.ASK_MORE


async def hear_document(turn: Turn, text: str) -> bool:
    """Keep the number of a document that is all somebody says, with the claim it belongs to; False without either.

    Minutes after "xong" and in answer to the office's wish for more it is clear what it proves; otherwise words with
    a number are a report like any other.
    """
    reference = only_reference(text)
    if reference is None:
        return False
    meant = await _meant(turn)
    if not meant:
        return False
    kept = await turn.uow.evidence.add_document(turn.person.id, reference, turn.heard.channel, turn.now)
    if len(meant) == 1:
        await _attach(turn, kept, meant[0])
    else:
        await _ask_which(turn, kept, meant)
    return True


async def _ask_which(turn: Turn, kept: Evidence, candidates: Sequence[Assignment]) -> None:
    offered = candidates[:MOST_CANDIDATES]
    choices = [
        turn.choice(
            "replies.choose_task", "attach_evidence", {"evidence": kept.id, "assignment": one.id}, code=turn.code(one)
        )
        for one in offered
    ]
    drop = turn.choice("replies.choose_none", "drop_evidence", {"evidence": kept.id})
    tasks = [(one.code, turn.due(one), turn.title(one)) for one in offered]
    name = kept.name if kept.kind is EvidenceKind.DOCUMENT else turn.texts.label("files.this_file")
    name = name[:1].upper() + name[1:]
    text = turn.texts.say("files.ask_which", name=name, tasks=tasks, more=len(candidates) - len(offered))
    await turn.answer(text, [*choices, drop], offered)


async def press_attach(turn: Turn, args: Mapping[str, Any]) -> None:
    """Keep the file with the task that was chosen."""
    found = await assignments_in(turn, args)
    kept = await turn.uow.evidence.find(int(args["evidence"]))
    if kept is None or not found:
        await turn.answer(turn.texts.say("common.choice_gone"))
    else:
        await _attach(turn, kept, found[0])


async def press_drop(turn: Turn, args: Mapping[str, Any]) -> None:
    """Forget the file, which proves none of the tasks."""
    await turn.uow.evidence.remove(int(args["evidence"]))
    await turn.answer(turn.texts.say("files.dropped"))


async def _attach(turn: Turn, kept: Evidence, assignment: Assignment) -> None:
    """Keep the file with the task; answer, and tell the office without its name (domain rule 15)."""
    new = await attach_evidence(turn.uow, turn.actor, kept, assignment)
    said = {"code": assignment.code, "due": turn.due(assignment), "agency": assignment.agency_name}
    await turn.answer(
        turn.texts.say("files.attached" if new else "files.attached_before", file=kept, **said), (), [assignment]
    )
    if new:
        await turn.tell(await audiences.followers(turn.uow), partial(_news, kept, assignment))


def _news(kept: Evidence, assignment: Assignment, to: Turn) -> Message:
    said = {"code": assignment.code, "due": to.due(assignment), "agency": assignment.agency_name}
    shown = to.choice("files.choose_show", "show_evidence", {"evidence": kept.id})
    return Message(to.texts.say("files.evidence", who=to.person.name, **said), (shown,), (assignment.id,))


async def show(turn: Turn, args: Mapping[str, Any]) -> None:
    """Show a file to who may see its task."""
    kept = await turn.uow.evidence.get(int(args["evidence"]))
    found = await live(turn, [kept.assignment_id] if kept.assignment_id is not None else [])
    if not found or not may(turn.person, Action.SEE_TASK, found[0]):
        raise Refused(Refusal.NOT_YOURS)
    who = await turn.uow.people.get(kept.person_id)
    said = {"code": found[0].code, "due": turn.due(found[0]), "who": who.name}
    text = turn.texts.say("files.shown", file=kept, **said)
    if kept.kind is EvidenceKind.DOCUMENT:
        await turn.answer(text, about=found)
        return
    name = kept.name or turn.texts.label("files.photo_name", code=found[0].code)
    kind = guess_type(name)[0] or "application/octet-stream"
    file = OutFile(name, kind, await turn.uow.evidence.content(kept.id))
    await turn.send(Message(text, about=(found[0].id,), files=(file,)))
