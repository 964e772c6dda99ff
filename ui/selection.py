"""The selection: the messages that are ticked, else the one that is shown.  It is printed, and noted about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.hit_list import HitList
    from ui.hit_model import HitModel
    from ui.noting import Noting
    from ui.opening import Opening
    from ui.print_job import PrintJob
    from ui.reading_pane import ReadingPane
    from ui.searching import Searching
    from ui.worker import Searcher


class Selection(QObject):
    """Stands between the list, the message that is shown, and what can be done with both."""

    changed = Signal()  # what is ticked

    def __init__(  # noqa: PLR0917 - what it connects
        self,
        searcher: Searcher,
        searching: Searching,
        rows: HitList,
        model: HitModel,
        reading: ReadingPane,
        opening: Opening,
        noting: Noting,
        print_job: PrintJob,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._searcher = searcher
        self._searching = searching
        self._rows = rows
        self._model = model
        self._reading = reading
        self._opening = opening
        self._noting = noting
        self._print_job = print_job
        self._window = window
        searcher.answered.connect(self._take)
        model.ticked_changed.connect(self.changed)
        rows.all_wanted.connect(self.tick_all)
        rows.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        rows.customContextMenuRequested.connect(self._show_menu)

    @property
    def ids(self) -> tuple[str, ...]:
        """What a command prints."""
        shown = self._reading.opened
        return self._model.ticked or ((shown.id,) if shown else ())

    @property
    def noted_ids(self) -> tuple[str, ...]:
        """What a command notes something about: the message that is read; where that is ticked, all that are.

        So does the menu of the list.  Nothing is noted about a message inside another.
        """
        ticked, shown = self._model.ticked, self._reading.opened
        if shown is None or self._opening.reading in ticked:
            return ticked
        return () if self._opening.is_inside else (shown.id,)

    def tick_current(self) -> None:
        self._model.toggle(self._opening.reading)

    @Slot()
    def tick_all(self) -> None:
        """Every message of the list; their identifiers come from the searcher, their rows do not."""
        self._searcher.ask("ids", self._searching.search)

    def untick_all(self) -> None:
        self._model.tick(self._model.ticked, on=False)

    @Slot()
    def look(self) -> None:
        """A mailbox that was taken away takes its messages out of the selection."""
        if self._model.ticked:
            self._searcher.ask("known", self._model.ticked)

    def note_listed(self) -> None:
        self._noting.toggle_listed(self.noted_ids)

    def note_proposal(self) -> None:
        self._noting.choose_proposal(self.noted_ids, self._menu_place())

    def note_category(self) -> None:
        """Type a category for the message that is shown, or choose one for what is ticked."""
        shown = self._reading.opened
        if shown is not None and self.noted_ids == (shown.id,):
            self._reading.notes.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self._noting.choose_category(self.noted_ids, self._menu_place())

    def preview(self) -> None:
        self._print_job.preview(self.ids, self._window)

    def save_as_pdf(self) -> None:
        self._print_job.save(self.ids, self._window)

    @Slot(str, object)
    def _take(self, call: str, value: tuple[str, ...]) -> None:
        if call == "ids":
            self._model.tick(value, on=True)
        elif call == "known":
            self._model.tick(tuple(set(self._model.ticked).difference(value)), on=False)

    @Slot(QPoint)
    def _show_menu(self, place: QPoint) -> None:
        """What can be noted about the current row; where that is ticked, about all that are."""
        current = self._rows.current_id()
        if current:
            ids = self._model.ticked if current in self._model.ticked else (current,)
            row = self._rows.visualRect(self._rows.currentIndex())
            inside = place if row.contains(place) else row.center()  # the key for menus knows no place
            self._noting.choose(ids, self._rows.viewport().mapToGlobal(inside))

    def _menu_place(self) -> QPoint:
        """Where a menu about the selection begins."""
        row = self._rows.visualRect(self._rows.currentIndex()) & self._rows.viewport().rect()
        return self._rows.viewport().mapToGlobal(row.center())
