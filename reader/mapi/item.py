"""One Outlook item as its file stores it, before anything is made of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from reader.problems import Problem

Value = str | bytes | int | float | bool | datetime | UUID | tuple["Value", ...]
# A named property ([MS-OXPROPS] §1.3.2): its property set, and its name or number in it.
Name = tuple[UUID, str | int]


@dataclass(frozen=True, slots=True)
class Properties:
    """The properties of an item, a recipient or an attachment, decoded.

    Strings are `str` whatever code page they were in; times are aware, in UTC; a multiple value is a tuple.
    A value of another type than its reader asks for counts as absent: it is damaged or hostile.
    """

    values: Mapping[int, Value] = field(default_factory=dict)  # by property id, the upper half of a tag
    names: Mapping[Name, int] = field(default_factory=dict)  # ids of the named properties of this file

    def text(self, *ids: int) -> str:
        """The first of these that is there and not empty, without NULs at its end; "" without any."""
        for one in ids:
            value = self.values.get(one)
            if isinstance(value, str) and (text := value.rstrip("\0")):
                return text
        return ""

    def texts(self, one: int) -> tuple[str, ...]:
        """A multiple string; a single one counts as one of them."""
        value = self.values.get(one)
        found = value if isinstance(value, tuple) else (value,)
        return tuple(text.rstrip("\0") for text in found if isinstance(text, str))

    def data(self, one: int) -> bytes:
        value = self.values.get(one)
        return value if isinstance(value, bytes) else b""

    def number(self, one: int) -> int | None:
        value = self.values.get(one)
        return value if isinstance(value, int) else None

    def moment(self, *ids: int) -> datetime | None:
        """The first of these times that is there."""
        return next((value for one in ids if isinstance(value := self.values.get(one), datetime)), None)

    def named(self, name: Name) -> int:
        """The id that a named property has in this file; 0 where the file does not know it."""
        return self.names.get(name, 0)


@dataclass(frozen=True, slots=True)
class Attached:
    """One attachment; its bytes are read only when they are asked for."""

    properties: Properties
    size: int  # bytes of its content; 0 for a message inside
    chunks: Callable[[], Iterator[bytes]]  # the content, in pieces of at most 1 MB
    inside: Callable[[], Item] | None = None  # a message that is attached as such


@dataclass(frozen=True, slots=True)
class Item:
    """A message, an appointment, a contact: what `message_of` makes a `Message` of."""

    properties: Properties
    recipients: tuple[Properties, ...] = ()
    attachments: tuple[Attached, ...] = ()
    problems: tuple[Problem, ...] = ()  # what the file lacks
