"""The main window: three panes, and the wires between them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QMainWindow, QMenu, QStackedWidget, QVBoxLayout, QWidget

from reader.events import Search
from reader.words import words
from ui.agenda import AgendaView
from ui.attachments import AttachmentKeeper
from ui.completing import Completing
from ui.counting import Counting
from ui.faults import Faults
from ui.filter_pane import FilterPane
from ui.hit_model import HitModel
from ui.imports import Imports
from ui.judging import Judging
from ui.links import open_link
from ui.list_pane import ListPane
from ui.mailboxes import Mailboxes
from ui.map_choosing import MapChoosing
from ui.noting import Noting
from ui.opening import Opening
from ui.panes import Panes
from ui.print_job import PrintJob
from ui.problem_list import ProblemList
from ui.query_card import QueryCard
from ui.reading_pane import ReadingPane
from ui.searching import Searching
from ui.selection import Selection
from ui.status_bar import StatusBar
from ui.suggestion_list import SuggestionList
from ui.theme import chosen_theme
from ui.top_bar import TopBar
from ui.watching import Watching
from ui.worker import Searcher
from ui.zoom import NORMAL, panes, zoom_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent

    from reader.events import CountFrom, Opened, Page, Sort
    from reader.paths import DataDir
    from reader.problems import Problem
    from reader.settings import Settings
    from reader.settings import Theme as ThemeChoice


class MainWindow(QMainWindow):
    """Connects the panes and what stands between them; decides nothing that one of those can."""

    state_changed = Signal()  # what can be done now may have changed: ticks, message, exports
    look_changed = Signal()  # the colours, or the size of everything

    def __init__(self, data: DataDir, settings: Settings) -> None:
        super().__init__()
        self.data = data
        self.settings = settings
        self.theme = chosen_theme(settings.theme)
        self._words = words(settings.language)
        self.setWindowTitle("Griffielezer")
        self.setAcceptDrops(True)
        self.resize(QSize(1440, 900).boundedTo(self.screen().availableSize()))
        if settings.geometry:
            self.restoreGeometry(QByteArray.fromHex(QByteArray(settings.geometry.encode("ascii", "replace"))))

        self.searcher = Searcher(data, self)
        self.imports = Imports(data, self)
        self.watching = Watching(data, self)
        self.choosing = MapChoosing(data, self.theme, self)
        self.model = HitModel(self)
        self.top_bar = TopBar()
        self.filters = FilterPane(self.theme, settings.language)
        self.list_pane = ListPane(self.model, self.theme)
        self.reading = ReadingPane(self.theme, settings.language)
        self.status = StatusBar()
        self.suggestions = SuggestionList(self.theme, self)
        self.completing = Completing(
            self.top_bar.search, self.suggestions, self.searcher, settings.language, self
        )
        self.print_job = PrintJob(data, self.searcher, settings.language, self)
        self.attachments = AttachmentKeeper(data, self.searcher, settings.language, self)
        self.opening = Opening(
            self.searcher, self.reading, self.attachments, settings.language, self.theme.name, self
        )
        self.judging = Judging(self.searcher, self.reading, self.opening, settings.language, self)
        self.noting = Noting(self.searcher, self.model, self.reading, settings.language, self)
        self.counting = Counting(self)
        self.searching = Searching(
            self.searcher,
            self.top_bar.search,
            self.filters,
            self.list_pane,
            self.model,
            Faults(self._words, self.suggestions, self),
            Search(sort=settings.sort, count_from=settings.terms_from),
            self,
        )
        self.selection = Selection(
            self.searcher,
            self.searching,
            self.list_pane.list,
            self.model,
            self.reading,
            self.opening,
            self.noting,
            self.print_job,
            self,
        )
        self.agenda = AgendaView(
            data, self.searcher, self.searching, self.model, self.theme, settings.language, self
        )
        self.middle = QStackedWidget()  # the list, or the agenda of it
        self._panes = Panes(self.filters, self.middle, self.reading)
        self.mailboxes = Mailboxes(
            self.searcher,
            self.imports,
            self.watching,
            self.choosing,
            self.filters,
            self.list_pane,
            self.status,
            self,
        )
        self._lay_out()
        self.reading.body.set_zoom(settings.zoom / NORMAL)
        self._panes.use_letters(panes(settings.zoom) / NORMAL)
        self._connect()
        self.top_bar.search.setFocus()

    @property
    def opened(self) -> Opened | None:
        """The message that is shown."""
        return self.reading.opened

    def start(self, paths: Sequence[str]) -> None:
        """Show what is indexed, and add `paths`."""
        offer_sample = not paths and not self.settings.sample_removed
        self.mailboxes.start(paths, offer_sample=offer_sample)
        self.searcher.ask("queries")
        self.searching.ask()

    # What the user can do: each is a command of ui/commands.py

    @Slot()
    def remove_sample(self) -> None:
        self.settings = replace(self.settings, sample_removed=True)
        self.mailboxes.remove_sample()

    def focus_search(self) -> None:
        self.top_bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.top_bar.search.selectAll()

    def explain_search(self) -> None:
        """The card with the query language; an example on it runs."""
        card = QueryCard(self)
        card.chosen.connect(self.searching.run)
        card.left.connect(self.focus_search)
        card.show_below(self.top_bar.explain)

    def focus_filters(self) -> None:
        self.filters.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_agenda(self) -> None:
        """The agenda of what is ticked, else of all that the list has, in the place of the list."""
        self.middle.setCurrentWidget(self.agenda.pane)
        self.agenda.open()

    @Slot()
    def focus_list(self) -> None:
        self.middle.setCurrentWidget(self.list_pane)
        if self.agenda.is_open:
            self.agenda.close()
            self.searching.go_to(self.opening.reading)
        self.list_pane.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self.list_pane.list.currentIndex().isValid():
            self.list_pane.list.step(1)

    def focus_message(self) -> None:
        self.reading.body.widget().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def clear_search(self) -> None:
        self.top_bar.search.clear()
        self.filters.clear_filters()

    def next_message(self) -> None:
        self.list_pane.list.step(1)

    def previous_message(self) -> None:
        self.list_pane.list.step(-1)

    def next_action(self) -> None:
        self.reading.step(1)

    def previous_action(self) -> None:
        self.reading.step(-1)

    def go_back(self) -> None:
        """To the message that the shown one is attached to."""
        self.opening.go_back()

    def focus_attachments(self) -> None:
        """To the first attachment of the message that is shown."""
        self.reading.attachments.focus(0)

    def sort_by(self, sort: Sort) -> None:
        self.settings = replace(self.settings, sort=sort)
        self.list_pane.show_sort(sort)
        self.searching.sort_by(sort)

    def choose_reference(self) -> None:
        """Ask from which day terms count."""
        self._choose_reference(self.filters.mapToGlobal(QPoint(0, 0)))

    @Slot(object)
    def count_from(self, count_from: CountFrom) -> None:
        name = count_from if isinstance(count_from, str) else count_from.isoformat()
        self.settings = replace(self.settings, count_from=name)
        self.searching.count_from(count_from)

    def zoom_in(self) -> None:
        self._zoom_to(zoom_by(self.settings.zoom, 1))

    def zoom_out(self) -> None:
        self._zoom_to(zoom_by(self.settings.zoom, -1))

    def zoom_reset(self) -> None:
        self._zoom_to(NORMAL)

    def _zoom_to(self, zoom: int) -> None:
        """Another size of everything."""
        before, self.settings = self.settings.zoom, replace(self.settings, zoom=zoom)
        self.reading.body.set_zoom(zoom / NORMAL)
        if panes(zoom) != panes(before):
            self.look_changed.emit()
            self._panes.use_letters(panes(zoom) / NORMAL)

    def use_theme(self, name: ThemeChoice) -> None:
        self.settings = replace(self.settings, theme=name)
        self.theme = chosen_theme(name)
        self.filters.set_theme(self.theme)
        self.list_pane.set_theme(self.theme)
        self.agenda.pane.set_theme(self.theme)
        self.reading.theme = self.theme
        self.suggestions.theme = self.theme
        self.choosing.theme = self.theme
        self.look_changed.emit()
        self.opening.use_theme(self.theme.name)

    def show_problems(self) -> None:
        ProblemList(self.imports.problems, self._words, self).exec()

    def close_window(self) -> None:
        self.close()

    # Wires

    def _lay_out(self) -> None:
        self.middle.addWidget(self.list_pane)
        self.middle.addWidget(self.agenda.pane)
        centre = QWidget()
        layout = QVBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top_bar)
        layout.addWidget(self._panes, 1)
        self.setCentralWidget(centre)
        self.setStatusBar(self.status)
        # Tab goes the way a reader does: box, filters, list, message.
        self.setTabOrder(self.top_bar.search, self.filters)
        self.setTabOrder(self.filters, self.list_pane.list)

    def _connect(self) -> None:
        self.top_bar.search.left_downward.connect(self.focus_list)
        self.filters.currentItemChanged.connect(self.state_changed)
        self.filters.menu_wanted.connect(self._show_mailbox_menu)
        self.filters.reference_wanted.connect(self._choose_reference)
        self.counting.chosen.connect(self.count_from)
        self.list_pane.list.entered.connect(self.focus_message)
        self.list_pane.sort_chosen.connect(self.sort_by)
        self.list_pane.remove_sample_wanted.connect(self.remove_sample)
        self.selection.changed.connect(self.state_changed)
        self.state_changed.connect(self._show_what_prints)
        self.completing.forget_wanted.connect(self.searching.forget_queries)
        self.searching.message_wanted.connect(self.opening.show)
        self.searching.answered.connect(lambda page: self.noting.use_categories(page.own_categories))
        self.searching.counted.connect(self._show_counts)
        self.searching.outdated.connect(self.mailboxes.look)
        self.mailboxes.grew.connect(self.searching.refresh)
        self.mailboxes.changed.connect(self.state_changed)
        self.imports.ended.connect(self.selection.look)
        self.agenda.message_wanted.connect(self.opening.show_at)
        self.agenda.pane.left.connect(self.focus_list)
        self.noting.changed.connect(self.searching.refresh)
        self.judging.changed.connect(self.searching.refresh)
        self.reading.link_clicked.connect(lambda url: open_link(url, self))
        strip = self.reading.attachments
        strip.opened.connect(lambda number: self.attachments.open(self.opened, number, self))
        strip.previewed.connect(
            lambda number: self.attachments.preview(self.opened, number, self, self.theme.name)
        )
        strip.saved.connect(lambda number: self.attachments.save(self.opened, number, self))
        self.status.problems_wanted.connect(self.show_problems)
        self.opening.changed.connect(self.state_changed)
        for told in (
            self.noting.told,
            self.judging.told,
            self.attachments.told,
            self.agenda.told,
            self.print_job.progressed,
        ):
            told.connect(self.status.show_message)
        for part in (
            self.searching,
            self.mailboxes,
            self.opening,
            self.noting,
            self.judging,
            self.attachments,
            self.print_job,
            self.agenda,
        ):
            part.failed.connect(self.show_problem)

    @Slot(object)
    def _show_counts(self, page: Page) -> None:
        """What of an answer is not the list."""
        self.filters.show_counts(page)
        self.status.show_hits(page.total, page.milliseconds)
        self.state_changed.emit()

    @Slot(QPoint)
    def _choose_reference(self, place: QPoint) -> None:
        self.counting.choose(self.settings.terms_from, self.filters.reference, place)

    @Slot()
    def _show_what_prints(self) -> None:
        self.top_bar.show_what_prints(self.model.ticked_count, is_read=self.opened is not None)

    @Slot(QPoint)
    def _show_mailbox_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        names = ("choose_maps", "remove_export")
        menu.addActions([action for action in self.actions() if action.objectName() in names])
        menu.popup(place)

    @Slot(object)
    def show_problem(self, problem: Problem) -> None:
        self.status.show_message(self._words.sentence(problem))

    # What Qt calls

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.choosing.add([str(Path(path)) for path in paths])

    def closeEvent(self, event: QCloseEvent) -> None:
        geometry = self.saveGeometry().toHex().toStdString()
        self.settings = replace(self.settings, geometry=geometry)
        self.watching.close()
        self.choosing.close()
        self.attachments.close()
        self.imports.close()
        self.agenda.end()
        self.searcher.close()
        super().closeEvent(event)
