"""Apple Mail's .emlx: the length of the message in a line of its own, the message (RFC 5322), a property list.

A `.partial.emlx` lacks its attachments, which Mail keeps in files beside it; what is there is read.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from reader import mail
from reader.errors import MessageGone
from reader.formats.format import Found
from reader.message import MessageRef
from reader.mime import parse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    from reader.message import Message

NAME = "emlx"
ISOLATED = False  # as eml
HAS_MAPS = False
GROWS = False

_LENGTH = re.compile(rb"(\d{1,12})[ \t]*\r?\n")


def recognises(path: Path, head: bytes) -> bool:
    """By its suffix and its first line."""
    return path.suffix.lower() == ".emlx" and _LENGTH.match(head) is not None


def folder_name(_path: Path) -> str:
    """A message is no map."""
    return ""


def refs(path: Path) -> Iterator[Found]:
    """The one message that the file holds."""
    yield Found(MessageRef(str(path)), path.stat().st_size)


def message(ref: MessageRef, folder: str) -> Message:
    """What stands between the first line and the property list."""
    with open(ref.path, "rb") as file:  # noqa: PTH123 - as eml
        begin, end = _span(file, ref)
        return mail.read_span(file, begin, end, lambda raw: parse(raw, ref, folder))


def write_attachment(ref: MessageRef, number: int, target: BinaryIO) -> None:
    """The bytes of one attachment, piece by piece."""
    with open(ref.path, "rb") as file:  # noqa: PTH123 - as eml
        begin, end = _span(file, ref)
        mail.write_attachment(file, begin, end, lambda raw: parse(raw, ref), number, target)


def _span(file: BinaryIO, ref: MessageRef) -> tuple[int, int]:
    """MessageGone where the file has changed into something else."""
    length = _LENGTH.match(file.read(64))
    if ref.locator or length is None:
        raise MessageGone("message_gone", ref.path)
    return length.end(), min(length.end() + int(length[1]), os.fstat(file.fileno()).st_size)
