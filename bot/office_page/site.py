"""What the page is made of, and how it is drawn."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from bot.conversation.phrases import Phrases
from bot.office_page.limits import Limits
from bot.texts.catalogue import Texts
from bot.texts.words import day
from data.clock import Clock
from data.db.engine import Database
from data.domain.person import Person
from data.intake.emphasis import without_emphasis
from data.office.acting import Rules
from data.office.entering import cookie_key

ROOT = "/trang"
TEMPLATES = Path(__file__).parent / "templates"
COOKIE = "nhacviec"

CONTENT_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def no_link(_code: str) -> str | None:
    """Return no link: where no bot runs, a code is typed."""
    return None


@dataclass(frozen=True)
class OfficePage:
    """All that the page needs from outside.

    `address` is where browsers find this service ("https://nhac.tinh.gov.vn", perhaps with a path); `invitation` turns
    a pairing code into the link that opens the bot with it; `told` is called when something is to be said. `rows` are
    those of one page of a list.
    """

    database: Database
    rules: Rules
    texts: Texts
    office: Clock
    machine: Clock
    address: str
    invitation: Callable[[str], str | None] = no_link
    told: Callable[[], None] = lambda: None
    limits: Limits = field(default_factory=Limits)
    rows: int = 50
    _keys: list[bytes] = field(default_factory=list)
    _sisters: dict[str, "OfficePage"] = field(default_factory=dict)

    def read_by(self, person: Person) -> "OfficePage":
        """Return the same page in the language that `person` reads."""
        texts = self.texts.of(person)
        return self._sisters.setdefault(texts.language, replace(self, texts=texts))

    @property
    def root(self) -> str:
        """Return the path under which browsers find the page."""
        return urlsplit(self.address).path.rstrip("/") + ROOT

    @property
    def encrypted(self) -> bool:
        """Whether browsers reach us by https, so that the cookie must never travel without."""
        return urlsplit(self.address).scheme == "https"

    async def key(self) -> bytes:
        """Return the key that signs cookies, read once."""
        if not self._keys:
            async with self.database.work() as uow:
                self._keys.append(await cookie_key(uow))
                await uow.commit()
        return self._keys[0]

    @cached_property
    def phrases(self) -> Phrases:
        """Return the words for deadlines and states."""
        return Phrases(self.texts, self.rules)

    @cached_property
    def _environment(self) -> Environment:
        environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.globals |= {"t": self.texts.say, "root": self.root, "language": self.texts.language}
        environment.globals |= {"phrases": self.phrases, "rung": self.phrases.rung}
        environment.filters |= {
            "day": day,
            "percent": self.texts.words.percent,
            "plain": without_emphasis,
            "moment": self._moment,
        }
        return environment

    def _moment(self, moment: object) -> str:
        return self.texts.say("page.moment", at=moment)

    def draw(self, template: str, status: int = 200, **data: object) -> HTMLResponse:
        """Return a page, which no browser and no proxy keeps."""
        html = self._environment.get_template(template).render(**data)
        return HTMLResponse(html, status)
