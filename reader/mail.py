"""A whole mail: what MIME says of it, and what is packed in it by other rules.

Where Outlook takes the receiver for another Outlook, it packs the attachments, its own form of the text and a meeting
in one winmail.dat ([MS-OXTNEF]).  What is in that takes its place among the attachments.  One that is damaged stays
behind what could be read of it.
"""

from __future__ import annotations

import io
import re
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from reader import mime, scratch
from reader.calendars import with_invitations
from reader.mapi import message_of, write_attachment_of
from reader.mapi.tnef import SIGNATURE, item_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from typing import BinaryIO

    from reader.mapi.item import Item
    from reader.message import Attachment, Body, Message, MessageRef

    Parse = Callable[[bytes], Message]
    Opened = Callable[[int], AbstractContextManager[BinaryIO]]  # attachment `number` of what MIME says

_TYPES = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_NAME = re.compile(r"winmail.*\.dat|.+\.tnef", re.IGNORECASE | re.DOTALL)
_DAMAGED = "attachment_damaged"


def parse(raw: bytes, ref: MessageRef, folder: str = "") -> Message:
    """The mail in `raw`, as `mime.parse` reads it and with what is packed in it."""
    message = mime.parse(raw, ref, folder)
    return _whole(message, lambda number: io.BytesIO(message.attachments[number].content))


def read_span(file: BinaryIO, begin: int, end: int, parse: Parse) -> Message:
    """The mail that stands at `file[begin:end]`; attachments above `LARGE` are measured, not held.

    `parse` reads its MIME.
    """
    message = mime.read_span(file, begin, end, parse)
    return _whole(message, _opener(file, begin, end, parse, message))


def write_attachment(  # noqa: PLR0917 - as `read_span`, and what to write where
    file: BinaryIO, begin: int, end: int, parse: Parse, number: int, target: BinaryIO
) -> None:
    """The decoded bytes of attachment `number` of the mail at `file[begin:end]`."""
    outline = mime.outline(file, begin, end, parse)
    opened = _opener(file, begin, end, parse, outline)
    left = number
    for place, attachment in enumerate(outline.attachments):
        with _unpacked(attachment, place, opened, outline.ref) as item:
            inside = len(item.attachments) if item is not None else 0
            if item is not None and left < inside:
                write_attachment_of(item, left, outline.ref, target)
                return
        left -= inside
        if left == 0 and _stays(item):
            mime.write_attachment(file, begin, end, parse, place, target)
            return
        left -= _stays(item)


def _whole(message: Message, opened: Opened) -> Message:
    """The message with all that is packed in it."""
    packed = any(map(_is_packed, message.attachments))
    whole = with_invitations(_with_packed(message, opened) if packed else message)
    return mime.with_thread(whole) if packed or whole.body is not message.body else whole


def _with_packed(message: Message, opened: Opened) -> Message:
    attachments: list[Attachment] = []
    problems = list(message.problems)
    for place, attachment in enumerate(message.attachments):
        with _unpacked(attachment, place, opened, message.ref) as item:
            if item is not None:
                inner = message_of(item, message.ref, message.folder)
                attachments += inner.attachments
                problems += (one for one in inner.problems if one.code == _DAMAGED)
                message = replace(
                    message,
                    body=_fuller(message.body, inner.body),
                    categories=message.categories or inner.categories,
                    invitations=message.invitations + inner.invitations,
                )
        if _stays(item):
            attachments.append(attachment)
    return replace(message, attachments=tuple(attachments), problems=tuple(dict.fromkeys(problems)))


@contextmanager
def _unpacked(attachment: Attachment, place: int, opened: Opened, ref: MessageRef) -> Iterator[Item | None]:
    """What is packed in an attachment, as long as its bytes are at hand; None where nothing is."""
    if not _is_packed(attachment):
        yield None
        return
    with opened(place) as file:
        known = file.read(len(SIGNATURE)) == SIGNATURE
        yield item_of(file, 0, file.seek(0, io.SEEK_END), ref.path) if known else None


def _is_packed(attachment: Attachment) -> bool:
    """By its type or its name; one that is held also by its first bytes."""
    named = attachment.content_type in _TYPES or _NAME.fullmatch(attachment.name) is not None
    return named and (not attachment.held or attachment.content.startswith(SIGNATURE))


def _stays(item: Item | None) -> bool:
    """Whether an attachment stays: it holds nothing else, or not all of that could be read."""
    return item is None or bool(item.problems)


def _fuller(body: Body, packed: Body) -> Body:
    """Outlook's own text where it says all that the mail says, and more; often the mail says nothing."""
    said, more = (" ".join(one.text.split()) for one in (body, packed))
    return packed if len(more) > len(said) and said in more else body


def _opener(file: BinaryIO, begin: int, end: int, parse: Parse, message: Message) -> Opened:
    """Opens attachments of what MIME says."""
    return lambda place: _opened(file, begin, end, parse, message, place)


@contextmanager
def _opened(  # noqa: PLR0917 - as `write_attachment`, and the message
    file: BinaryIO, begin: int, end: int, parse: Parse, message: Message, place: int
) -> Iterator[BinaryIO]:
    """One that is not held as a temporary file."""
    attachment = message.attachments[place]
    if attachment.held:
        yield io.BytesIO(attachment.content)
        return
    path = scratch.new_file("winmail.dat")
    try:
        with path.open("wb") as copy:
            mime.write_attachment(file, begin, end, parse, place, copy)
        with path.open("rb") as copy:
            yield copy
    finally:
        scratch.remove(path)
