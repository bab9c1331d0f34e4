"""The list of tasks, with filters and search, and one task with its history."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.responses import Response

from bot.office_page.door import Missing, Visit
from bot.office_page.history import history_of
from data.db.unit import UnitOfWork
from data.domain.question import Condition, Page, TaskFilter
from data.domain.task import Part, TaskState
from data.folding import fold
from data.office.asking import Answer, ask
from data.storable import storable

CONDITIONS = (
    Condition.NOT_DONE,
    Condition.OVERDUE,
    Condition.DUE_SOON,
    Condition.BLOCKED,
    Condition.NO_REPORT,
    Condition.NO_DEADLINE,
    Condition.PAUSED,
    Condition.TO_CONFIRM,
    Condition.EXTENSION,
    Condition.UNASSIGNED,
    Condition.DONE,
)
LONGEST_SEARCH = 200
_CODES = re.compile(r"nv\s*(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is narrowed to, as the address of the page says it."""

    words: str
    condition: Condition | None
    agency_id: int | None
    page: int

    def filter(self) -> TaskFilter:
        """Return the question that this is; codes among the words are meant as such."""
        folded = fold(self.words)
        numbers = tuple(int(found) for found in _CODES.findall(folded))
        return TaskFilter(
            conditions=(self.condition,) if self.condition else (),
            agency_ids=(self.agency_id,) if self.agency_id is not None else (),
            numbers=numbers,
            words=None if numbers else folded or None,
        )

    def address(self, page: int) -> str:
        """Return the query of another page of the same list."""
        agency = "" if self.agency_id is None else self.agency_id
        return urlencode({"q": self.words, "status": self.condition or "", "agency": agency, "page": page})


def asked_in(query: Mapping[str, str]) -> Asked:
    """Read what the list is narrowed to; what makes no sense narrows nothing."""
    status, agency, page = (query.get(name, "") for name in ("status", "agency", "page"))
    return Asked(
        storable(query.get("q", "")).strip()[:LONGEST_SEARCH],
        Condition(status) if status in set(Condition) else None,
        int(agency) if _is_number(agency) else None,
        max(1, int(page)) if _is_number(page) else 1,
    )


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


async def show_list(visit: Visit) -> Response:
    """Show what is meant by the address, a page of it."""
    asked = asked_in(visit.request.query_params)
    async with visit.page.database.reading() as uow:
        registry = await uow.agencies.registry()
        answer, page, pages = await _page_of(uow, asked, visit)
    return visit.draw(
        "tasks.html",
        asked=asked,
        conditions=CONDITIONS,
        agencies=sorted(registry.agencies, key=lambda agency: fold(agency.name)),
        figures=answer.figures,
        rows=answer.assignments,
        page=page,
        pages=pages,
    )


async def _page_of(uow: UnitOfWork, asked: Asked, visit: Visit) -> tuple[Answer, int, int]:
    """Return the rows of a page, which page it is and how many there are; behind the last one, that one."""
    rows, number = visit.page.rows, asked.page
    while True:
        shown = Page((number - 1) * rows, rows)
        answer = await ask(uow, asked.filter(), visit.now, visit.page.rules, viewer=visit.person, page=shown)
        pages = max(1, -(-answer.figures.total // rows))
        if number <= pages:
            return answer, number, pages
        number = pages


async def show_one(visit: Visit) -> Response:
    """Show one task: what it is, where each share stands, and all that was said of it."""
    number = visit.request.path_params["number"]
    async with visit.page.database.reading() as uow:
        stored = await uow.drafts.get(number)
        if stored is None:
            raise Missing
        if stored.state is TaskState.DRAFT:
            return visit.go(f"/van-ban/{stored.directive_id}", anchor=stored.code)
        shares = await uow.assignments.of_task(number)
        return visit.draw(
            "task.html",
            stored=stored,
            directive=await uow.directives.get(stored.directive_id),
            leads=[share for share in shares if share.part is Part.LEAD],
            coordinating=[share.agency_name for share in shares if share.part is Part.COORDINATING],
            history=await history_of(uow, visit.page, shares),
        )
