"""MIME read right where mail-parser and the standard library are wrong."""

from __future__ import annotations

import pytest

from reader.message import Address, MessageRef
from reader.mime import parse
from reader.mime.addresses import addresses
from reader.mime.charsets import decoded
from reader.mime.dates import parse_date
from reader.mime.flowed import unflowed
from reader.mime.headers import readable

REF = MessageRef("brief.eml")


def mail(*header: bytes, body: bytes = b"Tekst\r\n") -> bytes:
    return b"\r\n".join((*header, b"", body))


def codes(message) -> set[str]:
    return {problem.code for problem in message.problems}


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("coll\udce8ge", "collège"),  # a raw byte of the Windows code page
        ("coll\udcc3\udca8ge", "collège"),  # raw UTF-8
        ("=?utf-8?q?Coll=C3?= =?utf-8?q?=A8ge?=", "Collège"),  # a character split over two words
        ("=?utf-8?b?Q29sbMOoZ2U=?= van B&W", "Collège van B&W"),
        ("=?iso-8859-1?Q?=96_streep?=", "– streep"),  # Windows characters under the name of Latin-1
        ("=?x-nonsense?Q?gewoon?=", "gewoon"),
        ("een\r\n gevouwen\r\n\tregel", "een gevouwen regel"),
        ("=?utf-8*nl?Q?raad?=", "raad"),  # with a language, RFC 2231
        ("zonder =? einde", "zonder =? einde"),
    ],
)
def test_a_header_is_readable_whatever_wrote_it(raw, text):
    assert readable(raw) == text


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ('"Vries, Jan de" <jan@voorbeeld.example>', [Address("Vries, Jan de", "jan@voorbeeld.example")]),
        ("jan@voorbeeld.example", [Address("", "jan@voorbeeld.example")]),
        ("!Griffie-voorbeeld", [Address("!Griffie-voorbeeld", "")]),
        (
            "Raad: a@voorbeeld.example, b@voorbeeld.example;",
            [Address("", "a@voorbeeld.example"), Address("", "b@voorbeeld.example")],
        ),
        ("undisclosed-recipients:;", []),
        ("=?utf-8?q?Ren=C3=A9e?= <r@voorbeeld.example>", [Address("Renée", "r@voorbeeld.example")]),
        ("'jan@voorbeeld.example' <jan@voorbeeld.example>", [Address("", "jan@voorbeeld.example")]),
        ("'Vries, Jan' <jan@voorbeeld.example>", [Address("Vries, Jan", "jan@voorbeeld.example")]),
        (
            "jan@voorbeeld.example (Jan (de griffier))",
            [Address("Jan (de griffier)", "jan@voorbeeld.example")],
        ),
        ("Jan (griffie <jan@voorbeeld.example>", [Address("Jan (griffie", "jan@voorbeeld.example")]),
        ("Jan jan@voorbeeld.example", [Address("Jan", "jan@voorbeeld.example")]),
        ("jan . bos @ voorbeeld . example", [Address("", "jan.bos@voorbeeld.example")]),
        ("<@a.example,@b.example:jan@voorbeeld.example>", [Address("", "jan@voorbeeld.example")]),
        (
            "A <a@voorbeeld.example> B <b@voorbeeld.example>",  # a comma is missing
            [Address("A", "a@voorbeeld.example"), Address("B", "b@voorbeeld.example")],
        ),
        (
            "a@voorbeeld.example; b@voorbeeld.example",  # Outlook parts them so
            [Address("", "a@voorbeeld.example"), Address("", "b@voorbeeld.example")],
        ),
        ("<jan@voorbeeld.example> Jan", [Address("Jan", "jan@voorbeeld.example")]),
        ("Jan <jan@voorbeeld.example", [Address("Jan", "jan@voorbeeld.example")]),
        ('Jan "de griffier <jan@voorbeeld.example>', [Address('Jan "de griffier', "jan@voorbeeld.example")]),
        ('"Jan \\"de\\" Bos" <jan@voorbeeld.example>', [Address('Jan "de" Bos', "jan@voorbeeld.example")]),
        (
            "=?utf-8?q?Bos,_Jan_(griffie)?= <jan@voorbeeld.example>",
            [Address("Bos, Jan (griffie)", "jan@voorbeeld.example")],
        ),
        ("jan@[192.0.2.1]", [Address("", "jan@[192.0.2.1]")]),
        ("mailto:jan@voorbeeld.example", [Address("", "jan@voorbeeld.example")]),
        ('"jan bos"@voorbeeld.example', [Address("", '"jan bos"@voorbeeld.example')]),
    ],
)
def test_addresses_are_names_and_addresses(value, expected):
    assert list(addresses([value])) == expected


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("Fri, 13 Nov 2020 10:17:00 +0100 (CET)", "2020-11-13T10:17:00+01:00"),
        ("Fri, 13 Jul 2020 10:17:00 CEST", "2020-07-13T10:17:00+02:00"),  # mail-parser reads CEST as UTC
        ("Fri, 13 Nov 2020 10:17:00", "2020-11-13T10:17:00+01:00"),  # no zone: the griffie's clock
        ("vr, 13 nov 2020 10:17:00 +0100", "2020-11-13T10:17:00+01:00"),
        ("vrijdag 13 november 2020 10:17", "2020-11-13T10:17:00+01:00"),
        ("donderdag 5 maart 2020 9.05 uur", "2020-03-05T09:05:00+01:00"),
        ("13 Nov 20 10:17 GMT", "2020-11-13T10:17:00+00:00"),
        ("Fri Nov 13 10:17:00 2020", "2020-11-13T10:17:00+01:00"),
        ("2020-11-13T10:17:00Z", "2020-11-13T10:17:00+00:00"),
        ("Friday, November 13, 2020 3:05 PM", "2020-11-13T15:05:00+01:00"),
        ("Thu, 31 Dec 1998 23:59:60 -0500", "1998-12-31T23:59:59-05:00"),  # a leap second
        ("Fri, 31 Dec 9999 23:59:59 -0100", None),  # no zone can reckon with it
        ("Fri, 1 Jan 0001 00:00:00 +0100", None),
        ("Wed, 32 Jan 2020 10:00:00 +0000", None),
        ("Mon, 99 Foo 2020 10:00:00 +0000", None),
        ("", None),
    ],
)
def test_a_date_is_read_as_it_was_meant(value, iso):
    moment = parse_date(value)
    assert (moment.isoformat() if moment else None) == iso


