"""The text of attachments, through the desk and its child process."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from reader.attachments import Extract
from reader.events import Search
from reader.library import Desk, add_exports
from reader.paths import data_dir
from reader.problems import Problem


@pytest.fixture
def desk(tmp_path):
    """Makes a desk whose one message has these attachments: (name, content) pairs."""

    def make(*files):
        message = EmailMessage()
        message["From"] = "griffie@voorbeeld.example"
        message["Subject"] = "Raadsstukken"
        message.set_content("Zie de bijlagen.")
        for name, content in files:
            message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
        path = tmp_path / "mail.eml"
        path.write_bytes(message.as_bytes())
        data = data_dir(tmp_path / "data")
        list(add_exports(data, [str(path)]))
        desk = Desk(data)
        return lambda number: desk.attachment_text(desk.search(Search()).hits[0].id, number)

    return make


def test_a_text_file_is_shown_as_text(desk):
    text = desk(("notitie.txt", "Café de Raad\r\n\r\n\r\nbesloten".encode()))
    assert text(0) == Extract("Café de Raad\n\nbesloten")


def test_a_page_is_shown_without_its_markup(desk):
    text = desk(("agenda.html", b"<html><style>p {color: red}</style><p>Punt 1<p>Punt 2"))
    assert text(0) == Extract("Punt 1\n\nPunt 2")


def test_what_is_no_text_says_so_and_names_the_file(desk, tmp_path):
    text = desk(("foto.jpg", b"\xff\xd8\xff\xe0 and no text"))
    assert text(0) == Extract("", Problem("extract_unknown", str(tmp_path / "mail.eml"), "foto.jpg"))
