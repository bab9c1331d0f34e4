"""Telling other processes on the same PostgreSQL that there is work: NOTIFY in the transaction that makes it.

A bell that nobody heard costs the time until the next poll and nothing else: what is due is always a query.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from enum import StrEnum

import structlog
from sqlalchemy import func, select
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncSession

CHANNEL = "nhacviec"
REST_SECONDS = 1
"""How long to wait before listening again after the connection broke."""
PATIENCE = {"connect_timeout": "5", "keepalives_idle": "5", "keepalives_interval": "3", "keepalives_count": "3"}
"""How soon a server that has vanished from the network is given up: some fifteen seconds."""
_RUNG = "bells"

log = structlog.get_logger()


def patient(url: URL, **settings: str) -> URL:
    """Return a PostgreSQL URL with our patience and these settings, where it does not name its own."""
    return url.set(query={**PATIENCE, **settings, **url.query})


class Bell(StrEnum):
    """What there is to do, by the name of the job that does it."""

    DELIVER = "deliver"
    HEAR = "hear"
    FETCH = "fetch"
    LEASE = "lease"


def ring(session: AsyncSession, bell: Bell) -> None:
    """Let the bell sound when the session is committed."""
    session.info.setdefault(_RUNG, set()).add(bell)


async def sound(session: AsyncSession) -> None:
    """Sound what was rung in this transaction; to be called just before it is committed."""
    rung = session.info.pop(_RUNG, ())
    if rung and session.get_bind().dialect.name == "postgresql":
        await session.execute(select(*(func.pg_notify(CHANNEL, bell.value) for bell in sorted(rung))))


def hush(session: AsyncSession) -> None:
    """Forget what was rung: the transaction was rolled back."""
    session.info.pop(_RUNG, None)


@asynccontextmanager
async def listening(url: URL, heard: Callable[[Bell], None]) -> AsyncIterator[None]:
    """Call `heard` for each bell that any process sounds until the block ends; nothing on an embedded database."""
    if url.get_backend_name() != "postgresql":
        yield
        return
    ears = asyncio.create_task(_listen_for_ever(url, heard), name="bells")
    try:
        yield
    finally:
        ears.cancel()
        await asyncio.gather(ears, return_exceptions=True)


async def _listen_for_ever(url: URL, heard: Callable[[Bell], None]) -> None:
    while True:
        try:
            await _listen(url, heard)
        except Exception as error:  # noqa: BLE001 - whatever broke the line, polling goes on and we listen again
            log.warning("bells_not_heard", error=type(error).__name__)
        await asyncio.sleep(REST_SECONDS)


async def _listen(url: URL, heard: Callable[[Bell], None]) -> None:
    """Listen until the connection breaks; what sounded while there was none may be any bell, so all are heard."""
    from psycopg import AsyncConnection  # noqa: PLC0415 - an embedded database does without the driver

    address = patient(url).set(drivername="postgresql").render_as_string(hide_password=False)
    async with await AsyncConnection.connect(address, autocommit=True) as connection:
        await connection.execute(f"LISTEN {CHANNEL}")
        for bell in Bell:
            heard(bell)
        async for note in connection.notifies():
            if note.payload in set(Bell):
                heard(Bell(note.payload))
