"""A message as the finders need it: worked out once, handed on as one value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.actions.dates import find_dates
from reader.actions.plain import lower, words_of
from reader.actions.zones import own_stretches

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet
    from datetime import date

    from reader.actions.expression import DateExpression
    from reader.actions.zones import Stretch
    from reader.message import Message


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of a message before any rule is tried."""

    message: Message
    plain: str  # the text in lower case, each character at its own place
    words: AbstractSet[str]  # all words of the text
    own: Sequence[Stretch]  # the sender's own words, in order
    dates: Sequence[DateExpression]  # in order
    sent: date | None  # the day on which the message was sent, in the sender's zone

    @property
    def text(self) -> str:
        return self.message.text


def read(message: Message) -> Reading:
    """The first look at a message."""
    plain = lower(message.text)
    words = words_of(plain)
    sent = message.date.date() if message.date else None
    return Reading(message, plain, words, own_stretches(message, plain), find_dates(plain, sent, words), sent)
