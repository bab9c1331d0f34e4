"""A database of an older version, in the middle of its work, goes on with the new one: nothing is lost or said twice.

`office-of-0051.sql` is what an office of revision 0051 held at 08:00 on Wednesday 15/5/2024, as its own code wrote it:
the sample directive is live, three mornings are said, a report, a difficulty and a wish for more time are in.
"""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import datetime
from itertools import count
from pathlib import Path

import pytest

from data.clock import FrozenClock
from data.db.archive import Archive
from data.db.backup import back_up
from data.db.engine import Database
from data.db.migrate import migrate
from data.db.restore import restore
from data.db.version import Version, version
from data.domain.task import Status
from tests.fakes.databases import PostgresServer
from tests.stories.office import BINH, CHIEF, DUC, EVERYBODY, HA, TRAM, Office

OLD = Path(__file__).with_name("office-of-0051.sql")
AFTERWARDS = datetime.fromisoformat("2024-05-15T08:05:00+07:00")


@pytest.fixture
async def upgraded(tmp_path: Path) -> AsyncIterator[Database]:
    """The old database in a file, brought to the present version as the first command of the new one does."""
    file = tmp_path / "old.db"
    with closing(sqlite3.connect(file)) as old, old:
        old.executescript(OLD.read_text("utf-8"))
    database = Database(f"sqlite:///{file}")
    assert await version(database) is Version.OLDER
    await migrate(database)
    yield database
    await database.close()


async def goes_on(database: Database) -> None:
    """Live on from Wednesday: silence until something new is due, then each thing once."""
    clock = FrozenClock(AFTERWARDS)
    office = Office(database, clock, _updates=count(1000))
    for hours in (0, 2):
        await office.later(hours=hours)
        await office.delivers()
        await office.digests()
        assert {who: heard for who in EVERYBODY if (heard := office.heard_by(who))} == {}
    assert (await office.task("NV3")).status is Status.BLOCKED
    assert [one.reason for one in await office.wishes("NV11")] == ["chờ số liệu"]
    await office.morning_of("16/05/2024")
    await office.digests()
    await office.delivers()
    said = {who: "\n".join(office.heard_by(who)) for who in EVERYBODY}
    for who, code in ((HA, "NV7"), (BINH, "NV7"), (DUC, "NV11")):
        assert said[who].count(f"<b>{code}</b> · hạn 16/05/2024 (thứ Năm, hôm nay)") == 1, said[who]
    for who in (TRAM, CHIEF):
        assert said[who].count("Việc chờ Văn phòng xử lý") == 1
    assert "Đã ghi nhận" in await office.says(HA, "NV7 xong")
    assert await office.told_wrong() == []
    async with database.work() as uow:
        assert (await uow.audit.verify()).broken is None


async def test_an_older_database_goes_on_and_nothing_is_said_twice(upgraded: Database) -> None:
    assert await version(upgraded) is Version.PRESENT
    await goes_on(upgraded)


async def test_an_older_database_moves_to_postgres_and_nothing_is_said_twice(
    upgraded: Database, postgres_server: PostgresServer, tmp_path: Path
) -> None:
    await back_up(upgraded, tmp_path / "b.zip", "1", AFTERWARDS)
    with postgres_server.empty() as url:
        database = Database(url)
        with Archive.opened(tmp_path / "b.zip") as archive:
            await restore(database, archive, AFTERWARDS, force=False)
        await goes_on(database)
        await database.close()
