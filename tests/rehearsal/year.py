"""A year of a province, lived in minutes: then the independent auditor must find nothing missing and nothing double.

    python -m tests.rehearsal.year [--seed 1] [--quick]

1,500 tasks, 60 agencies and 200 people (`--quick`: 100, 8 and 40, and the first quarter only), from 2/1 to 31/12/2024
with Tết and the exchanged working days. People answer by chance, in their own words through the real conversation;
chats are blocked and come back, phones stumble, people leave and are followed by others, the service is restarted and
is sometimes down for days.
Prints the auditor's report as JSON; exits with 1 when anything is missing or was said twice.
"""

import argparse
import asyncio
import json
import logging
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from time import perf_counter

import structlog

from bot.house import House
from data.clock import FrozenClock
from data.domain.figures import TimeClass, time_class
from data.domain.person import Role
from data.domain.question import TaskFilter
from data.domain.task import Assignment, Status
from data.office.asking import ask, recall
from tests.fakes.databases import RAM
from tests.rehearsal.village import RULES, ZONE, Phones, Village

FIRST, LAST, END_OF_QUARTER = date(2024, 1, 2), date(2024, 12, 31), date(2024, 3, 29)
HOURS = (time(8), time(14, 30))


@dataclass
class Year:
    """One rehearsal: how large, how troubled, and what happened besides."""

    tasks: int
    agencies: int
    people: int
    seed: int
    last: date = LAST
    trouble: float = 1.0
    events: dict[str, int] = field(default_factory=lambda: {"outage_days": 0, "blocked": 0, "left": 0})
    _given: int = 0
    _directives: int = 0

    async def live(self, folder: Path) -> dict[str, object]:
        """Live the year in a database of its own; return the figures and the auditor's report."""
        began = perf_counter()
        chance = Random(self.seed)
        clock = FrozenClock(datetime.combine(FIRST, time(7, 30), ZONE))
        phones = Phones(chance, clock, stumbles=0.02)
        village = Village(f"sqlite:///{folder}/year.db", clock, chance, phones)
        async with village.opened() as house:
            await village.founds(house, self.agencies, self.people)
        await self._live_days(village)
        clock.moment = datetime.combine(self.last, time(16, 59), ZONE)
        async with village.opened() as house:
            await village.settle(house)
            clock.advance(timedelta(minutes=30))
            report = await house.audit()
            agree = await _agree(house, clock.now())
        return {
            "seed": self.seed,
            "seconds": round(perf_counter() - began, 1),
            "messages": phones.taken,
            "said_by_people": village.heard.total(),
            "restarts": village.restarts,
            **self.events,
            "repeated_word_for_word": len(phones.repeats),
            "as_of_now_agrees": agree,
            "audit": report.as_json(),
        }

    async def _live_days(self, village: Village) -> None:
        """Live day by day; every few days the service is restarted, sometimes only days later."""
        working = [day for day in _days(FIRST, self.last) if RULES.calendar.is_working(day)]
        place = 0
        while place < len(working):
            async with village.opened() as house:
                up = village.chance.randrange(3, 15)
                for number in range(place, min(place + up, len(working))):
                    await self._live_day(village, house, working[number], (number + 1) / (len(working) * 0.9))
            down = village.chance.choices((0, 1, 2, 5), (80, 10, 6, 4))[0]
            self.events["outage_days"] += min(down, max(0, len(working) - place - up))
            place += up + down

    async def _live_day(self, village: Village, house: House, day: date, through: float) -> None:
        """Live one working day, `through` telling how far the year's directives have come."""
        for hour in HOURS:
            village.clock.moment = datetime.combine(day, hour, ZONE)
            await village.settle(house)
            wanted = round(self.tasks * min(1, through)) - self._given
            if hour == HOURS[1] and wanted > 0:
                self._directives += 1
                await village.assigns(house, wanted, self._directives)
                self._given += wanted
                await village.settle(house)
            await self._people_act(village, house)
            await village.settle(house)

    async def _people_act(self, village: Village, house: House) -> None:
        contacts, chance = village.contacts(), village.chance
        for one in await village.owed(house):
            word = _next_word(one, chance, village.clock.now())
            if word is None:
                continue
            anybody = [person for person in village.people.values() if person.role is word.by and person.active]
            own = [person for person in (anybody if word.by else contacts[one.agency_id]) if village.can_speak(person)]
            if own:
                village.heard[word.words] += 1
                await village.says(house, chance.choice(own).id, word.words.format(code=one.code))
        await self._chat_events(village, house)

    async def _chat_events(self, village: Village, house: House) -> None:
        chance = village.chance
        if chance.random() < 0.04 * self.trouble:
            self.events["blocked"] += 1
            village.block(chance.choice(sorted(village.people)))
        if chance.random() < 0.03 * self.trouble:
            for person_id in village.unblock():
                await village.says(house, person_id, "xin chào")
        if chance.random() < 0.015 * self.trouble:
            self.events["left"] += 1
            officials = [one for own in village.contacts().values() for one in own]
            await village.leaves(house, chance.choice(officials))


