"""The manual's table of keys is complete."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QKeySequence

from reader.paths import MANUAL
from ui.commands import COMMANDS

_DUTCH = {
    "Down": "Pijl omlaag",
    "Up": "Pijl omhoog",
    "Left": "Pijl links",
    "Return": "Enter",
    "Del": "Delete",
}


@pytest.mark.usefixtures("qapp")
def test_the_manual_names_the_key_of_every_command():
    chapter = MANUAL.read_text(encoding="utf-8").split("\n## Toetsen\n", 1)[1].split("\n## ", 1)[0]
    named = set(re.findall(r"`([^`]+)`", chapter))
    missing = {command.name: _first_key(command.keys[0]) for command in COMMANDS if command.keys}
    assert {name: key for name, key in missing.items() if key not in named} == {}


def _first_key(key: str | QKeySequence.StandardKey) -> str:
    sequence = QKeySequence(key) if isinstance(key, str) else QKeySequence.keyBindings(key)[0]
    *modifiers, last = re.split(r"\+(?=.)", sequence.toString())
    return "+".join([*modifiers, _DUTCH.get(last, last)])
