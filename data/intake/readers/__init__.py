"""Readers: one for each form of file, each giving plain text with one paragraph or table row a line."""

from data.intake.characters import decode
from data.intake.draft import Reason, Unreadable
from data.intake.readers.office import foreign_suffix

MAX_BYTES = 20 * 1024 * 1024
"""Larger files are refused: the longest directives with annexes stay far below."""

_ZIP = b"PK\x03\x04"
_EXECUTABLE = (b"MZ", b"\x7fELF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")


def extract_text(name: str, content: bytes) -> str:
    """Return the text of a file. Raises Unreadable with the reason when there is none to be had."""
    if len(content) > MAX_BYTES:
        raise Unreadable(Reason.TOO_LARGE)
    if not content:
        raise Unreadable(Reason.EMPTY)
    if content.startswith(_EXECUTABLE):
        raise Unreadable(Reason.BINARY)
    if foreign_suffix(content):
        raise Unreadable(Reason.OLD_FORMAT)
    if content.startswith(_ZIP):
        from data.intake.readers.docx import read_docx  # noqa: PLC0415 - the XML library only where it is needed

        return read_docx(content)
    if b"%PDF-" in content[:1024]:
        from data.intake.readers.pdf import read_pdf  # noqa: PLC0415 - the PDF library only where it is needed

        return read_pdf(content)
    if name.lower().endswith((".docx", ".pdf")) and b"\x00" in content[:4096]:
        raise Unreadable(Reason.BROKEN)
    return decode(content)
