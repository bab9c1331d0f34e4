"""Questions about the past: "tình hình tính đến 30/4" asks how things stood at the end of that day."""

import re
from dataclasses import replace
from datetime import date

from bot.language.meaning import Query
from data.folding import fold

_CUE = re.compile(r"\b(?:tinh den|tinh toi|tai thoi diem|vao thoi diem)\b")
_OWN_WORDS = frozenset({"tinh", "tai", "vao", "thoi", "diem"})
"""Words of the cue that understanding, which does not know it, takes for words of the tasks."""


def with_past(query: Query, text: str, today: date) -> Query:
    """Return `query`, understood from `text`, as a question about the past where the words ask for that.

    A day that has not come, or no day, leaves it as it is.
    """
    days = query.date_range
    if days is None or days.end is None or days.end >= today or not _CUE.search(fold(text)):
        return query
    words = [word for word in (query.keywords or "").split() if fold(word) not in _OWN_WORDS]
    return replace(query, as_of=days.end, date_range=None, date_field=None, keywords=" ".join(words) or None)
