"""Which part is what, and that attachments come out byte for byte."""

from __future__ import annotations

import base64
import hashlib

import pytest

from reader.message import MessageRef
from reader.mime import parse
from reader.mime.transfer import content_of

REF = MessageRef("bericht.eml")


def mixed(*parts: bytes, kind: bytes = b"mixed", line_end: bytes = b"\n") -> bytes:
    """A multipart of these parts, each with its own header."""
    lines = [b"From: a@b.example", b'Content-Type: multipart/%b; boundary="=_x"' % kind, b""]
    for part in parts:
        lines += [b"--=_x", part]
    return line_end.join([*lines, b"--=_x--", b""])


def names(message):
    return [attachment.name for attachment in message.attachments]


PLAIN = b"Content-Type: text/plain\n\nplatte tekst"
HTML = b"Content-Type: text/html\n\n<p>opgemaakte <b>tekst"
PICTURE = b"Content-Type: image/png\nContent-ID: <x@y>\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo="


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
@pytest.mark.parametrize(
    "inner",
    [
        b"Subject:  twee spaties\nX-Tab:\teen tab\n folded\n\nTekst.\n\n",
        b"Subject: x\nContent-Type: multipart/mixed; boundary=i\n\n--i\n\nbinnen\n--i--\nslot",
        b"Subject: \xe9\n\n\xe9",
        b"",
    ],
)
def test_a_message_inside_is_an_attachment_byte_for_byte(inner, line_end):
    inner = inner.replace(b"\n", line_end)
    header = b"Content-Type: message/rfc822" + line_end * 2
    message = parse(mixed(PLAIN, header + inner, line_end=line_end), REF)
    (attachment,) = message.attachments
    assert attachment.content == inner
    assert attachment.sha256 == hashlib.sha256(inner).hexdigest()
    assert attachment.size == len(inner)
    assert message.text == "platte tekst", "its text does not merge into the outer body"


def test_a_message_inside_is_named_after_its_subject_and_opens_as_a_message():
    inner = b"Subject: Klacht\nDate: Mon, 16 Nov 2020 09:30:00 +0100\n\nDe klacht."
    message = parse(mixed(PLAIN, b"Content-Type: message/rfc822\n\n" + inner), REF)
    assert names(message) == ["Klacht.eml"]
    assert parse(message.attachments[0].content, REF).text == "De klacht."


def test_a_message_inside_that_a_server_encoded_is_decoded():
    inner = b"Subject: Klacht\n\nDe klacht."
    header = b"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
    message = parse(mixed(PLAIN, header + base64.b64encode(inner)), REF)
    assert message.attachments[0].content == inner


def test_a_delivery_report_is_an_attachment_as_it_stands():
    report = b"Reporting-MTA: dns; b.example\n\nAction: failed\n"
    message = parse(mixed(PLAIN, b"Content-Type: message/delivery-status\n\n" + report, kind=b"report"), REF)
    assert [(one.content_type, one.content) for one in message.attachments] == [
        ("message/delivery-status", report)
    ]


def test_an_alternative_shows_its_richest_form_only():
    assert parse(mixed(PLAIN, HTML, kind=b"alternative"), REF).text == "opgemaakte tekst"
    assert parse(mixed(HTML, PLAIN, kind=b"alternative"), REF).text == "opgemaakte tekst"


def test_an_empty_rich_form_gives_way_to_the_plain_one():
    empty = b"Content-Type: text/html\n\n<html><body>&nbsp;</body></html>"
    assert parse(mixed(PLAIN, empty, kind=b"alternative"), REF).text == "platte tekst"


def test_texts_of_a_mixed_message_stand_below_each_other_in_their_own_layout():
    message = parse(mixed(HTML, PICTURE, PLAIN), REF)
    assert message.text == "opgemaakte tekst\n\nplatte tekst"
    assert [(one.name, one.content_id) for one in message.attachments] == [("bijlage-1.png", "x@y")]


def test_an_open_style_sheet_does_not_swallow_the_next_text():
    assert "platte tekst" in parse(mixed(b"Content-Type: text/html\n\n<p>een<style>", PLAIN), REF).text


def test_only_the_root_of_a_related_is_body():
    page = b"Content-Type: text/html\n\n<p>kader"
    message = parse(mixed(HTML, page, PICTURE, kind=b"related"), REF)
    assert message.text == "opgemaakte tekst"
    assert names(message) == ["bijlage-1.html", "bijlage-2.png"]


