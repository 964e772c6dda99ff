"""Outlook's message files: what they hold, and what is left of them when they are damaged or made to do harm."""

from __future__ import annotations

import hashlib
import struct
import tracemalloc
from datetime import UTC, datetime
from uuid import UUID

import msg_maker as made
import pytest

from reader import mail
from reader.errors import MessageGone, ReaderError
from reader.formats import compound, msg, read_export, read_message, write_attachment
from reader.formats.recognise import format_of, head_of
from reader.mapi import attachments as mapi_attachments
from reader.message import Address, MessageRef
from reader.mime import parse

SENT = datetime(2020, 11, 13, 9, 17, tzinfo=UTC)
HTML = b"<p>Geachte raad,</p><img src='cid:logo@voorbeeld'>"
RTF = rb"{\rtf1\ansi\ansicpg1252\fromhtml1 {\*\htmltag64 <p>}caf\'e9{\*\htmltag72 </p>}}"
MAIL = {
    made.SUBJECT: "Zienswijze op de begroting",
    made.BODY: "Geachte raad,\r\n",
    made.SENDER_NAME: "Jan de Vries",
    made.SENDER_ADDRESS: "jan@voorbeeld.example",
    made.SUBMITTED: SENT,
}


def read(path):
    return msg.message(MessageRef(str(path)), "")


def message_of(tmp_path, values, **parts):
    return read(made.written(tmp_path / "bericht.msg", values, **parts))


def codes(message):
    return [problem.code for problem in message.problems]


def person(kind, name, address):
    return {made.RECIPIENT_TYPE: kind, made.DISPLAY_NAME: name, made.SMTP_ADDRESS: address}


def test_a_message_has_its_fields(tmp_path):
    message = message_of(
        tmp_path,
        MAIL | {made.KEYWORDS: ("Griffie", "Ter kennisname")},
        recipients=[
            person(1, "Griffie", "griffie@gemeente.example"),
            person(2, "", "cc@gemeente.example"),
            person(3, "Stil", "bcc@gemeente.example"),
        ],
        names=[(made.PUBLIC_STRINGS, "Keywords")],
    )
    assert message.subject == "Zienswijze op de begroting"
    assert message.sender == (Address("Jan de Vries", "jan@voorbeeld.example"),)
    assert message.to == (Address("Griffie", "griffie@gemeente.example"),)
    assert message.cc == (Address("", "cc@gemeente.example"),)
    assert message.bcc == (Address("Stil", "bcc@gemeente.example"),)
    assert message.date == SENT
    assert message.categories == ("Griffie", "Ter kennisname")
    assert message.text == "Geachte raad,"
    assert message.problems == ()


def test_categories_are_known_by_set_and_name_alone(tmp_path):
    """The same name in another set, and the id that is usual for categories, mean something else here."""
    other = UUID("00062008-0000-0000-c000-000000000046")
    names = [(other, "Keywords"), (made.PUBLIC_STRINGS, 0x9000), (made.PUBLIC_STRINGS, "Keywords")]
    values = {0x8000101F: ("Fout",), 0x8001101F: ("Ook fout",), 0x8002101F: ("Goed",)}
    assert message_of(tmp_path, MAIL | values, names=names).categories == ("Goed",)


