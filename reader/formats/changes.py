"""What was read of a file before, and what that says of the file as it is now."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from reader.formats.recognise import HEAD, format_of, head_of

if TYPE_CHECKING:
    from pathlib import Path

    from reader.formats.files import File
    from reader.formats.format import Format
    from reader.past import Past

_ENDS = 1 << 14  # bytes at the begin and at the end of what was read that must be as they were
_PLACES, _PIECE = 16, 1 << 10  # and so many pieces between them


def is_as_it_was(file: File, past: Past) -> bool:
    """Whether nobody wrote in the file since."""
    return (file.size, file.changed) == (past.size, past.changed)


def goes_on(file: File, past: Past) -> bool:
    """Whether what was read still counts, so that only the rest need be read; OSError where the file cannot be.

    A file of one message may have been no map, which one of several is: that one is read again.
    """
    reader = format_of(file.path, head_of(file.path))
    if reader is None or not reader.GROWS:
        return is_as_it_was(file, past)
    if file.size == past.size and file.changed != past.changed:
        return False  # Thunderbird marks a message as deleted in its place
    if past.messages <= 1 or file.size < past.end or sample_of(file.path, past.end) != past.sample:
        return False
    return file.size == past.end or _begins(reader, file.path, past.end)


def sample_of(path: Path, end: int) -> str:
    """A hash of some bytes before `end`: enough to notice that a mail program wrote the file anew."""
    digest = hashlib.blake2b(digest_size=16)
    with path.open("rb") as file:
        digest.update(file.read(min(_ENDS, end)))
        for place in range(1, _PLACES):
            begin = end * place // _PLACES
            file.seek(begin)
            digest.update(file.read(min(_PIECE, end - begin)))
        file.seek(max(0, end - _ENDS))
        digest.update(file.read(min(_ENDS, end)))
    return digest.hexdigest()


def _begins(reader: Format, path: Path, place: int) -> bool:
    """Whether a message begins there."""
    with path.open("rb") as file:
        file.seek(place)
        return reader.recognises(path, file.read(HEAD))
