"""Keeping the token out of every log: a second lock, for none of our own lines holds it."""

import logging
from collections.abc import MutableMapping
from typing import Any

HIDDEN = "•••"


class HidesSecrets(logging.Filter):
    """A filter for handlers of the standard library's logging, which takes secrets out of what they write."""

    def __init__(self, *secrets: str) -> None:
        super().__init__()
        self._secrets = secrets

    def filter(self, record: logging.LogRecord) -> bool:
        """Put a mark in the place of every secret; the record is always kept."""
        record.msg, record.args = _without(record.getMessage(), self._secrets), ()
        if record.exc_info:
            record.exc_text = _without(logging.Formatter().formatException(record.exc_info), self._secrets)
        return True


class HidesSecretsInEvents:
    """The same as a processor of structlog; it stands after the one that writes tracebacks out."""

    def __init__(self, *secrets: str) -> None:
        self._secrets = secrets

    def __call__(self, _logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        """Put a mark in the place of every secret in the event's texts."""
        for name, value in event.items():
            if isinstance(value, str):
                event[name] = _without(value, self._secrets)
        return event


def _without(text: str, secrets: tuple[str, ...]) -> str:
    for secret in secrets:
        text = text.replace(secret, HIDDEN)
    return text
