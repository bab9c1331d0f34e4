"""The HTML subset of the Bot API, parsed as strictly as the server does and refused with its sentences."""

import html
import re

from tests.fakes.telegram.refusal import bad_request

TAGS = frozenset(
    "b strong i em u ins s strike del a code pre blockquote span tg-spoiler tg-emoji tg-time".split()  # noqa: SIM905 - a list of words reads as one
)
_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|#[0-9]+|#x[0-9a-fA-F]+);")
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[^\s>/]*)(?P<rest>[^>]*)>")


def text_of(markup: str) -> str:
    """Return the text that the markup shows; `Refusal` for what the server does not parse."""
    open_tags: list[str] = []
    shown, place = "", 0
    while place < len(markup):
        if markup[place] == "<":
            place = _read_tag(markup, place, open_tags)
        elif entity := _ENTITY.match(markup, place):
            shown, place = shown + html.unescape(entity[0]), entity.end()
        else:
            shown, place = shown + markup[place], place + 1
    if open_tags:
        raise bad_request(f"can't parse entities: Can't find end tag corresponding to start tag \"{open_tags[-1]}\"")
    return shown


def _read_tag(markup: str, place: int, open_tags: list[str]) -> int:
    tag = _TAG.match(markup, place)
    offset = len(markup[:place].encode())
    if tag is None:
        raise bad_request(f"can't parse entities: Unclosed start tag at byte offset {offset}")
    name = tag["name"].lower()
    if tag["end"]:
        _close(name, open_tags, offset)
    elif name not in TAGS:
        raise bad_request(f'can\'t parse entities: Unsupported start tag "{name}" at byte offset {offset}')
    else:
        open_tags.append(name)
    return tag.end()


def _close(name: str, open_tags: list[str], offset: int) -> None:
    if not open_tags:
        raise bad_request(f"can't parse entities: Unexpected end tag at byte offset {offset}")
    expected = open_tags.pop()
    if name != expected:
        raise bad_request(
            f"can't parse entities: Unmatched end tag at byte offset {offset}, "
            f'expected "</{expected}>", found "</{name}>"'
        )


def utf16_units(text: str) -> int:
    """Return the length as the platform counts it."""
    return len(text.encode("utf-16-le")) // 2
