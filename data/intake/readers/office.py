"""Files of older or other word processors, turned into .docx by LibreOffice where it is installed."""

import math
import os
import re
import resource
import shutil
import signal
import subprocess
import zipfile
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from data.intake.draft import Reason, Unreadable

LOOK_SECONDS = 0.1
"""How soon it is noticed that nobody waits any more."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
_ODT = b"application/vnd.oasis.opendocument.text"
_ENCRYPTED = "Encrypt".encode("utf-16-le")
_MACROS = "_VBA_PROJECT".encode("utf-16-le")


def foreign_suffix(content: bytes) -> str | None:
    """Return ".doc", ".rtf" or ".odt" when only another program can read the content; None for everything else.

    Raises Unreadable for what is encrypted or carries macros.
    """
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise Unreadable(Reason.ENCRYPTED)
        if _MACROS in content:
            raise Unreadable(Reason.MACROS)
        return ".doc"
    if content.startswith(_RTF):
        return ".rtf"
    return ".odt" if content[30:200].startswith(b"mimetype" + _ODT) else None


def as_docx(
    content: bytes, suffix: str, *, seconds: float, megabytes: int, given_up: Callable[[], bool] = lambda: False
) -> bytes:
    """Return the content as a Word file, made by LibreOffice within these limits.

    Raises Unreadable: OLD_FORMAT when LibreOffice is not installed, TOO_COMPLEX at a limit or when `given_up` says
    so, BROKEN when nothing comes of it. It works in a folder of its own, with a profile of its own, so macros have
    nothing to trust.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise Unreadable(Reason.OLD_FORMAT)
    if suffix == ".odt":
        _refuse_encrypted_odt(content)
    with TemporaryDirectory(prefix="nhacviec-office-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / f"directive{suffix}"
        source.write_bytes(content)
        _run(_command(program, source, folder), seconds, megabytes, given_up)
        made = folder / "out" / "directive.docx"
        if not made.is_file():
            raise Unreadable(Reason.BROKEN)
        return made.read_bytes()


def _command(program: str, source: Path, folder: Path) -> list[str]:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    quiet = ["--headless", "--norestore", "--nologo", "--nolockcheck"]
    return [program, profile, *quiet, "--convert-to", "docx", "--outdir", str(folder / "out"), str(source)]


def _run(command: list[str], seconds: float, megabytes: int, given_up: Callable[[], bool]) -> None:
    """Run the command to its end; it and whatever it started are ended when the time is over."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(  # noqa: S603 - a program of this machine, on a file that we have named
        command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
    )
    limit = megabytes * 1024 * 1024
    try:
        resource.prlimit(process.pid, resource.RLIMIT_DATA, (limit, limit))
        if not any(_ended(process) for _ in range(math.ceil(seconds / LOOK_SECONDS)) if not given_up()):
            raise Unreadable(Reason.TOO_COMPLEX)
    except ProcessLookupError:
        # It ended before it could be limited.
        process.wait()
    finally:
        _end(process)


def _ended(process: subprocess.Popen[bytes]) -> bool:
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=LOOK_SECONDS)
    return process.returncode is not None


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _refuse_encrypted_odt(content: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            manifest = archive.open("META-INF/manifest.xml").read(1024 * 1024)
            names = archive.namelist()
    except (zipfile.BadZipFile, KeyError, OSError, EOFError, ValueError) as error:
        raise Unreadable(Reason.BROKEN) from error
    if b"encryption-data" in manifest:
        raise Unreadable(Reason.ENCRYPTED)
    if any(re.match(r"Basic/|Scripts/", name) for name in names):
        raise Unreadable(Reason.MACROS)