def test_a_missing_date_is_that_of_the_newest_server():
    message = parse(
        mail(
            b"Received: from a by b; Fri, 13 Nov 2020 10:17:00 +0100",
            b"Received: from c by a; Thu, 12 Nov 2020 10:17:00 +0100",
            b"Subject: x",
        ),
        REF,
    )
    assert message.date.isoformat() == "2020-11-13T10:17:00+01:00"
    assert not message.problems


def test_a_date_that_cannot_be_read_is_said():
    assert codes(parse(mail(b"Date: gisteren", b"Subject: x"), REF)) == {"date_unreadable"}


def test_windows_characters_are_not_control_characters():
    assert decoded(b"\x93raad\x94", "iso-8859-1").text == "“raad”"


def test_a_wrongly_declared_character_set_is_said_and_read():
    message = parse(mail(b"Subject: x", b"Content-Type: text/plain; charset=utf-8", body=b"coll\xe8ge"), REF)
    assert message.text == "collège"
    assert codes(message) == {"charset_guessed"}


def test_undeclared_bytes_are_read_without_ado():
    message = parse(mail(b"Subject: x", body=b"coll\xe8ge"), REF)
    assert (message.text, message.problems) == ("collège", ())


def test_categories_are_read_from_each_field_that_programs_use():
    message = parse(
        mail(b"Keywords: Ingekomen stuk, Motie", b"X-Keywords: motie; Woo-verzoek", b"Subject: x"), REF
    )
    assert message.categories == ("Ingekomen stuk", "Motie", "Woo-verzoek")


MIXED = b"""\
From: Bewoner <bewoner@voorbeeld.example>
Subject: Met bijlagen
Content-Type: multipart/mixed; boundary=x

--x
Content-Type: multipart/alternative; boundary=y

--y
Content-Type: text/plain

Platte tekst
--y
Content-Type: text/html

<p>Opgemaakte <b>tekst</b></p>
--y--
--x
Content-Type: application/pdf
Content-Transfer-Encoding: base64

JVBERi0=
--x
Content-Type: application/pdf; name*0*=utf-8''Brief%20; name*1*=coll%C3%A8ge.pdf
Content-Disposition: attachment

PDF
--x
Content-Type: message/rfc822

Subject: Binnenin
From: a@voorbeeld.example

Tekst van binnen
--x--
"""


def test_parts_are_told_apart():
    message = parse(MIXED, REF)
    assert message.text == "Opgemaakte tekst"
    names = [(one.name, one.content_type) for one in message.attachments]
    assert names == [
        ("bijlage-1.pdf", "application/pdf"),  # unnamed, and not text
        ("Brief collège.pdf", "application/pdf"),
        ("Binnenin.eml", "message/rfc822"),
    ]
    assert message.attachments[0].content == b"%PDF-"
    assert b"Tekst van binnen" in message.attachments[2].content


