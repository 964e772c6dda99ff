"""The start of the window: Qt, language, colours, and the net under our own bugs."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication, QMessageBox

from reader import settings as settings_file
from reader.errors import ReaderError
from reader.logs import log_bug, start_logging
from reader.paths import RESOURCES
from ui import commands
from ui.body_view import prepare_web_engine
from ui.language import speak
from ui.theme import palette, style_sheet
from ui.window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from reader.paths import DataDir
    from reader.settings import Settings

_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def run_window(data: DataDir, paths: Sequence[str]) -> int:
    """Open the window on `data`, with `paths` added; the answer is the exit code."""
    start_logging(data.log)
    if sys.platform == "linux" and not any(os.environ.get(name) for name in _DISPLAYS):
        raise ReaderError("no_display")  # Qt would end the process with a signal
    settings, problem = settings_file.load(data.settings)
    application = make_application(settings)
    window = make_window(application, data, settings)
    sys.excepthook = _Net(window).catch
    window.show()
    window.start(paths)
    if problem is not None:
        window.show_problem(problem)
    code = application.exec()
    settings_file.save(window.settings, data.settings)
    return code


def make_application(settings: Settings) -> QApplication:
    """Qt, in the user's language, with our look."""
    prepare_web_engine()
    QGuiApplication.setApplicationDisplayName("Griffielezer")
    application = QApplication(sys.argv[:1])
    application.setStyle("Fusion")  # the style sheet is made for it, on every system
    application.setWindowIcon(QIcon(str(RESOURCES / "icons" / "griffielezer.svg")))
    speak(application, settings.language)
    return application


def make_window(application: QApplication, data: DataDir, settings: Settings) -> MainWindow:
    """The window with its commands and colours."""
    window = MainWindow(data, settings)
    commands.install(window)
    template = (RESOURCES / "styles" / "window.qss").read_text(encoding="utf-8")

    def dress() -> None:
        application.setPalette(palette(window.theme))
        application.setStyleSheet(style_sheet(window.theme, template, window.settings.zoom))

    dress()
    window.look_changed.connect(dress)
    return window


class _Net(QObject):
    """Catches our own bugs: logged each time, one dialog a session, and the window stays."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._told = False

    def catch(self, _kind: type[BaseException], bug: BaseException, _trace: TracebackType | None) -> None:
        log_bug(bug)
        if not self._told:
            self._told = True
            text = self.tr(
                "Griffielezer made a mistake. You can go on.\n\nPlease send this file to your administrator:\n{path}"
            ).format(path=self._window.data.log)
            QMessageBox.critical(self._window, "Griffielezer", text)
