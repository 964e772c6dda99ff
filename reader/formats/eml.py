"""One message a file (RFC 5322), whatever the file's suffix.

A file named .eml is one, and so is every file that a Maildir keeps for a message.  Any other is taken for one when it
begins with fields that only mail has: one of them where it is named .msg, as some programs name a mail, else two.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from reader import mail
from reader.errors import MessageGone
from reader.formats.folders import READ as MAILDIR
from reader.formats.format import Found
from reader.message import MessageRef
from reader.mime import parse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    from reader.message import Message

NAME = "eml"
ISOLATED = False  # plain Python of our own, in time that grows with the file alone
HAS_MAPS = False
GROWS = False

_SUFFIX, _SUFFIX_OF_OUTLOOK = ".eml", ".msg"
_LONGEST_HEADER = 1 << 16
_HEADER = re.compile(rb"(?:\xef\xbb\xbf)?[\s\0]*(?:[!-9;-~]+[ \t]*:[^\n]*\n(?:[ \t][^\n]*\n)*)+")
_MAIL_FIELD = re.compile(
    rb"^(?:from|to|cc|subject|date|received|message-id|return-path|mime-version|delivered-to|reply-to|sender"
    rb"|content-type|x-[a-z-]+)[ \t]*:",
    re.MULTILINE | re.IGNORECASE,
)
_TELLING = 2  # so many of these make a mail of a file with another suffix


def recognises(path: Path, head: bytes) -> bool:
    """By name or place, unless the content is binary and has no header; else by its first lines."""
    suffix = path.suffix.lower()
    named = suffix == _SUFFIX or path.parent.name in MAILDIR
    if named and (b"\0" not in head[:512] or head.startswith((b"\xff\xfe", b"\xfe\xff"))):
        return True
    header = _HEADER.match(head[:_LONGEST_HEADER])
    fields = set(_MAIL_FIELD.findall(header[0].lower().lstrip(b"\0"))) if header else set()
    return len(fields) >= (1 if named or suffix == _SUFFIX_OF_OUTLOOK else _TELLING)


def folder_name(_path: Path) -> str:
    """A message is no map."""
    return ""


def refs(path: Path) -> Iterator[Found]:
    """The one message that the file is."""
    yield Found(MessageRef(str(path)), path.stat().st_size)


def message(ref: MessageRef, folder: str) -> Message:
    """The whole file, read again."""
    with _opened(ref) as file:
        return mail.read_span(file, 0, os.fstat(file.fileno()).st_size, lambda raw: parse(raw, ref, folder))


def write_attachment(ref: MessageRef, number: int, target: BinaryIO) -> None:
    """The bytes of one attachment, piece by piece."""
    with _opened(ref) as file:
        size = os.fstat(file.fileno()).st_size
        mail.write_attachment(file, 0, size, lambda raw: parse(raw, ref), number, target)


def _opened(ref: MessageRef) -> BinaryIO:
    """MessageGone where the message was one of many: the file has changed since."""
    if ref.locator:
        raise MessageGone("message_gone", ref.path)
    return open(ref.path, "rb")  # noqa: PTH123 - hot: a Path costs as much as the reading; closed above
