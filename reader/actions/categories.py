"""Categories that a message suggests; its sender's own stay as they are.

The signs of `categories.toml` say much, but not all: a letter to all councils speaks of zienswijzen too.  So each category has a sum of
weights: of its signs, of the words of the message and of what it asks.  `tests/weigh_choices.py` finds them in labelled mail.  A message
of a few words has what its signs say.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import numpy as np

from reader.actions.lexicon import END, OTHER
from reader.paths import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from reader.actions.action import Kind
    from reader.actions.book import RuleBook
    from reader.actions.lines import Lines
    from reader.actions.patterns import Near
    from reader.actions.reading import Reading
    from reader.actions.rules import Category
    from reader.message import Address, Message

_LONGEST_ADDRESS = 320  # RFC 5321 §4.5.3.1
_HEAD = 4_000  # characters of the text in which a message says what it is

CATEGORIES = RESOURCES / "rules" / "suggesting.json"
# Of what is labelled or suggested the most is right with these odds: of what has a sign, one to four and a half.
_LIKELY, _LIKELY_SIGNED = -0.5, -1.5
_FEWEST_WORDS = 30  # different ones


def suggested_categories(
    reading: Reading, near: Near, kinds: Sequence[Kind], book: RuleBook
) -> tuple[str, ...]:
    """The names of the categories, in the order of the rules.

    `near` are the patterns that each line may hold, `kinds` those of what is asked, in order.
    """
    inside = _of_a_colleague(reading.message, book)
    signed = list(_signed(reading, near, kinds, book, inside=inside))
    words = _words(reading.lines, book)
    if len(words) < _FEWEST_WORDS:
        return tuple(_without_excluded(signed))
    facts = _besides_words(reading, kinds, signed, inside=inside)
    odds = book.suggesting.sums(facts) + book.suggesting.of_words(words)
    likely = (
        category
        for category, sum_of_weights in zip(book.categories, odds.tolist(), strict=True)
        if sum_of_weights > (_LIKELY_SIGNED if category in signed else _LIKELY)
        and not (category.outside and inside)
    )
    return tuple(_without_excluded(likely))


def facts_of_categories(reading: Reading, near: Near, kinds: Sequence[Kind], book: RuleBook) -> Iterator[str]:
    """What is known of a message; of its words the signs."""
    inside = _of_a_colleague(reading.message, book)
    signed = list(_signed(reading, near, kinds, book, inside=inside))
    yield from _besides_words(reading, kinds, signed, inside=inside)
    yield from (f"word {chr(code + ord(OTHER))}" for code in _words(reading.lines, book).tolist())


def _besides_words(
    reading: Reading, kinds: Sequence[Kind], signed: Sequence[Category], *, inside: bool
) -> Iterator[str]:
    yield ""
    if inside:
        yield "of a colleague"
    yield from (f"signed {category.name}" for category in signed)
    yield from (f"asks {kind}" for kind in dict.fromkeys(kinds))
    yield from (f"asks {kind} first" for kind in kinds[:1])
    yield from map("subject ".__add__, dict.fromkeys(reading.lines.rows[reading.lines.subject]))


def _of_a_colleague(message: Message, book: RuleBook) -> bool:
    """Whether who wrote a message is of the organisation that it is sent to; who forwards one did not write it."""
    if not message.sender or message.forwarded is not None:
        return False
    writer = _address(message.sender)
    domain = _organisation(writer)
    if domain == "" or all(
        _organisation(one.address.lower()) != domain for one in (*message.to, *message.cc)
    ):
        return False
    # A provider has councillors and residents among its customers.
    return not any(category.sender and category.sender.search(writer) for category in book.categories)


def _address(people: Sequence[Address]) -> str:
    """That of the first one."""
    return people[0].address.lower()[:_LONGEST_ADDRESS] if people else ""


def _organisation(address: str) -> str:
    """The last two labels of the domain: "raad.eikerveen.example" is of "eikerveen.example"."""
    domain = address[-_LONGEST_ADDRESS:].rpartition("@")[2]
    return ".".join(domain.split(".")[-2:])


def _words(lines: Lines, book: RuleBook) -> NDArray[np.intp]:
    """The codes of the sender's own words, each once."""
    stands = np.zeros(book.lexicon.size, np.bool_)
    stands[lines.codes[: lines.starts[lines.subject]]] = True
    stands[ord(END) - ord(OTHER)] = False
    return stands.nonzero()[0]


def _signed(
    reading: Reading, near: Near, kinds: Sequence[Kind], book: RuleBook, *, inside: bool
) -> Iterator[Category]:
    """Those that have one of their signs; `inside` says that a colleague wrote the message."""
    sender = _address(reading.message.sender)
    subject = reading.lines.subject
    signed = set(book.patterns.held(reading.lines.rows[subject], near[subject] & book.of_subject))
    head = bisect_left(reading.lines.spans, (_HEAD,))
    for number in near.any(book.of_text)[:head].nonzero()[0].tolist():
        signed.update(book.patterns.held(reading.lines.rows[number], near[number] & book.of_text))
    for number, category in enumerate(book.categories):
        if not (inside and category.outside) and (
            number in signed
            or (category.sender is not None and category.sender.search(sender))
            or not category.kinds.isdisjoint(kinds[:1])  # what is asked first is what a message is for
            or not category.words.isdisjoint(reading.words)
        ):
            yield category


def _without_excluded(categories: Iterable[Category]) -> list[str]:
    """The names of categories, but of those that an earlier one excludes."""
    found: list[str] = []
    for category in categories:
        if category.unless.isdisjoint(found):
            found.append(category.name)
    return found
