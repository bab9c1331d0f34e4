"""The page's stream of server-sent events: every line of the demo's chats, and the office clock."""

import json
import re
from collections.abc import AsyncGenerator
from typing import Any

from bot.web.demo import Demo
from bot.web.lines import line_as_json, lines_after

_LINE_ID = re.compile(r"[0-9]{1,18}")
RETRY_MILLISECONDS = 1000
QUIET_TURNS = 15
"""After so many turns without news a comment goes out, so that a line cut in silence is noticed."""


def event(name: str, data: dict[str, Any], event_id: str | None = None) -> str:
    """Return one event as the standard writes it (HTML, section 9.2)."""
    identity = f"id: {event_id}\n" if event_id else ""
    return f"{identity}event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


def resumes_after(last_event_id: str, run: str) -> int:
    """Return the line that `last_event_id` names; 0, so everything, when it is another run's or nobody's."""
    its_run, _, line_id = last_event_id.rpartition("-")
    return int(line_id) if its_run == run and _LINE_ID.fullmatch(line_id) else 0


async def stream(demo: Demo, after: int) -> AsyncGenerator[str, None]:
    """Yield the lines after line `after`, then `ready`, then whatever is new, until the bell is closed.

    The office time is told whenever its words change. The database is read at each ring of the bell, and
    every `poll_seconds` without one.
    """
    yield f"retry: {RETRY_MILLISECONDS}\n\n"
    told, ready, quiet = {"words": ""}, False, 0
    with demo.live.listening() as bell:
        while True:
            closing, quiet = demo.live.closed, quiet + 1
            for line in await lines_after(demo.database, after):
                after, quiet = line.id, 0
                yield event("line", line_as_json(line, demo.zone), f"{demo.run}-{line.id}")
            if (clock := demo.office_time())["words"] != told["words"]:
                told, quiet = clock, 0
                yield event("clock", clock)
            if not ready:
                ready = True
                yield event("ready", {"run": demo.run})
            if closing:
                return
            if quiet >= QUIET_TURNS:
                quiet = 0
                yield ": quiet\n\n"
            await demo.live.rung(bell)
