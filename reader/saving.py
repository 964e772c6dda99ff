"""An attachment or an agenda on its way to a file of the user: whole, or not there at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from reader.errors import MessageGone, StorageFailed
from reader.formats import write_attachment

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

    from reader.message import Attachment, Message


def attachment_of(message: Message, number: int) -> Attachment:
    """MessageGone where its file changed, and it has no such attachment now."""
    if not 0 <= number < len(message.attachments):
        raise MessageGone("message_gone", message.ref.path)
    return message.attachments[number]


def save_attachment(message: Message, number: int, target: str) -> None:
    """Write one attachment to `target`, also one that is not held.

    It is written beside `target` first, so that a name that looks whole is whole.
    StorageFailed where that cannot be done; MessageGone where the export is gone.
    """
    _save(target, lambda file: _write(message, number, file))


def save_bytes(content: bytes, target: str) -> None:
    """Write `content` to `target`, in the same way; StorageFailed where that cannot be done."""
    _save(target, lambda file: file.write(content))


def _save(target: str, write: Callable[[BinaryIO], object]) -> None:
    path = Path(target)
    part = path.with_name(f".griffielezer-{secrets.token_hex(8)}.part")  # a name of ours is never too long
    try:
        with part.open("xb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise StorageFailed("save_failed", target, error.strerror or "") from error
    finally:
        part.unlink(missing_ok=True)


def _write(message: Message, number: int, file: BinaryIO) -> None:
    attachment = attachment_of(message, number)
    if attachment.held:
        file.write(attachment.content)
    else:
        write_attachment(message.ref, number, file)
