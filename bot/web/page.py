"""The demo's page and its small API, as routes for the application to carry."""

import functools
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

import structlog
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route

from bot.texts import web as texts
from bot.web.demo import ClockStep, Demo, DemoPerson
from bot.web.downloads import download
from bot.web.events import resumes_after, stream
from bot.web.fence import Fence
from bot.web.files import PageFiles
from bot.web.lines import hear, line_as_json, lines_after
from bot.web.posted import Refused, Said, read_file, read_json, read_said, read_surface, said_with_file
from bot.web.switching import paired_as, switch, written_by_numbers
from data.domain.person import Language, Person
from data.office.foreseeing import Upcoming, upcoming

log = structlog.get_logger()

STATIC = Path(__file__).parent / "static"

INDEX: Mapping[str, str] = {Language.VIETNAMESE: "index.html", Language.ENGLISH: "index.en.html"}

JsonEndpoint = Callable[[Demo, Request], Awaitable[dict[str, Any]]]


def demo_routes(demo: Demo) -> list[BaseRoute]:
    """Return the routes of the page and its API, each behind the fence."""
    files = PageFiles(directory=STATIC)
    fence = [Middleware(Fence)]

    async def index(request: Request) -> Response:
        return await files.get_response(INDEX[demo.phrases.texts.language], request.scope)

    async def events(request: Request) -> StreamingResponse:
        return _events(demo, request)

    async def file(request: Request) -> Response:
        return await download(demo.database, request.path_params["token"])

    def route(path: str, endpoint: JsonEndpoint, method: str) -> Route:
        return Route(path, _answering(demo, endpoint), methods=[method], middleware=fence)

    return [
        Route("/", index, middleware=fence),
        Mount("/static", files, middleware=fence),
        Route("/api/events", events, middleware=fence),
        Route("/api/files/{token}", file, middleware=fence),
        route("/api/state", _state, "GET"),
        route("/api/chats/{chat}", _history, "GET"),
        route("/api/chats/{chat}", _post_line, "POST"),
        route("/api/chats/{chat}/files", _post_file, "POST"),
        route("/api/chats/{chat}/surface", _change_surface, "POST"),
        route("/api/next", _next, "GET"),
        route("/api/clock", _step_clock, "POST"),
    ]


def _answering(demo: Demo, endpoint: JsonEndpoint) -> Callable[[Request], Awaitable[JSONResponse]]:
    @functools.wraps(endpoint)
    async def answer(request: Request) -> JSONResponse:
        try:
            return JSONResponse(await endpoint(demo, request), headers={"Cache-Control": "no-store"})
        except Refused as refused:
            return JSONResponse({"error": refused.sentence}, refused.status)
        except ClientDisconnect:
            # Whoever sent half a file may not even be there to hear it; of what came nothing is kept.
            return JSONResponse({"error": texts.CUT}, 400)
        except Exception as error:
            # A locked or missing database, a full disk: the person hears one sentence, the operator the rest.
            log.exception("page_failed", error=type(error).__name__)
            return JSONResponse({"error": texts.NOT_NOW}, 503)

    return answer


async def _state(demo: Demo, _request: Request) -> dict[str, Any]:
    async with demo.database.reading() as uow:
        people = []
        for person in demo.people:
            known = await paired_as(uow, person)
            people.append(_person_as_json(person, known) | {"numbered": await written_by_numbers(uow, known)})
    return {"run": demo.run, "clock": demo.office_time(), "people": people}


def _person_as_json(person: DemoPerson, paired: Person | None) -> dict[str, Any]:
    # A stranger may pair with an official's code: then the chat is that official's, whatever the list says.
    return {
        "key": person.key,
        "name": person.name,
        "post": person.post,
        "agency": person.agency,
        "role": person.role.value if person.role else None,
        "chat": person.chat,
        "paired": paired is not None,
        "hint": texts.hint(paired.role if paired else None, person.code),
        "code": "" if paired else person.code,
    }


def _whose(demo: Demo, request: Request) -> DemoPerson:
    if person := demo.person_of(request.path_params["chat"]):
        return person
    raise Refused(texts.UNKNOWN_CHAT, 404)


async def _history(demo: Demo, request: Request) -> dict[str, Any]:
    person = _whose(demo, request)
    lines = await lines_after(demo.database, 0, *person.chats)
    return {"lines": [line_as_json(line, demo.zone) for line in lines]}


async def _post_line(demo: Demo, request: Request) -> dict[str, Any]:
    person = _whose(demo, request)
    return await _heard(demo, person, read_said(await read_json(request)))


async def _post_file(demo: Demo, request: Request) -> dict[str, Any]:
    person = _whose(demo, request)
    content = await read_file(request)
    return await _heard(demo, person, said_with_file(request.query_params, demo.shelf.put(content), len(content)))


async def _heard(demo: Demo, person: DemoPerson, said: Said) -> dict[str, Any]:
    new = await hear(demo, person, said)
    if new:
        demo.live.publish()
        demo.on_heard()
    return {"update": said.update, "new": new}


async def _change_surface(demo: Demo, request: Request) -> dict[str, Any]:
    person = _whose(demo, request)
    changed = await switch(demo, person, read_surface(await read_json(request)))
    if changed:
        demo.on_heard()
    return {"changed": changed}


async def _next(demo: Demo, _request: Request) -> dict[str, Any]:
    async with demo.database.reading() as uow:
        moments = await upcoming(uow, demo.calendar, demo.office_clock.now())
    return {"moments": [_moment_as_json(demo, one) for one in moments]}


def _moment_as_json(demo: Demo, moment: Upcoming) -> dict[str, Any]:
    at = moment.at.astimezone(demo.zone)
    chats = {person.key: person.chat for person in demo.people}
    hearers = [
        {
            "name": one.person.name,
            "post": one.person.post,
            "chat": chats.get(one.person.key or str(one.person.id)),
            "about": [{"why": demo.phrases.rung(rung), "codes": list(codes)} for rung, codes in one.codes.items()],
        }
        for one in moment.hearers
    ]
    return {"at": at.isoformat(timespec="seconds"), "words": texts.moment_in_words(at), "hearers": hearers}


async def _step_clock(demo: Demo, request: Request) -> dict[str, Any]:
    match await read_json(request):
        case {"step": str(name)} if name in set(ClockStep):
            await demo.step(ClockStep(name))
        case _:
            raise Refused(texts.UNKNOWN_STEP)
    demo.live.publish()
    return demo.office_time()


def _events(demo: Demo, request: Request) -> StreamingResponse:
    after = resumes_after(request.headers.get("last-event-id", ""), demo.run)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(stream(demo, after), media_type="text/event-stream", headers=headers)
