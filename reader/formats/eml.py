"""One message a file (RFC 5322), whatever the file's suffix.

A file without the suffix .eml is taken for one when it begins with header fields, and one of them is
a field that only mail has.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.formats.limits import whole_file
from reader.message import MessageRef
from reader.mime import parse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.message import Message

NAME = "eml"
SUFFIX = ".eml"

_LONGEST_HEADER = 1 << 16
_HEADER = re.compile(rb"(?:\xef\xbb\xbf)?[\s\0]*(?:[!-9;-~]+[ \t]*:[^\n]*\n(?:[ \t][^\n]*\n)*)+")
_MAIL_FIELD = re.compile(
    rb"^(?:from|to|cc|subject|date|received|message-id|return-path|mime-version|delivered-to|reply-to|sender"
    rb"|content-type|x-[a-z-]+)[ \t]*:",
    re.MULTILINE | re.IGNORECASE,
)
_TELLING = 2  # so many such fields make a mail of a file with another suffix


def recognises(path: Path, head: bytes) -> bool:
    """By suffix, unless the content is binary and has no header; else by its first lines."""
    named = path.suffix.lower() == SUFFIX
    if named and (b"\0" not in head[:512] or head.startswith((b"\xff\xfe", b"\xfe\xff"))):
        return True
    header = _HEADER.match(head[:_LONGEST_HEADER])
    fields = set(_MAIL_FIELD.findall(header[0].lower().lstrip(b"\0"))) if header else set()
    return len(fields) >= (1 if named else _TELLING)


def refs(path: Path) -> Iterator[tuple[MessageRef, int]]:
    """The one message that the file is."""
    yield MessageRef(str(path)), path.stat().st_size


def message(ref: MessageRef, folder: str) -> Message:
    """The whole file, read again."""
    return parse(whole_file(ref), ref, folder)
