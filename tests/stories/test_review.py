from dataclasses import replace

from data.domain.calendar import WorkingCalendar
from data.domain.task import TaskState
from data.intake.draft import TaskDraft
from data.office.acting import Rules
from tests.stories.office import CHIEF, HA, POLICY, RULES, SON, TRAM, Office, sample_directive


async def test_nobody_is_reminded_before_a_person_has_confirmed(empty_office: Office) -> None:
    office = empty_office
    await office.knows(HA, TRAM, CHIEF)
    await office.imports()
    await office.morning_of("13/05/2024")
    await office.morning_of("14/05/2024")
    assert office.heard_by(HA) == []
    assert len(office.heard_by(TRAM)) == len(office.heard_by(CHIEF)) == 1


async def test_review_lists_the_drafts_and_one_press_makes_them_live(empty_office: Office) -> None:
    office = empty_office
    await office.knows(TRAM, CHIEF)
    await office.imports()
    await office.morning_of("13/05/2024")
    (review,) = office.heard_by(TRAM)
    assert review.startswith("<b>Thông báo kết luận 215/TB-UBND</b> ngày 13/05/2024\nĐọc được 12 nhiệm vụ")
    assert "<b>NV7</b> · hạn 16/05/2024 · Ban Dân tộc" in review
    assert office.choices(TRAM) == ["Đúng cả, giao 12 việc", "Chưa, để xem lại"]
    assert (await office.says(TRAM, "1")).startswith("Đã giao 12 việc của văn bản 215/TB-UBND.")
    assert "Nguyễn Ngọc Trâm đã duyệt" in office.heard_by(CHIEF)[-1]
    assert "đã được duyệt trước đó, 12 việc đã giao" in await office.presses(CHIEF, "Đúng cả")


async def test_draft_left_out_is_not_followed(empty_office: Office) -> None:
    office = empty_office
    await office.knows(TRAM, HA)
    await office.imports()
    await office.morning_of("13/05/2024")
    assert "Đã bỏ khỏi danh sách theo dõi: NV5" in await office.says(TRAM, "bỏ NV5")
    assert "giao 11 việc" in await office.presses(TRAM, "Đúng cả")
    assert "NV5" not in office.heard_by(HA)[-1]


async def test_unknown_lead_is_shown_first_and_alarms_the_office(empty_office: Office) -> None:
    office = empty_office
    await office.knows(TRAM, CHIEF)
    draft = sample_directive()
    tasks = (
        *draft.tasks,
        TaskDraft("4", "Rà soát <b>quỹ đất</b> & báo cáo", ("Ban Quản lý dự án X",)),
        TaskDraft("5", "Báo cáo kết quả", ("Sở Y tế",), confidence=0.4),
    )
    await office.imports(replace(draft, tasks=tasks))
    await office.morning_of("13/05/2024")
    lines = [line for line in office.heard_by(TRAM)[-1].splitlines() if line.startswith("<b>NV")]
    assert lines[0].startswith("<b>NV13</b> · không có thời hạn · Ban Quản lý dự án X · CHƯA CÓ TRONG DANH BẠ")
    assert lines[0].endswith("Rà soát &lt;b&gt;quỹ đất&lt;/b&gt; &amp; báo cáo")
    assert "CẦN XEM LẠI" in lines[1]
    assert "Cảnh báo: <b>NV13</b>" in await office.presses(TRAM, "Đúng cả")
    assert any("Cảnh báo: <b>NV13</b>" in text for text in office.heard_by(CHIEF))


async def test_drafts_put_off_stay_drafts_and_can_be_shown_again(empty_office: Office) -> None:
    office = empty_office
    await office.knows(TRAM)
    await office.imports()
    await office.morning_of("13/05/2024")
    assert "vẫn là dự thảo" in await office.presses(TRAM, "Chưa")
    async with office.database.work() as uow:
        task = await uow.directives.task(1)
    assert task is not None
    assert task.state is TaskState.DRAFT
    await office.presses(TRAM, "Xem lại dự thảo")
    assert "Đã giao 12 việc" in await office.presses(TRAM, "Đúng cả")


async def test_long_review_goes_on_page_by_page(empty_office: Office) -> None:
    office = empty_office
    await office.knows(TRAM)
    draft = sample_directive()
    await office.imports(replace(draft, tasks=draft.tasks * 2))
    await office.morning_of("13/05/2024")
    assert "và 9 việc khác" in office.heard_by(TRAM)[-1]
    assert "<b>NV24</b>" in await office.presses(TRAM, "Xem tiếp")
    assert "Đã giao 24 việc" in await office.presses(TRAM, "Đúng cả")


async def test_only_the_office_reviews(empty_office: Office) -> None:
    office = empty_office
    await office.knows(TRAM, SON)
    await office.imports()
    await office.morning_of("13/05/2024")
    assert office.heard_by(SON) == []
    assert "chưa được phân quyền" in await office.says(SON, "bỏ NV5")


async def test_who_of_the_office_pairs_first_finds_what_has_waited(empty_office: Office) -> None:
    office = empty_office
    await office.imports()
    await office.morning_of("13/05/2024")
    assert "Đọc được 12 nhiệm vụ" in await office.says(TRAM, f"/start {await office.invites(TRAM)}")
    assert "Đã giao 12 việc" in await office.presses(TRAM, "Đúng cả")


async def test_claims_and_wishes_wait_for_who_may_decide_them(office: Office) -> None:
    await office.unpairs(TRAM, CHIEF, SON)
    await office.says(HA, "NV3 xong")
    await office.asks_for_time(HA, "NV7 gia hạn 20/5 vì chờ số liệu")
    assert "chưa có lãnh đạo nào kết nối" in office.heard_by(HA)[-1]
    heard = await office.says(CHIEF, f"/start {await office.invites(CHIEF)}")
    assert "<b>NV3</b>" in heard
    assert "<b>NV7</b>" in heard
    assert "Đã đồng ý gia hạn" in await office.presses(CHIEF, "Đồng ý gia hạn")
    assert "Đã xác nhận" in await office.presses(CHIEF, "Xác nhận NV")


async def test_push_of_codes_only_shows_titles_on_request(empty_office: Office) -> None:
    office = empty_office
    office.rules = Rules(WorkingCalendar(replace(POLICY, codes_only=True)))
    await office.knows(TRAM)
    await office.imports()
    await office.morning_of("13/05/2024")
    (review,) = office.heard_by(TRAM)
    assert "<b>NV7</b> · hạn 16/05/2024 · Ban Dân tộc\n" in review
    assert "Tổng hợp toàn bộ" in await office.presses(TRAM, "Xem tiếp")


async def test_review_that_waited_for_the_morning_is_not_shown_once_somebody_has_confirmed(
    empty_office: Office,
) -> None:
    office = empty_office
    await office.knows(TRAM, CHIEF)
    await office.imports()
    async with office.database.work() as uow:
        await uow.directives.confirm(1, None, RULES.calendar, office.clock.now())
        await uow.commit()
    await office.morning_of("13/05/2024")
    assert office.heard_by(CHIEF) == []
