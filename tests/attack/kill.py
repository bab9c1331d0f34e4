"""Kill the process at random moments of planning, delivering and receiving; then see that nothing was lost.

    python -m tests.attack.kill [--rounds 20] [--seed 1] [--tasks 120]

Every line that the process acknowledged must be handled and answered once, every reminder due must have been said,
and a message may have gone out twice only where it was in flight when the plug was pulled.
Prints one JSON object; exits with 1 when
something was lost.
"""

import argparse
import asyncio
import contextlib
import json
import random
import sqlite3
import sys
import tempfile
import threading
import time
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.demo import STARTS_AT
from bot.web.channel import CHAT_PREFIX
from data.db.engine import Database
from data.db.migrate import migrate
from data.domain.deadline import Deadline, DeadlineKind
from data.intake.draft import DirectiveDraft, TaskDraft
from data.office.importing import confirm_directive, store_directive
from data.registry_files import read_agencies, read_people
from data.sample import AGENCIES, PEOPLE, sample
from tests.attack.judging import MOST_AT_ONCE, WAITING, unsaid_reminders
from tests.attack.officials import RULES
from tests.attack.service import Service, unwind_on_sigterm

LEADS = ("Ban Dân tộc", "Sở Kế hoạch và Đầu tư")
SPEAKERS = ("bdt-1", "skhdt-1")
CHATS = tuple(CHAT_PREFIX + speaker for speaker in SPEAKERS)
SETTLE_SECONDS = 90


@dataclass
class Tally:
    """What was said to the process, and what became of it."""

    rounds: int = 0
    acknowledged: list[str] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)


async def furnish(file: Path, tasks: int) -> None:
    """Fill the database with a directive of many tasks, live before the first morning."""
    database = Database(f"sqlite:///{file}")
    await migrate(database)
    drafts = [TaskDraft(str(n), f"Nhiệm vụ thử số {n}", (LEADS[n % 2],), (), _deadline(n)) for n in range(1, tasks + 1)]
    draft = DirectiveDraft(
        "1", "KH-UBND", "ke_hoach", date(2024, 5, 10), "UBND", "A", None, text="kill", tasks=tuple(drafts)
    )
    async with database.work() as uow:
        await uow.agencies.put(read_agencies(sample(AGENCIES), await uow.agencies.registry()))
        await uow.people.put(read_people(sample(PEOPLE), await uow.agencies.registry()), STARTS_AT)
        stored = await store_directive(uow, draft, RULES, STARTS_AT)
        await confirm_directive(uow, stored.directive.id, None, RULES, STARTS_AT)
        await uow.commit()
    await database.close()


def _deadline(n: int) -> Deadline:
    return Deadline(DeadlineKind.DATE, date(2024, 5, 14) + timedelta(days=n % 25), "thử")


def live_and_die(service: Service, tally: Tally, tasks: int, chance: random.Random) -> None:
    """Speak to the process from two sides while its clock runs, and pull the plug in the middle of it."""
    with service:
        service.wait_until_healthy()
        _speak_until_killed(service, tally, tasks, chance)


def _speak_until_killed(service: Service, tally: Tally, tasks: int, chance: random.Random) -> None:
    ended = threading.Event()
    talker = threading.Thread(target=_talk, args=(service, tally, tasks, chance.randrange(10**9), ended))
    clock = threading.Thread(target=_hurry, args=(service, ended))
    talker.start()
    clock.start()
    time.sleep(chance.uniform(0.02, 2.5))
    service.kill()
    ended.set()
    talker.join()
    clock.join()


def _talk(service: Service, tally: Tally, tasks: int, seed: int, ended: threading.Event) -> None:
    chance = random.Random(seed)
    while not ended.is_set():
        mark = f"d{tally.rounds}-{seed}-{len(tally.acknowledged)}-{len(tally.unanswered)}"
        number = chance.randrange(1, tasks + 1)
        said = service.say(SPEAKERS[number % 2], f"NV{number} {chance.randrange(1, 99)}% {mark}", mark)
        (tally.acknowledged if said else tally.unanswered).append(mark)


def _hurry(service: Service, ended: threading.Event) -> None:
    while not ended.is_set():
        service.step("next_morning")


def settle(file: Path) -> None:
    """Wait until the process has nothing left to hear or to say."""
    until = time.monotonic() + SETTLE_SECONDS
    while time.monotonic() < until and _count(file, WAITING):
        time.sleep(0.5)


