"""Turns whatever ended a command into a line for the operator and an exit code."""

import errno
import sqlite3
import sys

from sqlalchemy.exc import DBAPIError

from bot.commands.outcome import CANNOT, WRONG_INPUT, CommandFailed
from bot.settings import BadSettings
from bot.texts import commands as texts
from data.db.engine import DatabaseGone

_SQLITE = {
    "locked": texts.DATABASE_LOCKED,
    "busy": texts.DATABASE_LOCKED,
    "unable to open": texts.DATABASE_FORBIDDEN,
    "readonly": texts.DATABASE_FORBIDDEN,
    "not a database": texts.NOT_A_DATABASE,
    "malformed": texts.NOT_A_DATABASE,
    "full": texts.DISK_FULL,
    "disk I/O": texts.DATABASE_DISK,
}
"""What SQLite says, by a part of its message; its codes reach us only with some errors."""

_FILES = {
    errno.ENOENT: texts.NO_FILE,
    errno.EISDIR: texts.NOT_A_FILE,
    errno.EACCES: texts.FILE_FORBIDDEN,
    errno.EPERM: texts.FILE_FORBIDDEN,
    errno.ENOSPC: texts.DISK_FULL,
    errno.EROFS: texts.DISK_READ_ONLY,
    errno.EDQUOT: texts.DISK_FULL,
    errno.EFBIG: texts.FILE_TOO_LARGE,
    errno.ENOTDIR: texts.NOT_A_FOLDER,
}


def explain(error: Exception) -> CommandFailed:
    """Return how the command ends because of `error`."""
    match error:
        case CommandFailed():
            return error
        case BadSettings():
            return CommandFailed(str(error), code=WRONG_INPUT)
        case DBAPIError(orig=BaseException() as cause) | (sqlite3.Error() as cause):
            return CommandFailed(_of_database(cause))
        case DatabaseGone():
            return CommandFailed(texts.DATABASE_REMOVED.format(file=error))
        case OSError():
            return _of_file(error)
        case _:
            return _unexpected(error)


def _of_database(error: BaseException) -> str:
    text = _one_line(error)
    if isinstance(error, sqlite3.Error):
        said = [sentence for part, sentence in _SQLITE.items() if part in text]
        return said[0] if said else texts.DATABASE_ERROR.format(problem=text)
    if getattr(error, "sqlstate", None) is None:
        # PostgreSQL gives a state with every answer: without one the connection failed.
        return texts.DATABASE_UNREACHABLE
    return texts.DATABASE_ERROR.format(problem=text)


def _of_file(error: OSError) -> CommandFailed:
    name = error.filename or ""
    sentence = _FILES.get(error.errno or 0, texts.FILE_ERROR)
    code = WRONG_INPUT if error.errno in {errno.ENOENT, errno.EISDIR, errno.EACCES} else CANNOT
    return CommandFailed(sentence.format(file=name, problem=error.strerror or _one_line(error)), code=code)


def _unexpected(error: Exception) -> CommandFailed:
    if sys.flags.dev_mode:
        raise error
    return CommandFailed(texts.UNEXPECTED.format(kind=type(error).__name__, text=_one_line(error)))


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())
