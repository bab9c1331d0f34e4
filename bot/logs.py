"""Logs for the operator: a line an event on standard error, never the words or names of people."""

import logging
import sys

import structlog


def write_logs() -> None:
    """Send the logs of ours and of libraries to standard error.

    Tracebacks carry no local variables, for those hold what people wrote; libraries speak only from warnings on, for
    some of them log whole addresses, tokens included.
    """
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"]),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, force=True)
