"""The same day while one call in four or five goes wrong, each in one of the ways that lines and servers have."""

import random
from collections import Counter

import pytest

from tests.channels.telegram.given import TelegramOffice
from tests.stories.office import DUC, HA, TRAM


async def _sent(office: TelegramOffice) -> int:
    ((count,),) = await office.rows("SELECT count(*) FROM outbox WHERE state = 'sent'")
    return int(count)


@pytest.mark.parametrize("seed", [1, 2])
async def test_nothing_is_lost_and_only_cut_lines_repeat(office: TelegramOffice, seed: int) -> None:
    faults = office.telegram.faults
    before = {who: len(person.screen) for who, person in office.people.items()}
    sent_before = await _sent(office)
    faults.chance, faults.rate = random.Random(seed), 0.05
    for percent in range(10, 60, 5):
        assert f"{percent}%" in await office.says(HA, f"NV7 {percent}%")
    await office.says(DUC, "NV11 xong")
    await office.presses(TRAM, "Xác nhận NV")
    for day in ("14/05/2024", "15/05/2024", "16/05/2024", "17/05/2024"):
        await office.morning_of(day)
    faults.chance = None

    assert await office.rows("SELECT state, count(*) FROM outbox WHERE state <> 'sent' GROUP BY state") == []
    shown = sum(len(person.screen) - before.get(who, 0) for who, person in office.people.items())
    assert shown - (await _sent(office) - sent_before) == faults.happened["sendMessage", "cut after"]
    assert (await office.task("NV7")).percent == 55
    assert (await office.task("NV11")).status == "confirmed"
    async with office.database.work() as uow:
        reports = await uow.reports.of((await office.task("NV7")).id)
    said = Counter(report.percent for report in reports if report.percent)
    assert said == dict.fromkeys(range(10, 60, 5), 1)
    assert {kind for _, kind in faults.happened} == {"cut before", "cut after", "429", "500", "garbled"}


async def test_receipt_of_every_message_names_one_that_the_platform_has(office: TelegramOffice) -> None:
    known = {(str(p.id), str(m.message_id)) for p in office.people.values() for m in p.screen}
    receipts = await office.rows("SELECT chat, message_id FROM receipts WHERE channel = 'telegram'")
    assert {(chat, message_id) for chat, message_id in receipts} == known
