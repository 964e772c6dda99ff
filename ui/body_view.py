"""Shows the page of one message: QtWebEngine, or QTextBrowser where that is missing.

A page comes from `reader.render` and never reaches the network.  Its own policy is one lock; here
stand the others: an interceptor that refuses every request but those of our own scheme, a veto on
every navigation, and no JavaScript.  Links leave as a signal, and the window asks the user.

One constant host serves the page that is shown now: a host a message costs Chromium a new process
each time, and `setHtml` fails beyond 2 MB.
"""

from __future__ import annotations

import logging
import os
import sys
from typing import TYPE_CHECKING, Protocol

from ui.body_menu import SaysOfActions
from ui.qt_messages import log_qt_messages
from ui.text_view import TextView

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QWidget

_log = logging.getLogger(__name__)

NO_WEB_ENGINE = "GRIFFIELEZER_NO_WEBENGINE"  # environment variable: 1 forces the text view
# Without a graphics card's driver the software path is the dependable one; the rest silences
# Chromium, which prints addresses from messages, and takes names away from it as one more lock.
_FLAGS = (
    "--disable-gpu",
    "--disable-logging",
    "--log-level=3",
    "--disable-background-networking",
    "--disable-features=NetworkPrediction,Prerender2",
    '--host-resolver-rules="MAP * ~NOTFOUND"',
)


class BodyView(SaysOfActions, Protocol):
    """What the window needs of either view."""

    link_activated: SignalInstance  # str: the address of a link that the user chose

    def widget(self) -> QWidget: ...

    def show_page(self, html: str) -> None:
        """Show a page of `render.screen_page` from its top."""

    def go_to(self, anchor: str) -> None:
        """Scroll to an anchor, as soon as the page is there."""

    def selected_text(self) -> str:
        """What the user selected; "" for nothing."""

    def clear(self) -> None: ...

    def set_zoom(self, factor: float) -> None:
        """As large as this, where 1 is usual."""


def prepare_web_engine() -> None:
    """What Chromium must know before there is an application; nothing where WebEngine is missing."""
    log_qt_messages()
    flags = os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS", "")
    os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = " ".join((flags, *_FLAGS)).strip()
    if sys.platform == "linux" and os.geteuid() == 0:
        os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")  # as root Chromium refuses to start with it
    if os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        os.environ.setdefault("QT_QUICK_BACKEND", "software")  # else Qt complains that there is no OpenGL
    if web_engine_wanted():
        from ui.web_pages import register_scheme  # noqa: PLC0415 - WebEngine may be missing

        register_scheme()


def web_engine_wanted() -> bool:
    """Whether WebEngine is there, and not forbidden."""
    if os.environ.get(NO_WEB_ENGINE):
        return False
    try:
        import PySide6.QtWebEngineWidgets  # noqa: F401, PLC0415 - may be missing, or lack a system library
    except ImportError as error:
        _log.warning("WebEngine is missing: %s", error)
        return False
    return True


def make_body_view(parent: QWidget | None = None) -> BodyView:
    """The best view that this PC can show."""
    if not web_engine_wanted():
        return TextView(parent)
    from ui.web_view import WebView  # noqa: PLC0415 - WebEngine may be missing

    return WebView(parent)
