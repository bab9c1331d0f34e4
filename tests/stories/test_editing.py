"""Drafts put right in the office's chat before anybody is reminded."""

from datetime import date

import pytest

from data.domain.task import TaskState
from data.intake.reading import read_text
from tests.stories.office import HA, SON, TRAM, TRANG, Office

TEXT = """UBND TỈNH BẮC GIANG
Số: 216/TB-UBND
Bắc Giang, ngày 13 tháng 5 năm 2024

THÔNG BÁO
Kết luận của Chủ tịch UBND tỉnh

1. Giao Sở Kế hoạch và Đầu tư báo cáo UBND tỉnh trước ngày 31/5/2024. Yêu cầu Sở Tài chính rà soát trước 20/6/2024.
2. Đối với Ban Dân tộc:
a) Nắm tình hình cơ sở.
b) Báo cáo kết quả trước ngày 25/5/2024.
"""
BLANK = """UBND TỈNH BẮC GIANG
Số:      /TB-UBND

THÔNG BÁO
Kết luận của Chủ tịch UBND tỉnh

1. Giao Ban Dân tộc báo cáo UBND tỉnh trong 05 ngày làm việc kể từ ngày ký.
2. Giao Sở Tài chính rà soát dự toán.
"""
SUCCESSOR = """UBND TỈNH BẮC GIANG
Số: 220/TB-UBND
Bắc Giang, ngày 20 tháng 5 năm 2024

THÔNG BÁO
Kết luận của Chủ tịch UBND tỉnh

1. Giao Ban Dân tộc báo cáo UBND tỉnh trước ngày 10/6/2024.
2. Thông báo này {ends} Thông báo số 216/TB-UBND ngày 13/5/2024 của UBND tỉnh.
"""


@pytest.fixture
async def reviewing(empty_office: Office) -> Office:
    """The office with four drafts: NV1 of Sở KH&ĐT, NV2 of Sở Tài chính, NV3 and NV4 of Ban Dân tộc."""
    await empty_office.knows(TRAM, HA, SON)
    await empty_office.imports(read_text(TEXT))
    await empty_office.morning_of("13/05/2024")
    return empty_office


async def state_of(office: Office, number: int) -> tuple[TaskState, tuple[str, ...], tuple[str, ...], date | None]:
    async with office.database.work() as uow:
        stored = await uow.drafts.get(number)
    assert stored is not None
    return stored.state, stored.draft.lead, stored.draft.coordinating, stored.draft.deadline.due_on


async def test_lead_coordination_and_deadline_are_set_in_plain_words(reviewing: Office) -> None:
    office = reviewing
    assert (
        await office.says(TRAM, "NV3 chủ trì Sở Tài chính")
        == "Đã sửa chủ trì của <b>NV3</b>: Sở Tài chính (trước đó: Ban Dân tộc)."
    )
    assert "Sở Nội vụ, Sở Tư pháp" in await office.says(TRAM, "nv3 phoi hop so noi vu, so tu phap")
    assert "hạn 20/06/2024 (trước đó: không có thời hạn)" in await office.says(TRAM, "NV3 hạn 20/6")
    assert await state_of(office, 3) == (
        TaskState.DRAFT,
        ("Sở Tài chính",),
        ("Sở Nội vụ", "Sở Tư pháp"),
        date(2024, 6, 20),
    )


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("NV4 hạn cuối tháng 6", date(2024, 6, 30)),
        ("NV4 thời hạn là quý III/2024", date(2024, 9, 30)),
        ("NV4 hạn 05 ngày làm việc kể từ ngày ký", date(2024, 5, 20)),
        ("NV4 không thời hạn", None),
        ("NV4 hạn hằng tháng", None),
    ],
)
async def test_deadline_is_typed_as_people_say_it(reviewing: Office, words: str, due: date | None) -> None:
    assert "Đã sửa thời hạn của <b>NV4</b>" in await reviewing.says(TRAM, words)
    assert (await state_of(reviewing, 4))[3] == due


async def test_what_is_not_understood_is_asked_and_the_next_words_answer(reviewing: Office) -> None:
    office = reviewing
    assert "Chưa nhận ra ngày trong: “lúc rảnh”" in await office.says(TRAM, "NV4 hạn lúc rảnh")
    assert "hạn 15/06/2024" in await office.says(TRAM, "15/6")
    assert "đơn vị nào chủ trì" in await office.says(TRAM, "NV4 chủ trì")
    assert "Sở Tài chính" in await office.says(TRAM, "Sở Tài chính")
    assert (await state_of(office, 4))[1::2] == (("Sở Tài chính",), date(2024, 6, 15))


