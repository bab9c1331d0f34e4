"""What the operator should know of the bot's account: token, way of listening, rights; nothing is changed."""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from telegram import User, WebhookInfo
from telegram.constants import SUPPORTED_WEBHOOK_PORTS
from telegram.error import InvalidToken, TelegramError

from bot.telegram.account import Account
from bot.texts.catalogue import Texts


@dataclass(frozen=True, slots=True)
class Fact:
    """One line, and whether the service could work with it."""

    line: str
    fine: bool = True


async def look_at(account: Account, texts: Texts) -> Sequence[Fact]:
    """Ask the platform about the account; return what it says, or why it could not be asked."""
    bot = account.bot()
    await bot.open()
    try:
        me, info = await bot.get_me(), await bot.get_webhook_info()
    except InvalidToken:
        return [Fact(_say(texts, "token"), fine=False)]
    except TelegramError as error:
        return [Fact(_say(texts, "unreachable", api_url=account.api_url, why=error.message), fine=False)]
    finally:
        await bot.close_pools()
    return [
        Fact(_say(texts, "ready", username=me.username, webhook=account.webhook_url)),
        *_webhook_facts(account, info, texts),
        *_rights_facts(me, texts),
    ]


async def username_of(account: Account) -> str | None:
    """Return the bot's name, which its links carry; None when the platform does not tell it now."""
    bot = account.bot()
    await bot.open()
    try:
        return (await bot.get_me()).username
    except TelegramError:
        return None
    finally:
        await bot.close_pools()


def _webhook_facts(account: Account, info: WebhookInfo, texts: Texts) -> list[Fact]:
    found = []
    if account.public_url and not _acceptable(account.public_url):
        found.append(Fact(_say(texts, "webhook_https"), fine=False))
    if info.url != (account.webhook_url or ""):
        found.append(Fact(_say(texts, "webhook_other", url=info.url or "—", wanted=account.webhook_url)))
    elif info.last_error_message:
        found.append(Fact(_say(texts, "webhook_error", why=info.last_error_message)))
    if info.pending_update_count:
        found.append(Fact(_say(texts, "pending", count=info.pending_update_count)))
    return found


def _acceptable(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "https" and (parts.port or 443) in SUPPORTED_WEBHOOK_PORTS


def _rights_facts(me: User, texts: Texts) -> list[Fact]:
    if not me.can_join_groups:
        return [Fact(_say(texts, "groups_off"))]
    return [Fact(_say(texts, "privacy_off" if me.can_read_all_group_messages else "privacy"))]


def _say(texts: Texts, what: str, **data: object) -> str:
    """Return a line for a terminal, which shows no markup."""
    return html.unescape(texts.say(f"telegram.check_{what}", **data))
