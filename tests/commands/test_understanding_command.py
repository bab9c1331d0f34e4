"""Messages in, their meaning out."""

import json

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
