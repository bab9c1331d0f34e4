"""What `/healthz` says: healthy as long as the clock ticks and the database answers, otherwise why not."""

import asyncio
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from data.db.engine import Database

ANSWER_SECONDS = 5


def health_route(database: Database, reasons: Callable[[], list[str]]) -> Route:
    """Return `GET /healthz`; `reasons` says what else is not as it should be."""

    async def healthz(_request: Request) -> JSONResponse:
        found = reasons() + await _database_reasons(database)
        said = {"ok": not found, "reasons": found, "audit": None if found else await _audit(database)}
        return JSONResponse(said, 503 if found else 200)

    return Route("/healthz", healthz)


async def _database_reasons(database: Database) -> list[str]:
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            return [] if await database.answers() else ["the database is gone or not migrated"]
    except Exception as error:  # noqa: BLE001 - whatever keeps the database from answering is the reason
        return [f"the database does not answer: {type(error).__name__}"]


async def _audit(database: Database) -> dict[str, object] | None:
    """Return the auditor's last word: what it misses is for a person to look at, and no reason to restart us."""
    try:
        async with asyncio.timeout(ANSWER_SECONDS), database.look() as uow:
            last = await uow.auditing.last()
    except Exception:  # noqa: BLE001 - whether we are well does not hang on what the auditor said
        return None
    return {"at": last[0].isoformat(), "missing": last[1], "double": last[2]} if last else None
