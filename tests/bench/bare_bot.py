"""The peer: python-telegram-bot's own application with SQLAlchemy and one query a message, told by webhook.

Started with our settings; serves `/telegram` and `/healthz`.
"""

import asyncio
from typing import Any

import uvicorn
from sqlalchemy import select
from sqlalchemy.ext.asyncio import create_async_engine
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from bot.settings import load_settings
from data.db.base import table_of
from data.db.engine import database_url
from data.db.tables import AssignmentRow, ChatLinkRow, PersonRow

_TASKS, _PEOPLE, _LINKS = table_of(AssignmentRow), table_of(PersonRow), table_of(ChatLinkRow)


async def serve() -> None:
    """Serve until killed."""
    settings = load_settings()
    assert settings.telegram_token is not None
    engine = create_async_engine(database_url(settings.database_url))

    async def answer(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        owed = (
            select(_TASKS.c.id, _TASKS.c.due_at)
            .join(_PEOPLE, _PEOPLE.c.agency_id == _TASKS.c.agency_id)
            .join(_LINKS, _LINKS.c.person_id == _PEOPLE.c.id)
            .where(_LINKS.c.chat == str(update.message.chat_id), _TASKS.c.status != "confirmed")
            .limit(10)
        )
        async with engine.connect() as connection:
            rows = (await connection.execute(owed)).all()
        await update.message.reply_text(
            "\n".join(f"NV{row.id} hạn {row.due_at:%d/%m/%Y}" for row in rows) or "Không có"
        )

    token, api = settings.telegram_token.get_secret_value(), settings.telegram_api_url
    building = Application.builder().token(token).base_url(f"{api}/bot").updater(None).concurrent_updates(64)
    application: Application[Any, Any, Any, Any, Any, Any] = building.connection_pool_size(64).build()
    application.add_handler(MessageHandler(filters.TEXT, answer))

    async def telegram(request: Request) -> Response:
        await application.update_queue.put(Update.de_json(await request.json(), application.bot))
        return Response()

    async def healthz(_request: Request) -> Response:
        return Response()

    routes = [Route("/telegram", telegram, methods=["POST"]), Route("/healthz", healthz)]
    config = uvicorn.Config(Starlette(routes=routes), port=settings.listen.port, log_config=None, access_log=False)
    async with application:
        await application.start()
        await uvicorn.Server(config).serve()


if __name__ == "__main__":
    asyncio.run(serve())
