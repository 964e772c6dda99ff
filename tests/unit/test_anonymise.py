"""What an anonymised print leaves out, and what it leaves readable."""

from __future__ import annotations

import pytest

from reader.anonymise import masks_for
from reader.events import PrintOptions
from reader.message import Address, Attachment, Message, MessageRef
from reader.paper import plain
from reader.sheets import make_sheet
from reader.text import body_of_html

JAN = Address("Jan van Zevenhoven", "j.zevenhoven@post.example")
GRIFFIE = Address("Griffie Voorbeeld", "griffie@voorbeeld.example")


def letter(html="", **changes):
    fields = {"id": "1-a", "ref": MessageRef("a.eml"), "sender": (JAN,), "to": (GRIFFIE,), "subject": "Brief"}
    return Message(**(fields | {"body": body_of_html(html)} | changes))


def left(text, told=None):
    """What a reader still sees of `text`."""
    return plain(text, masks_for(told or letter())(text))


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Jan van Zevenhoven schreef", "[naam 5.1.2e] schreef"),
        ("de heer Zevenhoven vindt", "de heer [naam 5.1.2e] vindt"),
        ("Jan\nvan Zevenhoven", "[naam 5.1.2e]"),
        ("jan van zevenhoven", "[naam 5.1.2e]"),
        ("JAN VAN ZEVENHOVEN", "[naam 5.1.2e]"),
        ("de heer ZEVENHOVEN", "de heer [naam 5.1.2e]"),
        ("j. van zevenhoven", "[naam 5.1.2e]"),
        ("J.van Zevenhoven", "[naam 5.1.2e]"),
        ("J.P. van Zevenhoven", "[naam 5.1.2e]"),
        ("mail mij: jan@thuis.example.", "mail mij: [e-mailadres 5.1.2e]."),
        ("bel 06-12345678", "bel [telefoon 5.1.2e]"),
        ("bel 06 - 1234 5678", "bel [telefoon 5.1.2e]"),
        ("bel +31 (0)348 56 78 90", "bel [telefoon 5.1.2e]"),
        ("Tel.020-1234567", "Tel.[telefoon 5.1.2e]"),
        ("bel 06/12345678", "bel [telefoon 5.1.2e]"),
        ("bel 0348-567890", "bel [telefoon 5.1.2e]"),
        ("Dorpsstraat 12, 3421 AB Oudewater", "[adres 5.1.2e] Oudewater"),
        ("aan de Lange Burchwal 3a", "aan de Lange Burchwal 3a"),  # no postcode, no ending that streets have
        ("Dorpsstraat 12", "[adres 5.1.2e]"),
        ("rekening NL91 ABNA 0417 1643 00", "rekening [rekeningnummer 5.1.2e]"),
        ("BSN 111222333", "BSN [BSN 5.1.1e]"),
    ],
)
def test_personal_data_is_left_out(text, seen):
    assert left(text) == seen


@pytest.mark.parametrize(
    "text",
    [
        "Griffie Voorbeeld <griffie@voorbeeld.example>",
        "op vrijdag 13 november 2020 10:17",
        "op 05-11-2020 10:17",
        "op 05/11/2020 10:17",
        "het bedrag 1.020.123.4567",
        "de begroting van € 1.234.567 voor 2021",
        "artikel 5.1, tweede lid, van de Woo",
        "zaaknummer 2020-114598",
        "Januari is koud",  # begins like a name
        "in week 47 van 2020",
    ],
)
def test_what_names_nobody_stays(text):
    assert left(text) == text


def test_a_name_that_stands_only_in_the_signature_is_found_in_the_letter_too():
    told = letter(
        "<p>Buurman Pietersen helpt mij.</p><p>Met vriendelijke groet,</p><p>Kees Pietersen<br>voorzitter</p>"
    )
    assert "Pietersen" not in left(told.text, told)
    assert "voorzitter" in left(told.text, told)


@pytest.mark.parametrize("name", ["Piet Bos", "Bos, Piet", "drs. P. Bos", "Piet Jan Bos"])
@pytest.mark.parametrize("written", ["PIET BOS", "p. bos", "P. Bos", "P.Bos"])
def test_a_short_name_is_found_however_it_is_written(name, written):
    told = letter(sender=(Address(name, "p@post.example"),))
    assert "bos" not in left(f"door {written} gebeld", told).lower()
    assert left("in het bos", told) == "in het bos"


def test_a_name_without_display_name_is_taken_from_the_address():
    told = letter(sender=(Address("", "kees.pietersen@post.example"),))
    assert left("Groet, Kees Pietersen", told) == "Groet, [naam 5.1.2e] [naam 5.1.2e]"


def test_nothing_of_a_person_is_left_in_the_whole_sheet():
    told = letter(
        '<style>/* van Zevenhoven */</style><p title="Zevenhoven">Ik ben <b>Jan</b> van Zevenhoven.</p>'
        '<a href="mailto:j.zevenhoven@post.example">mail</a><img alt="Zevenhoven" src="cid:x">',
        subject="Brief van Jan van Zevenhoven",
        attachments=(Attachment("foto Zevenhoven.jpg", "image/jpeg", 3, "", "x", b"abc"),),
    )
    sheet = make_sheet(told, 1, 1, PrintOptions(anonymise=True, attachments=True))
    for piece in (sheet.page, sheet.subject, sheet.sender):
        assert "zevenhoven" not in piece.lower()
    assert sheet.attachments == ()
    assert "data:image" not in sheet.page
    assert sheet.subject == "Brief van [naam 5.1.2e]"


def test_the_mask_stands_as_a_grey_block_in_header_and_body():
    page = make_sheet(letter("<p>Jan van Zevenhoven</p>"), 1, 1, PrintOptions(anonymise=True)).page
    assert page.count('<span data-griffie="mask">naam 5.1.2e</span>') == 2
    assert "Griffie Voorbeeld" in page


@pytest.mark.timeout(20)
@pytest.mark.parametrize("piece", ["a", "1", "Aa", "A.", "NL12", "12-", "P. ", "Kade 1" + " " * 5_000])
def test_a_word_without_an_end_takes_no_time(piece):
    text = piece * (200_000 // len(piece))
    assert len(masks_for(letter())(text)) <= len(text)
