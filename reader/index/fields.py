"""The Whoosh schema: which words of a message are found, and how their places are written.

Surface forms are indexed, not stems: a literal phrase, a prefix and a wildcard are then exact, and
a stem is looked up as the handful of forms that share it, see `Store.forms_of`.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any, Literal

from whoosh import fields, formats

from reader.tokens import forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reader.message import Address, Invitation, Message
    from reader.query import TextField

    IndexField = TextField | Literal["attached"]

# "attachment" has the names of attachments, "attached" their text: a query's `bijlage:` means both.
TEXT_FIELDS: tuple[IndexField, ...] = ("subject", "body", "sender", "to", "cc", "attachment", "attached")
FIELD_BITS: dict[IndexField, int] = {name: 1 << bit for bit, name in enumerate(TEXT_FIELDS)}
LONG_FIELDS = FIELD_BITS["body"] | FIELD_BITS["attached"]
ALL_FIELDS = (1 << len(TEXT_FIELDS)) - 1
NUMBER = "number"  # the message's row in the store


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
    """Text as folded surface forms with their positions."""

    def __init__(self) -> None:
        super().__init__(format=Places(), analyzer=None)

    def index(self, value: list[str], **_kwargs: Any) -> Iterator[tuple[bytes, int, float, bytes]]:  # noqa: ANN401 - Whoosh's signature
        """(form, frequency, weight, positions) for each distinct form."""
        places: dict[str, array[int]] = {}
        for place, form in enumerate(value):
            if form:
                places.setdefault(form, array("I")).append(place)
        for form, where in places.items():
            yield form.encode(), len(where), float(len(where)), where.tobytes()


def schema() -> fields.Schema:
    """The schema of a new index."""
    return fields.Schema(
        **{NUMBER: fields.NUMERIC(int, bits=64, signed=False, shift_step=0, sortable=True)},
        **{name: Forms() for name in TEXT_FIELDS},
    )


def searched(field: TextField | None) -> tuple[IndexField, ...]:
    """The fields that a word of a query is looked for in."""
    if field is None:
        return TEXT_FIELDS
    return ("attachment", "attached") if field == "attachment" else (field,)


def words_in(message: Message, attached: Iterable[str]) -> dict[IndexField, list[str]]:
    """The forms of each field, with the texts of attachments.  An empty form is a gap that no phrase crosses."""
    return {
        "subject": forms(message.subject),
        "body": [*forms(message.text), *_meetings(message.invitations)],
        "sender": _people(message.sender),
        "to": _people(message.to + message.bcc),
        "cc": _people(message.cc),
        "attachment": _apart([forms(file.name) for file in message.attachments]),
        "attached": _apart([forms(text) for text in attached]),
    }


def _meetings(invitations: tuple[Invitation, ...]) -> list[str]:
    """What the cards above the text say, behind a gap; a text need not name the place."""
    return (
        ["", *_apart([forms(text) for one in invitations for text in (one.summary, one.place)])]
        if invitations
        else []
    )


def _people(addresses: tuple[Address, ...]) -> list[str]:
    return _apart([forms(part) for person in addresses for part in (person.name, person.address) if part])


def _apart(parts: list[list[str]]) -> list[str]:
    return [form for part in parts for form in (*part, "")]
