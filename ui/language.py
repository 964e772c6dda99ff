"""The user's language: how days and numbers are written, Qt's own words, what those lack, and ours.

Translations are compiled from `resources/i18n/*.ts` and are not in git.  In a checkout that nobody compiled, the window
compiles them when it starts: it would speak English else, and nothing would say why.
"""

from __future__ import annotations

import hashlib
import logging
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import PySide6
from PySide6.QtCore import QDeadlineTimer, QLibraryInfo, QLocale, QProcess, QTranslator

from reader.paths import RESOURCES

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from reader.settings import Language

TRANSLATIONS = RESOURCES / "i18n"

_log = logging.getLogger(__name__)
_LRELEASE = Path(PySide6.__file__).with_name("lrelease.exe" if sys.platform == "win32" else "lrelease")
_PATIENCE_MS = 4_000  # for all: a file takes a tenth of a second, and the window waits for it


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
    """Those that are missing or made of another source; where that fails, the old ones stay and the log says so.

    Beside each stands of which source it was made: the time of a file says little after a checkout or an unpacked archive.
    """
    stale = [source for source in folder.glob("*.ts") if _is_stale(source)]
    if not _LRELEASE.exists() and all(source.with_suffix(".qm").exists() for source in stale):
        return  # in a packaged program, which has no compiler and needs none
    patience = QDeadlineTimer(_PATIENCE_MS)
    for source in stale:
        fresh = source.with_suffix(f".{os.getpid()}")  # another window may be reading the old one
        try:
            digest = _digest(source)
            wrong = _compile(source, fresh, patience.remainingTime())
            if not wrong:
                # Windows refuses that while another window has it open.
                fresh.replace(source.with_suffix(".qm"))
                _made_of(source).write_text(digest, encoding="ascii")
        except OSError as error:
            wrong = str(error)
        if wrong:
            _log.warning("%s could not be compiled: %s", source.name, wrong)
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def _compile(source: Path, fresh: Path, patience_ms: int) -> str:
    """What is wrong, in the words of lrelease or of Qt; "" for nothing."""
    lrelease = QProcess()
    lrelease.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
    lrelease.start(str(_LRELEASE), ["-silent", str(source), "-qm", str(fresh)])
    if not lrelease.waitForFinished(patience_ms):
        wrong = lrelease.errorString()
        lrelease.kill()
        lrelease.waitForFinished(_PATIENCE_MS)  # it is gone at once; Qt itself would wait for half a minute
        return wrong
    if lrelease.exitStatus() == QProcess.ExitStatus.NormalExit and lrelease.exitCode() == 0:
        return ""
    said = bytes(lrelease.readAll().data()).decode(errors="replace")
    return " ".join(said.split()) or f"{lrelease.errorString()} ({lrelease.exitCode()})"


def _is_stale(source: Path) -> bool:
    """Whether what is compiled is missing, or nobody knows that it was made of this source."""
    try:
        made_of = _made_of(source).read_text(encoding="ascii", errors="replace")
        return made_of != _digest(source) or not source.with_suffix(".qm").exists()
    except OSError:
        return True


def _made_of(source: Path) -> Path:
    return source.with_suffix(".qm.sha256")


def _digest(source: Path) -> str:
    return hashlib.sha256(source.read_bytes()).hexdigest()
