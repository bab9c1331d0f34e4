"""Agencies, people and their pairing codes from the command line."""

import re

from bot.texts import commands as texts
from data.registry_export import PEOPLE_EXPORTED
from data.registry_files import AGENCY_COLUMNS
from data.sample import AGENCIES, DIRECTIVE, PEOPLE, sample
from data.spreadsheet import read_table
from tests.fakes.command import Command, Ended

CODE = re.compile(r"[A-Z2-9]{4}-[A-Z2-9]{4}")


def people_csv(nhacviec: Command, *rows: str) -> str:
    (nhacviec.folder / "new.csv").write_text("\n".join(["id,name,post,agency,role,active", *rows]), "utf-8")
    return "new.csv"


def test_importing_again_updates(registered: Command) -> None:
    assert registered("agencies", "import", AGENCIES) == Ended(0, "Đã nhập 39 cơ quan (0 mới).\n", "")
    assert registered("people", "import", PEOPLE) == Ended(0, "Đã nhập 15 người (0 mới).\n", "")


def test_bad_rows_are_reported_by_number_and_nothing_is_stored(registered: Command) -> None:
    file = people_csv(registered, "x-1,Trần Văn Mới,,BDT,contact,yes", "x-2,,,Sở nào,boss,yes")
    assert registered("people", "import", file) == Ended(
        2,
        "",
        "new.csv: dòng 3: thiếu name\n"
        "new.csv: dòng 3: agency “Sở nào” không có\n"
        "new.csv: dòng 3: role “boss” không có; dùng một trong: "
        "contact, deputy, head, specialist, chief, leader, admin\n",
    )
    assert "x-1" not in registered("invite").out


def test_list_that_is_none_is_refused_in_one_line(nhacviec: Command) -> None:
    (nhacviec.folder / "binary.xlsx").write_bytes(bytes(range(256)))
    assert nhacviec("agencies", "import", "binary.xlsx") == Ended(
        2, "", "binary.xlsx: không phải bảng CSV hoặc XLSX đọc được\n"
    )
    assert nhacviec("agencies", "import", "none.csv") == Ended(2, "", "none.csv: không tìm thấy tệp\n")


def test_people_before_agencies_are_refused_with_what_comes_first(nhacviec: Command) -> None:
    (nhacviec.folder / "people.csv").write_text("name,post,agency,role\nAn,,STC,contact\n", "utf-8")
    ended = nhacviec("people", "import", "people.csv")
    assert (ended.code, ended.err.splitlines()[-1]) == (2, texts.AGENCIES_FIRST)


def test_everybody_unpaired_is_invited_with_a_new_code(registered: Command) -> None:
    first, second = registered("invite", "--json").rows, registered("invite", "--json").rows
    assert len(first) == 15
    assert {key: value for key, value in first[0].items() if key != "code"} == {
        "person": "Nguyễn Thị Hà",
        "id": "bdt-1",
        "agency": "Ban Dân tộc",
        "link": None,
        "zalo": None,
        "guide": None,
    }
    assert all(CODE.fullmatch(one["code"]) for one in first)
    assert not {one["code"] for one in first} & {one["code"] for one in second}


def test_person_who_left_is_not_invited(registered: Command) -> None:
    file = people_csv(registered, "bdt-1,Nguyễn Thị Hà,,BDT,contact,no")
    assert registered("people", "import", file).out == "Đã nhập 1 người (0 mới).\n"
    assert "bdt-1" not in {one["id"] for one in registered("invite", "--json").rows}


def test_unpairing_names_the_person_or_says_who_is_meant(registered: Command) -> None:
    file = people_csv(registered, "bdt-9,Nguyễn Thị Hà,,BDT,deputy,yes")
    assert registered("people", "import", file).out == "Đã nhập 1 người (1 mới).\n"
    assert registered("unpair", "bdt-1") == Ended(0, "Đã ngắt mọi kết nối và mã của Nguyễn Thị Hà.\n", "")
    assert registered("unpair", "nguyen thi ha") == Ended(
        2, "", "Có nhiều người tên “nguyen thi ha”; hãy dùng mã: bdt-1, bdt-9\n"
    )
    assert registered("unpair", "Không Ai") == Ended(1, "", "Không có ai mang mã hoặc tên “Không Ai”.\n")


