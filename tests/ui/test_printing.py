"""From indexed messages to PDF files and the preview, with the real searcher and the real child."""

from __future__ import annotations

from email.message import EmailMessage

import pypdfium2
import pytest
from documents import pdf
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QCheckBox, QFileDialog, QPushButton

from main import main
from reader import library
from reader.child import run_job
from reader.errors import StorageFailed
from reader.events import PrintOptions, Search
from reader.note import Change
from ui import worker
from ui.body_view import NO_WEB_ENGINE
from ui.page_images import PaperJob
from ui.print_command import print_to_pdf
from ui.print_job import PrintJob
from ui.print_preview import PrintPreview
from ui.worker import Searcher

WAIT_MS = 60_000

LETTER = """From: Jan van Zevenhoven <jan@post.example>
To: Griffie <griffie@voorbeeld.example>
Subject: {subject}
Date: Fri, {day} Nov 2020 10:17:00 +0100
Message-ID: <{day}@post.example>
MIME-Version: 1.0
Content-Type: text/html; charset=utf-8

<p>Geachte raad,</p><p>Wij verzoeken u voor 1 december te reageren.</p>{more}
"""


@pytest.fixture
def desk(data, tmp_path):
    """Three letters, the oldest with enough text for two pages."""
    export = tmp_path / "export"
    export.mkdir()
    for day, subject, more in ((6, "Wachttijden", "<p>woord</p>" * 60), (7, "Motie", ""), (8, "Motie", "")):
        text = LETTER.format(day=day, subject=subject, more=more)
        (export / f"{day}.eml").write_text(text, encoding="utf-8")
    list(library.add_exports(data, [str(export)]))
    return library.Desk(data)


@pytest.fixture
def ids(desk):
    """Oldest first."""
    return desk.ids(Search())[::-1]


@pytest.fixture(params=["web", "text"])
def _each_engine(request, monkeypatch):
    if request.param == "text":
        monkeypatch.setenv(NO_WEB_ENGINE, "1")


def pages_of(path):
    with pypdfium2.PdfDocument(path) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def squeezed(text):
    """Without spaces: where letters stand apart, reading a PDF is guessing at words."""
    return "".join(text.split())


@pytest.mark.usefixtures("qapp", "_each_engine")
def test_each_stuk_has_its_header_block_and_its_own_page_numbers(data, desk, ids, tmp_path):
    out = tmp_path / "stukken.pdf"
    assert print_to_pdf(data, desk, ids, out, PrintOptions()) == ()
    pages = pages_of(out)
    assert len(pages) == 4
    assert "Verzonden" in pages[0]
    assert "vrijdag 6 november 2020 10:17" in pages[0]
    feet = [
        "bericht 1 van 3, pagina 1 van 2",
        "bericht 1 van 3, pagina 2 van 2",
        "bericht 2 van 3, pagina 1 van 1",
        "bericht 3 van 3, pagina 1 van 1",
    ]
    for number, (page, foot) in enumerate(zip(pages, feet, strict=True), 1):
        assert squeezed(foot) in squeezed(page)
        assert f"{number} van 4" in page


@pytest.mark.usefixtures("qapp")
def test_a_letter_from_outlook_begins_below_its_header_block(data, tmp_path):
    """Word names the pages of its sections, and a page with another name begins on another sheet."""
    word = "<style>@page WordSection1 {size: 612pt 792pt} div.WordSection1 {page: WordSection1;}</style>"
    text = LETTER.format(
        day=6, subject="Motie", more=f"{word}<div class=WordSection1>Met vriendelijke groet</div>"
    )
    (tmp_path / "6.eml").write_text(text, encoding="utf-8")
    list(library.add_exports(data, [str(tmp_path / "6.eml")]))
    desk = library.Desk(data)
    out = tmp_path / "stukken.pdf"
    print_to_pdf(data, desk, desk.ids(Search()), out, PrintOptions())
    (page,) = pages_of(out)
    assert "Met vriendelijke groet" in page


@pytest.mark.usefixtures("qapp")
def test_pages_of_an_attachment_say_where_they_belong_and_which_they_are(data, tmp_path):
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["Message-ID"] = (
        "Petitie",
        "Jan <jan@post.example>",
        "<9@post.example>",
    )
    mail.set_content("Bijgaand de petitie.")
    mail.add_attachment(pdf("Petitie", "Handtekeningen"), "application", "pdf", filename="De Ank.pdf")
    (tmp_path / "petitie.eml").write_bytes(mail.as_bytes())
    list(library.add_exports(data, [str(tmp_path / "petitie.eml")]))
    desk = library.Desk(data)
    out = tmp_path / "stukken.pdf"
    print_to_pdf(data, desk, desk.ids(Search()), out, PrintOptions(attachments=True))
    message, first, second = pages_of(out)
    assert message.endswith("1 van 3")
    assert first == "Petitie bericht 1 van 1, bijlage De Ank.pdf 2 van 3"
    assert second == "Handtekeningen bericht 1 van 1, bijlage De Ank.pdf 3 van 3"


