"""Being told of updates: `POST /telegram` stores what comes and only then says 200."""

import hmac
import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.telegram.inbound import Inbound

PATH = "/telegram"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
MOST_BYTES = 1_000_000

log = structlog.get_logger()


class Refused(Exception):
    """A request that is not taken; `status` is its answer."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


def webhook_route(inbound: Inbound, secret: str, ready: Callable[[], bool]) -> Route:
    """Return `POST /telegram`. Until `ready`, and while nothing can be stored, the platform is asked to come again."""

    async def telegram(request: Request) -> Response:
        try:
            update = await _update_of(request, secret)
        except Refused as refused:
            return _answer(refused.status)
        if not ready():
            return _answer(HTTPStatus.SERVICE_UNAVAILABLE)
        try:
            await inbound.take([update])
        except Exception as error:
            log.exception("update_not_stored", error=type(error).__name__)
            return _answer(HTTPStatus.SERVICE_UNAVAILABLE)
        return _answer(HTTPStatus.OK)

    return Route(PATH, telegram, methods=["POST"])


def _answer(status: HTTPStatus) -> Response:
    return JSONResponse({"ok": status is HTTPStatus.OK, "description": status.phrase}, status)


async def _update_of(request: Request, secret: str) -> dict[str, Any]:
    """Return the update in the request, whatever its content type says; `Refused` without the secret or an update."""
    given = request.headers.get(SECRET_HEADER, "")
    if not hmac.compare_digest(given.encode(), secret.encode()):
        raise Refused(HTTPStatus.UNAUTHORIZED)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        raise Refused(HTTPStatus.BAD_REQUEST) from None
    if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
        raise Refused(HTTPStatus.BAD_REQUEST)
    return update
