"""The state at a glance: figures that add up, a picture by agency, and what will be said next."""

from starlette.responses import Response

from bot.office_page.door import Visit
from bot.office_page.picture import bars_of
from data.domain.question import NO_ROWS, TaskFilter
from data.office.asking import ask
from data.office.foreseeing import upcoming

MOST_COUNTED = 1000


async def show(visit: Visit) -> Response:
    """Show how things stand now."""
    page = visit.page
    async with page.database.reading() as uow:
        answer = await ask(uow, TaskFilter(), visit.now, page.rules, viewer=visit.person, page=NO_ROWS)
        ahead = await upcoming(uow, page.rules.calendar, visit.now, most=2)
        drafts = len(await uow.directives.unconfirmed())
        undelivered = len(await uow.unsaid.undelivered(visit.now, MOST_COUNTED))
        paired, people = await uow.people.paired_ids(), await uow.people.active()
    return visit.draw(
        "overview.html",
        figures=answer.figures,
        picture=bars_of(answer.agencies),
        ahead=ahead,
        drafts=drafts,
        undelivered=undelivered,
        unpaired=sum(person.id not in paired for person in people),
    )
