"""What whoever watches the service is told."""

import re
from datetime import timedelta

import httpx
import pytest
from starlette.applications import Starlette

from bot.health import Found, Health
from bot.metrics import Metrics
from data.clock import FrozenClock
from data.db.engine import Database
from data.db.stores.outbox import Kind, Outgoing
from data.db.stores.people import PersonEntry
from data.db.upkeep import Care
from data.domain.message import Heard, Message
from data.domain.person import Role
from data.ports import Blames, NotSent
from jobs.deliver import deliver_outbox
from jobs.prepare import Deliverer
from tests.fakes.saying import CHANNEL, PaperChannel, PlainWording
from tests.jobs.office import RULES


class Refusing(PaperChannel):
    """A channel that refuses one chat for now and another for good."""

    async def send(self, chat: str, message: Message) -> tuple[str, ...]:
        if chat == "binh":
            raise NotSent("slow down", again=True)
        if chat == "hoa":
            raise NotSent("too odd", again=False, blames=Blames.MESSAGE)
        return await super().send(chat, message)


async def asked(metrics: Metrics, health: Health, path: str) -> httpx.Response:
    app = Starlette(routes=[metrics.route(health), health.route()])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as browser:
        return await browser.get(path)


def values(text: str) -> dict[str, float]:
    """Return our own figures by name and labels."""
    return {name: float(value) for name, value in re.findall(r"^(nhacviec_\S+?) (\S+)$", text, re.MULTILINE)}


async def queue(database: Database, clock: FrozenClock, *chats: str) -> None:
    async with database.work() as uow:
        for chat in chats:
            outgoing = Outgoing(Kind.ANSWER, clock.now(), Message("Chào"), channel=CHANNEL, chat=chat)
            await uow.outbox.put(outgoing, clock.now())
        await uow.commit()


@pytest.fixture
def health(database: Database, clock: FrozenClock) -> Health:
    return Health(database, clock, list)


async def test_what_waits_is_shown_with_its_age(database: Database, clock: FrozenClock, health: Health) -> None:
    async with database.work() as uow:
        await uow.inbox.store(Heard("zalo", "9", "1", clock.now(), text="xong"), clock.now())
        later = Outgoing(Kind.NOTICE, clock.now() + timedelta(days=1), Message("Mai"), channel=CHANNEL, chat="an")
        await uow.outbox.put(later, clock.now())
        await uow.upkeep.note(Care.BACKUP, clock.now())
        await uow.commit()
    await queue(database, clock, "an", "an")
    clock.advance(timedelta(seconds=90))
    shown = values((await asked(Metrics(), health, "/metrics")).text)
    assert shown['nhacviec_due{kind="answer"}'] == 2
    assert 'nhacviec_due{kind="notice"}' not in shown
    assert (shown["nhacviec_lag_seconds"], shown["nhacviec_unheard_seconds"]) == (90, 90)
    assert shown['nhacviec_unheard{channel="zalo"}'] == 1
    assert shown["nhacviec_database_bytes"] > 100_000
    assert shown["nhacviec_backup_timestamp_seconds"] == clock.now().timestamp() - 90
    answer = await asked(Metrics(), health, "/healthz")
    assert (answer.status_code, answer.json()) == (
        200,
        {"ok": True, "reasons": [], "due": 2, "lag_seconds": 90, "unheard": 1, "audit": None},
    )


async def test_said_and_refused_are_counted_by_channel(database: Database, clock: FrozenClock, health: Health) -> None:
    metrics, machine = Metrics(), FrozenClock(clock.now())
    await queue(database, clock, "an", "binh", "hoa")
    ways = (database, {CHANNEL: Refusing()}, PlainWording(), RULES.calendar)
    await deliver_outbox(Deliverer(*ways, clock, machine, metrics))
    shown = values((await asked(metrics, health, "/metrics")).text)
    assert shown[f'nhacviec_said_total{{channel="{CHANNEL}",kind="answer"}}'] == 1
    assert shown[f'nhacviec_refused_total{{channel="{CHANNEL}",then="tried_again"}}'] == 1
    assert shown[f'nhacviec_refused_total{{channel="{CHANNEL}",then="given_up"}}'] == 1


async def test_nothing_that_is_shown_names_a_person(database: Database, clock: FrozenClock, health: Health) -> None:
    async with database.work() as uow:
        await uow.people.put([PersonEntry("Nguyễn Thị Hà", "", Role.LEADER, key="ha-1")], clock.now())
        await uow.people.link(1, CHANNEL, "chat-of-ha", clock.now())
        await uow.commit()
    metrics = Metrics()
    await queue(database, clock, "chat-of-ha")
    ways = (database, {CHANNEL: PaperChannel()}, PlainWording(), RULES.calendar)
    await deliver_outbox(Deliverer(*ways, clock, clock, metrics))
    metrics.heard(CHANNEL, "handled")
    text = (await asked(metrics, health, "/metrics")).text
    assert [word for word in ("chat-of-ha", "ha-1", "Hà") if word in text] == []
    labels = set(re.findall(r"^nhacviec_\S*?\{(.*)\} ", text, re.MULTILINE))
    assert {name for one in labels for name in re.findall(r"(\w+)=", one)} <= {
        "channel",
        "kind",
        "state",
        "then",
        "version",
    }


async def test_figures_are_shown_also_when_the_service_is_not_well(clock: FrozenClock) -> None:
    gone = Database("sqlite:////nowhere/gone.db")
    health = Health(gone, clock, lambda: ["telegram: the token was refused"])
    answer = await asked(Metrics(), health, "/metrics")
    assert answer.status_code == 200
    assert (values(answer.text)["nhacviec_healthy"], values(answer.text)["nhacviec_database_up"]) == (0, 0)
    ill = await asked(Metrics(), health, "/healthz")
    reasons = ["telegram: the token was refused", "the database is gone or not migrated"]
    assert (ill.status_code, ill.json()) == (503, {"ok": False, "reasons": reasons})
    await gone.close()


def test_runs_of_jobs_are_counted_with_their_time_and_failures() -> None:
    metrics = Metrics()
    metrics.ran("plan", timedelta(seconds=0.01), failed=False)
    metrics.ran("plan", timedelta(seconds=3), failed=True)
    shown = values(metrics.text(Found([], None)).decode())
    assert shown['nhacviec_job_seconds_count{job="plan"}'] == 2
    assert shown['nhacviec_job_seconds_bucket{job="plan",le="0.02"}'] == 1
    assert shown['nhacviec_job_failures_total{job="plan"}'] == 1
