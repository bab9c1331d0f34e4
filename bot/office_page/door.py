"""The door: who is inside, whether a post is the person's own, and what every answer carries.

Whoever is not inside learns nothing: a forged, an expired and a used link, a wrong cookie and a path that does not
exist are all answered with the same words.
"""

import functools
import hmac
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import structlog
from sqlalchemy.exc import NoResultFound
from starlette.datastructures import FormData
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response

from bot.office_page.forms import TooLarge, read_form
from bot.office_page.site import CONTENT_POLICY, COOKIE, OfficePage
from data.domain.person import Person
from data.office.acting import Actor, Refused
from data.office.entering import Inside, inside, token_in

log = structlog.get_logger()

CHANNEL = "page"
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": CONTENT_POLICY,
    "Cache-Control": "no-store",
    # Not "no-referrer": forms would then come without the origin by which we know our own.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class Missing(Exception):
    """There is nothing under this address."""


@dataclass(frozen=True)
class Visit:
    """One request of somebody inside."""

    page: OfficePage
    request: Request
    who: Inside
    form: FormData

    @property
    def person(self) -> Person:
        """Return who visits."""
        return self.who.person

    @functools.cached_property
    def now(self) -> datetime:
        """Return the moment of the visit, in office time."""
        return self.page.office.now()

    @property
    def actor(self) -> Actor:
        """Return the person as the use cases know who acts."""
        return Actor(self.person, self.now, CHANNEL)

    def field(self, name: str) -> str:
        """Return a field of the form, "" when it is missing or a file."""
        value = self.form.get(name, "")
        return value.strip() if isinstance(value, str) else ""

    def draw(self, template: str, status: int = 200, **data: object) -> Response:
        """Return a page with what every page shows."""
        place = self.request.url.path.removeprefix(self.page.root)
        done = self.request.query_params.get("done", "")
        known = f"page.done_{done}" in self.page.texts.templates
        common = {"person": self.person, "token": self.who.form_token, "place": place, "done": done if known else ""}
        return self.page.draw(template, status, **common, now=self.now, **data)

    def say(self, status: int, sentence: str, back: str = "") -> Response:
        """Return a page that says one sentence."""
        return self.draw("said.html", status, sentence=sentence, back=back or self.page.root)

    def go(self, path: str, done: str = "", anchor: str = "") -> Response:
        """Lead the browser on after a post, so that reloading the page repeats nothing."""
        address = f"{self.page.root}{path}" + (f"?done={done}" if done else "") + (f"#{anchor}" if anchor else "")
        return RedirectResponse(address, 303)


Endpoint = Callable[[Visit], Awaitable[Response]]
Plain = Callable[[Request], Awaitable[Response]]


def for_insiders(page: OfficePage, endpoint: Endpoint) -> Plain:
    """Return the endpoint behind the door."""

    async def answer(request: Request) -> Response:
        who = await _inside(page, request)
        if who is None:
            return knocks_too_often(page, request) or closed(page)
        if not page.limits.takes(who.digest, page.machine.now()):
            return page.draw("closed.html", 429, sentence=page.texts.say("page.too_often"))
        own = page.read_by(who.person)
        return await _answered(own, functools.partial(_serve, own, who, endpoint), request)

    return guarded(page, answer)


async def _serve(page: OfficePage, who: Inside, endpoint: Endpoint, request: Request) -> Response:
    visit = Visit(page, request, who, FormData())
    if request.method != "POST":
        return await endpoint(visit)
    if is_foreign(page, request):
        return visit.say(403, page.texts.say("page.foreign"))
    async with read_form(request) as form:
        if not hmac.compare_digest(str(form.get("token", "")).encode(), who.form_token.encode()):
            return visit.say(403, page.texts.say("page.foreign"))
        return await endpoint(Visit(page, request, who, form))


def guarded(page: OfficePage, answer: Plain) -> Plain:
    """Return the endpoint with the headers of every answer, and one sentence for whatever goes wrong."""

    @functools.wraps(answer)
    async def with_headers(request: Request) -> Response:
        response = await _answered(page, answer, request)
        response.headers.update(HEADERS)
        return response

    return with_headers


async def _answered(page: OfficePage, answer: Plain, request: Request) -> Response:
    say = page.texts.say
    try:
        return await answer(request)
    except Refused as refused:
        sentence = say(f"page.refused_{refused.why}" if _own(page, refused) else f"common.refused_{refused.why}")
        return page.draw("closed.html", 409, sentence=sentence, back=page.root)
    except TooLarge:
        return page.draw("closed.html", 413, sentence=say("page.too_large"), back=page.root)
    except ClientDisconnect:
        return page.draw("closed.html", 400, sentence=say("page.cut"))
    except (NoResultFound, Missing):
        return page.draw("closed.html", 404, sentence=say("page.missing"), back=page.root)
    except Exception as error:
        # A locked database, a full disk: the person hears one sentence, the operator the rest.
        log.exception("office_page_failed", error=type(error).__name__)
        return page.draw("closed.html", 503, sentence=say("page.failed"))


def _own(page: OfficePage, refused: Refused) -> bool:
    return f"page.refused_{refused.why}" in page.texts.templates


async def _inside(page: OfficePage, request: Request) -> Inside | None:
    cookie = request.cookies.get(COOKIE)
    if not cookie:
        return None
    key = await page.key()
    token = token_in(cookie, key)
    if token is None:
        return None
    async with page.database.reading() as uow:
        return await inside(uow, token, key, page.machine.now())


def knocks_too_often(page: OfficePage, request: Request) -> Response | None:
    """Count somebody outside by their address; return the answer to who has knocked too often."""
    address = request.client.host if request.client else ""
    if page.limits.takes(f"outside {address}", page.machine.now()):
        return None
    return page.draw("closed.html", 429, sentence=page.texts.say("page.too_often"))


def closed(page: OfficePage) -> Response:
    """Return the one answer to everybody outside."""
    return page.draw("closed.html", 404, sentence=page.texts.say("page.closed"))


def is_foreign(page: OfficePage, request: Request) -> bool:
    """Whether another site let the browser post this; a browser too old to tell is trusted to its cookie and token."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin")
    own = {request.headers.get("host", ""), urlsplit(page.address).netloc}
    return site not in {"same-origin", "none"} or (origin is not None and urlsplit(origin).netloc not in own)
