"""The small picture above the agenda: a bar for each day, week or month, and a line where today is, or the day that terms count from.

A deadline is a full bar, a meeting a hatched one and a mention an outline, so nothing is told by colour alone.  The arrow
keys go from bar to bar; what a bar says is told in words beside the picture, and to a screen reader.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui.agenda_wording import counts, day_month, long_day, month_title, short_month, what_name
from ui.timeline_bins import NOTHING, picture_of
from ui.wording import local, translate
from ui.zoom import px

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPaintEvent

    from reader.agenda import Entry, What
    from ui.theme import Theme
    from ui.timeline_bins import Bin

_ORDER: tuple[What, ...] = ("deadline", "meeting", "mention")  # from the line upwards
_EDGE = 14  # pixels: left and right
# Lengths in pixels at 100 %.
_TOP, _SCALE = 36, 18  # the legend and the word today above; the scale below
_LEGEND_LINE, _TODAY_LINE = 14, 29  # where their letters stand
_BARS = 48  # height, at any size
_TALLEST = 12  # of one entry
_WIDEST = 22  # of a bar
_SMALL = 11  # letters


class Timeline(QWidget):
    """Shows a picture; it draws and emits."""

    chosen = Signal(object)  # the first day of a bar
    looked_at = Signal(str)  # what the bar says that the keys or the mouse went to; "" for none

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._picture = NOTHING
        self._today: date | None = None
        self._current = -1  # the bar that the keys are at
        self.setObjectName("Timeline")
        self.setAccessibleName(self.tr("Timeline"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_entries(self, entries: Sequence[Entry], today: date) -> None:
        self._picture, self._today, self._current = picture_of(entries, today), today, -1
        self.setVisible(bool(self._picture.bins))
        self.setAccessibleDescription(self.summary)
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    @property
    def summary(self) -> str:
        """The picture in words."""
        bins = self._picture.bins
        if not bins or self._today is None:
            return ""
        filled = [one for one in bins if one.total]
        texts = {
            "day": self.tr("One bar a day, from {first} to {last}."),
            "week": self.tr("One bar a week, from {first} to {last}."),
            "month": self.tr("One bar a month, from {first} to {last}."),
            "year": self.tr("One bar a year, from {first} to {last}."),
        }
        first, last = (long_day(day) for day in (filled[0].first, filled[-1].last))
        return " ".join(
            filter(None, (texts[self._picture.unit].format(first=first, last=last), self.left_out))
        )

    @property
    def left_out(self) -> str:
        """How many dates it does not show; "" for none."""
        number = self._picture.outside
        return self.tr("%n date(s) lie outside the picture.", "", number) if number else ""

    def says(self, one: Bin) -> str:
        """A bar in words: "week 49, 30 nov – 6 dec: 3 uiterste data"."""
        match self._picture.unit:
            case "day":
                name = long_day(one.first)
            case "week":
                name = self.tr("week {number}, {first} – {last}").format(
                    number=one.first.isocalendar().week, first=day_month(one.first), last=day_month(one.last)
                )
            case "month":
                name = month_title(one.first)
            case _:
                name = str(one.first.year)
        today = self._today is not None and one.first <= self._today <= one.last
        nothing = translate("agenda", "nothing")
        said = f"{name}: {counts(one.counts) or nothing}"
        return f"{said} ({self._word})" if today else said

    # What Qt calls

    def sizeHint(self) -> QSize:
        return QSize(320, self._top + _BARS + px(_SCALE, self.font()) + 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            tip: QHelpEvent = event  # type: ignore[assignment] # by its type
            number = self._bin_at(tip.pos().x())
            QToolTip.showText(
                tip.globalPos(), self.says(self._picture.bins[number]) if number >= 0 else "", self
            )
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        filled = [number for number, one in enumerate(self._picture.bins) if one.total]
        match event.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Right if filled:
                ahead = event.key() == Qt.Key.Key_Right
                beyond = [one for one in filled if (one > self._current if ahead else one < self._current)]
                if beyond:
                    self._go_to(beyond[0] if ahead else beyond[-1])
            case Qt.Key.Key_Home | Qt.Key.Key_End if filled:
                self._go_to(filled[0] if event.key() == Qt.Key.Key_Home else filled[-1])
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space if self._current >= 0:
                self.chosen.emit(self._picture.bins[self._current].first)
            case _:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._bin_at(round(event.position().x()))
        if number >= 0 and self._picture.bins[number].total:
            self._go_to(number)
            self.chosen.emit(self._picture.bins[number].first)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._current < 0:
            self._go_to(self._nearest())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._current = -1
        self.looked_at.emit("")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPixelSize(px(_SMALL, font))
        painter.setFont(font)
        self._draw_legend(painter)
        self._draw_scale(painter)
        for number, one in enumerate(self._picture.bins):
            self._draw_bar(painter, self._place(number), one)
        self._draw_today(painter)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self.theme.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            if self._current >= 0:
                painter.drawRoundedRect(self._place(self._current).adjusted(-1, -2, 1, 2), 3, 3)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()

    @property
    def _word(self) -> str:
        """What the day that counts as today is called: terms may count from another one."""
        assert self._today is not None
        is_today = self._today == local(datetime.now(UTC)).date()
        return translate("agenda", "today") if is_today else day_month(self._today)

    # Where things are

    @property
    def _top(self) -> int:
        """Where the bars begin."""
        return px(_TOP, self.font())

    def _place(self, number: int) -> QRectF:
        """The room of a bar."""
        width = (self.width() - 2 * _EDGE) / len(self._picture.bins)
        return QRectF(_EDGE + number * width, self._top, width, _BARS)

    def _bin_at(self, x: int) -> int:
        """The bar under a point; -1 for none."""
        bins = self._picture.bins
        if not bins or not _EDGE <= x < self.width() - _EDGE:
            return -1
        return min(int((x - _EDGE) * len(bins) / (self.width() - 2 * _EDGE)), len(bins) - 1)

    def _today_bin(self) -> int:
        bins = enumerate(self._picture.bins)
        return next((n for n, one in bins if self._today and one.first <= self._today <= one.last), -1)

    def _nearest(self) -> int:
        """The first bar from today on that has entries, else the last one."""
        filled = [number for number, one in enumerate(self._picture.bins) if one.total]
        return next((one for one in filled if one >= self._today_bin()), filled[-1] if filled else -1)

    def _go_to(self, number: int) -> None:
        self._current = number
        said = self.says(self._picture.bins[number]) if number >= 0 else ""
        self.setAccessibleDescription(said or self.summary)
        self.looked_at.emit(said)
        self.update()

    # How they look

    def _brush(self, what: What) -> tuple[QColor, QBrush]:
        """The line and the filling of a kind."""
        theme = self.theme
        match what:
            case "deadline":
                return QColor(theme.action), QBrush(QColor(theme.action_line))
            case "meeting":
                return QColor(theme.accent), QBrush(QColor(theme.accent), Qt.BrushStyle.BDiagPattern)
            case _:
                return QColor(theme.faint), QBrush(Qt.BrushStyle.NoBrush)

    def _draw_legend(self, painter: QPainter) -> None:
        left = float(_EDGE)
        metrics = QFontMetrics(painter.font())
        there = {what for one in self._picture.bins for what in one.counts}
        for what in _ORDER:
            if what in there:
                pen, brush = self._brush(what)
                painter.setPen(QPen(pen, 1))
                painter.setBrush(brush)
                box = px(9, self.font())
                base = px(_LEGEND_LINE, self.font())
                painter.drawRect(QRectF(left + 0.5, base - box + 0.5, box, box))
                painter.setPen(QColor(self.theme.soft))
                name = what_name(what)
                painter.drawText(QPointF(left + box + 6, base), name)
                left += box + 6 + metrics.horizontalAdvance(name) + 14

    def _draw_bar(self, painter: QPainter, room: QRectF, one: Bin) -> None:
        """Its kinds above one another; of many entries each is as thin as the highest bar needs."""
        unit = min(_TALLEST, (_BARS - 4) / max(self._picture.most, 1))
        width = max(min(room.width() - 2, _WIDEST), 2)
        bottom = room.bottom()
        for what in _ORDER:
            if height := one.counts.get(what, 0) * unit:
                pen, brush = self._brush(what)
                painter.setPen(QPen(pen, 1))
                painter.setBrush(brush)
                painter.drawRect(QRectF(room.center().x() - width / 2, bottom - height, width, height))
                bottom -= height

    def _draw_scale(self, painter: QPainter) -> None:
        """The line, and below it the months, or years, as far as they fit beside one another."""
        theme, base = self.theme, self._top + _BARS
        metrics = QFontMetrics(painter.font())
        painter.setPen(QPen(QColor(theme.soft), 1))
        painter.drawLine(QPointF(_EDGE, base + 0.5), QPointF(self.width() - _EDGE, base + 0.5))
        taken = 0.0
        before: date | None = None
        for number, one in enumerate(self._picture.bins):
            name = self._scale_name(one, before)
            before = one.last
            left = self._place(number).left()
            width = metrics.horizontalAdvance(name)
            if not name:
                continue
            painter.setPen(QPen(QColor(theme.soft), 1))
            painter.drawLine(QPointF(left, base), QPointF(left, base + 4))
            if left >= taken and left + 3 + width <= self.width():
                painter.drawText(QPointF(left + 3, base + px(14, self.font())), name)
                taken = left + 3 + width + 6

    def _scale_name(self, one: Bin, before: date | None) -> str:
        """What begins with a bar: a month, or a year."""
        if self._picture.unit in {"month", "year"}:
            return str(one.first.year) if before is None or one.first.year != before.year else ""
        if before is None:
            return short_month(one.first, year=True)
        return short_month(one.last, year=one.last.month == 1) if one.last.month != before.month else ""

    def _draw_today(self, painter: QPainter) -> None:
        """A line with its word; where today is not in the picture, an arrow that says on which side it is."""
        if not self._picture.bins or self._today is None:
            return
        theme, word = self.theme, self._word
        metrics = QFontMetrics(painter.font())
        width = metrics.horizontalAdvance(word)
        number, top, base = self._today_bin(), self._top, px(_TODAY_LINE, self.font())
        painter.setPen(QPen(QColor(theme.red), 1.5, Qt.PenStyle.DashLine))
        if number >= 0:
            x = self._place(number).center().x()
            painter.drawLine(QPointF(x, top - 2), QPointF(x, top + _BARS))
            painter.setBrush(QColor(theme.red))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawPolygon(
                QPolygonF([QPointF(x - 4, top - 4), QPointF(x + 4, top - 4), QPointF(x, top + 2)])
            )
            left = min(max(x - width / 2, _EDGE), self.width() - _EDGE - width)
            painter.setPen(QColor(theme.red))
            painter.drawText(QPointF(left, base), word)
        else:
            later = self._today > self._picture.bins[-1].last
            said = f"{word} →" if later else f"← {word}"
            painter.setPen(QColor(theme.red))
            right = self.width() - _EDGE - metrics.horizontalAdvance(said)
            painter.drawText(QPointF(right, base), said)
