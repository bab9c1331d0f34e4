"""What `/healthz` says: healthy as long as the clock ticks and the database answers, otherwise why not."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from data.db.engine import Database

GRACE = timedelta(seconds=30)
"""How long a job may be late before the service counts as unhealthy."""
ANSWER_SECONDS = 5


def health_route(
    database: Database, late: Callable[[datetime, timedelta], list[str]], now: Callable[[], datetime]
) -> Route:
    """Return `GET /healthz`; `late` names the jobs that are late, `now` is machine time."""

    async def healthz(_request: Request) -> JSONResponse:
        reasons = [f"job {name} is late or failing" for name in late(now(), GRACE)]
        reasons += await _database_reasons(database)
        return JSONResponse({"ok": not reasons, "reasons": reasons}, 503 if reasons else 200)

    return Route("/healthz", healthz)


async def _database_reasons(database: Database) -> list[str]:
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            return [] if await database.answers() else ["the database is not migrated"]
    except Exception as error:  # noqa: BLE001 - whatever keeps the database from answering is the reason
        return [f"the database does not answer: {type(error).__name__}"]
