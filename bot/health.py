"""How the service is: healthy as long as the clock ticks and the database answers, otherwise why not."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from data.clock import Clock
from data.db.engine import Database
from data.db.standing import Standing, standing

ANSWER_SECONDS = 5


def _no_facts() -> Mapping[str, object]:
    """Return nothing more to tell."""
    return {}


@dataclass(frozen=True, slots=True)
class Found:
    """What is not as it should be, and what waits; None when the database does not tell."""

    reasons: list[str]
    standing: Standing | None


@dataclass(frozen=True, slots=True)
class Health:
    """Looks at the service; `others` says what else is not as it should be, `facts` what more there is to know."""

    database: Database
    office: Clock
    others: Callable[[], list[str]]
    facts: Callable[[], Mapping[str, object]] = _no_facts

    async def look(self) -> Found:
        """Return how the service is now."""
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                if not await self.database.answers():
                    return Found([*self.others(), "the database is gone or not migrated"], None)
                return Found(self.others(), await standing(self.database, self.office.now()))
        except Exception as error:  # noqa: BLE001 - whatever keeps the database from answering is the reason
            return Found([*self.others(), f"the database does not answer: {type(error).__name__}"], None)

    def route(self) -> Route:
        """Return `GET /healthz`: whether all is well, why not, what is due and for how many seconds at most."""

        async def healthz(_request: Request) -> JSONResponse:
            found = await self.look()
            answer: dict[str, object] = {"ok": not found.reasons, "reasons": found.reasons, **self.facts()}
            if (now := found.standing) is not None:
                answer |= {"due": sum(now.due.values()), "lag_seconds": round(now.unsaid_for.total_seconds())}
                answer |= {"unheard": sum(now.waiting.values()), "audit": await _audit(self.database)}
            return JSONResponse(answer, 503 if found.reasons else 200)

        return Route("/healthz", healthz)


async def _audit(database: Database) -> dict[str, object] | None:
    """Return the auditor's last word: what it misses is for a person to look at, and no reason to restart us."""
    try:
        async with asyncio.timeout(ANSWER_SECONDS), database.reading() as uow:
            last = await uow.auditing.last()
    except Exception:  # noqa: BLE001 - whether we are well does not hang on what the auditor said
        return None
    return {"at": last[0].isoformat(), "missing": last[1], "double": last[2]} if last else None
