"""The message at the right: what is attached to it, the meeting it is about, and what it passes on."""

from __future__ import annotations

import os
import stat
from email.policy import SMTP
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from mailboxes import letter, write_eml
from PySide6.QtCore import QBuffer, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QColor, QDesktopServices, QImage, QResizeEvent, QTextDocumentFragment
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QMenu,
    QMessageBox,
    QTreeWidget,
    QTreeWidgetItem,
)

from reader import scratch
from ui.action_list import ActionList
from ui.body_view import NO_WEB_ENGINE, web_engine_wanted
from ui.text_view import TextView

if TYPE_CHECKING:
    from email.message import EmailMessage

MEETING = """BEGIN:VCALENDAR
VERSION:2.0
METHOD:{method}
BEGIN:VEVENT
UID:1@voorbeeld.example
DTSTART:20211203T190000Z
DTEND:20211203T210000Z
SUMMARY:Informatieavond zwembad
LOCATION:Raadzaal
ORGANIZER;CN=Griffie Voorbeeld:mailto:griffie@gemeente.example
END:VEVENT
END:VCALENDAR
"""
FORWARD = """Ter informatie.

-----Oorspronkelijk bericht-----
Van: Anna Bakker <anna@dorp.example>
Verzonden: maandag 1 november 2021 09:15
Aan: Gemeente Voorbeeld <info@gemeente.example>
Onderwerp: Zorgen over het zwembad

Beste raad, het zwembad gaat dicht.
"""
REPLY = """Beste griffie,

Dat is goed.

Op ma 1 nov. 2021 om 09:15 schreef Griffie Voorbeeld <griffie@gemeente.example>:

> Kunt u donderdag komen?
"""


def with_attachment(message: EmailMessage, content: bytes, name: str) -> EmailMessage:
    message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message


def invitation(method: str) -> EmailMessage:
    message = letter(1, subject="Uitnodiging")
    message.add_attachment(MEETING.format(method=method), subtype="calendar", params={"method": method})
    return message


def pdf(path: Path, pages: int) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(595, 842).close()
    document.save(path)
    document.close()
    return path.read_bytes()


@pytest.fixture
def nested() -> EmailMessage:
    """A message in a message in a message; the middle one asks something."""
    innermost = letter(3, subject="Binnenste brief")
    middle = letter(2, subject="Middelste brief", text="Wij verzoeken u vóór 1 december 2021 te reageren.\n")
    middle.add_attachment(innermost)
    outer = letter(1, subject="Buitenste brief")
    outer.add_attachment(middle)
    return outer


@pytest.fixture
def reading(reopened, tmp_path):
    """A window in which the first of these messages is read."""

    def start(*messages):
        user = reopened(write_eml(tmp_path / "brieven", list(messages)))
        user.open_row(0)
        return user

    return start


def subject(user):
    return label(user, "Subject")


def label(user, name):
    """The text of the visible label with this name, as it is read; "" where there is none."""
    return "\n".join(map(as_read, labels(user, name)))


def labels(user, name):
    return [one for one in user.window.reading.findChildren(QLabel, name) if one.isVisible()]


def as_read(shown):
    if shown.textFormat() != Qt.TextFormat.RichText:
        return shown.text()
    return QTextDocumentFragment.fromHtml(shown.text()).toPlainText()


