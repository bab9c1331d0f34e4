"""The conversation: who speaks, what is meant, the use case, the answer."""

from collections.abc import Awaitable
from datetime import datetime

from bot.conversation import channels, choices, files, groups, languages, page, strangers, waiting
from bot.conversation.answering import questions, starring
from bot.conversation.refusals import say_ended, say_refused
from bot.conversation.reporting import absence, replies
from bot.conversation.steering import office, second_thoughts
from bot.conversation.turn import Turn
from bot.texts.catalogue import Texts
from data.db.stores.assignments import NotLive
from data.db.stores.outbox import Kind, Outgoing
from data.db.unit import UnitOfWork
from data.domain.message import Heard, Message
from data.domain.person import AGENCY_ROLES
from data.intake.attachment import Attachment
from data.intake.secrecy import is_classified, names_secret
from data.office.acting import Refused, Rules

LONGEST = 4000
"""Characters of a text that is read; no report needs more, and platforms cut there."""


class ChatConversation:
    """Answers what people say on any channel; `page_address` is where the office page is found, if anywhere."""

    def __init__(self, texts: Texts, rules: Rules, page_address: str | None = None) -> None:
        self._texts, self._rules, self._page_address = texts, rules, page_address

    async def wants_file(self, uow: UnitOfWork, heard: Heard) -> bool:
        """Whether the update's file is to be fetched: not from strangers, nor from who has no use for one."""
        person = await uow.people.by_chat(heard.channel, heard.chat)
        return person is not None and files.wants(person) and not _bears_mark(heard)

    async def hear(self, uow: UnitOfWork, heard: Heard, now: datetime, attachment: Attachment | None = None) -> None:
        """Handle one update: changes and answers are written in the unit of work, which the caller commits.

        `attachment` is what came of its file, where that was wanted.
        """
        person = await uow.people.by_chat(heard.channel, heard.chat)
        stranger_in_group = person is None and heard.group is not None
        if _bears_mark(heard) or (attachment and attachment.classified):
            await uow.inbox.forget(heard)
            if not stranger_in_group:
                await self._say(uow, heard, "common.classified", now)
            return
        chat = await uow.chats.get(heard.channel, heard.chat)
        if stranger_in_group or await strangers.paired_by(uow, chat, heard, self._texts.of(person), self._rules, now):
            return
        if person is None:
            await strangers.greet(uow, chat, heard, self._texts, self._rules, now)
            return
        turn = Turn(uow, heard, now, chat, person, self._texts.of(person), self._rules)
        if heard.choice is not None or heard.text.strip() or heard.file is None:
            await _unless_refused(turn, _respond(turn, self._page_address))
        if heard.file is not None:
            await _unless_refused(turn, files.hear_file(turn, heard.file, attachment or Attachment()))

    async def apologise(self, uow: UnitOfWork, heard: Heard, now: datetime) -> None:
        """Queue the answer to an update that could not be handled."""
        await self._say(uow, heard, "common.sorry", now)

    async def _say(self, uow: UnitOfWork, heard: Heard, key: str, now: datetime) -> None:
        """Say one sentence in the chat where something was heard, whoever speaks there."""
        person = await uow.people.by_chat(heard.channel, heard.chat)
        texts = self._texts.of(person)
        sentence = Outgoing(
            Kind.ANSWER,
            now,
            Message(texts.say(key), reply_to=heard.message_id, language=texts.language),
            person_id=person.id if person else None,
            channel=heard.channel,
            chat=heard.chat,
        )
        await uow.outbox.put(sentence, now)


def _bears_mark(heard: Heard) -> bool:
    """Whether the words or the name of the file bear a secrecy mark (domain rule 12)."""
    return is_classified(heard.text) or (heard.file is not None and names_secret(heard.file.name))


async def _unless_refused(turn: Turn, answering: Awaitable[None]) -> None:
    try:
        await answering
    except Refused as refused:
        await say_refused(turn, refused)
    except NotLive:
        await say_ended(turn)


async def _respond(turn: Turn, page_address: str | None) -> None:
    """Take a pressed choice, a command, what we wait for or plain words, in this order."""
    if turn.heard.choice is not None:
        await choices.press(turn, turn.heard.choice)
        return
    text = turn.heard.text.strip()
    if not text or len(text) > LONGEST:
        await turn.answer(turn.texts.say("common.too_long" if text else "common.words_only", longest=LONGEST))
    elif not (
        await groups.hear_group_command(turn, text)
        or await channels.hear_channel_wish(turn, text)
        or await languages.hear_language_wish(turn, text)
        or await page.hear_page_wish(turn, text, page_address)
        or await absence.hear_absence(turn, text)
        or await starring.hear_star(turn, text)
        or await questions.hear_command(turn, text)
        or await second_thoughts.hear_second_thoughts(turn, text)
        or await choices.hear_choice(turn, text)
        or await waiting.hear_awaited(turn, text)
    ):
        await turn.stop_waiting()
        hear = replies.hear_reply if turn.person.role in AGENCY_ROLES else office.hear_decision
        await hear(turn, text)
