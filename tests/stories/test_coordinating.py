"""Agencies that coordinate hear of the assignment and shortly before the deadline, and of nothing else."""

from datetime import date

import pytest

from data.domain.task import Status
from tests.stories.office import CHIEF, DUC, HA, SANG, TRAM, TRANG, Office


async def test_coordinating_agency_is_told_who_leads_and_that_it_coordinates(office: Office) -> None:
    (card,) = office.heard_by(SANG)
    assert card.splitlines()[0] == "<b>Việc phối hợp</b>"
    assert "<b>NV7</b> · hạn 16/05/2024" in card
    assert "Chủ trì: Ban Dân tộc\nPhối hợp: UBND huyện Sơn Động" in card
    assert office.choices(SANG) == ["Xác nhận đã nhận", "Báo vướng mắc", "Nhắc lại ngày làm việc sau"]


async def test_coordinating_agency_hears_the_day_before_and_of_nothing_overdue(office: Office) -> None:
    heard = []
    for day in ("14/05", "15/05", "16/05", "17/05", "20/05", "21/05", "30/05"):
        before = len(office.heard_by(SANG))
        await office.morning_of(f"{day}/2024")
        heard += [day] * (len(office.heard_by(SANG)) - before)
    assert heard == ["15/05"]


async def test_coordinating_agency_that_is_silent_is_raised_to_nobody(office: Office) -> None:
    for day in ("15/05", "16/05", "17/05"):
        await office.morning_of(f"{day}/2024")
    everybody = [text for who in (CHIEF, HA, TRANG) for text in office.heard_by(who)]
    assert not any("UBND huyện Sơn Động" in text and "chưa tiếp nhận" in text for text in everybody)


async def test_office_hears_once_that_nobody_of_a_coordinating_agency_is_paired(office: Office) -> None:
    said = [text for text in office.heard_by(TRAM) if "Đơn vị chưa có ai nhận được nhắc việc" in text]
    assert len(said) == 1
    assert "Sở Tư pháp (phối hợp)" in said[0]
    heard = len(office.heard_by(TRAM))
    for day in ("14/05", "15/05", "16/05"):
        await office.morning_of(f"{day}/2024")
    assert not any("Sở Tư pháp" in text for text in office.heard_by(TRAM)[heard:])


async def test_coordinating_agency_rests_once_the_lead_reports_done_and_is_woken_by_a_return(office: Office) -> None:
    await office.says(HA, "NV7 xong")
    await office.morning_of("15/05/2024")
    assert len(office.heard_by(SANG)) == 1
    share = await office.task("NV7", "UBND huyện Sơn Động")
    assert (share.resting, share.open, share.status) == (True, False, Status.ASSIGNED)
    await office.says("vp-1", "trả lại NV7 vì chưa đủ số liệu")
    assert not (await office.task("NV7", "UBND huyện Sơn Động")).resting


async def test_coordinating_agency_follows_the_deadline_that_the_lead_was_granted(office: Office) -> None:
    await office.asks_for_time(HA, "NV7 gia hạn 20/5 vì chờ số liệu")
    await office.presses(CHIEF, "Đồng ý")
    for day in ("15/05", "16/05"):
        await office.morning_of(f"{day}/2024")
    assert len(office.heard_by(SANG)) == 1
    await office.morning_of("17/05/2024")
    assert "<b>NV7</b> · hạn 20/05/2024" in office.heard_by(SANG)[-1]


async def test_bare_words_of_an_agency_with_both_parts_mean_what_it_leads(office: Office) -> None:
    assert "tiếp nhận 2 nhiệm vụ" in await office.says(DUC, "đã nhận")
    assert "báo xong <b>NV11</b>" in await office.says(DUC, "xong")


async def test_deadline_that_a_coordinating_agency_follows_stays_in_the_history(office: Office) -> None:
    await office.asks_for_time(HA, "NV7 gia hạn 20/5 vì chờ số liệu")
    await office.presses(CHIEF, "Đồng ý")
    share = await office.task("NV7", "UBND huyện Sơn Động")
    async with office.database.reading() as uow:
        (history,) = [one for one in await uow.histories.every() if one.present.id == share.id]
    assert [(one.version, one.deadline.due_on) for one in history.versions] == [
        (1, date(2024, 5, 16)),
        (2, date(2024, 5, 20)),
    ]
    assert history.versions[-1].set_at == history.present.ladder_from


@pytest.mark.parametrize("words", ["NV7 xong", "NV7 60%", "NV7 gia hạn 20/5 vì chờ số liệu"])
async def test_coordinating_agency_that_reports_hears_who_does_and_what_it_can_do(office: Office, words: str) -> None:
    answer = await office.says(SANG, words)
    assert answer.startswith("<b>NV7</b>, hạn 16/05/2024 (còn 3 ngày làm việc): đơn vị đồng chí phối hợp; Ban Dân tộc")
    assert "nếu vướng, có thể nhắn: NV7 vướng" in answer
    assert (await office.task("NV7")).status is Status.ASSIGNED
    assert "refused:not_yours" in await office.audited()
