"""The mailboxes that the user has: added, chosen from, read again and taken away, and what the panes show of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QMessageBox

from reader.errors import UNUSABLE
from reader.paths import SAMPLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from reader.events import Summary
    from reader.library import Export
    from reader.problems import Problem
    from ui.filter_pane import FilterPane
    from ui.imports import Imports
    from ui.list_pane import ListPane
    from ui.map_choosing import MapChoosing
    from ui.status_bar import StatusBar
    from ui.watching import Watching
    from ui.worker import Searcher


class Mailboxes(QObject):
    """Stands between the jobs on the index, the searcher and the panes."""

    changed = Signal()  # which mailboxes there are, or whether one is being read
    grew = Signal()  # the index is another: a question that is asked now may have another answer
    failed = Signal(object)  # Problem

    def __init__(  # noqa: PLR0917 - what it connects
        self,
        searcher: Searcher,
        imports: Imports,
        watching: Watching,
        choosing: MapChoosing,
        filters: FilterPane,
        list_pane: ListPane,
        status: StatusBar,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self.exports: tuple[Export, ...] = ()
        self._searcher = searcher
        self._imports = imports
        self._watching = watching
        self._choosing = choosing
        self._filters = filters
        self._list_pane = list_pane
        self._status = status
        self._window = window
        self._offer_sample = False  # until it is known whether anything is indexed
        self._mended = False  # whether the index was rebuilt, or that was tried
        searcher.answered.connect(self._take_answer)
        searcher.refused.connect(self._take_refusal)
        choosing.chosen.connect(imports.add)
        choosing.failed.connect(self.failed)
        choosing.nothing_to_choose.connect(self._say_that_there_is_no_choice)
        imports.progressed.connect(status.show_progress)
        imports.grew.connect(self.look)
        imports.ended.connect(self._ended)
        imports.refreshed.connect(self._show_news)
        imports.running_changed.connect(self._show_running)
        watching.changed.connect(imports.refresh)
        status.cancel_wanted.connect(self.cancel)
        list_pane.add_wanted.connect(self.choose_files)
        filters.changed.connect(self._show_sample)

    def start(self, paths: Sequence[str], *, offer_sample: bool) -> None:
        """Add `paths`; where nothing is indexed yet, the sample if that is offered."""
        self._offer_sample = offer_sample
        self._searcher.ask("exports")
        if paths:
            self._choosing.add(paths)
        self._watching.start()

    @Slot()
    def look(self) -> None:
        """The index changed: ask which mailboxes there are now, and let the rest follow."""
        self._searcher.ask("exports")
        self.grew.emit()

    @Slot()
    def choose_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(
            self._window,
            self.tr("Add export"),
            _documents(),
            self.tr(
                "Mail exports (*.pst *.ost *.msg *.oft *.eml *.emlx *.mbox *.mbx *.zip *.gz *.txt *.md);;All files (*)"
            ),
        )
        if names:
            self._choosing.add(names)

    def choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self._window, self.tr("Add folder"), _documents())
        if name:
            self._choosing.add([name])

    def choose_maps(self) -> None:
        """Ask again which maps of the current mailbox are read."""
        self._choosing.change(self._filters.current_export())

    def remove_current(self) -> None:
        """Take the current mailbox out of the index; the file itself is left alone."""
        path = self._filters.current_export()
        question = self.tr("Remove {path} from Griffielezer?\n\nThe file itself is not changed.").format(
            path=path
        )
        answer = QMessageBox.question(self._window, self.tr("Remove mailbox"), question)
        if answer == QMessageBox.StandardButton.Yes:
            self._imports.forget(path)

    def remove_sample(self) -> None:
        for export in self.exports:
            if export.sample:
                self._imports.forget(export.path)

    @Slot()
    def cancel(self) -> None:
        """Stop reading; what was not read yet is read on at the next start, or when its mailbox is added again."""
        self._mended = True
        self._imports.cancel()

    @Slot(str, object)
    def _take_answer(self, call: str, value: object) -> None:
        if call == "exports":
            self._show(value)  # type: ignore[arg-type] # the answer to `Desk.exports`

    @Slot(str, object)
    def _take_refusal(self, call: str, problem: Problem) -> None:
        if problem.code in UNUSABLE:
            self.failed.emit(problem)
            self._mend()
        elif call == "exports":
            self.failed.emit(problem)

    def _show(self, exports: tuple[Export, ...]) -> None:
        self.exports = exports
        if any(export.unread for export in exports):
            self._mend()
        if self._offer_sample and not exports:
            self._imports.add([str(SAMPLE)], sample=True)
        self._offer_sample = False
        self._filters.set_exports(tuple((export.path, export.sample) for export in exports))
        self._show_sample()
        self.changed.emit()

    @Slot()
    def _show_sample(self) -> None:
        """Say what is made up of the mailboxes that are looked at."""
        chosen = self._filters.filters.exports | {export for export, _ in self._filters.filters.folders}
        shown = {export.sample for export in self.exports if not chosen or export.path in chosen}
        self._list_pane.show_sample(alone=shown == {True}, among_others=shown == {True, False})

    def _mend(self) -> None:
        """Rebuild the index, once: where that fails too, trying again would go on for ever."""
        if not self._mended and not self._imports.running:
            self._mended = True
            self._imports.rebuild()

    @Slot(object)
    def _ended(self, summary: Summary | None) -> None:
        problems = self._imports.problems
        self._status.show_summary(summary, len(problems))
        if summary is None and problems:  # it was stopped, and this is why
            self.failed.emit(problems[-1])
        self.look()

    @Slot(object)
    def _show_news(self, summary: Summary) -> None:
        """What came in by itself."""
        if summary.added:
            self._status.show_news(summary.added)
        self.look()

    @Slot(bool)
    def _show_running(self, running: bool) -> None:  # noqa: FBT001 - a signal's argument
        if not running:
            self._status.end_progress()
        self._list_pane.show_importing(importing=running)
        self.changed.emit()

    @Slot()
    def _say_that_there_is_no_choice(self) -> None:
        self._status.show_message(self.tr("This mailbox has no folders to choose from."))


def _documents() -> str:
    """Where users keep their files: a dialog begins there."""
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
