"""Being told of events: `POST /zalo` stores what comes and only then says 200."""

import hmac
import json
from collections.abc import Callable
from http import HTTPStatus

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.zalo.inbound import Inbound
from bot.zalo.updates import Hearer, message_of

PATH = "/zalo"
SECRET_HEADER = "X-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
MOST_BYTES = 1_000_000

Who = Callable[[str], Hearer | None]
"""Returns the bot behind a path, "" being the first one's; None while it is not known."""

log = structlog.get_logger()


class Refused(Exception):
    """A request that is not taken; `status` is its answer."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


def webhook_routes(inbound: Inbound, secret: str, who: Who) -> list[Route]:
    """Return `POST /zalo`, the first bot's, and `POST /zalo/ID`, any bot's.

    Until the bot is known, and while nothing can be stored, the platform is asked to come again. It is not known
    whether it does: nothing is refused that could be stored.
    """

    async def zalo(request: Request) -> Response:
        try:
            event = await _event_in(request)
            if message_of(event) is None:
                # The first call when a webhook is set: it bears no secret, and holds nothing to be kept.
                return _answer(HTTPStatus.OK)
            _check_secret(request, secret)
        except Refused as refused:
            return _answer(refused.status)
        bot = who(request.path_params.get("bot", ""))
        return _answer(await _stored(inbound, event, bot) if bot else HTTPStatus.SERVICE_UNAVAILABLE)

    return [Route(PATH, zalo, methods=["POST"]), Route(PATH + "/{bot}", zalo, methods=["POST"])]


async def _stored(inbound: Inbound, event: object, bot: Hearer) -> HTTPStatus:
    try:
        await inbound.take(event, bot)
    except Exception as error:
        log.exception("event_not_stored", error=type(error).__name__)
        return HTTPStatus.SERVICE_UNAVAILABLE
    return HTTPStatus.OK


def _answer(status: HTTPStatus) -> Response:
    return JSONResponse({"ok": status is HTTPStatus.OK, "description": status.phrase}, status)


def _check_secret(request: Request, secret: str) -> None:
    given = request.headers.get(SECRET_HEADER, "")
    if not secret or not hmac.compare_digest(given.encode(), secret.encode()):
        raise Refused(HTTPStatus.UNAUTHORIZED)


async def _event_in(request: Request) -> object:
    """Return the JSON in the request, whatever its content type says; None for an empty body."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    try:
        event: object = json.loads(body) if body.strip() else None
    except (ValueError, RecursionError):
        raise Refused(HTTPStatus.BAD_REQUEST) from None
    return event
