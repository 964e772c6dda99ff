"""The attachments of an item ([MS-OXCMSG] §2.2.2): files, messages, objects of other programs, links."""

from __future__ import annotations

import hashlib
import mimetypes
from typing import TYPE_CHECKING, NamedTuple

from reader.calendars import calendar_with
from reader.errors import ReaderError
from reader.mapi import tags
from reader.mapi.body import texts_of
from reader.mapi.envelope import envelope_of, header_with, subject_of
from reader.mapi.meetings import invitation_of
from reader.message import LARGE, Attachment
from reader.mime.write import Enclosure, Source, written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from reader.mapi.item import Attached, Item, Properties
    from reader.message import MessageRef

DEEPEST = 8  # messages in messages; each round of them makes base64 longer by a third
_MESSAGE = "message/rfc822"
_UNKNOWN = "application/octet-stream"
_PREFIX = "bijlage"  # as in mail
_CALENDAR = "afspraak.ics"  # of a meeting inside
_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
_EXTENSIONS = mimetypes.MimeTypes()  # Python's own table; that of the system differs from PC to PC
for _extension_of, _kind in {  # which Python learns version by version; Outlook often says no type at all
    ".docx": f"{_OFFICE}.wordprocessingml.document",
    ".xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    ".pptx": f"{_OFFICE}.presentationml.presentation",
    ".odt": f"{_OPEN}.text",
    ".ods": f"{_OPEN}.spreadsheet",
    ".odp": f"{_OPEN}.presentation",
    ".rtf": "application/rtf",
    ".ics": "text/calendar",
    ".msg": "application/vnd.ms-outlook",
    ".p7m": "application/pkcs7-mime",
    ".p7s": "application/pkcs7-signature",
    ".webp": "image/webp",
    ".heic": "image/heic",
}.items():
    _EXTENSIONS.add_type(_kind, _extension_of)


class Kept(NamedTuple):
    attachments: tuple[Attachment, ...]
    problems: tuple[str, ...]  # codes


def attachments_of(item: Item, ref: MessageRef) -> Kept:
    """All of them, in the order of the file; of a damaged one, as much as can be read."""
    kept: list[Attachment] = []
    problems: list[str] = []
    for number, attached in enumerate(item.attachments, start=1):
        try:
            enclosure = enclosure_of(attached, number, ref)
        except (ReaderError, OSError):
            problems.append("attachment_damaged")
            enclosure = _file_of(attached, number)
        attachment, whole = _read(enclosure)
        kept.append(attachment)
        if not whole:
            problems.append("attachment_damaged")
    return Kept(tuple(kept), tuple(problems))


def write_attachment_of(item: Item, number: int, ref: MessageRef, target: BinaryIO) -> None:
    """The bytes of attachment `number`, counted from 0, piece by piece."""
    target.writelines(_pieces_of(enclosure_of(item.attachments[number], number + 1, ref)))


def enclosure_of(attached: Attached, number: int, ref: MessageRef, depth: int = 0) -> Enclosure:
    """One attachment, not yet read."""
    inside = attached.inside() if attached.inside and depth < DEEPEST else None
    if inside is not None:
        return Enclosure(
            name=_message_name(inside, attached.properties, number),
            content_type=_MESSAGE,
            content_id="",
            content=attached.chunks,
            inside=_source(inside, ref, depth + 1),
        )
    return _file_of(attached, number)


def _file_of(attached: Attached, number: int) -> Enclosure:
    properties = attached.properties
    name = properties.text(tags.ATTACH_LONG_FILENAME, tags.ATTACH_FILENAME, tags.DISPLAY_NAME).strip()
    content_type = properties.text(tags.ATTACH_MIME_TAG).strip().lower().partition(";")[0]
    if "/" not in content_type or content_type == _UNKNOWN:
        content_type = _EXTENSIONS.guess_type(f"x{_extension(properties, name)}")[0] or _UNKNOWN
    return Enclosure(
        name=name or f"{_PREFIX}-{number}{_EXTENSIONS.guess_extension(content_type) or ''}",
        content_type=content_type,
        content_id=properties.text(tags.ATTACH_CONTENT_ID).strip("<> "),
        content=attached.chunks,
    )


def _pieces_of(enclosure: Enclosure) -> Iterator[bytes]:
    """What is in it: the bytes of a file, or the message as RFC 5322 writes it."""
    return enclosure.content() if enclosure.inside is None else written(enclosure.inside)


def _read(enclosure: Enclosure) -> tuple[Attachment, bool]:
    """Of one that is too large to hold, its size and hash alone; and whether it could be read to its end."""
    size, digest, pieces, whole = 0, hashlib.sha256(), list[bytes](), True
    try:
        for piece in _pieces_of(enclosure):
            size += len(piece)
            digest.update(piece)
            if size <= LARGE:
                pieces.append(piece)
            else:
                pieces.clear()
    except (ReaderError, OSError):
        whole = False
    attachment = Attachment(
        name=enclosure.name,
        content_type=enclosure.content_type,
        size=size,
        sha256=digest.hexdigest(),
        content_id=enclosure.content_id,
        content=b"".join(pieces),
        held=size <= LARGE,
    )
    return attachment, whole


def _source(item: Item, ref: MessageRef, depth: int) -> Source:
    """A message inside, ready to be written."""
    texts, _ = texts_of(item.properties)
    enclosures = [
        enclosure_of(attached, number, ref, depth)
        for number, attached in enumerate(item.attachments, start=1)
    ]
    if invitation := invitation_of(item.properties):
        calendar = calendar_with(invitation)
        enclosures.append(Enclosure(_CALENDAR, "text/calendar", "", lambda: iter((calendar,))))
    return Source(header_with(item, envelope_of(item, ref, "")), texts.plain, texts.html, enclosures)


def _message_name(item: Item, properties: Properties, number: int) -> str:
    name = properties.text(tags.DISPLAY_NAME).strip() or subject_of(item.properties)
    return f"{name or f'{_PREFIX}-{number}'}.eml"


def _extension(properties: Properties, name: str) -> str:
    """Of the name, else as the property says; with its dot."""
    dot = name.rfind(".")
    return name[dot:] if dot >= 0 else properties.text(tags.ATTACH_EXTENSION)
