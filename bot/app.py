"""The ways to run: service, a tick. With `bot.house` and `bot.show` it alone knows every concrete class."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, nullcontext
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.file_links import FileLinks, files_route
from bot.health import Health
from bot.house import House, open_house
from bot.office_page.door_keeper import office_door
from bot.office_page.site import no_link
from bot.platform import Inviting, Platform
from bot.server import serve, stop_on_signals
from bot.settings import Address, Settings, office_clock, office_policy
from bot.standby import Standby
from bot.texts.catalogue import Texts
from data.clock import FrozenClock, MachineClock
from data.db.bells import Bell, listening
from data.domain.calendar import WorkingCalendar
from data.office.acting import Rules
from jobs.findings import Report
from jobs.tidy import Tidied, tidy

if TYPE_CHECKING:
    from bot.telegram.service import TelegramService
    from bot.zalo.service import ZaloService


async def run_service(settings: Settings) -> None:
    """Serve until SIGTERM: the channels whose tokens are set, the clock's jobs, and HTTP with `/healthz`."""
    stop = asyncio.Event()
    stop_on_signals(stop)
    async with _house_of(settings) as bare:
        services = _services_of(settings, bare, lambda: schedule.wake(Bell.HEAR))
        standby = Standby(bare.database, services, lambda: schedule.wake(Bell.DELIVER))
        house = replace(bare, channels=standby.channels, page_address=_page_address(settings))
        schedule = house.schedule()

        def rung(bell: Bell) -> None:
            if bell is Bell.LEASE:
                standby.wake()
            else:
                schedule.wake(bell)

        def reasons() -> list[str]:
            now = house.machine.now()
            return [*schedule.reasons(now), *standby.reasons(now)]

        health = Health(house.database, house.office, reasons, lambda: {"role": standby.role})
        page = house.page(lambda: schedule.wake("deliver"), _link_of(services))
        routes = [health.route(), house.metrics.route(health), *(route for one in services for route in one.routes)]
        routes += office_door(page)
        if house.links:
            routes.append(files_route(house.database, house.links))
        # The jobs end first: what they are just sending still needs the way out.
        async with standby, listening(house.database.url, rung), schedule, _heartbeat(settings, health):
            await serve(routes, settings.listen, stop)


def _heartbeat(settings: Settings, health: Health) -> AbstractAsyncContextManager[object]:
    """Return the sign of life that the settings ask for."""

    async def healthy() -> bool:
        return not (await health.look()).reasons

    if not settings.heartbeat_url:
        return nullcontext()
    # With an HTTP client of its own, which an office without a watchman need not load.
    from bot.heartbeat import Heartbeat  # noqa: PLC0415 - see above

    return Heartbeat(settings.heartbeat_url, healthy, settings.proxy)


def _link_of(services: Sequence[Platform]) -> Callable[[str], str | None]:
    """Return what makes a link of a pairing code, on the platform that knows such links."""
    return next((one.link_for for one in services if isinstance(one, Inviting)), no_link)


def _page_address(settings: Settings) -> str:
    """Return where browsers find the office page: the public address, else the one that is listened to."""
    if settings.public_url:
        return settings.public_url
    everywhere = settings.listen.host in {"0.0.0.0", "::"}  # noqa: S104 - recognised, not listened to
    return f"http://{Address('127.0.0.1', settings.listen.port) if everywhere else settings.listen}"


async def run_tick(settings: Settings, at: datetime | None) -> int:
    """Do all that the clock would have done by `at` (default: now); return how many messages were taken.

    Out of pushing hours that is what would have been said by their last end. Ends when nothing due can be said any
    more; what a platform refuses for now stays queued for the service.
    """
    calendar = WorkingCalendar(office_policy(settings))
    moment = calendar.last_push(at or office_clock(settings, MachineClock()).now())
    async with _house_of(settings, moment) as bare:
        services = _services_of(settings, bare, _nobody_listens)
        async with AsyncExitStack() as stack:
            for one in services:
                await stack.enter_async_context(one.speaking())
            return await _settle(replace(bare, channels={one.channel.name: one.channel for one in services}))


async def run_tidy(settings: Settings) -> Tidied:
    """Forget what the policy does not keep; return what was forgotten."""
    async with _house_of(settings) as house:
        return await tidy(house.database, house.rules.policy, house.office.now())


async def _settle(house: House) -> int:
    """Plan, hear and say until nothing changes any more; return how many messages were taken."""
    delivered = 0
    while await house.plan() + await house.hear() + (taken := await house.deliver()):
        delivered += taken
    return delivered


def _nobody_listens() -> None:
    """Do nothing: a tick hears only what was stored before."""


def _services_of(settings: Settings, house: House, on_heard: Callable[[], None]) -> Sequence[Platform]:
    """Return the platforms whose tokens are set, not yet open."""
    found = (_telegram_of(settings, house, on_heard), _zalo_of(settings, house, on_heard))
    return [one for one in found if one is not None]


def _telegram_of(settings: Settings, house: House, on_heard: Callable[[], None]) -> "TelegramService | None":
    """Return the Telegram bot that the settings name; None without a token."""
    if settings.telegram_token is None:
        return None
    from bot.telegram.account import Account  # noqa: PLC0415 - the library is large; an office without Telegram
    from bot.telegram.service import TelegramService  # noqa: PLC0415 - need not load it

    account = Account.of(settings)
    assert account is not None  # noqa: S101 - there is a token
    return TelegramService(account, house.database, house.texts, house.office, house.machine, on_heard)


def _zalo_of(settings: Settings, house: House, on_heard: Callable[[], None]) -> "ZaloService | None":
    """Return the Zalo bots that the settings name; None without a token."""
    if not settings.zalo_tokens:
        return None
    from bot.zalo.account import Account  # noqa: PLC0415 - as above
    from bot.zalo.service import Around, ZaloService  # noqa: PLC0415 - as above

    account = Account.of(settings)
    assert account is not None  # noqa: S101 - there is a token
    around = Around(house.database, house.texts, house.rules, house.office, house.machine, house.links)
    return ZaloService(account, around, on_heard)


@asynccontextmanager
async def _house_of(settings: Settings, at: datetime | None = None) -> AsyncIterator[House]:
    """Open the house that the settings describe, with office time running, or frozen at `at`."""
    clock = FrozenClock(at) if at else office_clock(settings, MachineClock())
    policy = office_policy(settings)
    rules = Rules(WorkingCalendar(policy))
    async with open_house(settings.database_url, rules, Texts(settings.language, policy.zone), clock) as house:
        links = None
        if settings.public_url and settings.webhook_secret:
            links = FileLinks(settings.public_url, settings.webhook_secret.get_secret_value(), house.machine)
        yield replace(house, links=links)


async def run_audit(settings: Settings) -> Report:
    """Audit once by the settings' clock; return what was found."""
    async with _house_of(settings) as house:
        return await house.audit()
