"""Completion in the search box: fields and their values while someone types, former queries where the box is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from reader.events import Completions
from reader.query.unfinished import Unfinished, quoted, unfinished
from reader.tokens import fold
from ui.query_words import (
    addressee_values,
    date_values,
    field_names,
    flag_values,
    kind_values,
    proposal_values,
)
from ui.suggestion_list import Suggestion
from ui.wording import count

if TYPE_CHECKING:
    from ui.search_box import SearchBox
    from ui.suggestion_list import SuggestionList
    from ui.worker import Searcher

_PAUSE_MS = 250  # before names of fields are offered: who types on means a word
_ASKED = {
    "sender",
    "to",
    "cc",
    "category",
    "suggested",
    "folder",
    "export",
}  # fields whose values the index knows
_MOST_BEFORE = 8  # former queries that are offered


class Completing(QObject):
    """Stands between the search box, the list below it and the searcher."""

    forget_wanted = Signal()  # the user clears the history

    def __init__(
        self,
        box: SearchBox,
        suggestions: SuggestionList,
        searcher: Searcher,
        language: Literal["nl", "en"],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._box = box
        self._list = suggestions
        self._searcher = searcher
        self._language = language
        self.before: tuple[str, ...] = ()  # former queries, the last one first
        self._waits = False  # for names from the index
        self._names_soon = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._names_soon.timeout.connect(self._offer_names)
        box.suggestions = suggestions
        box.textEdited.connect(self._look)
        box.returnPressed.connect(self._leave)
        box.history_wanted.connect(self.offer_history)
        box.taken.connect(self._take)
        suggestions.taken.connect(self._take)
        searcher.answered.connect(self._take_answer)

    @Slot()
    def offer_history(self) -> None:
        """The former queries, with the last one chosen, and a line that clears them; without any, on to the list."""
        if not self.before:
            self._box.left_downward.emit()
            return
        lines = [Suggestion(text, "", text) for text in self.before[:_MOST_BEFORE]]
        lines.append(Suggestion(self.tr("Clear search history"), "", "", "forget"))
        self._list.offer(lines, self._box)
        self._list.step(1)

    def _part(self) -> Unfinished | None:
        """What is being typed, where the cursor stands at its end."""
        text = self._box.text()
        return unfinished(text) if self._box.cursorPosition() == len(text) else None

    @Slot()
    def _look(self) -> None:
        """Offer what fits what is being typed now."""
        self._leave()
        part = self._part()
        if part is None or part.field is None:
            self._list.offer((), self._box)
            if part is not None:
                self._names_soon.start()
        elif part.field in _ASKED:
            self._waits = True
            self._searcher.ask("complete", part.field, part.typed)
        else:
            values = {
                "is": kind_values,
                "has": flag_values,
                "for": addressee_values,
                "proposal": proposal_values,
                "sent": date_values,
                "due": date_values,
            }
            known = values[part.field](self._language) if part.field in values else ()
            self._offer(part, [(value, meaning) for value, meaning in known if _begins(value, part.typed)])

    @Slot()
    def _leave(self) -> None:
        """Offer nothing more for what was typed: the user typed on, or searches for it."""
        self._waits = False
        self._names_soon.stop()

    @Slot()
    def _offer_names(self) -> None:
        part = self._part()
        if part is not None and part.field is None and len(part.typed) > 1 and self._box.hasFocus():
            names = field_names(self._language)
            self._offer(part, [(name, meaning) for name, meaning in names if _begins(name, part.typed)])

    @Slot(str, object)
    def _take_answer(self, call: str, value: object) -> None:
        part = self._part()
        if call in {"queries", "note_query", "forget_queries"} and isinstance(value, tuple):
            self.before = value
        elif isinstance(value, Completions) and part is not None and self._waits and self._box.hasFocus():
            names = [(quoted(name), count(number)) for name, number in value.names]
            self._offer(part, names if (part.field, part.typed) == (value.field, value.typed) else [])

    def _offer(self, part: Unfinished, values: list[tuple[str, str]]) -> None:
        head = self._box.text()[: part.start]
        lines = [
            Suggestion(value, meaning, head + value + ("" if value.endswith(":") else " "))
            for value, meaning in values
            if fold(value) != fold(part.typed)
        ]
        self._list.offer(lines, self._box)

    @Slot(object)
    def _take(self, suggestion: Suggestion) -> None:
        self._list.offer((), self._box)
        if suggestion.command:
            self.forget_wanted.emit()
            return
        self._box.setText(suggestion.query)
        if suggestion.query.endswith(":"):
            self._look()


def _begins(value: str, typed: str) -> bool:
    return fold(value).startswith(fold(typed))
