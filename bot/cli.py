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

app = typer.Typer(
    help="Đọc văn bản giao việc, nhắc các cơ quan và trả lời còn việc gì.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
agencies = typer.Typer(help="Danh sách cơ quan.", no_args_is_help=True)
people = typer.Typer(help="Danh sách người.", no_args_is_help=True)
app.add_typer(agencies, name="agencies")
app.add_typer(people, name="people")


def _show_version(asked: bool) -> None:  # noqa: FBT001 - the library passes the option on by its place
    if asked:
        from bot.version import our_version

        typer.echo(f"nhacviec {our_version()}")
        raise typer.Exit


@app.callback()
def nhacviec(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="In phiên bản rồi dừng.")
    ] = False,
) -> None:
    """Đọc văn bản giao việc, nhắc các cơ quan và trả lời còn việc gì."""


class Kind(StrEnum):
    """What the messages to understand are."""

    REPLY = "reply"
    QUERY = "query"


Json = Annotated[bool, typer.Option("--json", help="In JSON ra đầu ra chuẩn.")]
File = Annotated[Path, typer.Argument(metavar="FILE", help="Tệp CSV hoặc XLSX.")]


@app.command()
def demo(
    port: Annotated[int, typer.Option(min=0, max=65535, help="Cổng trên 127.0.0.1.")] = 8080,
    *,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Không mở trình duyệt.")] = False,
    keep: Annotated[Path | None, typer.Option(help="Giữ cơ sở dữ liệu trong tệp này.")] = None,
) -> None:
    """Mở bản thử đầy đủ với văn bản mẫu trên trang chat tại máy này."""
    from bot.commands.show import demo as serve

    asyncio.run(serve(port, keep, browser=not no_browser))


@app.command()
def run() -> None:
    """Chạy dịch vụ: các kênh, đồng hồ và HTTP."""
    from bot.commands.service import run as serve

    asyncio.run(serve())


@app.command()
def read(files: Annotated[list[Path], typer.Argument(metavar="FILE...")], *, json: Json = False) -> None:
    """Đọc văn bản và cho xem hiểu được gì; không lưu."""
    from bot.commands.reading import read_directives

    read_directives(files, as_json=json)


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    *,
    number: Annotated[str | None, typer.Option(help="Số văn bản, nếu văn bản để trống.")] = None,
    issued_on: Annotated[str | None, typer.Option(metavar="DATE", help="Ngày ban hành: 2024-05-13.")] = None,
    confirm: Annotated[bool, typer.Option("--confirm", help="Các nhiệm vụ có hiệu lực ngay.")] = False,
    json: Json = False,
) -> None:
    """Đọc và lưu văn bản với các nhiệm vụ ở dạng dự thảo."""
    from bot.commands.directives import Stated, import_directive, parse_day

    asyncio.run(import_directive(file, Stated(number, parse_day(issued_on), confirm), as_json=json))


@app.command()
def understand(
    kind: Annotated[Kind, typer.Argument(help="reply: trả lời của cán bộ; query: câu hỏi của lãnh đạo.")],
    *,
    explain: Annotated[bool, typer.Option("--explain", help="Kèm những từ đã dẫn đến từng ý.")] = False,
    json: Json = False,  # noqa: ARG001 - there is no other form; the option says so to programs
) -> None:
    """Hiểu tin nhắn: JSONL từ đầu vào chuẩn, ý nghĩa ra đầu ra chuẩn."""
    from bot.commands.understanding import understand_messages

    understand_messages(queries=kind is Kind.QUERY, explain=explain)


@agencies.command("import")
def import_agencies(file: File) -> None:
    """Thêm hoặc cập nhật cơ quan: code, name, aliases, kind, parent."""
    from bot.commands.registry import import_agencies as store

    asyncio.run(store(file))


@agencies.command("merge")
def merge_agencies(
    code: Annotated[str, typer.Argument(metavar="CODE", help="Mã hoặc tên cơ quan được sáp nhập.")],
    into: Annotated[str, typer.Argument(metavar="INTO", help="Mã hoặc tên cơ quan nhận.")],
    *,
    on: Annotated[str | None, typer.Option(metavar="DATE", help="Từ ngày: 2025-07-01; mặc định là hôm nay.")] = None,
) -> None:
    """Sáp nhập một cơ quan vào cơ quan khác: người, nhóm và nhiệm vụ đang làm chuyển theo."""
    from bot.commands.registry import merge

    asyncio.run(merge(code, into, on))


@agencies.command("rename")
def rename_agency(
    code: Annotated[str, typer.Argument(metavar="CODE", help="Mã hoặc tên hiện nay.")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="Tên mới.")],
) -> None:
    """Đổi tên một cơ quan; tên cũ vẫn được hiểu."""
    from bot.commands.registry import rename

    asyncio.run(rename(code, name))


