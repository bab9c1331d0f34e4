from pathlib import Path

from data.db.engine import Database


async def test_folder_of_a_database_is_made_by_its_first_connection_and_not_before(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/var/deep/x.db")
    assert not (tmp_path / "var").exists()
    async with database.connect():
        assert (tmp_path / "var" / "deep" / "x.db").is_file()
    await database.close()
