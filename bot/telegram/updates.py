"""What an update of the platform's means to us; pure functions over the library's types."""

import re
from dataclasses import dataclass
from datetime import datetime

from telegram import CallbackQuery, ChatMember, ChatMemberUpdated, Message, Update, User
from telegram.constants import ChatType, FileSizeLimit

from bot.platform_time import OfficeTime
from bot.telegram.outbound import NAME
from data.domain.group import GroupAddress
from data.domain.message import Heard, HeardFile
from data.storable import storable

_GONE = frozenset({ChatMember.LEFT, ChatMember.BANNED})
_GROUPS = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})


@dataclass(frozen=True, slots=True)
class Reached:
    """A person blocked the bot or took it back; a group removed or added it."""

    chat: str
    open: bool


@dataclass(frozen=True, slots=True)
class Added:
    """Somebody, whose own chat is `by`, added the bot to a group."""

    chat: str
    by: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A group became a supergroup, which has another address."""

    chat: str
    to: str


News = Heard | Reached | Added | Moved


def read_update(update: Update, bot: User, office_time: OfficeTime, now: datetime) -> News | None:
    """Return what the update says; None when it is not for us. `now` is office time, for what carries no moment.

    Update ids start at random for every bot and again after a quiet week. What is unique about the update itself
    is therefore part of its key: a new update is never taken for an old one.
    """
    if update.my_chat_member:
        return _reached(update.my_chat_member)
    if query := update.callback_query:
        return _pressed(query, f"{update.update_id}-{query.id}", now)
    message = update.message or update.edited_message
    if message is None:
        return None
    if moved := _moved(message):
        return moved
    at = message.edit_date or message.date
    return _said(message, f"{update.update_id}-{int(at.timestamp())}", bot, office_time(at))


def _reached(change: ChatMemberUpdated) -> Reached | Added:
    chat, is_there = str(change.chat.id), change.new_chat_member.status not in _GONE
    was_there = change.old_chat_member.status not in _GONE
    if is_there and not was_there and change.chat.type in _GROUPS:
        return Added(chat, str(change.from_user.id))
    return Reached(chat, is_there)


def _moved(message: Message) -> Moved | None:
    if message.migrate_to_chat_id:
        return Moved(str(message.chat.id), str(message.migrate_to_chat_id))
    if message.migrate_from_chat_id:
        return Moved(str(message.migrate_from_chat_id), str(message.chat.id))
    return None


def _pressed(query: CallbackQuery, update: str, now: datetime) -> Heard | None:
    if query.data is None:
        return None
    card, sender = query.message, query.from_user
    return Heard(
        channel=NAME,
        chat=str(sender.id),
        update=update,
        at=now,
        choice=storable(query.data),
        sender_name=storable(sender.full_name),
        message_id=str(card.message_id) if card and card.chat.type == ChatType.PRIVATE else None,
    )


def _said(message: Message, update: str, bot: User, at: datetime) -> Heard | None:
    """Return what a person said to us; in a group only what is addressed to the bot.

    It is heard as said in the person's own chat: there they are known, and reasons stay out of groups. What a
    message of a group replies to has a number of the group's, which would name another message in that chat.
    """
    sender, text = message.from_user, message.text or message.caption or ""
    private = message.chat.type == ChatType.PRIVATE
    if sender is None or sender.is_bot or not (text or message.effective_attachment):
        return None
    if not private and not _addressed(message, text, bot):
        return None
    replied = message.reply_to_message
    return Heard(
        channel=NAME,
        chat=str(sender.id),
        update=update,
        at=at,
        text=storable(_without_address(text, bot)),
        reply_to=str(replied.message_id) if replied and private else None,
        sender_name=storable(sender.full_name),
        file=_file(message),
        message_id=str(message.message_id) if private else None,
        group=None if private else _group(message),
    )


def _group(message: Message) -> GroupAddress:
    """Return the group and, in a forum, the topic; elsewhere a thread is only a chain of replies."""
    topic = message.message_thread_id if message.is_topic_message else None
    return GroupAddress(str(message.chat.id), str(topic) if topic else None)


def _addressed(message: Message, text: str, bot: User) -> bool:
    """Tell whether a group's message is for us: a reply to us, a command that names no other bot, or our name in it."""
    replied = message.reply_to_message
    if replied and replied.from_user and replied.from_user.id == bot.id:
        return True
    command = re.match(r"/\w+(?![\w@])", text)
    return command is not None or _our_name(bot).search(text) is not None


def _without_address(text: str, bot: User) -> str:
    return _our_name(bot).sub("", text).strip()


def _our_name(bot: User) -> re.Pattern[str]:
    return re.compile(rf"@{re.escape(bot.username or '')}\b", re.IGNORECASE)


def _file(message: Message) -> HeardFile | None:
    """Return the document or the photo in its largest size."""
    if document := message.document:
        return _heard_file(document.file_id, document.file_name or "", document.file_size or 0)
    if message.photo:
        photo = message.photo[-1]
        return _heard_file(photo.file_id, "", photo.file_size or 0)
    return None


def _heard_file(key: str, name: str, size: int) -> HeardFile:
    return HeardFile(key, storable(name), size, fetchable=size <= FileSizeLimit.FILESIZE_DOWNLOAD)
