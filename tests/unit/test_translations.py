"""No string of the window is forgotten: what ui/ shows stands in resources/i18n, finished and with its parameters."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

import pytest

from reader.formats.recognise import MAIL_SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
MARKERS = {"translate", "QT_TRANSLATE_NOOP"}  # context and text are their first arguments


class Text(NamedTuple):
    """One string to translate."""

    context: str
    source: str
    counted: bool  # has a plural, written with %n


def in_the_source() -> set[Text]:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "ui").rglob("*.py")]
    return {text for tree in trees for text in texts(tree, context="")}


def texts(node: ast.AST, context: str) -> Iterator[Text]:
    """The literal strings that are handed to `tr` or a marker; `self.tr` has its class as context."""
    if isinstance(node, ast.ClassDef):
        context = node.name
    if isinstance(node, ast.Call) and node.args:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        literals = [argument.value if isinstance(argument, ast.Constant) else None for argument in node.args]
        if name == "tr" and isinstance(node.func, ast.Attribute):
            receiver = getattr(node.func.value, "id", "self")
            assert isinstance(literals[0], str), f"tr() with a computed text, line {node.lineno} of {context}"
            yield Text(context if receiver == "self" else receiver, literals[0], len(literals) > 2)
        elif name in MARKERS and isinstance(literals[1], str):
            yield Text(literals[0], literals[1], len(literals) > 3)
    for child in ast.iter_child_nodes(node):
        yield from texts(child, context)


def messages(language: str) -> dict[Text, ET.Element]:
    root = ET.parse(ROOT / "resources" / "i18n" / f"{language}.ts").getroot()
    return {
        Text(context.findtext("name"), message.findtext("source"), message.get("numerus") == "yes"): message
        for context in root.iter("context")
        for message in context.iter("message")
    }


def forms(message: ET.Element) -> list[str]:
    """The translation, or its singular and plural."""
    translation = message.find("translation")
    return [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]


def parameters(text: str) -> list[str]:
    return sorted(re.findall(r"%n|\{\w*\}", text))


def test_every_string_of_the_window_has_its_place_in_dutch():
    """If this fails, run `python packaging/dev.py translate` and fill in the Dutch."""
    assert messages("nl").keys() == in_the_source()


def test_every_count_has_its_plural_in_english():
    assert messages("en").keys() == {text for text in in_the_source() if text.counted}


@pytest.mark.parametrize("language", ["nl", "en", "qt_nl"])
def test_every_translation_is_finished(language):
    unfinished = [
        text.source
        for text, message in messages(language).items()
        if message.find("translation").get("type") or not all(forms(message))
    ]
    assert unfinished == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_translation_keeps_the_parameters(language):
    changed = [
        text.source
        for text, message in messages(language).items()
        for form in forms(message)
        if parameters(form) != parameters(text.source)
    ]
    assert changed == []


def test_a_forgotten_string_is_found():
    planted = ast.parse(
        'class Pane:\n def f(self):\n  self.tr("%n new", "", 3)\nx = translate("help", "Key")'
    )
    assert set(texts(planted, context="")) == {
        Text("Pane", "%n new", counted=True),
        Text("help", "Key", counted=False),
    }


def flat(language: str) -> dict[str, list[str]]:
    """Every entry of the words of a language, with its parameters."""
    tables = tomllib.loads((ROOT / "resources" / "words" / f"{language}.toml").read_text(encoding="utf-8"))
    return {
        f"{name}.{key}": parameters(str(value))
        for name, table in tables.items()
        for key, value in table.items()
    }


def test_the_words_of_both_languages_have_the_same_keys_and_parameters():
    assert flat("nl") == flat("en")


def test_the_dialog_offers_every_kind_of_mail():
    (offered,) = (text.source for text in in_the_source() if text.source.startswith("Mail exports"))
    assert {f"*{suffix}" for suffix in MAIL_SUFFIXES} <= set(re.findall(r"\*\.\w+", offered))
