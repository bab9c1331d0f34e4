import csv
import json

import pytest

from bot.language.agencies import AgencyNames
from bot.language.as_json import query_row, reply_row
from tests.gold.score_messages import GOLD, QUERY_FIELDS, REPLY_FIELDS, Agreement, agreement, gold_rows


@pytest.fixture(scope="module")
def replies() -> Agreement:
    rows = gold_rows("replies")
    understood = {row["id"]: json.loads(json.dumps(reply_row(row))) for row in rows}
    return agreement(rows, understood, REPLY_FIELDS)


@pytest.fixture(scope="module")
def queries() -> Agreement:
    with (GOLD / "agencies.csv").open(encoding="utf-8") as lines:
        names = AgencyNames((line["name"], line["aliases"].split(";")) for line in csv.DictReader(lines))
    rows = gold_rows("queries")
    understood = {row["id"]: json.loads(json.dumps(query_row(row, names))) for row in rows}
    return agreement(rows, understood, QUERY_FIELDS)


@pytest.mark.parametrize(
    ("field", "floor"),
    [("intent", 0.97), ("frame", 0.98), ("task_refs", 0.99), ("new_deadline", 0.99), ("must_confirm", 0.98)],
)
def test_replies_are_understood_as_people_understand_them(replies: Agreement, field: str, floor: float) -> None:
    assert replies.of(field) >= floor, replies.differences


def test_no_binding_reply_is_silently_misunderstood(replies: Agreement) -> None:
    assert (replies.silent_binding, replies.silent <= 2) == (0, True), replies.differences


@pytest.mark.parametrize(
    ("field", "floor"), [("intent", 0.98), ("frame", 0.98), ("agencies", 0.98), ("status", 0.98), ("date_range", 0.98)]
)
def test_questions_are_understood_as_people_understand_them(queries: Agreement, field: str, floor: float) -> None:
    assert queries.of(field) >= floor, queries.differences
