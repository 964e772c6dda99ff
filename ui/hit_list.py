"""The result list: how a row is drawn, and its keys."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple, cast

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.hit_model import HIT_ROLE, HitModel
from ui.nearness import further, nearness
from ui.theme import Theme, chip_colours
from ui.wording import (
    asked_of,
    attachment_chip,
    in_compounds,
    listed_chip,
    sender_of,
    short_date,
    subject_of,
)
from ui.zoom import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.events import Hit
    from ui.nearness import Nearness

_Index = QModelIndex | QPersistentModelIndex
_Marks = tuple[tuple[int, int], ...]

# The design's measures, in pixels at 100 %.
_BAR = 3  # at the left of the row that is shown
_PAD_LEFT, _PAD_RIGHT, _PAD_TOP, _PAD_BOTTOM = 12, 14, 9, 10
_BOX = 14  # tick box
_TEXT_LEFT = 30  # from the tick box
_OUTLINED = "outlined"  # ground of a chip
_CHIP_PAD, _CHIP_GAP, _CHIP_TOP = 7, 6, 5
_READABLE = 0.6  # the least share of a chip that says what it is
_DIVIDER = 26  # height of the line above hits in compounds
_AHEAD_MS = 100  # after scrolling: the screens before and after are asked for
_ONE_LINE = int(
    Qt.AlignmentFlag.AlignVCenter
    | Qt.AlignmentFlag.AlignLeft
    | Qt.TextFlag.TextSingleLine
    | Qt.TextFlag.TextDontClip
)


class HitList(QTableView):
    """Shows hits; Space ticks, Enter goes into the message.

    A table of one column: its rows have one height, so that Qt lays out 100,000 of them in no time.
    """

    chosen = Signal(str)  # identifier of the message in the current row; "" for none
    entered = Signal()  # the user wants to read
    all_wanted = Signal()  # the user ticks every message of the list

    def __init__(self, model: HitModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("HitList")
        self.setAccessibleName(self.tr("Messages"))
        self._model = model
        self._current = ""  # the message of the current row, also where its row is not here any more
        self._divided = -1  # the row with the dividing line above it
        self._delegate = _RowDelegate(theme, self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._ahead = QTimer(self, singleShot=True, interval=_AHEAD_MS)
        self._ahead.timeout.connect(self._want_ahead)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._ahead.start())
        self.selectionModel().currentRowChanged.connect(self._choose)
        model.filled.connect(self._choose_late)

    @property
    def row_height(self) -> int:
        """Pixels."""
        return self.verticalHeader().defaultSectionSize()

    @property
    def rows_in_view(self) -> range:
        """The rows that there is room for, also in part, whether the list is so long or not."""
        first = max(0, self.rowAt(0))
        return range(first, first + self.viewport().height() // self.row_height + 2)

    @property
    def rows_shown(self) -> range:
        """Those of them that there are."""
        rows = self.rows_in_view
        return range(rows.start, min(rows.stop, self._model.total))

    def top_of(self, row: int) -> int:
        """Where a row begins, in pixels from the top of the list."""
        return self.verticalHeader().sectionPosition(row)

    def lay_out_again(self) -> None:
        """After the model was filled anew: room for the dividing line, and the scroll bar as long as the list is."""
        head = self.verticalHeader()
        if 0 <= self._divided < head.count():
            head.resizeSection(self._divided, self.row_height)
        self._divided = self._model.divide
        if self._divided >= 0:
            head.resizeSection(self._divided, self.row_height + px(_DIVIDER, self.font()))
        self.doItemsLayout()

    def mark_sample(self, *, on: bool) -> None:
        """Say in the rows of the sample that they are of it, or not."""
        self._model.marks_sample = on
        self.viewport().update()

    def set_theme(self, theme: Theme) -> None:
        self._delegate.theme = theme
        self.viewport().update()

    def current_id(self) -> str:
        return self._current

    def step(self, rows: int) -> None:
        """Go some rows down, or up, as far as there are rows."""
        row = max(0, min(self.currentIndex().row() + rows, self._model.total - 1))
        self.setCurrentIndex(self._model.index(row))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.all_wanted.emit()
        elif event.key() == Qt.Key.Key_Space:
            self._model.toggle(self._current)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
        elif event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End}:  # in a table they go along the row
            self.step(self._model.total if event.key() == Qt.Key.Key_End else -self._model.total)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _text: str) -> None:
        """Not here: Qt would read every row, and there is a search box."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self._model.want(self.rows_shown)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.verticalHeader().setDefaultSectionSize(row_height(self.fontMetrics()))
            self.lay_out_again()

    def _want_ahead(self) -> None:
        shown = self.rows_shown
        self._model.want(range(max(0, shown.start - len(shown)), shown.stop + len(shown)))

    def _choose_late(self) -> None:
        """The page has come that the current row is on."""
        hit = self._model.hit(self.currentIndex().row())
        if hit is not None and hit.id != self._current:
            self._choose()

    def _choose(self) -> None:
        """Tell which message is current, once its row is here."""
        current = self.currentIndex()
        hit = self._model.hit(current.row())
        if hit is not None or not current.isValid():
            self._current = hit.id if hit else ""
            self.chosen.emit(self._current)


