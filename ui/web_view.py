"""The body of a message in QtWebEngine.

Starting Chromium holds the window up for a good part of a second, so the view is made at the first
idle moment after the window is up; what is asked of it before then is done when it is there.
"""

from __future__ import annotations

import logging
import time

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QContextMenuEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineScript
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QMenu, QStackedLayout, QWidget

from ui.body_menu import add_to_menu
from ui.text_view import TextView
from ui.theme import DARK, LIGHT
from ui.web_pages import OfflinePage, OfflineProfile

_log = logging.getLogger(__name__)

_EMPTY = "<!doctype html><title></title>"
# The anchor of the innermost action at a place, see `marking`; JavaScript that is off is that of pages.
_ACTION_AT = """((at) => at ? at.dataset.of || at.id : "")(
    document.elementFromPoint(%d, %d)?.closest('mark[id^="action-"], [data-of^="action-"]'))"""


class WebView(QWidget):
    """See `body_view.BodyView`."""

    link_activated = Signal(str)
    action_marked = Signal(str)
    action_rejected = Signal(int)
    action_explained = Signal(int)
    action_edited = Signal(int)
    started = Signal(float)  # seconds that Chromium's start took, once

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QStackedLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._view: _View | None = None
        self._page: OfflinePage | None = None
        self._text: TextView | None = None  # takes over for a page that Chromium cannot show
        self._html: str | None = None  # what is shown, or will be
        self._anchor = ""  # where to go as soon as the page is there
        self._last = ""  # where the user went last in it
        self._loading = False
        self._deaths = 0  # of the renderer, over the current page
        self._zoom = 1.0
        for keys in (
            Qt.Key.Key_Menu,
            Qt.Modifier.SHIFT | Qt.Key.Key_F10,
        ):  # Chromium does not say that it was a key
            asked = QShortcut(QKeySequence(keys), self)
            asked.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            asked.activated.connect(self._show_menu)

    def widget(self) -> QWidget:
        return self

    def show_page(self, html: str) -> None:
        self._html, self._anchor, self._last, self._deaths = html, "", "", 0
        self._load()

    @property
    def _in_text(self) -> bool:
        """Whether the page that is shown is shown as text."""
        return self._text is not None and self._layout.currentWidget() is self._text

    def go_to(self, anchor: str) -> None:
        self._last = anchor
        if self._text is not None and self._in_text:
            self._text.go_to(anchor)
        elif self._page is None or self._loading:
            self._anchor = anchor
        else:
            self._page.go_to(anchor)

    def selected_text(self) -> str:
        if self._text is not None and self._in_text:
            return self._text.selected_text()
        return self._page.selectedText() if self._page is not None else ""

    def clear(self) -> None:
        self._html, self._anchor = None, ""
        if self._page is not None:
            self._show(_EMPTY)

    @Slot()
    def _show_menu(self) -> None:
        """The menu about the action that the user went to last."""
        if self._text is not None and self._in_text:
            place = QPoint(self._text.rect().center())
            event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, self._text.mapToGlobal(place))
            self._text.contextMenuEvent(event)
        elif self._view is not None:
            self._view.show_menu(self._last, self._view.mapToGlobal(self._view.rect().center()))

    def set_zoom(self, factor: float) -> None:
        self._zoom = factor
        if self._view is not None:
            self._view.setZoomFactor(factor)
        if self._text is not None:
            self._text.set_zoom(factor)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._view is None:
            QTimer.singleShot(0, self, self._start)

    @Slot()
    def _start(self) -> None:
        if self._view is not None:
            return
        begin = time.perf_counter()
        self._view = _View(self)
        self._view.action_marked.connect(self.action_marked)
        self._view.action_rejected.connect(self.action_rejected)
        self._view.action_explained.connect(self.action_explained)
        self._view.action_edited.connect(self.action_edited)
        self._page = OfflinePage(OfflineProfile(), self._view)
        self._page.link_activated.connect(self.link_activated)
        self._page.loadFinished.connect(self._loaded)
        self._page.renderProcessTerminated.connect(self._died)
        self._view.setPage(self._page)
        self._view.setZoomFactor(self._zoom)
        self._view.setAccessibleName(self.tr("Message"))
        self.setFocusProxy(self._view)
        self._layout.addWidget(self._view)
        self._page.strayed.connect(self._show_text)
        self._load()
        self.started.emit(time.perf_counter() - begin)

    def _load(self) -> None:
        if self._page is not None:
            self._show(self._html or _EMPTY)

    def _show(self, html: str) -> None:
        assert self._view is not None
        assert self._page is not None
        self._layout.setCurrentWidget(self._view)
        self.setFocusProxy(self._view)
        self._loading = True
        theme = DARK if 'data-theme="dark"' in html[:200] else LIGHT
        self._page.setBackgroundColor(theme.panel)  # else a white flash in the dark
        self._page.show_html(html)

    @Slot(bool)
    def _loaded(self, _ok: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._loading = False
        if self._anchor and self._page is not None:
            self._page.go_to(self._anchor)
            self._anchor = ""

    @Slot(QWebEnginePage.RenderProcessTerminationStatus, int)
    def _died(self, status: QWebEnginePage.RenderProcessTerminationStatus, code: int) -> None:
        """Once is chance: load again.  Twice over the same page: show its text."""
        if status == QWebEnginePage.RenderProcessTerminationStatus.NormalTerminationStatus:
            return
        _log.warning("the renderer ended with status %s, code %d", status.name, code)
        self._deaths += 1
        if self._deaths > 1:
            self._show_text()
        else:
            QTimer.singleShot(0, self, self._load)  # not inside the signal: Chromium is still cleaning up

    @Slot()
    def _show_text(self) -> None:
        if self._html is None:
            return
        if self._text is None:
            self._text = TextView(self)
            self._text.link_activated.connect(self.link_activated)
            self._text.action_marked.connect(self.action_marked)
            self._text.action_rejected.connect(self.action_rejected)
            self._text.action_explained.connect(self.action_explained)
            self._text.action_edited.connect(self.action_edited)
            self._text.set_zoom(self._zoom)
            self._layout.addWidget(self._text)
        self._text.show_page(self._html)
        self._layout.setCurrentWidget(self._text)
        self.setFocusProxy(self._text)


class _View(QWebEngineView):
    """With a menu of its own: Chromium's offers reloading, saving and the source."""

    action_marked = Signal(str)
    action_rejected = Signal(int)
    action_explained = Signal(int)
    action_edited = Signal(int)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Only the page knows which action is below the mouse: it is asked in a world that no script of a page can enter."""
        x, y = (round(at / self.zoomFactor()) for at in (event.pos().x(), event.pos().y()))
        place = event.globalPos()
        self.page().runJavaScript(
            _ACTION_AT % (x, y),
            QWebEngineScript.ScriptWorldId.ApplicationWorld.value,
            lambda anchor: self.show_menu(anchor or "", place),
        )

    def show_menu(self, anchor: str, place: QPoint) -> None:
        """At a place on the screen, with what can be said of the action with this anchor, "" for none."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, action in (
            (self.tr("Copy"), QWebEnginePage.WebAction.Copy),
            (self.tr("Select all"), QWebEnginePage.WebAction.SelectAll),
        ):
            entry = QAction(text, menu)
            entry.setEnabled(self.page().action(action).isEnabled())
            entry.triggered.connect(lambda _checked=False, action=action: self.page().triggerAction(action))
            menu.addAction(entry)
        add_to_menu(menu, self, self.page().selectedText(), anchor)
        menu.popup(place)
