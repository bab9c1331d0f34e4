"""What is shown on request: the words of a report, which never travel in a push (domain rule 15)."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from bot.conversation.turn import Turn
from data.domain.permissions import Action, may
from data.office.acting import Refusal, Refused


async def show_words(turn: Turn, args: Mapping[str, Any]) -> None:
    """Show what was typed in these reports to who may see their tasks."""
    lines: list[Markup] = []
    about = []
    for report_id in args["reports"]:
        report = await turn.uow.reports.get(int(report_id))
        assignment = await turn.uow.assignments.ever(report.assignment_id)
        if not may(turn.person, Action.SEE_TASK, assignment):
            raise Refused(Refusal.NOT_YOURS)
        who = await turn.uow.people.get(report.person_id) if report.person_id else None
        about.append(assignment)
        lines.append(
            turn.texts.say(
                "office.said",
                code=assignment.code,
                due=turn.due(assignment),
                who=who.name if who else "",
                at=report.at,
                words=report.note or "",
                undone=report.undone_at is not None,
            )
        )
    await turn.answer(Markup("\n").join(lines), about=about)


async def show_said(turn: Turn, args: Mapping[str, Any]) -> None:
    """Show words that belong to no one task."""
    await turn.answer(turn.texts.say("office.said_generally", who=args["who"], words=args["text"]))
