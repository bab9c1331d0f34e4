"""`backup` and `restore`: the database as one file, from either engine to either."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from pathlib import Path

from bot.commands.failures import explain
from bot.commands.office import named_database_failures, open_office
from bot.commands.outcome import WRONG_INPUT, CommandFailed
from bot.commands.printing import print_lines, with_progress
from bot.settings import load_settings, office_clock, office_policy
from bot.texts import commands as texts
from bot.texts.words import size
from bot.version import our_version
from data.clock import MachineClock
from data.db.archive import Archive, DamagedBackup, NewerBackup, NotABackup
from data.db.backup import back_up
from data.db.engine import Database
from data.db.restore import ForeignDatabase, Incomplete, InUse, NotEmpty, restore
from data.db.upkeep import Care


async def save(file: Path) -> None:
    """Write everything into `file`; the service may run meanwhile."""
    machine = MachineClock()
    async with open_office() as office:
        each = partial(with_progress, label=texts.SAVING)
        try:
            manifest = await back_up(office.database, file, our_version(), machine.now(), each)
        except OSError as error:
            failure = explain(error)
            raise CommandFailed(texts.BACKUP_FAILED.format(problem=failure), code=failure.code) from None
        async with office.database.work() as uow:
            await uow.upkeep.note(Care.BACKUP, machine.now())
            await uow.commit()
    said = {"rows": manifest.rows, "tables": len(manifest.tables), "file": file, "size": _size_of(file)}
    print_lines([texts.BACKED_UP.format(**said)])


def _size_of(file: Path) -> str:
    return size(file.stat().st_size)


async def take_back(file: Path, *, force: bool) -> None:
    """Let the database hold what `file` does; it must hold nothing, or `force` be meant."""
    settings = load_settings()
    policy = office_policy(settings)
    with _named_refusals(file), Archive.opened(file) as archive:
        archive.verify(partial(with_progress, label=texts.CHECKING_BACKUP))
        async with _database(settings.database_url) as database:
            now = office_clock(settings, MachineClock()).now()
            each = partial(with_progress, label=texts.RESTORING)
            await restore(database, archive, now, force=force, each=each)
    manifest = archive.manifest
    moment = f"{manifest.made_at.astimezone(policy.zone):%H:%M %d/%m/%Y}"
    said = {"rows": manifest.rows, "tables": len(manifest.tables), "version": manifest.version, "moment": moment}
    print_lines([texts.RESTORED.format(**said)])


@asynccontextmanager
async def _database(url: str) -> AsyncIterator[Database]:
    """Open the database as it is: it may be empty, or older than we are."""
    with named_database_failures():
        database = Database(url)
        try:
            yield database
        finally:
            await database.close()


@contextmanager
def _named_refusals(file: Path) -> Iterator[None]:
    """Say in the operator's words why a backup was not taken back."""
    try:
        yield
    except NotABackup:
        raise CommandFailed(texts.NOT_A_BACKUP.format(file=file), code=WRONG_INPUT) from None
    except DamagedBackup:
        raise CommandFailed(texts.DAMAGED_BACKUP.format(file=file), code=WRONG_INPUT) from None
    except NewerBackup:
        raise CommandFailed(texts.NEWER_BACKUP.format(file=file), code=WRONG_INPUT) from None
    except InUse:
        raise CommandFailed(texts.DATABASE_IN_USE) from None
    except NotEmpty:
        raise CommandFailed(texts.DATABASE_NOT_EMPTY) from None
    except ForeignDatabase as error:
        raise CommandFailed(texts.FOREIGN_DATABASE.format(names=error)) from None
    except Incomplete as error:
        raise CommandFailed(texts.RESTORE_INCOMPLETE.format(table=error)) from None
