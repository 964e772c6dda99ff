"""Small winmail.dat files, [MS-OXTNEF]; every person and place in them is invented."""

from __future__ import annotations

import struct
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import TYPE_CHECKING
from uuid import UUID

from reader.mapi.tnef import SIGNATURE

if TYPE_CHECKING:
    from collections.abc import Sequence

MESSAGE, ATTACHMENT = 1, 2  # levels
INTEGER, BOOLEAN, TIME, OBJECT, STRING8, STRING, BINARY = 0x03, 0x0B, 0x40, 0x0D, 0x1E, 0x1F, 0x102
MULTIPLE = 0x1000
WESTERN = 1252
IID_MESSAGE = UUID("00020307-0000-0000-c000-000000000046").bytes_le
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


def tnef(*attributes: bytes) -> bytes:
    """A whole stream; `attributes` come from `attribute`, or are anything else that should be in it."""
    version = attribute(MESSAGE, 0x00089006, struct.pack("<I", 0x10000))
    page = attribute(MESSAGE, 0x00069007, struct.pack("<II", WESTERN, 0))
    return SIGNATURE + struct.pack("<H", 1) + version + page + b"".join(attributes)


def attribute(level: int, name: int, data: bytes) -> bytes:
    return struct.pack("<BII", level, name, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def message(*properties: bytes) -> bytes:
    """The properties of the message."""
    return attribute(MESSAGE, 0x00069003, listed(properties))


def recipients(*rows: Sequence[bytes]) -> bytes:
    return attribute(MESSAGE, 0x00069004, struct.pack("<I", len(rows)) + b"".join(map(listed, rows)))


def file(title: str, content: bytes | None, *properties: bytes) -> bytes:
    """An attachment, as Outlook writes it; without `content` its bytes are in a property."""
    return b"".join(
        (
            attribute(ATTACHMENT, 0x00069002, struct.pack("<HIHHI", 1, 0, 32, 32, 0)),
            attribute(ATTACHMENT, 0x00018010, title.encode("cp1252") + b"\0"),
            b"" if content is None else attribute(ATTACHMENT, 0x0006800F, content),
            attribute(ATTACHMENT, 0x00069005, listed(properties)) if properties else b"",
        )
    )


def inside(title: str, stream: bytes) -> bytes:
    """A message as attachment."""
    return file(title, None, prop(0x3705, INTEGER, 5), prop(0x3701, OBJECT, IID_MESSAGE + stream))


def listed(properties: Sequence[bytes]) -> bytes:
    return struct.pack("<I", len(properties)) + b"".join(properties)


def prop(one: int, kind: int, value: object, name: tuple[UUID, str | int] | None = None) -> bytes:
    """A property; that of a multiple type takes a list."""
    head = struct.pack("<HH", kind, one) + (_name(*name) if name else b"")
    form = kind & ~MULTIPLE
    if kind & MULTIPLE:
        assert isinstance(value, list)
        return head + struct.pack("<I", len(value)) + b"".join(_value(form, each) for each in value)
    counted = form in {OBJECT, STRING8, STRING, BINARY}
    return head + (struct.pack("<I", 1) if counted else b"") + _value(form, value)


def winmail(stream: bytes, text: str = "", **headers: str) -> bytes:
    """A mail with a winmail.dat in it, as Exchange sends it."""
    mail = EmailMessage()
    mail["From"] = "Bewoner <bewoner@voorbeeld.example>"
    mail["To"] = "Griffie <griffie@gemeente.example>"
    mail["Date"] = "Fri, 13 Nov 2020 10:17:00 +0100"
    mail["Message-ID"] = "<winmail@voorbeeld.example>"
    mail["Subject"] = headers.get("subject", "Fietsenstalling")
    mail.set_content(text)
    mail.add_attachment(
        stream, maintype="application", subtype="ms-tnef", filename=headers.get("name", "winmail.dat")
    )
    return mail.as_bytes()


def _name(property_set: UUID, name: str | int) -> bytes:
    if isinstance(name, int):
        return property_set.bytes_le + struct.pack("<II", 0, name)
    raw = name.encode("utf-16-le") + b"\0\0"
    return property_set.bytes_le + struct.pack("<II", 1, len(raw)) + _filled(raw)


def _value(kind: int, value: object) -> bytes:
    if isinstance(value, datetime):
        return struct.pack(
            "<q", (value - _EPOCH).days * 864_000_000_000 + (value - _EPOCH).seconds * 10_000_000
        )
    if isinstance(value, bool):
        return struct.pack("<HH", value, 0)
    if isinstance(value, int):
        return struct.pack("<i", value)
    raw = value if isinstance(value, bytes) else _text(kind, str(value))
    return struct.pack("<I", len(raw)) + _filled(raw)


def _text(kind: int, value: str) -> bytes:
    return value.encode("cp1252") + b"\0" if kind == STRING8 else value.encode("utf-16-le") + b"\0\0"


def _filled(raw: bytes) -> bytes:
    return raw + bytes(-len(raw) % 4)
