"""The text of attachments in the index and on the desk, read in a real child process."""

from __future__ import annotations

import json
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path

import pytest
from documents import docx, pdf, pptx, word_paragraph, xlsx

from reader.attachments import Extract, Reading, Texts, guarded
from reader.events import Search, Summary
from reader.library import Desk, add_exports, forget_export
from reader.message import Attachment, Message, MessageRef
from reader.paths import data_dir
from reader.problems import Problem

MAIN = Path(__file__).resolve().parents[2] / "main.py"
DAMAGED = b"%PDF-1.7 and no more"


def mail(*files, subject="Raadsstukken", text="Zie de bijlagen.", inside=None):
    """A message with these attachments: (name, content) pairs, and perhaps a message."""
    message = EmailMessage()
    message["From"] = "griffie@voorbeeld.example"
    message["Subject"] = subject
    message.set_content(text)
    for name, content in files:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    if inside is not None:
        message.add_attachment(inside)
    return message


@pytest.fixture
def data(tmp_path):
    return data_dir(tmp_path / "data")


@pytest.fixture
def index(tmp_path, data):
    """Indexes messages, and gives the desk and the problems."""

    def add(*messages):
        folder = tmp_path / "post"
        folder.mkdir(exist_ok=True)
        for number, message in enumerate(messages):
            (folder / f"{number}.eml").write_bytes(message.as_bytes())
        *_, summary = add_exports(data, [str(folder)])
        assert isinstance(summary, Summary)
        return Desk(data), summary.problems

    return add


def subjects(desk, query):
    return {hit.subject for hit in desk.search(Search(query)).hits}


# On the desk


def test_an_attachment_is_shown_as_text(index):
    desk, problems = index(mail(("notitie.txt", "Café de Raad\r\n\r\n\r\nbesloten".encode())))
    assert desk.attachment_text(desk.search(Search()).hits[0].id, 0) == Extract("Café de Raad\n\nbesloten")
    assert problems == ()


def test_what_is_no_text_says_so_and_names_the_file(index, tmp_path):
    desk, problems = index(mail(("foto.jpg", b"\xff\xd8\xff\xe0 and no text")))
    found = desk.attachment_text(desk.search(Search()).hits[0].id, 0)
    assert found == Extract("", Problem("extract_unknown", str(tmp_path / "post" / "0.eml"), "foto.jpg"))
    assert problems == ()


def test_an_attachment_inside_an_attached_message_is_shown(index):
    desk, _problems = index(mail(inside=mail(("brief.pdf", pdf("Geachte raad")))))
    outer = desk.search(Search()).hits[0].id
    inner = desk.open(f"{outer}/0", "", "light").id
    assert desk.attachment_text(inner, 0) == Extract("Geachte raad")


# In the index


def test_a_message_is_found_by_the_text_in_its_attachments(index):
    desk, problems = index(
        mail(("a.docx", docx(word_paragraph("De fietsenstalling gaat open"))), subject="Word"),
        mail(("a.xlsx", xlsx({"Begroting": "<row><c><v>12345</v></c></row>"})), subject="Excel"),
        mail(("a.pptx", pptx([("Zonnepark", "sprekersnotitie")])), subject="PowerPoint"),
        mail(("a.pdf", pdf("Vergunning verleend")), subject="PDF"),
        mail(("a.txt", b"Windmolens"), subject="Tekst"),
        mail(("a.rtf", rb"{\rtf1 Riolering}"), subject="RTF"),
    )  # fmt: skip
    assert subjects(desk, "fietsenstallingen") == {"Word"}
    assert subjects(desk, '"stalling gaat open"') == set()
    assert subjects(desk, '"fietsenstalling gaat open"') == {"Word"}
    assert subjects(desk, "12345") == {"Excel"}
    assert subjects(desk, "sprekersn*") == {"PowerPoint"}
    assert subjects(desk, "vergunning verleend") == {"PDF"}
    assert subjects(desk, "windmolen~") == {"Tekst"}
    assert subjects(desk, "riolering") == {"RTF"}
    assert problems == ()


