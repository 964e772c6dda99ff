"""Messages that Outlook printed to text."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.formats import outlook_print, read_export
from reader.message import Address
from reader.problems import Problem

# Two spaces at the end of a line are Markdown's line break.
MARKDOWN = (
    "\n\n"
    "**Van:** Dorpsraad Voorbeeld <info@dorpsraad.example>  \n**Verzonden:** vrijdag 13 november 2020 10:17  \n**Aan:** !Griffie-voorbeeld; Vries, Jan de  \n**Onderwerp:** Nieuwsbrief: het najaar\n\n**Categorieën:** Ingekomen stuk\n\n[Lees online](#) | [Afmelden](#)  \n\n## Wat kunt u als raadslid doen?\n\n**Praat mee** op [onze site](https://dorpsraad.example).\n"
)
PLAIN = "From:\tJan <jan@voorbeeld.example>\r\nSent:\tFriday, November 13, 2020 10:17 AM\r\nTo:\tGriffie\r\nSubject:\tVraag\r\n\r\nGeachte griffie,\r\n\r\nEen vraag.\r\n"


def only(path: Path):
    messages = list(read_export(str(path)))
    assert len(messages) == 1
    return messages[0]


def test_a_markdown_print_is_read_with_its_headings(tmp_path):
    path = tmp_path / "print.txt"
    path.write_text(MARKDOWN, encoding="utf-8")
    message = only(path)
    assert message.sender == (Address("Dorpsraad Voorbeeld", "info@dorpsraad.example"),)
    assert message.date.isoformat() == "2020-11-13T10:17:00+01:00"
    assert message.to == (Address("!Griffie-voorbeeld", ""), Address("Vries, Jan de", ""))
    assert message.subject == "Nieuwsbrief: het najaar"
    assert message.categories == ("Ingekomen stuk",)
    headings = [message.text[b.start : b.end] for b in message.body.blocks if b.kind == "heading"]
    assert headings == ["Wat kunt u als raadslid doen?"]
    assert "**" not in message.text
    assert "](" not in message.text


def test_a_plain_english_print_is_read(tmp_path):
    path = tmp_path / "print.txt"
    path.write_text(PLAIN, encoding="utf-8")
    message = only(path)
    assert message.sender == (Address("Jan", "jan@voorbeeld.example"),)
    assert message.date.isoformat() == "2020-11-13T10:17:00+01:00"
    assert message.subject == "Vraag"
    assert message.text == "Geachte griffie,\n\nEen vraag."


@pytest.mark.parametrize(
    "text",
    ["Van: Jan\nHallo", "From: a@b\nDate: Fri, 13 Nov 2020 10:17:00 +0100\nMessage-ID: <x@y>\n\nSent: x"],
)
def test_what_is_no_print_is_left_to_other_formats(text):
    assert not outlook_print.recognises(Path("a.txt"), text.encode())


EXAMPLES = Path(__file__).resolve().parents[3] / "shared" / "examples"


@pytest.mark.skipif(not EXAMPLES.is_dir(), reason="the shared examples are not beside this checkout")
def test_the_message_that_this_product_was_conceived_from():
    message = only(next(EXAMPLES.glob("*.txt")))
    assert message.sender == (Address("VNG", "info@vng.nl"),)
    assert message.date.isoformat() == "2020-11-13T10:17:00+01:00"
    assert message.to == (Address("!Griffie-oudewater", ""),)
    assert message.subject.startswith("VNG Raadsledennieuwsbrief: terugblik")
    assert message.categories == ("Ingekomen stuk",)
    headings = [
        message.text[b.start : b.end] for b in message.body.blocks if b.kind == "heading" and b.level < 6
    ]
    assert "Wat kunt u als raadslid doen?" in headings


def test_a_print_that_is_too_large_is_not_taken_into_memory(tmp_path, monkeypatch):
    path = tmp_path / "print.txt"
    path.write_text(PLAIN, encoding="utf-8")
    monkeypatch.setattr(outlook_print, "LARGE", 100)
    assert only(path) == Problem("message_too_large", str(path), "0 MB")
