from pathlib import Path

import pytest

from data.db.engine import Database, DatabaseGone
from data.db.migrate import migrate


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
