"""One HTML page becomes the bytes of one PDF: by Chromium, or by Qt's rich text where that is missing."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QBuffer, QByteArray, QMarginsF, QObject, QPointF, QRectF, Qt, QTimer, Slot
from PySide6.QtGui import QColor, QFont, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen, QTextDocument

from ui.body_view import web_engine_wanted
from ui.text_view import for_rich_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWebEngineCore import QWebEnginePage

    Done = Callable[[bytes], None]  # takes the PDF; b"" where the page could not be printed

_log = logging.getLogger(__name__)

# The margins of resources/styles/print.css, in points.
LAYOUT = QPageLayout(
    QPageSize(QPageSize.PageSizeId.A4),
    QPageLayout.Orientation.Portrait,
    QMarginsF(40.5, 48, 51, 49.5),
    QPageLayout.Unit.Point,
)
LONGEST_MS = 60_000  # for one page; a layout that takes longer is a trap
_DPI = 96  # the style sheets count in px of 1/96 inch
_FINER = 8  # steps in a px, so that letters stand where they should
# What rich text understands of resources/styles/print.css.
_STYLE = """
    body { color: #14181d; }
    h1.title { font-size: 17px; } td.term { color: #5b6675; } th { text-align: left; } a { color: #14181d; }
    [data-griffie~="mask"] { background-color: #e3e6ea; color: #5b6675; }
    mark[data-griffie~="action"], [data-griffie~="section"] { background-color: #fff8e6; }
    mark[data-griffie~="action"], mark[data-griffie~="heading"] { text-decoration: underline; }
    .left-out, .about { color: #5b6675; } .attachment { page-break-before: always; }
"""


class PagePrinter(Protocol):
    """Prints one page at a time."""

    def print(self, html: str, foot: str, done: Done) -> None:
        """Hand the PDF of `html` to `done`, later; `foot` has places for {page} and {pages}."""


def make_page_printer(parent: QObject) -> PagePrinter:
    """The best printer that this PC can run."""
    return WebPrinter(parent) if web_engine_wanted() else TextPrinter(parent)


class WebPrinter(QObject):
    """Each page is a load of its own, since one sender's style must not reach another's message."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._done: Done | None = None
        self._clock = QTimer(self, singleShot=True, interval=LONGEST_MS)
        self._clock.timeout.connect(self._give_up)
        self._start()

    def print(self, html: str, foot: str, done: Done) -> None:  # noqa: ARG002 - the page brings its own foot
        assert self._done is None
        self._done = done
        self._clock.start()
        self._page.show_html(html)

    def _start(self) -> None:
        from ui.web_pages import OfflinePage, OfflineProfile  # noqa: PLC0415 - WebEngine may be missing

        self._page = OfflinePage(OfflineProfile(), self)
        self._page.loadFinished.connect(self._loaded)
        self._page.renderProcessTerminated.connect(self._died)

    @Slot(bool)
    def _loaded(self, ok: bool) -> None:  # noqa: FBT001 - a signal's argument
        if self._done is None:
            return
        if ok:
            self._page.printToPdf(self._finish, LAYOUT)
        else:
            self._finish(QByteArray())

    @Slot()
    def _give_up(self) -> None:
        _log.warning("a page took too long to print")
        self._replace_page()

    def _died(self, status: QWebEnginePage.RenderProcessTerminationStatus, code: int) -> None:
        _log.warning("the renderer ended with status %s, code %d, in a print", status.name, code)
        self._replace_page()

    def _replace_page(self) -> None:
        self._page.loadFinished.disconnect(self._loaded)
        self._page.deleteLater()
        self._start()
        self._finish(QByteArray())

    def _finish(self, pdf: QByteArray) -> None:
        self._clock.stop()
        done, self._done = self._done, None
        if done is not None:
            content = bytes(pdf.data())
            QTimer.singleShot(0, self, lambda: done(content))  # outside Chromium's own call


class TextPrinter(QObject):
    """The same text and foot, with the layout that rich text can show."""

    def print(self, html: str, foot: str, done: Done) -> None:
        document = QTextDocument()
        document.setDefaultFont(_font(12))
        document.setUseDesignMetrics(True)  # else letters keep the distances of the screen
        document.setDefaultStyleSheet(_STYLE)
        document.setDocumentMargin(0)
        document.setHtml(_with_tables(html))
        content = QByteArray()
        buffer = QBuffer(content)
        buffer.open(QBuffer.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        writer.setResolution(_DPI * _FINER)
        writer.setPageLayout(LAYOUT)
        area = QRectF(0, 0, writer.width() / _FINER, writer.height() / _FINER)
        document.setPageSize(area.size())
        painter = QPainter(writer)
        painter.scale(_FINER, _FINER)
        pages = document.pageCount()
        for page in range(pages):
            if page:
                writer.newPage()
            painter.save()
            painter.translate(0, -page * area.height())
            document.drawContents(painter, area.translated(0, page * area.height()))
            painter.restore()
            _draw_foot(painter, area, foot.format(page=page + 1, pages=pages))
        painter.end()
        buffer.close()
        pdf = bytes(content.data())
        QTimer.singleShot(0, self, lambda: done(pdf))


def _with_tables(html: str) -> str:
    """Our own header block as a table, and some air in the list: rich text knows no grid and no padding."""
    head, frame, body = for_rich_text(html).partition('<div class="frame">')
    for ours, known in (
        ('<dl class="block">', '<hr><table cellpadding="2">'),
        ("</dl>", "</table><hr>"),
        ("<dt>", '<tr><td class="term" width="96">'),
        ("</dt><dd>", "</td><td>"),
        ("</dd>", "</td></tr>"),
        ("<table><thead>", '<table cellpadding="3" width="100%"><thead>'),
    ):
        head = head.replace(ours, known)
    return head + frame + body


def _draw_foot(painter: QPainter, area: QRectF, text: str) -> None:
    line = area.bottom() + 12
    painter.setPen(QPen(QColor("#c9d0d8"), 1))
    painter.drawLine(QPointF(0, line), QPointF(area.right(), line))
    painter.setPen(QColor("#5b6675"))
    painter.setFont(_font(10))
    painter.drawText(QRectF(0, line + 6, area.width(), 16), Qt.AlignmentFlag.AlignLeft, text)


def _font(size: int) -> QFont:
    font = QFont(["Segoe UI", "Noto Sans", "DejaVu Sans", "Arial", "sans-serif"])
    font.setPixelSize(size)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
