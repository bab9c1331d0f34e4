"""A year of a province, lived in minutes: then the independent auditor must find nothing missing and nothing double.

    python -m tests.rehearsal.year [--seed 1] [--quick | --tasks N --agencies N --people N] [--keep FILE]

1,500 tasks, 60 agencies and 200 people (`--quick`: 100, 8 and 40, and the first quarter only), from 2/1 to 31/12/2024
with Tết and the exchanged working days, two in a hundred tasks coming again each week, month or quarter. People answer
by chance, in their own words through the real conversation; they go on leave, ask to be reminded later or for more
time, which is granted, granted for another day or refused; chats are blocked and come back, phones stumble, people
leave and are followed by others, agencies merge, the service is restarted and is sometimes down for days.
Prints the auditor's report as JSON; exits with 1 when anything is missing or was said twice. `--keep` leaves the
database in FILE, and `--again FILE` audits it once more.
"""

import argparse
import asyncio
import json
import logging
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from time import process_time

import structlog

from bot.house import House, open_house
from data.clock import FrozenClock
from data.domain.figures import TimeClass, time_class
from data.domain.person import Person, Role
from data.domain.question import TaskFilter
from data.domain.task import Assignment, Status
from data.office.asking import ask, recall
from tests.fakes.databases import RAM
from tests.rehearsal.village import RULES, TEXTS, ZONE, Phones, Village

FIRST, LAST, END_OF_QUARTER = date(2024, 1, 2), date(2024, 12, 31), date(2024, 3, 29)
HOURS = (time(8), time(14, 30))
MERGERS = (0.25, 0.5, 0.7)
"""How far through the year mergers are planned."""


@dataclass
class Year:
    """One rehearsal: how large, how troubled, and what happened besides."""

    tasks: int
    agencies: int
    people: int
    seed: int
    last: date = LAST
    trouble: float = 1.0
    events: Counter[str] = field(default_factory=Counter)
    _given: int = 0
    _directives: int = 0
    _mergers: int = 0

    async def live(self, file: Path) -> dict[str, object]:
        """Live the year in a database of its own; return the figures and the auditor's report."""
        began = process_time()
        chance = Random(self.seed)
        clock = FrozenClock(datetime.combine(FIRST, time(7, 30), ZONE))
        phones = Phones(chance, clock, stumbles=0.02)
        village = Village(f"sqlite:///{file}", clock, chance, phones)
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
            "processor_seconds": round(process_time() - began, 1),
            "messages": phones.taken,
            "said_by_people": dict(village.heard.most_common()),
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
        await self._agencies_change(village, house, day, through)

    async def _people_act(self, village: Village, house: House) -> None:
        contacts, chance = village.contacts(), village.chance
        said: list[tuple[int, str]] = []
        for one in await village.owed(house):
            word = _next_word(one, chance, village.clock.now())
            if word is None:
                continue
            anybody = [person for person in village.people.values() if person.role is word.by and person.active]
            own = [person for person in (anybody if word.by else contacts[one.agency_id]) if village.can_speak(person)]
            if own:
                village.heard[word.kind] += 1
                said.append((chance.choice(own).id, word.words.format(code=one.code)))
        said += [(who.id, words) for who, words in self._absences(village, contacts)]
        await village.say_all(house, said)
        await self._chat_events(village, house)

    def _absences(
        self, village: Village, contacts: Mapping[int | None, Sequence[Person]]
    ) -> Iterator[tuple[Person, str]]:
        """Yield who goes on leave, to a colleague or to nobody, and who is back early."""
        chance, today = village.chance, RULES.calendar.office_day(village.clock.now())
        for own in contacts.values():
            here = [person for person in own if village.can_speak(person)]
            if here and chance.random() < 0.004 * self.trouble:
                who, until = chance.choice(here), today + timedelta(days=chance.choice((1, 3, 7, 14)))
                others = [person for person in own if person is not who]
                to = f", chuyển cho {chance.choice(others).name}" if others and chance.random() < 0.6 else ""
                village.heard["leave"] += 1
                yield who, f"vắng đến {until:%d/%m/%Y}{to}"
            elif here and chance.random() < 0.002 * self.trouble:
                village.heard["back"] += 1
                yield chance.choice(here), "đã đi làm lại"

    async def _agencies_change(self, village: Village, house: House, day: date, through: float) -> None:
        """Plan a merger thrice in the year, each for a day a week ahead, and see what mergers did."""
        if self._mergers < len(MERGERS) and through > MERGERS[self._mergers] and self.agencies > self._mergers + 4:
            self._mergers += 1
            self.events["mergers"] += 1
            await village.merges(house, day + timedelta(days=7))
        await village.looks_around(house)
        if day.month != (day + timedelta(days=1)).month:
            print(f"{day}: {village.phones.taken} messages, {process_time():.0f} s", file=sys.stderr, flush=True)

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

    kind: str
    chance: float
    words: str
    by: Role | None = None


