"""Numbers that tell whether a message says the same in two files, and whether two are one that was sent once."""

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
    return _number(_json(fields).encode("ascii"), message.text.encode("utf-8", "surrogatepass"))


def kin_of(message: Message) -> int:
    """A hash of Message-ID and Date; 0 where it lacks one of them.

    The identifier is also made of what a clerk may change in a copy: the subject, and who sent it.  A Message-ID alone is
    not enough, since there are programs that give all their messages the same.
    """
    if not message.message_id or message.date is None:
        return 0
    return _number(_json([message.message_id, message.date]).encode("ascii"))


def _number(*parts: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(b"".join(parts), digest_size=_BYTES).digest(), "big", signed=True)


def _pairs(addresses: tuple[Address, ...]) -> list[tuple[str, str]]:
    return [(one.name, one.address) for one in addresses]
