"""Being told of events: `POST /zalo` stores what comes and only then says 200."""

from collections.abc import Callable
from http import HTTPStatus

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.webhook import Refused, answer, check_secret, json_in
from bot.zalo.inbound import Inbound
from bot.zalo.updates import Hearer, message_of

PATH = "/zalo"
SECRET_HEADER = "X-Bot-Api-Secret-Token"  # noqa: S105 - the header's name

Who = Callable[[str], Hearer | None]
"""Returns the bot behind a path, "" being the first one's; None while it is not known."""

log = structlog.get_logger()


def webhook_routes(inbound: Inbound, secret: str, who: Who) -> list[Route]:
    """Return `POST /zalo`, the first bot's, and `POST /zalo/ID`, any bot's.

    Until the bot is known, and while nothing can be stored, the platform is asked to come again. It is not known
    whether it does: nothing is refused that could be stored.
    """

    async def zalo(request: Request) -> Response:
        try:
            event = await json_in(request)
            if message_of(event) is None:
                # The first call when a webhook is set: it bears no secret, and holds nothing to be kept.
                return answer(HTTPStatus.OK)
            check_secret(request, SECRET_HEADER, secret)
        except Refused as refused:
            return answer(refused.status)
        bot = who(request.path_params.get("bot", ""))
        return answer(await _stored(inbound, event, bot) if bot else HTTPStatus.SERVICE_UNAVAILABLE)

    return [Route(PATH, zalo, methods=["POST"]), Route(PATH + "/{bot}", zalo, methods=["POST"])]


async def _stored(inbound: Inbound, event: object, bot: Hearer) -> HTTPStatus:
    try:
        await inbound.take(event, bot)
    except Exception as error:
        log.exception("event_not_stored", error=type(error).__name__)
        return HTTPStatus.SERVICE_UNAVAILABLE
    return HTTPStatus.OK
