"""Attachments on their way out: saved where the user says, or opened by the program of their kind."""

from __future__ import annotations

import tempfile
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from reader.filenames import safe_name
from reader.problems import Problem

if TYPE_CHECKING:
    from reader.events import Opened
    from reader.message import Attachment
    from ui.worker import Searcher

# Kinds that only show something.  Everything else may run code, so it is saved, never opened from here.
_HARMLESS = frozenset(
    [
        ".pdf",
        ".txt",
        ".md",
        ".csv",
        ".png",
        ".jpg",
        ".jpeg",
        ".gif",
        ".bmp",
        ".tif",
        ".tiff",
        ".webp",
        ".docx",
        ".xlsx",
        ".pptx",
        ".odt",
        ".ods",
        ".odp",
        ".rtf",
        ".eml",
        ".ics",
    ]
)


class AttachmentKeeper(QObject):
    """Asks the searcher for an attachment's bytes and writes them."""

    failed = Signal(object)  # Problem

    def __init__(self, searcher: Searcher, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._searcher = searcher
        self._targets: list[tuple[Path, bool]] = []  # where each answer goes, and whether to open it
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        searcher.answered.connect(self._take)
        searcher.refused.connect(self._refuse)

    def open(self, opened: Opened | None, number: int, window: QWidget) -> None:
        """Open a copy with the program that the PC has for it; a kind that can run code is offered to be saved."""
        if opened is None:
            return
        name = safe_name(opened.message.attachments[number].name)
        if PurePath(name).suffix.lower() not in _HARMLESS:
            QMessageBox.information(
                window,
                self.tr("Open attachment"),
                self.tr("Griffielezer does not open files of this kind. Save the file and let ICT check it."),
            )
            return
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="griffielezer-", ignore_cleanup_errors=True)
        folder = Path(tempfile.mkdtemp(dir=self._folder.name))
        self._fetch(opened.id, number, folder / name, show=True)

    def save(self, opened: Opened | None, number: int, window: QWidget) -> None:
        if opened is None:
            return
        suggested = safe_name(opened.message.attachments[number].name)
        chosen, _ = QFileDialog.getSaveFileName(window, self.tr("Save attachment"), suggested)
        if chosen:
            self._fetch(opened.id, number, Path(chosen), show=False)

    def _fetch(self, identity: str, number: int, target: Path, *, show: bool) -> None:
        self._targets.append((target, show))
        self._searcher.ask("attachment", identity, number)

    @Slot(str, object)
    def _take(self, call: str, value: Attachment) -> None:
        if call != "attachment":
            return
        target, show = self._targets.pop(0)
        try:
            target.write_bytes(value.content)
        except OSError as error:
            self.failed.emit(Problem("save_failed", str(target), error.strerror or ""))
            return
        if show:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))

    @Slot(str, object)
    def _refuse(self, call: str, problem: Problem) -> None:
        if call == "attachment":
            self._targets.pop(0)
            self.failed.emit(problem)
