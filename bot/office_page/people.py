"""Who is paired and who is not, and new codes with their pictures."""

from collections import defaultdict
from functools import partial

import segno
from markupsafe import Markup
from starlette.responses import Response

from bot.office_page.door import Missing, Visit
from bot.texts.catalogue import Texts
from data.domain.agency import Registry
from data.domain.person import Person
from data.folding import fold
from data.office.pairing import new_code


async def show_list(visit: Visit) -> Response:
    """Show everybody by agency, those who are not paired first within it."""
    async with visit.page.database.reading() as uow:
        registry = await uow.agencies.registry()
        people = await uow.people.active()
        links = await uow.people.live_links()
    chats = defaultdict(list)
    for link in links:
        chats[link.person_id].append(link)
    groups = defaultdict(list)
    for person in people:
        groups[_agency(person, registry)].append(person)
    ordered = sorted(groups.items(), key=lambda group: fold(group[0]))
    return visit.draw(
        "people.html",
        groups=[(name, sorted(members, key=lambda one: bool(chats[one.id]))) for name, members in ordered],
        chats=chats,
        total=len(people),
        paired=sum(bool(chats[person.id]) for person in people),
        channel_name=partial(_channel_name, visit.page.texts),
    )


def _channel_name(texts: Texts, channel: str) -> str:
    """Return what people call a channel; one of an earlier version that we have no word for keeps its own."""
    key = f"channels.{channel}"
    return texts.say(key) if key in texts.templates else channel


def _agency(person: Person, registry: Registry) -> str:
    return registry.get(person.agency_id).name if person.agency_id is not None else ""


async def give_code(visit: Visit) -> Response:
    """Give a person a fresh code and show it once, with its picture; earlier codes end."""
    page = visit.page
    async with page.database.work() as uow:
        person = await uow.people.get(visit.request.path_params["person"])
        if not person.active:
            raise Missing
        registry = await uow.agencies.registry()
        code = await new_code(uow, person, page.rules.policy, visit.now)
        await uow.commit()
    link = page.invitation(code)
    return visit.draw(
        "code.html",
        invited=person,
        agency=_agency(person, registry),
        code=code,
        link=link,
        picture=_picture(link or f"/start {code}"),
        days=page.rules.policy.code_days,
    )


def _picture(content: str) -> Markup:
    """Return a QR picture, which holds nothing that it was not drawn from."""
    drawn = segno.make(content, error="m", micro=False).svg_inline(scale=5, light="#fff")
    return Markup(drawn)  # noqa: S704 - drawn by the library from modules alone
