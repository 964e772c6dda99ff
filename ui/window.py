"""The main window: three panes, and the wires between them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPoint, QSize, QStandardPaths, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QMainWindow, QMenu, QMessageBox, QSplitter, QVBoxLayout, QWidget

from reader.errors import UNUSABLE
from reader.events import Page, Search
from reader.paths import SAMPLE
from reader.words import words
from ui.attachments import AttachmentKeeper
from ui.completing import Completing
from ui.faults import Faults
from ui.filter_pane import FilterPane
from ui.hit_model import HitModel, question
from ui.imports import Imports
from ui.links import open_link
from ui.list_pane import ListPane
from ui.map_choosing import MapChoosing
from ui.noting import Noting
from ui.opening import Opening
from ui.print_job import PrintJob
from ui.problem_list import ProblemList
from ui.query_card import QueryCard
from ui.query_ends import in_a_field, with_longer_words
from ui.reading_pane import ReadingPane
from ui.status_bar import StatusBar
from ui.suggestion_list import SuggestionList
from ui.theme import Theme, chosen_theme
from ui.top_bar import TopBar
from ui.watching import Watching
from ui.worker import Searcher

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent

    from reader.events import Opened, Sort, Summary
    from reader.library import Export
    from reader.paths import DataDir
    from reader.problems import Problem
    from reader.settings import Settings
    from reader.settings import Theme as ThemeChoice

_LEAST_ROWS = 20  # of a first page: what is in sight, and a little more; the snippets cost most of a search
_OPEN_MS = 250  # after the last answer: a message that is passed by while someone types is not opened


class MainWindow(QMainWindow):
    """Connects the panes with the searcher and the imports; decides nothing that a pane can."""

    state_changed = Signal()  # what can be done now may have changed: ticks, message, exports
    theme_changed = Signal(Theme)

    def __init__(self, data: DataDir, settings: Settings) -> None:
        super().__init__()
        self.data = data
        self.settings = settings
        self.theme = chosen_theme(settings.theme)
        self._words = words(settings.language)
        self._search = Search(sort=settings.sort, limit=0)  # of each page as many rows as have room
        self._page: Page | None = None  # whose counts are still to be shown
        self._exports: tuple[Export, ...] = ()
        self._filling = False  # whether an answer is being put in the list
        self._offer_sample = False  # until it is known whether anything is indexed
        self._mended = False  # whether the index was rebuilt, or that was tried
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
        self.noting = Noting(self.searcher, self.model, self.reading, settings.language, self)
        self._noted = ""  # the query that was noted last
        self.faults = Faults(self._words, self.suggestions, self)
        self._open_soon = QTimer(self, singleShot=True, interval=_OPEN_MS)
        self._counts_soon = QTimer(self, singleShot=True, interval=0)
        self._lay_out()
        self._connect()
        self.top_bar.search.setFocus()

    @property
    def exports(self) -> tuple[Export, ...]:
        return self._exports

    @property
    def opened(self) -> Opened | None:
        """The message that is shown."""
        return self.reading.opened

    def start(self, paths: Sequence[str]) -> None:
        """Show what is indexed, and add `paths`."""
        self._offer_sample = not paths and not self.settings.sample_removed
        self.searcher.ask("exports")
        self.searcher.ask("queries")
        self._ask()
        if paths:
            self.choosing.add(paths)
        self.watching.start()

    # What the user can do: each is a command of ui/commands.py

    def choose_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(
            self,
            self.tr("Add export"),
            _documents(),
            self.tr(
                "Mail exports (*.pst *.ost *.msg *.oft *.eml *.emlx *.mbox *.mbx *.zip *.gz *.txt *.md);;All files (*)"
            ),
        )
        if names:
            self.choosing.add(names)

    def choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Add folder"), _documents())
        if name:
            self.choosing.add([name])

    def remove_sample(self) -> None:
        self.settings = replace(self.settings, sample_removed=True)
        for export in self._exports:
            if export.sample:
                self.imports.forget(export.path)

    def choose_maps(self) -> None:
        """Ask again which maps of the current mailbox are read."""
        self.choosing.change(self.filters.current_export())

    def remove_export(self) -> None:
        """Take the current mailbox out of the index; the file itself is left alone."""
        path = self.filters.current_export()
        question = self.tr("Remove {path} from Griffielezer?\n\nThe file itself is not changed.").format(
            path=path
        )
        answer = QMessageBox.question(self, self.tr("Remove mailbox"), question)
        if answer == QMessageBox.StandardButton.Yes:
            self.imports.forget(path)

    def focus_search(self) -> None:
        self.top_bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.top_bar.search.selectAll()

    def explain_search(self) -> None:
        """The card with the query language; an example on it runs."""
        card = QueryCard(self)
        card.chosen.connect(self.run_query)
        card.left.connect(self.focus_search)
        card.show_below(self.top_bar.explain)

    @Slot(str)
    def run_query(self, text: str) -> None:
        """Search as if the user had typed this."""
        self.top_bar.search.setText(text)
        self.top_bar.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget_queries(self) -> None:
        self._noted = ""
        self.searcher.ask("forget_queries")

    def focus_filters(self) -> None:
        self.filters.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_list(self) -> None:
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
        self.reading.go_to_next_action()

    def previous_action(self) -> None:
        self.reading.go_to_previous_action()

    def go_back(self) -> None:
        """To the message that the shown one is attached to."""
        self.opening.go_back()

    def focus_attachments(self) -> None:
        """To the first attachment of the message that is shown."""
        self.reading.attachments.focus(0)

    def tick_message(self) -> None:
        self.model.toggle(self.list_pane.list.current_id())

    def tick_all(self) -> None:
        """Every message of the list; their identifiers come from the searcher, their rows do not."""
        self.searcher.ask("ids", self._search)

    def untick_all(self) -> None:
        self.model.tick(self.model.ticked, on=False)

    def sort_by(self, sort: Sort) -> None:
        self.settings = replace(self.settings, sort=sort)
        self.list_pane.show_sort(sort)
        self._ask()

    @property
    def noted_ids(self) -> tuple[str, ...]:
        """What a command notes something about: the selection, else the message that is shown."""
        return self.model.ticked or (() if self.opening.is_inside else self._shown_ids())

    def note_listed(self) -> None:
        self.noting.toggle_listed(self.noted_ids)

    def note_proposal(self) -> None:
        self.noting.choose_proposal(self.noted_ids, self._menu_place())

    def note_category(self) -> None:
        """Type a category for the message that is shown, or choose one for the selection."""
        if self.model.ticked:
            self.noting.choose_category(self.noted_ids, self._menu_place())
        else:
            self.reading.notes.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def preview_selection(self) -> None:
        self.print_job.preview(self.model.ticked or self._shown_ids(), self)

    def save_selection_as_pdf(self) -> None:
        self.print_job.save(self.model.ticked or self._shown_ids(), self)

    def zoom_in(self) -> None:
        self.reading.body.zoom(1)

    def zoom_out(self) -> None:
        self.reading.body.zoom(-1)

    def zoom_reset(self) -> None:
        self.reading.body.zoom(0)

    def use_theme(self, name: ThemeChoice) -> None:
        self.settings = replace(self.settings, theme=name)
        self.theme = chosen_theme(name)
        self.filters.set_theme(self.theme)
        self.list_pane.set_theme(self.theme)
        self.reading.theme = self.theme
        self.suggestions.theme = self.theme
        self.choosing.theme = self.theme
        self.theme_changed.emit(self.theme)
        self.opening.use_theme(self.theme.name)

    def show_problems(self) -> None:
        ProblemList(self.imports.problems, self._words, self).exec()

    def cancel_import(self) -> None:
        """Stop reading; what was not read yet is read on at the next start, or when its mailbox is added again."""
        self._mended = True
        self.imports.cancel()

    def close_window(self) -> None:
        self.close()

    # Wires

    def _lay_out(self) -> None:
        panes = QSplitter(Qt.Orientation.Horizontal)
        panes.setHandleWidth(1)
        panes.setChildrenCollapsible(False)
        for pane, stretch in ((self.filters, 0), (self.list_pane, 1), (self.reading, 2)):
            panes.addWidget(pane)
            panes.setStretchFactor(panes.count() - 1, stretch)
        self.filters.setMinimumWidth(180)
        self.list_pane.setMinimumWidth(280)
        self.reading.setMinimumWidth(320)
        panes.setSizes([232, 440, 768])
        centre = QWidget()
        layout = QVBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top_bar)
        layout.addWidget(panes, 1)
        self.setCentralWidget(centre)
        self.setStatusBar(self.status)
        # Tab goes the way a reader does: box, filters, list, message.
        self.setTabOrder(self.top_bar.search, self.filters)
        self.setTabOrder(self.filters, self.list_pane.list)

    def _connect(self) -> None:
        self.top_bar.search.searched.connect(self._search_text)
        self.top_bar.search.left_downward.connect(self.focus_list)
        self.filters.changed.connect(self._search_filters)
        self.filters.currentItemChanged.connect(self.state_changed)
        self.filters.menu_wanted.connect(self._show_mailbox_menu)
        self.list_pane.list.chosen.connect(self._choose)
        self.list_pane.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list_pane.list.customContextMenuRequested.connect(self._show_row_menu)
        self.noting.changed.connect(self._refresh)
        self.noting.failed.connect(self.show_problem)
        self.noting.told.connect(self.status.show_message)
        self.list_pane.list.all_wanted.connect(self.tick_all)
        self.list_pane.list.entered.connect(self.focus_message)
        self.list_pane.sort_chosen.connect(self.sort_by)
        self.list_pane.suggestion_taken.connect(self.run_query)
        self.list_pane.add_wanted.connect(self.choose_files)
        self.list_pane.remove_sample_wanted.connect(self.remove_sample)
        self.model.more_wanted.connect(self._ask_more)
        self.model.ticked_changed.connect(self._show_ticked)
        self.completing.forget_wanted.connect(self.forget_queries)
        self.faults.found.connect(self._show_fault)
        self._open_soon.timeout.connect(lambda: self._open(self.list_pane.list.current_id()))
        self._counts_soon.timeout.connect(self._show_counts)
        self.searcher.answered.connect(self._take_answer)
        self.searcher.refused.connect(self._take_refusal)
        self.reading.link_clicked.connect(lambda url: open_link(url, self))
        self.choosing.chosen.connect(self.imports.add)
        self.choosing.failed.connect(self.show_problem)
        self.choosing.nothing_to_choose.connect(
            lambda: self.status.show_message(self.tr("This mailbox has no folders to choose from."))
        )
        strip = self.reading.attachments
        strip.opened.connect(lambda number: self.attachments.open(self.opened, number, self))
        strip.previewed.connect(
            lambda number: self.attachments.preview(self.opened, number, self, self.theme.name)
        )
        strip.saved.connect(lambda number: self.attachments.save(self.opened, number, self))
        self.imports.progressed.connect(self.status.show_progress)
        self.imports.grew.connect(self._refresh)
        self.imports.ended.connect(self._import_ended)
        self.imports.refreshed.connect(self._show_news)
        self.watching.changed.connect(self.imports.refresh)
        self.imports.running_changed.connect(self._import_running)
        self.status.cancel_wanted.connect(self.cancel_import)
        self.status.problems_wanted.connect(self.show_problems)
        self.print_job.failed.connect(self.show_problem)
        self.print_job.progressed.connect(self.status.show_message)
        self.attachments.failed.connect(self.show_problem)
        self.attachments.told.connect(self.status.show_message)
        self.opening.changed.connect(self.state_changed)
        self.opening.failed.connect(self.show_problem)

    @Slot(str, bool)
    def _search_text(self, text: str, typing: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._search = replace(self._search, text=text, typing=typing)
        self.faults.forget()
        self._ask()

    @Slot()
    def _search_filters(self) -> None:
        self._search = replace(self._search, filters=self.filters.filters)
        self._ask()

    def _ask(self) -> None:
        self._search = replace(self._search, sort=self.settings.sort)
        self._ask_list(self._search)

    def _ask_list(self, search: Search) -> None:
        rows = max(_LEAST_ROWS, len(self.list_pane.list.rows_in_view) + 4)
        self.searcher.forget("page")
        self.model.forget_asked()
        self.searcher.ask("search", replace(search, limit=rows))

    @Slot(int, int)
    def _ask_more(self, first: int, rows: int) -> None:
        self.searcher.ask("page", replace(self.model.search, offset=first, limit=rows, counts=False))

    @Slot()
    def _refresh(self) -> None:
        """The index changed: the same question again, for the rows that are in sight."""
        self.searcher.ask("exports")
        if self._search == self.model.search:
            self._ask_list(replace(self._search, around=self.list_pane.in_sight))
        else:
            self._ask()

    @Slot(str, object)
    def _take_answer(self, call: str, value: object) -> None:
        if isinstance(value, Page):
            if call == "search":
                self._show_page(value)
            elif value.total != self.model.total:  # the index changed since, and its rows moved
                self._refresh()
            else:
                self.model.fill(value)
        elif call == "ids":
            self.model.tick(value, on=True)  # type: ignore[arg-type] # the answer to `Desk.ids`
        elif call == "known":
            self.model.tick(tuple(set(self.model.ticked).difference(value)), on=False)  # type: ignore[arg-type] # identifiers
        elif call == "exports":
            self._show_exports(value)  # type: ignore[arg-type] # the answer to `Desk.exports`

    @Slot(str, object)
    def _take_refusal(self, call: str, problem: Problem) -> None:
        if problem.code in UNUSABLE:
            self.show_problem(problem)
            self._mend()
        elif call == "page":
            self.model.forget_asked()
        elif call == "search":
            self.faults.refused(self._search, problem)
        elif call in {"exports", "queries", "note_query", "forget_queries"}:
            self.show_problem(problem)

    @Slot(str)
    def _show_fault(self, sentence: str) -> None:
        """Why the query is not understood; the last answer stays in the list."""
        self.top_bar.search.show_problem(sentence)
        self.list_pane.show_notice(sentence)
        self.list_pane.show_hint("")

    def _note_query(self, text: str) -> None:
        """Keep a query that was really used: confirmed with Enter, or a message was opened from it."""
        text = text.strip()
        if text and text != self._noted:
            self._noted = text
            self.searcher.ask("note_query", text)

    def _mend(self) -> None:
        """Rebuild the index, once: where that fails too, trying again would go on for ever."""
        if not self._mended and not self.imports.running:
            self._mended = True
            self.imports.rebuild()

    def _show_page(self, page: Page) -> None:
        self.top_bar.search.show_problem("")
        self.list_pane.show_notice("")
        self.list_pane.show_hint(
            self.tr("One or two letters: only in names and subjects.")
            if page.names_only and not in_a_field(page.search.text)
            else ""
        )
        self.faults.answered(page.search)
        if not page.search.typing:
            self._note_query(page.search.text)
        longer = self._longer_words(page)
        self._filling = True
        if question(page.search) == self.model.search:
            self.list_pane.show_again(page)
        else:
            self.list_pane.show_hits(page)
        self._filling = False
        if not page.total:  # a message beside an empty list would look like a hit
            self._open_soon.stop()
            self._open("")
        self.list_pane.show_answer(page)
        if longer:
            self.list_pane.offer_longer_words(longer)
        else:
            self.list_pane.show_suggestion(page.suggestion, total=page.total)
        self.list_pane.list.viewport().repaint()  # the list first: who types waits for it, not for the counts
        self.noting.use_categories(page.own_categories)
        self._page = page
        self._counts_soon.start()

    def _longer_words(self, page: Page) -> str:
        """What finds again what stood in the list while the last word was the beginning of a longer one; "" else."""
        typed = replace(question(page.search), typing=True)
        vanished = (
            not page.total and not page.search.typing and self.model.search == typed and self.model.total
        )
        return with_longer_words(page.search.text) if vanished else ""

    @Slot()
    def _show_counts(self) -> None:
        """What of the newest page is not the list."""
        assert self._page is not None
        page, self._page = self._page, None
        self.filters.show_counts(page.facets, page.everything)
        self.status.show_hits(page.total, page.milliseconds)
        self.state_changed.emit()

    def _show_exports(self, exports: tuple[Export, ...]) -> None:
        self._exports = exports
        if any(export.unread for export in exports):
            self._mend()
        if self._offer_sample and not exports:
            self.imports.add([str(SAMPLE)], sample=True)
        self._offer_sample = False
        self.filters.set_exports(tuple((export.path, export.sample) for export in exports))
        self.list_pane.show_sample(present=any(export.sample for export in exports))
        self.state_changed.emit()

    @Slot()
    def _show_ticked(self) -> None:
        self.top_bar.show_ticked(self.model.ticked_count)
        self.state_changed.emit()

    @Slot(QPoint)
    def _show_mailbox_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        names = ("choose_maps", "remove_export")
        menu.addActions([action for action in self.actions() if action.objectName() in names])
        menu.popup(place)

    @Slot(QPoint)
    def _show_row_menu(self, place: QPoint) -> None:
        """What can be noted about the current row; where that is ticked, about all that are."""
        rows = self.list_pane.list
        current = rows.current_id()
        if current:
            ids = self.model.ticked if current in self.model.ticked else (current,)
            row = rows.visualRect(rows.currentIndex())
            inside = place if row.contains(place) else row.center()  # the key for menus knows no place
            self.noting.choose(ids, rows.viewport().mapToGlobal(inside))

    @Slot(str)
    def _choose(self, identity: str) -> None:
        """Open what the user goes to at once, and what an answer makes current when no other answer follows."""
        if self._filling:
            self._open_soon.start()
        else:
            self._open_soon.stop()
            self._open(identity)
            self._note_query(self.model.search.text)

    def _open(self, identity: str) -> None:
        self.opening.show(identity, self._search.text)

    def _menu_place(self) -> QPoint:
        """Where a menu about the selection, or the message that is shown, begins."""
        rows = self.list_pane.list
        row = rows.visualRect(rows.currentIndex()) & rows.viewport().rect()
        return rows.viewport().mapToGlobal(row.center())

    def _shown_ids(self) -> tuple[str, ...]:
        return (self.opened.id,) if self.opened else ()

    @Slot(object)
    def _import_ended(self, summary: Summary | None) -> None:
        self.status.show_summary(summary, len(self.imports.problems))
        if self.model.ticked:  # a mailbox that was taken away takes its messages out of the selection
            self.searcher.ask("known", self.model.ticked)
        if summary is None and self.imports.problems:  # it was stopped, and this is why
            self.show_problem(self.imports.problems[-1])
        self._refresh()

    @Slot(object)
    def _show_news(self, summary: Summary) -> None:
        """What came in by itself."""
        if summary.added:
            self.status.show_news(summary.added)
        self._refresh()

    @Slot(bool)
    def _import_running(self, running: bool) -> None:  # noqa: FBT001 - a signal's argument
        if not running:
            self.status.end_progress()
        self.list_pane.show_importing(importing=running)
        self.state_changed.emit()

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
        self.searcher.close()
        super().closeEvent(event)


def _documents() -> str:
    """Where users keep their files: a dialog begins there."""
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
