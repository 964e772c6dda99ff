"""The user's language: how days and numbers are written, Qt's own words, what those lack, and ours.

Translations are compiled from `resources/i18n/*.ts` and are not in git.  In a checkout that nobody compiled, the window
compiles them when it starts: it would speak English else, and nothing would say why.
"""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import PySide6
from PySide6.QtCore import QLibraryInfo, QLocale, QProcess, QTranslator

from reader.paths import RESOURCES

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from reader.settings import Language

TRANSLATIONS = RESOURCES / "i18n"

_log = logging.getLogger(__name__)
_LRELEASE = Path(PySide6.__file__).with_name("lrelease.exe" if sys.platform == "win32" else "lrelease")


def speak(application: QApplication, language: Language) -> None:
    """From now on; what is installed last is asked first."""
    QLocale.setDefault(
        QLocale(QLocale.Language.Dutch, QLocale.Country.Netherlands)
        if language == "nl"
        else QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
    )
    compile_translations(TRANSLATIONS)
    for name, folder in (
        (f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        (f"qt_{language}", str(TRANSLATIONS)),  # strings that Qt 6.11 has and its own Dutch has not
        (language, str(TRANSLATIONS)),
    ):
        translator = QTranslator(application)
        if translator.load(name, folder):
            application.installTranslator(translator)


def compile_translations(folder: Path) -> None:
    """Those that are missing or older than their source; where that fails, the old ones stay and the log says so."""
    for source in folder.glob("*.ts"):
        compiled = source.with_suffix(".qm")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        fresh = source.with_suffix(f".{os.getpid()}")  # another window may be reading the old one
        lrelease = QProcess()
        lrelease.start(str(_LRELEASE), ["-silent", str(source), "-qm", str(fresh)])
        if lrelease.waitForFinished() and lrelease.exitCode() == 0:
            fresh.replace(compiled)
        else:
            _log.warning("%s could not be compiled: %s", source.name, lrelease.errorString())
