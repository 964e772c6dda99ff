"""The Whoosh schema: which words of a message are found, and how their places are written.

Surface forms are indexed, not stems: a literal phrase, a prefix and a wildcard are then exact, and
a stem is looked up as the handful of forms that share it, see `segment.Segment.of_stem`.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Literal

from whoosh import fields, formats

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.message import Address, Message
    from reader.query import TextField

    IndexField = TextField | Literal["attached"]

# "attachment" has the names of attachments, "attached" their text: a query's `bijlage:` means both.
TEXT_FIELDS: tuple[IndexField, ...] = ("subject", "body", "sender", "to", "cc", "attachment", "attached")
LONG_FIELDS: frozenset[IndexField] = frozenset({"body", "attached"})


class Places(formats.Positions):  # type: ignore[misc] # Whoosh ships no types
    """Word positions as an array of 32-bit numbers: Whoosh's own pickles are half its time."""

    def encode(self, positions: list[int]) -> bytes:
        return array("I", positions).tobytes()

    def decode_positions(self, value: bytes) -> list[int]:
        return array("I", value).tolist()

    def decode_frequency(self, value: bytes) -> int:
        return len(value) // array("I").itemsize

    def decode_weight(self, value: bytes) -> float:
        return self.decode_frequency(value) * float(self.field_boost)

    def combine(self, values: list[bytes]) -> bytes:
        return self.encode(sorted(place for value in values for place in self.decode_positions(value)))


class Forms(fields.FieldType):  # type: ignore[misc] # as above
    """Text as folded surface forms with their positions, as `invert` writes them."""

    def __init__(self) -> None:
        super().__init__(format=Places(), analyzer=None)


def schema() -> fields.Schema:
    """The schema of a new index."""
    return fields.Schema(**{name: Forms() for name in TEXT_FIELDS})


def searched(field: TextField | None) -> tuple[IndexField, ...]:
    """The fields that a word of a query is looked for in."""
    if field is None:
        return TEXT_FIELDS
    return ("attachment", "attached") if field == "attachment" else (field,)


def texts_in(message: Message, attached: Iterable[str]) -> dict[IndexField, list[str]]:
    """The texts of each field, with those of attachments; no phrase goes on from one into another.

    What the cards of meetings say above a text counts as part of it: a text need not name the place.
    """
    meetings = [text for one in message.invitations for text in (one.summary, one.place)]
    return {
        "subject": [message.subject],
        "body": [message.text, *meetings],
        "sender": _people(message.sender),
        "to": _people(message.to + message.bcc),
        "cc": _people(message.cc),
        "attachment": [file.name for file in message.attachments],
        "attached": list(attached),
    }


def _people(addresses: tuple[Address, ...]) -> list[str]:
    return [part for person in addresses for part in (person.name, person.address) if part]
