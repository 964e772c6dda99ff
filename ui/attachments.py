"""Attachments on their way out: saved where the user says, opened by the program of their kind, or previewed.

The searcher writes the file: bytes that may be many never pass through the window.
"""

from __future__ import annotations

import stat
import tempfile
from collections import deque
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from reader import scratch
from reader.filenames import safe_name
from reader.problems import Problem
from reader.words import words
from ui.attachment_preview import AttachmentPreview
from ui.body_view import web_engine_wanted

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.events import Opened
    from reader.message import Attachment
    from reader.paths import DataDir
    from ui.theme import ThemeName
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


def may_open(name: str) -> bool:
    """Whether a file of this name is opened with the program that the PC has for it."""
    return PurePath(safe_name(name)).suffix.lower() in _HARMLESS


class _Fetch(NamedTuple):
    """What to do with the answer to one `save_attachment`; answers come in the order of asking."""

    saved: Callable[[Path], object]
    failed: Callable[[Problem], object]


class AttachmentKeeper(QObject):
    """Has the searcher write attachments to files."""

    message_wanted = Signal(int)  # the attachment with this number is a message, to be read here
    failed = Signal(object)  # Problem
    told = Signal(str)  # a sentence for the status bar

    def __init__(
        self, data: DataDir, searcher: Searcher, language: str = "nl", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._data = data
        self._language = language
        self._words = words(language)
        self._searcher = searcher
        self._fetches: deque[_Fetch] = deque()
        self._asking: deque[AttachmentPreview] = (
            deque()
        )  # those that wait for an answer, in the order of asking
        self._preview: AttachmentPreview | None = None  # the one that is open
        searcher.answered.connect(self._take)
        searcher.refused.connect(self._refuse)

    @property
    def preview_dialog(self) -> AttachmentPreview | None:
        """What is looked at now."""
        return self._preview

    def open(self, opened: Opened | None, number: int, window: QWidget) -> None:
        """Open a message here, and a copy of a file with the program that the PC has for it.

        A kind that can run code is not opened: the user may save it.
        """
        if opened is None:
            return
        attachment = opened.message.attachments[number]
        if attachment.is_message:
            self.message_wanted.emit(number)
        elif not may_open(attachment.name):
            QMessageBox.information(window, self.tr("Open attachment"), self._refusal())
        else:
            self._fetch_copy(opened, number, self._show, self.failed.emit)

    def save(self, opened: Opened | None, number: int, window: QWidget) -> None:
        """Ask where to, and write it there."""
        if opened is not None and (target := self._ask_target(opened, number, window)) is not None:
            self._fetch(
                opened.id, number, target, lambda path: self.told.emit(self._saved(path)), self.failed.emit
            )

    def preview(self, opened: Opened | None, number: int, window: QWidget, theme: ThemeName) -> None:
        """Show what is in a file, without another program: the pages of a PDF, a picture, else its text."""
        if opened is None or self._preview is not None:
            return
        attachment = opened.message.attachments[number]
        refusal = "" if may_open(attachment.name) else self._refusal()
        dialog = self._preview = AttachmentPreview(attachment.name, self._data, self._words, refusal, window)
        dialog.save_wanted.connect(lambda: self._save_previewed(opened, number, dialog))
        dialog.text_wanted.connect(lambda: self._ask(dialog, "attachment_text", opened.id, number))
        dialog.finished.connect(self._end_preview)
        dialog.open()
        if _is_pdf(attachment):
            self._fetch_copy(
                opened,
                number,
                lambda path: self._draw(path, dialog),
                lambda problem: self._tell(self._words.sentence(problem), dialog),
            )
        elif web_engine_wanted():  # it draws pictures in a process of its own; the text view would do it here
            self._ask(dialog, "attachment_picture", opened.id, number, theme, self._language)
        else:
            self._ask(dialog, "attachment_text", opened.id, number)

    def close(self) -> None:
        """The window goes: so does what is looked at."""
        if self._preview is not None:
            self._preview.reject()

    def _save_previewed(self, opened: Opened, number: int, dialog: AttachmentPreview) -> None:
        if (target := self._ask_target(opened, number, dialog)) is not None:
            self._fetch(
                opened.id,
                number,
                target,
                lambda path: self._tell(self._saved(path), dialog),
                lambda problem: self._tell(self._words.sentence(problem), dialog),
            )

    def _ask_target(self, opened: Opened, number: int, window: QWidget) -> Path | None:
        suggested = safe_name(opened.message.attachments[number].name)
        chosen, _ = QFileDialog.getSaveFileName(window, self.tr("Save attachment"), suggested)
        return Path(chosen) if chosen else None

    def _ask(self, dialog: AttachmentPreview, call: str, *args: object) -> None:
        """Ask what the dialog is to show."""
        self._asking.append(dialog)
        self._searcher.ask(call, *args)

    def _fetch(
        self,
        identity: str,
        number: int,
        target: Path,
        saved: Callable[[Path], object],
        failed: Callable[[Problem], object],
    ) -> None:
        self._fetches.append(_Fetch(saved, failed))
        self._searcher.ask("save_attachment", identity, number, str(target))

    def _fetch_copy(
        self,
        opened: Opened,
        number: int,
        saved: Callable[[Path], object],
        failed: Callable[[Problem], object],
    ) -> None:
        """Write it under its own name in a folder that goes when the program ends."""
        try:
            target = scratch.new_file(opened.message.attachments[number].name)
        except OSError as error:
            failed(Problem("save_failed", tempfile.gettempdir(), error.strerror or ""))
        else:
            self._fetch(opened.id, number, target, saved, failed)

    def _show(self, path: Path) -> None:
        """Hand a copy to its program; read-only, so that nobody's changes go with the copy."""
        path.chmod(stat.S_IREAD)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.told.emit(self.tr("This PC has no program for files of this kind. Save the file."))

    def _draw(self, path: Path, dialog: AttachmentPreview) -> None:
        if dialog is self._preview:
            dialog.show_pdf(path)
        else:
            scratch.remove(path)

    def _tell(self, sentence: str, dialog: AttachmentPreview) -> None:
        """Where the user looks now."""
        if dialog is self._preview:
            dialog.say(sentence)
        else:
            self.told.emit(sentence)

    def _saved(self, path: Path) -> str:
        return self.tr("Saved as {path}").format(path=path)

    def _refusal(self) -> str:
        return self.tr("Griffielezer does not open files of this kind. Save the file and let ICT check it.")

    @Slot()
    def _end_preview(self) -> None:
        assert self._preview is not None
        self._preview.deleteLater()
        self._preview = None

    @Slot(str, object)
    def _take(self, call: str, value: object) -> None:
        if call == "save_attachment":
            self._fetches.popleft().saved(Path(str(value)))
        elif call == "attachment_picture" and self._asking.popleft() is self._preview:
            self._preview.show_picture(str(value))
        elif call == "attachment_text" and self._asking.popleft() is self._preview:
            self._preview.show_text(value)  # type: ignore[arg-type] # the answer to `Desk.attachment_text`

    @Slot(str, object)
    def _refuse(self, call: str, problem: Problem) -> None:
        if call == "save_attachment":
            self._fetches.popleft().failed(problem)
        elif call in {"attachment_picture", "attachment_text"} and self._asking.popleft() is self._preview:
            self._preview.say(self._words.sentence(problem))


def _is_pdf(attachment: Attachment) -> bool:
    return attachment.content_type == "application/pdf" or PurePath(attachment.name).suffix.lower() == ".pdf"
