"""A backup holds everything, and gives it back to either engine; whatever is wrong with it changes nothing."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar
from zipfile import ZipFile

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from data.db.archive import MANIFEST, Archive, ArchiveWriter, DamagedBackup, NewerBackup, NotABackup, written_beside
from data.db.backup import back_up
from data.db.engine import Database
from data.db.restore import ForeignDatabase, InUse, NotEmpty, restore
from data.db.stores.outbox import Kind, Outgoing
from data.db.tables import METADATA, UpkeepRow
from data.db.upkeep import Care
from data.db.version import NewerDatabase
from data.domain.message import Message
from data.domain.trail import Verdict
from tests.fakes.databases import PostgresServer, SqliteFiles
from tests.fakes.rows import content, fill

MADE_AT = datetime(2024, 5, 13, 1, 2, 3, tzinfo=UTC)
T = TypeVar("T")
Rows = dict[str, list[tuple[Any, ...]]]


@pytest.fixture(params=["sqlite", "postgres"])
def other_url(
    request: pytest.FixtureRequest, sqlite_files: SqliteFiles, postgres_server: PostgresServer
) -> Iterator[str]:
    with (sqlite_files if request.param == "sqlite" else postgres_server).copy() as url:
        yield url


@pytest.fixture
async def other(other_url: str) -> AsyncIterator[Database]:
    """A second database, on each engine in turn, that nothing is put into."""
    opened = Database(other_url)
    yield opened
    await opened.close()


async def filled(database: Database) -> Rows:
    async with database.work() as uow:
        for number in (1, 2):
            uow.audit.note(at=MADE_AT, action="report", subject=f"assignment:{number}", after={"tên": "“Hà”"})
        await uow.commit()
    async with database.connect() as connection, connection.begin():
        await connection.run_sync(fill)
        rows = await connection.run_sync(content)
    await database.close()
    return rows


async def rows_of(database: Database) -> Rows:
    """Return what a database holds, save the note that it was restored."""
    async with database.connect() as connection:
        rows = await connection.run_sync(content)
    await database.close()
    return rows


def without_notes(rows: Rows) -> Rows:
    """Leave out what restoring itself writes: the trail's entry and the day of the backup."""
    named = {name: held for name, held in rows.items() if name not in {UpkeepRow.__tablename__, "audit_head"}}
    return named | {"audit": named["audit"][:2]}


async def saved(database: Database, file: Path) -> Path:
    await back_up(database, file, "0.1.0", MADE_AT)
    return file


async def take_back(database: Database, file: Path, *, force: bool = False) -> None:
    with Archive.opened(file) as archive:
        archive.verify()
        await restore(database, archive, MADE_AT, force=force)


def _drift(connection: Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection), METADATA))


async def test_every_value_of_every_table_comes_back_on_either_engine(
    database: Database, other: Database, tmp_path: Path
) -> None:
    before = await filled(database)
    file = await saved(database, tmp_path / "b.zip")
    await take_back(other, file)
    assert without_notes(await rows_of(other)) == without_notes(before)
    async with other.connect() as connection:
        assert await connection.run_sync(_drift) == []


async def test_new_rows_are_numbered_after_those_that_came_back(
    database: Database, other: Database, tmp_path: Path
) -> None:
    await filled(database)
    await take_back(other, await saved(database, tmp_path / "b.zip"))
    async with other.work() as uow:
        new = await uow.outbox.put(Outgoing(Kind.ANSWER, MADE_AT, Message("…"), channel="web", chat="x"), MADE_AT)
        await uow.commit()
    assert new == 3


async def test_snapshot_does_not_see_what_others_write_meanwhile(
    database: Database, other: Database, tmp_path: Path
) -> None:
    before = await filled(database)
    url = database.url.render_as_string(hide_password=False)

    def others_write(tables: Sequence[T]) -> Iterator[T]:
        for number, table in enumerate(tables):
            yield table
            if number == 0:
                with ThreadPoolExecutor(1) as apart:
                    apart.submit(asyncio.run, _write(url)).result()

    await back_up(database, tmp_path / "b.zip", "0.1.0", MADE_AT, others_write)
    assert await rows_of(database) != before
    await take_back(other, tmp_path / "b.zip")
    assert without_notes(await rows_of(other)) == without_notes(before)


