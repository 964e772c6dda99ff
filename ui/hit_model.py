"""The result list as a Qt model: it has a row for each message that matches, and holds the hits that were looked at.

It runs no query.  The list says which rows it shows (`want`), `more_wanted` asks for the page that is missing, and
`fill` brings it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from reader.events import Search
from ui.nearness import further, nearness
from ui.wording import accessible_row, in_compounds, sender_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reader.events import Hit, Page
    from reader.note import Note

HIT_ROLE = Qt.ItemDataRole.UserRole + 1
PAGE = 50  # hits that are asked for at once
_MOST_HELD = 2_000  # hits: a list of 100,000 is scrolled through in bounded memory

_Index = QModelIndex | QPersistentModelIndex


class HitModel(QAbstractListModel):
    """Rows are messages that match.  Ticks are kept by message, so they survive every search."""

    more_wanted = Signal(int, int)  # first row and number of rows of a page that is missing
    filled = Signal(int, int)  # first and last row of a page that came
    ticked_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.search = Search()  # what the list answers
        self._hits: dict[int, Hit | None] = {}  # None for one that was forgotten before its page came
        self._total = 0
        self._divide = -1
        self._asked = range(0)  # the page that is on its way
        self._ticked: dict[str, None] = {}  # identifiers in the order of ticking
        self.marks_sample = False  # whether rows say that they are of the sample: others stand between them

    @property
    def ticked(self) -> tuple[str, ...]:
        """The selection: identifiers of messages, in the order in which they were ticked."""
        return tuple(self._ticked)

    @property
    def ticked_count(self) -> int:
        return len(self._ticked)

    @property
    def total(self) -> int:
        """Messages that match, whether their rows are here or not."""
        return self._total

    @property
    def divide(self) -> int:
        """The first row of those that have the words in compounds alone; -1 where there are none."""
        return self._divide

    def hit(self, row: int) -> Hit | None:
        """What a row shows; None where it is not here."""
        return self._hits.get(row)

    def row_of(self, identity: str) -> int:
        """The row of a message, or -1 where its row is not here."""
        return next((row for row, hit in self._hits.items() if hit is not None and hit.id == identity), -1)

    def show(self, page: Page) -> None:
        """Replace all rows by those of a new answer."""
        self.beginResetModel()
        self.search = question(page.search)
        self._hits, self._total = {}, page.total
        self._divide = page.direct if page.direct < page.total else -1
        self._hold(page)
        self.endResetModel()

    def fill(self, page: Page) -> None:
        """Hold a further page; one that answers another question, or another state of the index, is dropped."""
        self._asked = range(0)
        if question(page.search) == self.search and page.total == self._total:
            first, last = self._hold(page)
            if first <= last:
                self.dataChanged.emit(self.index(first), self.index(last))
                self.filled.emit(first, last)

    def want(self, rows: range) -> None:
        """Ask for what is missing of these rows, unless it is on its way."""
        missing = [row for row in rows if 0 <= row < self._total and row not in self._hits]
        if not missing or missing[0] in self._asked:
            return
        above = (
            rows.stop - 1 in self._hits
        )  # scrolled upwards: the page ends where the rows begin that are here
        first = max(0, missing[-1] + 1 - PAGE) if above else missing[0]
        self._asked = range(first, min(first + PAGE, self._total))
        self.more_wanted.emit(first, PAGE)

    def note(self, notes: Mapping[str, Note]) -> None:
        """Show what is noted about messages now, in the rows that are here."""
        for row, hit in self._hits.items():
            if hit is not None and hit.id in notes:
                self._hits[row] = replace(hit, note=notes[hit.id])
                self.dataChanged.emit(self.index(row), self.index(row))

    def forget_asked(self) -> None:
        """The page that was on its way does not come: something newer was asked."""
        self._asked = range(0)

    def tick(self, identities: Iterable[str], *, on: bool) -> None:
        """Tick or untick messages, also those whose rows are not here."""
        if on:
            self._ticked |= dict.fromkeys(identities)
        else:
            for identity in identities:
                self._ticked.pop(identity, None)
        if self._total:
            self.dataChanged.emit(
                self.index(0), self.index(self._total - 1), [Qt.ItemDataRole.CheckStateRole]
            )
        self.ticked_changed.emit()

    def toggle(self, identity: str) -> None:
        if identity:
            self.tick((identity,), on=identity not in self._ticked)

    # What Qt calls

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else self._total

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own
        hit = self.hit(index.row())
        if hit is None:
            return None
        if role == HIT_ROLE:
            return hit
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if hit.id in self._ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.subject
        if role == Qt.ItemDataRole.AccessibleTextRole:
            dates = ", ".join(filter(None, (*(near.whole for near in nearness(hit)), further(hit.further))))
            sender = sender_of(hit, marks_sample=self.marks_sample)
            words = accessible_row(hit, sender, dates, ticked=hit.id in self._ticked)
            return f"{in_compounds()}: {words}" if index.row() == self._divide else words
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: ANN401
        hit = self.hit(index.row())
        if hit is None or role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.tick((hit.id,), on=Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsUserCheckable
            | Qt.ItemFlag.ItemNeverHasChildren
        )

    def _hold(self, page: Page) -> tuple[int, int]:
        """Keep the hits of a page, and let go of those farthest from it; its first and last row."""
        self._asked = range(0)
        first = page.search.offset
        last = min(first + page.search.limit, self._total) - 1
        self._hits |= dict.fromkeys(range(first, last + 1)) | dict(enumerate(page.hits, first))
        if len(self._hits) > _MOST_HELD:
            nearest = sorted(self._hits, key=lambda row: abs(row - first))[: _MOST_HELD // 2]
            self._hits = {row: self._hits[row] for row in nearest}
        return first, last


def question(search: Search) -> Search:
    """What is asked, whichever page of it."""
    return replace(search, offset=0, limit=0, counts=True, around=())
