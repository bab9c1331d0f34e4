"""The language of the settings, known before they are read: what the command line says is fixed while we start."""

import os

from dotenv import dotenv_values

from data.domain.person import Language

NAME = "NHACVIEC_LANGUAGE"
ENV_FILE = ".env"


def chosen() -> Language:
    """Return the language that the environment or `.env` names; Vietnamese for none and for what is no language.

    That it is none is said once the settings are read.
    """
    try:
        file = dotenv_values(ENV_FILE)
    except (OSError, UnicodeDecodeError):
        file = {}
    given = (*file.items(), *os.environ.items())
    named = {name.upper(): value for name, value in given if value}.get(NAME)
    return Language.ENGLISH if named == Language.ENGLISH else Language.VIETNAMESE


CHOSEN = chosen()
