"""Coming in by the link and going out."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.office_page.door import Plain, Visit, closed, is_foreign, knocks_too_often
from bot.office_page.site import COOKIE, TEMPLATES, OfficePage
from data.office.entering import SESSION_HOURS, enter, is_link, leave

STYLE = TEMPLATES / "style.css"


def entry(page: OfficePage) -> Plain:
    """Return the endpoint of the one-time link.

    Looking at it uses nothing up, for chat programs look at links before people do; the press of its button does.
    """

    async def answer(request: Request) -> Response:
        code = request.path_params["code"]
        if (patience := knocks_too_often(page, request)) is not None:
            return patience
        if request.method == "POST":
            return closed(page) if is_foreign(page, request) else await _enter(page, code)
        return await _if_link(page, request, lambda: page.draw("enter.html", code=code))

    return answer


def entry_style(page: OfficePage) -> Plain:
    """Return the style of the entry, for who holds a link."""

    async def answer(request: Request) -> Response:
        return knocks_too_often(page, request) or await _if_link(page, request, style)

    return answer


def style() -> Response:
    """Return the style of all pages."""
    return Response(STYLE.read_text("utf-8"), media_type="text/css")


async def _if_link(page: OfficePage, request: Request, drawn: Callable[[], Response]) -> Response:
    async with page.database.reading() as uow:
        valid = await is_link(uow, request.path_params["code"], page.office.now())
    return drawn() if valid else closed(page)


async def _enter(page: OfficePage, code: str) -> Response:
    async with page.database.work() as uow:
        cookie = await enter(uow, code, page.office.now(), page.machine.now())
        await uow.commit()
    if cookie is None:
        return closed(page)
    response = RedirectResponse(page.root, 303)
    response.set_cookie(
        COOKIE,
        cookie,
        max_age=SESSION_HOURS * 3600,
        path=page.root,
        secure=page.encrypted,
        httponly=True,
        samesite="strict",
    )
    return response


async def go_out(visit: Visit) -> Response:
    """End the session of this browser."""
    page = visit.page
    async with page.database.work() as uow:
        await leave(uow, visit.who, visit.now, page.machine.now())
        await uow.commit()
    response = page.draw("closed.html", sentence=page.texts.say("page.left"))
    response.delete_cookie(COOKIE, path=page.root, secure=page.encrypted, httponly=True, samesite="strict")
    return response