def test_a_message_is_found_by_what_the_message_attached_to_it_says(index):
    inside = mail(
        ("bijlage.txt", b"Diep"), subject="Bezwaar", text="Wij tekenen protest aan tegen de kapvergunning."
    )
    desk, problems = index(mail(subject="Doorgestuurd", inside=inside))
    for query in (
        "bezwaar",
        '"protest aan tegen"',
        "bijlage:kapvergunningen",
        "bijlage:griffie@voorbeeld.example",
    ):
        assert subjects(desk, query) == {"Doorgestuurd"}, query
    assert problems == ()


def test_bijlage_searches_names_and_text_and_nothing_else(index):
    desk, _problems = index(
        mail(("motie.txt", b"Over de haven"), subject="Naam"),
        mail(("a.txt", b"Een motie"), subject="Tekst"),
        mail(subject="Bericht", text="De motie"),
    )
    assert subjects(desk, "bijlage:motie") == {"Naam", "Tekst"}
    assert subjects(desk, "tekst:motie") == {"Bericht"}
    assert subjects(desk, "motie") == {"Naam", "Tekst", "Bericht"}
    assert subjects(desk, "motie NIET bijlage:motie") == {"Bericht"}


def test_no_phrase_runs_from_one_attachment_into_the_next(index):
    desk, _problems = index(mail(("a.txt", b"de gemeente"), ("b.txt", b"raad besluit")))
    assert subjects(desk, '"gemeente raad"') == set()
    assert subjects(desk, "gemeente besluit") == {"Raadsstukken"}


def test_a_row_says_in_which_attachment_the_hit_stands(index):
    text = ("zomaar wat woorden " * 2000 + "over de Haven van nu").encode()
    desk, _problems = index(mail(("a.txt", b"niets"), ("verslag.txt", text)))
    (hit,) = desk.search(Search("haven")).hits
    assert hit.snippet.startswith("verslag.txt: …")
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["Haven"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("coordinatie", "Coördinatie"),
        ("huis", "huizen"),
        ("raadslid", "raadsleden"),
        ("*zorg", "jeugdzorg"),
        ("raadsleeden~", "raadsleden"),
        ('"van de huizen"', "van de huizen"),
        ("bijlage:jeugdz*", "jeugdzorg"),
    ],
)
def test_a_row_finds_every_form_of_a_word_in_an_attachment(index, query, found):
    text = "woord " * 300 + "over Coördinatie van de huizen, de jeugdzorg en de raadsleden"
    desk, _problems = index(mail(("nota.txt", text.encode())))
    (hit,) = desk.search(Search(query)).hits
    assert hit.snippet.startswith("nota.txt: …")
    assert found in [hit.snippet[start:end] for start, end in hit.marks]


def test_a_hit_in_the_message_itself_is_shown_rather_than_one_in_an_attachment(index):
    desk, _problems = index(
        mail(("a.txt", b"haven"), text="Bij de haven."), mail(("a.txt", b"haven"), subject="De haven")
    )
    assert {hit.snippet for hit in desk.search(Search("haven")).hits} == {
        "Bij de haven.",
        "Zie de bijlagen.",
    }


def test_the_text_of_attachments_changes_nothing_of_the_message(index):
    ask = "Wij verzoeken u vóór 1 december 2021 te reageren."
    desk, _problems = index(mail(("vraag.txt", ask.encode())))
    (hit,) = desk.search(Search()).hits
    assert (hit.actions, hit.snippet) == ((), "Zie de bijlagen.")


def test_what_was_taken_away_is_not_found_by_its_attachments(index, data, tmp_path):
    desk, _problems = index(mail(("a.txt", b"geheimschrift")))
    list(forget_export(data, str(tmp_path / "post")))
    assert subjects(desk, "geheimschrift") == set()
    assert not any(b"geheimschrift" in path.read_bytes() for path in data.index.rglob("*") if path.is_file())


