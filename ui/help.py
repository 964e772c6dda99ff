"""Help: the manual, the page with all keys, and who made this."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QMessageBox,
    QTableWidget,
    QTableWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from reader.paths import MANUAL
from reader.version import VERSION
from ui.zoom import make_room

if TYPE_CHECKING:
    from collections.abc import Sequence

translate = QCoreApplication.translate


def show_manual(window: QWidget) -> None:
    """The user's manual, docs/handleiding.md."""
    text = QTextBrowser()
    text.setSearchPaths([str(MANUAL.parent)])
    text.setSource(QUrl.fromLocalFile(str(MANUAL)))
    text.setOpenLinks(False)
    text.anchorClicked.connect(lambda url: _go_to_heading(text, url.fragment()))
    _show(window, translate("help", "Manual"), text, (820, 760))


def _go_to_heading(text: QTextBrowser, fragment: str) -> None:
    """Qt gives Markdown headings no anchors, so the heading is looked up by its words."""
    block = text.document().begin()
    while block.isValid():
        slug = re.sub(r"[^\w -]", "", block.text().lower()).replace(" ", "-")
        if block.blockFormat().headingLevel() > 0 and slug == fragment:
            text.setTextCursor(QTextCursor(text.document().lastBlock()))  # so that the heading comes on top
            text.setTextCursor(QTextCursor(block))
            return
        block = block.next()


def show_keys(window: QWidget, keys: Sequence[tuple[str, str]]) -> None:
    """All keys, as a table."""
    table = QTableWidget(len(keys), 2)
    table.setHorizontalHeaderLabels([translate("help", "Key"), translate("help", "What it does")])
    table.verticalHeader().hide()
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
    table.horizontalHeader().setStretchLastSection(True)
    for row, texts in enumerate(keys):
        for column, text in enumerate(texts):
            table.setItem(row, column, QTableWidgetItem(text))
    _show(window, translate("help", "Keyboard"), table, (620, 760))


def show_about(window: QWidget) -> None:
    text = translate(
        "help",
        "Griffielezer {version}\n\nReads mailbox exports for the griffie. Nothing leaves this PC.\n\n"
        "Licence: EUPL-1.2",
    ).format(version=VERSION)
    QMessageBox.about(window, translate("help", "About Griffielezer"), text)


def _show(window: QWidget, title: str, content: QWidget, size: tuple[int, int]) -> None:
    dialog = QDialog(window)
    dialog.setWindowTitle(title)
    make_room(dialog, *size)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    layout = QVBoxLayout(dialog)
    layout.addWidget(content)
    layout.addWidget(buttons)
    content.setFocus()
    dialog.exec()
