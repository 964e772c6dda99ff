"""What keeps memory bounded, whatever a file holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.errors import ReaderError

if TYPE_CHECKING:
    from typing import BinaryIO

    from reader.message import MessageRef

# Bytes of one message.  Mail servers refuse more than 150 MB (Exchange Online); parsing takes six times as much.
MESSAGE_CAP = 256 * 1024 * 1024


def within_cap(file: BinaryIO, size: int, ref: MessageRef) -> bytes:
    """The next `size` bytes of a file; ReaderError where that is more than any message has."""
    if size > MESSAGE_CAP:
        raise ReaderError("message_too_large", ref.path, f"{size // 1_000_000} MB")
    return file.read(size)
