"""`understand`: messages in, one JSON object a line, and their meaning out."""

import json
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

from bot.commands.outcome import WRONG_INPUT, CommandFailed
from bot.commands.printing import print_json
from bot.language.agencies import AgencyNames
from bot.language.as_json import query_row, reply_row
from bot.texts import commands as texts


def understand_messages(*, queries: bool) -> None:
    """Print the meaning of each line of standard input; CommandFailed names the lines that are no messages."""
    meaning: Callable[[dict[str, Any]], dict[str, object]] = (
        partial(query_row, names=AgencyNames()) if queries else reply_row
    )
    bad: list[str] = []
    for number, line in enumerate(sys.stdin.buffer, 1):
        if not line.strip():
            continue
        try:
            print_json(meaning(_message(line)))
        except _NotAMessage as error:
            bad.append(texts.BAD_LINE.format(line=number, problem=error))
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            bad.append(texts.BAD_LINE.format(line=number, problem=texts.FIELD_MISSING.format(field=error)))
    if bad:
        raise CommandFailed(*bad, code=WRONG_INPUT)


class _NotAMessage(Exception):
    """The line is no JSON object with a text."""


def _message(line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        raise _NotAMessage(texts.NOT_JSON) from None
    if not isinstance(row, dict):
        raise _NotAMessage(texts.NOT_JSON)
    if not isinstance(row.get("text"), str):
        raise _NotAMessage(texts.FIELD_MISSING.format(field="text"))
    return row
