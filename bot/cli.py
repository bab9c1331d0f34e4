"""The command `nhacviec`: names every command and says how each ends.

What a command needs is imported when it runs, so that `nhacviec --help` answers at once.
"""

import asyncio
import os
import sys
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from typer.exceptions import TyperException

from bot.commands.outcome import CANNOT, WRONG_INPUT, CommandFailed
from bot.texts import commands as texts

INTERRUPTED = 130
"""What the library that parses the command line returns after Ctrl-C."""

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False)
agencies = typer.Typer(help=texts.COMMANDS["agencies"], no_args_is_help=True)
people = typer.Typer(help=texts.COMMANDS["people"], no_args_is_help=True)
app.add_typer(agencies, name="agencies")
app.add_typer(people, name="people")


def _show_version(asked: bool) -> None:  # noqa: FBT001 - the library passes the option on by its place
    if asked:
        from bot.version import our_version

        typer.echo(f"nhacviec {our_version()}")
        raise typer.Exit


@app.callback(help=texts.COMMANDS["nhacviec"])
def nhacviec(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help=texts.OPTIONS["version"])
    ] = False,
) -> None:
    """Say which version this is, if asked."""


class Kind(StrEnum):
    """What the messages to understand are."""

    REPLY = "reply"
    QUERY = "query"


Json = Annotated[bool, typer.Option("--json", help=texts.OPTIONS["json"])]
File = Annotated[Path, typer.Argument(metavar="FILE", help=texts.OPTIONS["table"])]


@app.command(help=texts.COMMANDS["demo"])
def demo(
    port: Annotated[int, typer.Option(min=0, max=65535, help=texts.OPTIONS["port"])] = 8080,
    *,
    no_browser: Annotated[bool, typer.Option("--no-browser", help=texts.OPTIONS["no_browser"])] = False,
    keep: Annotated[Path | None, typer.Option(help=texts.OPTIONS["keep"])] = None,
) -> None:
    """Open the whole product with a sample directive on a chat page of this machine."""
    from bot.commands.show import demo as serve

    asyncio.run(serve(port, keep, browser=not no_browser))


@app.command(help=texts.COMMANDS["run"])
def run() -> None:
    """Run the service: channels, clock and HTTP."""
    from bot.commands.service import run as serve

    asyncio.run(serve())


@app.command(help=texts.COMMANDS["read"])
def read(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help=texts.OPTIONS["directives"])],
    *,
    json: Json = False,
) -> None:
    """Read directives and show what was understood; store nothing."""
    from bot.commands.reading import read_directives

    read_directives(files, as_json=json)


@app.command("import", help=texts.COMMANDS["import"])
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=texts.OPTIONS["directive"])],
    *,
    number: Annotated[str | None, typer.Option(help=texts.OPTIONS["number"])] = None,
    issued_on: Annotated[str | None, typer.Option(metavar="DATE", help=texts.OPTIONS["issued_on"])] = None,
    confirm: Annotated[bool, typer.Option("--confirm", help=texts.OPTIONS["confirm"])] = False,
    json: Json = False,
) -> None:
    """Read and store a directive with its tasks as drafts."""
    from bot.commands.directives import Stated, import_directive, parse_day

    asyncio.run(import_directive(file, Stated(number, parse_day(issued_on), confirm), as_json=json))


@app.command(help=texts.COMMANDS["understand"])
def understand(
    kind: Annotated[Kind, typer.Argument(help=texts.OPTIONS["kind"])],
    *,
    explain: Annotated[bool, typer.Option("--explain", help=texts.OPTIONS["explain"])] = False,
    json: Json = False,  # noqa: ARG001 - there is no other form; the option says so to programs
) -> None:
    """Understand messages: JSON lines from standard input, meanings to standard output."""
    from bot.commands.understanding import understand_messages

    understand_messages(queries=kind is Kind.QUERY, explain=explain)


@agencies.command("import", help=texts.COMMANDS["agencies import"])
def import_agencies(file: File) -> None:
    """Add or update agencies: code, name, aliases, kind, parent."""
    from bot.commands.registry import import_agencies as store

    asyncio.run(store(file))


@agencies.command("merge", help=texts.COMMANDS["agencies merge"])
def merge_agencies(
    code: Annotated[str, typer.Argument(metavar="CODE", help=texts.OPTIONS["merged"])],
    into: Annotated[str, typer.Argument(metavar="INTO", help=texts.OPTIONS["into"])],
    *,
    on: Annotated[str | None, typer.Option(metavar="DATE", help=texts.OPTIONS["on"])] = None,
) -> None:
    """Merge an agency into another: people, groups and open tasks go along."""
    from bot.commands.registry import merge

    asyncio.run(merge(code, into, on))


@agencies.command("rename", help=texts.COMMANDS["agencies rename"])
def rename_agency(
    code: Annotated[str, typer.Argument(metavar="CODE", help=texts.OPTIONS["renamed"])],
    name: Annotated[str, typer.Argument(metavar="NAME", help=texts.OPTIONS["name"])],
) -> None:
    """Rename an agency; the old name is still understood."""
    from bot.commands.registry import rename

    asyncio.run(rename(code, name))


@people.command("import", help=texts.COMMANDS["people import"])
def import_people(file: File) -> None:
    """Add or update people: name, post, agency, role, perhaps id, active, phone, language."""
    from bot.commands.registry import import_people as store

    asyncio.run(store(file))


Exported = Annotated[Path, typer.Argument(metavar="FILE", help=texts.OPTIONS["exported"])]


