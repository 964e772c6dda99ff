"""Prints a selection from the window: preview, paper, PDF.

The searcher makes the sheets, `ui.printing` the document, and the dialog shows it.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog

from reader.errors import ReaderError
from reader.events import PrintOptions
from reader.filenames import safe_name
from reader.library import guard_target
from reader.problems import Problem
from reader.words import words
from ui.page_images import SCREEN_DPI, PaperJob
from ui.print_preview import PrintPreview
from ui.printing import Made, PdfMaker

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from reader.paths import DataDir
    from reader.pdf import PageImage
    from ui.worker import Searcher


class PrintJob(QObject):
    """One print at a time."""

    failed = Signal(object)  # Problem
    progressed = Signal(str)  # a sentence for the status bar

    def __init__(
        self, data: DataDir, searcher: Searcher, language: str = "nl", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._data = data
        self._language = language
        self._words = words(language)
        self._searcher = searcher
        self._maker: PdfMaker | None = None  # made at the first print: it starts Chromium
        self._dialog: PrintPreview | None = None
        self._paper = PaperJob(data, self)
        self._paper.progressed.connect(self._tell_paper)
        self._paper.finished.connect(self._paper_ended)
        self._ids: tuple[str, ...] = ()
        self._then: Callable[[], None] | None = None  # what waits for the order of the messages
        self._options = PrintOptions()
        self._asked = False  # for a sheet, and there is no answer yet
        self._late = 0  # answers to come that an earlier document asked for
        self._document: Path | None = None  # what the dialog shows
        searcher.answered.connect(self._take_answer)
        searcher.refused.connect(self._take_refusal)

    def preview(self, ids: Sequence[str], window: QWidget) -> None:
        """Show how these messages come on paper, oldest first; the dialog prints them or saves them."""
        if not ids or self._is_at_work:
            return
        dialog = self._dialog = PrintPreview(self._options, window)
        dialog.options_changed.connect(self._remake)
        dialog.print_wanted.connect(self._print)
        dialog.save_wanted.connect(self._save_shown)
        dialog.finished.connect(self._close)
        self._folder = tempfile.TemporaryDirectory(prefix="griffielezer-")
        dialog.open()
        dialog.show_busy()
        self._order(ids, lambda: self._remake(self._options))

    def save(self, ids: Sequence[str], window: QWidget) -> None:
        """Save these messages as one PDF, oldest first, without a preview."""
        if not ids or self._is_at_work:
            return
        target = self._ask_target(window)
        if target is not None:
            self._order(ids, lambda: self._make(self._options, target))

    @property
    def _is_at_work(self) -> bool:
        return self._dialog is not None or self._then is not None

    def _order(self, ids: Sequence[str], then: Callable[[], None]) -> None:
        """Put the messages in the order of a lijst ingekomen stukken first."""
        self._ids, self._then = tuple(ids), then
        self._searcher.ask("oldest_first", self._ids)

    def _make(self, options: PrintOptions, target: Path) -> None:
        if self._maker is None:
            self._maker = PdfMaker(self._data, self._language, self)
            self._maker.sheet_wanted.connect(self._ask_sheet)
            self._maker.progressed.connect(self._tell)
            self._maker.bound.connect(self._made)
            self._maker.drawn.connect(self._add_page)
            self._maker.failed.connect(self._make_failed)
        self._options = options
        self._late += self._asked
        self._asked = False
        self._maker.start(self._ids, options, target, 0 if self._dialog is None else SCREEN_DPI)

    @Slot(PrintOptions)
    def _remake(self, options: PrintOptions) -> None:
        """The options of the dialog changed: make its document again."""
        if self._then is not None or self._dialog is None:  # it is made once the messages are in order
            self._options = options
            return
        self._dialog.show_busy()
        self._document = None
        self._make(options, Path(self._folder.name) / "preview.pdf")

    @Slot(str, int, int)
    def _ask_sheet(self, message_id: str, number: int, count: int) -> None:
        self._asked = True
        self._searcher.ask("sheet", message_id, number, count, self._options, self._language)

    @Slot(str, object)
    def _take_answer(self, call: str, value: Any) -> None:  # noqa: ANN401 - whatever a desk answers
        if call == "oldest_first" and set(value) == set(
            self._ids
        ):  # else they are of a print that was closed
            self._ids = value
            self._go_on()
        elif call == "sheet" and self._maker is not None and self._expects():
            self._maker.take(*value)

    @Slot(str, object)
    def _take_refusal(self, call: str, problem: Problem) -> None:
        if call == "oldest_first":
            self._go_on()  # in the order in which they were chosen
        elif call == "sheet" and self._maker is not None and self._expects():
            self._maker.refuse(problem)

    def _go_on(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()

    def _expects(self) -> bool:
        """Whether an answer is for the document that is being made; they come in the order of asking."""
        if self._late:
            self._late -= 1
            return False
        self._asked = False
        return True

    @Slot(int, int)
    def _tell(self, done: int, count: int) -> None:
        if self._dialog is not None:
            self._dialog.show_progress(done, count)
        else:
            self.progressed.emit(self.tr("Making message {done} of {count}…").format(done=done, count=count))

    @Slot(object)
    def _made(self, made: Made) -> None:
        sentences = [self._words.sentence(problem) for problem in made.problems]
        if self._dialog is None:
            done = self.tr("Saved as {path}").format(path=made.paths[0])
            self.progressed.emit(" ".join([done, *sentences]))
            return
        self._document = made.paths[0]
        self._dialog.show_ready(sentences)

    @Slot(object)
    def _make_failed(self, problem: Problem) -> None:
        if self._dialog is None:
            self.failed.emit(problem)
        else:
            self._dialog.show_failed(self._words.sentence(problem))

    @Slot(object)
    def _add_page(self, page: PageImage) -> None:
        if self._dialog is not None:
            self._dialog.add_page(page)

    @Slot()
    def _print(self) -> None:
        if self._document is None or self._paper.running:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName("Griffielezer")
        if QPrintDialog(printer, self._dialog).exec() == QDialog.DialogCode.Accepted:
            self._paper.start(self._document, printer)

    @Slot(int, int)
    def _tell_paper(self, number: int, count: int) -> None:
        sentence = self.tr("Page {number} of {count} sent to the printer").format(number=number, count=count)
        self.progressed.emit(sentence)

    @Slot(object)
    def _paper_ended(self, problem: Problem | None) -> None:
        if problem is not None:
            self.failed.emit(problem)
        elif self._dialog is not None:
            self._dialog.accept()

    @Slot()
    def _save_shown(self) -> None:
        assert self._dialog is not None
        target = self._ask_target(self._dialog)
        if target is None or self._document is None:
            return
        try:
            shutil.copyfile(self._document, target)
        except OSError as error:
            problem = Problem("pdf_failed", str(target), error.strerror or "")
            self._dialog.show_state([self._words.sentence(problem)])
            return
        self.progressed.emit(self.tr("Saved as {path}").format(path=target))
        self._dialog.accept()

    @Slot()
    def _close(self) -> None:
        if self._paper.running:  # the pages still come from the document
            return
        if self._maker is not None:
            self._maker.cancel()
        if self._dialog is not None:
            self._dialog.deleteLater()
        self._dialog = self._document = self._then = None
        self._folder.cleanup()

    def _ask_target(self, window: QWidget) -> Path | None:
        name = safe_name(self.tr("Incoming documents") + ".pdf")
        chosen, _ = QFileDialog.getSaveFileName(window, self.tr("Save as PDF"), name, self.tr("PDF (*.pdf)"))
        if not chosen:
            return None
        target = Path(chosen)
        if target.suffix.lower() != ".pdf":
            target = target.with_name(target.name + ".pdf")
        try:
            guard_target(self._data, str(target))
        except ReaderError as error:
            self.failed.emit(error.problem)
            return None
        return target
