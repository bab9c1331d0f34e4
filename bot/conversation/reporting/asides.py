"""Questions, remarks and words that are no status: kept and passed on, or asked about."""

from bot.conversation import audiences
from bot.conversation.context import named
from bot.conversation.reporting.confirming import ask_whether
from bot.conversation.reporting.recording import record
from bot.conversation.statement import Statement
from bot.conversation.turn import Turn
from bot.language.meaning import Intent, Reply
from data.domain.message import Message
from data.domain.task import Assignment, Status


async def hear_aside(turn: Turn, text: str, reply: Reply, reminded: list[Assignment]) -> None:
    """Keep what is a remark or a question to the office, and ask about what is not understood."""
    own, _, _ = await named(turn, reply.task_refs)
    if reply.intent is Intent.UNCLEAR and own and all(one.status is Status.REPORTED_DONE for one in own):
        # Whatever is said of a claim that waits may be its correction, and the office is about to confirm it.
        await record(turn, [(assignment, Statement(Intent.NOTE, words=text)) for assignment in own])
        return
    if reply.intent is Intent.UNCLEAR and turn.heard.file is not None:
        # A caption need say nothing of its own: the file is what is answered.
        return
    if reply.intent is Intent.UNCLEAR:
        example = reminded[0].code if reminded else "NV1"
        await turn.answer(turn.texts.say("replies.unclear", code=example))
        return
    about = own or (reminded if len(reminded) == 1 else [])
    statement = Statement.of(reply, text, reply.reason)
    if not about:
        await _pass_on(turn, text, reply.intent)
    elif reply.must_confirm:
        await ask_whether(turn, [(assignment, statement) for assignment in about])
    else:
        await record(turn, [(assignment, statement) for assignment in about])


async def _pass_on(turn: Turn, text: str, intent: Intent) -> None:
    """Pass words that belong to no one task on to the office, which reads them on request (domain rule 15)."""
    registry = await turn.uow.agencies.registry()
    agency = registry.get(turn.person.agency_id).name if turn.person.agency_id is not None else ""

    def notice(to: Turn) -> Message:
        said = to.texts.say("office.words", who=to.person.name, agency=agency, question=intent is Intent.QUESTION)
        return Message(said, (to.choice("office.choose_words", "show_said", {"text": text, "who": to.person.name}),))

    await turn.tell(await audiences.followers(turn.uow), notice)
    turn.uow.audit.note(
        at=turn.now,
        action=intent.value,
        subject=f"person:{turn.person.id}",
        person_id=turn.person.id,
        channel=turn.heard.channel,
        after={"words": text},
    )
    await turn.answer(turn.texts.say("replies.passed_on"))
