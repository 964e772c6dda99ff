"""The window and Qt's own dialogs speak the user's language."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QLabel, QTreeView, QWidget

from ui.language import TRANSLATIONS


def lacking():
    """What Qt's own Dutch is said to lack."""
    root = ET.parse(TRANSLATIONS / "qt_nl.ts").getroot()
    return [
        (context.findtext("name"), message.findtext("source"))
        for context in root.iter("context")
        for message in context.iter("message")
    ]


def shown(dialog):
    """The words on it."""
    names = (getattr(one, "text", str)() for one in dialog.findChildren(QWidget))
    return {name for name in names if isinstance(name, str) and name}


def test_the_file_dialog_of_qt_is_in_dutch(qtbot, tmp_path):
    (tmp_path / "stukken").mkdir()
    dialog = QFileDialog(None, "Opslaan", str(tmp_path), "Agenda (*.ics)")
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setViewMode(QFileDialog.ViewMode.Detail)
    dialog.show()
    assert {label.text() for label in dialog.findChildren(QLabel)} == {
        "&Zoeken in:",
        "Bestands&naam:",
        "Bestands&type:",
    }
    files = dialog.findChild(QTreeView, "treeView")
    qtbot.waitUntil(lambda: files.model().rowCount(files.rootIndex()) == 1)
    assert files.model().index(0, 2, files.rootIndex()).data() == "Map"


def test_the_print_dialog_of_qt_is_in_dutch(qtbot):
    printer = QPrinter()  # the dialog does not keep it
    dialog = QPrintDialog(printer)
    qtbot.addWidget(dialog)
    dialog.show()
    words = shown(dialog)
    assert "Lange zijde" in words
    assert words.isdisjoint(text for _context, text in lacking())


@pytest.mark.parametrize(("context", "text"), lacking())
def test_a_string_of_qt_is_translated_here_as_long_as_qt_has_no_dutch_for_it(context, text):
    """If this fails, take it out of qt_nl.ts: Qt says it in Dutch itself."""
    own = QTranslator()
    assert own.load("qtbase_nl", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    assert not own.translate(context, text)
