"""Directives from the command line: read, stored, listed."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from data.sample import AGENCIES, DIRECTIVE, PEOPLE, sample
from tests.fakes.command import Command, Ended

GOLD = Path(__file__).parents[1] / "gold" / "docs"
FIELDS = ("number", "symbol", "kind", "issued_on", "issuer", "signer", "urgency", "classification")
STATED = ("--number", "215", "--issued-on", "13/5/2024")
SECRET = "Độ mật: TỐI MẬT\n\nUBND TỈNH BẮC GIANG\n\nKẾ HOẠCH\n\nPhòng thủ năm 2024\n\nGiao Công an tỉnh chủ trì.\n"


@pytest.fixture
def office(registered: Command) -> Command:
    """The office with the sample directive as a file."""
    (registered.folder / DIRECTIVE).write_bytes(sample(DIRECTIVE))
    return registered


def test_reading_prints_the_fields_of_gold(nhacviec: Command) -> None:
    gold = json.loads((GOLD / "seed.json").read_text("utf-8"))
    (row,) = nhacviec("read", "--json", GOLD / "seed.txt").rows
    assert row["file"] == str(GOLD / "seed.txt")
    assert {name: row[name] for name in FIELDS} == {name: gold[name] for name in FIELDS}
    assert [task["deadline"]["due"] for task in row["tasks"]] == [task["deadline"]["due"] for task in gold["tasks"]]
    assert [set(task) for task in row["tasks"]] == [set(task) for task in gold["tasks"]]


def test_limits_count_the_days_that_the_office_works(nhacviec: Command) -> None:
    text = (
        "UBND TỈNH HÒA BÌNH\nSố: 15/TB-UBND\nHòa Bình, ngày 13 tháng 5 năm 2024\n\nTHÔNG BÁO\nKết luận\n\n"
        "1. Sở Y tế báo cáo trong 02 ngày làm việc kể từ ngày ký.\n"
    )
    (nhacviec.folder / "limit.txt").write_text(text, "utf-8")
    (nhacviec.folder / "storm.toml").write_text("off = [2024-05-15]", "utf-8")

    def due(command: str, **settings: str) -> str:
        (row,) = nhacviec(command, "limit.txt", "--json", **settings).rows
        return str(row["tasks"][0]["deadline"]["due"])

    assert due("read") == "2024-05-15"
    assert due("read", NHACVIEC_POLICY="storm.toml") == "2024-05-16"
    assert due("import", NHACVIEC_POLICY="storm.toml") == "2024-05-16"


def test_unreadable_files_do_not_keep_others_from_being_read(nhacviec: Command) -> None:
    (nhacviec.folder / "secret.txt").write_text(SECRET, "utf-8")
    (nhacviec.folder / "empty.txt").touch()
    (nhacviec.folder / "binary.bin").write_bytes(bytes(range(256)) * 10)
    files = ("secret.txt", "empty.txt", "binary.bin", "missing.txt", ".")
    ended = nhacviec("read", *files, GOLD / "seed.txt", "--json")
    assert ended.rows[0] == {"file": "secret.txt", "refused": "classified"}
    assert [row["file"] for row in ended.rows if "refused" in row] == list(files)
    assert len(ended.rows[-1]["tasks"]) == 12
    assert [line.split(":")[0] for line in ended.err.splitlines()] == list(files)
    assert ended.code == 2


def test_reading_stores_nothing(office: Command) -> None:
    assert office("read", DIRECTIVE).code == 0
    assert office("tasks", "--json").rows == []


def test_directive_is_stored_as_drafts_until_confirmed(office: Command) -> None:
    (stored,) = office("import", DIRECTIVE, *STATED, "--json").rows
    assert stored["directive"] == {"id": 1, "number": "215", "symbol": "TB-UBND", "issued_on": "2024-05-13"}
    assert (stored["new"], stored["unmatched"]) == (True, [])
    assert [task["code"] for task in stored["tasks"]] == [f"NV{number}" for number in range(1, 13)]
    assert {task["state"] for task in stored["tasks"]} == {"draft"}
    waiting = office("tasks").out
    assert waiting.startswith("Không có nhiệm vụ nào.\n12 dự thảo nhiệm vụ chờ Văn phòng xác nhận")
    assert stored["tasks"][10]["lead"] == ["Sở Kế hoạch và Đầu tư"]
    assert office("tasks", "--json").rows == []
    (again,) = office("import", DIRECTIVE, "--confirm", "--json").rows
    assert again["new"] is False
    assert {task["state"] for task in again["tasks"]} == {"open"}
    assert len(office("tasks", "--json").rows) == 12


def test_number_and_day_are_filled_in_later_without_losing_tasks(office: Command) -> None:
    (first,) = office("import", DIRECTIVE, "--json").rows
    assert (first["directive"]["number"], first["directive"]["issued_on"]) == (None, None)
    (second,) = office("import", DIRECTIVE, *STATED, "--json").rows
    assert second["directive"] == {"id": 1, "number": "215", "symbol": "TB-UBND", "issued_on": "2024-05-13"}
    assert second["tasks"] == first["tasks"]


def test_lead_that_the_registry_does_not_know_is_listed(nhacviec: Command) -> None:
    (stored,) = nhacviec("import", GOLD / "seed.txt", "--confirm", "--json").rows
    assert stored["unmatched"] == ["Ban Dân tộc", "Sở Kế hoạch và Đầu tư"]
    assert {task["state"] for task in stored["tasks"]} == {"open"}


def test_draft_left_out_is_neither_counted_nor_alarmed_for(nhacviec: Command) -> None:
    (nhacviec.folder / DIRECTIVE).write_bytes(sample(DIRECTIVE))
    for name, group in ((AGENCIES, "agencies"), (PEOPLE, "people")):
        known = [line for line in sample(name).decode().splitlines() if "SKHDT," not in line]
        (nhacviec.folder / name).write_text("\n".join(known), "utf-8")
        assert nhacviec(group, "import", name).code == 0
    assert nhacviec("import", DIRECTIVE, *STATED, "--json").rows[0]["unmatched"] == ["Sở Kế hoạch và Đầu tư"]
    with closing(sqlite3.connect(nhacviec.folder / "nhacviec.db")) as database, database:
        database.execute("UPDATE tasks SET state = 'untracked' WHERE number = 11")
        database.execute(
            "INSERT INTO chat_links (person_id, channel, chat, linked_at)"
            " SELECT id, 'paper', 'vp-1', '2024-05-13' FROM people WHERE key = 'vp-1'"
        )
    ended = nhacviec("import", DIRECTIVE, "--confirm")
    assert "với 11 nhiệm vụ" in ended.out
    assert "NV11" not in ended.out
    assert "Chưa có trong danh sách cơ quan" not in ended.out
    with closing(sqlite3.connect(nhacviec.folder / "nhacviec.db")) as database:
        ((news,),) = database.execute("SELECT json_extract(body, '$.text') FROM outbox")
    assert news.splitlines()[0].endswith("giao 11 việc.")
    assert "Cảnh báo" not in news


def test_tasks_are_listed_with_what_is_left(office: Command) -> None:
    assert office("import", DIRECTIVE, *STATED, "--confirm").code == 0
    (task,) = office("tasks", "--agency", "Sở KH&ĐT", "--json").rows
    assert {name: task[name] for name in ("code", "state", "status", "days_left")} == {
        "code": "NV11",
        "state": "open",
        "status": "assigned",
        "days_left": 3,
    }
    late = office("tasks", "--status", "late", "--json", NHACVIEC_CLOCK="2024-05-20T08:00:00+07:00").rows
    assert [(task["code"], task["days_left"], task["time"]) for task in late] == [
        ("NV7", -2, "doing_overdue"),
        ("NV11", -2, "doing_overdue"),
    ]


def test_tasks_are_listed_as_they_stood_on_a_past_day(office: Command) -> None:
    office("import", DIRECTIVE, *STATED, "--confirm")
    later = {"NHACVIEC_CLOCK": "2024-05-20T09:00:00+07:00"}
    assert office("tasks", "--as-of", "2024-05-12", "--json", **later).rows == []
    then = office("tasks", "--status", "late", "--as-of", "16/5/2024", "--json", **later).rows
    assert [(row["code"], row["time"], row["days_left"]) for row in then] == [
        ("NV7", "doing_overdue", 0),
        ("NV11", "doing_overdue", 0),
    ]
    ended = office("tasks", "--as-of", "2024-05-21", **later)
    assert (ended.code, ended.err) == (2, "Ngày 21/05/2024 chưa tới; --as-of chỉ xem lại những ngày đã qua.\n")


def test_the_audit_names_what_was_not_said(office: Command) -> None:
    office("import", DIRECTIVE, *STATED, "--confirm")
    with closing(sqlite3.connect(office.folder / "nhacviec.db")) as database, database:
        database.execute(
            "INSERT INTO chat_links (person_id, channel, chat, linked_at) "
            "SELECT id, 'telegram', '1', '2024-05-13 00:30:00' FROM people WHERE key = 'skhdt-1'"
        )
    clean = office("audit", "--json")
    assert (clean.code, json.loads(clean.out)["expected"]) == (0, 0)
    later = office("audit", NHACVIEC_CLOCK="2024-05-13T10:00:00+07:00")
    assert (later.code, later.err) == (1, "Thiếu 2 và lặp 0 lượt nhắc.\n")
    assert later.out.splitlines()[0] == "Phải nói 2 lượt; thiếu 2, lặp 0, muộn 0."
    assert {tuple(line.split("\t")[:2]) for line in later.out.splitlines()[-2:]} == {
        ("NV7", "assigned"),
        ("NV11", "assigned"),
    }


def test_what_cannot_be_meant_is_refused(office: Command) -> None:
    (office.folder / "note.txt").write_text("Mai họp lúc 8 giờ nhé.", "utf-8")
    assert office("import", DIRECTIVE, "--issued-on", "31/2/2024") == Ended(
        2, "", "Ngày không đúng: 31/2/2024 (viết 2024-05-13 hoặc 13/5/2024)\n"
    )
    assert office("import", "note.txt") == Ended(2, "", "note.txt: không tìm thấy nhiệm vụ nào, nên không lưu\n")
    assert office("tasks", "--agency", "Sở nào") == Ended(2, "", "Không có cơ quan “Sở nào” trong danh sách.\n")
    assert office("tasks", "--status", "lost").code == 2


def test_classified_document_is_refused_and_nothing_of_it_kept(office: Command) -> None:
    (office.folder / "secret.txt").write_text(SECRET, "utf-8")
    ended = office("import", "secret.txt", "--json")
    assert (ended.code, ended.rows) == (2, [{"file": "secret.txt", "refused": "classified"}])
    assert ended.err == "secret.txt: văn bản có dấu mật, không được nhận; không lưu lại gì\n"
    kept = b"".join(file.read_bytes() for file in office.folder.glob("nhacviec.db*"))
    assert "Phòng thủ".encode() not in kept
