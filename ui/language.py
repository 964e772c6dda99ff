"""The user's language: how days and numbers are written, Qt's own words, what those lack, and ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

from reader.paths import RESOURCES

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from reader.settings import Language

TRANSLATIONS = RESOURCES / "i18n"


def speak(application: QApplication, language: Language) -> None:
    """From now on; what is installed last is asked first."""
    QLocale.setDefault(
        QLocale(QLocale.Language.Dutch, QLocale.Country.Netherlands)
        if language == "nl"
        else QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
    )
    for name, folder in (
        (f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        (f"qt_{language}", str(TRANSLATIONS)),  # strings that Qt 6.11 has and its own Dutch has not
        (language, str(TRANSLATIONS)),
    ):
        translator = QTranslator(application)
        if translator.load(name, folder):
            application.installTranslator(translator)
