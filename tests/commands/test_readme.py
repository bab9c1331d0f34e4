"""README names every command and every setting, and nothing that is none."""

import re
from pathlib import Path

from typer.core import TyperGroup
from typer.main import get_command

from bot.cli import app
from bot.settings import SECRETS, Settings

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def command_names() -> set[str]:
    names: set[str] = set()
    root = get_command(app)
    assert isinstance(root, TyperGroup)
    for name, command in root.commands.items():
        inner = command.commands if isinstance(command, TyperGroup) else {"": command}
        names |= {f"{name} {sub}".strip() for sub in inner}
    return names


def rows(first_cell: str) -> list[list[str]]:
    """Return the cells of the table rows whose first cell begins so; an escaped bar does not part cells."""
    lines = [line for line in README.splitlines() if line.startswith(f"| `{first_cell}")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


def test_every_command_has_its_line() -> None:
    usages = [cells[0].removeprefix("`nhacviec ").replace("reply\\|query", "") for cells in rows("nhacviec ")]
    written = {re.sub(r"[^a-z ].*", "", usage).strip() for usage in usages}
    assert written == command_names()


def test_every_setting_has_its_line_with_its_default() -> None:
    written = {cells[0]: cells[1] for cells in rows("NHACVIEC_")}
    defaults = {name: field.default for name, field in Settings.model_fields.items()}
    assert written == {
        f"`NHACVIEC_{name.upper()}`{' †' if name in SECRETS else ''}": "" if default is None else f"`{default}`"
        for name, default in defaults.items()
    }


def test_example_of_settings_names_them_all() -> None:
    lines = (ROOT / ".env.example").read_text("utf-8").splitlines()
    named = dict(line.removeprefix("#").split("=", 1) for line in lines if line.startswith("#NHACVIEC_"))
    assert named == {
        f"NHACVIEC_{name.upper()}": "" if field.default is None else str(field.default)
        for name, field in Settings.model_fields.items()
    }
