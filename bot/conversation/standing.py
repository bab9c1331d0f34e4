"""How an assignment stands now, as the answer to whoever comes late or was outrun."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from bot.conversation.ended import all_ended
from bot.conversation.turn import Turn
from data.db.stores.reports import ProgressReport
from data.domain.task import Assignment, Part


async def newest_report(turn: Turn, assignment: Assignment) -> ProgressReport | None:
    """Return the last word on the assignment that was not taken back."""
    standing = [one for one in await turn.uow.reports.of(assignment.id) if one.undone_at is None]
    return standing[-1] if standing else None


async def standing(turn: Turn, assignment: Assignment, *, named: bool = False) -> Markup:
    """Say what was recorded last, when and by whom, and where the assignment stands; `named` adds its agency."""
    report = await newest_report(turn, assignment)
    who = await turn.uow.people.get(report.person_id) if report and report.person_id else None
    return turn.texts.say(
        "common.standing",
        code=assignment.code,
        due=turn.due(assignment),
        agency=assignment.agency_name if named else "",
        at=report.at if report else None,
        who=who.name if who else "",
        status=turn.phrases.status(assignment),
    )


async def outrun(turn: Turn, assignment: Assignment) -> Markup:
    """Say who moved the assignment on meanwhile, when and how, and where it stands now."""
    trace = await turn.uow.audit.latest(f"assignment:{assignment.id}")
    who = await turn.uow.people.get(trace.person_id) if trace and trace.person_id else None
    what = f"cards.report_{trace.action}" if trace else ""
    return turn.texts.say(
        "common.outrun",
        code=assignment.code,
        due=turn.due(assignment),
        agency=assignment.agency_name,
        who=who.name if who else "",
        at=trace.at if trace else None,
        what=turn.texts.say(what) if what in turn.texts.templates else "",
        status=turn.phrases.status(assignment),
    )


async def helps_only(turn: Turn, assignment: Assignment) -> Markup | None:
    """Say who reports on a task that the speaker's agency only coordinates; None where that is not how it is."""
    if assignment.part is not Part.COORDINATING or assignment.agency_id != turn.person.agency_id:
        return None
    leads = (await turn.uow.assignments.leads_of([assignment])).get(assignment.task_id, ())
    said = {"code": assignment.code, "due": turn.due(assignment), "leads": leads}
    return turn.texts.say("replies.helps_only", **said)


async def say_outrun(turn: Turn, found: Sequence[Assignment]) -> None:
    """Answer who moved these assignments on meanwhile; nothing was recorded."""
    await turn.answer(Markup("\n").join([await outrun(turn, one) for one in found]), about=found)


async def say_standing(turn: Turn, args: Mapping[str, Any]) -> bool:
    """Answer with the state of the assignments that a choice was about; False when it was about none.

    What another has done meanwhile is told as that person's doing.
    """
    found = await assignments_in(turn, args)
    lines = [await (outrun if await _by_another(turn, one) else standing)(turn, one) for one in found]
    if found:
        await turn.answer(Markup("\n").join(lines), about=found)
    return bool(found)


async def _by_another(turn: Turn, assignment: Assignment) -> bool:
    trace = await turn.uow.audit.latest(f"assignment:{assignment.id}")
    return trace is not None and trace.person_id not in {None, turn.person.id}


async def say_standings(turn: Turn, found: Sequence[Assignment], *, named: bool = False) -> None:
    """Answer with the state of these assignments; `named` adds their agencies."""
    lines = [await standing(turn, assignment, named=named) for assignment in found]
    await turn.answer(Markup("\n").join(lines), about=found)


async def assignments_in(turn: Turn, args: Mapping[str, Any]) -> list[Assignment]:
    """Return the live assignments that the arguments of a choice name, in their order."""
    return await live(turn, [int(assignment_id) for assignment_id in await _ids(turn, args)])


async def live(turn: Turn, ids: Iterable[int]) -> list[Assignment]:
    """Return those of these assignments whose task is live, in the order given."""
    wanted = list(dict.fromkeys(ids))
    found = await turn.uow.assignments.some(wanted)
    return [found[assignment_id] for assignment_id in wanted if assignment_id in found]


async def _ids(turn: Turn, args: Mapping[str, Any]) -> list[Any]:
    if "assignment" in args:
        return [args["assignment"]]
    if "assignments" in args:
        return list(args["assignments"])
    if "items" in args:
        return [item["assignment"] for item in args["items"]]
    if "reports" in args:
        return [(await turn.uow.reports.get(report_id)).assignment_id for report_id in args["reports"]]
    if "extension" in args:
        return [(await turn.uow.extensions.get(int(args["extension"]))).assignment_id]
    return []


async def say_unknown(turn: Turn, codes: Sequence[str], shares: Sequence[Assignment] = ()) -> None:
    """Say which tasks are not followed, or how they ended, and that nothing was done with the others named."""
    ended, unknown = await all_ended(turn.uow, codes, turn.person, turn.phrases)
    untouched = list(dict.fromkeys(one.code for one in shares))
    await turn.answer(turn.texts.say("orders.unknown", ended=ended, codes=unknown, untouched=untouched))


async def say_not_yours(
    turn: Turn, foreign: Sequence[str], unknown: Sequence[str], own: Sequence[Assignment] = ()
) -> None:
    """Say which tasks are another agency's, are none, or how they ended, and that nothing was recorded of the own."""
    ended, unknown = await all_ended(turn.uow, unknown, turn.person, turn.phrases)
    good = list(dict.fromkeys(one.code for one in own))
    await turn.answer(turn.texts.say("replies.not_yours", ended=ended, foreign=foreign, unknown=unknown, good=good))