def test_a_named_text_is_body_only_when_it_comes_first():
    named = b'Content-Type: text/plain; name="a.txt"\n\nmet naam'
    message = parse(mixed(named, named), REF)
    assert (message.text, names(message)) == ("met naam", ["a.txt"])


@pytest.mark.parametrize(
    ("parameters", "name"),
    [
        (b"filename=brief.pdf", "brief.pdf"),
        (b'filename="met ; en \\"aanhaling\\".pdf"', 'met ; en "aanhaling".pdf'),
        (b"filename*=utf-8''coll%C3%A8ge.pdf", "collège.pdf"),
        (b"filename*0*=utf-8''coll%C3;\n filename*1*=%A8ge.pdf", "collège.pdf"),
        (b'filename="=?utf-8?q?coll=C3=A8ge.pdf?="', "collège.pdf"),
        (b'filename="coll\xe8ge.pdf"', "collège.pdf"),
        (b'filename="coll\xc3\xa8ge.pdf"', "collège.pdf"),
        (b"filename*=onbekend''x%FF.pdf", "xÿ.pdf"),
        (b'filename=""', "bijlage-1.pdf"),
        (b"", "bijlage-1.pdf"),
    ],
)
def test_a_file_name_is_read_however_it_was_written(parameters, name):
    part = b"Content-Type: application/pdf\nContent-Disposition: attachment; " + parameters + b"\n\n%PDF"
    assert names(parse(mixed(PLAIN, part), REF)) == [name]


@pytest.mark.parametrize(
    ("wire", "encoding", "data", "damaged"),
    [
        (b"YWJj\r\nZGVm", "base64", b"abcdef", False),
        (b"YWJj!ZGVm", "base64", b"abcdef", True),
        (b"YWJ", "base64", b"ab", False),
        (b"YWJjZ", "base64", b"abc", True),
        (b"YQ==\nYmM=\n", "base64", b"abc", False),
        (b"YQ== en een voettekst", "base64", b"a", True),
        (b"YWJj\n\n____________\nU krijgt dit bericht\nvan een lijst", "base64", b"abc", True),
        (b"?dit is nooit gecodeerd", "base64", b"?dit is nooit gecodeerd", True),
        (b"a=3Db=\r\nc=C3=A8", "Quoted-Printable", b"a=bc\xc3\xa8", False),
        (b"a=ZZ", "quoted-printable", b"a=ZZ", False),
        (b"begin 644 x\n#86)C\n`\nend\n", "x-uuencode", b"abc", False),
        (b"abc", "8bit", b"abc", False),
        (b"abc", "raar", b"abc", False),
    ],
)
def test_content_is_decoded_as_far_as_it_goes(wire, encoding, data, damaged):
    assert content_of(wire, encoding) == (data, damaged)


def test_files_in_uuencode_are_taken_out_of_a_text():
    text = b"Bijgaand de lijst.\n\nbegin 644 lijst.csv\n#86)C\n`\nend\n\nGroet\n"
    message = parse(b"From: a@b.example\n\n" + text, REF)
    assert message.text == "Bijgaand de lijst.\n\nGroet"
    assert [(one.name, one.content_type, one.content) for one in message.attachments] == [
        ("lijst.csv", "text/csv", b"abc")
    ]


def test_a_sentence_about_begin_is_no_file():
    text = "begin 2020 was er een motie.\nbegin 644 x\nzonder inhoud\nend"
    assert parse(b"From: a@b.example\n\n" + text.encode(), REF).text == text


def test_a_form_of_text_that_is_rare_is_shown_where_it_is_the_only_one():
    enriched = b"Content-Type: text/enriched\n\n<bold>Verrijkte</bold> tekst"
    assert parse(mixed(enriched), REF).text == "Verrijkte tekst"
    message = parse(mixed(PLAIN, enriched), REF)
    assert (message.text, len(message.attachments)) == ("platte tekst", 1)


def test_a_page_may_name_its_own_character_set():
    page = b'<meta charset="iso-8859-5"><p>\xbc\xde\xe1\xda\xd2\xd0'
    head = b"From: a@b.example\nContent-Type: text/html; charset=us-ascii\n\n"
    assert parse(head + page, REF).text == "Москва"


def test_a_multipart_without_boundary_is_shown_as_text():
    assert parse(b"Content-Type: multipart/mixed\n\nTekst zonder grens", REF).text == "Tekst zonder grens"


def test_a_layout_that_is_too_deep_is_said():
    message = parse(b"Content-Type: text/html\n\n" + b"<div>" * 3_000 + b"kern", REF)
    assert message.text == "kern"
    assert [problem.code for problem in message.problems] == ["layout_excessive"]
