"""The bot's account on Telegram as the operator set it."""

from dataclasses import dataclass, field
from typing import Self

from bot.settings import Settings
from bot.telegram.bot import TelegramBot
from bot.telegram.webhook import PATH


@dataclass(frozen=True, slots=True)
class Account:
    """Where and as whom we speak. With `public_url` the platform calls us there, otherwise we ask it for updates."""

    token: str = field(repr=False)
    api_url: str
    public_url: str | None = None
    secret: str = field(default="", repr=False)
    proxy: str | None = field(default=None, repr=False)

    @classmethod
    def of(cls, settings: Settings) -> Self | None:
        """Return the account that the settings name; None without a token."""
        if settings.telegram_token is None:
            return None
        return cls(
            token=settings.telegram_token.get_secret_value(),
            api_url=settings.telegram_api_url,
            public_url=settings.public_url,
            secret=settings.webhook_secret.get_secret_value() if settings.webhook_secret else "",
            proxy=settings.proxy,
        )

    @property
    def webhook_url(self) -> str | None:
        """Return the address that the platform is told; None when we poll."""
        return self.public_url + PATH if self.public_url else None

    def bot(self) -> TelegramBot:
        """Return the bot, which is not open yet."""
        return TelegramBot(self.token, self.api_url, self.proxy)
