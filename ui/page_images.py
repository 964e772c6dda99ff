"""The pages of a PDF as pictures: on the screen, and on paper.

A child process draws them (`reader.pdf`); they arrive one by one, packed, and are unpacked only where
they are seen.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QPageLayout,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from reader.pdf import PageImage, page_images
from ui.worker import Job

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtPrintSupport import QPrinter

    from reader.paths import DataDir
    from reader.problems import Problem

SCREEN_DPI = 144
PAPER_DPI = 300  # more makes larger jobs, not better letters
_GAP = 16  # px round a page
_KEPT = 6  # unpacked pages
_ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)


def image_of(page: PageImage) -> QImage:
    """The page as Qt draws it."""
    rows = zlib.decompress(page.rgb)
    picture = QImage(rows, page.width, page.height, page.width * 3, QImage.Format.Format_RGB888)
    return picture.copy()  # `rows` goes away with this function


class PageView(QAbstractScrollArea):
    """All pages below each other; as wide as the view, times the zoom."""

    page_changed = Signal(int, int)  # number of the page at the top, from 1, and count

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: list[PageImage] = []
        self._count = 0
        self._unpacked: dict[int, QImage] = {}
        self._zoom = _ZOOMS.index(1.0)
        self.verticalScrollBar().valueChanged.connect(self._tell)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Print preview"))
        self.viewport().setBackgroundRole(self.backgroundRole())

    def clear(self) -> None:
        self._pages.clear()
        self._unpacked.clear()
        self._count = 0
        self._lay_out()

    def add(self, page: PageImage) -> None:
        self._pages.append(page)
        self._count = page.count
        self._lay_out()

    def zoom(self, step: int) -> None:
        """Larger (1), smaller (-1), or as wide as the view (0)."""
        wanted = self._zoom + step if step else _ZOOMS.index(1.0)
        self._zoom = max(0, min(len(_ZOOMS) - 1, wanted))
        bar = self.verticalScrollBar()
        place = bar.value() / max(1, bar.maximum())
        self._lay_out()
        bar.setValue(round(place * bar.maximum()))

    def current_page(self) -> int:
        """Number of the page at the middle of the view, from 1; 0 without pages."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        for number, place in enumerate(self._places(), 1):
            if place.bottom() + _GAP >= middle:
                return number
        return len(self._pages)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(event.rect(), QColor("#9aa3ad"))
        left, top = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        for number, place in enumerate(self._places()):
            shown = place.translated(-left, -top)
            if shown.intersects(event.rect()):
                painter.drawImage(shown, self._picture(number))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_Home:
            bar.setValue(0)
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)

    def _picture(self, number: int) -> QImage:
        if number not in self._unpacked:
            while len(self._unpacked) >= _KEPT:
                del self._unpacked[next(iter(self._unpacked))]
            self._unpacked[number] = image_of(self._pages[number])
        return self._unpacked[number]

    def _places(self) -> list[QRect]:
        """Where each page lies on the long sheet that is scrolled."""
        width = max(100, round((self._room() - 2 * _GAP) * _ZOOMS[self._zoom]))
        places, top = [], _GAP
        left = max(_GAP, (self.viewport().width() - width) // 2)
        for page in self._pages:
            height = round(width * page.height / max(1, page.width))
            places.append(QRect(left, top, width, height))
            top += height + _GAP
        return places

    def _room(self) -> int:
        """Width of a page at zoom 1: the view's, but no wider than a hand's length of paper."""
        return min(self.viewport().width(), 860)

    def _lay_out(self) -> None:
        places = self._places()
        size = QSize(places[0].width() + 2 * _GAP, places[-1].bottom() + _GAP) if places else QSize()
        view = self.viewport().size()
        for bar, whole, part in (
            (self.verticalScrollBar(), size.height(), view.height()),
            (self.horizontalScrollBar(), size.width(), view.width()),
        ):
            bar.setRange(0, max(0, whole - part))
            bar.setPageStep(part)
            bar.setSingleStep(48)
        self.viewport().update()
        self._tell()

    @Slot()
    def _tell(self) -> None:
        self.page_changed.emit(self.current_page(), self._count)


class PaperJob(QObject):
    """Puts the pages of a PDF on a printer, each as large as its paper allows."""

    progressed = Signal(int, int)  # pages sent, count
    finished = Signal(object)  # None, or the Problem that stopped it

    def __init__(self, data: DataDir, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job = Job(data, self, waited_for=True)
        self._job.happened.connect(self._draw)
        self._job.finished.connect(self._end)
        self._printer: QPrinter | None = None
        self._painter: QPainter | None = None

    @property
    def running(self) -> bool:
        return self._job.running

    def start(self, pdf: Path, printer: QPrinter) -> None:
        """Print `pdf`; the printer says which pages."""
        self._printer, self._painter = printer, None
        printer.setFullPage(True)
        self._job.start(page_images, str(pdf), min(PAPER_DPI, printer.resolution()))

    @Slot(object)
    def _draw(self, page: PageImage) -> None:
        printer = self._printer
        assert printer is not None
        number = page.number + 1
        if printer.fromPage() and not printer.fromPage() <= number <= printer.toPage():
            return
        wide = page.width > page.height
        printer.setPageOrientation(
            QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
        )
        if self._painter is None:
            self._painter = QPainter(printer)
        else:
            printer.newPage()
        area = printer.pageLayout().fullRectPixels(printer.resolution())
        size = QSize(page.width, page.height).scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF((area.width() - size.width()) / 2, 0, size.width(), size.height())
        self._painter.drawImage(place, image_of(page))
        self.progressed.emit(number, page.count)

    @Slot(object)
    def _end(self, problem: Problem | None) -> None:
        if self._painter is not None:
            self._painter.end()
        self._printer = self._painter = None
        self.finished.emit(problem)
