"""Pushing updates to the bot's own address: in the order of each chat, again and again until it says 2xx."""

import asyncio
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

import aiohttp

from tests.fakes.telegram.faults import Cut, Faults
from tests.fakes.telegram.world import World

CALL = "webhook"
"""The name of our own calls among the faults: one cut before comes to nothing, one cut after was heard."""
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Pusher:
    """Delivers what waits for as long as a webhook is set. `retry_seconds` stands for the server's longer pauses."""

    def __init__(self, world: World, faults: Faults, retry_seconds: float = 0.01) -> None:
        self._world, self._faults, self._retry_seconds = world, faults, retry_seconds
        self.statuses: list[int] = []

    async def run(self) -> None:
        """Push until cancelled."""
        async with aiohttp.ClientSession() as session:
            while True:
                self._world.news.clear()
                waiting = self._world.pending() if self._world.webhook else []
                if not waiting:
                    await self._world.news.wait()
                elif not all(await asyncio.gather(*(self._push_all(session, one) for one in _by_chat(waiting)))):
                    await asyncio.sleep(self._retry_seconds)

    async def _push_all(self, session: aiohttp.ClientSession, updates: Iterable[dict[str, Any]]) -> bool:
        for update in updates:
            if not self._world.webhook or not await self._push(session, update):
                return False
            self._world.pushed(update["update_id"])
        return True

    async def _push(self, session: aiohttp.ClientSession, update: dict[str, Any]) -> bool:
        hook = self._world.webhook
        headers = {SECRET_HEADER: hook["secret_token"]} if hook["secret_token"] else {}
        fault = self._faults.take(CALL)
        if fault not in {None, Cut.AFTER}:
            return False
        try:
            async with session.post(hook["url"], json=update, headers=headers) as answer:
                self.statuses.append(answer.status)
                if answer.ok:
                    return fault is None
                error = f"Wrong response from the webhook: {answer.status} {HTTPStatus(answer.status).phrase}"
        except aiohttp.ClientError as cut:
            error = f"Connection failed: {type(cut).__name__}"
        hook |= {"last_error_message": error, "last_error_date": int(self._world.clock.now().timestamp())}
        self._world.changed.set()
        return False


def _by_chat(updates: Iterable[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    lanes: dict[object, list[dict[str, Any]]] = {}
    for update in updates:
        (happened,) = (value for name, value in update.items() if name != "update_id")
        chat = happened.get("chat") or happened["message"]["chat"]
        lanes.setdefault(chat["id"], []).append(update)
    return list(lanes.values())
