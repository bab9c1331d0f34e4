"""The same day while one call in four goes wrong, each in one of the ways that lines and servers have."""

import random
from collections import Counter

import pytest

from tests.channels.zalo.given import ZaloOffice
from tests.fakes.zalo.faults import KINDS
from tests.stories.office import DUC, HA, TRAM

POLLED = ("getUpdates", "cut after")
"""What the platform has given away it does not give again: the loss of polling that no bot can prevent."""


async def _parts_sent(office: ZaloOffice) -> int:
    ((count,),) = await office.rows("SELECT count(*) FROM receipts")
    return int(count)


@pytest.mark.parametrize("seed", [1, 2])
async def test_nothing_is_lost_and_only_cut_lines_repeat(office: ZaloOffice, seed: int) -> None:
    faults = office.zalo.faults
    before = {who: len(person.screen) for who, person in office.people.items()}
    sent_before = await _parts_sent(office)
    faults.chance, faults.rate, faults.spared = random.Random(seed), 0.05, {POLLED}
    for percent in range(10, 60, 5):
        assert f"{percent}%" in await office.says(HA, f"NV7 {percent}%")
    await office.says(DUC, "NV11 xong")
    await office.presses(TRAM, "Xác nhận NV")
    for day in ("14/05/2024", "15/05/2024", "16/05/2024", "17/05/2024"):
        await office.morning_of(day)
    faults.chance = None

    assert await office.rows("SELECT state, count(*) FROM outbox WHERE state <> 'sent' GROUP BY state") == []
    shown = sum(len(person.screen) - before.get(who, 0) for who, person in office.people.items())
    assert shown - (await _parts_sent(office) - sent_before) == faults.happened["sendMessage", "cut after"]
    assert (await office.task("NV7")).percent == 55
    assert (await office.task("NV11")).status == "confirmed"
    said = Counter(report.percent for report in await office.reports("NV7") if report.percent)
    assert said == dict.fromkeys(range(10, 60, 5), 1)
    assert {kind for _, kind in faults.happened} == set(KINDS)


async def test_receipt_of_every_message_names_one_that_the_platform_has(office: ZaloOffice) -> None:
    bot = office.zalo.world.bot["id"]
    known = {(f"{bot}:{person.id}", one.message_id) for person in office.people.values() for one in person.screen}
    receipts = await office.rows("SELECT chat, message_id FROM receipts WHERE channel = 'zalo'")
    assert {(chat, message_id) for chat, message_id in receipts} == known
