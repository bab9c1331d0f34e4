import pytest

from data.intake.draft import Classified, Unreadable
from data.intake.readers.pdf import read_pdf
from data.intake.reading import read_bytes

ENCODING = "<< /BaseEncoding /WinAnsiEncoding /Differences [126 /uni1EAC] >>"


def pdf(*pages: str, trailer: str = "", properties: str = "") -> bytes:
    """Write a small PDF whose pages hold the given drawing operators, with one Latin font in which "~" shows "Ậ"."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        f"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding {ENCODING} >>",
    ]
    for number, page in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R"
            " /Resources << /Font << /F 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(page)} >>\nstream\n{page}\nendstream")
    objects.append(f"<< {properties} >>")
    body = "%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n"
    end += (
        f"<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R {trailer} >>\nstartxref\n{len(body)}\n%%EOF"
    )
    return (body + end).encode("latin-1")


def text(x: int, y: int, words: str) -> str:
    return f"BT /F 11 Tf {x} {y} Td ({words}) Tj ET\n"


def rule(x: int, y: int, width: int, height: int) -> str:
    return f"{x} {y} {width} {height} re f\n"


def test_columns_stay_apart_and_indents_are_kept() -> None:
    page = (
        text(80, 780, "UBND TINH A")
        + text(330, 780, "CONG HOA")
        + text(80, 740, "So: 1/TB")
        + text(110, 700, "Ngay mai")
    )

    assert [line.split() for line in read_pdf(pdf(page)).split("\n") if line] == [
        ["UBND", "TINH", "A", "CONG", "HOA"],
        ["So:", "1/TB"],
        ["Ngay", "mai"],
    ]
    assert "A   " in read_pdf(pdf(page))


def test_cells_of_a_ruled_table_become_a_row_with_their_wrapped_lines_joined() -> None:
    lines = "".join(rule(60, y, 400, 1) for y in (600, 650, 700)) + "".join(
        rule(x, 600, 1, 100) for x in (60, 100, 300, 460)
    )
    words = text(70, 680, "TT") + text(110, 680, "Noi dung") + text(310, 680, "Chu tri")
    words += text(70, 630, "1") + text(110, 630, "Ra soat cac") + text(110, 616, "van ban") + text(310, 630, "So A")

    assert [line for line in read_pdf(pdf(lines + words)).split("\n") if "|" in line] == [
        "TT | Noi dung | Chu tri",
        "1 | Ra soat cac van ban | So A",
    ]


def test_line_that_foots_every_page_is_left_out() -> None:
    pages = [text(80, 700, f"Trang mot hai {word}") + text(80, 30, "In tu he thong quan ly") for word in ("ba", "bon")]

    assert "he thong" not in read_pdf(pdf(*pages))


@pytest.mark.parametrize("key", ["Title", "Subject", "Keywords"])
def test_secrecy_mark_in_the_properties_refuses_the_file(key: str) -> None:
    page = text(80, 700, "Van ban so mot hai ba bon nam")
    mark = ("\ufeff" + "TUYỆT MẬT").encode("utf-16-be").hex()

    with pytest.raises(Classified):
        read_pdf(pdf(page, properties=f"/{key} <{mark}>"))
    assert "Van ban" in read_pdf(pdf(page, properties=f"/{key} (Ke hoach)"))


def test_secrecy_mark_that_foots_every_page_refuses_the_file() -> None:
    pages = [text(80, 700, f"Trang mot hai ba bon {word}") + text(80, 30, "M~T 1") for word in ("nam", "sau")]

    with pytest.raises(Classified):
        read_pdf(pdf(*pages))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (pdf(rule(10, 10, 500, 800)), "scanned"),
        (b"%PDF-1.7\nnothing of the kind", "broken"),
        (
            pdf(
                text(80, 700, "Van ban"),
                trailer=f"/Encrypt << /Filter /Standard /V 1 /R 2 /O ({'a' * 32}) /U ({'a' * 32}) /P -4 >>",
            ),
            "encrypted",
        ),
    ],
)
def test_pdf_without_text_is_refused_with_its_reason(content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_bytes("a.pdf", content)

    assert str(refusal.value) == reason
