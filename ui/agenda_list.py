"""The rows of the agenda: how they are drawn, and their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from reader.agenda import is_past
from ui.agenda_model import ROW_ROLE, AgendaModel, Month
from ui.agenda_wording import (
    SIGNS,
    day_lines,
    month_title,
    sender_of,
    source_line,
    what_name,
    written,
)
from ui.hit_list import draw_box
from ui.two_lines import in_two
from ui.wording import count, for_whom, subject_of, translate
from ui.zoom import px

if TYPE_CHECKING:
    from reader.agenda import Entry
    from reader.words import Words
    from ui.theme import Theme

_Index = QModelIndex | QPersistentModelIndex

# In pixels at 100 %.
_BAR = 3  # at the left of the row that is shown
_PAD_LEFT, _PAD_RIGHT, _PAD = 12, 14, 8
_BOX = 14  # tick box
_DAY = 24  # from the tick box
_TEXT = 88  # from the day, which may be "wo 28 nov" in bold
_MONTH = 28  # height
_SMALL = 12  # letters
_ONE_LINE = int(
    Qt.AlignmentFlag.AlignVCenter
    | Qt.AlignmentFlag.AlignLeft
    | Qt.TextFlag.TextSingleLine
    | Qt.TextFlag.TextDontClip
)


class AgendaList(QTableView):
    """Space ticks, Enter or a click opens the message.

    A table of one column, as the list of messages is: thousands of rows are laid out in no time.
    """

    chosen = Signal(object)  # the entry that the user wants to read
    left = Signal()  # back to the list of messages

    def __init__(self, model: AgendaModel, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("AgendaList")
        self.setAccessibleName(self.tr("Agenda"))
        self._model = model
        self._delegate = _RowDelegate(theme, words, self)
        self._low: list[int] = []  # the rows that were made lower last
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(_MONTH)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    @property
    def entry(self) -> Entry | None:
        """Of the current row."""
        one = self._model.row(self.currentIndex().row())
        return None if isinstance(one, Month) else one

    def set_theme(self, theme: Theme) -> None:
        self._delegate.theme = theme
        self.viewport().update()

    def lay_out_again(self) -> None:
        """After the model was filled anew: the rows of months are lower, and no other is as it was before."""
        head = self.verticalHeader()
        full = _row_height(self.fontMetrics())
        head.setDefaultSectionSize(full)
        for row in self._low:
            head.resizeSection(row, full)  # Qt leaves out a row that is no more
        self._low = self._model.months
        for row in self._low:
            head.resizeSection(row, px(_MONTH, self.font()))
        self.doItemsLayout()

    def go_to(self, row: int, *, top: bool = False) -> None:
        """Make a row current; with `top` it stands below its month, at the top."""
        if row >= 0:
            self.setCurrentIndex(self._model.index(row))
            if top:
                before = row - 1 if isinstance(self._model.row(row - 1), Month) else row
                self.scrollTo(self._model.index(before), QAbstractItemView.ScrollHint.PositionAtTop)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self._model.tick_all(on=True)
        elif event.key() == Qt.Key.Key_Space:
            self._model.toggle(self.currentIndex().row())
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._choose()
        elif event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End}:  # in a table they go along the row
            self.go_to(1 if event.key() == Qt.Key.Key_Home else self._model.rowCount() - 1, top=False)
            if event.key() == Qt.Key.Key_Home:
                self.scrollToTop()
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._step(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _text: str) -> None:
        """Not here: Qt would read every row, and there is a search box."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index == self.currentIndex():
            if event.position().x() < _day_left(self.font()):
                self._model.toggle(index.row())
            else:
                self._choose()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.lay_out_again()

    def _choose(self) -> None:
        if self.entry is not None:
            self.chosen.emit(self.entry)

    def _step(self, rows: int) -> None:
        """To the next entry that way, past the rows of months."""
        row = self.currentIndex().row() + rows
        while isinstance(self._model.row(row), Month):
            row += rows
        if self._model.row(row) is not None:
            self.go_to(row)
        elif rows < 0:
            self.scrollToTop()


def _row_height(metrics: QFontMetrics) -> int:
    """Of four lines, in pixels."""
    return 2 * _PAD + 4 * (metrics.height() + 2)


