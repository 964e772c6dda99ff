"""Categories that a message suggests; its sender's own stay as they are (categories.toml)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from reader.actions.rules import Category, RuleBook
    from reader.message import Message

_HEAD = 4_000  # characters of the text in which a message says what it is


def suggested_categories(
    message: Message, plain: str, kinds: AbstractSet[str], book: RuleBook
) -> tuple[str, ...]:
    """The names of the categories, in the order of the rules."""
    subject = message.subject.lower()
    sender = message.sender[0].address.lower() if message.sender else ""
    found: list[str] = []
    for category in book.categories:
        if category.unless.isdisjoint(found) and _signed(category, subject, sender, plain, kinds):
            found.append(category.name)
    return tuple(found)


def _signed(category: Category, subject: str, sender: str, plain: str, kinds: AbstractSet[str]) -> bool:
    return bool(
        (category.subject and category.subject.search(subject[:1_000]))
        or (category.sender and category.sender.search(sender[:320]))
        or not category.kinds.isdisjoint(kinds)
        or (category.text and category.text.search(plain[:_HEAD]))
    )
