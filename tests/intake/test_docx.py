import zipfile
from io import BytesIO

import pytest

from data.intake.draft import Unreadable
from data.intake.reading import read_bytes

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NUMBERING = f"""<w:numbering {W}><w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>
</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num></w:numbering>"""


def paragraph(text: str, *, level: int | None = None) -> str:
    listed = "" if level is None else f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="7"/></w:numPr>'
    return f"<w:p><w:pPr>{listed}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def table(*rows: list[str]) -> str:
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def docx(body: str) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/numbering.xml", NUMBERING)
    return packed.getvalue()


LETTERHEAD = table(
    ["UBND TỈNH HÒA BÌNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    ["Số: 21/TB-UBND", "Hòa Bình, ngày 05 tháng 6 năm 2024"],
)


def test_automatic_numbering_gives_the_tree_that_the_text_lacks() -> None:
    body = paragraph("Sở Y tế", level=0) + paragraph("Kiểm tra bếp ăn.", level=1) + paragraph("Kiểm tra chợ.", level=1)
    body += paragraph("Sở Nội vụ", level=0) + paragraph("Rà soát biên chế.", level=1)

    draft = read_bytes("a.docx", docx(LETTERHEAD + body))

    assert (draft.number, draft.issuer) == ("21", "UBND tỉnh Hòa Bình")
    assert [(task.ref, task.content, task.lead) for task in draft.tasks] == [
        ("1.a", "Kiểm tra bếp ăn", ("Sở Y tế",)),
        ("1.b", "Kiểm tra chợ", ("Sở Y tế",)),
        ("2.a", "Rà soát biên chế", ("Sở Nội vụ",)),
    ]


def test_table_of_tasks_is_read_row_by_row() -> None:
    body = table(["TT", "Nhiệm vụ", "Chủ trì", "Thời hạn"], ["1", "Rà soát văn bản", "Sở Tư pháp", "30/9/2024"])

    draft = read_bytes("a.docx", docx(LETTERHEAD + body))

    assert [(t.content, t.lead, t.deadline.as_json()["due"]) for t in draft.tasks] == [
        ("Rà soát văn bản", ("Sở Tư pháp",), "2024-09-30")
    ]


def test_deleted_text_is_not_read_and_text_of_a_box_is_read_once() -> None:
    box = "<w:r><w:pict><w:txbxContent>" + paragraph("1. Sở Y tế rà soát.") + "</w:txbxContent></w:pict></w:r>"
    deleted = "<w:del><w:r><w:delText>bỏ</w:delText><w:t>bỏ</w:t></w:r></w:del>"

    draft = read_bytes("a.docx", docx(f"{LETTERHEAD}<w:p>{box}{deleted}</w:p>"))

    assert [task.content for task in draft.tasks] == ["Sở Y tế rà soát"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (docx(""), "no_text"),
        (docx(LETTERHEAD)[:200], "broken"),
        (docx("<w:p>"), "broken"),
        (docx(paragraph("a" * 70_000_000)), "too_large"),
    ],
)
def test_word_file_that_cannot_be_read_is_refused_with_its_reason(content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_bytes("a.docx", content)

    assert str(refusal.value) == reason


def test_open_document_is_refused_as_an_old_format() -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")

    with pytest.raises(Unreadable) as refusal:
        read_bytes("a.odt", packed.getvalue())

    assert str(refusal.value) == "old_format"
