"""What a list of agencies or people may look like, and what is said of one that is wrong."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from data.db.stores.agencies import AgencyEntry
from data.db.stores.people import PersonEntry
from data.domain.agency import Agency, Registry
from data.domain.person import Role
from data.registry_files import read_agencies, read_people
from data.sample import AGENCIES, PEOPLE, sample
from data.spreadsheet import MAX_BYTES, BadTable, Fault, Problem, read_file, read_table

HEADER = "code,name,aliases,kind,parent\n"
NOBODY = Registry([])
KNOWN = Registry(
    [
        Agency(1, "BDT", "Ban Dân tộc", ("Ban DT",)),
        Agency(2, "STC", "Sở Tài chính"),
        Agency(3, "SPHONG", "Sở cũ", successor_id=2),
    ]
)


def registry_of(entries: list[AgencyEntry]) -> Registry:
    return Registry(Agency(number, entry.code, entry.name, entry.aliases) for number, entry in enumerate(entries, 1))


def agency_problems(text: str, known: Registry = NOBODY) -> tuple[Problem, ...]:
    with pytest.raises(BadTable) as refused:
        read_agencies(text.encode(), known)
    return refused.value.problems


def people_problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(BadTable) as refused:
        read_people(text.encode(), KNOWN)
    return refused.value.problems


def xlsx(*rows: tuple[str | float | bool | None, ...]) -> bytes:
    book, file = Workbook(), BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(file)
    return file.getvalue()


def test_sample_registry_is_good() -> None:
    agencies = read_agencies(sample(AGENCIES), NOBODY)
    people = read_people(sample(PEOPLE), registry_of(agencies))
    assert {entry.parent_code for entry in agencies} == {"UBND", "SNNPTNT", None}
    assert [entry.name for entry in people if entry.role is Role.LEADER] == ["Nguyễn Việt Anh", "Mai Sơn"]


@pytest.mark.parametrize(
    "raw",
    [
        b"\xef\xbb\xbf" + (HEADER + "A,S\u01a1\u0309 A,x;y,s,\nB,B,,,A\n").encode(),
        (HEADER.replace(",", ";") + 'A;Sở A;"x;y";s;\r\n\r\nB;B;;;sở a\r\n;;;;\r\n').encode(),
        xlsx(("Code", "Name", "Aliases", "Kind", "Parent"), ("A", " Sở  A ", "x; y", "s"), ("B", "B", None, None, "x")),
    ],
    ids=["comma with byte order mark", "semicolon", "xlsx"],
)
def test_every_form_of_the_same_list_reads_alike(raw: bytes) -> None:
    assert read_agencies(raw, NOBODY) == [
        AgencyEntry("A", "Sở A", ("x", "y"), "s", None),
        AgencyEntry("B", "B", (), "", "A"),
    ]


def test_numbers_and_truths_of_a_workbook_read_as_words() -> None:
    raw = xlsx(("id", "name", "post", "agency", "role", "active"), (7.0, "An", 1.5, "BDT", "HEAD", False))
    assert read_people(raw, KNOWN) == [PersonEntry("An", "1.5", Role.HEAD, 1, "7", active=False)]


def test_known_code_is_updated_whatever_its_letter_case() -> None:
    updated = read_agencies((HEADER + "bdt,Ban Dân tộc và Tôn giáo,Ban DT,,stc\n").encode(), KNOWN)
    assert updated == [AgencyEntry("BDT", "Ban Dân tộc và Tôn giáo", ("Ban DT",), "", "STC")]


def test_every_bad_agency_is_reported_by_its_row() -> None:
    text = HEADER + "A,Sở A,,,\n,Không mã,,,\na,Sở khác,,,\nC,,,,\nD,Sở D,ban dt,,Nơi nào\nE,Sở A,,,\n"
    assert agency_problems(text, KNOWN) == (
        Problem(Fault.BLANK, 3, "code"),
        Problem(Fault.TWICE, 4, "code", "a", "2"),
        Problem(Fault.BLANK, 5, "name"),
        Problem(Fault.TAKEN, 6, "aliases", "ban dt", "BDT"),
        Problem(Fault.UNKNOWN, 6, "parent", "Nơi nào"),
        Problem(Fault.TAKEN, 7, "name", "Sở A", "A"),
    )


def test_agencies_below_each_other_are_refused() -> None:
    assert agency_problems(HEADER + "A,Sở A,,,B\nB,Sở B,,,A\nC,Sở C,,,A\n") == (
        Problem(Fault.CIRCLE, 2, "parent", "B"),
        Problem(Fault.CIRCLE, 3, "parent", "A"),
    )


def test_unquoted_comma_in_a_name_is_seen() -> None:
    text = HEADER + "VH,Sở Văn hóa, Thể thao và Du lịch,,sở,UBND\n"
    assert agency_problems(text) == (Problem(Fault.TOO_MANY_CELLS, 2, value="UBND"),)


def test_every_bad_person_is_reported_by_its_row() -> None:
    text = (
        "id,name,post,agency,role,active\n1,An,,BDT,contact,\n1,Bình,,STC,contact,\n,,,BDT,head,\n,Chi,,SKH,contact,\n"
        ",Dũng,,,deputy,\n,Giang,,BDT,boss,có thể\n,an,,Ban Dân tộc,contact,\n"
    )
    assert people_problems(text) == (
        Problem(Fault.TWICE, 3, "id", "1", "2"),
        Problem(Fault.BLANK, 4, "name"),
        Problem(Fault.UNKNOWN, 5, "agency", "SKH"),
        Problem(Fault.BLANK, 6, "agency"),
        Problem(Fault.UNKNOWN, 7, "role", "boss", "contact, deputy, head, specialist, chief, leader, admin"),
        Problem(Fault.UNKNOWN, 7, "active", "có thể", "yes, no"),
        Problem(Fault.TWICE, 8, "name", "an", "2"),
    )


def test_namesakes_with_an_id_each_are_two_people() -> None:
    people = read_people(b"id,name,post,agency,role\n1,An,,BDT,contact\n2,An,,BDT,head\n", KNOWN)
    assert [(entry.key, entry.role) for entry in people] == [("1", Role.CONTACT), ("2", Role.HEAD)]


def test_person_of_an_agency_that_merged_belongs_to_its_successor() -> None:
    people = read_people("name,post,agency,role\nAn,,Sở cũ,contact\n".encode(), KNOWN)
    assert [entry.agency_id for entry in people] == [2]


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"", Problem(Fault.EMPTY)),
        (b"\n\n", Problem(Fault.EMPTY)),
        (b"a,b\n", Problem(Fault.EMPTY)),
        (b"\x00\x01\x02", Problem(Fault.NOT_A_TABLE)),
        (b"PK\x03\x04 no archive", Problem(Fault.NOT_A_TABLE)),
        ("a,b\nSở,x".encode("utf-16-be").replace(b"\0", b"\xff"), Problem(Fault.NOT_UTF8)),
        (b'a,b\n1,"2\n3,4\n', Problem(Fault.NOT_A_TABLE, row=3)),
        (b"a,c\n1,2\n", Problem(Fault.UNKNOWN_COLUMN, column="c", other="a, b")),
        (b"a,b,A\n1,2,3\n", Problem(Fault.COLUMN_TWICE, column="a")),
        (b"a\n1\n", Problem(Fault.NO_COLUMN, column="b")),
        (b"a,b\n1," + b"x" * 1001, Problem(Fault.CELL_TOO_LONG, 2, "b")),
        (b"a,b\n" + b"1,2\n" * 20_001, Problem(Fault.HUGE)),
    ],
    ids=lambda value: None if isinstance(value, bytes) else f"{value.fault}",
)
def test_what_is_no_table_of_ours_is_refused(raw: bytes, problem: Problem) -> None:
    with pytest.raises(BadTable) as refused:
        read_table(raw, ("a", "b"))
    assert refused.value.problems[0] == problem


def test_huge_file_is_refused_without_reading_it_all(tmp_path: Path) -> None:
    file = tmp_path / "huge.csv"
    with file.open("wb") as huge:
        huge.truncate(MAX_BYTES * 100)
    with pytest.raises(BadTable) as refused:
        read_file(file)
    assert refused.value.problems == (Problem(Fault.HUGE),)
