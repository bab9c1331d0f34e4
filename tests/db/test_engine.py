from pathlib import Path

import pytest

from data.db.engine import Database, DatabaseGone
from data.db.migrate import migrate
from data.db.stores.figures import later_day


async def test_file_removed_under_us_is_noticed_before_anything_is_promised(tmp_path: Path) -> None:
    file = tmp_path / "nhacviec.db"
    database = Database(f"sqlite:///{file}")
    await migrate(database)
    assert await database.answers()
    file.unlink()
    with pytest.raises(DatabaseGone):
        async with database.work():
            pass
    assert not await database.answers()
    await database.close()


async def test_a_statement_is_one_errand_to_the_thread_of_the_embedded_database(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    async with database.connect() as connection:
        opened = (await connection.get_raw_connection()).dbapi_connection
        assert opened is not None
        assert type(opened.cursor()).__module__ == "data.db.sqlite_cursor"
    await database.close()


def test_a_moment_that_is_not_known_lies_on_no_later_day() -> None:
    moment, zone = "2024-05-13 01:00:00.000000", "Asia/Ho_Chi_Minh"
    assert (later_day(None, moment, zone), later_day(moment, None, zone)) == (None, None)
    assert later_day("2024-05-13 18:00:00.000000", moment, zone)