def to_attachments(user):
    """With the keyboard: to the first attachment."""
    user.press(user.window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    user.wait(user.window.reading.attachments.buttons[0].hasFocus)
    return user.window.reading.attachments.buttons[0]


def go_in(user, title):
    """With the keyboard: to the attachments, and open the first."""
    user.press(to_attachments(user), Qt.Key.Key_Return)
    user.wait(lambda: subject(user) == title)


def go_back(user, title):
    user.press(user.window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    user.wait(lambda: subject(user) == title)


def preview(user):
    """With the keyboard: a look at the first attachment."""
    user.press(to_attachments(user), Qt.Key.Key_Space)
    dialog = user.window.attachments.preview_dialog
    assert dialog is not None
    user.wait(lambda: "Bezig" not in dialog.state)
    return dialog


def close(user, dialog):
    user.press(dialog, Qt.Key.Key_Escape)
    user.wait(lambda: user.window.attachments.preview_dialog is None)


@pytest.mark.parametrize("engine", ["web", "text"])
def test_an_attached_message_opens_and_escape_leads_back_to_its_button(reading, nested, engine, monkeypatch):
    if engine == "text":
        monkeypatch.setenv(NO_WEB_ENGINE, "1")
    user = reading(nested)
    pane = user.window.reading
    assert isinstance(pane.body.widget(), TextView) == (engine == "text")
    assert not pane.back.isVisible()
    go_in(user, "Middelste brief")
    assert "Terug naar Buitenste brief" in pane.back.text()
    user.wait(
        lambda: pane.body.widget().isAncestorOf(QApplication.focusWidget()) or pane.body.widget().hasFocus()
    )
    user.press(QApplication.focusWidget(), Qt.Key.Key_Escape)
    user.wait(lambda: subject(user) == "Buitenste brief")
    assert QApplication.focusWidget() is pane.attachments.buttons[0]
    assert not pane.back.isVisible()


def test_a_message_in_an_attached_message_opens_and_each_step_leads_back(reading, nested):
    user = reading(nested)
    go_in(user, "Middelste brief")
    go_in(user, "Binnenste brief")
    assert not user.window.reading.attachments.isVisible()
    go_back(user, "Middelste brief")
    go_back(user, "Buitenste brief")


def test_the_button_with_the_outer_subject_leads_back(reading, nested, qtbot):
    user = reading(nested)
    go_in(user, "Middelste brief")
    qtbot.mouseClick(user.window.reading.back, Qt.MouseButton.LeftButton)
    user.wait(lambda: subject(user) == "Buitenste brief")


def test_a_message_that_is_shown_again_keeps_the_keyboard_on_its_attachment(reading, nested):
    user = reading(nested)
    button = to_attachments(user)
    user.window.reading.show_message(user.window.opened)
    assert button.hasFocus()


def test_an_attached_message_has_its_own_actions(reading, nested):
    user = reading(nested)
    assert not user.window.reading.panel.isVisible()
    go_in(user, "Middelste brief")
    assert user.window.reading.panel.isVisible()
    assert [action.due for action in user.window.opened.actions] == ["2021-12-01"]


def test_inside_an_attached_message_that_message_is_printed(reading, nested, tmp_path, monkeypatch):
    target = tmp_path / "stuk.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    user = reading(nested)
    go_in(user, "Middelste brief")
    user.press(
        user.window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    user.wait(lambda: str(target) in user.window.status.message)
    with pypdfium2.PdfDocument(target) as document:
        text = document[0].get_textpage().get_text_range()
    assert "Middelste brief" in text
    assert "Buitenste brief" not in text


def test_a_growing_index_leaves_an_attached_message_open(reading, nested, tmp_path):
    user = reading(nested)
    go_in(user, "Middelste brief")
    user.window.imports.add([str(write_eml(tmp_path / "later", [letter(70)]))])
    user.wait_for_index(2)
    user.wait(lambda: not user.window.searcher.busy)
    assert subject(user) == "Middelste brief"


def test_a_search_that_keeps_the_row_keeps_the_attached_message(reading, nested):
    user = reading(nested, letter(9))
    user.type_query("buitenste")
    user.wait(lambda: user.subjects == ["Buitenste brief"])
    user.wait(lambda: subject(user) == "Buitenste brief")
    go_in(user, "Middelste brief")
    user.type_query("onderwerp:buitenste")
    user.wait(lambda: user.window.model.total == 1 and not user.window.searcher.busy)
    assert subject(user) == "Middelste brief"


def test_escape_in_the_search_box_empties_it_and_the_attached_message_stays(reading, nested):
    user = reading(nested, letter(9))
    user.type_query("buitenste")
    user.wait(lambda: user.subjects == ["Buitenste brief"] and subject(user) == "Buitenste brief")
    go_in(user, "Middelste brief")
    box = user.window.top_bar.search
    box.setFocus()
    user.press(box, Qt.Key.Key_Escape)
    assert box.text() == ""
    user.wait(lambda: len(user.hits) == 2 and not user.window.searcher.busy)
    assert subject(user) == "Middelste brief"


def test_another_row_leaves_the_attached_message_for_good(reading, nested):
    user = reading(nested, letter(9))
    outer = user.subjects.index("Buitenste brief")
    user.open_row(outer)
    go_in(user, "Middelste brief")
    user.open_row(1 - outer)
    user.open_row(outer)
    assert subject(user) == "Buitenste brief"


def test_an_attached_message_that_cannot_be_read_leaves_the_outer_one(reading, nested, tmp_path):
    user = reading(nested)
    (tmp_path / "brieven" / "000.eml").unlink()
    user.window.opening.go_in(0)
    user.wait(lambda: "000.eml" in user.window.status.message)
    assert subject(user) == "Buitenste brief"


def test_the_pages_of_a_pdf_are_drawn_and_its_copy_goes_with_the_preview(reading, tmp_path):
    before = set(scratch.folder().glob("*/Plan.pdf"))  # of whoever had one in this process
    content = pdf(tmp_path / "plan.pdf", 2)
    user = reading(with_attachment(letter(1), content, "Plan.pdf"))
    dialog = preview(user)
    assert dialog.windowTitle().startswith("Voorbeeld van Plan.pdf")
    user.wait(lambda: dialog.pages.isVisible() and "van 2" in page_number(dialog))
    assert dialog.state == ""
    copies = set(scratch.folder().glob("*/Plan.pdf")) - before
    assert copies
    close(user, dialog)
    user.wait(lambda: not any(copy.exists() for copy in copies))


def page_number(dialog):
    return " ".join(one.text() for one in dialog.findChildren(QLabel) if one.text().startswith("Pagina"))


def test_a_file_that_only_says_that_it_is_a_pdf_is_told_to_be_damaged(reading):
    user = reading(with_attachment(letter(1), b"%PDF-1.4\n", "Plan.pdf"))
    dialog = preview(user)
    assert "Plan.pdf" in dialog.state
    assert "beschadigd" in dialog.state
    close(user, dialog)


def test_a_text_is_shown_and_can_be_made_larger(reading):
    user = reading(with_attachment(letter(1), "Besluit één\ttwee\n".encode(), "besluiten.txt"))
    dialog = preview(user)
    assert dialog.text.isVisible()
    assert dialog.text.toPlainText() == "Besluit één\ttwee"
    before = dialog.text.document().defaultFont().pixelSize()
    user.press(dialog, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    assert dialog.text.document().defaultFont().pixelSize() > before
    user.press(dialog, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert dialog.text.document().defaultFont().pixelSize() == before
    close(user, dialog)


@pytest.mark.skipif(not web_engine_wanted(), reason="WebEngine is missing")
def test_a_picture_is_drawn_by_the_browser(reading):
    picture = QImage(300, 200, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkGreen)
    content = QBuffer()
    picture.save(content, "PNG")
    user = reading(with_attachment(letter(1), content.data().data(), "Oversteek.PNG"))
    dialog = preview(user)
    assert dialog.state == ""
    user.wait(lambda: dialog.grab().toImage().pixelColor(150, 150) == QColor(Qt.GlobalColor.darkGreen))
    close(user, dialog)


@pytest.mark.usefixtures("_without_web")
def test_without_a_browser_a_picture_is_left_to_its_own_program(reading):
    user = reading(with_attachment(letter(1), b"\x89PNG\r\n\x1a\n" + bytes(100), "Oversteek.png"))
    dialog = preview(user)
    assert "Open de bijlage" in dialog.state
    close(user, dialog)


def test_a_document_of_an_old_office_says_that_its_text_is_not_searched(reading):
    old = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1024)  # how each file of Office up to 2003 begins
    dialog = preview(user := reading(with_attachment(letter(1), old, "notulen.doc")))
    assert "niet doorzoekbaar" in dialog.state
    close(user, dialog)


def test_of_a_long_text_the_beginning_is_shown(reading):
    user = reading(with_attachment(letter(1), b"a\n" * 30_000, "lijst.txt"))
    dialog = preview(user)
    assert "begin" in dialog.state
    assert 1_000 < dialog.text.blockCount() < 30_000
    close(user, dialog)


def test_a_preview_can_be_saved_and_says_where(reading, tmp_path, monkeypatch):
    target = tmp_path / "bewaard.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    user = reading(with_attachment(letter(1), b"Besluit", "besluit.txt"))
    dialog = preview(user)
    dialog.save_wanted.emit()
    user.wait(lambda: str(target) in dialog.state)
    assert target.read_bytes() == b"Besluit"
    close(user, dialog)


def test_a_program_is_never_opened_and_its_preview_says_so(reading, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    user = reading(with_attachment(letter(1), b"MZ\x90\0\x03\0\0\0", "factuur.pdf.exe"))
    dialog = preview(user)
    assert "ICT" in dialog.state
    close(user, dialog)
    button = user.window.reading.attachments.buttons[0]
    assert [action.text() for action in button.menu().actions()] == ["Voorbeeld", "Opslaan als…"]
    said = []
    QTimer.singleShot(500, lambda: said.append(dismiss()))
    user.press(button, Qt.Key.Key_Return)
    assert "ICT" in said[0]
    assert opened == []


def dismiss() -> str:
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    text = box.text()
    box.accept()
    return text


class FileProgram(QObject):
    """What opens a file on this PC, for Qt."""

    def __init__(self):
        super().__init__()
        self.paths = []

    @Slot("QUrl")
    def open(self, url):
        self.paths.append(Path(url.toLocalFile()))


def test_a_document_opens_as_a_copy_that_cannot_be_changed(reading):
    program = FileProgram()
    QDesktopServices.setUrlHandler("file", program, "open")
    try:
        user = reading(with_attachment(letter(1), b"PK\x03\x04", "Brief.docx"))
        user.press(user.window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
        user.press(QApplication.focusWidget(), Qt.Key.Key_Return)
        user.wait(lambda: bool(program.paths))
    finally:
        QDesktopServices.unsetUrlHandler("file")
    (path,) = program.paths
    assert path.name == "Brief.docx"
    assert path.is_relative_to(scratch.folder())
    assert not stat.S_IMODE(os.stat(path).st_mode) & stat.S_IWRITE  # noqa: PTH116 - beside its mask


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # offscreen has no grabbing of keys
def test_the_down_key_shows_all_that_can_be_done_with_an_attachment(reading):
    user = reading(with_attachment(letter(1), b"Besluit", "besluit.txt"))
    user.press(user.window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    seen = []

    def look():
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        seen.extend(action.text() for action in menu.actions())
        menu.close()

    QTimer.singleShot(500, look)
    user.press(QApplication.focusWidget(), Qt.Key.Key_Down)
    user.wait(lambda: bool(seen))
    assert seen == ["Openen", "Voorbeeld", "Opslaan als…"]


def test_tab_brings_each_attachment_into_sight(reading):
    message = letter(1)
    for number in range(12):
        with_attachment(message, b"Besluit", f"Een besluit met een lange naam {number}.txt")
    user = reading(message)
    strip = user.window.reading.attachments
    user.press(user.window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    for _ in range(11):
        user.press(QApplication.focusWidget(), Qt.Key.Key_Tab)
    last = strip.buttons[-1]
    assert QApplication.focusWidget() is last
    assert strip.viewport().rect().contains(last.mapTo(strip.viewport(), last.rect().center()))


def test_a_name_that_hides_its_end_is_shown_without_the_trick(reading):
    # U+202E turns what follows round: without care this reads as factuurexe.pdf
    user = reading(with_attachment(letter(1), b"MZ", "factuur\u202efdp.exe"))
    assert "fdp.exe" in user.window.reading.attachments.buttons[0].text()
    assert "\u202e" not in user.window.reading.attachments.buttons[0].text()


def test_closing_the_window_ends_the_preview(reading, tmp_path):
    user = reading(with_attachment(letter(1), pdf(tmp_path / "plan.pdf", 40), "Plan.pdf"))
    user.press(to_attachments(user), Qt.Key.Key_Space)
    user.window.close()
    assert user.window.attachments.preview_dialog is None
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]


def test_a_meeting_stands_above_the_text_with_time_place_and_organiser(reading):
    user = reading(invitation("REQUEST"))
    assert label(user, "MeetingKind") == "Uitnodiging"
    assert label(user, "MeetingTitle") == "Informatieavond zwembad"
    card = user.window.reading.meetings
    texts = [one.text() for one in card.findChildren(QLabel)]
    assert "vrijdag 3 december 2021, 20:00 - 22:00" in texts
    assert "Raadzaal" in texts
    assert "Griffie Voorbeeld" in texts


def test_a_meeting_that_is_called_off_is_struck_through(reading):
    user = reading(invitation("CANCEL"))
    assert label(user, "MeetingKind") == "Afgelast"
    (title,) = user.window.reading.meetings.findChildren(QLabel, "MeetingTitle")
    assert title.font().strikeOut()


def test_a_message_without_a_meeting_shows_no_card_of_the_last_one(reading):
    user = reading(invitation("REQUEST"), letter(9))
    for row in (0, 1):
        user.open_row(row)
        assert bool(label(user, "MeetingTitle")) == (subject(user) == "Uitnodiging")


def test_a_forward_says_whose_message_it_passes_on(reading):
    user = reading(letter(1, subject="FW: Zorgen over het zwembad", text=FORWARD))
    line = label(user, "Forwarded")
    assert line.startswith("Doorgestuurd bericht van Anna Bakker")
    assert "1 november 2021" in line


@pytest.mark.usefixtures("_without_web")
def test_the_text_view_shows_what_a_reply_quotes_and_no_word_to_fold_it(reading):
    user = reading(letter(1, text=REPLY))
    text = user.window.reading.body.widget().toPlainText()
    assert "Kunt u donderdag komen?" in text
    assert "Eerdere berichten" not in text


def test_the_dates_of_what_a_reply_quotes_are_not_listed(reading):
    own = "Wij verzoeken u vóór 1 december 2021 te reageren. Op 4 november 2021 is er overleg.\n\n"
    user = reading(letter(1, text=own + REPLY.replace("donderdag", "op 11 oktober 2021")))
    assert "11 oktober 2021" in user.window.opened.message.text
    assert label(user, "Mentioned") == "Genoemde data: 4 november 2021"


@pytest.fixture
def _without_web(monkeypatch):
    monkeypatch.setenv(NO_WEB_ENGINE, "1")


def test_a_damaged_message_says_so_in_one_line_that_names_its_file_and_no_folder(reading):
    message = with_attachment(letter(1), b"Besluit", "besluit.txt")
    cut = message.as_bytes(policy=SMTP)[:-40]  # the last boundary is missing
    user = reading(Cut(cut))
    line = label(user, "Problems")
    assert "000.eml" in line
    assert os.sep not in line
    assert "\n" not in line


class Cut:
    """Bytes that `write_eml` writes as they are."""

    def __init__(self, content):
        self.content = content

    def as_bytes(self):
        return self.content


def test_what_a_mail_says_is_no_html_in_a_tooltip(reading):
    message = letter(1)
    del message["To"]
    message["To"] = ", ".join(f'"<b>Raadslid {n}</b>" <lid{n}@gemeente.example>' for n in range(12))
    user = reading(message)
    (tip,) = {one.toolTip() for one in user.window.reading.findChildren(QLabel) if one.toolTip()}
    assert "&lt;b&gt;Raadslid 11&lt;/b&gt;" in tip


def test_a_small_window_leaves_room_for_the_text(reading):
    message = letter(1, subject="Een lang onderwerp " * 12, text="Wilt u reageren?\n\n" * 12)
    message.add_attachment(MEETING.format(method="REQUEST"), subtype="calendar")
    user = reading(message)
    user.window.resize(1024, 700)
    pane = user.window.reading
    user.wait(lambda: pane.body.widget().height() > pane.height() // 5)


def test_at_1024_by_768_what_is_noted_takes_one_line(reading):
    text = "Wij verzoeken u ons te laten weten wat de raad hiervan vindt.\n\nGraag ontvangen wij bericht.\n"
    user = reading(letter(1, text=text))
    user.window.resize(1024, 768)
    bar = user.window.reading.notes
    user.wait(lambda: bar.edit.y() == bar.listed.y() == bar.proposal.y())


def test_in_large_letters_what_is_asked_stays_in_sight_above_the_text(reading):
    text = f"{ASKED_OF}\n\n" + "De vergadering was goed bezocht.\n\n" * 12
    user = reading(letter(1, subject="Een lang onderwerp " * 12, text=text))
    while user.window.settings.zoom < 175:
        user.window.zoom_in()
    pane = user.window.reading
    for size in ((1440, 900), (1280, 720)):
        user.window.resize(*size)
        user.wait(lambda: pane.panel.visibleRegion().boundingRect() == pane.panel.rect())
        user.wait(lambda: pane.body.widget().height() > pane.height() // 6)
        user.window.next_action()
        assert pane.panel.visibleRegion().boundingRect() == pane.panel.rect()


ASKED_OF = """Wij verzoeken de raad vóór 14 december 2021 een besluit te nemen.

Wilt de griffie ons de stukken sturen?
"""


def test_each_action_says_for_whom_it_is(reading):
    user = reading(letter(1, text=ASKED_OF))
    items = user.window.findChild(QTreeWidget, "ActionList")

    def whom():
        return [items.topLevelItem(row).text(2) for row in range(items.topLevelItemCount())]

    user.wait(lambda: whom() == ["voor de raad", "voor de griffie"])
    said = items.topLevelItem(0).data(0, Qt.ItemDataRole.AccessibleTextRole)
    assert said.endswith(", voor de raad, uiterlijk 13 dec 2021 (vóór 14 dec)")
    user.window.resize(800, 700)
    user.wait(lambda: whom() == ["raad", "griffie"])


def test_in_a_narrow_window_with_large_letters_the_date_outlasts_for_whom_it_is(reading):
    user = reading(letter(1, text=ASKED_OF.replace("\n\nWilt de griffie ons de stukken sturen?", "")))
    items = user.window.findChild(QTreeWidget, "ActionList")
    title = user.window.findChild(QLabel, "ActionsTitle")
    assert items.remark(0) == "voor de raad · uiterlijk 13 dec 2021 (vóór 14 dec)"
    assert title.shown == "1 actiepunt voor raadsleden"
    user.window.resize(1024, 700)
    while user.window.settings.zoom < 150:
        user.window.zoom_in()
    user.wait(lambda: items.remark(0) == "! 13 dec 2021")
    while user.window.settings.zoom < 200:
        user.window.zoom_in()
    user.wait(lambda: title.shown.endswith("…"))
    assert items.remark(0) == "! 13 dec 2021"


def test_hits_in_the_subject_are_marked_and_it_says_nothing_in_html(reopened, tmp_path):
    message = letter(1, subject="Zorg <b>over</b> het zwembad & meer")
    user = reopened(write_eml(tmp_path / "brieven", [message]))
    user.type_query("zwembad")
    user.open_row(0)
    user.wait(lambda: subject(user) == "Zorg <b>over</b> het zwembad & meer")
    (shown,) = labels(user, "Subject")
    assert f'{user.window.theme.hit}">zwembad</span>' in shown.text()


def test_the_list_of_actions_takes_any_width_whatever_python_made_of_its_rows(qtbot):
    actions = ActionList()
    qtbot.addWidget(actions)
    actions.addTopLevelItem(
        QTreeWidgetItem(["!", "Wilt u komen?", "", ""])
    )  # as Qt hands one over that it made anew
    actions.fit(1)
    for width in (200, 900):
        actions.resize(width, 100)
        actions.resizeEvent(QResizeEvent(actions.size(), actions.size()))
    assert actions.topLevelItem(0).text(1) == "Wilt u komen?"