@pytest.mark.usefixtures("qapp")
def test_the_list_in_front_names_the_page_of_each_stuk(data, desk, ids, tmp_path):
    out = tmp_path / "stukken.pdf"
    print_to_pdf(data, desk, ids, out, PrintOptions(contents=True))
    first = pages_of(out)[0]
    assert "1 06-11-2020 Jan van Zevenhoven Wachttijden 2" in first
    assert "2 07-11-2020 Jan van Zevenhoven Motie 4" in first
    assert "3 08-11-2020 Jan van Zevenhoven Motie 5" in first
    assert "Voorstel" not in first


@pytest.mark.usefixtures("qapp")
def test_the_list_in_front_has_what_is_proposed(data, desk, ids, tmp_path):
    desk.note(ids[:1], Change(listed=True, proposal="college_advice"))
    desk.note(ids[1:2], Change(listed=True, proposal="notice"))
    out = tmp_path / "stukken.pdf"
    print_to_pdf(data, desk, ids, out, PrintOptions(contents=True))
    first = pages_of(out)[0]
    assert "Voorstel afdoening" in first
    assert "in handen van het college ter advisering 2" in first
    assert "ter kennisname 4" in first


@pytest.mark.usefixtures("qapp")
def test_split_makes_a_file_for_each_stuk_with_a_name_of_its_own(data, desk, ids, tmp_path):
    out = tmp_path / "new" / "folder"
    print_to_pdf(data, desk, (*ids, ids[-1]), out, PrintOptions(split=True))
    assert sorted(path.name for path in out.iterdir()) == [
        "2020-11-06 Wachttijden.pdf",
        "2020-11-07 Motie.pdf",
        "2020-11-08 Motie (2).pdf",
        "2020-11-08 Motie.pdf",
    ]


@pytest.mark.usefixtures("qapp")
def test_an_anonymised_file_does_not_hold_the_name_anywhere(data, desk, ids, tmp_path):
    out = tmp_path / "stukken.pdf"
    print_to_pdf(data, desk, ids, out, PrintOptions(anonymise=True, contents=True))
    assert "Zevenhoven" not in " ".join(pages_of(out))
    assert b"Zevenhoven" not in out.read_bytes()
    assert "naam 5.1.2e" in pages_of(out)[1]


@pytest.mark.usefixtures("qapp")
def test_an_unknown_message_is_named_and_the_rest_is_printed(data, desk, ids, tmp_path):
    out = tmp_path / "stukken.pdf"
    problems = print_to_pdf(data, desk, (*ids[1:], "1-unknown"), out, PrintOptions())
    assert [problem.code for problem in problems] == ["unknown_id"]
    assert len(pages_of(out)) == 2


@pytest.mark.usefixtures("qapp")
def test_a_folder_that_is_not_there_is_one_clear_refusal(data, desk, ids, tmp_path):
    with pytest.raises(StorageFailed) as refused:
        print_to_pdf(data, desk, ids[1:], tmp_path / "none" / "a.pdf", PrintOptions())
    assert refused.value.problem.code == "pdf_failed"
    assert refused.value.problem.path.endswith("a.pdf")


@pytest.fixture
def job(qtbot, data):
    """A print job, and the window that it stands before."""
    window = QPushButton()
    qtbot.addWidget(window)
    window.show()
    searcher = Searcher(data)
    made = PrintJob(data, searcher, "nl")
    made.window = window
    yield made
    for dialog in window.findChildren(PrintPreview):
        dialog.reject()
    searcher.close()


def preview(qtbot, job, ids, pages):
    job.preview(ids, job.window)
    dialog = job.window.findChild(PrintPreview)
    wait_for_pages(qtbot, dialog, pages)
    return dialog


def wait_for_pages(qtbot, dialog, count):
    qtbot.waitUntil(lambda: len(dialog.pages._pages) == count, timeout=WAIT_MS)


def button(dialog, text):
    return next(one for one in dialog.findChildren(QPushButton) if text in one.text().replace("&", ""))


def test_the_preview_shows_each_page_and_says_where_you_are(qtbot, job, ids):
    dialog = preview(qtbot, job, ids, 4)
    assert dialog._page_number.text().replace("\xa0", " ") in {"Page 1 of 4", "Pagina 1 van 4"}
    qtbot.keyClick(dialog.pages, Qt.Key.Key_End)
    assert "4" in dialog._page_number.text().split()[1]
    assert not dialog._marks.isChecked()