def test_names_of_unnamed_parts_are_the_same_each_time():
    first, second = parse(MIXED, REF), parse(MIXED, REF)
    assert first == second


def test_flowed_text_is_joined_and_its_quotes_stay_quotes():
    body = b"Dit is een lange \r\nregel.\r\n> Dit schreef \r\n> u.\r\n-- \r\nJan\r\n"
    message = parse(mail(b"Subject: x", b"Content-Type: text/plain; format=flowed", body=body), REF)
    assert message.text.split("\n")[0] == "Dit is een lange regel."
    assert "> Dit schreef u." in message.text


@pytest.mark.parametrize(
    ("flowed", "delete_space", "text"),
    [
        ("een \ntwee", False, "een twee"),
        ("een \r\ntwee", True, "eentwee"),  # a language without spaces
        ("een \rtwee", False, "een twee"),
        ("een \n> twee", False, "een \n> twee"),  # another depth
        (">> een \n>> twee \n> drie", False, ">> een twee \n> drie"),
        (" >geen citaat", False, " >geen citaat"),
        ("  ingesprongen", False, " ingesprongen"),
        ("groet \n-- \nJan", False, "groet \n-- \nJan"),
    ],
)
def test_flowed_lines_go_on_at_the_same_depth(flowed, delete_space, text):
    assert unflowed(flowed, delete_space=delete_space) == text


def test_an_encrypted_message_says_so():
    message = parse(
        mail(
            b"Subject: geheim",
            b'Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"',
            b"Content-Transfer-Encoding: base64",
            body=b"AAAA",
        ),
        REF,
    )
    assert "encrypted" in codes(message)


def test_a_broken_boundary_keeps_what_can_be_read():
    message = parse(
        mail(b"Subject: x", b"Content-Type: multipart/mixed; boundary=a", body=b"--a\r\n\r\nLeesbaar\r\n"),
        REF,
    )
    assert "Leesbaar" in message.text
    assert codes(message) == {"boundary_damaged"}


def test_the_same_message_has_the_same_identifier_in_every_file():
    windows = parse(
        mail(b"Message-ID: <a@b>", b"Subject: lang\r\n onderwerp", b"Date: Fri, 13 Nov 2020 10:17:00 +0100"),
        REF,
    )
    unix = parse(
        b"Message-ID: <a@b>\nSubject: lang onderwerp\nDate: Fri, 13 Nov 2020 10:17:00 +0100\n\nandere tekst",
        MessageRef("b.mbox", "0-9"),
    )
    assert windows.id == unix.id


def test_messages_without_marks_of_their_own_are_told_apart_by_their_text():
    assert parse(b"Subject: x\n\neen", REF).id != parse(b"Subject: x\n\ntwee", REF).id


@pytest.mark.parametrize("text", [b"Geachte griffie,\r\n\r\nTot ziens.", b"Beste: lezer\r\n\r\nTot ziens."])
def test_a_text_without_a_header_is_shown_whole_and_named(text):
    message = parse(text, REF)
    assert message.text == text.decode().replace("\r\n", "\n")
    assert codes(message) == {"no_header"}


@pytest.mark.parametrize(
    "header", [b"From: a@voorbeeld.example", b"Subject: Brief", b"Content-Type: text/plain"]
)
def test_one_field_of_a_mail_makes_a_header(header):
    assert codes(parse(mail(header), REF)) == set()


def nested(levels: int) -> bytes:
    """A multipart inside a multipart, with a text in its heart."""
    opening = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (level, level)
        for level in range(levels)
    )
    closing = b"".join(b"\r\n--b%d--" % level for level in reversed(range(levels)))
    return b"Subject: Diep\r\n" + opening + b"\r\nHart van de brief" + closing


@pytest.mark.parametrize(("levels", "problems"), [(99, set()), (100_000, {"nested_too_deep"})])
def test_a_message_that_is_nested_too_deeply_keeps_its_header_and_text(levels, problems):
    message = parse(nested(levels), REF)
    assert message.subject == "Diep"
    assert "Hart van de brief" in message.text
    assert codes(message) == problems


def test_a_message_in_a_message_is_opened_one_at_a_time():
    inside = b"Content-Type: message/rfc822\r\n\r\n" * 100_000 + b"\r\nHart van de brief"
    message = parse(b"Subject: Diep\r\n" + inside, REF)
    (attachment,) = message.attachments
    assert attachment.is_message
    assert attachment.content.endswith(b"Hart van de brief")


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece", ["a: ", "(", "<", '"', '"\\', "'", "a@", "=?a?q?", "[", " ", "(a)", "a@b <", ", "]
)
def test_a_hostile_address_list_takes_no_time(piece):
    addresses([piece * (400_000 // len(piece))])