@agencies.command("export", help=texts.COMMANDS["agencies export"])
def export_agencies(file: Exported) -> None:
    """Write the agencies into a file that import takes back."""
    from bot.commands.registry import export_agencies as write

    asyncio.run(write(file))


@people.command("export", help=texts.COMMANDS["people export"])
def export_people(file: Exported) -> None:
    """Write the people into a file that import takes back."""
    from bot.commands.registry import export_people as write

    asyncio.run(write(file))


@people.command("erase", help=texts.COMMANDS["people erase"])
def erase_person(
    person: Annotated[str, typer.Argument(metavar="PERSON", help=texts.OPTIONS["person"])],
    *,
    yes: Annotated[bool, typer.Option("--yes", help=texts.OPTIONS["yes"])] = False,
) -> None:
    """Erase a person's name, post and chats; the work's history stays."""
    from bot.commands.pairing import erase

    asyncio.run(erase(person, sure=yes))


@app.command(help=texts.COMMANDS["invite"])
def invite(
    *,
    json: Json = False,
    qr: Annotated[Path | None, typer.Option(metavar="FOLDER", help=texts.OPTIONS["qr"])] = None,
    guide: Annotated[bool, typer.Option("--guide", help=texts.OPTIONS["guide"])] = False,
) -> None:
    """Make a pairing code for each person who is not paired."""
    from bot.commands.pairing import invite as give_codes

    asyncio.run(give_codes(as_json=json, qr=qr, guide=guide))


@app.command(help=texts.COMMANDS["unpair"])
def unpair(person: Annotated[str, typer.Argument(metavar="PERSON", help=texts.OPTIONS["person"])]) -> None:
    """End a person's chats and codes."""
    from bot.commands.pairing import unpair as end

    asyncio.run(end(person))


@app.command(help=texts.COMMANDS["tasks"])
def tasks(
    *,
    status: Annotated[str | None, typer.Option(help=texts.OPTIONS["status"])] = None,
    agency: Annotated[str | None, typer.Option(help=texts.OPTIONS["agency"])] = None,
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help=texts.OPTIONS["as_of"])] = None,
    json: Json = False,
) -> None:
    """List tasks that are open, overdue and done."""
    from bot.commands.directives import parse_day
    from bot.commands.tasks import list_tasks

    asyncio.run(list_tasks(status, agency, parse_day(as_of), as_json=json))


@app.command(help=texts.COMMANDS["tick"])
def tick(*, at: Annotated[str | None, typer.Option(metavar="ISO", help=texts.OPTIONS["at"])] = None) -> None:
    """Do all that the clock would have done by then, and end."""
    from bot.commands.service import tick as catch_up

    asyncio.run(catch_up(at))


@app.command(help=texts.COMMANDS["audit"])
def audit(*, json: Json = False) -> None:
    """Compare what had to be said by now with what was; exit 1 when anything is missing or doubled."""
    from bot.commands.auditing import audit as compare

    asyncio.run(compare(as_json=json))


@app.command(help=texts.COMMANDS["migrate"])
def migrate() -> None:
    """Bring the database to the present version."""
    from bot.commands.upkeep import migrate_database

    asyncio.run(migrate_database())


@app.command(help=texts.COMMANDS["check"])
def check() -> None:
    """Check settings, database, clock and disk; every line says what to do."""
    from bot.commands.upkeep import check as look

    asyncio.run(look())


@app.command(help=texts.COMMANDS["tidy"])
def tidy() -> None:
    """Forget messages, files and codes that the policy keeps no longer."""
    from bot.commands.service import tidy as forget

    asyncio.run(forget())


@app.command(help=texts.COMMANDS["backup"])
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=texts.OPTIONS["backup"])],
) -> None:
    """Save everything into one file, while the service runs."""
    from bot.commands.keeping import save

    asyncio.run(save(file))


@app.command(help=texts.COMMANDS["restore"])
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=texts.OPTIONS["restored"])],
    *,
    force: Annotated[bool, typer.Option("--force", help=texts.OPTIONS["force"])] = False,
) -> None:
    """Take a backup back, into SQLite or PostgreSQL; the service must be stopped."""
    from bot.commands.keeping import take_back

    asyncio.run(take_back(file, force=force))


def main() -> NoReturn:
    """Run the command line and end the process with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # Vietnamese on every system, and names of files that are not UTF-8 go out as they came in.
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")
    sys.exit(_run())


def _run() -> int:
    try:
        code: int | None = app(prog_name="nhacviec", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read our output has gone; the interpreter must not try to write it once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CANNOT
    except TyperException as error:
        return _misused(error)
    except Exception as error:  # noqa: BLE001 - the last door: whatever happened is said in one line
        return _failed(error)
    if code == INTERRUPTED:
        return _say(texts.STOPPED, code=CANNOT)
    return code or 0


def _misused(error: TyperException) -> int:
    problem = error.format_message()
    if "\n" in problem:
        # A group of commands without a command: what it holds is the answer.
        return _say(problem, code=WRONG_INPUT)
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "nhacviec"
    return _say(texts.USAGE.format(problem=problem, command=command), code=WRONG_INPUT)


def _failed(error: Exception) -> int:
    failure = error if isinstance(error, CommandFailed) else _explained(error)
    return _say(*failure.lines, code=failure.code)


def _explained(error: Exception) -> CommandFailed:
    from bot.commands.failures import explain

    return explain(error)


def _say(*lines: str, code: int) -> int:
    sys.stderr.writelines(f"{line}\n" for line in lines)
    return code


if __name__ == "__main__":
    main()