def test_a_header_that_came_along_gives_the_same_message_as_the_mail(tmp_path):
    header = (
        "Received: from x.example\r\nFrom: =?utf-8?q?J=C3=B3n?= <jon@voorbeeld.example>\r\nTo: a@b.example\r\n"
        "Date: Fri, 13 Nov 2020 10:17:00 +0100\r\nMessage-ID: <1@voorbeeld.example>\r\nSubject: Vraag\r\n"
        "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n"
    )
    message = message_of(tmp_path, {made.HEADERS: header, made.SUBJECT: "Vraag", made.BODY: "x"})
    mail = parse((header + "\r\n").encode(), MessageRef("x"))
    assert message.id == mail.id
    assert message.sender == (Address("Jón", "jon@voorbeeld.example"),)
    assert message.date == mail.date
    assert message.message_id == "1@voorbeeld.example"


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({made.HTML: HTML}, "Geachte raad,"),
        ({made.RTF: RTF, made.BODY: "kaal"}, "café"),
        ({made.BODY: "a\r\n\r\nb"}, "a\n\nb"),
        ({0x1000001E: b"coll\xe8ge \x80", made.MESSAGE_CODEPAGE: 1252}, "collège €"),
        ({0x1000001E: b"coll\xe8ge"}, "collège"),  # no code page: that of Western Europe
        ({0x1000001E: b"\xcf\xf0\xee", made.MESSAGE_CODEPAGE: 1251}, "Про"),
        ({0x1000001E: b"coll\xe8ge", made.MESSAGE_CODEPAGE: 65001}, "collège"),  # it says UTF-8, and is not
        ({0x1000001E: b"coll\xe8ge", made.MESSAGE_CODEPAGE: 31337}, "collège"),  # no such code page
        ({made.HTML: b"<p>\xcf\xf0\xee", made.INTERNET_CODEPAGE: 1251}, "Про"),
        ({0x1000001E: b"kaal", made.BODY: "vol"}, "vol"),  # both types of one property: Unicode counts
    ],
)
def test_a_body_is_read_in_the_form_and_code_page_it_has(tmp_path, values, text):
    assert message_of(tmp_path, {made.SUBJECT: "x"} | values).text == text


def test_attachments_have_their_long_names_types_and_bytes(tmp_path):
    large = bytes(range(256)) * 40  # above 4096 bytes it has sectors of its own
    message = message_of(
        tmp_path,
        MAIL | {made.HTML: HTML},
        attachments=[
            {made.LONG_FILENAME: "Brief aan de raad.pdf", made.FILENAME: "BRIEFA~1.PDF", made.DATA: large},
            {made.FILENAME: "logo.png", made.CONTENT_ID: "logo@voorbeeld", made.DATA: b"\x89PNG"},
            {made.MIME_TAG: "text/calendar", made.DATA: b""},
            {made.DISPLAY_NAME: "koppeling.docx", made.METHOD: 4},
        ],
    )
    assert [(one.name, one.content_type, one.content) for one in message.attachments] == [
        ("Brief aan de raad.pdf", "application/pdf", large),
        ("logo.png", "image/png", b"\x89PNG"),
        ("bijlage-3.ics", "text/calendar", b""),
        ("koppeling.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", b""),
    ]
    assert message.attachments[1].content_id == "logo@voorbeeld"
    assert message.problems == ()


def test_a_message_in_a_message_opens_as_one(tmp_path):
    inner = made.message(
        MAIL | {made.HTML: HTML},
        recipients=[person(1, "Griffie", "griffie@gemeente.example")],
        attachments=[{made.LONG_FILENAME: "bijlage.txt", made.DATA: b"diep"}],
        before=made.INSIDE,
    )
    message = message_of(tmp_path, {made.SUBJECT: "FW: Zienswijze"}, attachments=[made.enclosed(inner)])
    (attached,) = message.attachments
    assert (attached.name, attached.content_type) == ("Zienswijze op de begroting.eml", "message/rfc822")
    opened = parse(attached.content, message.ref)
    assert opened.subject == "Zienswijze op de begroting"
    assert opened.to == (Address("Griffie", "griffie@gemeente.example"),)
    assert opened.text == "Geachte raad,"
    assert [(one.name, one.content) for one in opened.attachments] == [("bijlage.txt", b"diep")]
    assert message.forwarded.subject == "Zienswijze op de begroting"


