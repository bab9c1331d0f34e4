"""A platform's clock beside ours."""

from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import aiohttp

from bot.proxy import PROXY_FAILED, connector_through, proxy_of_call
from data.clock import Clock

ANSWER_SECONDS = 5
OfficeTime = Callable[[datetime], datetime]
"""Translates a moment of the platform's into office time."""


def office_time(office: Clock, machine: Clock) -> OfficeTime:
    """Return what tells a moment by the office's clock, which a rehearsal has moved away from the platform's."""
    return lambda moment: office.now() - (machine.now() - moment)


async def skew(url: str, machine: Clock, proxy: str | None = None) -> timedelta | None:
    """Return how far the clocks are apart, whichever is ahead; None when the server does not tell the time."""
    theirs = await platform_time(url, proxy)
    return abs(machine.now() - theirs) if theirs else None


async def platform_time(url: str, proxy: str | None = None) -> datetime | None:
    """Return the moment that the server at `url` names in its answer's `Date` (RFC 9110); None when it names none."""
    timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
    try:
        async with (
            aiohttp.ClientSession(connector=connector_through(proxy, 1), timeout=timeout) as session,
            session.get(url, proxy=proxy_of_call(proxy), allow_redirects=False) as answer,
        ):
            return parsedate_to_datetime(answer.headers["Date"])
    except (TimeoutError, KeyError, ValueError, aiohttp.ClientError, *PROXY_FAILED):
        return None
