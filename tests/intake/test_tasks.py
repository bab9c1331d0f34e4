from data.intake.draft import DirectiveDraft
from data.intake.reading import read_text

HEAD = """ỦY BAN NHÂN DÂN
TỈNH HÒA BÌNH
Số: 214/TB-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hòa Bình, ngày 05 tháng 6 năm 2024

THÔNG BÁO
Kết luận của Chủ tịch UBND tỉnh tại phiên họp

Chủ tịch UBND tỉnh kết luận như sau:

"""
TAIL = "\n\nNơi nhận:\n- Như trên;\n\nCHỦ TỊCH\nNguyễn Văn An\n"


def read(body: str) -> DirectiveDraft:
    return read_text(HEAD + body + TAIL)


def leads(draft: DirectiveDraft) -> list[tuple[str, ...]]:
    return [task.lead for task in draft.tasks]


def test_items_under_a_heading_that_names_an_agency_are_its_own() -> None:
    draft = read("1. Sở Y tế\n\n- Kiểm tra bếp ăn.\n\n- Phối hợp với Sở Công Thương kiểm tra chợ.\n")

    assert leads(draft) == [("Sở Y tế",), ("Sở Y tế",)]
    assert draft.tasks[1].coordinating == ("Sở Công Thương",)


def test_items_inherit_lead_coordination_and_deadline_of_the_lead_in_sentence() -> None:
    draft = read(
        "Yêu cầu Sở Nội vụ chủ trì, phối hợp với Sở Tài chính, xong trước ngày 20/6/2024:\n\n1. Rà soát biên chế.\n"
    )

    assert [(t.lead, t.coordinating, t.deadline.as_json()["due"]) for t in draft.tasks] == [
        (("Sở Nội vụ",), ("Sở Tài chính",), "2024-06-20")
    ]


def test_item_without_subject_takes_the_nearest_lead_of_its_group() -> None:
    draft = read("1. Về đất đai\n\n- Giao Sở Xây dựng lập quy hoạch.\n\n- Công khai quy hoạch.\n")

    assert leads(draft) == [("Sở Xây dựng",), ("Sở Xây dựng",)]
    assert draft.tasks[1].confidence < draft.tasks[0].confidence


def test_item_may_say_when_before_what() -> None:
    draft = read(
        "Yêu cầu UBND các xã, phường thực hiện các nội dung sau:\n\n1. Lập tổ công tác.\n\n"
        "2. Trước 15 giờ thứ Ba hằng tuần, báo cáo tiến độ về Sở Nội vụ.\n"
    )

    assert [task.recurrence for task in draft.tasks] == [None, "FREQ=WEEKLY;BYDAY=TU;BYHOUR=15;BYMINUTE=0"]


def test_those_struck_are_told_what_to_do() -> None:
    draft = read("1. UBND các xã, phường bị thiệt hại rà soát nhà ở.\n\n2. UBND các xã bị thiệt hại 5 tỷ đồng.\n")

    assert leads(draft) == [("UBND các xã, phường",)]


def test_day_of_a_purpose_is_no_deadline_of_the_items() -> None:
    draft = read("Để hoàn thành mục tiêu trước 31/8/2024, yêu cầu:\n\n1. Sở Y tế huy động lực lượng.\n")

    assert [task.deadline.due for task in draft.tasks] == [None]


def test_agreement_in_the_sentence_of_an_order_is_not_part_of_it() -> None:
    draft = read(
        "1. Giao Sở Y tế mua thuốc.\n\nThống nhất chủ trương bổ sung nút giao theo đề xuất của Sở Xây dựng; "
        "giao Sở Xây dựng lập hồ sơ.\n"
    )

    assert [task.content for task in draft.tasks] == ["Giao Sở Y tế mua thuốc", "giao Sở Xây dựng lập hồ sơ"]


def test_ditto_in_a_table_means_the_cell_above() -> None:
    draft = read(
        "| TT | Nhiệm vụ | Chủ trì | Phối hợp | Thời hạn |\n"
        "| 1 | Rà soát | Sở Y tế | Sở Nội vụ | 30/6/2024 |\n| 2 | Báo cáo | nt | nt | 15/7/2024 |\n"
    )

    assert [(task.lead, task.coordinating) for task in draft.tasks] == [(("Sở Y tế",), ("Sở Nội vụ",))] * 2


