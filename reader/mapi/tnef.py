"""winmail.dat: what Outlook packs a message in for other Outlooks, [MS-OXTNEF]; bytes in, an `Item` out.

A stream is a row of attributes: level (message or attachment), identifier, length, bytes, checksum.  Most of a message is
in two of them that are lists of properties; the others are older than MAPI, and each stands for one property.
Checksums are not looked at: old programs wrote wrong ones, and what is damaged shows by itself.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from reader.mapi import tags
from reader.mapi.codepages import codec_of
from reader.mapi.item import Attached, Item, Properties
from reader.mapi.tnef_values import Cursor, Cut, Listed, Room, Stretch, listed, text8
from reader.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import BinaryIO

    from reader.mapi.item import Value

SIGNATURE: Final = struct.pack("<I", 0x223E9F78)

_HEADER = struct.Struct("<BII")  # level, identifier, length
_CHECKSUM = 2  # bytes
_KEY = 2  # bytes behind the signature
_OF_MESSAGE, _OF_ATTACHMENT = 1, 2  # levels
_MOST_ATTRIBUTES = 50_000
_MOST_TEXT = 4 << 20  # bytes of a body: more than anybody reads
_MOST_SENDER = 1 << 10  # bytes
_MOMENT = struct.Struct("<6H")  # year to second
_SENDER_SIZES = struct.Struct("<4H")  # of which the last two are those of a name and an address

# Identifiers with a meaning of their own, §2.1.3.3; the upper half is how their bytes are to be read.
_CODE_PAGE = 0x00069007
_PROPERTIES = 0x00069003
_RECIPIENTS = 0x00069004
_RENDERING = 0x00069002  # begins an attachment
_CONTENT = 0x0006800F
_ATTACHMENT_PROPERTIES = 0x00069005
_SENDER = 0x00008000
_CLASS = 0x00078008

_TEXTS = {
    0x00018004: tags.SUBJECT,
    0x0002800C: tags.BODY,
    _CLASS: tags.MESSAGE_CLASS,
    0x00018010: tags.ATTACH_FILENAME,
    0x00069001: tags.ATTACH_TRANSPORT_NAME,
}
_TIMES = {
    0x00038005: tags.CLIENT_SUBMIT_TIME,
    0x00038006: tags.MESSAGE_DELIVERY_TIME,
    0x00030006: tags.START_DATE,
    0x00030007: tags.END_DATE,
}
# Microsoft Mail's names of message classes, §2.1.3.3.8.
_CLASSES = {
    "IPM.Microsoft Mail.Note": "IPM.Note",
    "IPM.Microsoft Schedule.MtgReq": "IPM.Schedule.Meeting.Request",
    "IPM.Microsoft Schedule.MtgCncl": "IPM.Schedule.Meeting.Canceled",
    "IPM.Microsoft Schedule.MtgRespP": "IPM.Schedule.Meeting.Resp.Pos",
    "IPM.Microsoft Schedule.MtgRespN": "IPM.Schedule.Meeting.Resp.Neg",
    "IPM.Microsoft Schedule.MtgRespA": "IPM.Schedule.Meeting.Resp.Tent",
}

_Attributes = dict[int, Stretch]  # by identifier; of equals the first


@dataclass(slots=True)
class _Stream:
    """The attributes of one stream."""

    message: _Attributes = field(default_factory=dict)
    attachments: list[_Attributes] = field(default_factory=list)
    whole: bool = True


def item_of(file: BinaryIO, begin: int, end: int, path: str) -> Item:
    """The item in `file[begin:end]`, which begins with `SIGNATURE` and stays open as long as the item is used.

    That something is missing of it is a Problem with `path`.
    """
    stream = _stream(Stretch(file, begin, end))
    code_page = _code_page(stream.message)
    room = Room()
    own = _listed(stream.message, _PROPERTIES, room, code_page)
    recipients, all_there = _recipients(stream.message, room, code_page)
    attachments = [_attached(one, room, code_page, path) for one in stream.attachments]
    is_whole = stream.whole and own.whole and all_there and all(good for _, good in attachments)
    values = {**_legacy(stream.message, code_page), **own.properties.values}
    return Item(
        Properties(values, own.properties.names),
        recipients,
        tuple(one for one, _ in attachments),
        () if is_whole else (Problem("attachment_damaged", path),),
    )


def _stream(whole: Stretch) -> _Stream:
    """All attributes, sorted out."""
    found = _Stream()
    try:
        for level, name, data in _attributes(whole):
            if level == _OF_MESSAGE:
                found.message.setdefault(name, data)
                continue
            if name == _RENDERING or not found.attachments:
                found.attachments.append({})
            found.attachments[-1].setdefault(name, data)
    except Cut:
        found.whole = False
    return found


def _attributes(whole: Stretch) -> Iterator[tuple[int, int, Stretch]]:
    """Level, identifier and bytes of each, in one pass; Cut behind the last that is one."""
    position = whole.begin + len(SIGNATURE) + _KEY
    for _ in range(_MOST_ATTRIBUTES):
        header = Stretch(whole.file, position, max(position, whole.end)).head(_HEADER.size)
        if not header.strip(b"\0\r\n"):  # nothing, or what a transport fills up with
            return
        if len(header) < _HEADER.size or header[0] not in {_OF_MESSAGE, _OF_ATTACHMENT}:
            break
        level, name, length = _HEADER.unpack(header)
        position += _HEADER.size
        data = Stretch(whole.file, position, min(position + length, whole.end))
        yield level, name, data
        if data.size < length:
            break
        position += length + _CHECKSUM
    raise Cut


def _code_page(attributes: _Attributes) -> str:
    """The Windows code page of the stream's 8-bit strings, §2.1.3.3.1; "" where it names none."""
    raw = attributes[_CODE_PAGE].head(4) if _CODE_PAGE in attributes else b""
    return codec_of(int.from_bytes(raw, "little")) if raw else ""


