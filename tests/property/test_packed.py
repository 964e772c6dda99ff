"""What is packed in a mail never makes reading it fail: any winmail.dat, any calendar."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from email.message import EmailMessage

import tnef_maker as make
from hypothesis import given
from hypothesis import strategies as st

from reader import mail
from reader.cards import cards_of
from reader.mapi import message_of, tags, tnef
from reader.message import Message, MessageRef

REF = MessageRef("post.eml")
INNER = make.tnef(
    make.attribute(make.MESSAGE, 0x00018004, b"Binnen\0"),
    make.recipients(
        [
            make.prop(tags.DISPLAY_NAME, make.STRING8, "Griffie"),
            make.prop(tags.RECIPIENT_TYPE, make.INTEGER, 2),
        ]
    ),
    make.file("plan.pdf", b"%PDF"),
)
WHOLE = make.tnef(
    make.attribute(make.MESSAGE, 0x00078008, b"IPM.Microsoft Schedule.MtgReq\0"),
    make.message(
        make.prop(tags.SUBJECT, make.STRING, "Raad"),
        make.prop(tags.HTML, make.BINARY, b"<p>Geachte raad</p>"),
        make.prop(0x8001, make.TIME, datetime(2020, 11, 12, 19, tzinfo=UTC), tags.APPOINTMENT_START),
        make.prop(0x8002, make.STRING | make.MULTIPLE, ["a", "b"], tags.KEYWORDS),
    ),
    make.file("BRIEF.PDF", b"%PDF-1.4", make.prop(tags.ATTACH_LONG_FILENAME, make.STRING, "brief.pdf")),
    make.inside("Binnen", INNER),
)
CALENDAR = """\
BEGIN:VCALENDAR
METHOD:REQUEST
BEGIN:VTIMEZONE
TZID:Eigen
BEGIN:STANDARD
DTSTART:19701025T030000
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
ORGANIZER;CN="Griffie":mailto:griffie@gemeente.example
DTSTART;TZID=Eigen:20201112T200000
DURATION:PT2H
SUMMARY:Raad\\, besloten
 deel
END:VEVENT
END:VCALENDAR
"""


def parsed(stream: bytes) -> Message:
    item = tnef.item_of(io.BytesIO(stream), 0, len(stream), "post.eml")
    return message_of(item, REF, "")


def invited(raw: bytes) -> Message:
    letter = EmailMessage()
    letter["From"] = "griffie@gemeente.example"
    letter.add_attachment(raw, maintype="text", subtype="calendar")
    message = mail.parse(letter.as_bytes(), REF)
    cards_of(message.invitations, "nl", 10)
    return message


def changed(raw: bytes) -> st.SearchStrategy[bytes]:
    """A few bytes written over, and a stretch taken out."""
    places = st.integers(0, len(raw) - 1)
    return st.builds(
        _changed,
        st.just(raw),
        st.lists(
            st.tuples(
                places, st.one_of(st.sampled_from([0, 1, 2, 0x10, 0x7F, 0x80, 0xFF]), st.integers(0, 255))
            ),
            max_size=8,
        ),
        places,
        st.integers(0, 12),
    )


def _changed(raw: bytes, written: list[tuple[int, int]], begin: int, length: int) -> bytes:
    copy = bytearray(raw)
    for place, value in written:
        copy[place] = value
    del copy[begin : begin + length]
    return bytes(copy)


@given(st.binary(max_size=300))
def test_any_bytes_behind_the_signature_are_a_message(raw):
    assert isinstance(parsed(tnef.SIGNATURE + raw), Message)


def test_a_winmail_cut_anywhere_is_a_message_and_loses_nothing_in_silence():
    for end in range(len(tnef.SIGNATURE), len(WHOLE)):
        message = parsed(WHOLE[:end])
        again = mail.parse(make.winmail(WHOLE[:end]), REF)
        stays = "winmail.dat" in [one.name for one in again.attachments]
        assert stays == bool(message.problems)


@given(changed(WHOLE))
def test_a_changed_winmail_is_a_message(raw):
    assert isinstance(parsed(raw), Message)


@given(st.one_of(st.binary(max_size=300), changed(CALENDAR.encode())))
def test_any_calendar_is_a_message(raw):
    assert isinstance(invited(raw), Message)


@given(st.lists(st.sampled_from(CALENDAR.splitlines()), max_size=30))
def test_the_lines_of_a_calendar_in_any_order_are_a_message(lines):
    assert isinstance(invited("\n".join(lines).encode()), Message)
