"""What `/healthz` says: healthy as long as the clock ticks and the database answers, otherwise why not."""

import asyncio
from collections.abc import Callable, Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from data.db.engine import Database

ANSWER_SECONDS = 5


def _no_facts() -> Mapping[str, object]:
    """Return nothing more to tell."""
    return {}


def health_route(
    database: Database, reasons: Callable[[], list[str]], facts: Callable[[], Mapping[str, object]] = _no_facts
) -> Route:
    """Return `GET /healthz`; `reasons` says what else is not as it should be, `facts` what there is to know."""

    async def healthz(_request: Request) -> JSONResponse:
        found = reasons() + await _database_reasons(database)
        return JSONResponse({"ok": not found, "reasons": found, **facts()}, 503 if found else 200)

    return Route("/healthz", healthz)


async def _database_reasons(database: Database) -> list[str]:
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            return [] if await database.answers() else ["the database is gone or not migrated"]
    except Exception as error:  # noqa: BLE001 - whatever keeps the database from answering is the reason
        return [f"the database does not answer: {type(error).__name__}"]
