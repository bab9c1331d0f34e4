"""The command line speaks the language of the settings, fixed when a process starts."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.texts.chosen import chosen
from data.domain.person import Language
from tests.fakes.command import ROOT

ASKING = "from bot.texts import commands, web; print(commands.STOPPED); print(web.NOTHING_SAID)"


def said(folder: Path, **environment: str) -> list[str]:
    bare = {name: value for name, value in os.environ.items() if not name.startswith("NHACVIEC_")}
    around = {**bare, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **environment}
    asked = [sys.executable, "-c", ASKING]
    done = subprocess.run(asked, cwd=folder, env=around, capture_output=True, encoding="utf-8", check=True)
    return done.stdout.splitlines()


def test_commands_speak_english_where_the_settings_say_so(tmp_path: Path) -> None:
    assert said(tmp_path, NHACVIEC_LANGUAGE="en") == ["Stopped as you asked.", "Please send a message or a choice."]


@pytest.mark.parametrize(
    ("file", "environment", "language"),
    [
        ("", None, Language.VIETNAMESE),
        ("NHACVIEC_LANGUAGE=en\n", None, Language.ENGLISH),
        ("nhacviec_language=en\n", None, Language.ENGLISH),
        ("NHACVIEC_LANGUAGE=en\n", "vi", Language.VIETNAMESE),
        ("", "en", Language.ENGLISH),
        ("", "klingon", Language.VIETNAMESE),
        ("NHACVIEC_LANGUAGE=en\n", "", Language.ENGLISH),
    ],
)
def test_the_environment_goes_before_the_file(
    file: str, environment: str | None, language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text(file, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NHACVIEC_LANGUAGE", raising=False)
    if environment is not None:
        monkeypatch.setenv("NHACVIEC_LANGUAGE", environment)
    assert chosen() is language


def test_a_file_that_cannot_be_read_leaves_vietnamese(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_bytes(b"\xff\xfe\x00")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NHACVIEC_LANGUAGE", raising=False)
    assert chosen() is Language.VIETNAMESE
