"""What keeps memory bounded, whatever a file holds."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from reader.errors import MessageGone, ReaderError

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


def whole_file(ref: MessageRef) -> bytes:
    """A file that is one message; MessageGone where the message was one of many: the file has changed."""
    if ref.locator:
        raise MessageGone("message_gone", ref.path)
    with open(ref.path, "rb") as file:  # noqa: PTH123 - hot: a Path costs as much as the reading
        return within_cap(file, os.fstat(file.fileno()).st_size, ref)
