"""Rendering sentences from the catalogues: Jinja2 with autoescape, so that no name can inject markup."""

import tomllib
from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from bot.texts import words


class Texts:
    """The sentences of one language.

    `say("replies.done", code="NV7")` renders the template `done` of `vi/replies.toml` as the HTML subset that
    messages carry; a missing key or value is a KeyError or UndefinedError, never a hole in a sentence. A
    template may include another by its key.
    """

    def __init__(self, language: str = "vi", zone: ZoneInfo | None = None) -> None:
        self.language = language
        self.zone = zone or ZoneInfo("Asia/Ho_Chi_Minh")
        self._fixed: dict[str, Markup] = {}

    def say(self, key: str, **data: Any) -> Markup:  # noqa: ANN401 - templates take any value
        """Render the template `key` ("topic.name") with `data`.

        What it returns may be a value of another template, which will not escape it again.
        """
        if not data and key in self._fixed:
            return self._fixed[key]
        if key not in self.templates:
            raise KeyError(key)
        rendered = self._environment.get_template(key).render(**data)
        said = Markup(rendered).strip()  # noqa: S704 - every value in it was escaped while rendering
        return said if data else self._fixed.setdefault(key, said)

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
        )
        filters: dict[str, Callable[..., str]] = {
            "day": words.day,
            "weekday": words.weekday_and_day,
            "weekday_name": words.weekday,
            "left": words.days_left,
            "percent": words.percent,
            "bytes": words.size,
            "moment": self._moment,
            "clock": self._clock,
        }
        environment.filters.update(filters)
        return environment

    def _moment(self, moment: datetime) -> str:
        local = moment.astimezone(self.zone)
        return f"{local:%H:%M} {words.day(local.date())}"

    def _clock(self, moment: datetime) -> str:
        return f"{moment.astimezone(self.zone):%H:%M}"
