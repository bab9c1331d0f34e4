"""Being told of updates: `POST /telegram` stores what comes and only then says 200."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.telegram.inbound import Inbound
from bot.webhook import Refused, answer, check_secret, json_in

PATH = "/telegram"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name

log = structlog.get_logger()


def webhook_route(inbound: Inbound, secret: str, ready: Callable[[], bool]) -> Route:
    """Return `POST /telegram`. Until `ready`, and while nothing can be stored, the platform is asked to come again."""

    async def telegram(request: Request) -> Response:
        try:
            update = await _update_of(request, secret)
        except Refused as refused:
            return answer(refused.status)
        if not ready():
            return answer(HTTPStatus.SERVICE_UNAVAILABLE)
        try:
            await inbound.take([update])
        except Exception as error:
            log.exception("update_not_stored", error=type(error).__name__)
            return answer(HTTPStatus.SERVICE_UNAVAILABLE)
        return answer(HTTPStatus.OK)

    return Route(PATH, telegram, methods=["POST"])


async def _update_of(request: Request, secret: str) -> dict[str, Any]:
    """Return the update in the request; `Refused` without the secret or an update."""
    check_secret(request, SECRET_HEADER, secret)
    update = await json_in(request)
    if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
        raise Refused(HTTPStatus.BAD_REQUEST)
    return update
