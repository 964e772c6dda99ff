"""The two buttons at the end of a dialog in which something is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog


def dialog_buttons(dialog: QDialog, cancel: str, accept: str) -> QHBoxLayout:
    """One that leaves it, and at its right the one that Enter presses too; both with these words."""
    leave = QPushButton(cancel)
    leave.setAutoDefault(False)
    leave.clicked.connect(dialog.reject)
    keep = QPushButton(accept)
    keep.setProperty("primary", True)
    keep.setDefault(True)
    keep.clicked.connect(dialog.accept)
    below = QHBoxLayout()
    below.addStretch(1)
    below.addWidget(leave)
    below.addWidget(keep)
    return below
