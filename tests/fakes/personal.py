"""Sentences that bear an invisible mark of whom they are worded for, so that what reaches another shows."""

from jinja2 import Environment
from markupsafe import Markup

from bot.texts.catalogue import Texts
from data.domain.person import Person

_FIRST, _COUNT = 0x1DC0, 0x30
"""Combining marks that no Vietnamese text has; folding drops them like diacritics."""
_MARKS = {chr(_FIRST + place): place for place in range(_COUNT)}
_VIETNAMESE, _ENGLISH = Texts(), Texts("en")


class PersonalTexts(Texts):
    """The Vietnamese sentences, as if each person had a language of their own; 0 owns those of the office."""

    def __init__(self, owner: int = 0) -> None:
        super().__init__()
        self.owner = owner
        self.language = f"person {owner}"

    def of(self, person: Person | None) -> Texts:
        """Return the sentences that are marked as that person's."""
        return PersonalTexts(person.id if person else 0)

    def speaking(self, language: str | None) -> Texts:
        """Return the sentences that are marked as those of the person whose language that is."""
        return PersonalTexts(int(language.removeprefix("person ")) if language else 0)

    def say(self, key: str, **data: object) -> Markup:
        """Render the template and mark what is said; whatever the twin is rendered with, it renders too."""
        said = super().say(key, **data)
        assert bool(_ENGLISH.say(key, **data)) == bool(said), key
        return said + _mark(self.owner) if said else said

    @property
    def templates(self) -> dict[str, str]:
        """Return the Vietnamese templates."""
        return _VIETNAMESE.templates

    @property
    def _environment(self) -> Environment:
        return _VIETNAMESE._environment  # noqa: SLF001 - our own kind


def _mark(owner: int) -> str:
    high, low = divmod(owner, _COUNT)
    return chr(_FIRST + high) + chr(_FIRST + low)


def owners_of(text: str) -> set[int]:
    """Return the people whom the sentences in `text` are worded for."""
    found = [_MARKS[letter] for letter in text if letter in _MARKS]
    return {high * _COUNT + low for high, low in zip(found[::2], found[1::2], strict=True)}


def unmarked(text: str) -> str:
    """Return `text` as a person sees it."""
    return "".join(letter for letter in text if letter not in _MARKS)
