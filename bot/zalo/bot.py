"""A bot of the Zalo Bot Platform: the methods we use, over our own transport.

No library is sound: the one on PyPI takes a refusal inside a 200 for success.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from bot.proxy import PROXY_FAILED, connector_through, proxy_of_call
from bot.redaction import HIDDEN
from bot.zalo.errors import BAD_REQUEST, NOT_FOUND, TIMED_OUT, UNAUTHORIZED, ZaloError

CONNECT_SECONDS = 5.0
READ_SECONDS = 8.0
"""Well under the deliverer's own limit of a send, so that a slow answer is told as Zalo's."""
FILE_SECONDS = 60.0
MOST_BYTES = 20_000_000
"""A picture that somebody sent is fetched up to this size."""
MOST_CONNECTIONS = 64
_CUT = (aiohttp.ClientError, *PROXY_FAILED)


@dataclass
class ZaloBot:
    """One bot. Who it is, `id` and `name`, is known once it has introduced itself or we remember it."""

    token: str = field(repr=False)
    api_url: str
    proxy: str | None = field(default=None, repr=False)
    read_seconds: float = READ_SECONDS
    id: str = ""
    name: str = ""
    joins_groups: bool = False
    token_refused: bool = field(default=False, init=False)
    _session: aiohttp.ClientSession | None = field(default=None, init=False, repr=False)

    @property
    def digest(self) -> str:
        """Return what we know the token by; it is long and drawn by chance, so a plain digest gives nothing away."""
        return hashlib.sha256(self.token.encode()).hexdigest()

    async def open(self) -> None:
        """Open the pool of connections."""
        if self._session is None:
            self._session = aiohttp.ClientSession(connector=connector_through(self.proxy, MOST_CONNECTIONS))

    async def close(self) -> None:
        """Close it."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    # Methods of the platform; each raises `ZaloError`

    async def get_me(self) -> None:
        """Ask who we are and keep the answer."""
        me = await self._call("getMe")
        if not isinstance(me, dict) or not me.get("id"):
            raise ZaloError("getMe names no id")
        self.id, self.name = str(me["id"]), str(me.get("display_name") or me.get("account_name") or me["id"])
        self.joins_groups = bool(me.get("can_join_groups"))

    async def get_update(self, wait_seconds: int) -> dict[str, Any] | None:
        """Return the next event, which the platform forgets by giving it; None when there was none in that time."""
        try:
            found = await self._call("getUpdates", {"timeout": str(wait_seconds)}, self.read_seconds + wait_seconds)
        except ZaloError as error:
            if error.code == TIMED_OUT:
                return None
            raise
        return found if isinstance(found, dict) and found else None

    async def set_webhook(self, url: str, secret: str) -> dict[str, Any]:
        """Let the platform call us there; return how its first call went, as far as it tells."""
        result = await self._call("setWebhook", {"url": url, "secret_token": secret})
        verification = result.get("verification") if isinstance(result, dict) else None
        return verification if isinstance(verification, dict) else {}

    async def delete_webhook(self) -> None:
        """Let the platform call nobody; it refuses that when it called nobody before, which is as good."""
        try:
            await self._call("deleteWebhook")
        except ZaloError as error:
            if error.code not in {BAD_REQUEST, NOT_FOUND}:
                raise

    async def webhook_url(self) -> str:
        """Return where the platform calls us; "" for nowhere, which it tells as a 404."""
        try:
            info = await self._call("getWebhookInfo")
        except ZaloError as error:
            if error.code in {BAD_REQUEST, NOT_FOUND}:
                return ""
            raise
        return str(info.get("url") or "") if isinstance(info, dict) else ""

    async def send_message(self, chat: str, text: str, styles: Sequence[dict[str, Any]] = ()) -> str:
        """Send a text, plain but for `styles`; return the message's id."""
        styled = {"text_styles": list(styles)} if styles else {}
        return _id_of(await self._call("sendMessage", {"chat_id": chat, "text": text, **styled}))

    async def send_photo(self, chat: str, url: str, caption: str) -> str:
        """Send a picture that the platform fetches by its address; return the message's id."""
        named = {"caption": caption} if caption else {}
        return _id_of(await self._call("sendPhoto", {"chat_id": chat, "photo": url, **named}))

    async def type_in(self, chat: str) -> None:
        """Show "typing …" in the chat for a few seconds."""
        await self._call("sendChatAction", {"chat_id": chat, "action": "typing"})

    # The way there

    async def download(self, url: str) -> bytes:
        """Return what lies at a public address, such as a picture that somebody sent."""
        timeout = aiohttp.ClientTimeout(total=FILE_SECONDS, sock_connect=CONNECT_SECONDS)
        try:
            async with self._pool().get(url, timeout=timeout, proxy=proxy_of_call(self.proxy)) as answer:
                if not answer.ok:
                    raise ZaloError("the picture is not handed out", answer.status)
                return await _at_most(answer, MOST_BYTES)
        except (*_CUT, TimeoutError, ValueError) as error:
            raise ZaloError(type(error).__name__) from None

    async def _call(self, method: str, params: dict[str, Any] | None = None, seconds: float | None = None) -> Any:  # noqa: ANN401 - whatever the method gives
        """Call a method and return its result. Whether it went well stands in `ok`, whatever the status says."""
        timeout = aiohttp.ClientTimeout(total=seconds or self.read_seconds, sock_connect=CONNECT_SECONDS)
        url, proxy = f"{self.api_url}/bot{self.token}/{method}", proxy_of_call(self.proxy)
        try:
            async with self._pool().post(url, json=params or {}, timeout=timeout, proxy=proxy) as answer:
                status, body = answer.status, await answer.read()
        except TimeoutError:
            raise ZaloError("timed out") from None
        except _CUT as error:
            raise ZaloError(type(error).__name__) from None
        return self._result(status, body)

    def _result(self, status: int, body: bytes) -> Any:  # noqa: ANN401 - whatever the method gives
        answer = _read(body)
        if answer is None:
            # A front end's page, not the platform's answer; after a 200 nobody knows what became of the call.
            raise ZaloError(f"HTTP {status} without an answer", status if status >= BAD_REQUEST else None)
        if answer.get("ok"):
            self.token_refused = False
            return answer.get("result")
        code = answer.get("error_code", answer.get("errorCode", status))
        self.token_refused = code == UNAUTHORIZED
        words = str(answer.get("description") or "no reason given").replace(self.token, HIDDEN)
        raise ZaloError(words, code if isinstance(code, int) else status)

    def _pool(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise ZaloError("the connection is not open")
        return self._session


def _read(body: bytes) -> dict[str, Any] | None:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return answer if isinstance(answer, dict) and "ok" in answer else None


def _id_of(result: object) -> str:
    """Return the id of a sent message; "" when the platform names none, for it has taken it all the same."""
    return str(result.get("message_id") or "") if isinstance(result, dict) else ""


async def _at_most(answer: aiohttp.ClientResponse, most: int) -> bytes:
    content = bytearray()
    async for chunk in answer.content.iter_chunked(65_536):
        content += chunk
        if len(content) > most:
            raise ZaloError("the picture is too large", BAD_REQUEST)
    return bytes(content)