def _text_left(font: QFont) -> int:
    """Where the words of a row begin."""
    return _BAR + _PAD_LEFT + px(_TEXT_LEFT, font)


def row_height(metrics: QFontMetrics) -> int:
    """Of three lines and the chips, in pixels."""
    line = metrics.height()
    return _PAD_TOP + 3 * (line + 2) + _CHIP_TOP + line + 4 + _PAD_BOTTOM


class Chip(NamedTuple):
    """A few words below a row."""

    ground: str  # colour; "" for none, or `_OUTLINED`
    ink: str
    text: str
    bold: bool = False
    less: int = 0  # pixels that it is narrower than its text
    more: int = 0  # dates that it tells the number of; it is read whole or counted with what has no room


class _RowDelegate(QStyledItemDelegate):
    """Draws a row as the design does: sender and date, subject, snippet, chips."""

    def __init__(self, theme: Theme, parent: QAbstractItemView) -> None:
        super().__init__(parent)
        self.theme = theme
        self._view = parent

    def editorEvent(self, event: QEvent, model: object, option: QStyleOptionViewItem, index: _Index) -> bool:
        """Tick on a click in or near the box."""
        released = isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease
        if (
            released
            and isinstance(model, HitModel)
            and cast("QMouseEvent", event).position().x() < _text_left(self._view.font())
        ):
            hit = model.hit(index.row())
            model.toggle(hit.id if hit else "")
            return True
        return super().editorEvent(event, model, option, index)  # type: ignore[arg-type]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        hit: Hit | None = index.data(HIT_ROLE)
        ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        theme, row = self.theme, QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(model := index.model(), HitModel) and index.row() == model.divide:
            band = QRect(row.left(), row.top(), row.width(), px(_DIVIDER, option.font))
            row.setTop(row.top() + band.height())
            _draw_divider(painter, QFont(option.font), theme, band)
        painter.fillRect(row, QColor(theme.accent_soft if current else theme.panel))
        if current:
            painter.fillRect(row.left(), row.top(), _BAR, row.height(), QColor(theme.accent))
        painter.fillRect(row.left(), row.bottom(), row.width(), 1, QColor(theme.line))
        if current and self._view.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 1))
            painter.drawRect(row.adjusted(0, 0, -1, -1))
        if hit is None:  # its page is on its way
            painter.restore()
            return

        font, small = QFont(option.font), QFont(option.font)
        small.setPixelSize(px(12, font))
        line = option.fontMetrics.height() + 2
        left, right = row.left() + _text_left(font), row.right() - _PAD_RIGHT
        top = row.top() + _PAD_TOP
        box = px(_BOX, font)
        draw_box(painter, QRect(row.left() + _BAR + _PAD_LEFT, top + 2, box, box), theme, ticked=ticked)

        date = short_date(hit.date)
        date_width = QFontMetrics(small).horizontalAdvance(date)
        _draw_text(painter, small, theme.soft, QRect(right - date_width, top, date_width, line), date)
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        width = right - left
        sender = QRect(left, top, width - date_width - 8, line)
        name = sender_of(hit, marks_sample=isinstance(model, HitModel) and model.marks_sample)
        _draw_marked(painter, _Look(bold, theme, theme.ink), sender, name, hit.sender_marks)
        subject = QRect(left, top + line, width, line)
        look = _Look(font, theme, theme.ink)
        _draw_marked(painter, look, subject, subject_of(hit.subject), hit.subject_marks)
        snippet = QRect(left, top + 2 * line, width, line)
        shown = with_hit_in_sight(hit.snippet, hit.marks, QFontMetrics(small), width)
        _draw_marked(painter, _Look(small, theme, theme.soft), snippet, *shown)
        self._draw_chips(painter, QRect(left, top + 3 * line + _CHIP_TOP, width, line + 2), hit)
        painter.restore()

    def _draw_chips(self, painter: QPainter, line: QRect, hit: Hit) -> None:
        left = line.left()
        for ground, ink, text, bold, less, _more in self.chips(hit, line.right() - left):
            width = self._chip_width(text, bold=bold) - _CHIP_GAP - less
            chip = QRect(left, line.top(), width, line.height())
            if ground:
                _draw_chip(painter, chip, ground, self.theme)
            inside = chip.adjusted(_CHIP_PAD, 0, -_CHIP_PAD, 0)
            _draw_text(painter, self._chip_font(bold=bold), ink, inside, text)
            left += width + _CHIP_GAP

    def chips(self, hit: Hit, room: int) -> list[Chip]:
        """What is asked, the list, the categories and the attachments, as far as they fit: a date is missed most.

        The user's own categories are outlined and round, the sender's filled.  The last may be cut where most of it can be read;
        of those that have no room the number is told, and of dates each counts.
        """
        theme = self.theme
        chips = [
            Chip("", theme.accent, listed_chip(hit)),
            *(Chip(_OUTLINED, theme.ink, name) for name in hit.note.categories),
            *(Chip(*chip_colours(theme, name), name) for name in hit.categories),
            Chip("", theme.faint, attachment_chip(hit)),
        ]
        if dates := nearness(hit):
            room_for_dates = room - self._chip_width(listed_chip(hit), bold=False)
            chips[:0] = self._date_chips(dates, hit.further, room_for_dates)
        elif asked := asked_of(hit):
            chips.insert(0, Chip("", theme.action, asked))
        chips = [chip for chip in chips if chip.text]
        for number in range(len(chips), 0, -1):
            left_out = sum(chip.more or 1 for chip in chips[number:])
            rest = [Chip("", theme.faint, f"+{left_out}")] if left_out else []
            *whole, last = chips[:number]
            over = max(0, self._width_of([*whole, last, *rest]) - room)
            most = 0 if last.more else (1 - _READABLE) * self._chip_width(last.text, bold=last.bold)
            if over <= most:
                return [*whole, last._replace(less=over), *rest]
        return [one._replace(less=max(0, self._width_of([one]) - room)) for one in chips[:1]]

    def _date_chips(self, dates: Sequence[Nearness], beside: int, room: int) -> list[Chip]:
        """As many dates as there is room for beside what is proposed, and how many more there are; of fewest the first, without for whom it is."""
        theme = self.theme
        looks = {
            "late": (theme.late_ground, theme.red),
            "soon": (theme.action_ground, theme.action),
            "ahead": ("", theme.action),
            "meeting": (theme.side, theme.ink),
            "past": ("", theme.soft),
        }
        chips: list[Chip] = []
        left_out = beside
        for number, with_whom in product(range(len(dates), 0, -1), (True, False)):
            chips = [
                Chip(
                    *looks[near.state],
                    f"{near.sign} {near.whole if with_whom else near.text}",
                    near.state in {"late", "soon"},
                )
                for near in dates[:number]
            ]
            left_out = beside + len(dates) - number
            rest = [Chip("", theme.faint, f"+{left_out}")] if left_out else []
            if self._width_of([*chips, *rest]) <= room:
                break
        return [*chips, Chip("", theme.soft, further(left_out), more=left_out)]

    def _chip_font(self, *, bold: bool) -> QFont:
        font = QFont(self._view.font())
        font.setPixelSize(px(11, font))
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font

    def _width_of(self, chips: Sequence[Chip]) -> int:
        """With the gaps between them."""
        return sum(self._chip_width(chip.text, bold=chip.bold) for chip in chips) - _CHIP_GAP

    def _chip_width(self, text: str, *, bold: bool) -> int:
        """With the gap behind it; 0 without a text."""
        metrics = QFontMetrics(self._chip_font(bold=bold))
        return metrics.horizontalAdvance(text) + 2 * _CHIP_PAD + _CHIP_GAP if text else 0


