"""The sample directive lived day by day: every push of every person, none twice, none missing."""

import re
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta

import pytest

from data.intake.reading import read_bytes
from data.office.importing import confirm_directive, store_directive
from data.sample import DIRECTIVE, sample
from tests.stories.office import BAN_HEAD, BINH, CHIEF, DUC, HA, RULES, SON, TRAM, Office

pytestmark = pytest.mark.both_engines

SKHDT_HEAD = "skhdt-head"
AGENCY = (HA, BINH)
ALL_OF_THE_BAN = frozenset({"NV1", "NV2", "NV3", "NV4", "NV5", "NV6", "NV7", "NV8", "NV9", "NV10", "NV12"})
UNDATED = ALL_OF_THE_BAN - {"NV3", "NV7"}
Pushes = dict[str, set[str]]


async def _confirmed(office: Office) -> None:
    """Let the shipped file be read, and confirmed by the office before eight."""
    await office.knows(HA, BINH, BAN_HEAD, DUC, SKHDT_HEAD, TRAM, CHIEF, SON)
    draft = replace(read_bytes(DIRECTIVE, sample(DIRECTIVE)), number="215", issued_on=date(2024, 5, 13))
    now = RULES.calendar.morning(date(2024, 5, 13)).replace(hour=7, minute=55)
    async with office.database.work() as uow:
        stored = await store_directive(uow, draft, RULES, now)
        await confirm_directive(uow, stored.directive.id, None, RULES, now)
        await uow.commit()


async def _lives(office: Office, first: date, last: date) -> dict[date, Pushes]:
    """Tick at seven, eight, noon and six of every day, weekends too; return the codes that each person was sent."""
    days: dict[date, Pushes] = {}
    day = first
    while day <= last:
        heard: Pushes = defaultdict(set)
        for hour in (7, 8, 12, 18):
            for who, codes in (await _tick(office, day, hour)).items():
                assert hour == 8, "everything due is said in the morning"
                heard[who] |= codes
        if heard:
            days[day] = dict(heard)
        day += timedelta(days=1)
    return days


async def _tick(office: Office, day: date, hour: int) -> Pushes:
    people = (HA, BINH, BAN_HEAD, DUC, SKHDT_HEAD, TRAM, CHIEF, SON)
    before = {who: len(office.heard_by(who)) for who in people}
    office.clock.moment = RULES.calendar.morning(day).replace(hour=hour)
    await office.delivers()
    said = {who: office.heard_by(who)[count:] for who, count in before.items()}
    assert all(len(messages) <= 1 for messages in said.values()), "one message a person a morning"
    return {who: _codes(messages[0]) for who, messages in said.items() if messages}


def _codes(message: str) -> set[str]:
    found = re.findall(r"<b>(NV\d+)</b> · (?:hạn \d\d/\d\d/\d{4}|không có thời hạn)", message)
    assert len(found) == len(set(found)), "no task twice in one message"
    return set(found)


def _said(days: dict[date, Pushes], who: str) -> dict[str, set[str]]:
    return {f"{day:%d/%m}": pushes[who] for day, pushes in days.items() if who in pushes}


async def test_silent_agencies_hear_the_whole_ladder_and_those_above_them_their_steps(empty_office: Office) -> None:
    office = empty_office
    await _confirmed(office)
    days = await _lives(office, date(2024, 5, 13), date(2024, 6, 14))
    ban = {
        "13/05": set(ALL_OF_THE_BAN),
        "15/05": {"NV7"},
        "16/05": {"NV7"},
        "17/05": {"NV7"},
        "20/05": {"NV7"},
        "21/05": {"NV7"},
        "22/05": {"NV7", "NV3"},
        "23/05": {"NV7"},
        "27/05": {"NV7"},
        "28/05": {"NV3"},
        "30/05": {"NV3"},
        "31/05": {"NV3"},
        "03/06": {"NV3", "NV7"},
        "04/06": {"NV3"},
        "05/06": {"NV3"},
        "06/06": {"NV3"},
        "07/06": {"NV3"},
        "10/06": {"NV3", "NV7"},
        "12/06": set(UNDATED),
    }
    assert [_said(days, who) for who in AGENCY] == [ban, ban]
    # Sở Kế hoạch và Đầu tư coordinates NV7 too: it hears of that when it is assigned and on the day before, no more.
    assert _said(days, DUC) == {"13/05": {"NV7", "NV11"}, "15/05": {"NV7", "NV11"}} | {
        day: {"NV11"} for day in ("16/05", "17/05", "20/05", "21/05", "22/05", "23/05", "27/05", "03/06", "10/06")
    }
    assert _said(days, BAN_HEAD) == {"15/05": set(ALL_OF_THE_BAN), "17/05": {"NV7"}, "03/06": {"NV3"}}
    assert _said(days, SKHDT_HEAD) == {"15/05": {"NV11"}, "17/05": {"NV11"}}
    # Nobody of Sở Tư pháp and Sở Nội vụ, which coordinate, is paired: the office hears that once.
    helped = {"NV7", "NV9", "NV10", "NV12"}
    assert _said(days, TRAM) == {"13/05": helped, "21/05": {"NV7", "NV11"}, "05/06": {"NV3"}}
    assert _said(days, CHIEF) == {"23/05": {"NV7", "NV11"}, "07/06": {"NV3"}}
    assert _said(days, SON) == {"30/05": {"NV7", "NV11"}, "14/06": {"NV3"}}


async def test_acknowledged_and_extended_task_follows_its_new_deadline(empty_office: Office) -> None:
    office = empty_office
    await _confirmed(office)
    await _lives(office, date(2024, 5, 13), date(2024, 5, 13))
    office.clock.moment = RULES.calendar.morning(date(2024, 5, 13)).replace(hour=9)
    await office.says(DUC, "NV11 gia hạn 20/5 vì chờ Sở Tài chính")
    await office.presses(DUC, "Đúng")
    await office.presses(CHIEF, "Đồng ý")
    days = await _lives(office, date(2024, 5, 14), date(2024, 5, 21))
    assert _said(days, DUC) == {"15/05": {"NV7", "NV11"}} | {day: {"NV11"} for day in ("17/05", "20/05", "21/05")}