async def _write(url: str) -> None:
    writer = Database(url)
    async with writer.connect() as connection, connection.begin():
        await connection.execute(text("INSERT INTO counters VALUES ('another', 1)"))
    await writer.close()


async def test_what_is_there_is_lost_only_by_force(database: Database, tmp_path: Path) -> None:
    before = await filled(database)
    file = await saved(database, tmp_path / "b.zip")
    await _write(database.url.render_as_string(hide_password=False))
    await database.close()
    with pytest.raises(NotEmpty):
        await take_back(database, file)
    await database.close()
    assert len((await rows_of(database))["counters"]) == 3
    await take_back(database, file, force=True)
    assert without_notes(await rows_of(database)) == without_notes(before)
    async with database.work() as uow:
        assert await uow.upkeep.last(Care.BACKUP) == MADE_AT


async def test_trail_that_refuses_changes_gives_way_to_a_restored_one(database: Database, tmp_path: Path) -> None:
    before = await filled(database)
    file = await saved(database, tmp_path / "b.zip")
    await take_back(database, file, force=True)
    assert without_notes(await rows_of(database)) == without_notes(before)
    async with database.work() as uow:
        assert await uow.audit.verify() == Verdict(3)
    async with database.connect() as connection:
        with pytest.raises(DBAPIError, match="only added to"):
            await connection.execute(text("UPDATE audit SET action = 'other'"))


async def test_older_backup_is_brought_to_the_present_version(other: Database, tmp_path: Path) -> None:
    with written_beside(tmp_path / "old.zip") as target, ArchiveWriter(target) as writer:
        for name, columns, rows in _OF_REVISION_5:
            with writer.table(name, columns) as write:
                for row in rows:
                    write(row)
        writer.finish("0005", "0.0.9", MADE_AT)
    await take_back(other, tmp_path / "old.zip")
    async with other.work() as uow:
        registry = await uow.agencies.registry()
        (an,) = await uow.people.everybody()
        assert registry.get(1).parent_id == 2
        assert [link.chat for link in await uow.people.links(an.id)] == ["77"]
    async with other.connect() as connection:
        assert await connection.run_sync(_drift) == []


_AGENCY = dict.fromkeys(("id", "code", "name", "folded"), "plain") | {"aliases": "json", "kind": "plain"}
_PERSON = dict.fromkeys(("id", "name", "folded", "post", "role"), "plain") | {"active": "flag"}
_LINK = dict.fromkeys(("id", "person_id", "channel", "chat"), "plain") | {"linked_at": "moment"}
_OF_REVISION_5 = (
    (
        "agencies",
        _AGENCY | {"parent_id": "plain"},
        [[1, "A", "A", "a", "[]", "", 2], [2, "B", "B", "b", "[]", "", None]],
    ),
    ("people", _PERSON, [[1, "An", "an", "", "leader", True]]),
    ("chat_links", _LINK, [[1, 1, "telegram", "77", MADE_AT.isoformat()]]),
)


async def test_database_that_somebody_uses_is_left_alone(database: Database, tmp_path: Path) -> None:
    await filled(database)
    file = await saved(database, tmp_path / "b.zip")
    await database.close()
    user = Database(database.url.render_as_string(hide_password=False))
    async with user.work() as uow:
        before = await uow.people.everybody()
    with pytest.raises(InUse):
        await take_back(database, file, force=True)
    async with user.work() as uow:
        assert await uow.people.everybody() == before
    await user.close()


async def test_database_with_tables_of_others_is_left_alone(database: Database, tmp_path: Path) -> None:
    file = await saved(database, tmp_path / "b.zip")
    async with database.connect() as connection, connection.begin():
        await connection.execute(text("CREATE TABLE ketoan (x INTEGER)"))
    await database.close()
    with pytest.raises(ForeignDatabase, match="ketoan"):
        await take_back(database, file, force=True)


async def test_newer_database_is_left_alone(database: Database, tmp_path: Path) -> None:
    file = await saved(database, tmp_path / "b.zip")
    async with database.connect() as connection, connection.begin():
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await database.close()
    with pytest.raises(NewerDatabase):
        await take_back(database, file, force=True)


