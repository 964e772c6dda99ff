"""The filters at the left: mailboxes and folders, action items, for whom and by when, attachments, categories, years.

One tree: a row is either the current mailbox (one at a time) or a tick box.  Counts follow the
query; a row stays while that does, even when a filter leaves nothing of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from reader.actions.action import KINDS
from reader.due import TERMS
from reader.events import Facets, Filters
from reader.note import PROPOSALS
from reader.suggested import suggested_name
from reader.words import words
from ui.hit_list import draw_box
from ui.theme import Theme, chip_colours
from ui.two_lines import in_two
from ui.wording import (
    ADDRESSEES,
    addressee_name,
    count,
    counted_from,
    kind_name,
    term_days,
    term_name,
    tooltip,
)
from ui.zoom import px

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QResizeEvent

    from reader.events import Page, Reference

_Index = QModelIndex | QPersistentModelIndex
_ROW_ROLE = Qt.ItemDataRole.UserRole + 1
_MOST_YEARS = 30
_SMALL = 12  # pixels
_GAP = 8  # between what stands in a row, and at its ends
_WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True, slots=True)
class _Row:
    """What one row of the tree stands for."""

    group: str  # "exports", "folders", "everything", "reference", or a field of Filters; "" for a heading
    value: str | tuple[str, str] | bool = ""
    text: str = ""
    count: int | None = None
    on: bool = False
    colour: str = ""  # of the dot before a category
    depth: int = 0  # of a folder: how far it is set in
    own: bool = False  # a category of the user's: a ring in place of the dot
    tip: str = ""  # what its text leaves open

    @property
    def key(self) -> tuple[object, ...]:
        return (self.group, self.value) if self.group else ("", self.text)

    @property
    def has_box(self) -> bool:
        return self.group not in {"", "everything", "exports", "folders", "reference"}


class FilterPane(QTreeWidget):
    """Ticks and counts; `filters` is what they amount to."""

    changed = Signal()
    menu_wanted = Signal(QPoint)  # for the current mailbox, at a place on the screen
    reference_wanted = Signal(QPoint)  # the user wants terms to count from another day

    def __init__(self, theme: Theme, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Filters")
        self.setAccessibleName(self.tr("Filters"))
        self.theme = theme
        self._language = language
        self._words = words(language)
        self.filters = Filters()
        self._facets = Facets()
        self._asked = (
            "",
            False,
        )  # the words of the search whose counts are shown, and whether the last one is being typed
        self._known = Facets()  # the widest counts for those words: which rows there are, and in which order
        self._exports: tuple[tuple[str, bool], ...] = ()
        self._everything = 0
        self.reference: Reference | None = None  # the day that terms count from
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_FilterDelegate(self))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_for_menu)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self._rebuild()

    def set_exports(self, exports: tuple[tuple[str, bool], ...]) -> None:
        """The exports that were added, each with whether it is the sample."""
        self._exports = exports
        known = {path for path, _ in exports}
        kept = replace(
            self.filters,
            exports=frozenset(self.filters.exports & known),
            folders=frozenset(pair for pair in self.filters.folders if pair[0] in known),
        )
        self._rebuild()
        self._use(kept)

    def show_counts(self, page: Page) -> None:
        """New counts for the same rows, and rows for what is new.

        While the words of the search stay as they are, what a filter leaves nothing of keeps its row, and each its place: who
        ticks one and then the next finds it where it was.
        """
        asked = page.search.text, page.search.typing
        narrowed = asked == self._asked and page.search.filters != Filters()
        self._asked = asked
        self._known = _joined(self._known, page.facets) if narrowed else page.facets
        self._facets, self._everything, self.reference = page.facets, page.everything, page.reference
        self._rebuild()

    def clear_filters(self) -> None:
        self._use(Filters())

    def current_export(self) -> str:
        """The export that the current row belongs to; "" for none."""
        row = self._row_of(self.currentItem())
        if row is None:
            return ""
        if row.group == "exports":
            return str(row.value)
        return row.value[0] if row.group == "folders" and isinstance(row.value, tuple) else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._press(self.currentItem())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._press(self.itemAt(event.position().toPoint()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # a sentence may take a line more or less

    def _press(self, item: QTreeWidgetItem | None) -> None:
        row = self._row_of(item)
        if item is None or row is None or not row.group:
            return
        if row.group == "reference":
            self.reference_wanted.emit(self.viewport().mapToGlobal(self.visualItemRect(item).bottomLeft()))
            return
        if row.group == "everything":
            self._use(replace(self.filters, exports=frozenset(), folders=frozenset()))
        elif row.group == "exports":
            self._use(replace(self.filters, exports=frozenset({str(row.value)}), folders=frozenset()))
        elif row.group == "folders":
            assert isinstance(row.value, tuple)
            self._use(replace(self.filters, exports=frozenset(), folders=frozenset({row.value})))
        else:
            now = getattr(self.filters, row.group)
            changed: dict[str, Any] = {row.group: not now if isinstance(now, bool) else now ^ {row.value}}
            self._use(replace(self.filters, **changed))

    def _use(self, filters: Filters) -> None:
        if filters != self.filters:
            self.filters = filters
            self._rebuild()
            self.changed.emit()

    def _rebuild(self) -> None:
        """Bring the tree to `_rows()`, keeping the items, the current one and the scroll position."""
        rows = list(self._rows())
        current = self._row_of(self.currentItem())
        while self.topLevelItemCount() > len(rows):
            self.takeTopLevelItem(self.topLevelItemCount() - 1)
        for number, row in enumerate(rows):
            item = self.topLevelItem(number)
            if item is None:
                item = QTreeWidgetItem()
                self.addTopLevelItem(item)
            if item.data(0, _ROW_ROLE) != row:
                self._fill(item, row)
            if current is not None and row.key == current.key and item is not self.currentItem():
                self.setCurrentItem(item)

    def _fill(self, item: QTreeWidgetItem, row: _Row) -> None:
        item.setData(0, _ROW_ROLE, row)
        item.setToolTip(0, tooltip(_whole_name(row)))
        item.setFlags(
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if row.group else Qt.ItemFlag.NoItemFlags
        )
        state = ""
        if row.group == "reference":
            state = self.tr("change")
        elif row.group:
            state = self.tr("on") if row.on else self.tr("off")
        number = "" if row.count is None else count(row.count)
        item.setData(
            0,
            Qt.ItemDataRole.AccessibleTextRole,
            ", ".join(
                part for part in (self.tr("own category") if row.own else "", row.text, number, state) if part
            ),
        )
        item.setText(0, row.text)

    def _rows(self) -> Iterable[_Row]:
        facets, known, filters = self._facets, self._known, self.filters
        if not self._exports:
            return
        yield _Row("", text=self.tr("Mailboxes"))
        chosen = bool(filters.exports or filters.folders)
        yield _Row("everything", "", self.tr("All messages"), self._everything, on=not chosen)
        for path, sample in self._exports:
            yield from self._export_rows(path, sample=sample)
        yield _Row("", text=self.tr("Action items"))
        yield _Row("actions", True, self.tr("With action item"), facets.actions, filters.actions)
        for kind in KINDS:
            if known.kind.get(kind) or kind in filters.kinds:
                on = kind in filters.kinds
                yield _Row("kinds", kind, kind_name(kind), facets.kind.get(kind, 0), on)
        yield from self._addressee_rows()
        yield from self._term_rows()
        yield from self._noted_rows()
        yield from self._category_rows()
        yield from self._suggested_rows()
        yield _Row("", text=self.tr("Attachments"))
        yield _Row("attachments", True, self.tr("With attachment"), facets.attachments, filters.attachments)
        years = sorted(set(known.year) | filters.years, reverse=True)[:_MOST_YEARS]
        if years:
            yield _Row("", text=self.tr("Year"))
        for year in years:
            text = year or self.tr("Date unknown")
            yield _Row("years", year, text, facets.year.get(year, 0), year in filters.years)

    def _addressee_rows(self) -> Iterable[_Row]:
        facets, filters = self._facets, self.filters
        shown = [one for one in ADDRESSEES if self._known.addressee.get(one) or one in filters.addressees]
        if shown:
            yield _Row("", text=self.tr("For whom"))
        for one in shown:
            number, on = facets.addressee.get(one, 0), one in filters.addressees
            yield _Row("addressees", one, addressee_name(one), number, on)

    def _term_rows(self) -> Iterable[_Row]:
        """By when, and from which day that counts: an old export has nothing that is due this week of ours."""
        facets, filters = self._facets, self.filters
        shown = [term for term in TERMS if self._known.term.get(term) or term in filters.terms]
        if not shown:
            return
        yield _Row("", text=self.tr("Term"))
        for term in shown:
            days = term_days(term, self.reference.day) if self.reference else ""
            number, on = facets.term.get(term, 0), term in filters.terms
            yield _Row("terms", term, term_name(term), number, on, tip=days)
        if self.reference is not None:
            yield _Row("reference", text=counted_from(self.reference))

    def _suggested_rows(self) -> Iterable[_Row]:
        """Categories that the texts suggest, apart from those that someone gave."""
        known, filters = self._known.suggested, self.filters
        shown = [(suggested_name(one, self._language), one) for one in set(known) | filters.suggested]
        if shown:
            yield _Row("", text=self.tr("Suggested"))
        for name, one in sorted(shown, key=lambda row: (-known.get(row[1], 0), row[0])):
            number, on = self._facets.suggested.get(one, 0), one in filters.suggested
            yield _Row("suggested", one, name, number, on)

    def _category_rows(self) -> Iterable[_Row]:
        """The user's own categories, then those of the senders."""
        facets, known, filters = self._facets, self._known, self.filters
        names = (set(known.category) | filters.categories) - {""}
        none = known.uncategorised or "" in filters.categories
        own = set(known.own_category) | filters.own_categories
        if names or none or own:
            yield _Row("", text=self.tr("Categories"))
        for name in sorted(own, key=lambda name: (-known.own_category.get(name, 0), name.casefold())):
            number, on = facets.own_category.get(name, 0), name in filters.own_categories
            yield _Row("own_categories", name, name, number, on, self.theme.soft, own=True)
        for name in sorted(names, key=lambda name: (-known.category.get(name, 0), name.casefold())):
            colour = chip_colours(self.theme, name)[1]
            yield _Row(
                "categories", name, name, facets.category.get(name, 0), name in filters.categories, colour
            )
        if none:
            yield _Row(
                "categories", "", self.tr("No category"), facets.uncategorised, "" in filters.categories
            )

    def _noted_rows(self) -> Iterable[_Row]:
        """The lijst ingekomen stukken, and what is proposed to do with what stands on it."""
        facets, filters = self._facets, self.filters
        yield _Row("", text=self.tr("Incoming documents"))
        yield _Row("listed", True, self.tr("On the list"), facets.listed, filters.listed)
        keys = set(self._known.proposal) | filters.proposals
        known = [key for key in ("", *PROPOSALS) if key in keys]
        for key in (*known, *sorted(keys - set(known))):
            text = self._words.proposal(key) or self.tr("still without proposal")
            on = key in filters.proposals
            yield _Row("proposals", key, text, facets.proposal.get(key, 0), on)

    def _export_rows(self, path: str, *, sample: bool) -> Iterable[_Row]:
        facets, filters = self._facets, self.filters
        name = self.tr("Sample mailbox") if sample else PurePath(path).name or path
        yield _Row("exports", path, name, facets.export.get(path, 0), path in filters.exports)
        folders = {folder: number for (export, folder), number in facets.folder.items() if export == path}
        known = {folder for export, folder in self._known.folder if export == path}
        shown = known | {folder for export, folder in filters.folders if export == path}
        for folder in sorted(shown - {""}, key=str.casefold):
            above = [other for other in shown if folder.startswith(f"{other}/")]
            name = folder.removeprefix(f"{max(above, key=len)}/") if above else folder
            on = (path, folder) in filters.folders
            yield _Row("folders", (path, folder), name, folders.get(folder, 0), on, depth=1 + len(above))

    def _row_of(self, item: QTreeWidgetItem | None) -> _Row | None:
        return item.data(0, _ROW_ROLE) if item is not None else None

    def _ask_for_menu(self, place: QPoint) -> None:
        if self.current_export():
            self.menu_wanted.emit(self.viewport().mapToGlobal(place))


