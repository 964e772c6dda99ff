"""What the user noted about the message that is shown: on the list, the proposed afdoening, own categories."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QToolButton, QWidget

from reader.note import LONGEST_CATEGORY, NOTHING, Change
from reader.words import words
from ui.flow_layout import FlowLayout
from ui.wording import tooltip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from reader.note import Note

_LONGEST_CHIP = 30  # characters; the rest stands in the tooltip
_LONGEST_PROPOSAL = 44


class NoteBar(QWidget):
    """Shows a note and emits what is to change in it; it changes nothing itself."""

    changed = Signal(object)  # Change
    proposal_wanted = Signal()  # the menu to choose one from

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("NoteBar")
        self._words = words(language)
        self._note = NOTHING
        self.listed = QToolButton()
        self.listed.setObjectName("NoteListed")
        self.listed.setCheckable(True)
        self.listed.setAccessibleName(self.tr("On the list of incoming documents"))
        self.listed.clicked.connect(lambda on: self.changed.emit(Change(listed=on)))
        self.proposal = QToolButton()
        self.proposal.setObjectName("NoteProposal")
        self.proposal.clicked.connect(self.proposal_wanted)
        self._used = QStringListModel(self)
        completer = QCompleter(self._used, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.edit = QLineEdit()
        self.edit.setObjectName("NoteCategory")
        self.edit.setPlaceholderText(self.tr("+ Category"))
        self.edit.setAccessibleName(self.tr("New category for this message"))
        self.edit.setToolTip(self.tr("Type a name and press Enter"))
        self.edit.setMaxLength(LONGEST_CATEGORY)
        self.edit.setCompleter(completer)
        self.edit.returnPressed.connect(self._add)
        # Queued: the completer writes what was chosen into the line after it says so.
        completer.activated.connect(self._add, Qt.ConnectionType.QueuedConnection)
        self.chips: tuple[_Chip, ...] = ()
        self._layout = FlowLayout(self, gap=6)
        for widget in (self.listed, self.proposal, self.edit):
            self._layout.addWidget(widget)
        self.show_note(NOTHING)

    def use_categories(self, names: Sequence[str]) -> None:
        """The categories that are in use, for completion."""
        if self._used.stringList() != list(names):
            self._used.setStringList(list(names))

    def show_note(self, note: Note) -> None:
        """Show what is noted; the keyboard stays where it is, as far as that is still there."""
        self._note = note
        self.listed.setChecked(note.listed)
        self.listed.setText(self.tr("✓ On the list") if note.listed else self.tr("On the list"))
        name = self._words.proposal(note.proposal)
        self.proposal.setText(_cut(name or self.tr("Proposed settlement"), _LONGEST_PROPOSAL) + " ▾")
        self.proposal.setToolTip(tooltip(name))
        self.proposal.setAccessibleName(
            self.tr("Proposed settlement: {name}").format(name=name or self.tr("none"))
        )
        if tuple(chip.name for chip in self.chips) != note.categories:
            self._show_chips(note.categories)
        self._layout.invalidate()
        self._layout.activate()  # the pane may have asked for its height already, and takes it for laid out

    def _show_chips(self, names: Sequence[str]) -> None:
        focused = any(chip.hasFocus() for chip in self.chips)
        for chip in self.chips:
            self._layout.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = tuple(_Chip(name, self) for name in names)
        self._layout.removeWidget(self.edit)
        before: QWidget = self.proposal
        for chip in self.chips:
            chip.removed.connect(partial(self.changed.emit, Change(remove=chip.name)))
            self._layout.addWidget(chip)
            chip.show()
            self.setTabOrder(before, chip)
            before = chip
        self._layout.addWidget(self.edit)
        self.setTabOrder(before, self.edit)
        if focused:
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self) -> None:
        name = self.edit.text().strip()
        self.edit.clear()
        if name:
            self.changed.emit(Change(add=name))


class _Chip(QToolButton):
    """One own category; a click, Space, Enter or Delete takes it away."""

    removed = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = name
        self.setObjectName("OwnChip")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setText(f"{_cut(name, _LONGEST_CHIP).replace('&', '&&')}  ×")
        self.setAccessibleName(self.tr("Remove category {name}").format(name=name))
        self.setToolTip(tooltip(self.tr("Remove category {name}").format(name=name)))
        self.clicked.connect(self.removed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.removed.emit()
        else:
            super().keyPressEvent(event)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
