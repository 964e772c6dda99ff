"""Fields of a header as programs of thirty years wrote them: words, parameters, moments, categories."""

from __future__ import annotations

import pytest

from reader.message import Address, MessageRef
from reader.mime import parse
from reader.mime.addresses import addresses
from reader.mime.dates import newest_received, parse_date
from reader.mime.fields import fields_of, header_at, typed
from reader.mime.headers import readable

REF = MessageRef("brief.eml")


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("=?utf-8?b?Q29sbMM=?= =?utf-8?b?qGdl?=", "Collège"),  # cut in the middle of a character
        ("=?utf-8?b?Q29sb?= =?utf-8?b?MOoZ2U=?=", "Collège"),  # cut in the middle of four signs of base64
        ("=?utf-8?b?Q29sbMM=?= =?utf-8?q?=A8ge?=", "Collège"),  # and each half encoded in another way
        ("=?utf-8?q?Coll=C3=A8ge van B?=\r\n =?utf-8?q?_en_W?=", "Collège van B en W"),  # a space inside
        ("=?utf-8?q?wie? wat? waar?=", "wie? wat? waar"),
        ("=?utf-8?q?Coll=C3=A8ge", "Collège"),  # the end was cut off
        ("=?utf-8?q?coll=E8ge?=", "collège"),  # it is not UTF-8
        ("=?iso-8859-1?q?coll=C3=A8ge?=", "collège"),  # it is UTF-8
        ("=?us-ascii?q?coll=E8ge?=", "collège"),
        ("=?iso-2022-jp?b?GyRCRnxLXBsoQg==?=", "日本"),
        ("=?gb2312?b?1tDOxA==?= =?big5?b?pKSk5Q==?=", "中文中文"),
        ("=?utf-16?b?AGEAYgBj?=", "abc"),
        ("=?utf-7?q?coll+AOg-ge?=", "collège"),
        ("voor=?utf-8?q?_en_?=na", "voor en na"),
        ("=?utf-8?q??= leeg", "leeg"),
        ("=?utf-8?x?onbekend?=", "=?utf-8?x?onbekend?="),
        ("coll\udce8ge =?utf-8?q?Coll=C3=A8ge?=", "collège Collège"),
    ],
)
def test_encoded_words_are_read_however_they_were_cut(raw, text):
    assert readable(raw) == text


@pytest.mark.parametrize(
    ("raw", "value", "parameters"),
    [
        ("text/plain", "text/plain", {}),
        ("Text / Plain ; Charset = UTF-8", "text/plain", {"charset": "UTF-8"}),
        ("text/plain charset=utf-8", "text/plain", {"charset": "utf-8"}),  # a semicolon is missing
        ("attachment; filename=mijn brief.pdf", "attachment", {"filename": "mijn brief.pdf"}),
        ("filename=a.pdf", "", {"filename": "a.pdf"}),  # no word before it
        ('inline; filename="a;b=c.pdf"', "inline", {"filename": "a;b=c.pdf"}),
        ('inline; filename="open', "inline", {"filename": "open"}),
        ("a; n*1=twee; n*0=een", "a", {"n": "eentwee"}),  # out of order
        ("a; n*2=c; n*0=a", "a", {"n": "ac"}),  # one is lost
        ("a; n*0*=utf-8''%E2%82; n*1*=%AC", "a", {"n": "€"}),  # cut in the middle of a character
        ("a; n*0*=utf-8''%C3%A9; n*1=%20", "a", {"n": "é%20"}),  # only the first is encoded
        ("a; n=arm; n*=utf-8''rijk", "a", {"n": "rijk"}),
        ("a; n*=utf-8'nl'", "a", {"n": ""}),
        ("a; n*=zonder%20tekens", "a", {"n": "zonder tekens"}),
        ("a; n=een; n=twee", "a", {"n": "een"}),
        ('a; n="C:\\map\\brief.pdf"', "a", {"n": "C:\\map\\brief.pdf"}),
        ("a; n==?utf-8?q?een;_twee?=", "a", {"n": "een; twee"}),
        ("", "", {}),
        (";;=;", "", {}),
    ],
)
def test_a_value_with_parameters_is_read(raw, value, parameters):
    assert typed(raw) == (value, parameters)


@pytest.mark.parametrize(
    ("raw", "names", "body"),
    [
        (b"From: a\nTo: b\n\ntekst", ["From", "To"], b"tekst"),
        (b"From: a\r\rtekst", ["From"], b"tekst"),
        (b"From: a\r\r\n\r\r\ntekst", ["From"], b"tekst"),  # line ends that were written twice
        (b"From: a\n \t\ntekst", ["From"], b"tekst"),  # the empty line has blanks
        (b"From: a\ntekst zonder lege regel", ["From"], b"tekst zonder lege regel"),
        (b"From: a\n  lang\nbreek\nSubject: x\n\ntekst", ["From", "Subject"], b"tekst"),
        (b"\ntekst", [], b"tekst"),
        (b"--grens\nFrom: a\n\n", [], b"--grens\nFrom: a\n\n"),
        (b"--grens:1\n\n", [], b"--grens:1\n\n"),  # a boundary that looks like a field
        (b"To: b\nFrom\n : a\nSubject: c\n\ntekst", ["From", "To", "Subject"], b"tekst"),
        (b"To: b\nname=x\nContent-Disposition: inline\n\ntekst", ["To"], b"tekst"),
        (b"From: a", ["From"], b""),
    ],
)
def test_a_header_ends_where_it_was_meant_to(raw, names, body):
    fields, begin = header_at(raw, 0)
    assert [name for name in ("From", "To", "Subject") if fields.every(name.lower())] == names
    assert raw[begin:] == body