def test_the_code_page_of_a_message_inside_is_its_own(tmp_path):
    """And that of the outer one goes on behind it; an attachment has that of its message."""
    inner = made.message({0x0037001E: b"\xe1", made.MESSAGE_CODEPAGE: 1253}, before=made.INSIDE)
    message = message_of(
        tmp_path,
        {0x0037001E: b"\xcf", made.MESSAGE_CODEPAGE: 1251},
        attachments=[made.enclosed(inner), {0x3707001E: b"\xcf.txt", made.DATA: b""}],
    )
    assert [message.subject, *(one.name for one in message.attachments)] == ["П", "α.eml", "П.txt"]


APPOINTMENT = UUID("00062002-0000-0000-c000-000000000046")
MEETING_NAMES = [(APPOINTMENT, 0x820D), (APPOINTMENT, 0x820E), (APPOINTMENT, 0x8208), (APPOINTMENT, 0x8215)]


@pytest.mark.parametrize(
    ("start", "end", "all_day"),
    [
        (datetime(2020, 12, 1, 19, tzinfo=UTC), datetime(2020, 12, 1, 21, tzinfo=UTC), False),
        (
            datetime(2020, 11, 30, 23, tzinfo=UTC),
            datetime(2020, 12, 2, 23, tzinfo=UTC),
            True,
        ),  # two days here
    ],
)
def test_a_meeting_in_a_message_keeps_its_time_and_place(tmp_path, start, end, all_day):
    meeting = {
        made.MESSAGE_CLASS: "IPM.Schedule.Meeting.Request",
        made.SUBJECT: "Raadsvergadering; begroting, deel 1",
        0x80000040: start,
        0x80010040: end,
        0x8002001F: "Raadzaal, stadhuis",
        0x8003000B: all_day,
    }
    outer = message_of(tmp_path, meeting, names=MEETING_NAMES)
    inner = made.message(meeting, before=made.INSIDE)
    message = message_of(tmp_path, MAIL, attachments=[made.enclosed(inner)], names=MEETING_NAMES)
    opened = mail.parse(message.attachments[0].content, message.ref)
    assert opened.invitations == outer.invitations
    (invitation,) = opened.invitations
    assert (invitation.start, invitation.place, invitation.all_day) == (start, "Raadzaal, stadhuis", all_day)
    assert invitation.method == "request"


def package(name, content, size=None):
    """An OLE package: name, path and temporary path, each with a NUL, then the file."""
    body = b"\x02\0" + name + b"\0C:\\x\\" + name + b"\0" + bytes.fromhex("00000300")
    body += struct.pack("<I", 3) + b"C:\0" + struct.pack("<I", size or len(content)) + content
    return struct.pack("<I", len(body)) + body


@pytest.mark.parametrize(
    ("tree", "name", "content"),
    [
        ({"\x01Ole10Native": package(b"n\xe9e.txt", b"inhoud")}, "née.txt", b"inhoud"),
        ({"\x01Ole10Native": package(b"groot.bin", b"0123456789" * 1000)}, "groot.bin", b"0123456789" * 1000),
        ({"Package": b"PK\3\4"}, "Werkblad", b"PK\3\4"),
        ({"\x01Ole10Native": package(b"x.txt", b"inhoud", 9999)}, "Werkblad", b""),  # less than it says
        ({"\x01Ole10Native": b"\0" * 8}, "Werkblad", b""),
        ({"WordDocument": b"x"}, "Werkblad", b""),  # a whole document as streams
    ],
)
def test_the_file_in_an_object_of_another_program_is_an_attachment(tmp_path, tree, name, content):
    attached = made.properties({made.METHOD: 6, made.DISPLAY_NAME: "Werkblad"})
    message = message_of(tmp_path, MAIL, attachments=[attached | {f"__substg1.0_{made.OBJECT:08X}": tree}])
    assert [(one.name, one.content) for one in message.attachments] == [(name, content)]
    assert codes(message) == ([] if content else ["attachment_damaged"])