def test_a_broken_attachment_costs_its_text_and_one_problem(index, tmp_path):
    desk, problems = index(mail(("a.pdf", DAMAGED), ("b.pdf", DAMAGED + b"."), ("c.txt", b"leesbaar")))
    assert problems == (Problem("extract_damaged", str(tmp_path / "post" / "0.eml"), "a.pdf"),)
    assert subjects(desk, "leesbaar") == {"Raadsstukken"}


def test_a_file_that_keeps_its_reader_busy_costs_its_text_alone(index, tmp_path, monkeypatch):
    monkeypatch.setattr(guarded, "_SECONDS", 2.0)
    endless = docx("<w:p/>" * 8_000_000)  # no words, so nothing says that there is enough
    desk, problems = index(
        mail(("a.txt", b"ervoor"), ("traag.docx", endless), ("b.txt", b"erna")), mail(("c.txt", b"daarna"))
    )
    assert problems == (Problem("extract_lost", str(tmp_path / "post" / "0.eml"), "traag.docx"),)
    assert desk.search(Search("ervoor erna OF daarna")).total == 2


def test_an_import_is_silent_about_files_that_have_no_text(index):
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
    _desk, problems = index(mail(("scan.pdf", pdf("")), ("oud.doc", old), ("foto.png", b"\x89PNG")))
    assert problems == ()


def test_the_command_line_finds_what_an_attachment_says(tmp_path):
    (tmp_path / "brief.eml").write_bytes(
        mail(("nota.docx", docx(word_paragraph("Over de sluis")))).as_bytes()
    )

    def run(*arguments):
        done = subprocess.run(
            [sys.executable, MAIN, *arguments], capture_output=True, check=False, encoding="utf-8"
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    data = ("--data-dir", str(tmp_path / "data"))
    assert run("index", *data, "--json", str(tmp_path / "brief.eml"))["problems"] == []
    assert [hit["snippet"] for hit in run("search", *data, "--json", "sluizen")["hits"]] == [
        "nota.docx: Over de sluis"
    ]


# While reading


def with_files(number, *files):
    held = (
        Attachment(f"{name}.txt", "text/plain", len(text), sha256=text.decode(), content=text)
        for name, text in files
    )
    return Message(str(number), MessageRef("a.mbox"), attachments=tuple(held))


def test_each_message_has_the_texts_of_its_own_attachments():
    reading = Reading()
    messages = [with_files(n, ("a", b"%d" % (n % 7)), ("b", b"nummer %d" % n)) for n in range(15)]
    assert [reading.texts(one).of for one in messages] == [
        {0: str(n % 7), 1: f"nummer {n}"} for n in range(15)
    ]


def test_what_is_not_held_is_passed_over_in_silence():
    large = Attachment("film.txt", "text/plain", 1 << 30, "1", held=False)
    assert Reading().texts(Message("1", MessageRef("a"), attachments=(large,))).of == {}


def test_an_attachment_that_was_given_up_is_not_read():
    message = with_files(1, ("a", b"eerste"), ("b", b"tweede"))
    reading = Reading(here=True)
    reading.give_up({(message.attachments[0].sha256, "plain")})
    assert reading.texts(message) == Texts({1: "tweede"}, Problem("extract_lost", "a.mbox", "a.txt"))
    assert reading.lost == {("eerste", "plain")}


def test_texts_that_would_fill_the_memory_are_not_kept_and_that_is_said(monkeypatch):
    monkeypatch.setattr(guarded, "_MOST", 500_000)
    files = [(str(number), b"%d" % number + b" woord" * 50_000) for number in range(4)]
    texts = Reading().texts(with_files(1, *files))
    assert list(texts.of) == [0, 1]
    assert texts.problem == Problem("extract_lost", "a.mbox", "2.txt")


def test_the_texts_of_one_message_are_bounded_together():
    files = [(str(number), b"%d" % number + b" woord" * 50_000) for number in range(10)]
    texts = Reading().texts(with_files(1, *files)).of
    assert all(len(text) == 200_000 for text in texts.values())
    assert len(texts) == 5
