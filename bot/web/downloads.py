"""Files that were sent to web chats, for whoever holds their token."""

from urllib.parse import quote

from starlette.responses import JSONResponse, Response

from bot.texts import web as texts
from data.db.engine import Database
from data.domain.message import OutFile


async def download(database: Database, token: str) -> Response:
    """Return the file as one to be kept, never shown in the page; 404 for a token that names none."""
    async with database.reading() as uow:
        file = await uow.outbox.file(token)
    if file is None:
        return JSONResponse({"error": texts.UNKNOWN_FILE}, 404)
    return as_download(file)


def as_download(file: OutFile) -> Response:
    """Return a file as one to be kept, under its name."""
    headers = {
        # RFC 6266: a name in UTF-8, percent-encoded, so that no character of it can end the header.
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name, safe='')}",
        "Cache-Control": "private, no-store",
    }
    return Response(file.content, media_type=file.media_type, headers=headers)
