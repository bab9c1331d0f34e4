"""The card of one draft: what was read, the words of the document behind it, what is unclear, and what may be done."""

from collections.abc import Sequence

from bot.conversation.turn import Turn
from data.db.stores.drafts import StoredDraft
from data.domain.agency import Registry
from data.domain.clarity import unclear
from data.domain.message import Choice, Message
from data.domain.permissions import Action, may
from data.domain.task import TaskState
from data.intake.draft import Span, TaskDraft
from data.intake.emphasis import without_emphasis
from data.intake.redrafting import by_leads, issuance_of, source_of, split

LONGEST = 600
"""Longer passages are cut: a card fits a telephone's screen."""
FIELDS = ("lead", "coordinating", "due")
"""What can be put right in a draft, in the order of its card."""


async def draft_card(turn: Turn, stored: StoredDraft) -> Message:
    """Return the card of a task that is no live one: a draft, one left out, or one that ended."""
    directive = await turn.uow.directives.get(stored.directive_id)
    registry = await turn.uow.agencies.registry()
    text = await turn.uow.directives.text(stored.directive_id)
    draft, editable = stored.draft, stored.state is TaskState.DRAFT
    unmatched = unknown_in(draft, registry)
    source = source_of(draft, text)
    said = turn.texts.say(
        "review.card",
        code=stored.code,
        due=due_in_words(turn, draft),
        state=turn.texts.say(f"review.state_{stored.state}"),
        content=_cut(draft.content),
        directive=turn.phrases.directive(directive),
        place=draft.ref,
        lead=draft.lead,
        unmatched=unmatched,
        coordinating=draft.coordinating,
        source="" if source == draft.content and "content" not in _moved(draft) else _cut(source),
        lead_source=_elsewhere(draft, "lead", text),
        due_source=_elsewhere(draft, "deadline", text),
        successor=await _successor(turn, stored),
        unclear=_unclear(turn, draft, known=not unmatched) if editable else [],
        editable=editable,
    )
    return Message(said, await _choices(turn, stored, text))


def due_in_words(turn: Turn, draft: TaskDraft) -> str:
    """Return the deadline of a draft: its day, or the words that come to none."""
    return turn.texts.say("review.due", due_on=draft.deadline.due_on, words=draft.deadline.text or "")


def unknown_in(draft: TaskDraft, registry: Registry) -> tuple[str, ...]:
    """Return the leads that the registry does not know."""
    return tuple(name for name in draft.lead if registry.find(name) is None)


def _unclear(turn: Turn, draft: TaskDraft, *, known: bool) -> list[str]:
    points = unclear(draft.content, draft.lead, draft.deadline, known=known)
    return [turn.texts.say(f"review.unclear_{point}") for point in points]


def _moved(draft: TaskDraft) -> Sequence[str]:
    """Return the names of the passages when a draft holds words of several places."""
    places = [name for name in draft.evidence if name.startswith("content")]
    return places if len(places) > 1 else ()


def _elsewhere(draft: TaskDraft, field: str, text: str) -> str:
    """Return the line that justifies a field, where it stands outside the draft's own words; "" otherwise."""
    span, own = draft.evidence.get(field), draft.evidence.get("content")
    if span is None or (own is not None and own.start <= span.start and span.end <= own.end):
        return ""
    return _cut(_line_around(span, text))


def _line_around(span: Span, text: str) -> str:
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    return without_emphasis(text[start : end if end >= 0 else len(text)].strip())


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST else words[:LONGEST].rsplit(" ", 1)[0] + "…"


async def _successor(turn: Turn, stored: StoredDraft) -> str:
    """Return the directive that ended this task, as the audit trail has it; "" when none did."""
    if stored.state not in {TaskState.REPLACED, TaskState.REVOKED}:
        return ""
    after = await turn.uow.audit.last_value(f"task:{stored.task_id}", stored.state.value)
    if after is None or "directive" not in after:
        return ""
    return turn.phrases.directive(await turn.uow.directives.get(int(after["directive"])))


async def _choices(turn: Turn, stored: StoredDraft, text: str) -> tuple[Choice, ...]:
    """Return what the person may do with a draft that nobody has confirmed."""
    if not may(turn.person, Action.REVIEW_DIRECTIVE) or not await turn.uow.directives.waits(stored.directive_id):
        return ()
    number: dict[str, object] = {"number": stored.number}
    again = turn.choice("review.choose_again", "more_drafts", {"directive": stored.directive_id, "start": 0})
    if stored.state is TaskState.UNTRACKED:
        return turn.choice("review.choose_bring_back", "bring_back_draft", number, code=stored.code), again
    if stored.state is not TaskState.DRAFT:
        return (again,)
    found = [
        turn.choice("review.choose_keep", "keep_draft", number, code=stored.code),
        turn.choice("review.choose_leave_out", "leave_out_draft", number, code=stored.code),
        *(turn.choice(f"review.choose_{field}", "edit_draft", number | {"field": field}) for field in FIELDS),
    ]
    directive = await turn.uow.directives.get(stored.directive_id)
    issuance = issuance_of(directive.issued_on, turn.today, turn.rules.calendar.is_working)
    parts = split(stored.draft, text, issuance)
    if len(parts) > 1:
        leads = len(by_leads(stored.draft)) == len(parts) and parts == by_leads(stored.draft)
        args = number | {"leads": leads}
        found.append(turn.choice("review.choose_split", "split_draft", args, code=stored.code, count=len(parts)))
    return (*found, again)
