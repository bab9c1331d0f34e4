"""What became of everything: the database beside what people said and what their screens show."""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from data.db.engine import Database
from data.domain.planning import Audiences, Said, plan
from data.domain.question import TaskFilter
from tests.attack.storm import AFTER_EIGHT, Storm
from tests.attack.telegram import POLICY, RULES
from tests.fakes.telegram.markup import text_of

MOST_AT_ONCE = 30
"""How many messages may be said twice by one crash: what a platform takes in a second."""
WAITING = """
    SELECT (SELECT count(*) FROM inbox WHERE state = 'new') + (SELECT count(*) FROM outbox WHERE state = 'queued')
         + (SELECT count(*) FROM reminders WHERE state = 'planned')
"""


@dataclass
class Verdict:
    """The figures of a storm; the first seven must be zero."""

    unconfirmed_updates: int
    unrecorded_updates: int
    updates_recorded_twice: int
    unequal_answers: int
    unsaid_messages: int
    unsaid_reminders: int
    repeats_beyond_flight: int
    updates: int
    messages: int
    reminders: int
    lives: int
    repeats: int
    cut_after_sending: int

    @property
    def clean(self) -> bool:
        """Whether nothing was lost and nothing said twice without need."""
        return not any(list(vars(self).values())[:7])


async def judge(storm: Storm) -> Verdict:
    """Compare what is on record with what was said and heard."""
    database = Database(storm.url)
    async with database.connect() as connection:
        reports = await connection.execute(
            text("SELECT task_id, reports.percent FROM reports JOIN assignments ON assignments.id = assignment_id")
        )
        recorded = Counter((int(task), int(percent)) for task, percent in reports)
        rows = list(await connection.execute(text("SELECT kind, state, chat, body FROM outbox")))
        waiting = await connection.scalar(text(WAITING)) or 0
        told = await connection.scalar(text("SELECT count(*) FROM reminders WHERE state = 'said'")) or 0
    unsaid = await _unsaid(database, datetime.combine(storm.last_day, AFTER_EIGHT, POLICY.zone))
    await database.close()
    said = {(number, percent) for number, most in storm.said.items() for percent in range(1, most + 1)}
    sent = Counter((chat, text_of(_body(body)["text"])) for _, state, chat, body in rows if state == "sent")
    shown = Counter(
        (str(person.id), (message.versions or [message.text])[0])
        for person in storm.people
        for message in person.screen
    )
    cuts = storm.telegram.faults.happened["sendMessage", "cut after"]
    repeats = (shown - sent).total()
    return Verdict(
        unconfirmed_updates=len(storm.telegram.world.pending()),
        unrecorded_updates=len(said - recorded.keys()),
        updates_recorded_twice=recorded.total() - len(recorded),
        unequal_answers=abs(sum(kind == "answer" for kind, *_ in rows) - len(said)),
        unsaid_messages=(sent - shown).total() + waiting,
        unsaid_reminders=unsaid,
        repeats_beyond_flight=max(0, repeats - cuts - MOST_AT_ONCE * storm.blows.total()),
        updates=len(said),
        messages=len(rows),
        reminders=told,
        lives=storm.lives,
        repeats=repeats,
        cut_after_sending=cuts,
    )


def _body(body: object) -> dict[str, str]:
    """Return a column of JSON, which one engine gives as text and the other as it is."""
    found = json.loads(body) if isinstance(body, str) else body
    assert isinstance(found, dict)
    return found


async def _unsaid(database: Database, now: datetime) -> int:
    """Count what planning would still want said on the last day."""
    async with database.reading() as uow:
        owed = await uow.questions.find(TaskFilter(), now)
        ledger = await uow.reminders.of_assignments([one.id for one in owed])
        hearers = Audiences(await uow.people.active(), await uow.people.paired_ids())
    planned = [
        plan(one, hearers, [e for e in ledger if e.assignment_id == one.id], RULES.calendar, now) for one in owed
    ]
    return sum(entry.state is Said.PLANNED for each in planned for entry in each.reminders)
