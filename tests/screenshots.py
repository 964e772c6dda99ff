"""Every main view as a picture in `screenshots/`, from the sample mailbox, offscreen.

`make screenshots` runs this; the pictures are for a critical eye, and for the README.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from mailboxes import letter, write_mbox  # noqa: E402 - after the path is set
from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer  # noqa: E402
from PySide6.QtWidgets import QApplication, QDialog, QWidget  # noqa: E402

from reader.paths import data_dir  # noqa: E402
from reader.settings import Settings  # noqa: E402
from ui.app import make_application, make_window  # noqa: E402

OUT = ROOT / "screenshots"
PATIENCE_S = 60


def wait(condition, what: str) -> None:
    end = time.monotonic() + PATIENCE_S
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(what)
        pause(20)


def pause(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def shoot(widget: QWidget, name: str) -> None:
    pause(600)  # the browser engine paints after the window
    widget.grab().save(str(OUT / f"{name}.png"))
    print(name)


def shoot_dialog(open_it, name: str, is_ready=lambda _dialog: True) -> None:
    """Open a modal dialog, picture it once what it shows is there, close it."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog):  # it comes when what it shows is known
            QTimer.singleShot(100, look)
            return
        wait(lambda: is_ready(dialog), name)
        shoot(dialog, name)
        dialog.reject()
        done.append(name)

    done: list[str] = []
    QTimer.singleShot(1200, look)
    open_it()
    wait(lambda: done, name)


def run(window, name: str) -> None:
    """A command of the menu."""
    next(action for action in window.actions() if action.objectName() == name).trigger()


def show_message(window, words: str) -> None:
    """Search, and open the first hit."""
    window.top_bar.search.setText(words)
    wait(lambda: window.model.rowCount() and not window.searcher.busy, f"hits for {words}")
    window.list_pane.list.setCurrentIndex(window.model.index(0))
    identity = window.model.hit(0).id
    wait(lambda: window.opened is not None and window.opened.id == identity, f"message for {words}")


def office(folder: Path) -> Path:
    """A mailbox of several folders, some of which are nobody's business."""
    root = folder / "griffie 2026"
    number = 0
    for name, messages in {
        "Postvak IN": 48,
        "Postvak IN/Ingekomen stukken": 31,
        "Postvak IN/Integriteit": 4,
        "Postvak IN/Raadsvragen": 17,
        "Archief/2024": 20,
        "Archief/2025": 26,
        "Personeel griffie": 9,
        "Vertrouwenscommissie burgemeester": 6,
        "Verzonden items": 39,
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        write_mbox(root / f"{name}.mbox", [letter(number + one) for one in range(messages)])
        number += messages
    return root


def shoot_inside_messages(window) -> None:
    """What comes with a message: another one, a meeting, a quotation, files."""
    show_message(window, "ijsclub")
    window.opening.go_in(0)
    wait(lambda: window.opening.is_inside, "the attached message")
    shoot(window, "14-attached-message")
    show_message(window, "onderwerp:noorderpolder")
    window.focus_attachments()
    shoot(window, "15-meeting")
    show_message(window, "van:peeks")
    shoot(window, "16-folded-quotation")
    show_message(window, "van:kcc")
    window.use_theme("dark")
    shoot(window, "17-dark-forward")
    window.use_theme("light")
    for words, name in (
        ("bijlage:petitie", "18-preview-pdf"),
        ("bijlage:technische", "19-preview-word"),
        ("bijlage:oversteek", "20-preview-picture"),
    ):
        show_message(window, words)
        button = window.reading.attachments.buttons[0]
        shoot_dialog(button.click, name, lambda dialog: "Bezig" not in dialog.state)


def shoot_terms(window) -> None:
    """The filters below, and how the day is chosen that terms count from."""
    window.filters.scrollToBottom()
    shoot(window, "21-terms")
    window.choose_reference()
    shoot(window.findChild(QWidget, "CountingMenu"), "22-count-from")
    window.findChild(QWidget, "CountingMenu").close()
    shoot_dialog(lambda: window.counting.choose_day(window.filters.reference), "23-day")


def shoot_agenda(window) -> None:
    """What must be done by when, over all messages."""
    window.selection.untick_all()  # it would list those alone
    window.top_bar.search.setText("")
    wait(lambda: window.model.total > 30 and not window.searcher.busy, "all messages")
    run(window, "agenda")
    wait(lambda: not window.agenda.busy, "the agenda")
    shoot(window, "24-agenda")
    window.agenda.pane.mentions.setChecked(True)
    wait(lambda: not window.agenda.busy, "the dates mentioned")
    meeting = next(entry for entry in window.agenda.pane.model.entries if entry.ends is not None)
    window.agenda.pane.list.go_to(window.agenda.pane.model.row_of(meeting.key))
    window.agenda.pane.chosen.emit(meeting)
    wait(lambda: window.opened is not None and window.opened.id == meeting.message_id, "its message")
    window.use_theme("dark")
    pause(600)  # the message is opened anew in other colours
    window.agenda.pane.chosen.emit(meeting)
    shoot(window, "25-dark-agenda")
    window.use_theme("light")
    window.agenda.pane.mentions.setChecked(False)
    run(window, "list")


def main() -> None:
    OUT.mkdir(exist_ok=True)
    application = make_application(Settings(theme="light"))
    with tempfile.TemporaryDirectory() as folder:
        window = make_window(application, data_dir(Path(folder) / "data"), Settings(theme="light"))
        window.resize(1440, 900)  # the screen of the offscreen platform is smaller
        window.show()
        shoot(window, "1-empty")
        window.start(())
        wait(lambda: window.model.total > 30 and not window.imports.running, "the sample")
        shoot(window, "2-start")
        show_message(window, "wat kunt u doen")
        window.next_action()
        shoot(window, "3-heading")
        show_message(window, "zienswijze")
        for row in (0, 1, 2):
            window.model.toggle(window.model.hit(row).id)
        shoot(window, "4-selection")
        window.use_theme("dark")
        shoot(window, "5-dark")
        show_message(window, "wat kunt u doen")
        shoot(window, "6-dark-heading")
        window.use_theme("light")
        window.top_bar.search.setText("datum:onzin")
        window.top_bar.search.returnPressed.emit()
        pause(800)
        shoot(window, "7-wrong-query")
        window.top_bar.search.setText("qqqq")
        pause(800)
        shoot(window, "8-nothing-found")
        window.top_bar.search.setText("")
        pause(500)
        shoot_dialog(lambda: run(window, "keys"), "9-keys")
        shoot_dialog(lambda: run(window, "manual"), "10-manual")
        shoot_terms(window)
        show_message(window, "bijlage:pdf")
        window.resize(1024, 700)
        shoot(window, "11-small")
        window.resize(1440, 900)
        shoot_inside_messages(window)
        show_message(window, "is:uitnodiging")
        shoot_dialog(lambda: run(window, "print"), "12-print", lambda dialog: dialog.pages.current_page())
        window.choosing.add([str(office(Path(folder)))])
        wait(lambda: window.choosing.dialog is not None, "the maps")
        wait(window.choosing.dialog.tree.isVisible, "the maps")
        shoot(window.choosing.dialog, "13-maps")
        window.choosing.dialog.reject()
        shoot_agenda(window)
        window.close()
    QCoreApplication.processEvents()


if __name__ == "__main__":
    main()
