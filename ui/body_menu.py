"""What the menu of a message's text says of action items, the same in either view."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtGui import QAction

from ui.wording import translate

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QMenu

ACTION = "action-"  # before the number of an action in the anchors of `render.screen_page`


class SaysOfActions(Protocol):
    """A view in which the user says something of action items."""

    action_marked: SignalInstance  # str: the selected text, which he calls one
    action_rejected: SignalInstance  # int: the number of one in the message, which he calls none
    action_explained: SignalInstance  # int: the number of one of which he asks why it is one
    action_edited: (
        SignalInstance  # int: the number of one whose date, or for whom it is, he wants to put right
    )


def add_to_menu(menu: QMenu, view: SaysOfActions, selected: str, anchor: str) -> None:
    """Entries about the action with this anchor, "" for none, in front; behind all others one about the selected text."""
    if anchor.removeprefix(ACTION).isdecimal():
        number = int(anchor.removeprefix(ACTION))
        others = menu.actions()
        for text, chosen in (
            (translate("wording", "No action item"), view.action_rejected),
            (translate("wording", "Change date or for whom…"), view.action_edited),
            (translate("wording", "Why is this an action item?"), view.action_explained),
        ):
            entry = QAction(text, menu)
            entry.triggered.connect(lambda _checked=False, chosen=chosen: chosen.emit(number))
            menu.insertAction(others[0], entry)
        menu.insertSeparator(others[0])
    menu.addSeparator()
    mark = menu.addAction(translate("wording", "Mark as action item"))
    mark.setEnabled(bool(selected.strip()))
    mark.triggered.connect(lambda: view.action_marked.emit(selected))
