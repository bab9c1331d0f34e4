"""The command line speaks the language of the settings, fixed when a process starts."""

import importlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.texts.chosen import chosen
from bot.texts.vi import commands
from data.domain.person import Language
from tests.fakes.command import ROOT

LETTERS = re.compile("[àáảãạâầấẩẫậăằắẳẵặđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.IGNORECASE)
HELP = """
from typer.main import get_command
from bot.cli import app

def show(command, above=None):
    context = command.make_context(command.name, [], parent=above, resilient_parsing=True)
    print(command.get_help(context))
    for name in command.list_commands(context) if hasattr(command, "list_commands") else []:
        show(command.get_command(context, name), context)

show(get_command(app))
"""
EACH = """
import sys
from bot.cli import main

for line in sys.argv[1:]:
    sys.argv = ["nhacviec", *line.split()]
    try:
        main()
    except SystemExit as ended:
        print("exit", ended.code, file=sys.stderr)
"""
"""Several commands in one process that speaks one language: starting one takes most of a second."""

ASKING = "from bot.texts import commands, web; print(commands.STOPPED); print(web.NOTHING_SAID)"


def said(folder: Path, code: str = ASKING, *words: str, **environment: str) -> list[str]:
    """Return what a new process says on both streams when it runs `code` with `words`."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith("NHACVIEC_")}
    around = {**bare, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **environment}
    asked = [sys.executable, "-c", code, *words]
    done = subprocess.run(
        asked, cwd=folder, env=around, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=True
    )
    return done.stdout.splitlines()


def test_commands_speak_english_where_the_settings_say_so(tmp_path: Path) -> None:
    assert said(tmp_path, NHACVIEC_LANGUAGE="en") == ["Stopped as you asked.", "Please send a message or a choice."]


def test_help_of_every_command_is_english_where_the_settings_say_so(tmp_path: Path) -> None:
    lines = said(tmp_path, HELP, NHACVIEC_LANGUAGE="en")
    assert sum(line.startswith("Usage: ") for line in lines) == len(commands.COMMANDS)
    assert [line for line in lines if LETTERS.search(line)] == []
    assert "  Take a backup back, into SQLite or PostgreSQL; the service must be stopped." in lines


@pytest.mark.parametrize("language", Language)
def test_help_says_something_of_every_command_and_option(language: Language) -> None:
    texts = importlib.import_module(f"bot.texts.{language}.commands")
    source = (ROOT / "bot" / "cli.py").read_text("utf-8")
    for table in ("COMMANDS", "OPTIONS"):
        assert set(re.findall(rf'texts\.{table}\["([a-z_ ]+)"\]', source)) == set(getattr(texts, table))
    assert not LETTERS.search(source)
    assert not re.search(r"help=[\"']", source)


def test_refusals_and_findings_are_english_where_the_settings_say_so(tmp_path: Path) -> None:
    (tmp_path / "policy.toml").write_text("push_until = 07:00:00", "utf-8")
    (tmp_path / "b.zip").write_bytes(b"PK")
    around = {"NHACVIEC_LANGUAGE": "en", "NHACVIEC_DATABASE_URL": "sqlite:///nhacviec.db"}
    lines = (
        "check",
        "restore b.zip",
        "backup saved.zip",
        "backup policy.toml/x.zip",
        "people erase nobody",
        "tick --at noon",
    )
    heard = said(tmp_path, EACH, *lines, **around)
    assert [line for line in heard if LETTERS.search(line)] == []
    for line in (
        "[good] Database: sqlite:///nhacviec.db, at the present version",
        "Backed up ",
        "b.zip: is no backup of nhacviec; ",
        "Not backed up, no unfinished file is left. ",
        "Nobody has the id or name",
        "Not a moment: noon ",
    ):
        assert any(one.startswith(line) for one in heard), (line, heard)
    spoilt = said(tmp_path, EACH, "check", "tasks", NHACVIEC_POLICY="policy.toml", **around)
    assert "NHACVIEC_POLICY: push_until: must be later than push_from" in spoilt
    assert [line for line in spoilt if LETTERS.search(line)] == []


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
