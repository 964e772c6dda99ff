"""Window tests: the real window on real files, offscreen, each on a data folder of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader import library
from reader.paths import DataDir, data_dir
from reader.settings import Settings
from ui.app import make_application, make_window
from ui.hit_model import HIT_ROLE

if TYPE_CHECKING:
    from pathlib import Path

    from reader.events import Hit

WAIT_MS = 100_000  # children start slowly on a busy machine; less than the limit of a test, which tells less

# Its own starts a timer, and then the loop that the timer ends: on a busy machine that was seen to go on for minutes.
QtBot.wait = lambda _self, ms: QTest.qWait(ms)


@pytest.fixture(scope="session")
def qapp():
    """Our own application, so that tests see the Dutch words and the colours of the program."""
    application = make_application(Settings(theme="light"))
    yield application
    for window in application.topLevelWidgets():
        window.deleteLater()
    # Pages of WebEngine must be gone before Python clears away; nobody runs a loop any more.
    application.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def data(tmp_path) -> DataDir:
    return data_dir(tmp_path / "data")


@pytest.fixture
def driver(qtbot, qapp, data):
    """A window with nothing in it, and hands to work it."""
    made: list[Driver] = []

    def start(*paths: str, settings: Settings | None = None) -> Driver:
        window = make_window(qapp, data, settings or Settings(theme="light", sample_removed=True))
        qtbot.addWidget(window)
        window.resize(1440, 900)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        window.start(paths)
        made.append(Driver(qtbot, window))
        return made[-1]

    yield start
    for one in made:
        one.window.close()


@pytest.fixture
def reopened(driver, data):
    """A window on exports that were read before it opened, as on most days.

    A test of what is shown needs no more.  To read them in the window costs two processes, which takes longer than the rest
    of such a test; how that goes is for the tests of adding, of choosing maps and of imports.
    """

    def start(*paths: Path | str, settings: Settings | None = None) -> Driver:
        *_, summary = library.add_exports(data, list(map(str, paths)))
        user = driver(settings=settings)
        user.wait_for_index(summary.added)
        user.wait(lambda: not user.window.searcher.busy)
        return user

    return start


class Driver:
    """What a user does and sees, in words."""

    def __init__(self, qtbot, window):
        self.qtbot = qtbot
        self.window = window

    @property
    def hits(self) -> list[Hit]:
        """Those whose rows are here."""
        model = self.window.model
        found = (model.index(row).data(HIT_ROLE) for row in range(model.rowCount()))
        return [hit for hit in found if hit is not None]

    @property
    def subjects(self) -> list[str]:
        return [hit.subject for hit in self.hits]

    def wait(self, condition) -> None:
        self.qtbot.waitUntil(condition, timeout=WAIT_MS)

    def wait_for_index(self, messages: int) -> None:
        """Until the window has said that the import is done, and shows its messages and the counts that follow them."""
        window = self.window
        self.wait(
            lambda: (
                not window.imports.running
                and window.model.total == messages
                and not window.searching._counts_soon.isActive()
            )
        )

    def type_query(self, text: str) -> None:
        box = self.window.top_bar.search
        box.setFocus()
        box.selectAll()
        self.qtbot.keyClicks(box, text)

    def press(self, widget, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        assert widget is not None, "nothing has the keyboard"  # Qt would end the process
        if QApplication.activeWindow() is None:
            # On a busy machine WebEngine comes late, and makes the window anew: here nobody activates that.
            self.window.activateWindow()
            self.wait(self.window.isActiveWindow)
        self.qtbot.keyClick(widget, key, modifier)

    def open_row(self, row: int) -> None:
        """Make a row current and wait until its message is shown."""
        identity = self.window.model.hit(row).id
        listing = self.window.list_pane.list
        listing.setCurrentIndex(self.window.model.index(row))
        self.wait(lambda: self.window.opened is not None and self.window.opened.id == identity)
