"""Categories that a message suggests; its sender's own stay as they are (categories.toml)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.actions.plain import lower

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from reader.actions.matching import Looked
    from reader.actions.reading import Reading
    from reader.actions.rules import RuleBook

_LONGEST_SUBJECT = 1_000
_LONGEST_ADDRESS = 320  # RFC 5321 §4.5.3.1
_HEAD = 4_000  # characters of the text in which a message says what it is


def suggested_categories(
    reading: Reading, looked: Iterable[Looked], kinds: AbstractSet[str], book: RuleBook
) -> tuple[str, ...]:
    """The names of the categories, in the order of the rules."""
    message = reading.message
    subject = book.lexicon.row(lower(message.subject[:_LONGEST_SUBJECT]))
    sender = message.sender[0].address.lower()[:_LONGEST_ADDRESS] if message.sender else ""
    signed = set(book.of_subject.held(subject, frozenset(subject)))
    for one in looked:
        if one.sentence.start >= _HEAD:
            break
        if near := one.near & ~book.of_rules:
            signed.update(owner - len(book.rules) for owner in book.asking.holding(one.row, near))
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
