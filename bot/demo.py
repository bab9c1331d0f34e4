"""What the demo starts with: the sample registry and directive, its people paired on the web, their codes."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.conversation.reviewing.review import review_message
from bot.texts import web as page_texts
from bot.texts.catalogue import Texts
from bot.web.channel import BUTTONS
from bot.web.demo import ClockStep, DemoPerson
from data.db.engine import Database
from data.db.stores.outbox import Kind, Outgoing
from data.db.unit import UnitOfWork
from data.domain.agency import Registry
from data.domain.calendar import WorkingCalendar
from data.domain.person import Person
from data.intake.reading import read_bytes
from data.office.acting import Rules
from data.office.foreseeing import upcoming
from data.office.importing import store_directive
from data.office.pairing import new_code
from data.registry_files import read_agencies, read_people
from data.sample import AGENCIES, DIRECTIVE, PEOPLE, sample

NUMBER = "215"
STARTS_AT = datetime.fromisoformat("2024-05-13T07:55:00+07:00")
SHOWN = ("bdt-1", "bdt-2", "bdt-head", "skhdt-1", "skhdt-head", "vp-1", "vp-chief", "pct-1")
"""Who is paired from the start; everybody else may pair with a code that the page shows."""
SPECIALIST = "vp-1"
STRANGER = "stranger"


def moment_after(step: ClockStep, now: datetime, calendar: WorkingCalendar) -> datetime:
    """Return the moment that a press of the page's clock leads to, where that does not hang on what is planned."""
    if step is ClockStep.NEXT_MORNING:
        return calendar.next_morning(now)
    return now + timedelta(hours=1)


async def next_reminder(database: Database, calendar: WorkingCalendar, now: datetime) -> datetime:
    """Return when the clock speaks next if nobody says anything; the next morning when it has nothing to say."""
    async with database.reading() as uow:
        ahead = [moment.at for moment in await upcoming(uow, calendar, now, most=2) if moment.at > now]
    return ahead[0] if ahead else calendar.next_morning(now)


async def furnish(database: Database, rules: Rules, texts: Texts, now: datetime) -> list[DemoPerson]:
    """Fill a demo's database with what is not there yet; return whom the page lets one be."""
    async with database.work() as uow:
        registry = await _register(uow, now)
        for key in SHOWN:
            await _pair(uow, key, now)
        read = read_bytes(DIRECTIVE, sample(DIRECTIVE), is_working=rules.calendar.is_working)
        draft = replace(read, number=NUMBER, issued_on=STARTS_AT.date())
        stored = await store_directive(uow, draft, rules, now)
        if stored.new:
            await _hand_in(uow, stored.directive.id, texts, now)
        people = [await _shown(uow, person, registry, rules, now) for person in await uow.people.active()]
        await uow.commit()
    return [
        *people,
        DemoPerson(STRANGER, page_texts.STRANGER, page_texts.STRANGER_POST, "", None, BUTTONS.chat_of(STRANGER)),
    ]


async def _hand_in(uow: UnitOfWork, directive_id: int, texts: Texts, now: datetime) -> None:
    """Answer the specialist, who has just handed the directive in, with its review."""
    specialist = await _person(uow, SPECIALIST)
    review = await review_message(uow, directive_id, texts.of(specialist))
    await uow.outbox.put(Outgoing(Kind.ANSWER, now, review, person_id=specialist.id), now)


async def _register(uow: UnitOfWork, now: datetime) -> Registry:
    await uow.agencies.put(read_agencies(sample(AGENCIES), await uow.agencies.registry()))
    registry = await uow.agencies.registry()
    await uow.people.put(read_people(sample(PEOPLE), registry), now)
    return registry


async def _person(uow: UnitOfWork, key: str) -> Person:
    (person,) = await uow.people.named(key)
    return person


async def _pair(uow: UnitOfWork, key: str, now: datetime) -> None:
    """Pair a person with the web chat of that key, unless somebody uses the chat already."""
    chat = BUTTONS.chat_of(key)
    if await uow.people.by_chat(BUTTONS.name, chat) is None:
        await uow.people.link((await _person(uow, key)).id, BUTTONS.name, chat, now)


async def _shown(uow: UnitOfWork, person: Person, registry: Registry, rules: Rules, now: datetime) -> DemoPerson:
    """Return a person as the page shows them, with a code for who is not paired yet."""
    agency = registry.get(person.agency_id).name if person.agency_id is not None else ""
    key = person.key or str(person.id)
    code = "" if await uow.people.links(person.id) else await new_code(uow, person, rules.policy, now)
    return DemoPerson(key, person.name, person.post, agency, person.role, BUTTONS.chat_of(key), code)
