from datetime import date
from pathlib import Path

from data.intake.reading import read_bytes

SEED = Path(__file__).parents[2] / "data" / "sample" / "directive-215.txt"


def test_sample_directive_keeps_blank_what_it_leaves_blank() -> None:
    draft = read_bytes(SEED.name, SEED.read_bytes())

    assert (draft.number, draft.symbol, draft.issued_on, draft.issued_partial) == (None, "TB-UBND", None, "2024-05")
    assert (draft.issuer, draft.signer, draft.leader) == ("UBND tỉnh Bắc Giang", "Lê Tuấn Phú", "Mai Sơn")
    assert draft.kind == "thong_bao_ket_luan"


def test_sample_directive_has_twelve_tasks_and_three_deadlines() -> None:
    draft = read_bytes(SEED.name, SEED.read_bytes())

    assert [(number, task.deadline.due) for number, task in enumerate(draft.tasks, 1) if task.deadline.due] == [
        (3, date(2024, 5, 31)),
        (7, date(2024, 5, 16)),
        (11, date(2024, 5, 16)),
    ]
    assert [task.lead for task in draft.tasks] == [
        *[("Ban Dân tộc",)] * 10,
        ("Sở Kế hoạch và Đầu tư",),
        ("Ban Dân tộc",),
    ]
    assert draft.tasks[6].coordinating == (
        "UBND huyện Sơn Động",
        "Sở Tư pháp",
        "Sở Kế hoạch và Đầu tư",
        "Các cơ quan, đơn vị liên quan",
    )


def test_every_field_points_at_the_words_that_justify_it() -> None:
    draft = read_bytes(SEED.name, SEED.read_bytes())
    task = draft.tasks[10]
    words = {name: draft.text[span.start : span.end] for name, span in task.evidence.items()}

    assert words["content"].replace("*", "") == task.content
    assert words["lead"] == "Sở Kế hoạch và Đầu tư"
    assert words["deadline"] == "tại phiên họp **ngày 16/5/2024"


def test_what_people_see_carries_no_marks_of_emphasis() -> None:
    draft = read_bytes(SEED.name, SEED.read_bytes())
    shown = [words for task in draft.tasks for words in (task.content, task.deadline.text or "")]

    assert [words for words in shown if "*" in words] == []
    assert draft.tasks[10].deadline.text == "tại phiên họp ngày 16/5/2024"


def test_every_task_tells_the_whole_place_where_it_stands() -> None:
    draft = read_bytes(SEED.name, SEED.read_bytes())

    assert [task.ref for task in draft.tasks] == [
        *[f"2.1 ({number})" for number in range(1, 7)],
        *[f"2.2 gạch {number}" for number in range(1, 3)],
        *[f"3 gạch {number}" for number in range(1, 5)],
    ]
