from datetime import date

from data.intake.deadlines import Issuance
from data.intake.draft import Span
from data.intake.reading import read_text
from data.intake.redrafting import by_leads, from_words, join, source_of, split

DAY = date(2024, 5, 13)
ISSUANCE = Issuance(DAY, DAY)
TEXT = """UBND TỈNH BẮC GIANG
Số: 216/TB-UBND
Bắc Giang, ngày 13 tháng 5 năm 2024

THÔNG BÁO

1. Giao Sở Y tế rà soát các trạm. Tổng hợp, báo cáo UBND tỉnh trước ngày 31/5/2024.
2. Giao Sở Nội vụ, Sở Tài chính phối hợp Sở Tư pháp rà soát biên chế.
"""
DRAFT = read_text(TEXT)


def test_split_keeps_the_place_of_the_words_and_gives_the_deadline_to_the_part_that_states_it() -> None:
    first, second = split(DRAFT.tasks[0], DRAFT.text, ISSUANCE)

    assert (first.content, first.deadline.due) == ("Giao Sở Y tế rà soát các trạm", None)
    assert (second.content, second.lead) == ("Tổng hợp, báo cáo UBND tỉnh trước ngày 31/5/2024", ("Sở Y tế",))
    assert second.deadline.due == date(2024, 5, 31)
    assert source_of(second, DRAFT.text) == second.content


def test_one_sentence_is_split_by_its_leads() -> None:
    parts = split(DRAFT.tasks[1], DRAFT.text, ISSUANCE)

    assert parts == by_leads(DRAFT.tasks[1])
    assert [part.lead for part in parts] == [("Sở Nội vụ",), ("Sở Tài chính",)]


def test_joined_task_has_all_agencies_the_latest_day_and_both_places() -> None:
    whole = join(DRAFT.tasks)

    assert whole.lead == ("Sở Y tế", "Sở Nội vụ", "Sở Tài chính")
    assert (whole.coordinating, whole.deadline.due) == (("Sở Tư pháp",), date(2024, 5, 31))
    assert source_of(whole, DRAFT.text) == " … ".join(task.content for task in DRAFT.tasks)


def test_words_of_a_person_are_read_like_a_document_and_stand_in_no_place() -> None:
    (task,) = from_words("Giao Sở Y tế chủ trì, phối hợp với Sở Nội vụ báo cáo trước ngày 20/6", ISSUANCE)
    assert (task.lead, task.coordinating, task.deadline.due) == (("Sở Y tế",), ("Sở Nội vụ",), date(2024, 6, 20))
    assert (task.ref, task.evidence) == ("bổ sung", {})


def test_words_that_no_rule_reads_are_kept_as_they_are() -> None:
    (task,) = from_words("chuẩn bị hội trường.", ISSUANCE)

    assert (task.content, task.lead) == ("chuẩn bị hội trường", ())


def test_added_task_has_no_source() -> None:
    assert source_of(from_words("chuẩn bị hội trường", ISSUANCE)[0], DRAFT.text) == ""


def test_span_of_a_part_lies_in_the_whole() -> None:
    whole = DRAFT.tasks[0].evidence["content"]
    first = split(DRAFT.tasks[0], DRAFT.text, ISSUANCE)[0]

    assert first.evidence["content"] == Span(whole.start, whole.start + len("Giao Sở Y tế rà soát các trạm"))
