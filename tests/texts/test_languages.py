"""Every language says all that Vietnamese says, with the same values and in its own words."""

import importlib
import re
import string
import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from types import ModuleType

import pytest
from jinja2 import Environment, nodes

from bot.texts.catalogue import Texts
from data.domain.person import Language

VIETNAMESE = Language.VIETNAMESE
OTHERS = [one for one in Language if one is not VIETNAMESE]
LETTERS = re.compile("[àáảãạâầấẩẫậăằắẳẵặđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.IGNORECASE)
OWN_NAME = "languages.own_vi"
"""Vietnamese in its own words, for whoever cannot read the language around it."""
MODULES = ("commands", "web")


def module(language: str, name: str) -> ModuleType:
    return importlib.import_module(f"bot.texts.{language}.{name}")


def spoken(language: str) -> dict[str, list[str]]:
    """Return the keys of every catalogue, in their order."""
    folder = files("bot.texts").joinpath(language)
    found = sorted((one for one in folder.iterdir() if one.name.endswith(".toml")), key=lambda one: one.name)
    return {one.name: list(tomllib.loads(one.read_text("utf-8"))) for one in found}


def shape(template: str) -> tuple[set[str], set[str], set[str]]:
    """Return the values that a template uses, the filters and the templates that it includes, and its tags."""
    tree = Environment(autoescape=True).parse(template)
    names = {node.name for node in tree.find_all(nodes.Name) if node.ctx == "load"}
    parts = [(node.node, node.attr) for node in tree.find_all(nodes.Getattr)]
    names |= {f"{node.name}.{attr}" for node, attr in parts if isinstance(node, nodes.Name)}
    included = {node.template.value for node in tree.find_all(nodes.Include) if isinstance(node.template, nodes.Const)}
    return names, included, set(re.findall(r"</?[bi]>", template))


def sentences(value: object) -> Iterator[str]:
    """Return the sentences in a value of a module: a word, several, or those under keys."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (one for each in value.values() for one in sentences(each))
    elif isinstance(value, tuple):
        yield from (one for each in value for one in sentences(each))


def said_by(one: ModuleType) -> dict[str, object]:
    return {name: value for name, value in vars(one).items() if name.isupper() and name != "_WORDS"}


@pytest.mark.parametrize("language", OTHERS)
def test_catalogues_have_the_same_files_and_keys_in_the_same_order(language: Language) -> None:
    assert spoken(language) == spoken(VIETNAMESE)


@pytest.mark.parametrize("language", OTHERS)
def test_each_template_uses_the_same_values_includes_and_tags(language: Language) -> None:
    theirs, ours = Texts(language).templates, Texts(VIETNAMESE).templates
    assert {key: shape(theirs[key]) for key in ours} == {key: shape(ours[key]) for key in ours}


@pytest.mark.parametrize("language", OTHERS)
def test_blank_stays_blank_and_nothing_else_is(language: Language) -> None:
    theirs, ours = Texts(language).templates, Texts(VIETNAMESE).templates
    assert {key for key, text in theirs.items() if not text.strip()} == {
        key for key, text in ours.items() if not text.strip()
    }


@pytest.mark.parametrize("language", OTHERS)
def test_no_vietnamese_letter_is_left(language: Language) -> None:
    left = {key: text for key, text in Texts(language).templates.items() if LETTERS.search(text)}
    assert set(left) == {OWN_NAME}
    for name in MODULES:
        said = [one for value in said_by(module(language, name)).values() for one in sentences(value)]
        assert [one for one in said if LETTERS.search(one)] == []


@pytest.mark.parametrize("name", MODULES)
@pytest.mark.parametrize("language", OTHERS)
def test_what_programs_say_has_the_same_names_keys_and_fields(language: Language, name: str) -> None:
    theirs, ours = said_by(module(language, name)), said_by(module(VIETNAMESE, name))
    assert set(theirs) == set(ours)
    assert {key for key in vars(module(language, name)) if not key.startswith("_")} == {
        key for key in vars(module(VIETNAMESE, name)) if not key.startswith("_")
    }
    for key in ours:
        assert _keys(theirs[key]) == _keys(ours[key]), key
        fields = [[_fields(one) for one in sentences(each[key])] for each in (theirs, ours)]
        assert fields[0] == fields[1], key


def _keys(value: object) -> object:
    return list(value) if isinstance(value, Mapping) else len(value) if isinstance(value, tuple) else type(value)


def _fields(sentence: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(sentence) if field}


@pytest.mark.parametrize("language", OTHERS)
def test_the_demo_page_has_the_same_parts(language: Language) -> None:
    static = files("bot.web").joinpath("static")
    ours = static.joinpath("index.html").read_text("utf-8")
    theirs = static.joinpath(f"index.{language}.html").read_text("utf-8")
    parts = re.compile(r"<[a-z]+| (?:id|class|data-(?:seat|shows|step|tour|kind))=\"[^\"]*\"| [a-z-]+(?==)")
    assert parts.findall(theirs) == parts.findall(ours)
    assert LETTERS.search(theirs) is None
    assert f'<html lang="{language}">' in theirs
