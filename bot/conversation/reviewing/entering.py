"""A directive that the office sends as a file: stored as drafts, its review is the answer."""

from bot.conversation import audiences
from bot.conversation.reviewing.review import announce_to, review_message
from bot.conversation.turn import Turn
from data.domain.directive import Directive
from data.intake.attachment import Attachment
from data.office.importing import store_directive


async def hear_directive(turn: Turn, attachment: Attachment) -> None:
    """Store what was read and show it, or say why nothing was; the rest of the office is shown it too."""
    draft = attachment.draft
    if draft is None:
        await turn.answer(turn.texts.say(f"files.unreadable_{attachment.reason}"))
        return
    if not draft.tasks:
        await turn.answer(turn.texts.say("files.no_tasks"))
        return
    stored = await store_directive(turn.uow, draft, turn.rules, turn.now, turn.actor)
    directive_id = stored.directive.id
    if not stored.new:
        await _known(turn, stored.directive)
        return
    await turn.send(await review_message(turn.uow, directive_id, turn.texts))
    colleagues = [one for one in await audiences.whole_office(turn.uow) if one.id != turn.person.id]
    await announce_to(colleagues, turn.uow, directive_id, turn.rules, turn.texts, turn.now)


async def _known(turn: Turn, directive: Directive) -> None:
    """Say that it was entered before; drafts that still wait are shown again."""
    waits = await turn.uow.directives.waits(directive.id)
    count = len(await turn.uow.directives.sheets(directive.id))
    await turn.answer(turn.texts.say("files.known", label=directive.label, count=count, waits=waits))
    if waits:
        await turn.send(await review_message(turn.uow, directive.id, turn.texts))