@people.command("import")
def import_people(file: File) -> None:
    """Thêm hoặc cập nhật người: name, post, agency, role, nếu có: id, active."""
    from bot.commands.registry import import_people as store

    asyncio.run(store(file))


Exported = Annotated[Path, typer.Argument(metavar="FILE", help="Tệp .csv hoặc .xlsx sẽ ghi.")]


@agencies.command("export")
def export_agencies(file: Exported) -> None:
    """Ghi danh sách cơ quan vào tệp mà lệnh import đọc lại được."""
    from bot.commands.registry import export_agencies as write

    asyncio.run(write(file))


@people.command("export")
def export_people(file: Exported) -> None:
    """Ghi danh sách người vào tệp mà lệnh import đọc lại được."""
    from bot.commands.registry import export_people as write

    asyncio.run(write(file))


@people.command("erase")
def erase_person(
    person: Annotated[str, typer.Argument(metavar="PERSON", help="Mã hoặc họ tên.")],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Xoá thật; không lấy lại được.")] = False,
) -> None:
    """Xoá họ tên, chức vụ và các cuộc trò chuyện của một người; lịch sử công việc vẫn còn."""
    from bot.commands.pairing import erase

    asyncio.run(erase(person, sure=yes))


@app.command()
def invite(
    *,
    json: Json = False,
    qr: Annotated[Path | None, typer.Option(metavar="FOLDER", help="Ghi mã QR của từng người vào thư mục này.")] = None,
    guide: Annotated[bool, typer.Option("--guide", help="In lời hướng dẫn dùng Zalo để gửi cho từng người.")] = False,
) -> None:
    """Tạo mã kết nối cho từng người chưa kết nối."""
    from bot.commands.pairing import invite as give_codes

    asyncio.run(give_codes(as_json=json, qr=qr, guide=guide))


@app.command()
def unpair(person: Annotated[str, typer.Argument(metavar="PERSON", help="Mã hoặc họ tên.")]) -> None:
    """Ngắt mọi kết nối và mã của một người."""
    from bot.commands.pairing import unpair as end

    asyncio.run(end(person))


@app.command()
def tasks(
    *,
    status: Annotated[str | None, typer.Option(help="Tình trạng: open, late, done, due_soon, …")] = None,
    agency: Annotated[str | None, typer.Option(help="Tên, mã hoặc tên viết tắt của cơ quan chủ trì.")] = None,
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="Tình hình đến hết ngày ấy: 2024-05-13.")] = None,
    json: Json = False,
) -> None:
    """Liệt kê nhiệm vụ đang làm, quá hạn, đã xong."""
    from bot.commands.directives import parse_day
    from bot.commands.tasks import list_tasks

    asyncio.run(list_tasks(status, agency, parse_day(as_of), as_json=json))


@app.command()
def tick(
    *, at: Annotated[str | None, typer.Option(metavar="ISO", help="Giờ cơ quan; mặc định là bây giờ.")] = None
) -> None:
    """Làm mọi việc mà đồng hồ đã phải làm đến lúc ấy, rồi dừng."""
    from bot.commands.service import tick as catch_up

    asyncio.run(catch_up(at))


@app.command()
def audit(*, json: Json = False) -> None:
    """So những gì phải nhắc đến nay với những gì đã nhắc; mã 1 khi thiếu hoặc lặp."""
    from bot.commands.auditing import audit as compare

    asyncio.run(compare(as_json=json))


@app.command()
def migrate() -> None:
    """Đưa cơ sở dữ liệu lên phiên bản hiện tại."""
    from bot.commands.upkeep import migrate_database

    asyncio.run(migrate_database())


@app.command()
def check() -> None:
    """Kiểm tra thiết đặt, cơ sở dữ liệu, đồng hồ, ổ đĩa; mỗi dòng nói phải làm gì."""
    from bot.commands.upkeep import check as look

    asyncio.run(look())


@app.command()
def tidy() -> None:
    """Xoá tin nhắn, tệp và mã kết nối đã quá hạn lưu theo chính sách."""
    from bot.commands.service import tidy as forget

    asyncio.run(forget())


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Tệp sẽ ghi, ví dụ nhacviec-2024-05-13.zip.")],
) -> None:
    """Sao lưu toàn bộ dữ liệu vào một tệp; dịch vụ vẫn chạy."""
    from bot.commands.keeping import save

    asyncio.run(save(file))


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Tệp do nhacviec backup ghi.")],
    *,
    force: Annotated[bool, typer.Option("--force", help="Xoá hết dữ liệu đang có và thay bằng bản sao lưu.")] = False,
) -> None:
    """Khôi phục dữ liệu từ bản sao lưu, vào SQLite hoặc PostgreSQL; dịch vụ phải dừng."""
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
