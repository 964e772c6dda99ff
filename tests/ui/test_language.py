"""The window and Qt's own dialogs speak the user's language, also in a checkout that nobody compiled."""

from __future__ import annotations

import os
import shutil
import sys
import time
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QLabel, QTreeView, QWidget

from ui import language
from ui.language import TRANSLATIONS, compile_translations


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


def test_a_checkout_that_nobody_compiled_speaks_dutch(tmp_path):
    source = shutil.copy(TRANSLATIONS / "nl.ts", tmp_path)
    compile_translations(tmp_path)
    dutch = QTranslator()
    assert dutch.load("nl", str(tmp_path))
    assert dutch.translate("agenda", "past") == "voorbij"
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["nl.qm", "nl.qm.sha256", "nl.ts"]
    compiled = (tmp_path / "nl.qm").stat()
    os.utime(source, (compiled.st_mtime + 10, compiled.st_mtime + 10))
    compile_translations(tmp_path)
    assert (tmp_path / "nl.qm").stat() == compiled


def test_a_translation_made_of_another_source_is_compiled_again_however_new_it_is(tmp_path):
    source = Path(shutil.copy(TRANSLATIONS / "nl.ts", tmp_path))
    compile_translations(tmp_path)
    source.write_text(source.read_text(encoding="utf-8").replace(">voorbij<", ">geweest<"), encoding="utf-8")
    os.utime(source, (0, 0))
    compile_translations(tmp_path)
    dutch = QTranslator()
    assert dutch.load("nl", str(tmp_path))
    assert dutch.translate("agenda", "past") == "geweest"


def complaints(caplog):
    said = [record.getMessage() for record in caplog.records]
    caplog.clear()
    return said


def test_a_translation_that_cannot_be_compiled_leaves_the_old_one_and_lrelease_says_why(tmp_path, caplog):
    (tmp_path / "nl.qm").write_bytes(b"old")
    (tmp_path / "nl.ts").write_text("<TS>", encoding="utf-8")
    compile_translations(tmp_path)
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["nl.qm", "nl.ts"]
    assert (tmp_path / "nl.qm").read_bytes() == b"old"
    (said,) = complaints(caplog)
    assert said.startswith("nl.ts could not be compiled: ")
    assert "Parse error" in said


def test_a_translation_that_another_window_has_open_stays_as_it_is(tmp_path, caplog, monkeypatch):
    """Windows lets nobody replace it."""

    def refuse(_fresh, target):
        raise PermissionError(13, "Access is denied", str(target))

    shutil.copy(TRANSLATIONS / "nl.ts", tmp_path)
    (tmp_path / "nl.qm").write_bytes(b"old")
    monkeypatch.setattr(Path, "replace", refuse)
    compile_translations(tmp_path)
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["nl.qm", "nl.ts"]
    (said,) = complaints(caplog)
    assert "Access is denied" in said


def test_a_packaged_program_has_no_compiler_and_says_so_only_where_it_lacks_a_language(
    tmp_path, caplog, monkeypatch
):
    monkeypatch.setattr(language, "_LRELEASE", tmp_path / "nowhere" / "lrelease")
    shutil.copy(TRANSLATIONS / "nl.ts", tmp_path)
    compile_translations(tmp_path)
    assert [said.partition(":")[0] for said in complaints(caplog)] == ["nl.ts could not be compiled"]
    (tmp_path / "nl.qm").write_bytes(b"packaged")
    compile_translations(tmp_path)
    assert complaints(caplog) == []
    assert (tmp_path / "nl.qm").read_bytes() == b"packaged"


@pytest.mark.skipif(sys.platform == "win32", reason="the compiler is a script here")
def test_the_window_does_not_wait_long_for_a_compiler_that_hangs(tmp_path, caplog, monkeypatch):
    hanging = tmp_path / "lrelease"
    hanging.write_text("#!/bin/sh\nexec sleep 60\n", encoding="ascii")
    hanging.chmod(0o755)
    monkeypatch.setattr(language, "_LRELEASE", hanging)
    monkeypatch.setattr(language, "_PATIENCE_MS", 500)
    for name in ("en.ts", "nl.ts"):
        shutil.copy(TRANSLATIONS / name, tmp_path)
    begun = time.monotonic()
    compile_translations(tmp_path)
    assert time.monotonic() - begun < 3
    assert len(complaints(caplog)) == 2
