"""The language of one person: shown and chosen in the chat."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.conversation.turn import Turn
from data.domain.person import Language

COMMAND = "/ngonngu"


async def hear_language_wish(turn: Turn, text: str) -> bool:
    """Show the languages, or speak the one that is named from now on; False when the words are no such command."""
    command, _, rest = text.partition(" ")
    if command.partition("@")[0].casefold() != COMMAND:
        return False
    named = rest.strip().casefold()
    if named in set(Language):
        await _choose(turn, Language(named))
    else:
        await _show(turn, known=not named)
    return True


async def press_language(turn: Turn, args: Mapping[str, Any]) -> None:
    """Speak the language of the choice from now on."""
    await _choose(turn, Language(args["language"]))


async def _show(turn: Turn, *, known: bool) -> None:
    said = turn.texts.say("languages.mine", language=_name(turn, turn.texts.language))
    others = [one for one in Language if one != turn.texts.language]
    choices = [
        turn.choice(
            "languages.choose",
            "choose_language",
            {"language": one.value},
            language=_name(turn, one),
            name=turn.texts.label(f"languages.own_{one}"),
        )
        for one in (others if known else Language)
    ]
    await turn.answer(said if known else turn.texts.say("languages.unknown"), choices)


async def _choose(turn: Turn, language: Language) -> None:
    """Write the choice down and answer in the chosen language."""
    await turn.uow.people.speak(turn.person.id, language)
    turn.uow.audit.note(
        at=turn.now,
        action="choose_language",
        subject=f"person:{turn.person.id}",
        person_id=turn.person.id,
        channel=turn.heard.channel,
        before={"language": turn.person.language},
        after={"language": language.value},
    )
    person = replace(turn.person, language=language)
    own = replace(turn, person=person, texts=turn.texts.of(person))
    await own.answer(own.texts.say("languages.chosen", language=_name(own, language)))


def _name(turn: Turn, language: str) -> str:
    return turn.texts.label(f"languages.{language}")
