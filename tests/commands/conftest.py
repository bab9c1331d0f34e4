"""The real command on a fresh database."""

import shutil
from pathlib import Path

import pytest

from data.sample import AGENCIES, PEOPLE, sample
from tests.fakes.command import Command
from tests.fakes.databases import SqliteFiles

MORNING = "2024-05-13T07:55:00+07:00"


def command_on(folder: Path) -> Command:
    return Command(folder, {"NHACVIEC_DATABASE_URL": "sqlite:///nhacviec.db", "NHACVIEC_CLOCK": MORNING})


@pytest.fixture
def nhacviec(sqlite_files: SqliteFiles, tmp_path: Path) -> Command:
    """The command on a migrated SQLite database, at 07:55 on 13/5/2024."""
    sqlite_files.copy_into(tmp_path)
    return command_on(tmp_path)


@pytest.fixture(scope="session")
def office_folder(sqlite_files: SqliteFiles, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample registry, as files and imported by the command."""
    folder = tmp_path_factory.mktemp("office")
    sqlite_files.copy_into(folder)
    for name, group in ((AGENCIES, "agencies"), (PEOPLE, "people")):
        (folder / name).write_bytes(sample(name))
        ended = command_on(folder)(group, "import", name)
        assert (ended.code, ended.err) == (0, "")
    return folder


@pytest.fixture
def registered(office_folder: Path, tmp_path: Path) -> Command:
    """The command on a database with the sample registry."""
    shutil.copytree(office_folder, tmp_path, dirs_exist_ok=True)
    return command_on(tmp_path)
