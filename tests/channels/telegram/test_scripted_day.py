"""One day from the first codes to a group that moves: on a platform that works, and on one that fails all the time."""

import random
import re
from collections import Counter
from datetime import date

import pytest
from sqlalchemy import text

from data.domain.group import GroupAddress
from data.domain.task import Status
from tests.channels.telegram.given import TelegramOffice
from tests.fakes.telegram.person import group_of
from tests.fakes.telegram.world import Place
from tests.stories.office import BINH, CHIEF, DUC, EVERYBODY, HA, SON, TRAM

FAULTS = {"cut before", "cut after", "429", "500", "garbled"}
ANSWERS = (26, 24)
"""How many answers to how many updates; linking the group is answered there too, and pairing may say what waits."""
SENDS = ("sendMessage", "sendDocument", "sendPhoto")


async def live_a_day(office: TelegramOffice) -> Place:
    """Live through all of it; return the supergroup that the agency's group has become.

    Whoever blocks the bot sees nothing more of it.
    """
    for who in EVERYBODY:
        assert "Đã kết nối" in await office.says(who, f"/start {await office.invites(who)}")
    await office.imports()
    await office.morning_of("13/05/2024")
    await office.presses(TRAM, "Đúng cả")
    group = group_of(office.telegram, "Ban Dân tộc")
    office.person(HA).says("/nhom", group=group)
    assert "Đã gắn nhóm" in await office.answer_to(HA)
    await _officials_answer(office)
    await _office_and_leader_speak(office)
    office.person(BINH).blocks()
    seen = len(office.person(BINH).screen)
    moved = office.person(HA).moves(group)
    await office.hears()
    for day in ("14/05/2024", "15/05/2024", "22/05/2024"):
        await office.morning_of(day)
    assert len(office.person(BINH).screen) == seen
    return moved


async def _officials_answer(office: TelegramOffice) -> None:
    assert "Đã ghi nhận: tiếp nhận" in await office.presses(HA, "Xác nhận đã nhận tất cả")
    assert "NV11" in await office.presses(DUC, "Xác nhận đã nhận")
    for percent in range(10, 60, 10):
        assert f"{percent}%" in await office.says(HA, f"NV3 {percent}%")
    answer = await office.sends_file(HA, "bao-cao.pdf", b"%PDF-1.7", "NV7 xong")
    assert "Đã ghi nhận: báo xong NV7" in answer
    await office.asks_for_time(DUC, "NV11 gia hạn 20/5 vì chờ Sở Tài chính")


async def _office_and_leader_speak(office: TelegramOffice) -> None:
    assert "Đã xác nhận hoàn thành NV7" in await office.presses(TRAM, "Xác nhận NV7 hoàn thành")
    assert "NV11" in await office.presses(CHIEF, "Đồng ý")
    assert "NV3" in await office.says(SON, "việc còn lại của Ban Dân tộc?")
    assert "Tổng số" in await office.says(SON, "/tonghop")


async def _rows(office: TelegramOffice, query: str) -> list[tuple[str, ...]]:
    async with office.database.connect() as connection:
        return [tuple(map(str, row)) for row in await connection.execute(text(query))]


async def _stands_as_told(office: TelegramOffice, moved: Place) -> None:
    """Check what the day has left behind in the office and on the screens."""
    assert (await office.task("NV7")).status is Status.CONFIRMED
    assert (await office.task("NV11")).deadline.due_on == date(2024, 5, 20)
    percents = Counter(report.percent for report in await office.reports("NV3") if report.percent)
    proven = (await office.task("NV7")).id
    async with office.database.work() as uow:
        assert [kept.name for kept in await uow.evidence.of(proven)] == ["bao-cao.pdf"]
        assert await uow.groups.find("telegram", GroupAddress(str(moved.id))) is not None
    assert percents == dict.fromkeys(range(10, 60, 10), 1)
    assert any(re.match(r"NV3 · hạn 31/05/2024", line) for line in _headlines(moved))


def _headlines(group: Place) -> list[str]:
    return [line for message in group.messages.values() for line in message.text.splitlines()]


async def _said_once(office: TelegramOffice, moved: Place) -> int:
    """Check that every message is on its screen; return how many copies more there are."""
    unsaid = await _rows(office, "SELECT kind, error FROM outbox WHERE state NOT IN ('sent', 'dropped')")
    assert {why for _, why in unsaid} <= {"no chat is paired"}
    taken = int((await _rows(office, "SELECT count(*) FROM receipts"))[0][0])
    group = office.telegram.world.places[-4001]
    shown = [len(person.screen) for person in office.people.values()]
    return sum(shown) + len(group.messages) + len(moved.messages) - taken


async def _answers(office: TelegramOffice) -> tuple[int, int]:
    ((answers, updates),) = await _rows(
        office, "SELECT (SELECT count(*) FROM outbox WHERE kind = 'answer'), (SELECT count(*) FROM inbox)"
    )
    return int(answers), int(updates)


async def test_day_leaves_everything_said_and_recorded_once(empty_office: TelegramOffice) -> None:
    moved = await live_a_day(empty_office)
    await _stands_as_told(empty_office, moved)
    assert await _said_once(empty_office, moved) == 0
    assert await _answers(empty_office) == ANSWERS
    assert await _rows(empty_office, "SELECT id FROM outbox WHERE unknown_outcomes > 0") == []


@pytest.mark.parametrize("seed", [1, 2])
async def test_same_day_with_every_fifth_call_failing_repeats_only_after_cut_lines(
    empty_office: TelegramOffice, seed: int
) -> None:
    office, faults = empty_office, empty_office.telegram.faults
    faults.chance, faults.rate = random.Random(seed), 0.05
    moved = await live_a_day(office)
    faults.chance = None
    await office.hears()

    await _stands_as_told(office, moved)
    cut = sum(faults.happened[method, "cut after"] for method in SENDS)
    assert await _said_once(office, moved) == cut
    assert await _answers(office) == ANSWERS
    ((told,),) = await _rows(office, "SELECT sum(unknown_outcomes) FROM outbox")
    assert int(told) >= cut
    assert {kind for _, kind in faults.happened} == FAULTS
