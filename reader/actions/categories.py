"""Categories that a message suggests; its sender's own stay as they are.

The signs of `categories.toml` leave little doubt.  A message that has none of them is weighed, if it has words enough: each category has
a sum of weights of its words and of what it asks.  `tests/weigh_choices.py` finds them in labelled mail.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import numpy as np

from reader.paths import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from reader.actions.action import Kind
    from reader.actions.book import RuleBook
    from reader.actions.patterns import Near
    from reader.actions.reading import Reading

_LONGEST_ADDRESS = 320  # RFC 5321 §4.5.3.1
_HEAD = 4_000  # characters of the text in which a message says what it is


CATEGORIES = RESOURCES / "rules" / "suggesting.json"
_LIKELY = -0.7  # odds of one to two: of what is labelled or suggested the most is right
_FEWEST_WORDS = 30  # different ones


def suggested_categories(
    reading: Reading, near: Near, kinds: Sequence[Kind], book: RuleBook
) -> tuple[str, ...]:
    """The names of the categories, in the order of the rules.

    `near` are the patterns that each line may hold, `kinds` those of what is asked, in order.
    """
    if signed := _signed_categories(reading, near, kinds, book):
        return tuple(signed)
    if len(_words(reading)) < _FEWEST_WORDS:
        return ()
    odds = book.suggesting.sums(facts_of_categories(reading, kinds))
    return tuple(category.name for category, own in zip(book.categories, odds, strict=True) if own > _LIKELY)


def facts_of_categories(reading: Reading, kinds: Sequence[Kind]) -> Iterator[str]:
    """What is known of a message; of its words the signs."""
    yield ""
    yield from (f"asks {kind}" for kind in set(kinds))
    yield from (f"asks {kind} first" for kind in kinds[:1])
    yield from map("word ".__add__, _words(reading))
    yield from map("subject ".__add__, set(reading.lines.rows[reading.lines.subject]))


def _words(reading: Reading) -> AbstractSet[str]:
    """The signs of the sender's own words."""
    return set("".join(reading.lines.rows[: reading.lines.subject]))


def _signed_categories(reading: Reading, near: Near, kinds: Sequence[Kind], book: RuleBook) -> list[str]:
    """Those that have one of their signs."""
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
            or not category.kinds.isdisjoint(kinds[:1])  # what is asked first is what a message is for
            or not category.words.isdisjoint(reading.words)
        ):
            found.append(category.name)
    return found
