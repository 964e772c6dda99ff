"""The body of a message in a QTextBrowser, where WebEngine is missing or cannot start.

Qt's rich text knows part of HTML 4 and of CSS 2: text, tables, lists and marks come out, the layout
of a newsletter only roughly.  `loadResource` gives pictures that are inside the page and nothing else.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any

from PySide6.QtCore import QByteArray, QEvent, QPoint, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QContextMenuEvent, QFont, QImage, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from ui.body_menu import ACTION, add_to_menu
from ui.theme import DARK, LIGHT, Theme

LARGEST_PICTURE = QSize(4000, 4000)
_STYLE = re.compile(r"<style\b.*?</style>", re.IGNORECASE | re.DOTALL)
_SUMMARY = re.compile(r'<summary data-griffie="">.*?</summary>', re.DOTALL)  # ours: Qt can fold nothing away
_PIECE = re.compile(r' data-of="([\w-]+)"')
_FAMILIES = ["Segoe UI", "Noto Sans", "DejaVu Sans", "Arial", "sans-serif"]
_SIZE = 14  # px


class TextView(QTextBrowser):
    """See `body_view.BodyView`."""

    link_activated = Signal(str)
    action_marked = Signal(str)
    action_rejected = Signal(int)
    action_explained = Signal(int)
    action_edited = Signal(int)
    _zoom = 1.0  # Qt asks for it before there is an instance

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("TextView")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.setAccessibleName(self.tr("Message"))
        self.document().setDocumentMargin(28)
        self._anchor = ""  # that was gone to last
        self.anchorClicked.connect(self._follow)
        self._set_size()

    def widget(self) -> QWidget:
        return self

    def show_page(self, html: str) -> None:
        theme = DARK if 'data-theme="dark"' in html[:200] and "data-coloured" not in html[:200] else LIGHT
        self.setStyleSheet(f"QTextBrowser {{ background: {theme.panel}; color: {theme.ink}; }}")
        self.document().setDefaultStyleSheet(_style_sheet(theme))
        self._anchor = ""
        self.setHtml(for_rich_text(html))

    def go_to(self, anchor: str) -> None:
        self._anchor = anchor
        self.scrollToAnchor(anchor)

    def selected_text(self) -> str:
        return self.textCursor().selection().toPlainText()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt's own menu, and entries of ours: about the action below the mouse, or the one that was gone to last."""
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        anchor = self._action_at(event.pos()) if by_mouse else self._anchor
        menu = self.createStandardContextMenu(event.pos())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        add_to_menu(menu, self, self.selected_text(), anchor)
        menu.popup(event.globalPos())

    def _action_at(self, place: QPoint) -> str:
        """The anchor of the action below a place; "" for none.

        Each piece of a mark begins with an anchor (`for_rich_text`), and all of it has the tooltip of its action.
        """
        at = (
            self.document()
            .documentLayout()
            .hitTest(
                place + QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value()),
                Qt.HitTestAccuracy.ExactHit,
            )
        )
        cursor = QTextCursor(self.document())
        while at >= 0:
            cursor.setPosition(at + 1)  # the format of a cursor is that of the letter before it
            if not cursor.charFormat().toolTip():
                break
            for name in cursor.charFormat().anchorNames():
                if name.startswith(ACTION):
                    return name
            at -= 1
        return ""

    def set_zoom(self, factor: float) -> None:
        self._zoom = factor
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
        font.setPixelSize(round(_SIZE * self._zoom))
        self.document().setDefaultFont(font)

    def _follow(self, url: QUrl) -> None:
        if url.isRelative() and url.hasFragment():
            self.scrollToAnchor(url.fragment())
        else:
            self.link_activated.emit(url.toString())


def for_rich_text(html: str) -> str:
    """A page without its style sheets: made for browsers, and half understood they hide more than they show.

    Each piece of a mark carries an anchor: Qt keeps no other attribute, and a jump goes to the first.
    """
    return _PIECE.sub(r' id="\1"', _SUMMARY.sub("", _STYLE.sub("", html)))


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
        mark[data-griffie~="hit"] {{ background-color: {theme.hit}; color: {theme.ink}; }}
        mark[data-griffie~="action"], mark[data-griffie~="heading"] {{
            background-color: {theme.action_ground}; color: {theme.ink}; text-decoration: underline;
        }}
        [data-griffie~="section"] {{ background-color: {theme.action_ground}; color: {theme.ink}; }}
    """
