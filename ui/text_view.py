"""The body of a message in a QTextBrowser, where WebEngine is missing or cannot start.

Qt's rich text knows part of HTML 4 and of CSS 2: text, tables, lists and marks come out, the layout
of a newsletter only roughly.  `loadResource` gives pictures that are inside the page and nothing else.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QContextMenuEvent, QFont, QImage, QTextDocument
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from ui.theme import DARK, LIGHT, Theme

LARGEST_PICTURE = QSize(4000, 4000)
_STYLE = re.compile(r"<style\b.*?</style>", re.IGNORECASE | re.DOTALL)
_SUMMARY = re.compile(r'<summary data-griffie="">.*?</summary>', re.DOTALL)  # ours: Qt can fold nothing away
_FAMILIES = ["Segoe UI", "Noto Sans", "DejaVu Sans", "Arial", "sans-serif"]
_SIZE, _SMALLEST, _LARGEST = 14, -6, 18  # px; the last two are steps of one px


class TextView(QTextBrowser):
    """See `body_view.BodyView`."""

    link_activated = Signal(str)
    action_marked = Signal(str)
    _step = 0  # of zoom; Qt asks for it before there is an instance

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("TextView")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.setAccessibleName(self.tr("Message"))
        self.document().setDocumentMargin(28)
        self.anchorClicked.connect(self._follow)
        self._set_size()

    def widget(self) -> QWidget:
        return self

    def show_page(self, html: str) -> None:
        theme = DARK if 'data-theme="dark"' in html[:200] and "data-coloured" not in html[:200] else LIGHT
        self.setStyleSheet(f"QTextBrowser {{ background: {theme.panel}; color: {theme.ink}; }}")
        self.document().setDefaultStyleSheet(_style_sheet(theme))
        self.setHtml(for_rich_text(html))

    def go_to(self, anchor: str) -> None:
        self.scrollToAnchor(anchor)

    def selected_text(self) -> str:
        return self.textCursor().selection().toPlainText()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt's own menu, and one entry of ours."""
        selected = self.selected_text()
        menu = self.createStandardContextMenu(event.pos())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addSeparator()
        mark = menu.addAction(self.tr("Mark as action item"))
        mark.setEnabled(bool(selected.strip()))
        mark.triggered.connect(lambda: self.action_marked.emit(selected))
        menu.popup(event.globalPos())

    def zoom(self, step: int) -> None:
        self._step = max(_SMALLEST, min(_LARGEST, self._step + step)) if step else 0
        self._set_size()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the size of letters: the style sheet of the window has one of its own."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._set_size()

    def loadResource(self, kind: int, url: QUrl | str) -> Any:  # noqa: ANN401 - Qt's own signature
        if kind == QTextDocument.ResourceType.ImageResource.value and QUrl(url).scheme() == "data":
            return _picture(QUrl(url).toString())
        return QByteArray()

    def _set_size(self) -> None:
        font = QFont(_FAMILIES)
        font.setPixelSize(_SIZE + self._step)
        self.document().setDefaultFont(font)

    def _follow(self, url: QUrl) -> None:
        if url.isRelative() and url.hasFragment():
            self.scrollToAnchor(url.fragment())
        else:
            self.link_activated.emit(url.toString())


def for_rich_text(html: str) -> str:
    """A page without its style sheets: made for browsers, and half understood they hide more than they show."""
    return _SUMMARY.sub("", _STYLE.sub("", html))


def _picture(address: str) -> QImage | QByteArray:
    """The picture in a data: address (RFC 2397); nothing where it is none or too large."""
    try:
        content = base64.b64decode(address.partition(",")[2], validate=False)
    except binascii.Error:
        return QByteArray()
    picture = QImage.fromData(content)
    size = picture.size()
    fits = size.width() <= LARGEST_PICTURE.width() and size.height() <= LARGEST_PICTURE.height()
    return picture if fits and not picture.isNull() else QByteArray()


def _style_sheet(theme: Theme) -> str:
    """The marks of `screen.css`, as far as Qt's rich text can show them."""
    return f"""
        body {{ color: {theme.ink}; }}
        a {{ color: {theme.accent}; }}
        [data-griffie~="quoted"], mark[data-griffie~="quoted"] {{ color: {theme.soft}; }}
        mark[data-griffie~="hit"] {{ background-color: {theme.hit}; }}
        mark[data-griffie~="action"], mark[data-griffie~="heading"] {{ background-color: {theme.action_ground}; text-decoration: underline; }}
        [data-griffie~="section"] {{ background-color: {theme.action_ground}; }}
    """