def _listed(attributes: _Attributes, name: int, room: Room, code_page: str) -> Listed:
    return listed(Cursor(attributes[name]), room, code_page) if name in attributes else Listed()


def _recipients(attributes: _Attributes, room: Room, code_page: str) -> tuple[tuple[Properties, ...], bool]:
    """A list of properties for each, §2.1.3.3.22, and whether all are there."""
    if _RECIPIENTS not in attributes:
        return (), True
    cursor = Cursor(attributes[_RECIPIENTS])
    rows: list[Properties] = []
    whole = True
    try:
        for _ in range(cursor.number()):
            room.holds(0)
            row = listed(cursor, room, code_page)
            rows.append(row.properties)
            if not row.whole:  # nobody knows where the next one begins
                whole = False
                break
    except Cut:
        whole = False
    return tuple(rows), whole


def _attached(attributes: _Attributes, room: Room, code_page: str, path: str) -> tuple[Attached, bool]:
    """One attachment, and whether all of it is there."""
    own = _listed(attributes, _ATTACHMENT_PROPERTIES, room, code_page)
    values = {**_legacy(attributes, code_page), **own.properties.values}
    properties = Properties(values, own.properties.names)
    content = attributes.get(_CONTENT) or own.content
    if content is None:
        return Attached(properties, 0, lambda: iter(())), own.whole
    is_message = own.is_message or properties.number(tags.ATTACH_METHOD) == tags.BY_MESSAGE
    packed = is_message and content.head(len(SIGNATURE)) == SIGNATURE
    inside = partial(item_of, *content, path) if packed else None
    return Attached(properties, content.size, content.pieces, inside), own.whole


def _legacy(attributes: _Attributes, code_page: str) -> Mapping[int, Value]:
    """The attributes that stand for one property each."""
    values: dict[int, Value] = {}
    for name, data in attributes.items():
        if name in _TEXTS:
            text = text8(data.head(_MOST_TEXT), code_page)
            values[_TEXTS[name]] = _CLASSES.get(text, text) if name == _CLASS else text
        elif name in _TIMES and (moment := _moment(data.head(_MOMENT.size))):
            values[_TIMES[name]] = moment
        elif name == _SENDER:
            values.update(_sender(data.head(_MOST_SENDER), code_page))
    return values


def _moment(raw: bytes) -> datetime | None:
    """Year to second as 16-bit numbers, §2.1.3.2; None where there is no such moment."""
    try:
        year, month, day, hour, minute, second = _MOMENT.unpack(raw)
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except (struct.error, ValueError):
        return None


def _sender(raw: bytes, code_page: str) -> dict[int, Value]:
    """A name and an address such as "SMTP:a@b.example", with their lengths in front, §2.1.3.3.11."""
    if len(raw) < _SENDER_SIZES.size:
        return {}
    _, _, name_size, address_size = _SENDER_SIZES.unpack_from(raw)
    begin = _SENDER_SIZES.size + name_size
    address = text8(raw[begin : begin + address_size], code_page)
    kind, colon, place = address.partition(":")
    return {
        tags.SENDER_NAME: text8(raw[_SENDER_SIZES.size : begin], code_page),
        tags.SENDER_ADDRESS_TYPE: kind if colon else "",
        tags.SENDER_EMAIL_ADDRESS: place if colon else address,
    }
