from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from data.db.engine import Database
from data.db.migrate import migrate
from tests.channels.web.given import Site


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    database = Database(f"sqlite:///{tmp_path}/web.db")
    await migrate(database)
    opened = Site(database)
    async with opened.browser:
        yield opened
    await database.close()
