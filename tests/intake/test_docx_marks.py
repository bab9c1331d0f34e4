"""Where a Word file can bear a secrecy mark."""

import zipfile
from io import BytesIO

import pytest

from data.intake.draft import Classified
from data.intake.readers import extract_text

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
CORE = 'xmlns="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
CUSTOM = 'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
VML = 'xmlns:v="urn:schemas-microsoft-com:vml"'
BODY = "<w:p><w:r><w:t>Nội dung.</w:t></w:r></w:p>" * 60
STYLES = f"""<w:styles {W}>
<w:style w:styleId="Stamp"><w:rPr><w:caps/></w:rPr></w:style>
<w:style w:styleId="Mark"><w:basedOn w:val="Stamp"/></w:style>
<w:style w:styleId="Round"><w:basedOn w:val="Round"/></w:style>
</w:styles>"""


def docx(body: str = "", parts: dict[str, str] | None = None) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{BODY}{body}</w:body></w:document>")
        archive.writestr("word/styles.xml", STYLES)
        for name, xml in (parts or {}).items():
            archive.writestr(name, xml)
    return packed.getvalue()


def run(text: str, run_format: str = "") -> str:
    return f"<w:r><w:rPr>{run_format}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(*runs: str, style: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{"".join(runs)}</w:p>'


def row(*cells: str) -> str:
    return f"<w:tbl><w:tr>{''.join(f'<w:tc>{paragraph(run(cell))}</w:tc>' for cell in cells)}</w:tr></w:tbl>"


MARKED_BODIES = {
    "tab": paragraph(run("UBND TỈNH BẮC GIANG"), "<w:r><w:tab/></w:r>", run("MẬT")),
    "cell": row("Số: 1/KH-UBND", "MẬT"),
    "cell of three": row("1", "MẬT", "Rà soát"),
    "runs": paragraph(run("TUYỆT M"), run("ẬT")),
    "box": f"<w:p><w:r><w:pict><w:txbxContent>{paragraph(run('MẬT'))}</w:txbxContent></w:pict></w:r></w:p>",
    "all capitals": paragraph(run("Mật", "<w:caps/>")),
    "small capitals": paragraph(run("Tối mật", "<w:smallCaps/>")),
    "style of the paragraph": paragraph(run("Mật"), style="Mark"),
    "style of the run": paragraph(run("Mật", '<w:rStyle w:val="Stamp"/>')),
}
UNMARKED_BODIES = {
    "small letters": paragraph(run("Mật")),
    "capitals taken back": paragraph(run("Mật", '<w:caps w:val="0"/>'), style="Stamp"),
    "style that is based on itself": paragraph(run("Mật"), style="Round"),
    "sentence in capitals": paragraph(run("Về công tác bảo mật", "<w:caps/>")),
    "deleted": f"<w:p><w:del>{run('MẬT')}</w:del></w:p>",
    "table of degrees": row("Trích yếu", "Độ mật: không", "Không mật"),
}
MARKED_PARTS = {
    "word/header2.xml": f"<w:hdr {W}>{paragraph(run('TỐI MẬT'))}</w:hdr>",
    "word/footer1.xml": f"<w:ftr {W}>{paragraph(run('MẬT'))}</w:ftr>",
    "word/footnotes.xml": f"<w:footnotes {W}><w:footnote>{paragraph(run('MẬT'))}</w:footnote></w:footnotes>",
    "word/header1.xml": f'<w:hdr {W} {VML}><w:p><w:r><v:textpath string="TUYỆT MẬT"/></w:r></w:p></w:hdr>',
    "docProps/core.xml": f"<coreProperties {CORE}><title>TUYỆT MẬT</title></coreProperties>",
    "docProps/custom.xml": f'<Properties {CUSTOM}><property name="Độ mật"><v>Mật</v></property></Properties>',
}
UNMARKED_PARTS = {
    "word/footer1.xml": f"<w:ftr {W}>{paragraph(run('Phòng Bảo mật'))}</w:ftr>",
    "docProps/core.xml": f"<coreProperties {CORE}>"
    "<title>Kế hoạch bảo vệ bí mật nhà nước</title><creator>Mật</creator></coreProperties>",
    "docProps/custom.xml": f'<Properties {CUSTOM}><property name="Độ mật"><v>Không</v></property></Properties>',
}


@pytest.mark.parametrize("body", MARKED_BODIES.values(), ids=MARKED_BODIES)
def test_mark_below_the_letterhead_refuses_the_file(body: str) -> None:
    with pytest.raises(Classified):
        extract_text("a.docx", docx(body))


@pytest.mark.parametrize("body", UNMARKED_BODIES.values(), ids=UNMARKED_BODIES)
def test_words_that_are_shown_as_no_mark_are_read(body: str) -> None:
    assert "Nội dung." in extract_text("a.docx", docx(body))


@pytest.mark.parametrize("name", MARKED_PARTS)
def test_mark_outside_the_body_refuses_the_file(name: str) -> None:
    with pytest.raises(Classified):
        extract_text("a.docx", docx(parts={name: MARKED_PARTS[name]}))


@pytest.mark.parametrize("name", UNMARKED_PARTS)
def test_secrecy_as_a_word_outside_the_body_is_no_mark(name: str) -> None:
    assert "Nội dung." in extract_text("a.docx", docx(parts={name: UNMARKED_PARTS[name]}))
