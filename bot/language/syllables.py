"""Whether words are Vietnamese speech or noise, by the shape of their syllables."""

import re

from bot.language.reading import Reading, bare

_SYLLABLE = re.compile(
    r"(?:b|c|ch|d|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x)?"
    r"(?:[aeiouy]|ai|ao|au|ay|eo|eu|ia|ie|ieu|io|iu|oa|oai|oay|oao|oe|oeo|oi|oo|ua|uai|uay|uao|ue|ui|uo|uoi|uou|uu|uy|uya|uye|uyu|ye|yeu|uau)"
    r"(?:c|ch|m|n|ng|nh|p|t)?"
)


def is_syllable(letters: str) -> bool:
    """Return whether bare letters have the shape of a Vietnamese syllable."""
    return _SYLLABLE.fullmatch(letters) is not None


def is_speech(reading: Reading) -> bool:
    """Return whether at least three words, and most of all words, are syllables."""
    words = [bare(token.key) for token in reading.tokens if token.is_word]
    dates = sum(token.key == "@date" for token in reading.tokens)
    spoken = sum(map(is_syllable, words))
    return spoken > 1 and spoken + dates >= 3 and 2 * spoken > len(words)
