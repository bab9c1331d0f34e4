"""What became of everything: the database beside what people said and what their screens show."""

import json
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import text

from data.db.engine import Database
from data.domain.planning import Audiences, Reminder, Said, plan
from data.domain.question import TaskFilter
from jobs.deliver import LEASE
from tests.attack.officials import RULES, Attack
from tests.fakes.telegram import world
from tests.fakes.telegram.markup import text_of

MOST_AT_ONCE = 30
"""How many messages may be said twice by one crash: what a platform takes in a second."""
IN_FLIGHT = LEASE + timedelta(seconds=10)
"""How long before a break a send may have begun; a busy machine is late with everything."""
_WAIT = (
    "FROM inbox WHERE state = 'new'",
    "FROM outbox WHERE state = 'queued'",
    "FROM reminders WHERE state = 'planned'",
)
WAITING = "SELECT " + " + ".join(f"(SELECT count(*) {each})" for each in _WAIT)
MUST_BE_ZERO = 10


@dataclass
class Verdict:
    """The figures of an attack; the first ten must be zero."""

    unconfirmed_updates: int
    unrecorded_updates: int
    updates_recorded_twice: int
    unequal_answers: int
    unsaid_messages: int
    unsaid_reminders: int
    repeats_not_in_flight: int
    repeats_beyond_thirty: int
    repeats_twice_a_break: int
    broken_chain: int
    updates: int
    messages: int
    reminders: int
    audited: int
    lives: int
    breaks: int
    faults: int
    repeats: int
    repeats_after_cuts: int
    most_at_once: int

    @property
    def clean(self) -> bool:
        """Whether nothing was lost and nothing said twice without need."""
        return not any(list(vars(self).values())[:MUST_BE_ZERO])


async def judge(attack: Attack, now: datetime) -> Verdict:
    """Compare what is on record with what was said and heard; by office time `now` everything due is to be said."""
    database = Database(attack.database_url)
    async with database.connect() as connection:
        reports = await connection.execute(
            text("SELECT task_id, reports.percent FROM reports JOIN assignments ON assignments.id = assignment_id")
        )
        recorded = Counter((int(task), int(percent)) for task, percent in reports)
        waiting = await connection.scalar(text(WAITING)) or 0
        told = await connection.scalar(text("SELECT count(*) FROM reminders WHERE state = 'said'")) or 0
    rows = await _rows(database, "SELECT kind, state, chat, body FROM outbox")
    unsaid = await unsaid_reminders(database, now)
    async with database.reading() as uow:
        chain = await uow.audit.verify()
    await database.close()
    said = {(number, percent) for number, most in attack.said.items() for percent in range(1, most + 1)}
    sent = Counter(_key(row) for row in rows if row["state"] == "sent")
    shown = _shown(attack)
    repeats = _repeats(attack, sent, shown)
    return Verdict(
        unconfirmed_updates=len(attack.telegram.world.pending()),
        unrecorded_updates=len(said - recorded.keys()),
        updates_recorded_twice=recorded.total() - len(recorded),
        unequal_answers=abs(sum(row["kind"] == "answer" for row in rows) - len(said)),
        unsaid_messages=_unseen(sent, shown).total() + waiting,
        unsaid_reminders=len(unsaid),
        repeats_not_in_flight=len(repeats.unexplained),
        repeats_beyond_thirty=sum(max(0, each - MOST_AT_ONCE) for each in repeats.at_once.values()),
        repeats_twice_a_break=repeats.twice,
        broken_chain=int(chain.broken is not None),
        updates=len(said),
        messages=len(rows),
        reminders=told,
        audited=chain.entries,
        lives=attack.lives,
        breaks=len(attack.breaks),
        faults=sum(attack.telegram.faults.happened.values()),
        repeats=repeats.count,
        repeats_after_cuts=repeats.after_cuts,
        most_at_once=max(repeats.at_once.values(), default=0),
    )


