"""Public addresses of files for channels that carry none: signed, expiring, and listed nowhere."""

import hmac
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.conversation.wording import LINK_HOURS
from bot.texts import web as texts
from bot.web.downloads import as_download
from data.clock import Clock
from data.db.engine import Database
from data.domain.message import OutFile

PATH = "/files"
LIVES = timedelta(hours=LINK_HOURS)
"""Long enough for whoever reads the message in the evening; a link that goes astray is dead the day after."""
_PURPOSE = b"nhacviec file links "
_HEADERS = {"X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff"}


class FileLinks:
    """Makes and reads such addresses, by machine time. The key is the operator's secret, so they outlive a restart."""

    def __init__(self, public_url: str, secret: str, machine: Clock) -> None:
        self._public_url, self._machine = public_url, machine
        self._key = hmac.digest(secret.encode(), _PURPOSE, sha256)

    def url(self, file: OutFile) -> str:
        """Return the address of a stored file from now on until it expires."""
        expires = int((self._machine.now() + LIVES).timestamp())
        named = f"{file.token}.{expires}"
        return f"{self._public_url}{PATH}/{named}.{self._signature(named)}"

    def token(self, signed: str) -> str | None:
        """Return the token of the file that `signed` names; None for an address that we never gave.

        Raises `Expired` for one whose time is over.
        """
        named, _, signature = signed.rpartition(".")
        if not hmac.compare_digest(signature.encode(), self._signature(named).encode()):
            return None
        token, _, expires = named.rpartition(".")
        if datetime.fromtimestamp(int(expires), UTC) < self._machine.now():
            raise Expired
        return token

    def _signature(self, named: str) -> str:
        return hmac.new(self._key, named.encode(), sha256).hexdigest()


class Expired(Exception):
    """The address was ours once."""


def files_route(database: Database, links: FileLinks) -> Route:
    """Return `GET /files/…`; whoever holds an address may fetch its file, and nobody can guess one."""

    async def files(request: Request) -> Response:
        try:
            token = links.token(request.path_params["signed"])
        except Expired:
            return PlainTextResponse(texts.LINK_EXPIRED, 410, _HEADERS)
        async with database.reading() as uow:
            file = await uow.outbox.file(token) if token else None
        if file is None:
            return PlainTextResponse(texts.UNKNOWN_FILE, 404, _HEADERS)
        response = as_download(file)
        response.headers.update(_HEADERS)
        return response

    return Route(PATH + "/{signed}", files)
