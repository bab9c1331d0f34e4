"""What has waited for somebody of the office who pairs: drafts to review, claims and wishes to decide."""

from functools import partial

from bot.conversation import audiences
from bot.conversation.reporting.extending import question
from bot.conversation.reporting.recording import claim_again
from bot.conversation.reviewing.review import announce_to
from bot.conversation.turn import Turn
from data.domain.message import Guard
from data.domain.permissions import Action, may
from data.domain.question import Condition, Page, TaskFilter
from data.domain.task import Assignment

MOST = 10
"""Questions of a kind that are put at once; the rest is found by asking."""


async def catch_up(turn: Turn) -> None:
    """Put to who has just paired what waits for a decision and was put to nobody, within pushing hours."""
    person = turn.person
    first = all(one.id == person.id for one in await audiences.whole_office(turn.uow))
    if first and may(person, Action.REVIEW_DIRECTIVE):
        for directive_id in await turn.uow.directives.unconfirmed():
            await announce_to([person], turn.uow, directive_id, turn.rules, turn.texts, turn.now)
    if first and may(person, Action.CONFIRM_RESULT):
        claimed = TaskFilter(conditions=(Condition.TO_CONFIRM,))
        for claim in await turn.uow.questions.page(claimed, turn.now, turn.rules.policy, Page(0, MOST)):
            await _put_claim(turn, claim)
    if may(person, Action.DECIDE_EXTENSION, deciders=turn.rules.policy.extension_deciders):
        await _put_wishes(turn)


async def _put_claim(turn: Turn, claim: Assignment) -> None:
    await turn.push(turn.person, await claim_again(turn, claim), Guard(claim.id, claim.revision))


async def _put_wishes(turn: Turn) -> None:
    """Put the wishes that nobody else who may decide them can be asked about."""
    for wish in (await turn.uow.extensions.waiting())[:MOST]:
        found = await turn.uow.assignments.some([wish.assignment_id])
        if not found:
            continue
        assignment = found[wish.assignment_id]
        directive = await turn.uow.directives.get(assignment.directive_id)
        others = [one for one in await audiences.deciders(turn.uow, directive, turn.rules) if one.id != turn.person.id]
        deciders = turn.rules.policy.extension_deciders
        mine = may(turn.person, Action.DECIDE_EXTENSION, assignment, asked_by=wish.asked_by, deciders=deciders)
        if mine and assignment.open and not others:
            await turn.push(turn.person, partial(question, extension=wish, assignment=assignment))
