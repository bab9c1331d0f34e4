"""Files that LibreOffice has to open: a stand-in for the program shows how it is asked and what is made of it."""

import stat
from pathlib import Path

import pytest

from data.intake.confinement import read_confined
from data.intake.draft import Unreadable

GOLD = Path(__file__).parents[1] / "gold" / "docs"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
WRITES = f"""
out="" ; suffix=""
while [ $# -gt 0 ]; do
  case "$1" in --outdir) out="$2" ;; --convert-to) suffix="$2" ;; esac
  source="$1" ; shift
done
mkdir -p "$out" && [ -f "$source" ] && cp "{GOLD / "dev_01.docx"}" "$out/$(basename "${{source%.*}}").$suffix"
"""


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is searched for programs first."""
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return tmp_path / "soffice"


def write_program(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}")
    path.chmod(stat.S_IRWXU)


def refusal_of(content: bytes, seconds: float = 30) -> str:
    with pytest.raises(Unreadable) as refusal:
        read_confined("a.doc", content, seconds=seconds)
    return str(refusal.value)


@pytest.mark.parametrize("content", [OLD, b"{\\rtf1 x}"])
def test_old_file_is_read_where_the_office_program_is_installed(install: Path, content: bytes) -> None:
    write_program(install, WRITES)

    assert len(read_confined("a.doc", content).tasks) == 12


def test_old_file_is_refused_where_no_office_program_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    assert refusal_of(OLD) == "old_format"


def test_conversion_that_takes_too_long_is_ended_with_all_it_started(install: Path) -> None:
    write_program(install, "sleep 600 & sleep 600")

    assert refusal_of(OLD, seconds=0.2) == "too_complex"


def test_conversion_that_makes_nothing_means_a_broken_file(install: Path) -> None:
    write_program(install, "exit 1")

    assert refusal_of(OLD) == "broken"


@pytest.mark.parametrize(("inside", "reason"), [("_VBA_PROJECT", "macros"), ("EncryptedPackage", "encrypted")])
def test_old_file_with_macros_or_a_password_never_reaches_the_program(inside: str, reason: str) -> None:
    assert refusal_of(OLD + inside.encode("utf-16-le")) == reason
