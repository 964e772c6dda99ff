"""The identifier of a message: the same in every file that holds it, and the same next year."""

from __future__ import annotations

import hashlib

_VERSION = "1"


def message_identity(message_id: str, date: str, sender: str, subject: str, content: bytes = b"") -> str:
    r"""A versioned hash of header fields as they stand in the file, before any decoding.

    Notes hang on it, so better parsing never changes it.  White space is folded, since an mbox and
    an .eml may fold or end their lines differently.  Fields that do not tell one message from
    another (neither Message-ID nor Date) are joined by the body.

    >>> message_identity("<a@b>", "", "x", "y") == message_identity("<a@b>", "", " x\r\n ", "y", b"other")
    True
    """
    fields = [message_id, date, sender, subject]
    if not (message_id.strip() or date.strip()):
        fields.append(" ".join(content.decode("latin-1").split()))
    folded = "\n".join(" ".join(field.split()) for field in fields)
    digest = hashlib.sha256(folded.encode("utf-8", "surrogateescape")).hexdigest()
    return f"{_VERSION}-{digest[:24]}"


_INSIDE = "/"  # stands in no hash


def inner_identity(outer: str, number: int) -> str:
    """The identifier of the message that is attachment `number` of another."""
    return f"{outer}{_INSIDE}{number}"


def outer_identity(identity: str) -> str:
    """The message that holds this one; "" where none does.

    >>> outer_identity("1-ab/0/2"), outer_identity("1-ab")
    ('1-ab/0', '')
    """
    return identity.rpartition(_INSIDE)[0]


def way_in(identity: str) -> tuple[str, tuple[int, ...]]:
    """The indexed message, and the numbers of the attachments that lead from it to the one that is meant.

    >>> way_in("1-ab/0/2")
    ('1-ab', (0, 2))
    """
    outer, *numbers = identity.split(_INSIDE)
    return outer, tuple(int(number) for number in numbers)
