"""All that was said of a task: by the clock, by its agencies, by the office."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.office_page.site import OfficePage
from data.db.stores.reports import ProgressReport
from data.db.unit import UnitOfWork
from data.domain.extension import Extension, ExtensionState
from data.domain.planning import Reminder, Said
from data.domain.task import Assignment


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of the history."""

    at: datetime
    agency: str
    words: str


async def history_of(uow: UnitOfWork, page: OfficePage, shares: Sequence[Assignment]) -> list[Happened]:
    """Return what happened to these shares, the newest first."""
    names = {person.id: person.name for person in await uow.people.everybody()}
    by_id = {share.id: share for share in shares}
    found = [Happened(one.entered_at, one.agency_name, page.texts.say("page.history_given")) for one in shares]
    for share in shares:
        reports = await uow.reports.of(share.id)
        found += [Happened(one.at, share.agency_name, _reported(page, one, names)) for one in reports]
        for extension in await uow.extensions.of(share.id):
            found += [Happened(at, share.agency_name, words) for at, words in _wished(page, extension, names)]
    for reminder in await uow.reminders.of_assignments(list(by_id)):
        if reminder.state is Said.SAID:
            agency = by_id[reminder.assignment_id].agency_name
            found.append(Happened(reminder.due_at, agency, _reminded(page, reminder, names)))
    return sorted(found, key=lambda one: one.at, reverse=True)


def _reminded(page: OfficePage, reminder: Reminder, names: Mapping[int, str]) -> str:
    return page.texts.say(
        "page.history_reminded", who=names.get(reminder.person_id, ""), why=page.phrases.rung(reminder.rung)
    )


def _reported(page: OfficePage, report: ProgressReport, names: Mapping[int, str]) -> str:
    key = f"cards.report_{report.kind}"
    return page.texts.say(
        "page.history_reported",
        who=names.get(report.person_id or 0, ""),
        what=page.texts.say(key) if key in page.texts.templates else report.kind,
        percent=report.percent,
        note=report.note or "",
        undone=report.undone_at is not None,
    )


def _wished(page: OfficePage, extension: Extension, names: Mapping[int, str]) -> Iterator[tuple[datetime, str]]:
    say = page.texts.say
    who = names.get(extension.asked_by, "")
    yield extension.asked_at, say("page.history_wished", who=who, until=extension.until, reason=extension.reason)
    if extension.decided_at is not None:
        yield (
            extension.decided_at,
            say(
                "page.history_decided",
                who=names.get(extension.decided_by or 0, ""),
                granted=extension.state is ExtensionState.GRANTED,
                until=extension.granted_until,
                reason=extension.decision_reason or "",
            ),
        )