class _RowDelegate(QStyledItemDelegate):
    """Draws a month as a band, and an entry as: box, day, and four lines: what, the sentence on two, the message."""

    def __init__(self, theme: Theme, words: Words, parent: AgendaList) -> None:
        super().__init__(parent)
        self.theme = theme
        self._words = words
        self._view = parent

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        one: Entry | Month | None = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(one, Month):
            self._draw_month(painter, option, one)
        elif one is not None:
            self._draw_entry(painter, option, index, one)
        painter.restore()

    def _draw_month(self, painter: QPainter, option: QStyleOptionViewItem, month: Month) -> None:
        theme, row = self.theme, QRect(option.rect)
        painter.fillRect(row, QColor(theme.side))
        painter.fillRect(row.left(), row.bottom(), row.width(), 1, QColor(theme.line))
        font = _font(option.font, bold=True, small=True)
        line = row.adjusted(_BAR + _PAD_LEFT, 0, -_PAD_RIGHT, 0)
        _draw(painter, font, theme.soft, line, month_title(month.first))
        number = count(month.entries)
        line.setLeft(line.right() - QFontMetrics(font).horizontalAdvance(number))
        _draw(painter, font, theme.soft, line, number)

    def _draw_entry(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index, entry: Entry
    ) -> None:
        theme, row = self.theme, QRect(option.rect)
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        model = cast("AgendaModel", index.model())
        painter.fillRect(row, QColor(theme.accent_soft if current else theme.panel))
        if current:
            painter.fillRect(row.left(), row.top(), _BAR, row.height(), QColor(theme.accent))
        painter.fillRect(row.left(), row.bottom(), row.width(), 1, QColor(theme.line))
        if current and self._view.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 1))
            painter.drawRect(row.adjusted(0, 0, -1, -1))
        quiet, past = entry.what == "mention", is_past(entry, model.today)
        ink = theme.soft if quiet or past else theme.ink
        line = option.fontMetrics.height() + 2
        top = row.top() + _PAD
        if entry.day is not None:
            size = px(_BOX, option.font)
            box = QRect(row.left() + _BAR + _PAD_LEFT, top + 2, size, size)
            draw_box(painter, box, theme, ticked=model.ticks.has(entry))

        plain, small = _font(option.font), _font(option.font, small=True)
        bold = _font(option.font, bold=not quiet)
        day, hour = day_lines(entry)
        days = QRect(row.left() + _day_left(option.font), top, px(_TEXT, option.font) - 6, line)
        left = days.right() + 7
        width = row.right() + 1 - left - _PAD_RIGHT
        _draw(painter, bold, ink, days, day)
        _draw(painter, small, theme.soft, days.translated(0, line), hour)

        first = QRect(left, top, width, line)
        colour = {"deadline": theme.action, "meeting": theme.accent}.get(entry.what, theme.soft)
        head = f"{SIGNS[entry.what]} {what_name(entry.what)}"
        used = _draw(painter, bold, colour, first, head)
        rest = (translate("agenda", "past") if past else "", written(entry))
        _draw(painter, small, theme.soft, first.adjusted(used + 8, 0, 0, 0), _joined(*rest))
        source = source_line(entry) if entry.text else sender_of(entry)
        lines = in_two(entry.text or subject_of(entry.subject), QFontMetrics(plain), width)
        for number, text in enumerate(lines, 1):
            _draw(painter, plain, ink, first.translated(0, number * line), text)
        last = first.translated(0, (len(lines) + 1) * line)
        _draw(painter, small, theme.soft, last, _joined(for_whom(entry.addressees, self._words), source))


def _day_left(font: QFont) -> int:
    """Where the day of a row begins."""
    return _BAR + _PAD_LEFT + px(_DAY, font)


def _font(base: QFont, *, bold: bool = False, small: bool = False) -> QFont:
    font = QFont(base)
    if small:
        font.setPixelSize(px(_SMALL, font))
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    return font


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _draw(painter: QPainter, font: QFont, colour: str, place: QRect, text: str) -> int:
    """One line, cut with an ellipsis where it does not fit; how wide it is."""
    if place.width() <= 0:
        return 0
    metrics = QFontMetrics(font)
    if metrics.horizontalAdvance(text) > place.width():
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(place, _ONE_LINE, text)
    return metrics.horizontalAdvance(text)