def _draw_chip(painter: QPainter, chip: QRect, ground: str, theme: Theme) -> None:
    if ground == _OUTLINED:
        painter.setPen(QPen(QColor(theme.soft), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(chip.adjusted(0, 0, -1, -1), chip.height() / 2, chip.height() / 2)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(chip, 4, 4)


def _draw_divider(painter: QPainter, font: QFont, theme: Theme, place: QRect) -> None:
    """The line between hits with the word itself and those with longer words alone."""
    font.setPixelSize(px(12, font))
    painter.fillRect(place, QColor(theme.side))
    painter.fillRect(place.left(), place.bottom(), place.width(), 1, QColor(theme.line))
    _draw_text(
        painter, font, theme.soft, place.adjusted(_BAR + _PAD_LEFT, 0, -_PAD_RIGHT, -1), in_compounds()
    )


def _draw_text(painter: QPainter, font: QFont, colour: str, place: QRect, text: str) -> None:
    """One line, cut with an ellipsis where it does not fit."""
    painter.setFont(font)
    painter.setPen(QColor(colour))
    # Every control character would break the line; a right-to-left mark in a name must not turn the row.
    line = " ".join(text.split())
    painter.drawText(place, _ONE_LINE, _elided(QFontMetrics(font), line, place.width()))


def _elided(metrics: QFontMetrics, text: str, width: int) -> str:
    """Cut only what is wider in whole pixels: Qt compares fractions, and would cut what was measured to fit."""
    if metrics.horizontalAdvance(text) <= width:
        return text
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


def with_hit_in_sight(snippet: str, marks: _Marks, metrics: QFontMetrics, width: int) -> tuple[str, _Marks]:
    """A snippet with less before its first hit, where that would fall off the row.

    One that does not begin with "…" may begin with the name of an attachment, and keeps the start of that.
    """
    if not marks:
        return snippet, marks
    start, end = marks[0]
    room = width - metrics.horizontalAdvance(snippet[start:end])
    if metrics.horizontalAdvance(snippet[:start]) <= room:
        return snippet, marks
    cut = Qt.TextElideMode.ElideLeft if snippet.startswith("…") else Qt.TextElideMode.ElideMiddle
    before = metrics.elidedText(snippet[:start], cut, max(room, 0)).replace("……", "…")
    less = start - len(before)
    return before + snippet[start:], tuple((start - less, end - less) for start, end in marks)


class _Look(NamedTuple):
    """Of a line of text."""

    font: QFont
    theme: Theme
    ink: str  # of what is no hit


def _draw_marked(painter: QPainter, look: _Look, place: QRect, line: str, marks: _Marks) -> None:
    """A line of text in pieces, the hits on their own ground."""
    font, theme, ink = look
    metrics = QFontMetrics(font)
    left, position = place.left(), 0
    for start, end in (*marks, (len(line), len(line))):
        for text, marked in ((line[position:start], False), (line[start:end], True)):
            room = place.right() - left
            if not text or room <= 0:
                continue
            width = min(metrics.horizontalAdvance(text), room)
            piece = QRect(left, place.top(), width, place.height())
            if marked:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(theme.hit))
                painter.drawRoundedRect(piece.adjusted(-1, 1, 1, -1), 2, 2)
            painter.setFont(font)
            painter.setPen(QColor(theme.ink if marked else ink))
            painter.drawText(piece, _ONE_LINE, _elided(metrics, text, width))
            left += width
        position = end


def draw_box(painter: QPainter, box: QRect, theme: Theme, *, ticked: bool) -> None:
    """A tick box, the same in the list and in the filters."""
    painter.setPen(QPen(QColor(theme.accent if ticked else theme.soft), 1.5))
    painter.setBrush(QColor(theme.accent) if ticked else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 3, 3)
    if ticked:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.panel), 2))
        unit = box.width() / _BOX
        tick = [QPointF(3, 7), QPointF(6, 10), QPointF(11, 4)]
        painter.drawPolyline(QPolygonF([QPointF(box.topLeft()) + point * unit for point in tick]))
