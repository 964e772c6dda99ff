"""`main.py print`: prints without a window, and waits until it is done."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from reader.errors import ReaderError, StorageFailed
from reader.library import guard_target
from ui.body_view import prepare_web_engine
from ui.printing import Made, PdfMaker

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reader.events import PrintOptions
    from reader.library import Desk
    from reader.paths import DataDir
    from reader.problems import Problem


def print_to_pdf(
    data: DataDir, desk: Desk, ids: Sequence[str], out: Path, options: PrintOptions
) -> tuple[Problem, ...]:
    """Print to `out` and wait for it; ReaderError where nothing could be made.

    What comes out are the problems of single messages and attachments.
    """
    guard_target(data, str(out))
    if QApplication.instance() is None:
        if sys.platform.startswith("linux"):
            os.environ["QT_QPA_PLATFORM"] = "offscreen"  # no window comes, so no display is needed
        prepare_web_engine()
        application = QApplication(sys.argv[:1])  # noqa: F841 - lives as long as this function
    maker = PdfMaker(data)
    loop = QEventLoop()
    made: list[Made] = []
    refused: list[Problem] = []

    def answer(message_id: str, number: int, count: int) -> None:
        try:
            maker.take(*desk.sheet(message_id, number, count, options))
        except ReaderError as error:
            maker.refuse(error.problem)

    maker.sheet_wanted.connect(answer, Qt.ConnectionType.QueuedConnection)
    maker.finished.connect(made.append)
    maker.failed.connect(refused.append)
    maker.finished.connect(loop.quit)
    maker.failed.connect(loop.quit)
    QTimer.singleShot(0, maker, lambda: maker.start(ids, options, out))
    loop.exec()
    maker.deleteLater()
    QApplication.sendPostedEvents(
        None, QEvent.Type.DeferredDelete.value
    )  # Chromium wants to be gone before Qt is
    if refused:
        problem = refused[0]
        raise StorageFailed(problem.code, problem.path, problem.detail)
    return made[0].problems