def test_agencies_that_tasks_named_before_they_were_entered_are_matched(nhacviec: Command) -> None:
    for name in (DIRECTIVE, AGENCIES):
        (nhacviec.folder / name).write_bytes(sample(name))
    assert nhacviec("import", DIRECTIVE, "--confirm", "--json").rows[0]["unmatched"] != []
    assert nhacviec("agencies", "import", AGENCIES).out.splitlines()[0] == "Đã nhập 39 cơ quan (39 mới)."
    assert nhacviec("import", DIRECTIVE, "--json").rows[0]["unmatched"] == []
    assert {task["code"] for task in nhacviec("tasks", "--agency", "SKHDT", "--json").rows} == {"NV11"}


def test_exported_lists_are_taken_back_as_they_were(registered: Command) -> None:
    fresh = {"NHACVIEC_DATABASE_URL": "sqlite:///fresh.db"}
    for group, name in (("agencies", "a.csv"), ("people", "p.xlsx")):
        assert registered(group, "export", name).code == 0
        assert registered(group, "import", name, **fresh).err == ""
        assert registered(group, "export", f"again-{name}", **fresh).code == 0
    for name, columns in (("a.csv", AGENCY_COLUMNS), ("p.xlsx", PEOPLE_EXPORTED)):
        once, twice = (
            read_table((registered.folder / f"{time}{name}").read_bytes(), columns) for time in ("", "again-")
        )
        assert sorted(tuple(row.cells.values()) for row in once) == sorted(tuple(row.cells.values()) for row in twice)
    ended = registered("people", "export", "list.txt")
    assert ended == Ended(2, "", texts.EXPORT_ENDING.format(file="list.txt") + "\n")


def test_person_is_erased_only_when_that_is_said_twice(registered: Command) -> None:
    asked = registered("people", "erase", "bdt-1")
    assert asked == Ended(2, "", texts.ERASE_NEEDS_YES.format(person="Nguyễn Thị Hà") + "\n")
    done = registered("people", "erase", "bdt-1", "--yes")
    assert (done.code, done.out.splitlines()[0]) == (
        0,
        texts.ERASED_PERSON.format(person="Nguyễn Thị Hà", called=texts.ERASED),
    )
    again = registered("people", "erase", "bdt-1", "--yes")
    assert again == Ended(1, "", texts.NOBODY_NAMED.format(who="bdt-1") + "\n")
    assert registered("tidy").out == texts.TIDIED.format(said=0, heard=0, files=0, codes=0) + "\n"


def test_agency_merges_and_takes_a_name_from_the_command_line(registered: Command) -> None:
    assert registered("agencies", "merge", "SKHDT", "STC", "--on", "2099-07-01") == Ended(
        0,
        "Từ 01/07/2099, Sở Kế hoạch và Đầu tư sẽ sáp nhập vào Sở Tài chính: 2 người, 0 phần việc sẽ chuyển; "
        "đã báo 0 người.\n",
        "",
    )
    assert registered("agencies", "merge", "SKHDT", "SNV") == Ended(
        2, "", "Cơ quan này đã được sáp nhập, hoặc đã có lịch sáp nhập.\n"
    )
    assert registered("agencies", "merge", "BDT", "STP").out.startswith("Đã sáp nhập Ban Dân tộc vào Sở Tư pháp từ ")
    assert {one["agency"] for one in registered("invite", "--json").rows if one["id"] == "bdt-1"} == {"Sở Tư pháp"}
    assert registered("agencies", "merge", "XX", "STC") == Ended(2, "", "Không có cơ quan “XX” trong danh sách.\n")
    assert registered("agencies", "rename", "SYT", "Sở Y tế và Dân số").out == (
        "Đã đổi tên Sở Y tế thành Sở Y tế và Dân số; tên cũ vẫn được hiểu; đã báo 0 người.\n"
    )
    assert registered("agencies", "rename", "STC", "Sở Nội vụ").code == 2
    assert registered("tasks", "--agency", "Sở Y tế").code == 0
