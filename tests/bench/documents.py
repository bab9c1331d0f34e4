"""Long documents to measure reading with, made of the gold documents' own words."""

import zipfile
from io import BytesIO
from itertools import cycle
from pathlib import Path
from xml.sax.saxutils import escape

import pypdfium2

DOCS = Path(__file__).parents[1] / "gold" / "docs"
PAGES = 100
_CHARACTERS_A_PAGE = 2800
_ROWS_A_PAGE = 28
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def long_docx() -> bytes:
    """Return a Word file of a hundred pages: the items of one directive over and over, under one letterhead."""
    lines = (DOCS / "dev_01.txt").read_text("utf-8").split("\n")
    body = next(at for at, line in enumerate(lines) if line.startswith("I."))
    end = next(at for at, line in enumerate(lines) if line.startswith("Nơi nhận"))
    length, shown = 0, lines[:body]
    for line in cycle(lines[body:end]):
        shown.append(line)
        length += len(line)
        if length > PAGES * _CHARACTERS_A_PAGE:
            break
    xml = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in [*shown, *lines[end:]])
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {_W}><w:body>{xml}</w:body></w:document>")
    return held.getvalue()


def long_pdf() -> bytes:
    """Return a PDF of a hundred pages of text: the first page of one directive over and over, then its last."""
    source = pypdfium2.PdfDocument((DOCS / "dev_11.pdf").read_bytes())
    target = pypdfium2.PdfDocument.new()
    target.import_pages(source, [0] * (PAGES - 1) + [len(source) - 1])
    held = BytesIO()
    target.save(held)
    return held.getvalue()


def ruled_pdf() -> bytes:
    """Return a PDF of a hundred pages, each a ruled table of four columns."""
    return _pdf([_table(page) for page in range(PAGES)])


def _table(page: int) -> str:
    edges = (60, 90, 330, 450, 540)
    top, height = 790, 26
    drawn = [f"{x} {top - _ROWS_A_PAGE * height} 0.6 {_ROWS_A_PAGE * height} re f" for x in edges]
    drawn += [f"60 {top - row * height} 480 0.6 re f" for row in range(_ROWS_A_PAGE + 1)]
    for row in range(_ROWS_A_PAGE):
        cells = (
            str(page * _ROWS_A_PAGE + row + 1),
            "Ra soat ho so va bao cao UBND tinh",
            "So Tai chinh",
            "30/6/2024",
        )
        for x, words in zip(edges, cells, strict=False):
            drawn.append(f"BT /F 10 Tf {x + 4} {top - row * height - 17} Td ({words}) Tj ET")
    return "\n".join(drawn)


def _pdf(pages: list[str]) -> bytes:
    """Write a PDF whose pages hold the given drawing operators, with one Latin font."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, page in enumerate(pages):
        resources = f"/Contents {5 + 2 * number} 0 R /Resources << /Font << /F 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {resources} >>")
        objects.append(f"<< /Length {len(page)} >>\nstream\n{page}\nendstream")
    body = "%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n"
    end += f"<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF"
    return (body + end).encode("latin-1")
