"""Reading a call's parameters however they come: in the query, a form, a multipart body or as JSON."""

import json
from typing import Any

from aiohttp import web
from aiohttp.web_request import FileField

NESTED = frozenset({"reply_markup", "reply_parameters", "allowed_updates", "commands", "scope", "link_preview_options"})
"""What a form carries as JSON inside a field."""


async def parameters_of(request: web.Request) -> dict[str, Any]:
    """Return the parameters by name; a file is (name, content)."""
    given: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        given |= await request.json()
    elif request.can_read_body:
        given |= {name: _value(field) for name, field in (await request.post()).items()}
    return {
        name: json.loads(value) if name in NESTED and isinstance(value, str) else value for name, value in given.items()
    }


def _value(field: str | bytes | bytearray | FileField) -> str | tuple[str, bytes]:
    if isinstance(field, FileField):
        return field.filename, field.file.read()
    return field if isinstance(field, str) else bytes(field).decode()
