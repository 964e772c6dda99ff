"""mbox: many messages in one file, each after a line that begins with "From ".

There is no standard; RFC 4155 describes the default.  Known here, told apart message by message:

* mboxo and mboxrd: a line of the body that begins with "From " got a ">" in front (mboxrd: also one
  that begins with ">From "); one ">" is taken off again.
* mboxcl and mboxcl2: a Content-Length field says where the body ends.  It is believed only when it
  leads to a separator or to the end of the file; mboxcl2 escapes nothing.
* a separator without a date, or without an empty line before it, when a header follows it.
* a byte order mark, empty lines at the start, line ends of any kind.

The file is read in pieces and never mapped: a file that is cut short while it is mapped would end
the process.
"""

from __future__ import annotations

import os
import re
from itertools import islice
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

NAME = "mbox"
ISOLATED = False  # as eml
HAS_MAPS = False
GROWS = True

_SUFFIXES = frozenset({".mbox", ".mbx"})
_PIECE = 1 << 20  # bytes read at a time
_LOOK_AHEAD = 1 << 15  # bytes behind a separator that may be looked at: its line, and the header
_FROM = re.compile(rb"F(?=rom )")  # a leap from one "F" to the next, of which a text has few
_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*From ")
_FIELD = rb"(?:\xef\xbb\xbf)?[!-9;-~]{1,200}[ \t]*:"
# "From ", who, and a date as asctime() writes it, with or without seconds and zone.
_DATED = re.compile(
    rb"From [^\r\n]{0,400}?(?:[A-Z][a-z]{2},? )?(?:[A-Z][a-z]{2} +\d{1,2}|\d{1,2} [A-Z][a-z]{2})[ ,]"
    rb"[^\r\n]{0,80}?\d{4}[^\r\n]{0,40}\r?\n"
)
_UNDATED = re.compile(rb"From [^\r\n]{0,400}\r?\n(?:>From [^\r\n]*\r?\n)?" + _FIELD)
# Netscape and Thunderbird name nobody.
_NAMELESS = re.compile(rb"From -[^\r\n]{0,100}\r?\n" + _FIELD)
_FIELD_FOLLOWS = re.compile(rb"From [^\r\n]*\r?\n(?:>From [^\r\n]*\r?\n)?(?:" + _FIELD + rb"|\r?\n|\Z)")
# Thunderbird notes its flags in front of each message; 8 (MSG_FLAG_EXPUNGED) is deleted for its user.
_DELETED = re.compile(
    rb"From [^\r\n]{0,400}\r?\n(?:X-Mozilla-[\w-]+:[^\r\n]{0,400}\r?\n){0,2}?"
    rb"X-Mozilla-Status:[ \t]*[0-9a-fA-F]{2}[0-9a-fA-F][89a-fA-F]\b"
)
_LENGTH = re.compile(rb"\n(?i:Content-Length):[ \t]*(\d{1,12})[ \t]*\r?$", re.MULTILINE)
_HEADER_END = re.compile(rb"\n\r?\n")
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
_MAY_BE_ESCAPED = re.compile(rb"\n(?=>)")  # from line to line; looking for both at once takes thrice as long
_UNESCAPED = re.compile(rb"^From ", re.MULTILINE)


def recognises(_path: Path, head: bytes) -> bool:
    """A file that begins with a separator, after a byte order mark or empty lines at most."""
    start = _START.match(head)
    return start is not None and _is_separator(head, start.end() - len(b"From "), first=True)


def folder_name(path: Path) -> str:
    """The map that the file is to its user; "" for a file that only wraps one message."""
    suffix = path.suffix.lower()
    if suffix in _SUFFIXES:
        return path.stem
    if not suffix or " " in suffix:  # Thunderbird's own files have none; "VNG nr. 12" neither
        return path.name
    is_one = len(list(islice(refs(path), 2))) == 1
    return "" if is_one else path.stem