@pytest.mark.parametrize(
    "kind", ["IPM.Appointment", "IPM.Task", "IPM.Contact", "IPM.StickyNote", "IPM.Activity", ""]
)
def test_items_that_are_no_mail_are_messages_too(tmp_path, kind):
    message = message_of(tmp_path, {made.MESSAGE_CLASS: kind, made.SUBJECT: "Lunch", made.BODY: "om 12 uur"})
    assert (message.subject, message.text, message.problems) == ("Lunch", "om 12 uur", ())


SIGNED = (
    b'MIME-Version: 1.0\r\nContent-Type: multipart/signed; boundary="x"\r\n\r\n--x\r\n\r\nGetekend.\r\n'
    b"--x\r\nContent-Type: application/pkcs7-signature; name=smime.p7s\r\n\r\nx\r\n--x--\r\n"
)
ENCRYPTED = bytes.fromhex("300b06092a864886f70d010703")  # an object identifier: enveloped data, RFC 5652 §6


@pytest.mark.parametrize(
    ("kind", "tag", "content", "result"),
    [
        ("IPM.Note.SMIME.MultipartSigned", "multipart/signed", SIGNED, ("Getekend.", ["smime.p7s"], [])),
        ("IPM.Note.SMIME", "application/pkcs7-mime", ENCRYPTED, ("", ["smime.p7m"], ["encrypted"])),
        ("IPM.Note.SMIME", "", ENCRYPTED, ("", ["smime.p7m"], ["encrypted"])),
        # what calls itself signed, and is nothing of the kind, stays an attachment
        ("IPM.Note.SMIME.MultipartSigned", "multipart/signed", b"x", ("", ["bijlage-1"], [])),
        ("IPM.Note.SMIME", "application/pkcs7-mime", b"x", ("", ["bijlage-1.p7c"], [])),
        ("IPM.Note", "multipart/signed", SIGNED, ("", ["bijlage-1"], [])),
    ],
)
def test_a_signed_mail_is_read_and_an_encrypted_one_says_so(tmp_path, kind, tag, content, result):
    message = message_of(
        tmp_path,
        {made.MESSAGE_CLASS: kind, made.SUBJECT: "x"},
        attachments=[{made.MIME_TAG: tag, made.DATA: content}],
    )
    assert (message.text, [one.name for one in message.attachments], codes(message)) == result


def test_a_message_is_found_below_its_folder_and_read_again(tmp_path):
    folder = tmp_path / "export" / "2020"
    folder.mkdir(parents=True)
    made.written(folder / "een.msg", MAIL)
    made.written(folder / "twee.MSG", MAIL | {made.SUBJECT: "Tweede"})
    (folder / "drie.oft").write_bytes(made.compound(made.message({made.SUBJECT: "Sjabloon"}), made.TEMPLATE))
    found = list(read_export(str(tmp_path / "export")))
    assert sorted((one.folder, one.subject) for one in found) == [
        ("2020", "Sjabloon"),
        ("2020", "Tweede"),
        ("2020", "Zienswijze op de begroting"),
    ]
    for one in found:
        assert read_message(one.ref, one.folder) == one


def test_a_large_attachment_is_measured_and_written_but_not_held(tmp_path, monkeypatch):
    """Beyond 6.8 MB the allocation table goes on outside the header, [MS-CFB] §2.5."""
    content = b"0123456789abcdef" * (500 << 10)
    path = made.written(
        tmp_path / "groot.msg", MAIL, attachments=[{made.LONG_FILENAME: "a", made.DATA: content}]
    )
    monkeypatch.setattr(mapi_attachments, "LARGE", 1 << 20)
    (attached,) = read(path).attachments
    assert (attached.held, attached.content, attached.size) == (False, b"", len(content))
    assert attached.sha256 == hashlib.sha256(content).hexdigest()
    with (tmp_path / "uit").open("w+b") as target:
        write_attachment(MessageRef(str(path)), 0, target)
    assert (tmp_path / "uit").read_bytes() == content


