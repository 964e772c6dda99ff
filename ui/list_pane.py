"""The middle pane: a head with counts and sort order, notices, and the result list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.elided_label import ElidedLabel
from ui.empty_list import EmptyList, suggestion_button
from ui.hit_list import HitList
from ui.wording import count
from ui.zoom import px

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QResizeEvent

    from reader.events import Page, Sort
    from ui.hit_model import HitModel
    from ui.theme import Theme

_NARROW = 300  # pixels at 100 %
_PATIENCE_MS = 400  # an empty list that is filled sooner needs no words


class ListPane(QWidget):
    """Tells why the list is empty, when it is."""

    sort_chosen = Signal(str)
    add_wanted = Signal()
    remove_sample_wanted = Signal()
    suggestion_taken = Signal(str)  # the query put right

    def __init__(self, model: HitModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ListPane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._model = model
        self._answer: Page | None = None  # the last one
        self._sorted: Sort = "date"
        self._importing = False
        self.list = HitList(model, theme)
        self._counts = ElidedLabel()
        self._counts.setObjectName("Counts")
        model.ticked_changed.connect(self._show_counts)
        self._sort = self._sort_button()
        self.show_sort("date")

        self.agenda = QToolButton()
        self.agenda.setProperty("flat", True)
        self._notice = _Notice()
        self._notice.setProperty("urgent", True)
        self._sample = _Notice()
        self._sample.set_text(self.tr("These messages are made up."))
        self._sample.add_button(self.tr("Remove")).clicked.connect(self.remove_sample_wanted)
        self._hint = QLabel()
        self._hint.setObjectName("Hint")
        self._hint.setWordWrap(True)
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        self._empty = EmptyList()
        self._empty.add.clicked.connect(self.add_wanted)
        self._suggested = ""
        self._suggestion = suggestion_button()
        for button in (self._suggestion, self._empty.suggestion):
            button.clicked.connect(lambda: self.suggestion_taken.emit(self._suggested))
        self._pages = QStackedWidget()
        self._pages.addWidget(self.list)
        self._pages.addWidget(self._empty)
        self._waiting = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._waiting.timeout.connect(self._say_that_it_starts)
        self._waiting.start()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 1, 0)
        layout.setSpacing(0)
        for widget in (self._head(), self._hint, self._sample, self._notice, self._suggestion):
            layout.addWidget(widget)
        layout.addWidget(self._pages, 1)
        for widget in (self._hint, self._notice, self._sample, self._suggestion):
            widget.hide()

    def use(self, agenda: QAction) -> None:
        """Let the button do what this command does, and be grey when it is."""
        self.agenda.setText(self.tr("Agenda"))
        self.agenda.setToolTip(f"{agenda.text().replace('&', '')} ({agenda.shortcut().toString()})")
        self.agenda.clicked.connect(agenda.trigger)
        agenda.enabledChanged.connect(self.agenda.setEnabled)
        self.agenda.setEnabled(agenda.isEnabled())

    def set_theme(self, theme: Theme) -> None:
        self.list.set_theme(theme)

    def _head(self) -> QWidget:
        head = QWidget()
        head.setObjectName("ListHead")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QHBoxLayout(head)
        layout.setContentsMargins(14, 2, 8, 2)
        layout.setSpacing(0)
        layout.addWidget(self._counts, 1)
        layout.addWidget(self.agenda)
        layout.addWidget(self._sort)
        return head

    def _sort_button(self) -> QToolButton:
        button = QToolButton()
        button.setProperty("flat", True)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setAccessibleName(self.tr("Sort order"))
        menu = QMenu(button)
        menu.addAction(self.tr("Newest first"), lambda: self.sort_chosen.emit("date"))
        menu.addAction(self.tr("Best match first"), lambda: self.sort_chosen.emit("relevance"))
        button.setMenu(menu)
        return button

    def show_sort(self, sort: Sort) -> None:
        self._sorted = sort
        self._name_sort()

    def _name_sort(self) -> None:
        """In full where the head of the list has room."""
        newest = self._sorted == "date"
        text = self.tr("Newest first") if newest else self.tr("Best match first")
        short = self.tr("Newest") if newest else self.tr("Best")
        narrow = self.width() < px(_NARROW, self._sort.font())
        self._sort.setText(f"{short if narrow else text} ▾")
        self._sort.setToolTip(text if narrow else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._name_sort()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._name_sort()

    def show_sample(self, *, alone: bool, among_others: bool) -> None:
        """Say that messages are made up: above the list where all are, else in their rows."""
        self._sample.setVisible(alone)
        self.list.mark_sample(on=among_others)

    def show_notice(self, sentence: str) -> None:
        """One sentence above the list, such as why the query is not understood; "" takes it away."""
        self._notice.set_text(sentence)
        self._notice.setVisible(bool(sentence))

    def show_hint(self, sentence: str) -> None:
        """One quiet line below the search box; "" takes it away."""
        self._hint.setText(sentence)
        self._hint.setVisible(bool(sentence))

    def show_suggestion(self, query: str, *, total: int) -> None:
        """Ask whether this was meant, in the empty list or above it; "" asks nothing."""
        self._offer(query, self.tr("Did you mean: {query}?").format(query=query), total=total)

    def offer_longer_words(self, query: str) -> None:
        """In the empty list: what was in it until the user pressed Enter."""
        self._offer(query, self.tr("Also search in longer words: {query}").format(query=query), total=0)

    def _offer(self, query: str, text: str, *, total: int) -> None:
        self._suggested = query
        for button, shown in ((self._suggestion, total > 0), (self._empty.suggestion, not total)):
            button.setText(text.replace("&", "&&"))
            button.setVisible(bool(query) and shown)

    def show_importing(self, *, importing: bool) -> None:
        """Reading began or ended: why the list is empty is another reason then."""
        self._importing = importing
        if self._answer is not None and not self._answer.total:
            self.show_answer(self._answer)

    def show_answer(self, page: Page) -> None:
        """The list and its counts, or the reason why it is empty."""
        self._waiting.stop()
        self._answer = page
        self._pages.setCurrentWidget(self.list if page.total else self._empty)
        self._empty.explain(page, importing=self._importing)
        self._show_counts()

    @Slot()
    def _show_counts(self) -> None:
        parts, short = [self.tr("%n message(s)", "", self._model.total)], count(self._model.total)
        if self._model.ticked_count:
            parts.append(self.tr("%n selected", "", self._model.ticked_count))
            short = f"{short}, {count(self._model.ticked_count)} ✓"
        self._counts.setText(", ".join(parts), short)

    def _say_that_it_starts(self) -> None:
        self._pages.setCurrentWidget(self._empty)
        self._empty.explain_start()

    def show_hits(self, page: Page) -> None:
        """The list of a new question, from its top; the current message stays current where the page has it."""
        current = self.list.current_id()
        self._model.show(page)
        self.list.lay_out_again()
        self.list.verticalScrollBar().setValue(0)
        self._make_current(max(0, self._model.row_of(current)))

    @property
    def in_sight(self) -> tuple[str, ...]:
        """Messages by which `show_again` finds the place: the current one if it is in sight, and those that are."""
        rows = list(self.list.rows_shown)
        current = self.list.currentIndex().row()
        if current in rows:
            rows.insert(0, current)
        ids = [hit.id for row in rows if (hit := self._model.hit(row)) is not None]
        return tuple(dict.fromkeys([*ids, self.list.current_id()] if self.list.current_id() else ids))

    def show_again(self, page: Page) -> None:
        """The same question again: what was in sight stays at its height.

        The current message stays current, unless the question was asked round others: then it is the first of those.
        """
        scroll, was_read, around = self.list.verticalScrollBar(), self.list.current_id(), page.search.around
        current = was_read if was_read in around or not around else around[0]
        was_current = self.list.currentIndex().row()
        stays, now = next(
            ((was, row) for one, row in page.rows.items() if (was := self._model.row_of(one)) >= 0), (0, 0)
        )
        height = self.list.top_of(stays) - scroll.value()
        self._model.show(page)
        self.list.lay_out_again()
        scroll.setValue(self.list.top_of(now) - height)
        row = page.rows.get(current, -1)
        # In the place of one that was taken away comes the one that now stands there.
        self._make_current(row if row >= 0 else max(0, was_current + now - stays), scroll=current != was_read)

    def _make_current(self, row: int, *, scroll: bool = True) -> None:
        index = self._model.index(min(row, self._model.total - 1))
        self.list.setAutoScroll(scroll)
        self.list.setCurrentIndex(index)
        self.list.setAutoScroll(True)


class _Notice(QFrame):
    """A line of text above the list, with at most one button."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("Notice")
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(14, 6, 8, 6)
        self._layout.addWidget(self._text, 1)

    def set_text(self, text: str) -> None:
        self._text.setText(text)

    def add_button(self, text: str) -> QPushButton:
        button = QPushButton(text)
        self._layout.addWidget(button)
        return button
