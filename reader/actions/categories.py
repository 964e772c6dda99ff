"""Categories that a message suggests; its sender's own stay as they are (categories.toml)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from reader.actions.reading import Reading
    from reader.actions.rules import Category, RuleBook

_LONGEST_SUBJECT = 1_000
_LONGEST_ADDRESS = 320  # RFC 5321 §4.5.3.1
_HEAD = 4_000  # characters of the text in which a message says what it is


def suggested_categories(reading: Reading, kinds: AbstractSet[str], book: RuleBook) -> tuple[str, ...]:
    """The names of the categories, in the order of the rules."""
    message = reading.message
    subject = message.subject.lower()
    sender = message.sender[0].address.lower() if message.sender else ""
    found: list[str] = []
    for category in book.categories:
        if category.unless.isdisjoint(found) and (
            _headers_sign(category, subject, sender)
            or not category.kinds.isdisjoint(kinds)
            or _text_signs(category, reading.plain, reading.words)
        ):
            found.append(category.name)
    return tuple(found)


def _headers_sign(category: Category, subject: str, sender: str) -> bool:
    return bool(
        (category.subject and category.subject.search(subject[:_LONGEST_SUBJECT]))
        or (category.sender and category.sender.search(sender[:_LONGEST_ADDRESS]))
    )


def _text_signs(category: Category, plain: str, words: AbstractSet[str]) -> bool:
    if category.text is None or category.words.isdisjoint(words):
        return False
    return category.text.search(plain[:_HEAD]) is not None