async def missing(attack: Attack, now: datetime) -> list[str]:
    """Return what waits, what no screen shows, what is unsaid by then and what is said twice for no reason."""
    database = Database(attack.database_url)
    waiting = [row for each in _WAIT for row in await _rows(database, f"SELECT * {each}")]
    sent = await _rows(database, "SELECT * FROM outbox WHERE state = 'sent'")
    unsaid = await unsaid_reminders(database, now)
    told = await _rows(database, "SELECT * FROM reminders")
    await database.close()
    about = {one.assignment_id for one in unsaid}
    keys, shown = Counter(map(_key, sent)), _shown(attack)
    unseen, repeats = _unseen(keys, shown), _repeats(attack, keys, shown)
    lost = [row for row in sent if _key(row) in unseen]
    beside = [row for row in told if row["assignment_id"] in about]
    return [str(one) for one in (*waiting, *lost, *unsaid, *beside, *repeats.unexplained)]


async def _rows(database: Database, query: str) -> list[dict[str, object]]:
    async with database.connect() as connection:
        return [{**row} for row in (await connection.execute(text(query))).mappings()]


_Key = tuple[str, str]
"""A chat and the first words of a message there."""


def _key(sent: Mapping[str, object]) -> _Key:
    return str(sent["chat"]), text_of(_body(sent["body"])["text"])


def _unseen(sent: Counter[_Key], shown: Mapping[_Key, Sequence[world.Message]]) -> Counter[_Key]:
    return sent - Counter({key: len(copies) for key, copies in shown.items()})


@dataclass
class _Repeats:
    """What was said twice: after a cut line, at which break of sending, or without any reason."""

    count: int
    after_cuts: int
    unexplained: list[str]
    twice: int
    at_once: Counter[int]


def _shown(attack: Attack) -> Mapping[_Key, Sequence[world.Message]]:
    shown: defaultdict[_Key, list[world.Message]] = defaultdict(list)
    for person in attack.people:
        for message in person.screen:
            shown[str(person.id), (message.versions or [message.text])[0]].append(message)
    return shown


def _repeats(attack: Attack, sent: Counter[_Key], shown: Mapping[_Key, Sequence[world.Message]]) -> _Repeats:
    """Find for each copy too many which break left its outcome unknown: the next one after the platform took it."""
    breaks, cut = sorted(attack.breaks), attack.telegram.world.unheard
    found, by_break = _Repeats(0, 0, [], 0, Counter()), Counter[tuple[_Key, int]]()
    for key, copies in shown.items():
        extra = len(copies) - sent[key]
        found.count += max(0, extra)
        doubtful = sorted(copies, key=lambda copy: (copy.message_id not in cut, copy.at))[: max(0, extra)]
        for copy in doubtful:
            place = bisect_left(breaks, copy.at)
            if copy.message_id in cut:
                found.after_cuts += 1
            elif place == len(breaks) or breaks[place] - copy.at > IN_FLIGHT:
                found.unexplained.append(
                    f"{key} at {[copy.at for copy in copies]}, next break {breaks[place : place + 1]}"
                )
            else:
                found.at_once[place] += 1
                by_break[key, place] += 1
    found.twice = sum(each - 1 for each in by_break.values())
    return found


def _body(body: object) -> dict[str, str]:
    """Return a column of JSON, which one engine gives as text and the other as it is."""
    found = json.loads(body) if isinstance(body, str) else body
    assert isinstance(found, dict)
    return found


async def unsaid_reminders(database: Database, now: datetime) -> list[Reminder]:
    """Return what planning would still want said by `now`."""
    async with database.reading() as uow:
        owed = await uow.questions.find(TaskFilter(), now)
        ledger = await uow.reminders.of_assignments([one.id for one in owed])
        hearers = Audiences(await uow.people.active(), await uow.people.paired_ids())
    planned = [
        plan(one, hearers, [e for e in ledger if e.assignment_id == one.id], RULES.calendar, now) for one in owed
    ]
    return [entry for each in planned for entry in each.reminders if entry.state is Said.PLANNED]