async def test_card_quotes_the_document_and_says_what_is_unclear(reviewing: Office) -> None:
    card = await reviewing.says(TRAM, "NV3?")
    assert card.startswith("<b>NV3</b> · không có thời hạn · dự thảo\nNắm tình hình cơ sở\n")
    assert "Chủ trì theo: “2. Đối với Ban Dân tộc:”" in card
    assert "Chưa rõ: thời gian, sản phẩm, thẩm quyền" in card
    assert reviewing.choices(TRAM)[:2] == ["Xác nhận NV3 đúng", "Không theo dõi NV3"]


async def test_every_field_can_be_put_right_by_choices(reviewing: Office) -> None:
    office = reviewing
    await office.says(TRAM, "NV3?")
    assert "Ví dụ: 20/6" in await office.presses(TRAM, "Sửa thời hạn")
    assert "hạn 01/06/2024" in await office.says(TRAM, "1/6")
    await office.says(TRAM, "NV3?")
    await office.presses(TRAM, "Không theo dõi NV3")
    assert (await state_of(office, 3))[0] is TaskState.UNTRACKED
    assert "không theo dõi" in await office.says(TRAM, "NV3?")
    await office.presses(TRAM, "Đồng ý theo dõi lại NV3")
    assert (await state_of(office, 3))[0] is TaskState.DRAFT


async def test_what_was_left_out_is_brought_back_by_words(reviewing: Office) -> None:
    await reviewing.says(TRAM, "bỏ NV3")
    assert "Đã đưa lại vào dự thảo: NV3" in await reviewing.says(TRAM, "khôi phục NV3")
    await reviewing.presses(TRAM, "Xem lại dự thảo")
    assert reviewing.choices(TRAM)[0] == "Đúng cả, giao 4 việc"


async def test_drafts_are_joined_into_the_first_and_split_under_new_codes(reviewing: Office) -> None:
    office = reviewing
    assert "Đã gộp NV2 vào <b>NV1</b>" in await office.says(TRAM, "gộp NV1 NV2")
    assert (await state_of(office, 1))[1::2] == (("Sở Kế hoạch và Đầu tư", "Sở Tài chính"), date(2024, 6, 20))
    assert (await state_of(office, 2))[0] is TaskState.MERGED
    assert "Đã tách <b>NV1</b> thành 2 việc" in await office.says(TRAM, "tách NV1 theo đơn vị")
    assert [(await state_of(office, number))[1] for number in (1, 5)] == [
        ("Sở Kế hoạch và Đầu tư",),
        ("Sở Tài chính",),
    ]


async def test_one_sentence_of_one_lead_cannot_be_split(reviewing: Office) -> None:
    assert "việc cần tách phải có từ hai nội dung" in await reviewing.says(TRAM, "tách NV3")
    assert (await state_of(reviewing, 3))[0] is TaskState.DRAFT


async def test_task_is_added_with_the_next_code(reviewing: Office) -> None:
    office = reviewing
    said = await office.says(TRAM, "thêm việc: Giao Sở Tài chính bố trí kinh phí trước ngày 30/5/2024")
    assert said.startswith("Đã thêm vào văn bản 216/TB-UBND:\n<b>NV5</b> · hạn 30/05/2024 · Sở Tài chính")
    await office.presses(TRAM, "Xem lại dự thảo")
    assert office.choices(TRAM)[0] == "Đúng cả, giao 5 việc"


async def test_live_task_is_not_changed_in_review(reviewing: Office) -> None:
    office = reviewing
    await office.presses(TRAM, "Đúng cả")
    assert "NV4 đã được giao, không còn là dự thảo" in await office.says(TRAM, "tách NV4")
    for words in ("NV4 hạn 20/6", "NV4 chủ trì Sở Tài chính", "NV4 không phối hợp"):
        assert "vì lý do gì" in await office.says(TRAM, words)
    assert (await office.task("NV4")).deadline.due_on == date(2024, 5, 25)
    assert "không còn là dự thảo" not in await office.says(TRAM, "NV4 hạn bao giờ")


async def test_only_the_office_puts_drafts_right(reviewing: Office) -> None:
    before = await state_of(reviewing, 4)
    assert "chưa được phân quyền" in await reviewing.says(SON, "NV4 hạn 20/6")
    await reviewing.says(HA, "NV4 hạn 20/6")
    assert await state_of(reviewing, 4) == before


async def test_every_change_leaves_the_old_and_the_new_value_behind(reviewing: Office) -> None:
    await reviewing.says(TRAM, "NV4 hạn 20/6")
    async with reviewing.database.work() as uow:
        stored = await uow.drafts.get(4)
        assert stored is not None
        after = await uow.audit.last_value(f"task:{stored.task_id}", "change_deadline")
    assert after is not None
    assert after["deadline"]["due"] == "2024-06-20"