@pytest.mark.parametrize(
    ("name", "class_id", "known"),
    [
        ("a.msg", made.MESSAGE, True),
        ("zonder", made.MESSAGE, True),
        ("a.msg", made.NO_CLASS, True),
        ("zonder", made.NO_CLASS, True),  # by its streams
        ("brief.doc", UUID("00020906-0000-0000-c000-000000000046"), False),  # of Word
        ("brief.msg", UUID("00020906-0000-0000-c000-000000000046"), False),
    ],
)
def test_a_message_is_known_by_what_it_is(tmp_path, name, class_id, known):
    path = tmp_path / name
    path.write_bytes(made.compound(made.message(MAIL), class_id))
    assert (format_of(path, head_of(path)) is msg) == known


def test_a_message_file_has_no_maps_to_choose_from(tmp_path):
    export = read_export(str(made.written(tmp_path / "a.msg", MAIL)))
    assert export.has_one_map()
    assert [one.folder for one in export] == [""]


def test_a_compound_file_without_properties_is_no_message(tmp_path):
    path = tmp_path / "leeg.msg"
    path.write_bytes(made.compound({"WordDocument": b"x"}))
    (problem,) = read_export(str(path))
    assert (problem.code, problem.path) == ("msg_damaged", str(path))


def test_a_place_inside_a_file_that_is_one_message_now_is_gone(tmp_path):
    path = made.written(tmp_path / "a.msg", MAIL)
    with pytest.raises(MessageGone):
        msg.message(MessageRef(str(path), "12-34"), "")


def test_a_message_that_was_taken_out_as_it_was_keeps_its_date(tmp_path):
    """Its properties begin where those of a message inside another do."""
    path = tmp_path / "a.msg"
    path.write_bytes(made.compound(made.message(MAIL, before=made.INSIDE)))
    assert read(path).date == SENT


def outcome(path):
    """The codes of what was wrong, whether a message came of it or not."""
    try:
        return codes(read(path))
    except ReaderError as error:
        return [error.problem.code]


def test_a_file_that_was_cut_gives_a_message_or_one_problem(tmp_path):
    path = made.written(
        tmp_path / "a.msg", MAIL, attachments=[{made.LONG_FILENAME: "a", made.DATA: b"x" * 5000}]
    )
    whole = path.read_bytes()
    for size in range(0, len(whole), 256):
        path.write_bytes(whole[:size])
        assert outcome(path) in (
            ["msg_damaged"],
            [],
        )  # without the allocation table, at its end, nothing is left


@pytest.mark.parametrize(
    ("values", "attachments", "found"),
    [
        ({made.BODY: "x" * 5000}, [], ["boundary_damaged"]),
        ({}, [{made.LONG_FILENAME: "a", made.DATA: b"x" * 10_000}], ["attachment_damaged"]),
    ],
)
def test_a_stream_that_breaks_off_gives_what_is_left_and_says_so(tmp_path, values, attachments, found):
    path = made.written(tmp_path / "a.msg", MAIL | values, attachments=attachments)
    raw = bytearray(path.read_bytes())
    broken = raw.index(b"x\0" * 256 if values else b"x" * 512) // 512  # the second sector of the stream
    (first_fat,) = struct.unpack_from("<I", raw, 76)
    struct.pack_into("<I", raw, (first_fat + 1) * 512 + 4 * broken, 0xFFFFFFFF)
    path.write_bytes(raw)
    message = read(path)
    assert codes(message) == found
    assert message.subject == "Zienswijze op de begroting"
    left = message.text if values else message.attachments[0].content.decode()
    assert set(left) == {"x"}
    assert len(left) == (512 if values else 1024)


def test_empty_streams_are_empty_values(tmp_path):
    message = message_of(
        tmp_path,
        {made.SUBJECT: "", made.BODY: "", made.HTML: b"", made.RTF: b"", made.HEADERS: "", made.KEYWORDS: ()},
        names=[(made.PUBLIC_STRINGS, "Keywords")],
    )
    assert (message.subject, message.text, message.categories, message.problems) == ("", "", (), ())


