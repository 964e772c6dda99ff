"""The file inside an OLE object, [MS-OLEDS] and [MS-OLEPS]: what a program embedded in a mail, and under which name."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.errors import ReaderError
from reader.mime.charsets import decoded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.formats.compound import Storage, Stream

_PACKAGE = "\x01ole10native"  # of Outlook's and Windows' own "Package"
_FILES = ("package", "contents", "embeddedodf")  # of the programs that keep a file as it is
_HEAD = 1 << 16  # bytes in which the names of a package stand
_BEFORE = 6  # bytes: its size, and a kind that is always the same
_BETWEEN = 4  # bytes between the names and the length of the third
_LENGTH = 4


class ObjectFile(NamedTuple):
    name: str  # "" where only the mail names it
    size: int  # bytes
    chunks: Callable[
        [], Iterator[bytes]
    ]  # its content, in pieces of at most 1 MB; ReaderError where it breaks off


def object_file(storage: Storage, charset: str) -> ObjectFile:
    """A program may keep its object in another way; that one cannot be read."""
    for name in _FILES:
        if stream := storage.streams.get(name):
            return ObjectFile("", stream.size, stream.pieces)
    package = storage.streams.get(_PACKAGE)
    return (_packed(package, charset) if package else None) or ObjectFile("", 0, _unreadable)


def _packed(stream: Stream, charset: str) -> ObjectFile | None:
    """The name, the path that it had and a temporary one, each with a NUL behind it; then size and content."""
    try:
        head = next(stream.pieces(), b"")[:_HEAD]
    except ReaderError:
        return None
    name_end = head.find(b"\0", _BEFORE)
    path_end = head.find(b"\0", name_end + 1)
    if name_end < 0 or path_end < 0:
        return None
    start = path_end + 1 + _BETWEEN
    start += _LENGTH + int.from_bytes(head[start : start + _LENGTH], "little")
    size = int.from_bytes(head[start : start + _LENGTH], "little")
    start += _LENGTH
    if start > len(head) or start + size > stream.size:
        return None
    name = decoded(head[_BEFORE:name_end], charset).text
    return ObjectFile(name, size, lambda: _span(stream, start, size))


def _span(stream: Stream, start: int, size: int) -> Iterator[bytes]:
    """The bytes from `start` on, `size` of them; ReaderError where the stream ends too early."""
    for piece in stream.pieces():
        wanted = piece[start : start + size]
        start = max(start - len(piece), 0)
        size -= len(wanted)
        if wanted:
            yield wanted
        if not size:
            return


def _unreadable() -> Iterator[bytes]:
    raise ReaderError("attachment_damaged")
