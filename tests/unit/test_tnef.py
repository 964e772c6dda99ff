"""winmail.dat becomes what is packed in it."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import UTC, datetime
from email.message import EmailMessage
from uuid import UUID

import pytest
import tnef_maker as make

from reader import mail
from reader.formats import read_export, read_message, write_attachment
from reader.library import Desk, add_exports
from reader.mapi import attachments, tags, tnef
from reader.mapi.tnef_values import Room
from reader.message import Address, Message, MessageRef
from reader.mime import large
from reader.paths import data_dir

REF = MessageRef("post.eml")
PDF = b"%PDF-1.4 inhoud"


def item(stream):
    return tnef.item_of(io.BytesIO(stream), 0, len(stream), "post.eml")


def read(stream, text="", **headers):
    return mail.parse(make.winmail(stream, text, **headers), REF)


def names(message):
    return [one.name for one in message.attachments]


def test_files_in_a_winmail_take_its_place():
    stream = make.tnef(
        make.file("BRIEF~1.PDF", PDF, make.prop(tags.ATTACH_LONG_FILENAME, make.STRING, "Brief één.pdf"))
    )
    message = read(stream, "Geachte griffie,")
    (file,) = message.attachments
    assert (file.name, file.content_type, file.content) == ("Brief één.pdf", "application/pdf", PDF)
    assert message.text == "Geachte griffie,"
    assert message.problems == ()


def test_an_old_winmail_names_its_files_in_the_code_page_that_it_says():
    assert names(read(make.tnef(make.file("Notulen café.doc", b"x")))) == ["Notulen café.doc"]


def test_attachments_before_and_behind_a_winmail_keep_their_order():
    letter = EmailMessage()
    letter["From"] = "bewoner@voorbeeld.example"
    letter.set_content("Zie bijlagen")
    letter.add_attachment(b"1", maintype="application", subtype="pdf", filename="eerst.pdf")
    stream = make.tnef(make.file("twee.pdf", b"22"), make.file("drie.pdf", b"333"))
    letter.add_attachment(stream, maintype="application", subtype="octet-stream", filename="WINMAIL (1).DAT")
    letter.add_attachment(b"4444", maintype="application", subtype="pdf", filename="laatst.pdf")
    message = mail.parse(letter.as_bytes(), REF)
    assert names(message) == ["eerst.pdf", "twee.pdf", "drie.pdf", "laatst.pdf"]


@pytest.mark.parametrize("own", ["", "Geachte griffie,"])
def test_outlooks_text_is_shown_where_the_mail_has_none_or_only_its_beginning(own):
    html = "<html><body><p>Geachte griffie,</p><p>Wij verzoeken u te antwoorden.</p></body></html>"
    stream = make.tnef(make.message(make.prop(tags.HTML, make.BINARY, html.encode())))
    assert read(stream, own).text == "Geachte griffie,\n\nWij verzoeken u te antwoorden."


def test_a_mail_keeps_its_own_text_where_outlooks_says_something_else():
    stream = make.tnef(make.message(make.prop(tags.BODY, make.STRING, "Iets heel anders, en ook langer")))
    assert read(stream, "Geachte griffie,").text == "Geachte griffie,"


def test_what_is_quoted_in_outlooks_text_is_told_apart():
    text = "Akkoord.\r\n\r\nOp 12 november 2020 schreef Bewoner:\r\n> Wilt u antwoorden?\r\n"
    stream = make.tnef(make.message(make.prop(tags.BODY, make.STRING, text)))
    message = read(stream, subject="RE: Fietsenstalling")
    assert [message.text[start:end].strip() for start, end in message.body.quoted] == [
        "Op 12 november 2020 schreef Bewoner:\n> Wilt u antwoorden?"
    ]


def test_categories_travel_as_a_named_multiple_property():
    keywords = make.prop(0x8005, make.STRING | make.MULTIPLE, ["Verkeer", "Raad"], tags.KEYWORDS)
    assert read(make.tnef(make.message(keywords))).categories == ("Verkeer", "Raad")


def test_a_message_in_a_winmail_opens_as_a_message():
    inner = make.tnef(
        make.attribute(make.MESSAGE, 0x00018004, b"Oude brief\0"),
        make.attribute(make.MESSAGE, 0x0002800C, b"Tekst van de brief\0"),
        make.attribute(make.MESSAGE, 0x00038005, struct.pack("<7H", 2020, 11, 2, 9, 30, 0, 1)),
        make.attribute(
            make.MESSAGE,
            0x00008000,
            struct.pack("<4H", 4, 33, 8, 24) + b"Bewoner\0SMTP:b@voorbeeld.example\0" + bytes(8),
        ),
        make.recipients(
            [
                make.prop(tags.RECIPIENT_TYPE, make.INTEGER, 1),
                make.prop(tags.DISPLAY_NAME, make.STRING8, "Griffie"),
                make.prop(tags.SMTP_ADDRESS, make.STRING8, "griffie@gemeente.example"),
            ]
        ),
        make.file("plan.pdf", PDF),
    )
    (attached,) = read(make.tnef(make.inside("Oude brief", inner))).attachments
    assert (attached.name, attached.is_message) == ("Oude brief.eml", True)
    message = mail.parse(attached.content, REF)
    assert (message.subject, message.text) == ("Oude brief", "Tekst van de brief")
    assert message.sender == (Address("Bewoner", "b@voorbeeld.example"),)
    assert message.to == (Address("Griffie", "griffie@gemeente.example"),)
    assert message.date == datetime(2020, 11, 2, 9, 30, tzinfo=UTC)
    assert names(message) == ["plan.pdf"]


def test_a_forward_in_a_winmail_is_known_as_one():
    inner = make.tnef(make.attribute(make.MESSAGE, 0x00018004, b"Oude brief\0"))
    message = read(make.tnef(make.inside("x", inner)), "Ter info", subject="FW: Oude brief")
    assert message.forwarded is not None
    assert message.forwarded.subject == "Oude brief"


def test_an_object_of_another_program_is_kept_without_the_name_of_its_interface():
    storage = UUID("0000000b-0000-0000-c000-000000000046").bytes_le  # IID_IStorage
    stream = make.tnef(
        make.file("tekening.ole", None, make.prop(tags.ATTACH_DATA, make.OBJECT, storage + b"inhoud"))
    )
    assert read(stream).attachments[0].content == b"inhoud"


def test_numbers_shorter_than_four_bytes_are_filled_up():
    flags = [
        struct.pack("<HHI", 0x1002, 0x6001, 3) + b"".join(struct.pack("<hh", one, 0) for one in (1, -2, 3))
    ]
    found = item(make.tnef(make.message(*flags, make.prop(tags.SUBJECT, make.STRING, "Erachter")))).properties
    assert found.values[0x6001] == (1, -2, 3)
    assert found.text(tags.SUBJECT) == "Erachter"


def test_a_wrong_checksum_is_no_reason_to_lose_a_file():
    whole = make.file("a.pdf", PDF)
    message = read(make.tnef(whole[:-2] + b"\xff\xff"))
    assert [one.content for one in message.attachments] == [PDF]
    assert message.problems == ()


def test_a_stream_that_breaks_off_gives_what_is_there_and_stays():
    stream = make.tnef(make.file("a.pdf", PDF), make.file("b.pdf", bytes(4000)))[:-1000]
    message = read(stream)
    assert names(message) == ["a.pdf", "b.pdf", "winmail.dat"]
    assert message.attachments[0].content == PDF
    assert message.attachments[2].content == stream
    assert [one.code for one in message.problems] == ["attachment_damaged"]


def test_what_a_transport_adds_behind_a_stream_is_no_damage():
    assert names(read(make.tnef(make.file("a.pdf", PDF)) + b"\r\n\0")) == ["a.pdf"]


def test_a_file_that_is_only_named_like_one_stays_as_it_is():
    message = read(b"\x89PNG geen winmail")
    assert names(message) == ["winmail.dat"]
    assert message.problems == ()


def test_a_property_that_claims_more_values_than_there_are_bytes_ends_its_list():
    endless = struct.pack("<HHI", 0x1003, 0x6001, 0xFFFFFFFF)
    stream = make.tnef(make.message(endless), make.file("a.pdf", PDF))
    message = read(stream)
    assert names(message) == ["a.pdf", "winmail.dat"]


def test_a_table_that_claims_more_recipients_than_there_are_bytes_ends_with_its_bytes():
    table = make.attribute(make.MESSAGE, 0x00069004, struct.pack("<II", 0xFFFFFFFF, 0))
    assert len(item(make.tnef(table)).recipients) <= 2


def test_four_billion_values_of_no_bytes_are_nothing():
    # The count of a hostile file that keeps other readers busy for hours: values of a type that has no bytes.
    nothing = struct.pack("<HHI", 0x1001, 0x6001, 0xFFFFFFFF)
    found = item(
        make.tnef(make.message(nothing, make.prop(tags.SUBJECT, make.STRING, "Erachter")))
    ).properties
    assert found.text(tags.SUBJECT) == "Erachter"


def test_values_for_which_there_is_no_room_are_left_out():
    room = Room(size=10)
    stream = make.message(
        make.prop(tags.BODY, make.BINARY, bytes(20)), make.prop(tags.SUBJECT, make.STRING, "Kort")
    )
    found = tnef.listed(tnef.Cursor(tnef.Stretch(io.BytesIO(stream), 9, len(stream) - 2)), room, "")
    assert (found.properties.text(tags.SUBJECT), found.whole) == ("Kort", False)


def test_of_a_stream_of_endless_attributes_the_first_are_read():
    stream = make.tnef(make.file("a.pdf", PDF), make.attribute(make.MESSAGE, 0x00060000, b"") * 60_000)
    message = read(stream)
    assert names(message) == ["a.pdf", "winmail.dat"]
    assert [one.code for one in message.problems] == ["attachment_damaged"]


def test_messages_in_messages_end_somewhere():
    stream = make.tnef(make.file("diep.pdf", PDF))
    for _ in range(100):
        stream = make.tnef(make.inside("laag", stream))
    assert isinstance(read(stream), Message)


@pytest.mark.parametrize("packed", [False, True])
def test_files_in_a_winmail_can_be_saved_by_their_number(tmp_path, packed):
    stream = make.tnef(
        make.file("a.pdf", b"een"), make.file("b.pdf", b"twee"), make.inside("brief", make.tnef())
    )
    path = tmp_path / "post.eml"
    path.write_bytes(make.winmail(stream))
    if packed:
        with zipfile.ZipFile(tmp_path / "post.zip", "w") as archive:
            archive.write(path, "post.eml")
        path = tmp_path / "post.zip"
    (message,) = read_export(str(path))
    assert isinstance(message, Message)
    for number, attachment in enumerate(message.attachments):
        target = io.BytesIO()
        write_attachment(message.ref, number, target)
        assert target.getvalue() == attachment.content


@pytest.mark.parametrize("lost", [0, 1])
def test_a_winmail_too_large_for_memory_is_unpacked_all_the_same(tmp_path, monkeypatch, lost):
    monkeypatch.setattr(large, "LARGE", 2000)
    monkeypatch.setattr(attachments, "LARGE", 2000)
    big = bytes(range(256)) * 20
    stream = make.tnef(make.file("groot.bin", big), make.file("klein.pdf", PDF))
    if lost:
        stream = stream[: -lost - 2]  # a checksum is two bytes
    path = tmp_path / "post.eml"
    path.write_bytes(make.winmail(stream, "Geachte griffie,"))
    message = read_message(MessageRef(str(path)))
    assert message.text == "Geachte griffie,"
    expected = {"groot.bin": big, "klein.pdf": PDF[: len(PDF) - lost]} | (
        {"winmail.dat": stream} if lost else {}
    )
    for number, attachment in enumerate(message.attachments):
        target = io.BytesIO()
        write_attachment(message.ref, number, target)
        assert target.getvalue() == expected[attachment.name]
        assert (attachment.size, attachment.held) == (len(target.getvalue()), attachment.name == "klein.pdf")
    assert names(message) == list(expected)


def test_a_winmail_in_an_attached_message_is_unpacked_where_that_is_opened(tmp_path):
    outer = EmailMessage()
    outer["From"] = "Griffie <griffie@gemeente.example>"
    outer["Subject"] = "Doorgestuurd"
    outer.set_content("Zie het bericht.")
    inner = EmailMessage()
    inner["Subject"] = "Brief"
    inner["From"] = "bewoner@voorbeeld.example"
    inner.set_content("Met bijlage")
    inner.add_attachment(make.tnef(make.file("plan.pdf", PDF)), maintype="application", subtype="ms-tnef")
    outer.add_attachment(inner)
    (tmp_path / "post").mkdir()
    (tmp_path / "post" / "een.eml").write_bytes(outer.as_bytes())
    data = data_dir(tmp_path / "data")
    list(add_exports(data, [str(tmp_path / "post")]))
    desk = Desk(data)
    (message,) = [entry for entry in read_export(str(tmp_path / "post")) if isinstance(entry, Message)]
    opened = desk.open(f"{message.id}/0", "", "light")
    assert [one.name for one in opened.message.attachments] == ["plan.pdf"]
    desk.save_attachment(f"{message.id}/0", 0, str(tmp_path / "plan.pdf"))
    assert (tmp_path / "plan.pdf").read_bytes() == PDF
