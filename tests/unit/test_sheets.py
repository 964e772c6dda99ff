"""What a print adds of the attachments."""

from __future__ import annotations

from reader.events import PrintOptions
from reader.message import Address, Attachment, Message, MessageRef
from reader.sheets import make_sheet
from reader.text import body_of_html

PDF = Attachment("Motie.pdf", "application/octet-stream", 9, "1", content=b"%PDF-1.7\n")
PHOTO = Attachment("Foto.jpg", "image/jpeg", 3, "2", content=b"abc")
WORD = Attachment("Brief.docx", "application/msword", 3, "3", content=b"PK\3")
LOGO = Attachment("logo.png", "image/png", 3, "4", "logo", b"abc")


def sheet(options):
    told = Message(
        "1-a",
        MessageRef("a.eml"),
        body=body_of_html('<p>Tekst</p><img src="cid:logo">'),
        attachments=(PDF, PHOTO, WORD, LOGO),
    )
    return make_sheet(told, 1, 1, options)


def test_attachments_come_along_only_when_asked_for():
    plain = sheet(PrintOptions())
    assert plain.attachments == ()
    assert "<figure" not in plain.page
    assert "Niet afgedrukt" not in plain.page


def test_the_proposal_of_an_anonymised_print_leaves_out_what_its_subject_does():
    told = Message(
        "1-a", MessageRef("a.eml"), subject="Vraag", sender=(Address("Anna Zevenhoven", "anna@example.org"),)
    )
    said = "terug naar Anna Zevenhoven, 06-12345678"
    assert make_sheet(told, 1, 1, PrintOptions(), proposal=said).proposal == said
    hidden = make_sheet(told, 1, 1, PrintOptions(anonymise=True), proposal=said).proposal
    assert hidden == "terug naar [naam 5.1.2e], [telefoon 5.1.2e]"


def test_a_pdf_is_known_by_its_content_and_a_photo_gets_a_page():
    full = sheet(PrintOptions(attachments=True))
    assert full.attachments == (PDF,)
    assert full.page.count("<figure") == 1
    assert "Foto.jpg</figcaption>" in full.page


def test_what_cannot_be_printed_is_named_in_one_line():
    assert (
        "Niet afgedrukt, omdat het geen pdf of afbeelding is: Brief.docx</p>"
        in sheet(PrintOptions(attachments=True)).page
    )
