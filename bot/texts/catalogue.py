"""Rendering sentences from the catalogues: Jinja2 with autoescape, so that no name can inject markup."""

import tomllib
from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import DictLoader, Environment, StrictUndefined, Template
from markupsafe import Markup

from bot.texts.words import WORDS, day
from data.domain.person import Person


class Texts:
    """The sentences of one language; `of` and `speaking` return its sisters in the others.

    `say("replies.done", code="NV7")` renders the template `done` of `vi/replies.toml` as the HTML subset that
    messages carry; a missing key or value is a KeyError or UndefinedError, never a hole in a sentence. A
    template may include another by its key.
    """

    def __init__(self, language: str = "vi", zone: ZoneInfo | None = None) -> None:
        self.language = language
        self.zone = zone or ZoneInfo("Asia/Ho_Chi_Minh")
        self.words = WORDS[language]
        self._office = language
        self._sisters: dict[str, Texts] = {language: self}
        self._fixed: dict[str, Markup] = {}
        self._compiled: dict[str, Template] = {}

    def of(self, person: Person | None) -> "Texts":
        """Return the sentences in the language that `person` reads; the office's for one who has chosen none."""
        return self.speaking(person.language if person else None)

    def speaking(self, language: str | None) -> "Texts":
        """Return the sentences in that language; the office's for none."""
        wanted = language or self._office
        if wanted not in self._sisters:
            sister = self._sisters[wanted] = Texts(wanted, self.zone)
            sister._office, sister._sisters = self._office, self._sisters
        return self._sisters[wanted]

    def say(self, key: str, **data: Any) -> Markup:  # noqa: ANN401 - templates take any value
        """Render the template `key` ("topic.name") with `data`.

        What it returns may be a value of another template, which will not escape it again.
        """
        if not data and key in self._fixed:
            return self._fixed[key]
        rendered = self._template(key).render(**data)
        said = Markup(rendered).strip()  # noqa: S704 - every value in it was escaped while rendering
        return said if data else self._fixed.setdefault(key, said)

    def _template(self, key: str) -> Template:
        if key not in self._compiled:
            if key not in self.templates:
                raise KeyError(key)
            template = self._environment.get_template(key)
            # The library's own chain of dictionaries is walked with each rendering, which costs as much as the rest.
            template.globals = dict(template.globals)
            self._compiled[key] = template
        return self._compiled[key]

    def label(self, key: str, **data: Any) -> str:  # noqa: ANN401 - templates take any value
        """Render the template `key` as plain text, for the label of a choice."""
        return self.say(key, **data).unescape()

    @cached_property
    def templates(self) -> dict[str, str]:
        """Return every template of the language by "topic.name"."""
        found: dict[str, str] = {}
        for file in files("bot.texts").joinpath(self.language).iterdir():
            if file.name.endswith(".toml"):
                topic = file.name.removesuffix(".toml")
                for name, text in tomllib.loads(file.read_text("utf-8")).items():
                    found[f"{topic}.{name}"] = text
        return found

    @cached_property
    def _environment(self) -> Environment:
        environment = Environment(
            loader=DictLoader(self.templates),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        filters: dict[str, Callable[..., str]] = {
            "day": day,
            "weekday": self.words.weekday_and_day,
            "weekday_name": self.words.weekday,
            "left": self.words.days_left,
            "percent": self.words.percent,
            "bytes": self.words.size,
            "moment": self._moment,
            "clock": self._clock,
        }
        environment.filters.update(filters)
        return environment

    def _moment(self, moment: datetime) -> str:
        local = moment.astimezone(self.zone)
        return f"{local:%H:%M} {day(local.date())}"

    def _clock(self, moment: datetime) -> str:
        return f"{moment.astimezone(self.zone):%H:%M}"
