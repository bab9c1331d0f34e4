"""Logs for the operator: a line an event on standard error, never the words or names of people."""

import logging
import sys

import structlog

from bot.redaction import HidesSecrets, HidesSecretsInEvents


def write_logs(*secrets: str) -> None:
    """Send the logs of ours and of libraries to standard error, with a mark in the place of every secret.

    Tracebacks carry no local variables, for those hold what people wrote; libraries speak only from warnings on, for
    some of them log whole addresses, tokens included.
    """
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            HidesSecretsInEvents(*secrets),
            structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"]),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(HidesSecrets(*secrets))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
