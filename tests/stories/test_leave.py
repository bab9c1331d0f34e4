"""Leave: who is away, who hears meanwhile, and that it ends by itself."""

import pytest

from tests.stories.office import BAN_HEAD, BINH, CHIEF, DUC, HA, TRAM, Office


def codes(messages: list[str]) -> list[str]:
    return [code for code in ("NV7", "NV11", "NV3") if any(f"<b>{code}</b> · hạn" in one for one in messages)]


async def hears(office: Office, who: str, *days: str) -> dict[str, list[str]]:
    """Return the dated tasks that somebody is reminded of on each morning on which they hear anything."""
    found = {}
    for day in days:
        before = len(office.heard_by(who))
        await office.morning_of(f"{day}/2024")
        if said := codes(office.heard_by(who)[before:]):
            found[day] = said
    return found


@pytest.mark.both_engines
@pytest.mark.parametrize(
    "words", ["vắng đến 16/5, chuyển cho Lương Văn Bình", "toi nghi phep den het ngay 16/5 chuyen cho anh Binh nhe"]
)
async def test_reminders_go_to_the_colleague_named_until_the_leave_is_over(office: Office, words: str) -> None:
    answer = await office.says(HA, words)
    assert answer.startswith("Đã ghi nhận: đồng chí vắng đến hết ngày 16/05/2024.")
    assert "gửi cho đồng chí Lương Văn Bình" in answer
    assert "Đồng chí Nguyễn Thị Hà vắng đến hết ngày 16/05/2024" in office.heard_by(BINH)[-1]
    assert await hears(office, HA, "15/05", "16/05") == {}
    assert codes(office.heard_by(BINH)[-1:]) == ["NV7"]
    assert await hears(office, HA, "17/05") == {"17/05": ["NV7"]}
    assert "Thời gian vắng của đồng chí đã hết" in "".join(office.heard_by(HA)[-2:])
    assert "Thời gian vắng của đồng chí Nguyễn Thị Hà đã hết" in "".join(office.heard_by(BINH)[-2:])
    assert "leave" in await office.audited()


async def test_without_a_name_the_deputy_hears(office: Office) -> None:
    await office.registers_people("skhdt-2,Nguyễn Thị Mơ,Phó Trưởng phòng,SKHDT,deputy,yes")
    await office.knows("skhdt-2")
    assert "đồng chí Nguyễn Thị Mơ" in await office.says(DUC, "tôi nghỉ đến 16/5")
    assert await hears(office, "skhdt-2", "15/05", "16/05", "17/05") == {"15/05": ["NV7", "NV11"], "16/05": ["NV11"]}


async def test_when_nobody_is_left_the_office_hears_at_once_and_of_every_rung(office: Office) -> None:
    answer = await office.says(DUC, "tôi nghỉ đến 16/5")
    assert "Không còn ai của đơn vị nhận được nhắc việc, nên Văn phòng đã được báo." in answer
    assert "Trần Minh Đức (Trưởng phòng Tổng hợp - Quy hoạch), Sở Kế hoạch và Đầu tư, vắng" in office.heard_by(TRAM)[-1]
    await office.morning_of("15/05/2024")
    assert "Cán bộ đầu mối của đơn vị đang vắng" in office.heard_by(TRAM)[-1]
    assert "<b>NV11</b> · hạn 16/05/2024" in office.heard_by(TRAM)[-1]
    assert (await hears(office, TRAM, "16/05"))["16/05"] == ["NV11"]
    assert await hears(office, DUC, "17/05") == {"17/05": ["NV11"]}


async def test_step_for_a_head_on_leave_goes_to_the_deputy(office: Office) -> None:
    await office.registers_people("bdt-3,Hoàng Văn Nam,Phó Trưởng Ban,BDT,deputy,yes")
    await office.knows(BAN_HEAD, "bdt-3")
    await office.says(BAN_HEAD, "đi công tác đến 20/5")
    before = len(office.heard_by(BAN_HEAD))
    await office.morning_of("15/05/2024")
    assert "chưa tiếp nhận" in office.heard_by("bdt-3")[-1]
    assert len(office.heard_by(BAN_HEAD)) == before
    assert "Ban Dân tộc" not in office.heard_by(CHIEF)[-1]


async def test_who_is_back_early_says_so_and_hears_again(office: Office) -> None:
    await office.says(HA, "vắng đến 31/5")
    assert await hears(office, HA, "15/05") == {}
    assert "đồng chí đi làm lại" in await office.says(HA, "đã đi làm lại")
    assert codes(office.heard_by(HA)[-1:]) == ["NV7"]


async def test_day_that_has_passed_a_stranger_and_a_missing_day_are_said(office: Office) -> None:
    assert "Ngày vắng đã qua" in await office.says(HA, "vắng đến 10/5")
    assert "Lương Văn Bình" in await office.says(HA, "vắng đến 25/5, chuyển cho Trần Minh Đức")
    assert "đến ngày nào" in await office.says(HA, "tôi nghỉ đến hết tuần")
    assert "leave" not in await office.audited()


async def test_report_that_only_mentions_leave_is_a_report(office: Office) -> None:
    await office.says(DUC, "NV11 vướng do đồng chí phụ trách nghỉ đến 25/5")
    assert (await office.reports("NV11"))[-1].kind == "block"


async def test_specialist_on_leave_is_told_who_heard_of_it(office: Office) -> None:
    assert "nên Văn phòng đã được báo" in await office.says(TRAM, "vắng đến 20/5")
    assert any("Nguyễn Ngọc Trâm" in text for text in office.heard_by(CHIEF)[-2:])
    await office.unpairs(TRAM)
    assert "cũng không còn ai khác kết nối" in await office.says(CHIEF, "vắng đến 20/5")
