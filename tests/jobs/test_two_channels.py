from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from data.clock import FrozenClock
from data.db.engine import Database
from data.db.stores.outbox import Kind, Outgoing
from data.domain.message import Message
from data.domain.person import Person
from data.domain.planning import Mention
from data.ports import Blames, Channel, NotSent
from jobs.deliver import deliver_outbox
from jobs.plan import plan_reminders
from jobs.prepare import DOWN_AFTER, LONGEST_WAIT, Deliverer
from tests.fakes.saying import CHANNEL, PaperChannel, PlainWording
from tests.jobs.office import RULES, TASK, Office

OTHER = "slate"


@dataclass
class TwoWays(Office):
    """Everybody has a chat on paper; who pairs on the slate too chooses it by that."""

    slate: PaperChannel = field(default_factory=lambda: PaperChannel(name=OTHER))
    slate_runs: bool = True

    async def pairs_slate(self, key: str) -> None:
        async with self.database.work() as uow:
            (person,) = await uow.people.named(key)
            await uow.people.link(person.id, OTHER, key, self.clock.now())
            await uow.commit()

    async def hears(self, channel: str, key: str) -> None:
        async with self.database.work() as uow:
            await uow.people.heard(channel, key, self.clock.now())
            await uow.commit()

    def delivery(self) -> Deliverer:
        channels = {CHANNEL: self.channel} | ({OTHER: self.slate} if self.slate_runs else {})
        return replace(super().delivery(), channels=channels)

    def take(self) -> tuple[list[str], list[str]]:
        """Return what "an" was told on the slate and on paper since the last call."""
        slate, paper = self.slate.take(), self.channel.take()
        return [text for who, text in slate if who == "an"], [text for who, text in paper if who == "an"]

    async def morning(self, day: str) -> tuple[list[str], list[str]]:
        """Let the clock's jobs run at eight; return what "an" was told on the slate and on paper."""
        self.slate.take()
        paper = await self.at(f"{day} 08:00")
        return [text for who, text in self.slate.take() if who == "an"], [text for who, text in paper if who == "an"]


@pytest.fixture
async def office(database: Database, clock: FrozenClock) -> TwoWays:
    office = TwoWays(database, clock)
    await office.opens()
    office.clock.advance(timedelta(seconds=1))
    await office.pairs_slate("an")
    await office.assigns(TASK)
    return office


async def test_chat_paired_last_is_used_until_another_is_chosen(office: TwoWays) -> None:
    assert await office.morning("2024-05-13") == (["NV1[assigned]"], [])
    async with office.database.work() as uow:
        (an,) = await uow.people.named("an")
        assert await uow.people.choose(an.id, CHANNEL, office.clock.now())
        assert not await uow.people.choose(an.id, "smoke", office.clock.now())
        await uow.commit()
    assert await office.morning("2024-05-15") == ([], ["NV1[before-1]"])


async def test_refusal_sends_the_same_reminder_another_way_and_alarms_nobody(office: TwoWays) -> None:
    office.slate.refuses_chat["an"] = NotSent("blocked", again=False, blames=Blames.PERSON)
    said = await office.at("2024-05-13 08:00")
    assert [text for _, text in said] == ["NV1[assigned] (paper, slate refused)"]
    assert await office.morning("2024-05-15") == ([], ["NV1[before-1] (paper, slate refused)"])


async def test_refusal_on_every_chat_reaches_the_office(office: TwoWays) -> None:
    refusal = NotSent("blocked", again=False, blames=Blames.PERSON)
    office.slate.refuses_chat["an"] = office.channel.refuses_chat["an"] = refusal
    assert await office.morning("2024-05-13") == ([], [])
    assert {who for who, text in await office.at("2024-05-13 08:05") + office.channel.take()} <= {"tam", "thang"}


async def test_silence_through_an_escalation_is_met_on_the_other_chat(office: TwoWays) -> None:
    assert await office.morning("2024-05-13") == (["NV1[assigned]"], [])
    assert await office.morning("2024-05-15") == ([], ["NV1[before-1] (paper, slate silent)"])
    await office.hears(OTHER, "an")
    assert await office.morning("2024-05-16") == (["NV1[day]"], [])


async def test_whoever_speaks_is_not_silent(office: TwoWays) -> None:
    await office.morning("2024-05-13")
    office.clock.advance(timedelta(hours=1))
    await office.hears(OTHER, "an")
    assert await office.morning("2024-05-15") == (["NV1[before-1]"], [])


async def test_channel_that_runs_nowhere_is_passed_over_in_the_end(office: TwoWays) -> None:
    office.slate_runs = False
    tries = 0
    paper: list[str] = []
    _, paper = await office.morning("2024-05-13")
    while not paper:
        office.machine.advance(LONGEST_WAIT)
        await deliver_outbox(office.delivery())
        _, paper = office.take()
        tries += 1
    assert (tries, paper) == (DOWN_AFTER - 1, ["NV1[assigned] (paper, slate down)"])


async def test_chosen_channel_that_takes_nothing_is_passed_over_after_half_an_hour(office: TwoWays) -> None:
    quota = NotSent("429", again=True, wait=timedelta(minutes=10), blames=Blames.BOT)
    office.slate.refuses_chat["an"] = quota
    assert await office.morning("2024-05-13") == ([], [])
    told = {}
    for minute in ("10", "20", "29", "31"):
        told[minute] = [text for who, text in await office.at(f"2024-05-13 08:{minute}") if who == "an"]
    assert told == {"10": [], "20": [], "29": [], "31": ["NV1[assigned] (paper, slate down)"]}


async def test_answer_stays_in_the_chat_that_asked(office: TwoWays) -> None:
    office.slate.refuses_chat["an"] = NotSent("blocked", again=False, blames=Blames.PERSON)
    async with office.database.work() as uow:
        (an,) = await uow.people.named("an")
        now = office.clock.now()
        await uow.outbox.put(Outgoing(Kind.ANSWER, now, Message("chào"), an.id, OTHER, "an"), now)
        await uow.commit()
    await deliver_outbox(office.delivery())
    assert office.take() == ([], [])


async def test_speaking_again_on_a_refused_chat_brings_it_back(office: TwoWays) -> None:
    office.slate.refuses_chat["an"] = NotSent("blocked", again=False, blames=Blames.PERSON)
    await office.at("2024-05-13 08:00")
    office.slate.refuses_chat.clear()
    async with office.database.work() as uow:
        assert await uow.people.reachable(OTHER, "an")
        await uow.people.heard(OTHER, "an", datetime.fromisoformat("2024-05-13T09:00+07:00"))
        await uow.commit()
    assert await office.morning("2024-05-15") == (["NV1[before-1]"], [])


@dataclass
class Losing(PlainWording):
    """Words during which another process takes the channels over."""

    channels: dict[str, Channel] = field(default_factory=dict)

    def reminder(self, person: Person, mentions: Sequence[Mention], now: datetime) -> Message:
        self.channels.clear()
        return super().reminder(person, mentions, now)


async def test_channel_lost_while_a_message_is_worded_still_carries_it(office: TwoWays) -> None:
    office.clock.moment = datetime.fromisoformat("2024-05-13T08:00+07:00")
    await plan_reminders(office.database, RULES.calendar, office.clock)
    channels: dict[str, Channel] = {CHANNEL: office.channel, OTHER: office.slate}
    parts = replace(office.delivery(), channels=channels, wording=Losing(channels=channels))
    assert (await deliver_outbox(parts), channels) == (1, {})
    assert office.take() == (["NV1[assigned]"], [])
