"""What the command line says, in the language of the settings; its help too."""

from typing import TYPE_CHECKING

from bot.texts.chosen import CHOSEN
from data.domain.person import Language

if TYPE_CHECKING or CHOSEN is Language.VIETNAMESE:
    from bot.texts.vi.commands import *  # noqa: F403 - all that it says, under one name whichever the language
else:
    from bot.texts.en.commands import *  # noqa: F403 - as above
