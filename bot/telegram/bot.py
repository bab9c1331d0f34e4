"""The library's bot over our transport, with the updates as they came."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from telegram import Bot, Update
from telegram.error import InvalidToken
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.telegram.request import READ_SECONDS, AiohttpRequest

KINDS = (Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER)
"""The kinds of updates that we ask the platform for."""


class TelegramBot(Bot):
    """A bot whose requests go over aiohttp; two pools, so that a long poll never keeps a message from its line."""

    def __init__(self, token: str, api_url: str, proxy: str | None = None) -> None:
        self._calls = AiohttpRequest(proxy)
        super().__init__(
            token,
            base_url=f"{api_url}/bot",
            base_file_url=f"{api_url}/file/bot",
            request=self._calls,
            get_updates_request=AiohttpRequest(proxy, connections=2),
        )
        self._token_refused = False

    def __repr__(self) -> str:
        """Return a name without the token, which the library would put into every traceback that shows values."""
        return type(self).__name__

    @property
    def token_refused(self) -> bool:
        """Tell whether the platform has refused the token and taken no call since."""
        return self._token_refused

    async def open(self) -> None:
        """Open both pools. The library's own way also asks who we are, and names the token when that fails."""
        for request in self._request:
            await request.initialize()

    async def close_pools(self) -> None:
        """Close both pools."""
        for request in self._request:
            await request.shutdown()

    async def updates(self, offset: int | None, wait_seconds: int) -> list[dict[str, Any]]:
        """Return the updates that wait, at most a hundred, or wait for the first; raises `TelegramError`.

        As they came: the library reads a whole batch or none of it, and one strange update would block all.
        """
        asked = {"timeout": wait_seconds, "offset": offset, "allowed_updates": KINDS}
        found: list[dict[str, Any]] = await self._post("getUpdates", asked, read_timeout=wait_seconds + READ_SECONDS)
        return found

    async def call(self, method: str, asked: Mapping[str, object]) -> Any:  # noqa: ANN401 - whatever the platform gives
        """Carry a call of plain values, those that are None left out; return the plain result or raise `TelegramError`.

        The objects that the library builds of every call and answer cost it more than carrying them does.
        """
        # `RequestParameter` is not public, but `RequestData` takes nothing else; the public `do_api_request` warns of
        # every method that the library has a name for, and builds those objects all the same. Hence the bound in
        # pyproject.toml: a new version is looked at first.
        data = RequestData([RequestParameter(name, value, None) for name, value in asked.items()])
        with self._noting_refused_tokens():
            return await self._calls.post(f"{self.base_url}/{method}", data)

    async def _post(self, *asked: Any, **options: Any) -> Any:  # noqa: ANN401 - whatever the library asks and gets
        """Carry a call of the library's own, any of them."""
        with self._noting_refused_tokens():
            return await super()._post(*asked, **options)

    @contextmanager
    def _noting_refused_tokens(self) -> Iterator[None]:
        """Note whether the token is good."""
        try:
            yield
        except InvalidToken:
            self._token_refused = True
            raise
        self._token_refused = False
