"""README and the guide in Vietnamese name every command, every setting and every word of the chat."""

import re
import tomllib
from datetime import date
from pathlib import Path

from typer.core import TyperGroup
from typer.main import get_command

from bot.cli import app
from bot.language.meaning import Intent
from bot.language.replies import understand_reply
from bot.settings import SECRETS, Settings
from bot.telegram.menu import FOR_GROUPS, FOR_LEADERS, FOR_OFFICIALS, FOR_STRANGERS, FOR_THE_OFFICE

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
GUIDE = (ROOT / "README.vi.md").read_text("utf-8")


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


def test_guide_names_every_command_and_setting_and_none_besides() -> None:
    code = [*re.findall(r"`([^`\n]+)`", GUIDE), *re.findall(r"^(?:\S*/)?nhacviec .*$", GUIDE, re.MULTILINE)]
    groups = {name.split()[0] for name in command_names() if " " in name}
    used = {found[1] for line in code if (found := re.search(rf"nhacviec ((?:(?:{'|'.join(groups)}) )?[a-z]+)", line))}
    assert used == command_names()
    settings = {f"NHACVIEC_{name.upper()}" for name in Settings.model_fields}
    files = {f"NHACVIEC_{name.upper()}_FILE" for name in SECRETS}
    assert set(re.findall(r"NHACVIEC_[A-Z_]+", GUIDE)) - files == settings


def chat_commands() -> set[str]:
    """Return every command that the conversation listens for, as its sources write them down."""
    sources = [path.read_text("utf-8") for path in (ROOT / "bot" / "conversation").rglob("*.py")]
    words = tomllib.loads((ROOT / "bot" / "conversation" / "heard_words.toml").read_text("utf-8"))
    heard = [word for topic in words.values() for alternatives in topic.values() for word in alternatives.split("|")]
    literals = {found for source in sources for found in re.findall(r'"(/[a-z]+)"', source)}
    return literals | {word.replace(" ?", "") for word in heard if word.startswith("/")}


def test_guide_names_every_command_of_the_chat_and_none_besides() -> None:
    listed = {
        word for row in re.findall(r"^\| (`/.+?) \|", GUIDE, re.MULTILINE) for word in re.findall(r"`(/[a-z]+)`", row)
    }
    assert listed == chat_commands()
    assert listed >= {
        f"/{name}" for name in {*FOR_STRANGERS, *FOR_GROUPS, *FOR_OFFICIALS, *FOR_THE_OFFICE, *FOR_LEADERS}
    }
    assert set(re.findall(r"`(/[a-z]+)[` ]", GUIDE)) - {"/healthz", "/metrics"} == listed


def test_pictures_of_both_guides_are_there() -> None:
    named = [name for text in (README, GUIDE) for name in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text)]
    assert len(named) >= 8
    assert [name for name in named if not (ROOT / name).is_file()] == []
    assert {path.name for path in (ROOT / "tests" / "page").glob("*.png")} == {Path(name).name for name in named}


MEANT = {
    "đã tiếp nhận": Intent.ACKNOWLEDGE,
    "đang làm, được 60%": Intent.PROGRESS,
    "đang làm, chưa xong": Intent.PROGRESS,
    "báo đã xong, chờ Văn phòng xác nhận": Intent.DONE,
    "xin gia hạn; bot hỏi lại trước khi gửi": Intent.EXTENSION,
    "có vướng mắc": Intent.BLOCKED,
}


def test_replies_that_the_guide_teaches_mean_what_it_says() -> None:
    taught = re.findall(r"^\| `([^`/][^`]*)` \| (.+) \|$", GUIDE.split("## Văn phòng")[0], re.MULTILINE)
    assert len(taught) == len(MEANT)
    for words, meaning in taught:
        reply = understand_reply(words, today=date(2024, 5, 13), reminded=["NV7"], due=date(2024, 5, 16))
        assert reply.intent is MEANT[meaning], words
