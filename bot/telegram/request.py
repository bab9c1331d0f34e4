"""The library's requests carried by aiohttp, which costs a third of its own transport and keeps its pace under load."""

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.proxy import PROXY_FAILED, connector_through, proxy_of_call

CONNECT_SECONDS = 5.0
READ_SECONDS = 8.0
"""Well under the deliverer's own limit of a send, so that a slow answer is told as a timeout of Telegram's."""
FILE_SECONDS = 60.0
MOST_CONNECTIONS = 128


class NotConnected(NetworkError):
    """The platform was not reached: it cannot have taken anything."""


class LineCut(NetworkError):
    """The line broke before the answer came: nobody knows what the platform has done."""


class AiohttpRequest(BaseRequest):
    """Carries calls over one pool of connections, through `proxy` ("http://…", "socks5://…") if there is one."""

    def __init__(self, proxy: str | None = None, connections: int = MOST_CONNECTIONS) -> None:
        self._proxy, self._connections = proxy, connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Return the seconds to wait for an answer when the call names none."""
        return READ_SECONDS

    async def initialize(self) -> None:
        """Open the pool."""
        if self._session is None:
            connector = connector_through(self._proxy, self._connections)
            self._session = aiohttp.ClientSession(connector=connector, headers={"User-Agent": self.USER_AGENT})

    async def shutdown(self) -> None:
        """Close the pool."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - waiting for a line is part of the whole
    ) -> tuple[int, bytes]:
        """Return status and body. Raises `NotConnected`, `LineCut` or `TimedOut`, never naming the token."""
        if self._session is None:
            raise NetworkError("the connection is not open")
        files = bool(request_data and request_data.contains_files)
        reading = _given(read_timeout, READ_SECONDS)
        writing = _given(write_timeout, FILE_SECONDS if files else 0.0)
        timeout = aiohttp.ClientTimeout(
            total=reading + writing + CONNECT_SECONDS, sock_connect=_given(connect_timeout, CONNECT_SECONDS)
        )
        body, proxy = _body(request_data) if request_data else None, proxy_of_call(self._proxy)
        try:
            async with self._session.request(method, url, data=body, timeout=timeout, proxy=proxy) as answer:
                return answer.status, await answer.read()
        except (*PROXY_FAILED, aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NotConnected(type(error).__name__) from None
        except TimeoutError:
            raise TimedOut from None
        except aiohttp.ClientError as error:
            raise LineCut(type(error).__name__) from None


def _given(timeout: object, otherwise: float) -> float:
    """Return the timeout that the call names; the library's own mark for "none named" is no number."""
    return float(timeout) if isinstance(timeout, int | float) else otherwise


def _body(data: RequestData) -> aiohttp.FormData | aiohttp.BytesPayload:
    """Return the parameters as JSON, for a form's percent signs treble what is Vietnamese; with files, a form."""
    if not data.contains_files:
        return aiohttp.BytesPayload(data.json_payload, content_type="application/json")
    form = aiohttp.FormData(data.json_parameters)
    for field, (name, content, kind) in data.multipart_data.items():
        form.add_field(field, content, filename=name, content_type=kind)
    return form
