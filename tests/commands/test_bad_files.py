"""Whatever file is given to the command: one clear sentence and exit code 2, never a crash."""

import os
import pty
import subprocess
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest

from tests.fakes.command import ROOT, Command

GOLD = Path(__file__).parents[1] / "gold" / "docs"
LETTER = (
    "The Ministry of Finance has asked every department to send its report on public investment before the end of "
    "the year. We would therefore like to know when your office expects to finish the review of its own projects.\n"
)


def packed(parts: dict[str, bytes]) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def with_macros() -> bytes:
    with zipfile.ZipFile(GOLD / "dev_01.docx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return packed(parts | {"word/vbaProject.bin": b"\x00"})


def locked() -> bytes:
    """A Word file of which the first entry is marked as encrypted, as a password does."""
    content = bytearray(packed({"word/document.xml": b"<x/>"}))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + place] |= 1
    return bytes(content)


def empty_pages(count: int) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(count):
        document.new_page(595, 842).close()
    held = BytesIO()
    document.save(held)
    document.close()
    return held.getvalue()


def two_in_one() -> bytes:
    return b"\n\n".join((GOLD / f"dev_{number}.txt").read_bytes() for number in ("01", "03"))


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty.txt": (lambda: b"", "tệp rỗng"),
    "spaces.txt": (lambda: b" \r\n\t", "tệp rỗng"),
    "program.docx": (lambda: b"MZ\x90\x00" + bytes(2000), "không phải văn bản"),
    "noise.txt": (lambda: bytes(range(256)) * 40, "không phải văn bản"),
    "other.zip": (lambda: packed({"a.txt": b"a"}), "không phải văn bản"),
    "cut.docx": (lambda: (GOLD / "dev_01.docx").read_bytes()[:-4000], "tệp hỏng, không mở được"),
    "cut.pdf": (lambda: (GOLD / "dev_11.pdf").read_bytes()[:3000], "tệp hỏng, không mở được"),
    "locked.docx": (locked, "tệp có mật khẩu; hãy gỡ mật khẩu rồi gửi lại"),
    "bomb.docx": (lambda: packed({"word/document.xml": bytes(80_000_000)}), "tệp quá lớn"),
    "pages.pdf": (lambda: empty_pages(1001), "tệp quá lớn"),
    "scan.pdf": (lambda: empty_pages(2), "là ảnh chụp, không có chữ để đọc; hãy dùng bản có chữ"),
    "macros.docx": (with_macros, "tệp có macro, không được nhận; hãy lưu lại dạng .docx không macro"),
    "line.txt": (
        lambda: "Giao Sở Tài chính rà soát. ".encode() * 30_000,
        "cả văn bản nằm trên một dòng; hãy giữ các đoạn như bản gốc",
    ),
    "letter.txt": (lambda: LETTER.encode() * 4, "không phải văn bản tiếng Việt"),
    "two.txt": (two_in_one, "tệp có nhiều văn bản; hãy tách mỗi văn bản thành một tệp"),
    "old.doc": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
        "định dạng .doc, .rtf hoặc .odt chỉ đọc được khi máy có LibreOffice; hãy lưu lại dạng .docx",
    ),
    "missing.txt": (lambda: b"", "không tìm thấy tệp"),
}
PROSE = """UBND TỈNH HÒA BÌNH
Số: 15/UBND-TH
Hòa Bình, ngày 3 tháng 6 năm 2024

Kính gửi: Các sở, ban, ngành

UBND tỉnh yêu cầu Sở Y tế rà soát các cơ sở khám bệnh, báo cáo UBND tỉnh trước ngày 20/6/2024.

Giao Sở Tài chính bố trí kinh phí.
"""


@pytest.fixture
def bad(tmp_path: Path) -> Command:
    """The command in a folder full of files that cannot be read; no office program is to be found."""
    for name, (content, _) in BAD.items():
        if name != "missing.txt":
            (tmp_path / name).write_bytes(content())
    return Command(tmp_path, {"PATH": ""})


def test_every_bad_file_gets_one_sentence_and_does_not_stop_the_others(bad: Command) -> None:
    ended = bad("read", *BAD, GOLD / "seed.txt", "--json")

    assert ended.err.splitlines() == [f"{name}: {sentence}" for name, (_, sentence) in BAD.items()]
    assert ended.code == 2
    assert [row["refused"] for row in ended.rows[:-1]] == [sentence for _, sentence in BAD.values()]
    assert len(ended.rows[-1]["tasks"]) == 12


def test_bad_file_is_not_imported(bad: Command) -> None:
    ended = bad("import", "bomb.docx")

    assert (ended.code, ended.out, ended.err) == (2, "", "bomb.docx: tệp quá lớn\n")


def test_directive_without_any_numbering_is_read(bad: Command) -> None:
    (bad.folder / "prose.txt").write_text(PROSE, "utf-8")
    ended = bad("read", "prose.txt", "--json")

    assert (ended.code, [task["lead"] for task in ended.rows[0]["tasks"]]) == (0, [["Sở Y tế"], ["Sở Tài chính"]])


def test_progress_shows_on_the_terminal_and_the_output_stays_clean(bad: Command) -> None:
    screen, terminal = pty.openpty()
    files = [GOLD / "seed.txt", GOLD / "dev_01.txt", GOLD / "dev_03.txt"]
    done = subprocess.run(
        bad.line("read", *files, "--json"),
        cwd=bad.folder,
        env=bad.environment(TERM="xterm", PYTHONPATH=str(ROOT)),
        stdout=subprocess.PIPE,
        stderr=terminal,
        check=True,
        timeout=60,
    )
    os.close(terminal)
    with os.fdopen(screen, "rb", buffering=0) as opened:
        shown = opened.read(1_000_000).decode("utf-8", "replace")

    assert done.stdout.count(b"\n") == len(files)
    assert "Đọc văn bản" in shown
