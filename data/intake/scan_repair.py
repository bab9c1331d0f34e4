"""Text from a scanner: marks lost or mistaken are put right where a known phrase leaves no doubt.

The repaired text has the same length, so every place in it is the same place in the text that was read.
"""

import re
from collections.abc import Iterable

from data.intake.agency_patterns import FIELD_OF, LEXICON, VERBS
from data.intake.letters import CAPITAL, flat
from data.intake.lexicon import any_of, load

_EVERYDAY = load("everyday")
_LEAST_DAMAGE = 4
_DEPARTMENT = re.compile(rf"(?<!\w)S[oôơờớợỏốồổộỡ]\s(?=[{CAPITAL}])")
_YEAR = re.compile(r"(?<=\d\s)n[aàáảãạăằắẳẵặâầấẩẫậ]m(?=\s\d{4})")
_ITEM = re.compile(r"^[lI](?=[.)]\s)|(?<=\()[lI](?=\))", re.MULTILINE)


def _phrases() -> Iterable[str]:
    yield from _EVERYDAY["phrases"]
    yield from _EVERYDAY["provinces"]
    yield from FIELD_OF.values()
    for words in (VERBS["actions"], LEXICON["heads"]["free"], LEXICON["titles"]["words"]):
        yield from words


_KNOWN = {flat(phrase): phrase for phrase in _phrases() if " " in phrase and len(flat(phrase)) > 5}
_PHRASE = re.compile(rf"(?<!\w){any_of(_KNOWN)}(?!\w)")


def repaired(text: str) -> str:
    """Return `text` with scanner's mistakes put right; a text with few of them is left as it is."""
    view = flat(text)
    damage = [match for match in _PHRASE.finditer(view) if _is_damaged(text[match.start() : match.end()], match[0])]
    if len(damage) < _LEAST_DAMAGE:
        return text
    letters = list(text)
    for match in damage:
        letters[match.start() : match.end()] = _like(text[match.start() : match.end()], _KNOWN[match[0]])
    whole = "".join(letters)
    whole = _DEPARTMENT.sub("Sở ", whole)
    return _ITEM.sub("1", _YEAR.sub("năm", whole))


def _is_damaged(words: str, key: str) -> bool:
    """Tell whether words differ from their phrase, case and the two ways of placing a tone aside."""
    return words.lower() != _KNOWN[key].lower() and words.lower() not in _SPELLINGS


def _like(words: str, phrase: str) -> str:
    """Return `phrase` with the capitals of `words`."""
    return "".join(
        right.upper() if letter.isupper() else right.lower() for letter, right in zip(words, phrase, strict=True)
    )


_SPELLINGS = frozenset(phrase.lower() for phrase in _phrases())
