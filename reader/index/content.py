"""Numbers that tell whether a message says the same in two files, and whether two are one that was sent once."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.message import Message

_BYTES = 8  # what a number of SQLite holds


def content_of(message: Message) -> int:
    """A hash of what is shown of a message, searched and filtered on; not of where it stands, nor of its layout.

    The text of an attachment follows from its bytes, and actions follow from the text.
    """
    texts = [message.subject, str(message.date), message.text, *message.categories]
    for people in (message.sender, message.to, message.cc, message.bcc):
        texts.append("\n")
        for one in people:
            texts += (one.name, one.address)
    for file in message.attachments:
        texts += (file.name, file.content_type, file.sha256)
    for meeting in message.invitations:
        times = (str(meeting.start), str(meeting.end))
        texts += (meeting.summary, *times, meeting.place, meeting.organiser, meeting.method)
    return _number(texts)


def kin_of(message: Message) -> int:
    """A hash of Message-ID and Date; 0 where it lacks one of them.

    The identifier is also made of what a clerk may change in a copy: the subject, and who sent it.  A Message-ID alone is
    not enough, since there are programs that give all their messages the same.
    """
    if not message.message_id or message.date is None:
        return 0
    return _number([message.message_id, str(message.date)])


def _number(texts: list[str]) -> int:
    packed = "\0".join(texts).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(packed, digest_size=_BYTES).digest(), "big", signed=True)