def _joined(known: Facets, facets: Facets) -> Facets:
    """Of each count the greater one; the user's own categories may have gone, so they are as they are now."""
    joined: dict[str, Any] = {}
    for name in (one.name for one in fields(Facets)):
        before, now = getattr(known, name), getattr(facets, name)
        joined[name] = (
            {value: max(before.get(value, 0), now.get(value, 0)) for value in {**before, **now}}
            if isinstance(now, Mapping)
            else max(before, now)
        )
    return replace(Facets(**joined), own_category=facets.own_category)


def _whole_name(row: _Row) -> str:
    """What a narrow row may cut, or its text leaves open: the path of an export, or of a map inside it."""
    if row.tip:
        return row.tip
    if row.group == "exports":
        return str(row.value)
    if row.group in {"proposals", "categories", "own_categories", "suggested"}:
        return row.text
    return row.value[1] if row.group == "folders" and isinstance(row.value, tuple) else ""


def _name_font(base: QFont, row: _Row) -> QFont:
    """Of the name in a row: the chosen mailbox is bold."""
    font = QFont(base)
    font.setWeight(QFont.Weight.DemiBold if row.on and not row.has_box else QFont.Weight.Normal)
    return font


class _FilterDelegate(QStyledItemDelegate):
    """Draws headings, mailboxes and tick boxes as the design does."""

    def __init__(self, pane: FilterPane) -> None:
        super().__init__(pane)
        self._pane = pane

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        row: _Row | None = index.data(_ROW_ROLE)
        if row is not None and row.group == "reference":
            return QSize(100, self._sentence_height(row.text))
        height = px(28 if row is not None and row.group else 32, self._pane.font())
        if row is None or not row.group:
            return QSize(100, height)
        more = len(self.lines(row, self._pane.viewport().width())) - 1
        return QSize(100, height + more * self._pane.fontMetrics().height())

    def lines(self, row: _Row, width: int) -> tuple[str, ...]:
        """The name of a row of this width, on two lines where it is long, and cut where that is not enough."""
        metrics = QFontMetrics(_name_font(self._pane.font(), row))
        room = width - self._left(row) - self._count_width(row) - 2 * _GAP
        if row.group == "folders" and "/" in row.text:  # of a path the last map tells most
            return (metrics.elidedText(row.text, Qt.TextElideMode.ElideLeft, room),)
        cut = Qt.TextElideMode.ElideRight
        return tuple(metrics.elidedText(line, cut, room) for line in in_two(row.text, metrics, room))

    def _sentence_height(self, text: str) -> int:
        """Of a sentence on as many lines as it takes, in pixels."""
        room = QRect(0, 0, self._pane.viewport().width() - 16, 1000)
        font = QFont(self._pane.font())
        font.setPixelSize(px(_SMALL, font))
        return QFontMetrics(font).boundingRect(room, _WRAPPED, text).height() + 12

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: _Row | None = index.data(_ROW_ROLE)
        if row is None:
            return
        theme, place = self._pane.theme, QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(option.font)
        if not row.group:
            font.setPixelSize(px(11, font))
            font.setWeight(QFont.Weight.DemiBold)
            painter.setFont(font)
            painter.setPen(QColor(theme.faint))
            painter.drawText(place.adjusted(8, 0, -8, -4), int(Qt.AlignmentFlag.AlignBottom), row.text)
            painter.restore()
            return
        chosen = row.on and not row.has_box
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent_soft))
            painter.drawRoundedRect(place, 6, 6)
        if option.state & QStyle.StateFlag.State_Selected and self._pane.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.accent), 1.5))
            painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 6, 6)
        if row.group == "reference":
            font.setPixelSize(px(_SMALL, font))
            font.setUnderline(True)
            painter.setFont(font)
            painter.setPen(QColor(theme.accent))
            painter.drawText(place.adjusted(8, 4, -8, -4), _WRAPPED, row.text)
            painter.restore()
            return
        self._draw_left(painter, place, row)
        self._draw_texts(painter, place, row, chosen=chosen)
        painter.restore()

    def _left(self, row: _Row) -> int:
        """Where the name begins, behind the tick box and the dot."""
        letters = self._pane.font()
        left = _GAP + px(18, letters) * row.depth
        left += px(14, letters) + _GAP if row.has_box else 0
        return left + (px(9, letters) + _GAP if row.colour else 0)

    def _count_width(self, row: _Row) -> int:
        small = QFont(self._pane.font())
        small.setPixelSize(px(_SMALL, small))
        return 0 if row.count is None else QFontMetrics(small).horizontalAdvance(count(row.count))

    def _draw_left(self, painter: QPainter, place: QRect, row: _Row) -> None:
        """The tick box and the dot."""
        theme, left, letters = self._pane.theme, _GAP, self._pane.font()
        middle = place.top() + place.height() // 2
        if row.has_box:
            box = px(14, letters)
            draw_box(painter, QRect(place.left() + left, middle - box // 2, box, box), theme, ticked=row.on)
            left += box + _GAP
        if row.colour:
            wide = px(9, letters)
            dot = QRect(place.left() + left, middle - wide // 2, wide, wide)
            if row.own:
                painter.setPen(QPen(QColor(row.colour), 1.5))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(dot)
            else:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(row.colour))
                painter.drawRoundedRect(dot, 3, 3)

    def _draw_texts(self, painter: QPainter, place: QRect, row: _Row, *, chosen: bool) -> None:
        theme = self._pane.theme
        font = _name_font(self._pane.font(), row)
        small = QFont(self._pane.font())
        small.setPixelSize(px(_SMALL, small))
        painter.setFont(small)
        painter.setPen(QColor(theme.accent if chosen else theme.faint))
        middle = Qt.AlignmentFlag.AlignVCenter
        number = "" if row.count is None else count(row.count)
        painter.drawText(place.adjusted(0, 0, -_GAP, 0), int(middle | Qt.AlignmentFlag.AlignRight), number)
        painter.setFont(font)
        painter.setPen(QColor(theme.accent if chosen else theme.ink))
        text = "\n".join(self.lines(row, place.width()))
        painter.drawText(
            place.adjusted(self._left(row), 0, 0, 0), int(middle | Qt.AlignmentFlag.AlignLeft), text
        )

    def editorEvent(
        self, _event: QEvent, _model: object, _option: QStyleOptionViewItem, _index: _Index
    ) -> bool:
        return False