def test_item_with_two_deadlines_is_two_tasks() -> None:
    draft = read("1. Sở Nội vụ ban hành kế hoạch trước ngày 15/6/2024; báo cáo kết quả trước ngày 30/6/2024.\n")

    assert [task.content for task in draft.tasks] == [
        "Sở Nội vụ ban hành kế hoạch trước ngày 15/6/2024",
        "báo cáo kết quả trước ngày 30/6/2024",
    ]


def test_milestones_of_one_quantity_are_one_task_due_at_the_last() -> None:
    draft = read("1. Giao các chủ đầu tư giải ngân đến 30/9 đạt 60%, đến 31/12 đạt 95% kế hoạch.\n")

    assert [task.deadline.as_json()["due"] for task in draft.tasks] == ["2024-12-31"]


def test_helper_after_the_lead_coordinates() -> None:
    draft = read("1. Giao Sở Y tế chủ trì, Sở Tài chính, Công an tỉnh phối hợp xây dựng phương án.\n")

    assert [(task.lead, task.coordinating) for task in draft.tasks] == [
        (("Sở Y tế",), ("Sở Tài chính", "Công an tỉnh"))
    ]


def test_labelled_attributes_stand_outside_the_content() -> None:
    draft = read("1. Kiểm tra công vụ (chủ trì: Sở Nội vụ; phối hợp: Thanh tra tỉnh; thời gian: Quý III/2024).\n")

    assert [(t.content, t.lead, t.coordinating, t.deadline.text) for t in draft.tasks] == [
        ("Kiểm tra công vụ", ("Sở Nội vụ",), ("Thanh tra tỉnh",), "Quý III/2024")
    ]


def test_rows_of_a_table_are_tasks_and_group_rows_are_not() -> None:
    draft = read(
        "TT | Nhiệm vụ | Chủ trì | Phối hợp | Thời hạn\nI | Thể chế | | |\n"
        "1 | Rà soát văn bản | Sở Tư pháp | Các sở, ngành | 30/9/2024\n2 | Tập huấn | Như trên | | Thường xuyên\n"
    )

    assert [(t.content, t.lead, t.deadline.kind.value) for t in draft.tasks] == [
        ("Rà soát văn bản", ("Sở Tư pháp",), "date"),
        ("Tập huấn", ("Sở Tư pháp",), "ongoing"),
    ]


def test_praise_agreement_plans_closings_and_accountability_are_no_tasks() -> None:
    draft = read(
        "I. Đánh giá chung\n\nSở Y tế đã hoàn thành tốt nhiệm vụ.\n\nII. Nội dung khác\n\n"
        "1. Thống nhất chủ trương như đề xuất của Sở Tài chính.\n\n2. Chủ tịch UBND tỉnh sẽ kiểm tra vào ngày 20/6.\n\n"
        "3. Thủ trưởng các sở, ngành chịu trách nhiệm trước Chủ tịch UBND tỉnh nếu để chậm.\n\n"
        "Yêu cầu các đơn vị nghiêm túc thực hiện Thông báo này.\n"
    )

    assert draft.tasks == ()


def test_deadline_stated_once_for_all_reports_applies_to_every_task() -> None:
    draft = read(
        "1. Sở Y tế\n\n- Kiểm tra bếp ăn.\n\n2. Sở Công Thương\n\n- Kiểm tra chợ.\n\n"
        "Báo cáo của các đơn vị gửi về Văn phòng UBND tỉnh trước ngày 25/6/2024.\n"
    )

    assert [task.deadline.as_json()["due"] for task in draft.tasks] == ["2024-06-25", "2024-06-25"]


def test_scanned_text_is_understood_and_quoted_as_it_is() -> None:
    draft = read(
        "1. Giao Sờ Xây dựng chủ trì, phôi hơp với Sở Tài chính triên khai, báo cảo UBND tinh trước ngày 3O/6/2024.\n\n"
        "2. Yêu câu Công an tinh kiêm tra tiên độ, khôi lượng.\n"
    )

    assert [(t.lead, t.coordinating) for t in draft.tasks] == [
        (("Sở Xây dựng",), ("Sở Tài chính",)),
        (("Công an tỉnh",), ()),
    ]
    assert draft.tasks[0].content.endswith("trước ngày 3O/6/2024")
    assert draft.tasks[0].deadline.as_json()["due"] == "2024-06-30"
