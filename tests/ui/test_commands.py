"""The table of commands: everything can be reached, by key and by menu."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from ui.commands import COMMANDS, key_table


@pytest.mark.usefixtures("qapp")
def test_no_two_commands_share_a_key():
    keys = Counter(
        sequence.toString()
        for command in COMMANDS
        for key in command.keys
        for sequence in ([QKeySequence(key)] if isinstance(key, str) else QKeySequence.keyBindings(key)[:1])
    )
    assert [key for key, number in keys.items() if number > 1] == []


def test_every_command_stands_in_the_menu_in_dutch(driver):
    window = driver().window
    shown = {action for menu in window.top_bar.menu.menu().actions() for action in menu.menu().actions()}
    assert len(shown) == len(COMMANDS)
    texts = {action.text() for action in shown}
    assert not texts & {command.text for command in COMMANDS}


@pytest.mark.usefixtures("qapp")
def test_the_page_with_all_keys_names_every_key():
    assert len(key_table()) >= sum(1 for command in COMMANDS if command.keys)


def test_every_pane_is_reached_by_tab(driver):
    window = driver().window
    seen = set()
    for _ in range(40):
        focused = QApplication.focusWidget()
        if focused is None:
            break
        seen.add(focused.objectName())
        window.focusNextChild()
    assert {"SearchBox", "Filters"} <= seen
