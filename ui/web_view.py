"""The body of a message in QtWebEngine.

Starting Chromium holds the window up for a good part of a second, so the view is made at the first
idle moment after the window is up; what is asked of it before then is done when it is there.
"""

from __future__ import annotations

import logging
import time

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QContextMenuEvent, QShowEvent
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QMenu, QStackedLayout, QWidget

from ui.text_view import TextView
from ui.theme import DARK, LIGHT
from ui.web_pages import OfflinePage, OfflineProfile

_log = logging.getLogger(__name__)

_EMPTY = "<!doctype html><title></title>"
_STEPS = (0.5, 0.67, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)
_NORMAL = _STEPS.index(1.0)


class WebView(QWidget):
    """See `body_view.BodyView`."""

    link_activated = Signal(str)
    action_marked = Signal(str)
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
        self._loading = False
        self._deaths = 0  # of the renderer, over the current page
        self._step = _NORMAL

    def widget(self) -> QWidget:
        return self

    def show_page(self, html: str) -> None:
        self._html, self._anchor, self._deaths = html, "", 0
        self._load()

    @property
    def _in_text(self) -> bool:
        """Whether the page that is shown is shown as text."""
        return self._text is not None and self._layout.currentWidget() is self._text

    def go_to(self, anchor: str) -> None:
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

    def zoom(self, step: int) -> None:
        self._step = max(0, min(len(_STEPS) - 1, self._step + step)) if step else _NORMAL
        if self._view is not None:
            self._view.setZoomFactor(_STEPS[self._step])

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
        self._page = OfflinePage(OfflineProfile(), self._view)
        self._page.link_activated.connect(self.link_activated)
        self._page.loadFinished.connect(self._loaded)
        self._page.renderProcessTerminated.connect(self._died)
        self._view.setPage(self._page)
        self._view.setZoomFactor(_STEPS[self._step])
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
            self._layout.addWidget(self._text)
        self._text.show_page(self._html)
        self._layout.setCurrentWidget(self._text)
        self.setFocusProxy(self._text)


class _View(QWebEngineView):
    """With a menu of its own: Chromium's offers reloading, saving and the source."""

    action_marked = Signal(str)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
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
        menu.addSeparator()
        selected = self.page().selectedText()
        mark = menu.addAction(self.tr("Mark as action item"))
        mark.setEnabled(bool(selected.strip()))
        mark.triggered.connect(lambda: self.action_marked.emit(selected))
        menu.popup(event.globalPos())
