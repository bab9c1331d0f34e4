"""The library's bot over our transport, with the updates as they came."""

from typing import Any

from telegram import Bot
from telegram.error import InvalidToken

from bot.telegram.request import READ_SECONDS, AiohttpRequest
from bot.telegram.updates import KINDS


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

    async def _post(self, *asked: Any, **options: Any) -> Any:  # noqa: ANN401 - whatever the library asks and gets
        """Carry a call, any of them, and note whether the token is good."""
        try:
            answer = await super()._post(*asked, **options)
        except InvalidToken:
            self._token_refused = True
            raise
        self._token_refused = False
        return answer
