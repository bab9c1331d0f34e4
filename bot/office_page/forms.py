"""What a form posts, read without ever touching a disk and never further than its limit."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser
from starlette.requests import Request

MOST_FILE_BYTES = 20_000_000
MOST_BYTES = MOST_FILE_BYTES + 100_000
"""The largest file, and the fields beside it."""
MOST_FIELDS = 60


class TooLarge(Exception):
    """More was posted than is taken."""


class _InMemory(MultiPartParser):
    """Keeps files in memory: of a classified document nothing may come to rest anywhere (domain rule 12)."""

    spool_max_size = MOST_BYTES


async def _limited(request: Request) -> AsyncGenerator[bytes, None]:
    seen = 0
    async for chunk in request.stream():
        seen += len(chunk)
        if seen > MOST_BYTES:
            raise TooLarge
        yield chunk


@asynccontextmanager
async def read_form(request: Request) -> AsyncIterator[FormData]:
    """Return what was posted; an empty form when it is none. Raises `TooLarge`, and `ClientDisconnect` when cut."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        if kind == "multipart/form-data":
            form = await _InMemory(request.headers, _limited(request), max_files=1, max_fields=MOST_FIELDS).parse()
        elif kind == "application/x-www-form-urlencoded":
            form = await FormParser(request.headers, _limited(request)).parse()
        else:
            form = FormData()
    except (MultiPartException, HTTPException, KeyError):
        form = FormData()
    try:
        yield form
    finally:
        await form.close()
