"""Rendering sentences from the catalogues: Jinja2 with autoescape, so that no name can inject markup."""

import tomllib
from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, StrictUndefined, Template

from bot.texts import words


class Texts:
    """The sentences of one language.

    `say("replies.done", code="NV7")` renders the template `done` of `vi/replies.toml` as the HTML subset that
    messages carry; a missing key or value is a KeyError or UndefinedError, never a hole in a sentence.
    """

    def __init__(self, language: str = "vi", zone: ZoneInfo | None = None) -> None:
        self.language = language
        self.zone = zone or ZoneInfo("Asia/Ho_Chi_Minh")
        self._compiled: dict[str, Template] = {}

    def say(self, key: str, **data: Any) -> str:  # noqa: ANN401 - templates take any value
        """Render the template `key` ("topic.name") with `data`."""
        template = self._compiled.get(key)
        if template is None:
            template = self._compiled[key] = self._environment.from_string(self.templates[key])
        return template.render(**data).strip()

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
        environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
        filters: dict[str, Callable[..., str]] = {
            "day": words.day,
            "weekday": words.weekday_and_day,
            "left": words.days_left,
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
