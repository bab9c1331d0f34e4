"""What the operator should know of our bots: tokens, way of listening, groups, what is used; nothing is changed."""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from bot.texts.catalogue import Texts
from bot.zalo.account import Account
from bot.zalo.bot import ZaloBot
from bot.zalo.errors import UNAUTHORIZED, ZaloError
from bot.zalo.quota import NAME
from data.db.engine import Database
from data.domain.policy import Policy
from data.domain.quota import month_of


@dataclass(frozen=True, slots=True)
class Fact:
    """One line, and whether the service could work with it."""

    line: str
    fine: bool = True


async def look_at(account: Account, texts: Texts) -> Sequence[Fact]:
    """Ask the platform about each bot; return what it says, or why it could not be asked."""
    bots = enumerate(account.bots())
    facts = [fact for place, bot in bots for fact in await _look_at_bot(account, bot, place, texts)]
    if account.public_url is None:
        return [*facts, Fact(_say(texts, "polling"))]
    return facts if _acceptable(account.public_url) else [*facts, Fact(_say(texts, "webhook_https"), fine=False)]


async def look_at_usage(database: Database, texts: Texts, policy: Policy, now: datetime) -> Sequence[Fact]:
    """Return what each bot has used of what the policy says it may; `now` is machine time."""
    async with database.reading() as uow:
        month = month_of(now, policy.zone)
        used = [(bot, await uow.bots.usage(NAME, bot.id, month)) for bot in await uow.bots.all(NAME)]
    limits = {"messages": policy.zalo_messages_a_month, "users": policy.zalo_users}
    return [Fact(_say(texts, "used", name=bot.name, usage=usage, **limits)) for bot, usage in used]


async def _look_at_bot(account: Account, bot: ZaloBot, place: int, texts: Texts) -> list[Fact]:
    await bot.open()
    try:
        await bot.get_me()
        webhook = await bot.webhook_url()
    except ZaloError as error:
        if error.code == UNAUTHORIZED:
            return [Fact(_say(texts, "token", place=place + 1), fine=False)]
        return [Fact(_say(texts, "unreachable", api_url=account.api_url, why=error.message), fine=False)]
    finally:
        await bot.close()
    wanted = account.webhook_url(bot, place)
    facts = [Fact(_say(texts, "ready", name=bot.name, webhook=wanted))]
    if webhook != (wanted or ""):
        facts.append(Fact(_say(texts, "webhook_other", url=webhook or "—", wanted=wanted)))
    return [*facts, Fact(_say(texts, "groups" if bot.joins_groups else "groups_off", name=bot.name))]


def _acceptable(url: str) -> bool:
    return urlsplit(url).scheme == "https"


def _say(texts: Texts, what: str, **data: object) -> str:
    """Return a line for a terminal, which shows no markup."""
    return html.unescape(texts.say(f"zalo.check_{what}", **data))
