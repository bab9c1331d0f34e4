"""Our bots on Zalo as the operator set them."""

from dataclasses import dataclass, field
from typing import Self

from bot.settings import Settings
from bot.zalo.bot import ZaloBot
from bot.zalo.webhook import PATH


@dataclass(frozen=True, slots=True)
class Account:
    """Where and as whom we speak: one bot a token. With `public_url` the platform calls us, otherwise we ask it."""

    tokens: tuple[str, ...] = field(repr=False)
    api_url: str
    public_url: str | None = None
    secret: str = field(default="", repr=False)
    proxy: str | None = field(default=None, repr=False)

    @classmethod
    def of(cls, settings: Settings) -> Self | None:
        """Return the account that the settings name; None without a token."""
        if not settings.zalo_tokens:
            return None
        return cls(
            tokens=settings.zalo_tokens,
            api_url=settings.zalo_api_url,
            public_url=settings.public_url,
            secret=settings.webhook_secret.get_secret_value() if settings.webhook_secret else "",
            proxy=settings.proxy,
        )

    def webhook_url(self, bot: ZaloBot, place: int) -> str | None:
        """Return the address that the platform is told for the bot of that place; None when we poll."""
        if not self.public_url:
            return None
        return self.public_url + (f"{PATH}/{bot.id}" if place else PATH)

    def bots(self) -> list[ZaloBot]:
        """Return the bots in the order of their tokens, not open yet."""
        return [ZaloBot(token, self.api_url, self.proxy) for token in self.tokens]