@pytest.mark.usefixtures("desk")
def test_a_preview_of_which_nothing_can_be_made_says_what_is_wrong(qtbot, job):
    job.preview(("1-unknown", "1-nobody"), job.window)
    dialog = job.window.findChild(PrintPreview)
    qtbot.waitUntil(lambda: "1-unknown" in dialog._state.text(), timeout=WAIT_MS)
    assert dialog._state.isVisible()
    assert not dialog._page_number.text()  # nothing is being made any more
    assert not button(dialog, "PDF").isEnabled()
    assert not button(dialog, "Afdrukken").isEnabled()


def test_a_preview_starts_one_child(qtbot, job, ids, monkeypatch):
    """On a busy PC a start takes seconds."""
    job._searcher.ask("exports")
    qtbot.waitUntil(lambda: not job._searcher.busy, timeout=WAIT_MS)
    started = []
    start = worker._spawn.Process

    def noted(**settings):
        started.append(settings["target"])
        return start(**settings)

    monkeypatch.setattr(worker._spawn, "Process", noted)
    preview(qtbot, job, ids, 4)
    assert started == [run_job]


def test_another_option_makes_the_document_again(qtbot, job, ids):
    dialog = preview(qtbot, job, ids, 4)
    box = dialog._contents
    assert isinstance(box, QCheckBox)
    box.click()
    assert not button(dialog, "PDF").isEnabled()
    box.click()
    box.click()  # faster than the sheets come
    wait_for_pages(qtbot, dialog, 5)
    assert button(dialog, "PDF").isEnabled()


def test_a_print_has_its_stukken_in_order_of_receipt_however_they_were_ticked(
    qtbot, job, desk, tmp_path, monkeypatch
):
    target = tmp_path / "stukken.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    newest, middle, oldest = desk.ids(Search())
    dialog = preview(qtbot, job, (middle, newest, oldest), 4)
    dialog._contents.click()
    wait_for_pages(qtbot, dialog, 5)
    with qtbot.waitSignal(dialog.accepted, timeout=WAIT_MS):
        button(dialog, "PDF").click()
    first = pages_of(target)[0]
    assert first.index("06-11-2020") < first.index("07-11-2020") < first.index("08-11-2020")


def test_a_print_of_a_query_is_oldest_first_too_and_one_of_ids_as_they_are_given(data, desk, tmp_path):
    out, place = tmp_path / "stukken.pdf", ["--data-dir", str(data.notes.parent)]
    assert main(["print", *place, "--query", "reageren", "--list", "-o", str(out)]) == 0
    first = pages_of(out)[0]
    assert first.index("06-11-2020") < first.index("07-11-2020") < first.index("08-11-2020")
    newest, _middle, oldest = desk.ids(Search())
    assert main(["print", *place, "--id", newest, oldest, "--list", "-o", str(out)]) == 0
    first = pages_of(out)[0]
    assert first.index("08-11-2020") < first.index("06-11-2020")


def test_the_preview_can_be_saved(qtbot, job, ids, tmp_path, monkeypatch):
    dialog = preview(qtbot, job, ids[1:], 2)
    target = tmp_path / "stukken"  # without its suffix, as users type it
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    with qtbot.waitSignal(dialog.accepted, timeout=WAIT_MS):
        button(dialog, "PDF").click()
    assert len(pages_of(target.with_suffix(".pdf"))) == 2


def test_the_selection_can_be_saved_at_once(qtbot, job, ids, tmp_path, monkeypatch):
    target = tmp_path / "stukken.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    said = []
    job.progressed.connect(said.append)
    job.save(ids, job.window)
    qtbot.waitUntil(lambda: bool(said) and str(target) in said[-1], timeout=WAIT_MS)
    assert len(pages_of(target)) == 4
    qtbot.waitUntil(lambda: not job._maker.busy, timeout=WAIT_MS)  # what it was made of goes too


def test_paper_gets_the_pages_that_were_asked_for(qtbot, data, desk, ids, tmp_path):
    source, paper = tmp_path / "stukken.pdf", tmp_path / "paper.pdf"
    print_to_pdf(data, desk, ids, source, PrintOptions())
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(paper))
    printer.setFromTo(2, 3)
    job = PaperJob(data)
    with qtbot.waitSignal(job.finished, timeout=WAIT_MS) as finished:
        job.start(source, printer)
    assert finished.args == [None]
    assert len(pages_of(paper)) == 2
