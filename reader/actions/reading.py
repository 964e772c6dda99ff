"""A message as the finders need it: worked out once, handed on as one value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.actions.calendar import YEARS
from reader.actions.dates import find_dates
from reader.actions.lines import lines_of
from reader.actions.plain import lower
from reader.actions.zones import own_stretches

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet
    from datetime import date

    from reader.actions.book import RuleBook
    from reader.actions.expression import DateExpression
    from reader.actions.lines import Lines
    from reader.actions.zones import Stretch
    from reader.message import Message

_LONGEST_SUBJECT = 1_000  # characters of it that are read


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of a message before any rule is tried."""

    message: Message
    plain: str  # the text in lower case, each character at its own place
    own: Sequence[Stretch]  # the sender's own words, in order
    lines: Lines
    words: AbstractSet[str]  # of those that `RuleBook.watched` looks for: which stand in the text
    dates: Sequence[DateExpression]  # in order
    sent: date | None  # the day on which the message was sent, in the sender's zone

    @property
    def text(self) -> str:
        return self.message.text


def read(message: Message, book: RuleBook) -> Reading:
    """The first look at a message."""
    plain = lower(message.text)
    own = own_stretches(message, plain)
    lines = lines_of(message.text, plain, lower(message.subject[:_LONGEST_SUBJECT]), own, book.lexicon)
    words = book.watched(lines.words)
    sent = message.date.date() if message.date and message.date.year in YEARS else None
    return Reading(message, plain, own, lines, words, find_dates(plain, sent, words), sent)