@dataclass(frozen=True, slots=True)
class Word:
    """Something that may be said of a task in half a day, with its chance; `by` None is the agency's contact."""

    chance: float
    words: str
    by: Role | None = None


def _words_for(one: Assignment, now: datetime) -> list[Word]:
    """Return what may be said of a task as it stands."""
    if one.status is Status.REPORTED_DONE:
        confirm = Word(0.3, "{code} xác nhận hoàn thành", Role.SPECIALIST)
        return [confirm, Word(0.02, "{code} trả lại vì thiếu số liệu", Role.SPECIALIST)]
    if not one.open:
        return []
    if one.status is Status.ASSIGNED:
        return [Word(0.25, "đã nhận {code}")]
    late = time_class(one, now, RULES.calendar) is TimeClass.DOING_OVERDUE
    words = [
        Word(0.12 if late else 0.03, "{code} đã xong"),
        Word(0.02, "{code} 40% đang lấy ý kiến"),
        Word(0.005, "{code} vướng, chưa có kinh phí"),
    ]
    if one.deadline.due_on is not None:
        until = max(one.deadline.due_on, RULES.calendar.office_day(now)) + timedelta(days=14)
        words.append(Word(0.01, f"{{code}} gia hạn {until:%d/%m/%Y} vì chờ Sở Tài chính"))
        words.append(Word(0.02, "{code} đồng ý", Role.CHIEF))
    return words


def _next_word(one: Assignment, chance: Random, now: datetime) -> Word | None:
    """Draw what somebody says of a task in this half of a day, if anything."""
    roll = chance.random()
    for word in _words_for(one, now):
        if roll < word.chance:
            return word
        roll -= word.chance
    return None


async def _agree(house: House, now: datetime) -> bool:
    """Tell whether the replay of everything that was kept comes to what stands there, to the task."""
    async with house.database.look() as uow:
        live = await ask(uow, TaskFilter(), now, RULES)
        replayed = await recall(uow, TaskFilter(), now, RULES)
    facts = [
        [(one.id, one.status, one.due_at, one.heard_at, one.percent) for one in road.assignments]
        for road in (live, replayed)
    ]
    return live.figures == replayed.figures and facts[0] == facts[1]


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


async def _main(year: Year) -> int:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    with tempfile.TemporaryDirectory(prefix="nhacviec-year-", dir=RAM) as folder:
        found = await year.live(Path(folder))
    print(json.dumps(found, ensure_ascii=False, indent=1))
    audit = found["audit"]
    assert isinstance(audit, dict)
    clean = audit["missing"] == audit["double"] == found["repeated_word_for_word"] == 0
    return 0 if clean and found["as_of_now_agrees"] else 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args()
    whole, quick = Year(1500, 60, 200, asked.seed), Year(100, 8, 40, asked.seed, END_OF_QUARTER)
    sys.exit(asyncio.run(_main(quick if asked.quick else whole)))


if __name__ == "__main__":
    main()