def directory_of(raw):
    """Where the entries of the directory stand in a file of the maker."""
    (first,) = struct.unpack_from("<I", raw, 48)
    return (first + 1) * 512


@pytest.mark.parametrize("target", [0, 1, 2, 0xFFFFFFFF, 12345])
def test_a_directory_that_goes_round_in_circles_ends(tmp_path, target):
    raw = bytearray(made.compound(made.message(MAIL, recipients=[person(1, "a", "a@b.example")] * 3)))
    start = directory_of(raw)
    for entry in range(1, 12):
        struct.pack_into("<III", raw, start + 128 * entry + 68, target, target, target)
    path = tmp_path / "a.msg"
    path.write_bytes(raw)
    assert set(outcome(path)) <= {"msg_damaged", "boundary_damaged"}


def test_an_empty_file_of_any_size_is_held_in_bounded_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(compound, "_LARGEST_DIRECTORY", 1 << 16)
    path = made.written(tmp_path / "leeg.msg", MAIL)
    head = bytearray(path.read_bytes()[:512])
    struct.pack_into("<I", head, 48, 0)  # the directory begins in sector 0
    struct.pack_into("<I", head, 60, 0)  # and so does the table of the mini stream
    struct.pack_into(
        "<I", head, 68, 1
    )  # all numbers of sectors of the table are 0, and so is each that it names
    with path.open("wb") as file:
        file.write(head)
        file.truncate(16 << 20)
    tracemalloc.start()
    try:
        assert set(outcome(path)) <= {"msg_damaged", "boundary_damaged"}
        assert tracemalloc.get_traced_memory()[1] < 12 << 20
    finally:
        tracemalloc.stop()


def test_an_allocation_table_that_goes_round_in_circles_ends(tmp_path):
    raw = bytearray(made.compound(made.message(MAIL | {made.BODY: "tekst " * 2000})))
    (first_fat,) = struct.unpack_from("<I", raw, 76)
    for number in range(100):
        struct.pack_into("<I", raw, (first_fat + 1) * 512 + 4 * number, number)  # each sector is its own next
    path = tmp_path / "a.msg"
    path.write_bytes(raw)
    assert set(outcome(path)) <= {"msg_damaged", "boundary_damaged"}


def test_many_names_for_the_same_bytes_are_read_a_few_times_only(tmp_path):
    """A thousand recipients whose names are all the same large stream."""
    people = [{made.DISPLAY_NAME: "x" * 3000, made.SMTP_ADDRESS: "a@b.example"}] + [
        {made.DISPLAY_NAME: "y"}
    ] * 300
    raw = bytearray(made.compound(made.message(MAIL, recipients=people)))
    start, name = directory_of(raw), "__substg1.0_3001001F".encode("utf-16-le")
    places = [at for at in range(start, len(raw) - 128, 128) if raw[at : at + len(name)] == name]
    for place in places[1:]:
        raw[place + 116 : place + 128] = raw[places[0] + 116 : places[0] + 128]
    path = tmp_path / "a.msg"
    path.write_bytes(raw)
    message = read(path)
    assert "boundary_damaged" in codes(message)
    assert sum(len(one.name) for one in message.to) <= 3 * len(raw)


def test_messages_inside_each_other_without_end_are_read_to_a_depth(tmp_path):
    tree = made.message({made.SUBJECT: "onderste"}, before=made.INSIDE)
    for number in range(30):
        tree = made.message(
            {made.SUBJECT: f"{number}"}, attachments=[made.enclosed(tree)], before=made.INSIDE
        )
    message = message_of(tmp_path, MAIL, attachments=[made.enclosed(tree)])
    assert [one.name for one in message.attachments] == ["29.eml"]
