"""Why a query is not understood: said at once after Enter, and after a pause where it is still being typed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from ui.query_ends import wrong_value
from ui.wording import local

if TYPE_CHECKING:
    from reader.events import Search
    from reader.problems import Problem
    from reader.words import Words
    from ui.suggestion_list import SuggestionList

_PAUSE_MS = 700  # after the last key: until then a query may only look wrong because it is not finished


class Faults(QObject):
    """Holds a sentence back while someone types."""

    found = Signal(str)  # the sentence that is to be shown now

    def __init__(self, words: Words, suggestions: SuggestionList, parent: QObject) -> None:
        super().__init__(parent)
        self._words = words
        self._suggestions = suggestions
        self._sentence = ""  # what the searcher said of the query
        self._text = ""  # the query that it answered, with what is unfinished left out
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._soon.timeout.connect(self._tell)

    def forget(self) -> None:
        """A key was pressed: what was wrong may be right now."""
        self._soon.stop()

    def refused(self, search: Search, problem: Problem) -> None:
        """The searcher did not understand the query."""
        self._sentence, self._text = self._words.sentence(problem), ""
        if search.typing:
            self._soon.start()
        else:
            self._tell()

    def answered(self, search: Search) -> None:
        """The searcher left out what is unfinished at the end: after a pause that is looked at too."""
        self._sentence, self._text = "", search.text
        if search.typing:
            self._soon.start()

    @Slot()
    def _tell(self) -> None:
        """What is wrong, unless the user can still choose what the value at the end becomes."""
        if not self._sentence and not self._suggestions.offered:
            problem = wrong_value(self._text, local(datetime.now(UTC)).date())
            self._sentence = "" if problem is None else self._words.sentence(problem)
        if self._sentence:
            self.found.emit(self._sentence)
