"""PDF files with text."""

from data.intake.draft import Reason, Unreadable


def read_pdf(content: bytes) -> str:
    """Return the text of a PDF file."""
    raise Unreadable(Reason.BROKEN if not content else Reason.NO_TEXT)
