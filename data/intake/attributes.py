"""Tasks whose lead, coordination and time stand as labelled attributes: "(chủ trì: …; thời gian: …)"."""

import re
from dataclasses import dataclass

from data.intake.lexicon import load

_LABELS: dict[str, list[str]] = load("labels")["attributes"]
_NAMED = "|".join(f"(?P<{name}>{'|'.join(patterns)})" for name, patterns in _LABELS.items())
_LABEL = re.compile(rf"(?:^|(?<=[(;.,–-])|(?<=[(;.,–-]\s))\s*(?:{_NAMED})\s*:\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Attribute:
    """One labelled value and where it stands."""

    name: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """Where the value ends, exclusive."""
        return self.start + len(self.text)


def read_attributes(text: str) -> tuple[int, dict[str, Attribute]]:
    """Return where the attributes begin, and them by name; without any, the end of the text and nothing."""
    matches = list(_LABEL.finditer(text))
    found: dict[str, Attribute] = {}
    for match, following in zip(matches, [*matches[1:], None], strict=False):
        name = next(name for name in _LABELS if match[name])
        value = text[match.end() : following.start() if following else len(text)]
        found.setdefault(name, Attribute(name, value.strip(" ;.,()–-/"), match.end()))
    return (matches[0].start(), found) if matches else (len(text), {})