async def test_failure_half_way_leaves_everything_as_it_was(
    database: Database, sqlite_url: str, tmp_path: Path
) -> None:
    source = Database(sqlite_url)
    await filled(source)
    file = await saved(source, tmp_path / "b.zip")
    await source.close()
    before = await filled(database)
    with Archive.opened(file) as archive:

        def cut_off(tables: Sequence[T]) -> Iterator[T]:
            yield from tables[:5]
            raise OSError(28, "No space left on device")

        with pytest.raises(OSError, match="space"):
            await restore(database, archive, MADE_AT, force=True, each=cut_off)
    assert await rows_of(database) == before


async def test_failed_restore_leaves_no_new_file(sqlite_url: str, tmp_path: Path) -> None:
    source, target = Database(sqlite_url), Database(f"sqlite:///{tmp_path}/new/place.db")
    file = await saved(source, tmp_path / "b.zip")
    await source.close()
    with Archive.opened(file) as archive, pytest.raises(OSError, match="space"):
        await restore(target, archive, MADE_AT, force=False, each=_no_space)
    assert list((tmp_path / "new").iterdir()) == []


def _no_space(_tables: Sequence[T]) -> Iterator[T]:
    raise OSError(28, "No space left on device")


@pytest.fixture
async def good(sqlite_url: str, tmp_path: Path) -> Path:
    """A backup with rows in every table."""
    database = Database(sqlite_url)
    await filled(database)
    file = await saved(database, tmp_path / "good.zip")
    await database.close()
    return file


def refusal_of(file: Path) -> type[BaseException]:
    with pytest.raises((NotABackup, DamagedBackup, NewerBackup)) as refused, Archive.opened(file) as archive:
        archive.verify()
    return refused.type


def test_no_cut_and_no_altered_byte_goes_unnoticed(good: Path, tmp_path: Path) -> None:
    whole, altered = good.read_bytes(), tmp_path / "altered.zip"
    for place in range(0, len(whole), 251):
        altered.write_bytes(whole[:place])
        assert refusal_of(altered) in {NotABackup, DamagedBackup}
    with ZipFile(good) as archive:
        rows = [part for part in archive.infolist() if part.file_size and part.filename != MANIFEST]
    for part in rows:
        place = part.header_offset + 30 + len(part.filename) + part.compress_size // 2 + 20
        altered.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert refusal_of(altered) is DamagedBackup


def test_what_others_made_is_no_backup(tmp_path: Path) -> None:
    letter, archive = tmp_path / "letter.txt", tmp_path / "other.zip"
    letter.write_text("Kính gửi", "utf-8")
    with ZipFile(archive, "w") as other:
        other.writestr("word/document.xml", "<w/>")
    assert (refusal_of(letter), refusal_of(archive)) == (NotABackup, NotABackup)


async def test_backup_of_a_newer_version_is_refused(good: Path, other: Database, tmp_path: Path) -> None:
    await take_newer(other, _altered_manifest(good, tmp_path / "revision.zip", revision="9999"))
    assert refusal_of(_altered_manifest(good, tmp_path / "number.zip", number=2)) is NewerBackup


async def take_newer(database: Database, file: Path) -> None:
    with pytest.raises(NewerBackup):
        await take_back(database, file, force=True)


def _altered_manifest(good: Path, to: Path, **changes: object) -> Path:
    with ZipFile(good) as source, ZipFile(to, "w") as target:
        for name in source.namelist():
            raw = source.read(name)
            target.writestr(name, json.dumps(json.loads(raw) | changes) if name == MANIFEST else raw)
    return to


def test_file_appears_only_when_it_is_whole(tmp_path: Path) -> None:
    file = tmp_path / "b.zip"
    file.write_text("the last one", "utf-8")

    def fails() -> None:
        with written_beside(file) as target:
            target.write(b"half")
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="space") as refused:
        fails()
    assert refused.value.filename == str(file)
    assert [one.name for one in tmp_path.iterdir()] == ["b.zip"]
    assert file.read_text("utf-8") == "the last one"
    with written_beside(file) as target:
        target.write(b"whole")
    assert file.read_bytes() == b"whole"
    assert file.stat().st_mode & 0o777 == 0o600
