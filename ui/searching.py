"""The search: from what is typed, ticked and sorted by to the rows of the list, and to the message that opens with them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from reader.errors import UNUSABLE
from reader.events import Page, Search
from reader.query import shorten
from reader.query.unfinished import closed
from ui.hit_model import question
from ui.query_ends import in_a_field, with_longer_words

if TYPE_CHECKING:
    from reader.events import CountFrom, Sort
    from reader.problems import Problem
    from ui.faults import Faults
    from ui.filter_pane import FilterPane
    from ui.hit_model import HitModel
    from ui.list_pane import ListPane
    from ui.search_box import SearchBox
    from ui.worker import Searcher

_LEAST_ROWS = 20  # of a first page: what is in sight, and a little more; the snippets cost most of a search
_OPEN_MS = 250  # after the last answer: a message that is passed by while someone types is not opened
_SHOWN = 60  # characters of a query


class Searching(QObject):
    """Stands between the search box, the filters, the searcher and the list."""

    message_wanted = Signal(str, str)  # the identifier of a message of the list, or "" for none; the query
    answered = Signal(Page)  # its rows are in the list
    counted = Signal(Page)  # the list is drawn: what else the page says can be shown
    outdated = Signal()  # the index changed since the list was filled
    failed = Signal(object)  # Problem

    def __init__(  # noqa: PLR0917 - what it connects
        self,
        searcher: Searcher,
        box: SearchBox,
        filters: FilterPane,
        pane: ListPane,
        model: HitModel,
        faults: Faults,
        search: Search,
        parent: QObject,
    ) -> None:
        """`search` is the first one: how to sort, and what terms count from."""
        super().__init__(parent)
        self.search = replace(search, limit=0)  # of each page as many rows as have room
        self.follows = True  # whether the message of the row that an answer makes current is opened
        self._searcher = searcher
        self._box = box
        self._filters = filters
        self._pane = pane
        self._model = model
        self._faults = faults
        self._page: Page | None = None  # whose counts are still to be shown
        self._filling = False  # whether an answer is being put in the list
        self._noted = ""  # the query that was noted last
        self._going_to = ""  # the message that the next answer is to make current; "" for the one that is
        self._going_in = self.search  # as long as this is asked: who asks something else goes nowhere
        self._open_soon = QTimer(self, singleShot=True, interval=_OPEN_MS)
        self._open_soon.timeout.connect(self._open_current)
        self._counts_soon = QTimer(self, singleShot=True, interval=0)
        self._counts_soon.timeout.connect(self._count)
        box.searched.connect(self._search_text)
        filters.changed.connect(self._search_filters)
        faults.found.connect(self._show_fault)
        pane.list.chosen.connect(self._choose)
        pane.suggestion_taken.connect(self.run)
        model.more_wanted.connect(self._ask_more)
        searcher.answered.connect(self._take_answer)
        searcher.refused.connect(self._take_refusal)

    @Slot(str)
    def run(self, text: str) -> None:
        """Search as if the user had typed this."""
        self._box.setText(text)
        self._box.setFocus(Qt.FocusReason.OtherFocusReason)

    def sort_by(self, sort: Sort) -> None:
        self.search = replace(self.search, sort=sort)
        self.ask()

    def count_from(self, count_from: CountFrom) -> None:
        """Have terms count from this."""
        self.search = replace(self.search, count_from=count_from)
        self.ask()

    def ask(self) -> None:
        """Search; the list begins at its top."""
        self._ask_list(self.search)

    @Slot()
    def refresh(self) -> None:
        """The index changed: the same question again, for the rows that are in sight."""
        if self.search == self._model.search:
            self._ask_list(replace(self.search, around=self._pane.in_sight))
        else:
            self.ask()

    def go_to(self, identity: str) -> None:
        """Make a message current, wherever in the list it stands; one that is not there gives way to the one that is current."""
        if identity and identity != self._pane.list.current_id():
            self._going_to, self._going_in = identity, self.search
            self._ask_list(self.search)

    @Slot()
    def forget_queries(self) -> None:
        self._noted = ""
        self._searcher.ask("forget_queries")

    @Slot(str, bool)
    def _search_text(self, text: str, typing: bool) -> None:  # noqa: FBT001 - a signal's argument
        self.search = replace(self.search, text=text if typing else closed(text), typing=typing)
        self._faults.forget()
        self.ask()

    @Slot()
    def _search_filters(self) -> None:
        self.search = replace(self.search, filters=self._filters.filters)
        self.ask()

    def _ask_list(self, search: Search) -> None:
        rows = max(_LEAST_ROWS, len(self._pane.list.rows_in_view) + 4)
        if self._going_in != self.search:
            self._going_to = ""
        if self._going_to:
            search = replace(search, around=(self._going_to,))
        self._searcher.forget("page")
        self._model.forget_asked()
        self._searcher.ask("search", replace(search, limit=rows))

    @Slot(int, int)
    def _ask_more(self, first: int, rows: int) -> None:
        self._searcher.ask("page", replace(self._model.search, offset=first, limit=rows, counts=False))

    @Slot(str, object)
    def _take_answer(self, call: str, value: object) -> None:
        if not isinstance(value, Page):
            return
        if call == "search":
            self._show(value)
        elif value.total != self._model.total:  # the index changed since, and its rows moved
            self.outdated.emit()
        else:
            self._model.fill(value)

    @Slot(str, object)
    def _take_refusal(self, call: str, problem: Problem) -> None:
        if problem.code in UNUSABLE:  # the index is mended, and then asked again
            return
        if call == "page":
            self._model.forget_asked()
        elif call == "search":
            self._faults.refused(self.search, problem)
        elif call in {"queries", "note_query", "forget_queries"}:
            self.failed.emit(problem)

    @Slot(str)
    def _show_fault(self, sentence: str) -> None:
        """Why the query is not understood; the last answer stays in the list."""
        self._box.show_problem(sentence)
        self._pane.show_notice(sentence)
        self._pane.show_hint("")

    def _note_query(self, text: str) -> None:
        """Keep a query that was really used: confirmed with Enter, or a message was opened from it."""
        text = text.strip()
        if text and text != self._noted:
            self._noted = text
            self._searcher.ask("note_query", text)

    def _show(self, page: Page) -> None:
        self._box.show_problem("")
        self._pane.show_notice("")
        self._pane.show_hint(self._hint(page))
        self._faults.answered(page.search)
        if not page.search.typing:
            self._note_query(page.search.text)
        longer = self._longer_words(page)
        self._filling = True
        if self._going_to in page.rows or question(page.search) == self._model.search:
            self._pane.show_again(page)
        else:
            self._pane.show_hits(page)
        self._filling = False
        if self._going_to in page.search.around:
            if self._going_to not in page.rows:
                self._open_soon.start()
            self._going_to = ""
        if not page.total:  # a message beside an empty list would look like a hit
            self._open_soon.stop()
            self._open("")
        self._pane.show_answer(page)
        if longer:
            self._pane.offer_longer_words(longer)
        else:
            self._pane.show_suggestion(page.suggestion, total=page.total)
        self._pane.list.viewport().repaint()  # the list first: who types waits for it, not for the counts
        self.answered.emit(page)
        self._page = page
        self._counts_soon.start()

    def _hint(self, page: Page) -> str:
        """How the query was taken, where it says that not itself."""
        text = page.search.text
        if not page.search.typing and text != self._box.text() and text == closed(self._box.text()):
            return self.tr("The second quotation mark is missing. Searched for: {query}").format(
                query=shorten(text, _SHOWN)
            )
        if page.names_only and not in_a_field(text):
            return self.tr("One or two letters: only in names and subjects.")
        return ""

    def _longer_words(self, page: Page) -> str:
        """What finds again what stood in the list while the last word was the beginning of a longer one; "" else."""
        typed = replace(question(page.search), typing=True)
        vanished = (
            not page.total and not page.search.typing and self._model.search == typed and self._model.total
        )
        return with_longer_words(page.search.text) if vanished else ""

    @Slot()
    def _count(self) -> None:
        """Of several answers the counts of the newest are shown."""
        assert self._page is not None
        page, self._page = self._page, None
        self.counted.emit(page)

    @Slot(str)
    def _choose(self, identity: str) -> None:
        """Open what the user goes to at once, and what an answer makes current when no other answer follows."""
        if self._filling:
            self._open_soon.start()
        else:
            self._open_soon.stop()
            self._open(identity)
            self._note_query(self._model.search.text)

    @Slot()
    def _open_current(self) -> None:
        if self.follows:
            self._open(self._pane.list.current_id())

    def _open(self, identity: str) -> None:
        self.message_wanted.emit(identity, self.search.text)
