"""What the doors of all platforms have in common: the secret, the size and the form of what comes, the answer."""

import hmac
import json
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

MOST_BYTES = 1_000_000


class Refused(Exception):
    """A request that is not taken; `status` is its answer."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


def answer(status: HTTPStatus) -> Response:
    """Return the answer to a platform."""
    return JSONResponse({"ok": status is HTTPStatus.OK, "description": status.phrase}, status)


def check_secret(request: Request, header: str, secret: str) -> None:
    """Raise `Refused` unless `header` bears the secret; an empty secret lets nobody in."""
    given = request.headers.get(header, "")
    if not secret or not hmac.compare_digest(given.encode(), secret.encode()):
        raise Refused(HTTPStatus.UNAUTHORIZED)


async def json_in(request: Request) -> object:
    """Return the JSON in the request, whatever its content type says; None for an empty body. Raises `Refused`."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    try:
        found: object = json.loads(body) if body.strip() else None
    except (ValueError, RecursionError):
        raise Refused(HTTPStatus.BAD_REQUEST) from None
    return found
