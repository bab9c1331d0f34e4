"""Messages in, their meaning out."""

import json
from pathlib import Path

from tests.fakes.command import Command

REPLY = {"id": "r1", "ref_date": "2024-05-13", "reminded": ["NV7"], "due": "2024-05-16", "text": "Đã nhận"}
QUERY = {"id": "q1", "ref_date": "2024-05-20", "prev": None, "text": "Còn việc nào quá hạn không?"}


def test_each_line_is_answered_with_its_id_and_meaning(nhacviec: Command) -> None:
    ended = nhacviec("understand", "reply", "--json", stdin=json.dumps(REPLY) + "\n\n" + json.dumps(REPLY))
    assert (ended.code, ended.err) == (0, "")
    assert [(row["id"], row["intent"]) for row in ended.rows] == [("r1", "acknowledge"), ("r1", "acknowledge")]


def test_questions_are_understood_likewise(nhacviec: Command) -> None:
    (row,) = nhacviec("understand", "query", stdin=json.dumps(QUERY)).rows
    assert (row["id"], row["intent"], row["status"]) == ("q1", "list", ["overdue"])


def test_bad_lines_are_named_and_the_others_answered(nhacviec: Command) -> None:
    lines = ["{", "[]", json.dumps(REPLY), json.dumps({"id": 1}), json.dumps(REPLY | {"ref_date": "today"})]
    ended = nhacviec("understand", "reply", stdin="\n".join(lines))
    assert [row["id"] for row in ended.rows] == ["r1"]
    assert [line.split(":")[0] for line in ended.err.splitlines()] == ["Dòng 1", "Dòng 2", "Dòng 4", "Dòng 5"]
    assert ended.code == 2


def test_the_words_that_led_to_it_are_shown_on_request(nhacviec: Command) -> None:
    (reply,) = nhacviec("understand", "reply", "--explain", stdin=json.dumps(REPLY | {"text": "NV7 xong"})).rows
    assert reply["because"] == [{"words": "NV7", "led_to": "task"}, {"words": "xong", "led_to": "done"}]
    (query,) = nhacviec("understand", "query", "--explain", stdin=json.dumps(QUERY)).rows
    assert {"words": "quá hạn", "led_to": "status_overdue"} in query["because"]
    assert "because" not in nhacviec("understand", "query", stdin=json.dumps(QUERY)).rows[0]


def test_agencies_are_the_demos_until_a_database_holds_some(nhacviec: Command, tmp_path: Path) -> None:
    asked = json.dumps(QUERY | {"text": "việc của skhdt"})

    def understood() -> list[str]:
        (row,) = nhacviec("understand", "query", stdin=asked).rows
        agencies: list[str] = row["agencies"]
        return agencies

    assert understood() == ["Sở Kế hoạch và Đầu tư"]
    assert nhacviec("understand", "query", NHACVIEC_DATABASE_URL="sqlite:///none.db", stdin=asked).code == 0
    assert not (tmp_path / "none.db").exists()
    (tmp_path / "a.csv").write_text("code,name,aliases,kind,parent\nX,Sở Khoa học và Đào tạo,skhdt,sở,\n", "utf-8")
    assert nhacviec("agencies", "import", "a.csv").code == 0
    assert understood() == ["Sở Khoa học và Đào tạo"]


def test_more_time_is_counted_in_working_days_of_the_calendar(nhacviec: Command) -> None:
    before_holiday = {"ref_date": "2024-04-26", "due": "2024-04-26", "text": "NV7 xin gia hạn thêm 2 ngày làm việc"}
    (row,) = nhacviec("understand", "reply", stdin=json.dumps(REPLY | before_holiday)).rows
    assert row["new_deadline"] == "2024-05-03"
