"""What the web pages' servers say of themselves, in the language of the settings."""

from typing import TYPE_CHECKING

from bot.texts.chosen import CHOSEN
from data.domain.person import Language

if TYPE_CHECKING or CHOSEN is Language.VIETNAMESE:
    from bot.texts.vi.web import *  # noqa: F403 - all that it says, under one name whichever the language
else:
    from bot.texts.en.web import *  # noqa: F403 - as above
