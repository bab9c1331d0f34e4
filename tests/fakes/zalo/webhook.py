"""Telling the bot's own address of events: flat or wrapped, repeated or not, tried again or not."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from tests.fakes.zalo.faults import Faults, Line
from tests.fakes.zalo.world import World

CALL = "webhook"
"""The name of our own calls among the faults: one cut before comes to nothing, one cut after was heard."""
SECRET_HEADER = "X-Bot-Api-Secret-Token"
AGENT = {"User-Agent": "Java/1.8.0_192"}


@dataclass
class Pusher:
    """Delivers what waits, in order, for as long as a webhook is set. `retry_seconds` stands for real pauses."""

    world: World
    faults: Faults
    retry_seconds: float = 0.01
    statuses: list[int] = field(default_factory=list)

    async def run(self) -> None:
        """Push until cancelled."""
        async with aiohttp.ClientSession(headers=AGENT) as session:
            while True:
                self.world.news.clear()
                if not (self.world.webhook and self.world.waiting):
                    await self.world.news.wait()
                elif await self._push(session, self.world.waiting[0]) or not self.world.habits.retries:
                    self.world.take()
                else:
                    await asyncio.sleep(self.retry_seconds)

    async def verify(self) -> dict[str, Any]:
        """Call the webhook once, without its secret, as the platform does when it is set; return how that went."""
        url = self.world.webhook["url"]
        try:
            async with aiohttp.ClientSession(headers=AGENT) as session, session.post(url) as answer:
                code = answer.status
        except aiohttp.ClientError:
            return {"ok": False, "url": url, "outcome": "webhook.err.unreachable", "hint": "check the address"}
        fine = code < 300
        outcome = "webhook.ok" if fine else f"webhook.http.{code}"
        return {"ok": fine, "url": url, "outcome": outcome, "status_code": code, "latency_ms": 1, "hint": ""}

    async def _push(self, session: aiohttp.ClientSession, event: dict[str, Any]) -> bool:
        hook, wrapped = self.world.webhook, self.world.habits.wrapped
        body = {"ok": True, "result": event} if wrapped else event
        fault = self.faults.take(CALL)
        if fault not in {None, Line.CUT_AFTER}:
            return False
        try:
            for _ in range(1 + self.world.habits.repeats):
                headers = {SECRET_HEADER: hook["secret_token"]}
                async with session.post(hook["url"], json=body, headers=headers) as answer:
                    self.statuses.append(answer.status)
        except aiohttp.ClientError:
            return False
        return self.statuses[-1] < 300 and fault is None
