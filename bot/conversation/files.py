"""Files that people send: from the office a directive, from an official evidence of work done."""

from bot.conversation.reporting import evidence
from bot.conversation.reviewing import entering
from bot.conversation.turn import Turn
from data.domain.message import HeardFile
from data.domain.permissions import Action, may
from data.domain.person import AGENCY_ROLES, Person
from data.intake.attachment import Attachment
from data.office.acting import Refusal, Refused


def wants(person: Person) -> bool:
    """Whether files of this person are taken at all."""
    return person.role in AGENCY_ROLES or may(person, Action.REVIEW_DIRECTIVE)


async def hear_file(turn: Turn, file: HeardFile, attachment: Attachment) -> None:
    """Take a file in, or answer why not. Raises `Refused`."""
    if not wants(turn.person):
        raise Refused(Refusal.NOT_YOURS)
    if not file.fetchable:
        await turn.answer(turn.texts.say("files.too_large", size=file.size))
    elif not attachment.fetched:
        await turn.answer(turn.texts.say("files.not_fetched"))
    elif turn.person.role in AGENCY_ROLES:
        await evidence.hear_evidence(turn, file, attachment)
    else:
        await entering.hear_directive(turn, attachment)
