"""What a message says, as one number: whether it is the same in two files, or in one that was written anew."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.message import Address, Message

_BYTES = 8  # what a number of SQLite holds
_json = json.JSONEncoder(separators=(",", ":"), default=str).encode


def content_of(message: Message) -> int:
    """A hash of what is shown of a message, searched and filtered on; not of where it stands, nor of its layout.

    The text of an attachment follows from its bytes, and actions follow from the text.
    """
    fields = [
        message.subject,
        message.date,
        *map(_pairs, (message.sender, message.to, message.cc, message.bcc)),
        message.categories,
        [(file.name, file.content_type, file.size, file.sha256) for file in message.attachments],
        [
            (one.summary, one.start, one.end, one.place, one.organiser, one.method)
            for one in message.invitations
        ],
    ]
    digest = hashlib.blake2b(_json(fields).encode("ascii"), digest_size=_BYTES)
    digest.update(message.text.encode("utf-8", "surrogatepass"))
    return int.from_bytes(digest.digest(), "big", signed=True)


def _pairs(addresses: tuple[Address, ...]) -> list[tuple[str, str]]:
    return [(one.name, one.address) for one in addresses]