def _rows(file: Path, query: str) -> list[tuple[Any, ...]]:
    """Read as an outsider would, past everything of ours."""
    with contextlib.closing(sqlite3.connect(file, timeout=20)) as connection:
        return connection.execute(query).fetchall()


def _count(file: Path, query: str) -> int:
    (((count,),)) = _rows(file, query)
    return int(count)


@dataclass
class Verdict:
    """The figures of a run; the first five must be zero."""

    lost_lines: int = 0
    unequal_answers: int = 0
    unsaid_reminders: int = 0
    repeats_beyond_flight: int = 0
    broken_chain: int = 0
    rounds: int = 0
    lines_acknowledged: int = 0
    lines_cut: int = 0
    messages: int = 0
    reminders: int = 0
    repeats: int = 0


def judge(file: Path, tally: Tally) -> Verdict:
    """Compare the database with what was said to the process."""
    done = {update for (update,) in _rows(file, "SELECT \"update\" FROM inbox WHERE state = 'done'")}
    answers = sum(chat in CHATS for (chat,) in _rows(file, "SELECT chat FROM outbox WHERE kind = 'answer'"))
    unsaid, broken = asyncio.run(_of_ours(file))
    messages = _count(file, "SELECT count(*) FROM web_messages WHERE ours")
    repeats = messages - _count(file, "SELECT count(*) FROM outbox WHERE state = 'sent'")
    return Verdict(
        lost_lines=len({*tally.acknowledged} - done),
        unequal_answers=abs(answers - len(done)),
        unsaid_reminders=unsaid + _count(file, WAITING),
        repeats_beyond_flight=max(0, repeats - MOST_AT_ONCE * tally.rounds),
        broken_chain=int(broken),
        rounds=tally.rounds,
        lines_acknowledged=len(tally.acknowledged),
        lines_cut=len(tally.unanswered),
        messages=messages,
        reminders=_count(file, "SELECT count(*) FROM outbox WHERE state = 'sent' AND kind = 'reminder'"),
        repeats=repeats,
    )


async def _of_ours(file: Path) -> tuple[int, bool]:
    """Count what planning would still want said on the clock's last day; tell whether the audit trail is broken."""
    database = Database(f"sqlite:///{file}")
    unsaid = await unsaid_reminders(database, _last_moment(file))
    async with database.reading() as uow:
        chain = await uow.audit.verify()
    await database.close()
    return len(unsaid), chain.broken is not None


def main() -> int:
    """Run the rounds and print the verdict."""
    parser = argparse.ArgumentParser(description="Kill the process at random moments and see that nothing was lost.")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tasks", type=int, default=120)
    asked = parser.parse_args()
    unwind_on_sigterm()
    chance, tally = random.Random(asked.seed), Tally()
    with tempfile.TemporaryDirectory() as folder:
        file, log = Path(folder) / "nhacviec.db", Path(folder) / "log"
        asyncio.run(furnish(file, asked.tasks))
        for _ in range(asked.rounds):
            live_and_die(Service(file, log), tally, asked.tasks, chance)
            tally.rounds += 1
        with Service(file, log) as last:
            last.wait_until_healthy()
            _pass_the_last_day(last, file)
            settle(file)
            code = last.stop()
        verdict = judge(file, tally)
    told = asdict(verdict)
    print(json.dumps({"attack": "kill", "seed": asked.seed, **told, "exit_code": code}), flush=True)
    return int(bool(code or any(list(told.values())[:5])))


def _pass_the_last_day(service: Service, file: Path) -> None:
    """Bring office time, which starts anew with each process, to the morning after the last that any life had reached.

    What a life did not bring out before its evening is said then.
    """
    reached = _last_moment(file)
    while datetime.fromisoformat(service.http.get("/api/state").json()["clock"]["at"]) < reached:
        service.step("next_morning")
    service.step("next_morning")


def _last_moment(file: Path) -> datetime:
    """Return the moment of the latest rung that any life of the process has come to; the start when there is none."""
    ((last,),) = _rows(file, "SELECT max(due_at) FROM reminders")
    return datetime.fromisoformat(last).replace(tzinfo=UTC) if last else STARTS_AT


if __name__ == "__main__":
    sys.exit(main())
