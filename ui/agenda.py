"""The agenda of what the list finds, or of the selection: read in pieces by the searcher, shown, and saved as a calendar."""

from __future__ import annotations

from datetime import UTC, datetime
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, QTimer, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from reader.agenda import order_of
from reader.errors import UNUSABLE
from reader.events import Agenda, Page, Search, Stretch
from reader.library import save_agenda
from reader.words import words
from ui.agenda_pane import AgendaPane
from ui.wording import Counted, count, local
from ui.worker import Job

if TYPE_CHECKING:
    from datetime import date

    from reader.agenda import Entry
    from reader.events import Written
    from reader.paths import DataDir
    from reader.problems import Problem
    from reader.settings import Language
    from ui.hit_model import HitModel
    from ui.searching import Searching
    from ui.theme import Theme
    from ui.worker import Searcher

_PIECE = (
    200  # messages that are read together; a search that is asked meanwhile waits no longer than for these
)
_SOON_MS = 300  # after the list or the selection changed: who types goes on


class AgendaView(QObject):
    """Stands between the list, the searcher and the pane; while it is looked at it follows the list."""

    message_wanted = Signal(str, str, int)  # identifier, query, and the place in its text
    failed = Signal(object)  # Problem
    told = Signal(str)  # a sentence for the status bar

    def __init__(  # noqa: PLR0917 - what it connects
        self,
        data: DataDir,
        searcher: Searcher,
        searching: Searching,
        model: HitModel,
        theme: Theme,
        language: Language,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.pane = AgendaPane(theme, words(language))
        self._data = data
        self._job = Job(data, self, waited_for=True)  # that writes a calendar
        self._searcher = searcher
        self._searching = searching
        self._model = model
        self._language = language
        self._today: date | None = None  # as terms count from; None as long as nothing is indexed
        self._of: (
            Search | tuple[str, ...]
        ) = ()  # whose agenda is made: of what the list has, or of ticked messages
        self._mentions = False
        self._asked: Stretch | tuple[str, ...] | None = None  # the piece that is on its way
        self._read, self._total = 0, 0  # messages
        self._found: list[tuple[object, Entry]] = []
        self._mentioned = 0  # dates that the messages merely mention, as far as they have no entries
        self._again = False  # whether the index changed while it was made
        self._shown: tuple[Search | tuple[str, ...], bool] = (
            (),
            False,
        )  # whose agenda is shown; with mentions
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._make)
        self.pane.chosen.connect(self._choose)
        self.pane.mentions_wanted.connect(self._want_mentions)
        self.pane.save_wanted.connect(self._save)
        searching.answered.connect(self._take_page)
        model.ticked_changed.connect(self._follow)
        searcher.answered.connect(self._take)
        searcher.refused.connect(self._refuse)
        self._job.happened.connect(self._tell_that_it_is_saved)
        self._job.finished.connect(self._end_saving)

    @property
    def is_open(self) -> bool:
        return not self._searching.follows

    @property
    def busy(self) -> bool:
        """Whether the agenda is still being made."""
        return self._soon.isActive() or self._asked is not None

    def open(self) -> None:
        """Show the agenda of the ticked messages, or of all that the list has where none is."""
        self._searching.follows = False  # the message that is read is one of the agenda now
        self._make()
        self.pane.take_focus()

    def close(self) -> None:
        """Nobody looks at it any more."""
        self._searching.follows = True
        self._stop()

    def end(self) -> None:
        """The window goes."""
        self._job.cancel()

    def _stop(self) -> None:
        self._soon.stop()
        self._asked = None
        self._searcher.forget("agenda")

    @Slot(Page)
    def _take_page(self, page: Page) -> None:
        self._today = page.reference.day if page.reference else None
        self._follow()

    @Slot()
    def _follow(self) -> None:
        """What it is made of may be another; one of the same messages is made to its end first, as an import goes on and on."""
        if self.is_open:
            if self._asked is not None and self._of == self._chosen:
                self._again = True
            else:
                self._soon.start()

    @property
    def _chosen(self) -> Search | tuple[str, ...]:
        """The search has no need of the identifiers of thousands of messages, which take the window time to send and to take."""
        return self._model.ticked or self._model.search

    @Slot(object)
    def _choose(self, entry: Entry) -> None:
        self.message_wanted.emit(entry.message_id, self._searching.search.text, entry.place)

    @Slot()
    def _make(self) -> None:
        self._stop()
        self._found = []
        self._mentioned = 0
        self._again = False
        self._of = self._chosen
        self._read = 0
        self._ask_next()

    def _ask_next(self) -> None:
        if isinstance(self._of, Search):
            self._asked = Stretch(self._of, self._read, _PIECE)
        else:
            self._asked = self._of[self._read : self._read + _PIECE]
        self._searcher.ask("agenda", self._asked, self._mentions)

    def _take_piece(self, agenda: Agenda) -> None:
        # Two sorted runs: what is here and what came; that costs the window next to nothing.
        self._found += [(order_of(entry), entry) for entry in agenda.entries]
        self._found.sort(key=itemgetter(0))
        self._mentioned += agenda.mentioned
        self._total = agenda.total if isinstance(self._of, Search) else len(self._of)
        self._read = min(self._read + _PIECE, self._total)
        self._show_title()
        if self._read < self._total:
            self._ask_next()
        else:
            self._show()

    def _show(self) -> None:
        self._asked = None
        self._shown = (self._of, self._mentions)
        today = self._today or local(datetime.now(UTC)).date()
        self.pane.show_entries([entry for _order, entry in self._found], today, self._mentioned)
        if self._again:
            self._soon.start()

    @Slot(str, object)
    def _take(self, call: str, value: object) -> None:
        if isinstance(value, Agenda):
            if (value.of, value.mentions) == (self._asked, self._mentions):
                self._take_piece(value)
        elif call in {
            "judge",
            "put_right",
            "mark_action",
            "switch_rules",
        }:  # what is an action item may be another
            self._follow()

    @Slot(str, object)
    def _refuse(self, call: str, problem: Problem) -> None:
        if call == "agenda":
            self._stop()
            if problem.code not in UNUSABLE:  # else the index is mended, and then asked again
                self.failed.emit(problem)

    @Slot(bool)
    def _want_mentions(self, on: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._mentions = on
        self._make()

    @Slot()
    def _save(self) -> None:
        """Ask where to, and have a process of its own write it there."""
        if self._job.running:
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        chosen, _ = QFileDialog.getSaveFileName(
            self.pane,
            self.tr("Save as calendar"),
            str(Path(folder) / "agenda.ics"),
            self.tr("Calendar (*.ics)"),
        )
        if chosen:
            target = chosen if Path(chosen).suffix else f"{chosen}.ics"
            self.told.emit(self.tr("Saving…"))
            self._job.start(
                save_agenda, self._data, *self._shown, self.pane.model.ticks, target, self._language
            )

    @Slot(object)
    def _tell_that_it_is_saved(self, written: Written) -> None:
        self.told.emit(self.tr("Saved as {path}").format(path=written.path))

    @Slot(object)
    def _end_saving(self, problem: Problem | None) -> None:
        if problem is not None:
            self.failed.emit(problem)

    def _show_title(self) -> None:
        if isinstance(self._of, Search):
            text = Counted.tr("Agenda of %n message(s)", "", self._total)
        else:
            text = Counted.tr("Agenda of %n selected message(s)", "", self._total)
        if self._read < self._total:
            text += " · " + self.tr("{number} read").format(number=count(self._read))
        self.pane.show_title(text)
