"""Backing up beside a running service, and taking the backup back."""

import http.client
import os
import resource
import signal
import subprocess
from contextlib import closing, suppress
from pathlib import Path
from time import monotonic, sleep

import pytest
from sqlalchemy import create_engine, text

from bot.texts import commands as texts
from tests.fakes.command import Command, Ended, free_port
from tests.fakes.databases import PostgresServer

TIGHT = 100_000
"""Bytes that a file may have: enough for what SQLite keeps beside a database, not for a backup of twice as much."""


def wait_for(address: str) -> None:
    """Wait until the service at that address says that it is well."""
    deadline = monotonic() + 60
    while monotonic() < deadline:
        connection = http.client.HTTPConnection(address, timeout=10)
        with closing(connection), suppress(OSError):
            connection.request("GET", "/healthz")
            if connection.getresponse().status == http.client.OK:
                return
        sleep(0.05)
    raise TimeoutError(address)


def people_of(nhacviec: Command, file: str, **settings: str) -> bytes:
    assert nhacviec("people", "export", file, **settings).code == 0
    return (nhacviec.folder / file).read_bytes()


def test_backup_taken_beside_the_service_comes_back_on_postgres(
    registered: Command, postgres_server: PostgresServer
) -> None:
    address = f"127.0.0.1:{free_port()}"
    with registered.started("run", NHACVIEC_LISTEN=address) as service:
        wait_for(address)
        saved = registered("backup", "b.zip")
        assert (saved.code, saved.err) == (0, "")
        assert saved.out.startswith("Đã sao lưu ")
        refused = registered("restore", "b.zip", "--force")
        assert refused == Ended(1, "", texts.DATABASE_IN_USE + "\n")
        assert service.ended(signal.SIGTERM)[0] == 0
    with postgres_server.empty() as url:
        restored = registered("restore", "b.zip", NHACVIEC_DATABASE_URL=url)
        assert (restored.code, restored.err) == (0, "")
        assert restored.out.startswith("Đã khôi phục ")
        assert people_of(registered, "there.csv", NHACVIEC_DATABASE_URL=url) == people_of(registered, "here.csv")
        again = registered("restore", "b.zip", NHACVIEC_DATABASE_URL=url)
        assert again == Ended(1, "", texts.DATABASE_NOT_EMPTY + "\n")


def test_wrong_files_are_refused_in_one_sentence(nhacviec: Command) -> None:
    folder = nhacviec.folder
    assert nhacviec("backup", "b.zip").code == 0
    (folder / "cut.zip").write_bytes((folder / "b.zip").read_bytes()[:-40])
    (folder / "letter.txt").write_text("Kính gửi", "utf-8")
    for name, sentence in (
        ("cut.zip", texts.DAMAGED_BACKUP),
        ("letter.txt", texts.NOT_A_BACKUP),
        ("none.zip", texts.NO_FILE),
    ):
        assert nhacviec("restore", name, "--force") == Ended(2, "", sentence.format(file=name) + "\n")


@pytest.mark.parametrize("place", ["missing/b.zip", "nhacviec.db/b.zip", "."])
def test_place_that_cannot_be_written_is_said(nhacviec: Command, place: str) -> None:
    ended = nhacviec("backup", place)
    assert (ended.code != 0, ended.out, ended.err.count("\n")) == (True, "", 1)
    assert ended.err.startswith(f"Chưa sao lưu được, không để lại tệp dở dang. {place}")


def test_full_disk_leaves_the_last_backup_and_nothing_half(nhacviec: Command) -> None:
    engine = create_engine(f"sqlite:///{nhacviec.folder}/nhacviec.db")
    with engine.begin() as connection:
        statement = text("INSERT INTO counters VALUES (:name, 1)")
        connection.execute(statement, [{"name": os.urandom(1000).hex()} for _ in range(200)])
    engine.dispose()
    (nhacviec.folder / "b.zip").write_text("the last one", "utf-8")
    before = sorted(nhacviec.folder.iterdir())
    done = subprocess.run(
        nhacviec.line("backup", "b.zip"),
        cwd=nhacviec.folder,
        env=nhacviec.environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (TIGHT, TIGHT)),
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert done.stderr.startswith("Chưa sao lưu được, không để lại tệp dở dang. b.zip: vượt cỡ tệp")
    assert [one for one in sorted(nhacviec.folder.iterdir()) if one.suffix not in {".db-wal", ".db-shm"}] == before
    assert (nhacviec.folder / "b.zip").read_text("utf-8") == "the last one"


def test_backup_after_the_database_was_removed_is_refused(nhacviec: Command, tmp_path: Path) -> None:
    (tmp_path / "folder.db").mkdir()
    ended = nhacviec("backup", "b.zip", NHACVIEC_DATABASE_URL="sqlite:///folder.db")
    assert (ended.code, ended.err.count("\n")) == (1, 1)
    assert not (tmp_path / "b.zip").exists()