def test_of_a_field_that_stands_twice_the_first_with_a_value_counts():
    fields = fields_of(b"Subject:\nSubject: een\nSubject: twee\n\n")
    assert fields.raw("subject") == "een"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Raad: Fractie: a@voorbeeld.example;, b@voorbeeld.example;;", ["a@voorbeeld.example", "b@voorbeeld.example"]),
        ("Leeg:;, a@voorbeeld.example", ["a@voorbeeld.example"]),
        ("Leeg: (niemand) ;", []),
        ("jan@gemeent\udcc3\udca9.example", ["jan@gemeenté.example"]),
        ("jan@xn--gemeent-hya.example", ["jan@xn--gemeent-hya.example"]),  # as it was sent
    ],
)  # fmt: skip
def test_groups_and_international_names_are_addresses(value, expected):
    assert [one.address for one in addresses([value]) if one.address] == expected


def test_a_remark_beside_a_name_is_kept():
    assert addresses(["Jan (griffier) Bos <jan@voorbeeld.example>"]) == (
        Address("Jan Bos (griffier)", "jan@voorbeeld.example"),
    )


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("Fri, 13 Nov 2020 10:17:00 GMT+0100", "2020-11-13T10:17:00+01:00"),
        ("Fri, 13 Nov 2020 10:17:00 UTC+1", "2020-11-13T10:17:00+01:00"),
        ("Fri, 13 Nov 2020 10:17:00 +1:00", "2020-11-13T10:17:00+01:00"),
        ("Fri, 13 Nov 2020 10:17:00 JST", "2020-11-13T10:17:00+09:00"),
        ("13-11-2020 10:17:00", "2020-11-13T10:17:00+01:00"),
        ("13/11/2020 10:17", "2020-11-13T10:17:00+01:00"),
        ("11/13/2020 10:17 AM", "2020-11-13T10:17:00+01:00"),  # the month first, as can be seen
        ("13 déc. 2020 10:17 +0100", "2020-12-13T10:17:00+01:00"),
        ("3 juin 2020 10:17 +0200", "2020-06-03T10:17:00+02:00"),
        ("3 juillet 2020 10:17 +0200", "2020-07-03T10:17:00+02:00"),
        ("3. März 2020 10:17 +0100", "2020-03-03T10:17:00+01:00"),
        ("3 giugno 2020 10:17 +0200", "2020-06-03T10:17:00+02:00"),
        ("3 gennaio 2020 10:17 +0100", "2020-01-03T10:17:00+01:00"),
        ("3 agosto 2020 10:17 +0200", "2020-08-03T10:17:00+02:00"),
        ("99-99-2020 10:17", None),
    ],
)
def test_a_moment_is_read_in_the_words_of_its_program(value, iso):
    moment = parse_date(value)
    assert (moment.isoformat() if moment else None) == iso


def test_a_server_that_wrote_no_date_is_passed_over():
    moment = newest_received(["from a by b", "from b by c; Fri, 13 Nov 2020 10:17:00 +0100"])
    assert moment is not None


@pytest.mark.parametrize(
    ("header", "categories"),
    [
        (b"X-Mozilla-Keys: $label1 $label4 ingekomen_stuk raads&AOk-n NonJunk $Forwarded",
         ("Belangrijk", "Te doen", "ingekomen stuk", "raadsén")),
        (b"X-Mozilla-Keys:                    ", ()),
        (b"X-Keywords: NonJunk", ()),
        (b"X-Keywords: $Label2 Motie", ("Werk", "Motie")),  # Dovecot's: parted by spaces
        (b"X-Keywords: Ingekomen stuk", ("Ingekomen stuk",)),
        (b"X-Keywords: \\Seen, Motie", ("Motie",)),
        (b"Keywords: =?utf-8?q?Coll=C3=A8ge=2C_raad?=", ("Collège", "raad")),
        (b"Categories: Motie; motie;  MOTIE", ("Motie",)),
        (b'X-Gmail-Labels: Inbox,Important,Category Updates,Opened,"Raad, commissie",Wmo/2020',
         ("Raad, commissie", "Wmo/2020")),
        (b"X-Gmail-Labels: =?utf-8?q?Postvak_IN,Categorie_Reclame,Belangrijk,Coll=C3=A8ge?=", ("Collège",)),
        (b"X-Gmail-Labels: Belangrijke stukken\nKeywords: Belangrijk", ("Belangrijk", "Belangrijke stukken")),
    ],
)  # fmt: skip
def test_categories_are_what_somebody_chose(header, categories):
    assert parse(header + b"\nSubject: x\n\ntekst", REF).categories == categories