async def test_number_and_day_filled_in_later_tell_the_deadlines_that_hang_on_them(empty_office: Office) -> None:
    office = empty_office
    await office.knows(TRAM)
    await office.imports(read_text(BLANK))
    await office.morning_of("13/05/2024")
    assert (await state_of(office, 1))[3] is None
    said = await office.says(TRAM, "số 215 ngày 13/5/2024")
    assert said == (
        "Đã ghi Thông báo kết luận <b>215/TB-UBND</b> ngày 13/05/2024.\nThời hạn đã tính lại theo ngày ban hành: NV1."
    )
    assert (await state_of(office, 1))[3] == date(2024, 5, 20)


async def test_live_tasks_get_their_day_too_and_are_reminded_by_it(empty_office: Office) -> None:
    office = empty_office
    await office.knows(TRAM, HA)
    await office.imports(read_text(BLANK))
    await office.morning_of("13/05/2024")
    await office.presses(TRAM, "Đúng cả")
    await office.says(TRAM, "số 215 ngày 13/5/2024")
    task = await office.task("NV1")
    assert (task.deadline.due_on, task.first_due_on, task.deadline_version) == (
        date(2024, 5, 20),
        date(2024, 5, 20),
        2,
    )
    await office.morning_of("20/05/2024")
    assert "hạn 20/05/2024" in office.heard_by(HA)[-1]


async def test_deadline_that_a_person_has_set_is_not_counted_anew(empty_office: Office) -> None:
    office = empty_office
    await office.knows(TRAM)
    await office.imports(read_text(BLANK))
    await office.morning_of("13/05/2024")
    await office.says(TRAM, "NV1 hạn 30/6/2024")
    await office.says(TRAM, "số 215 ngày 13/5/2024")
    assert (await state_of(office, 1))[3] == date(2024, 6, 30)


@pytest.mark.parametrize(("ends", "state"), [("thay thế", TaskState.REPLACED), ("thu hồi", TaskState.REVOKED)])
async def test_later_directive_ends_the_earlier_when_a_person_says_so(
    reviewing: Office, ends: str, state: TaskState
) -> None:
    office = reviewing
    await office.presses(TRAM, "Đúng cả")
    await office.says(HA, "NV4 xong")
    await office.imports(read_text(SUCCESSOR.format(ends=ends)))
    await office.morning_of("20/05/2024")
    review = next(text for text in reversed(office.heard_by(TRAM)) if "220/TB-UBND" in text)
    assert f"Văn bản này {ends} Thông báo kết luận 216/TB-UBND ngày 13/05/2024, còn 3 việc chưa xong" in review
    assert (await state_of(office, 3))[0] is TaskState.OPEN
    said = await office.presses(TRAM, f"Xác nhận {ends} 216/TB-UBND, kết thúc 3 việc")
    assert "Lịch sử được giữ lại" in said
    assert [(await state_of(office, number))[0] for number in (1, 2, 3, 4)] == [state, state, state, TaskState.OPEN]
    assert "Không còn theo dõi: NV3" in office.heard_by(HA)[-1]
    told = len(office.heard_by(HA))
    await office.morning_of("12/06/2024")
    assert not any("NV3" in text for text in office.heard_by(HA)[told:])
    assert "Theo văn bản: Thông báo kết luận 220/TB-UBND ngày 20/05/2024" in await office.says(TRAM, "NV3?")
    for words in ("NV3", "NV3 xong"):
        answer = await office.says(HA, words)
        assert "theo Thông báo kết luận 220/TB-UBND ngày 20/05/2024 lúc 08:00 20/05/2024; không còn theo dõi" in answer


async def test_agency_that_coordinates_hears_too_that_a_later_directive_ends_its_task(reviewing: Office) -> None:
    office = reviewing
    await office.knows(TRANG)
    await office.says(TRAM, "NV3 phối hợp Sở Tài chính, Sở Tư pháp")
    await office.presses(TRAM, "Đúng cả")
    await office.imports(read_text(SUCCESSOR.format(ends="thay thế")))
    await office.presses(TRAM, "Xác nhận thay thế 216/TB-UBND")
    assert office.heard_by(TRANG)[-1].endswith(
        "đã được thay thế theo Thông báo kết luận 220/TB-UBND ngày 20/05/2024. Không còn theo dõi: NV2, NV3."
    )
    assert "đã được thay thế theo Thông báo kết luận 220/TB-UBND" in await office.says(TRANG, "NV3")
