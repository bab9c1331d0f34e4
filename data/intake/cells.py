"""Tasks from the cells of a table row or from labelled attributes: each value stands alone."""

import re
from collections.abc import Iterable
from dataclasses import replace

from data.domain.agency_names import official
from data.domain.deadline import NO_DEADLINE
from data.intake.attributes import Attribute
from data.intake.context import Knowledge
from data.intake.deadlines import Limit, find_limits, read_time_cell
from data.intake.draft import TaskDraft
from data.intake.outline import Item
from data.intake.pieces import joined, trimmed
from data.intake.tables import Cell, Row

_SAME_AS_ABOVE = re.compile(r"\W*(?:như trên|nt)?\W*", re.IGNORECASE)
_DITTO = re.compile(r"\W*(?:như trên|nt|(?=\S)[\"″“”]+)\W*", re.IGNORECASE)
_SURE, _BORROWED, _LEADERLESS = 0.95, 0.6, 0.5


def read_attributed(item: Item, words: str, attributes: dict[str, Attribute], knowledge: Knowledge) -> TaskDraft:
    """Return the task that `words` describe and the labelled values in or under the item complete."""
    start, end = trimmed(words.rstrip(" ("), 0, len(words.rstrip(" (")))
    cells = {name: Cell(each.text, item.start + each.start) for name, each in attributes.items()}
    cells["content"] = Cell(words[start:end], item.start + start)
    return _from_cells(item.ref, cells, knowledge)


def read_table(rows: Iterable[Row], knowledge: Knowledge) -> list[TaskDraft]:
    """Return the tasks of a table; a row that names neither lead nor time only titles a group."""
    tasks: list[TaskDraft] = []
    above: dict[str, Cell] = {}
    for row in rows:
        if not row.cells["content"].text or not any(
            row.cells[name].text for name in ("lead", "time") if name in row.cells
        ):
            continue
        above = cells = row.cells | {
            name: above[name] for name, cell in row.cells.items() if name in above and _DITTO.fullmatch(cell.text)
        }
        task = _from_cells(row.ref, cells, knowledge)
        if tasks and (not task.lead or _SAME_AS_ABOVE.fullmatch(row.cells["lead"].text)):
            task = replace(task, lead=tasks[-1].lead, confidence=_BORROWED)
        tasks.append(task)
    return tasks


def _from_cells(ref: str, cells: dict[str, Cell], knowledge: Knowledge) -> TaskDraft:
    content = cells["content"]
    start, end = trimmed(content.text, 0, len(content.text))
    filled = {name: cell for name, cell in cells.items() if cell.text}
    limit = _limit(cells, knowledge)
    lead = _names_in_cell(filled.get("lead"), knowledge)
    coordinating = tuple(name for name in _names_in_cell(filled.get("coordinating"), knowledge) if name not in lead)
    return TaskDraft(
        ref,
        joined([content.text[start:end]]),
        lead,
        coordinating,
        limit.deadline if limit else NO_DEADLINE,
        limit.recurrence if limit else None,
        {"deadline" if name == "time" else name: cell.span for name, cell in filled.items()},
        _SURE if lead else _LEADERLESS,
    )


def _limit(cells: dict[str, Cell], knowledge: Knowledge) -> Limit | None:
    """Read the time column; without one, the work description itself may hold a deadline."""
    if "time" in cells:
        return read_time_cell(cells["time"].text, knowledge.issuance) if cells["time"].text else None
    return next(iter(find_limits(cells["content"].text, knowledge.issuance)), None)


def _names_in_cell(cell: Cell | None, knowledge: Knowledge) -> tuple[str, ...]:
    """Read a cell of names; what no rule knows is kept as written, expanded."""
    if cell is None:
        return ()
    text = re.sub(r"^[-+•\s]+|(?<=[;.])\s*[-+•]\s+", " ", cell.text).strip(" .;,")
    names: list[str] = []
    while text:
        named = knowledge.reader.read_list(text, 0, semicolons=True)
        stop = re.search(r"[;,.]|$", text[named.end if named else 0 :])
        end = (named.end if named else 0) + (stop.start() if stop else 0)
        names += named.names if named else [_as_written(text[:end])]
        text = text[end:].strip(" .;,")
    return tuple(dict.fromkeys(name for name in names if name))


def _as_written(words: str) -> str:
    name = official(words.strip())
    return name[:1].upper() + name[1:]
