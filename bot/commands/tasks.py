"""`tasks`: what is open, late and done."""

from dataclasses import replace
from datetime import date

from bot.commands.office import Office, open_office
from bot.commands.outcome import WRONG_INPUT, CommandFailed
from bot.commands.printing import print_json, print_lines, print_table, shortened
from bot.texts import commands as texts
from bot.texts.words import day
from data.db.unit import UnitOfWork
from data.domain.figures import TimeClass, days_left, time_class
from data.domain.question import Condition, TaskFilter
from data.domain.task import Assignment, TaskSheet, TaskState
from data.office.asking import ask, recall

_SHORT = {"open": Condition.NOT_DONE, "late": Condition.OVERDUE}
"""Plain words for the two conditions that are asked for most."""
STATUSES = (*_SHORT, *Condition)


async def list_tasks(status: str | None, agency: str | None, as_of: date | None, *, as_json: bool) -> None:
    """Print the lead assignments of live tasks, by deadline, those without one last, as they stand or stood `as_of`."""
    condition = _condition(status)
    async with open_office() as present, present.database.reading() as uow:
        office = present if as_of is None else _past(present, as_of)
        agency_ids = await _agency_ids(uow, agency)
        asked = TaskFilter((condition,) if condition else (), agency_ids=agency_ids)
        road = ask if as_of is None else recall
        found = (await road(uow, asked, office.now, office.rules)).assignments
        sheets = await uow.directives.sheets_of({one.task_id for one in found})
        waiting = 0 if found or as_of else await _drafts(uow)
    if as_json:
        print_json([_as_json(one, sheets[one.task_id], office) for one in found])
    elif not found:
        print_lines([texts.NOTHING_FOLLOWED, *([texts.DRAFTS_WAIT.format(count=waiting)] if waiting else [])])
    else:
        rows = [_row(one, sheets[one.task_id], office) for one in found]
        print_table(texts.FOLLOWED_COLUMNS, rows, texts.FOLLOWED.format(count=len(rows)))


async def _drafts(uow: UnitOfWork) -> int:
    """Return how many drafts wait for a person to confirm them."""
    read = [one for directive_id in await uow.directives.unconfirmed() for one in await uow.drafts.of(directive_id)]
    return sum(one.state is TaskState.DRAFT for one in read)


def _past(office: Office, on: date) -> Office:
    """Return the office at the end of a past day, or of today."""
    calendar = office.rules.calendar
    if on > calendar.office_day(office.now):
        raise CommandFailed(texts.DAY_TO_COME.format(day=day(on)), code=WRONG_INPUT)
    return replace(office, now=min(office.now, calendar.end_of_calendar_day(on)))


def _condition(status: str | None) -> Condition | None:
    if status is None:
        return None
    word = status.strip().lower().replace("-", "_")
    if word not in STATUSES:
        raise CommandFailed(texts.BAD_STATUS.format(status=status, known=", ".join(STATUSES)), code=WRONG_INPUT)
    return _SHORT.get(word) or Condition(word)


async def _agency_ids(uow: UnitOfWork, agency: str | None) -> tuple[int, ...]:
    if agency is None:
        return ()
    found = (await uow.agencies.registry()).find(agency)
    if found is None:
        raise CommandFailed(texts.NO_AGENCY.format(agency=agency), code=WRONG_INPUT)
    return (found.id,)


def _as_json(one: Assignment, sheet: TaskSheet, office: Office) -> dict[str, object]:
    # An assignment's deadline may differ from its task's: an extension belongs to one agency.
    shown = replace(sheet, task=replace(sheet.task, deadline=one.deadline)).as_json()
    return shown | {
        "agency": one.agency_name,
        "status": one.status.value,
        "time": time_class(one, office.now, office.rules.calendar).value,
        "percent": one.percent,
        "days_left": _days_left(one, office),
        "first_due": one.first_due_on.isoformat() if one.first_due_on else None,
        "extensions": one.extensions,
    }


def _days_left(one: Assignment, office: Office) -> int | None:
    """Return the working days left of an open assignment; None when it is done, paused or has no deadline."""
    calendar = office.rules.calendar
    return days_left(one, calendar.office_day(office.now), calendar) if one.open and not one.paused else None


def _row(one: Assignment, sheet: TaskSheet, office: Office) -> tuple[str, ...]:
    status = texts.STATUSES[one.status]
    if time_class(one, office.now, office.rules.calendar) is TimeClass.DOING_OVERDUE:
        status = texts.OVERDUE.format(status=status)
    left = _days_left(one, office)
    due_on = one.deadline.due_on
    return (
        one.code,
        shortened(sheet.task.title),
        one.agency_name,
        day(due_on) if due_on else "",
        "" if left is None else str(left),
        status,
    )
