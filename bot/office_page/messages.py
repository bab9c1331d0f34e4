"""What did not reach its person, and why."""

from starlette.responses import Response

from bot.office_page.door import Visit

MOST = 200


async def show_list(visit: Visit) -> Response:
    """Show what was refused for good, and what is tried in vain, the newest first."""
    async with visit.page.database.reading() as uow:
        found = await uow.unsaid.undelivered(visit.now, MOST)
        names = {person.id: person for person in await uow.people.everybody()}
        about = await uow.assignments.some({assignment for one in found for assignment in one.about})
    rows = [
        (one, names.get(one.person_id or 0), [about[known].code for known in one.about if known in about])
        for one in found
    ]
    return visit.draw("messages.html", rows=rows, most=MOST)
