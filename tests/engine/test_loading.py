"""What a service loads before it is up: what only some need would make every start slower."""

import subprocess
import sys

LATER = (
    "alembic",
    "bot.conversation.conversation",
    "bot.demo",
    "bot.heartbeat",
    "bot.language.reading",
    "bot.office_page.routes",
    "data.intake.reading",
    "matplotlib",
    "openpyxl",
    "rapidfuzz",
    "segno",
)


def _loaded(imported: str) -> set[str]:
    script = f"import sys, {imported}; print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(found.stdout.split())


def test_service_is_up_before_what_only_some_need_is_loaded() -> None:
    assert not _loaded("bot.commands.service, bot.telegram.service").intersection(LATER)


def test_help_loads_neither_database_nor_service() -> None:
    assert not _loaded("bot.cli").intersection({"sqlalchemy", "starlette", "telegram", "bot.app", "jinja2"})
