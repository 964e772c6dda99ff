"""Categories that a message suggests; its sender's own stay as they are (categories.toml)."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from reader.actions.book import RuleBook
    from reader.actions.patterns import Near
    from reader.actions.reading import Reading

_LONGEST_ADDRESS = 320  # RFC 5321 §4.5.3.1
_HEAD = 4_000  # characters of the text in which a message says what it is


def suggested_categories(
    reading: Reading, near: Near, kinds: AbstractSet[str], book: RuleBook
) -> tuple[str, ...]:
    """The names of the categories, in the order of the rules; `near` are the patterns that each line may hold."""
    message = reading.message
    sender = message.sender[0].address.lower()[:_LONGEST_ADDRESS] if message.sender else ""
    subject = reading.lines.subject
    signed = set(book.patterns.held(reading.lines.rows[subject], near[subject] & book.of_subject))
    head = bisect_left(reading.lines.spans, (_HEAD,))
    for number in np.flatnonzero(near.any(book.of_text)[:head]).tolist():
        signed.update(book.patterns.held(reading.lines.rows[number], near[number] & book.of_text))
    found: list[str] = []
    for number, category in enumerate(book.categories):
        if category.unless.isdisjoint(found) and (
            number in signed
            or (category.sender is not None and category.sender.search(sender))
            or not category.kinds.isdisjoint(kinds)
            or not category.words.isdisjoint(reading.words)
        ):
            found.append(category.name)
    return tuple(found)