def refs(path: Path, start: int = 0) -> Iterator[Found]:
    """The messages between the separators; those that Thunderbird keeps until it compacts the file are gone.

    From the byte `start` on, where a separator must stand.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        begin, is_deleted = None, False
        for position, deleted in _separators(file, size, start):
            if begin is not None and not is_deleted:
                yield Found(MessageRef(str(path), f"{begin}-{position}"), position)
            begin, is_deleted = position, deleted
    if begin is not None and not is_deleted:
        yield Found(MessageRef(str(path), f"{begin}-{size}"), size)


def message(ref: MessageRef, folder: str) -> Message:
    """The message at a place; MessageGone where the file has changed since."""
    with open(ref.path, "rb") as file:  # noqa: PTH123 - hot: a Path costs as much as the reading
        begin, end = _span(file, ref)
        return mail.read_span(file, begin, end, lambda raw: parse(_unescaped(raw), ref, folder))


def write_attachment(ref: MessageRef, number: int, target: BinaryIO) -> None:
    """The bytes of one attachment, piece by piece."""
    with open(ref.path, "rb") as file:  # noqa: PTH123 - as above
        begin, end = _span(file, ref)
        mail.write_attachment(file, begin, end, lambda raw: parse(_unescaped(raw), ref), number, target)


def _span(file: BinaryIO, ref: MessageRef) -> tuple[int, int]:
    """Where the message begins, behind its separator, and where it ends; MessageGone as above."""
    if not ref.locator:
        raise MessageGone("message_gone", ref.path)
    begin, end = (int(number) for number in ref.locator.split("-"))
    file.seek(begin)
    separator = file.readline(_LOOK_AHEAD)
    if not separator.startswith(b"From ") or os.fstat(file.fileno()).st_size < end:
        raise MessageGone("message_gone", ref.path)
    return begin + len(separator), end


def _separators(file: BinaryIO, size: int, start: int) -> Iterator[tuple[int, bool]]:
    """Offsets of the separators from `start` on, in order, and whether the message behind each was deleted."""
    file.seek(start)
    buffer, offset, first = b"", start, True  # `buffer` begins at `offset` in the file
    search, skip = 0, 0  # go on at this place in the buffer, and not before that one in the file
    while True:
        piece = file.read(_PIECE)
        buffer += piece
        # What stands close to the end is left for the next round, where its surroundings are known.
        limit = len(buffer) - _LOOK_AHEAD if piece else len(buffer)
        while True:
            from_ = _FROM.search(buffer, search)
            if from_ is None or from_.start() >= limit:
                break
            found = from_.start()
            search = found + 1
            if offset + found < skip or not _is_separator(buffer, found, first=first):
                continue
            first = False
            yield offset + found, _DELETED.match(buffer, found) is not None
            skip = _end_by_length(file, buffer, found, offset, size)
        if not piece:
            return
        search = max(search, limit)
        keep = max(0, search - 4)  # the line end before a separator, and an empty line before that
        buffer, offset, search = buffer[keep:], offset + keep, search - keep


def _is_separator(buffer: bytes, found: int, *, first: bool) -> bool:
    """Whether the "From " at `found` begins a message."""
    before = buffer[max(0, found - 4) : found]
    if found and not before.endswith(b"\n") and not first:
        return False
    if first:
        return _START.fullmatch(buffer, 0, found + len(b"From ")) is not None
    if _DATED.match(buffer, found):
        return _FIELD_FOLLOWS.match(buffer, found) is not None
    if _NAMELESS.match(buffer, found):
        return True
    return before.endswith((b"\n\n", b"\n\r\n")) and _UNDATED.match(buffer, found) is not None


def _end_by_length(file: BinaryIO, buffer: bytes, found: int, offset: int, size: int) -> int:
    """Where the message ends by its Content-Length; 0 where it has none or where that is wrong."""
    header_end = _HEADER_END.search(buffer, found, found + _LOOK_AHEAD)
    length = _LENGTH.search(buffer, found, header_end.start() + 1) if header_end else None
    if header_end is None or length is None:
        return 0
    end = offset + header_end.end() + int(length[1])
    if end > size:
        return 0
    back = file.tell()
    file.seek(end)
    behind = file.read(64)
    file.seek(back)
    return end if not behind.strip() or _START.match(behind) else 0


def _unescaped(content: bytes) -> bytes:
    """The message without the signs that an mbox put before lines of its body."""
    if _MAY_BE_ESCAPED.search(content) is None:
        return content
    header_end = _HEADER_END.search(content)
    if header_end is None or _UNESCAPED.search(content, header_end.end()):
        return content  # mboxcl2: a bare "From " in the body says that nothing was escaped
    body = _ESCAPED.sub(rb"\1", content[header_end.end() :])
    return content[: header_end.end()] + body
