"""A backup as a file: a table a member, a row a line of JSON, and a manifest of what must be in it.

It is an ordinary ZIP archive, so that it can be looked into without us. Knows nothing of databases, and holds one row
at a time.
"""

import hashlib
import json
import os
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Self, TypeVar
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

FORMAT = "nhacviec backup"
FORMAT_NUMBER = 1
MANIFEST = "manifest.json"
_ZIP_BEGINS = b"PK\x03\x04"

T = TypeVar("T")
Each = Callable[[Sequence[T]], Iterable[T]]
"""How a sequence is gone through; a command shows on the terminal how far it is."""


class NotABackup(Exception):
    """The file is something else."""


class DamagedBackup(Exception):
    """The file was a backup and is cut off or altered."""


class NewerBackup(Exception):
    """The file was made by a newer nhacviec."""


@dataclass(frozen=True, slots=True)
class Content:
    """What the archive holds of one table: its columns with the kinds of their values, rows, and a SHA-256 of them."""

    name: str
    columns: Mapping[str, str]
    rows: int
    sha256: str

    @property
    def member(self) -> str:
        """Return the name of the archive's member with the rows."""
        return f"tables/{self.name}.jsonl"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup is of: the database's revision, when it was made and by which version, and every table."""

    revision: str
    version: str
    made_at: datetime
    tables: tuple[Content, ...]

    @property
    def rows(self) -> int:
        """Return the number of rows in all tables."""
        return sum(table.rows for table in self.tables)


@contextmanager
def written_beside(file: Path) -> Iterator[IO[bytes]]:
    """Lend a new file, readable by its owner only, that takes the place of `file` once it is wholly on the disk.

    Whatever goes wrong inside leaves `file` as it was and nothing beside it. OSError names `file`.
    """
    if file.is_dir():
        raise IsADirectoryError(21, os.strerror(21), str(file))
    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=".partial")
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(file)) from None
    partial = Path(name)
    try:
        with os.fdopen(handle, "wb") as target:
            yield target
            target.flush()
            os.fsync(target.fileno())
        partial.replace(file)
        _sync_folder(file.parent)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(file)) from None
    finally:
        partial.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Bring the folder's new entry to the disk: a file without a name would be lost with the power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class ArchiveWriter:
    """Writes table after table, then the manifest; a file that it did not finish is no backup."""

    def __init__(self, file: IO[bytes]) -> None:
        self._zip = ZipFile(file, "w", ZIP_DEFLATED)
        self._tables: list[Content] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, failed: object, *_: object) -> None:
        if failed:
            # Or it would try to end the archive when it is collected, on a disk that may be full.
            self._zip.fp = None

    @contextmanager
    def table(self, name: str, columns: Mapping[str, str]) -> Iterator[Callable[[Sequence[Any]], None]]:
        """Open a table; what is yielded writes a row, whose values are JSON's own."""
        digest, rows = hashlib.sha256(), 0
        member = self._zip.open(Content(name, columns, 0, "").member, "w", force_zip64=True)

        def write(values: Sequence[Any]) -> None:
            nonlocal rows
            line = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
            digest.update(line)
            member.write(line)
            rows += 1

        with member:
            yield write
        self._tables.append(Content(name, columns, rows, digest.hexdigest()))

    def finish(self, revision: str, version: str, made_at: datetime) -> Manifest:
        """Write the manifest and the archive's end."""
        manifest = Manifest(revision, version, made_at, tuple(self._tables))
        written = {"format": FORMAT, "number": FORMAT_NUMBER} | asdict(manifest) | {"made_at": made_at.isoformat()}
        self._zip.writestr(MANIFEST, json.dumps(written, ensure_ascii=False, indent=1))
        self._zip.close()
        return manifest


class Archive:
    """A backup that was opened for reading."""

    def __init__(self, archive: ZipFile, manifest: Manifest) -> None:
        self._zip, self.manifest = archive, manifest

    @classmethod
    @contextmanager
    def opened(cls, file: Path) -> Iterator[Self]:
        """Open a backup. Raises `NotABackup`, `DamagedBackup`, `NewerBackup`, and OSError as usual."""
        with file.open("rb") as source:
            is_archive = source.read(len(_ZIP_BEGINS)) == _ZIP_BEGINS
        if not is_archive:
            raise NotABackup
        with _damage_named(), ZipFile(file) as archive:
            if MANIFEST not in archive.namelist():
                raise NotABackup
            yield cls(archive, _manifest(json.loads(archive.read(MANIFEST))))

    def rows(self, table: Content) -> Iterator[list[Any]]:
        """Yield the rows of a table. Raises `DamagedBackup`, at the latest at the end."""
        digest, count = hashlib.sha256(), 0
        with _damage_named(), self._zip.open(table.member) as lines:
            for line in lines:
                digest.update(line)
                count += 1
                values = json.loads(line)
                if len(values) != len(table.columns):
                    raise DamagedBackup
                yield values
        if (count, digest.hexdigest()) != (table.rows, table.sha256):
            raise DamagedBackup

    def verify(self, each: Each[Content] = iter) -> None:
        """Read all of it, before anything is changed by it. Raises `DamagedBackup`."""
        for table in each(self.manifest.tables):
            for _ in self.rows(table):
                pass


def _manifest(written: dict[str, Any]) -> Manifest:
    if written["format"] != FORMAT:
        raise NotABackup
    if written["number"] > FORMAT_NUMBER:
        raise NewerBackup
    tables = tuple(Content(**table) for table in written["tables"])
    return Manifest(written["revision"], written["version"], datetime.fromisoformat(written["made_at"]), tables)


@contextmanager
def _damage_named() -> Iterator[None]:
    """Say in one word that an archive cannot be read to its end."""
    try:
        yield
    except (BadZipFile, zlib.error, EOFError, KeyError, TypeError, ValueError, NotImplementedError) as error:
        raise DamagedBackup(type(error).__name__) from error