def _words_for(one: Assignment, now: datetime) -> list[Word]:
    """Return what may be said of a task as it stands."""
    if one.status is Status.REPORTED_DONE:
        confirm = Word("confirm", 0.3, "{code} xác nhận hoàn thành", Role.SPECIALIST)
        return [confirm, Word("return", 0.02, "{code} trả lại vì thiếu số liệu", Role.SPECIALIST)]
    if not one.open:
        return []
    if one.status is Status.ASSIGNED:
        return [Word("acknowledge", 0.25, "đã nhận {code}")]
    late = time_class(one, now, RULES.calendar) is TimeClass.DOING_OVERDUE
    words = [
        Word("done", 0.12 if late else 0.03, "{code} đã xong"),
        Word("progress", 0.02, "{code} 40% đang lấy ý kiến"),
        Word("difficulty", 0.005, "{code} vướng, chưa có kinh phí"),
        Word("snooze", 0.005, "nhắc lại {code} sau 3 ngày"),
        Word("snooze", 0.005, "nhắc lại {code} sau 10 ngày"),
    ]
    return words + _words_of_time(one, now) if one.deadline.due_on is not None else words


def _words_of_time(one: Assignment, now: datetime) -> list[Word]:
    """Return what may be said of a deadline: more time asked for, granted, granted for another day, or refused."""
    assert one.deadline.due_on is not None
    latest = max(one.deadline.due_on, RULES.calendar.office_day(now))
    asked, other = latest + timedelta(days=14), latest + timedelta(days=5)
    return [
        Word("wish", 0.012, f"{{code}} gia hạn {asked:%d/%m/%Y} vì chờ Sở Tài chính"),
        Word("grant", 0.02, "{code} đồng ý", Role.CHIEF),
        Word("counter", 0.01, f"{{code}} đồng ý đến {other:%d/%m/%Y}", Role.CHIEF),
        Word("refuse", 0.01, "{code} không đồng ý vì phiên họp đã ấn định", Role.LEADER),
    ]


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
    async with house.database.reading() as uow:
        live = await ask(uow, TaskFilter(), now, RULES)
        replayed = await recall(uow, TaskFilter(), now, RULES)
    facts = [
        [(one.id, one.status, one.due_at, one.heard_at, one.percent) for one in road.assignments]
        for road in (live, replayed)
    ]
    return live.figures == replayed.figures and facts[0] == facts[1]


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


async def _main(year: Year, keep: Path | None) -> int:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    with tempfile.TemporaryDirectory(prefix="nhacviec-year-", dir=RAM) as folder:
        found = await year.live(keep or Path(folder) / "year.db")
    print(json.dumps(found, ensure_ascii=False, indent=1))
    audit = found["audit"]
    assert isinstance(audit, dict)
    clean = audit["missing"] == audit["double"] == found["repeated_word_for_word"] == 0
    return 0 if clean and found["as_of_now_agrees"] else 1


async def _again(file: Path, last: date) -> int:
    """Audit a year that was lived before."""
    clock = FrozenClock(datetime.combine(last, time(17, 29), ZONE))
    async with open_house(f"sqlite:///{file}", RULES, TEXTS, clock) as house:
        report = await house.audit()
    print(json.dumps(report.as_json(), ensure_ascii=False, indent=1))
    return 1 if report.missing or report.double else 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, usual in (("seed", 1), ("tasks", 1500), ("agencies", 60), ("people", 200)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--again", type=Path)
    asked = parser.parse_args()
    if asked.again:
        sys.exit(asyncio.run(_again(asked.again, END_OF_QUARTER if asked.quick else LAST)))
    whole = Year(asked.tasks, asked.agencies, asked.people, asked.seed)
    quick = Year(100, 8, 40, asked.seed, END_OF_QUARTER)
    sys.exit(asyncio.run(_main(quick if asked.quick else whole, asked.keep)))


if __name__ == "__main__":
    main()
