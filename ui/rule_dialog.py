"""The rules for action items, to switch off one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from reader.actions.action import KINDS
from reader.actions.rules import all_rules
from ui.dialog_buttons import dialog_buttons
from ui.wording import kind_name
from ui.zoom import make_room

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

_ID = Qt.ItemDataRole.UserRole


class RuleDialog(QDialog):
    """One tick a rule, below the kind of action that it finds; the tick of a kind is that of all its rules."""

    def __init__(self, off: AbstractSet[str], language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Rules for action items"))
        make_room(self, 620, 620)
        self._unknown = off - {rule.id for rule in all_rules()}  # of another version: they stay off
        title = QLabel(self.tr("Which rules may find action items?"))
        title.setObjectName("Subject")
        intro = QLabel(
            self.tr(
                "What a rule without a tick finds is no action item: it is not shown, marked or printed, and the filters, the list and the agenda leave it out. Rules of another kind may find the same sentence."
            )
        )
        intro.setWordWrap(True)
        self.tree = QTreeWidget()
        self.tree.setObjectName("MapTree")
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName(self.windowTitle())
        self.rows: list[QTreeWidgetItem] = []  # one a rule
        for kind in KINDS:
            group = QTreeWidgetItem(self.tree, [kind_name(kind)])
            group.setFlags(group.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsAutoTristate)
            for rule in all_rules():
                if rule.kind == kind:
                    row = QTreeWidgetItem(group, [rule.explanation[language]])
                    row.setToolTip(0, "\n".join(rule.examples))
                    row.setData(0, _ID, rule.id)
                    ticked = Qt.CheckState.Unchecked if rule.id in off else Qt.CheckState.Checked
                    row.setCheckState(0, ticked)
                    self.rows.append(row)
        self.tree.expandAll()
        self.tree.setCurrentIndex(self.tree.model().index(0, 0))
        every = QPushButton(self.tr("All &on"))
        every.setAutoDefault(False)
        every.clicked.connect(self._tick_all)
        below = dialog_buttons(self, self.tr("Cancel"), self.tr("&Save"))
        below.insertWidget(0, every)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(title)
        layout.addWidget(intro)
        layout.addWidget(self.tree, 1)
        layout.addLayout(below)

    def go_to(self, rule: str) -> None:
        """Begin at a rule; at the first kind where there is none such."""
        for row in self.rows:
            if row.data(0, _ID) == rule:
                self.tree.setCurrentItem(row)
                self.tree.scrollToItem(row, QTreeWidget.ScrollHint.PositionAtCenter)

    def off(self) -> frozenset[str]:
        """The rules without a tick."""
        unticked = (row.data(0, _ID) for row in self.rows if row.checkState(0) == Qt.CheckState.Unchecked)
        return frozenset(unticked) | self._unknown

    def _tick_all(self) -> None:
        for row in self.rows:
            row.setCheckState(0, Qt.CheckState.Checked)
