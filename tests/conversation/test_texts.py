"""Every sentence that the code asks for exists."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from bot.conversation.actions import ACTIONS
from bot.conversation.yes_and_no import AFFIRMING, DENYING
from bot.language.meaning import Asks, Intent
from bot.texts.catalogue import Texts
from data.office.acting import Refusal
from data.office.pairing import Pairing

TEXTS = Texts()
ROOM = Path(__file__).parents[2] / "bot" / "conversation"
LANGUAGE = ROOM.parent / "language"
NAMING = {"say", "label", "choice"}


def keys_named(file: Path) -> set[str]:
    calls = [node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call)]
    named = [
        call.args[0]
        for call in calls
        if isinstance(call.func, ast.Attribute) and call.func.attr in NAMING and call.args
    ]
    return {
        arg.value for arg in named if isinstance(arg, ast.Constant) and isinstance(arg.value, str) and "." in arg.value
    }


@pytest.mark.parametrize("file", sorted(ROOM.glob("*.py")), ids=lambda file: file.stem)
def test_every_sentence_named_in_the_code_is_in_the_catalogue(file: Path) -> None:
    assert keys_named(file) - TEXTS.templates.keys() == set()


def test_every_refusal_intent_and_outcome_has_its_words() -> None:
    wanted = {f"common.refused_{why}" for why in Refusal}
    wanted |= {f"replies.what_{intent}" for intent in Intent}
    wanted |= {f"pairing.{outcome}" for outcome in (Pairing.WRONG, Pairing.LOCKED)}
    assert wanted - TEXTS.templates.keys() == set()


def test_every_cue_of_the_grammars_can_be_explained() -> None:
    cues = {
        of: tomllib.loads((LANGUAGE / file).read_text("utf-8"))["cues"]
        for of, file in (("reply", "reply_cues.toml"), ("query", "query_cues.toml"))
    }
    wanted = {f"explaining.{of}_{name}" for of, names in cues.items() for name in names}
    wanted |= {f"explaining.asks_{asks}" for asks in Asks if asks is not Asks.FOLLOW_UP}
    wanted |= {f"explaining.thing_{kind}" for file in LANGUAGE.glob("*.py") for kind in things_marked(file)}
    assert wanted - TEXTS.templates.keys() == set()


def things_marked(file: Path) -> set[str]:
    """Return the kinds of things, such as "date", that a module marks in a text."""
    return set(re.findall(r'"@([a-z]+)"', file.read_text("utf-8"))) - {"line"}


def test_plain_yes_and_no_stand_for_actions_that_exist() -> None:
    assert (AFFIRMING | DENYING) - ACTIONS.keys() == set()
