"""Categories that a message suggests; its sender's own stay as they are.

The signs of `categories.toml` leave little doubt.  A message that has none of them is weighed, if it has words enough: each category has
a sum of weights of its words and of what it asks.  `tests/weigh_choices.py` finds them in labelled mail.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import numpy as np

from reader.actions.lexicon import END, OTHER
from reader.paths import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from reader.actions.action import Kind
    from reader.actions.book import RuleBook
    from reader.actions.lines import Lines
    from reader.actions.patterns import Near
    from reader.actions.reading import Reading
    from reader.message import Address, Message

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
    inside = _of_a_colleague(reading.message, book)
    if signed := _signed_categories(reading, near, kinds, book, inside=inside):
        return tuple(signed)
    words = _words(reading.lines, book)
    if len(words) < _FEWEST_WORDS:
        return ()
    odds = book.suggesting.sums(_besides_words(reading, kinds, inside=inside)) + book.suggesting.of_words(words)
    likely = (book.categories[number] for number in (odds > _LIKELY).nonzero()[0].tolist())
    return tuple(one.name for one in likely if not (one.outside and inside))


def facts_of_categories(reading: Reading, kinds: Sequence[Kind], book: RuleBook) -> Iterator[str]:
    """What is known of a message; of its words the signs."""
    yield from _besides_words(reading, kinds, inside=_of_a_colleague(reading.message, book))
    yield from (f"word {chr(code + ord(OTHER))}" for code in _words(reading.lines, book).tolist())


def _besides_words(reading: Reading, kinds: Sequence[Kind], *, inside: bool) -> Iterator[str]:
    yield ""
    if inside:
        yield "of a colleague"
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


def _signed_categories(
    reading: Reading, near: Near, kinds: Sequence[Kind], book: RuleBook, *, inside: bool
) -> list[str]:
    """Those that have one of their signs."""
    sender = _address(reading.message.sender)
    subject = reading.lines.subject
    signed = set(book.patterns.held(reading.lines.rows[subject], near[subject] & book.of_subject))
    head = bisect_left(reading.lines.spans, (_HEAD,))
    for number in near.any(book.of_text)[:head].nonzero()[0].tolist():
        signed.update(book.patterns.held(reading.lines.rows[number], near[number] & book.of_text))
    found: list[str] = []
    for number, category in enumerate(book.categories):
        excluded = not category.unless.isdisjoint(found) or (inside and category.outside)
        if not excluded and (
            number in signed
            or (category.sender is not None and category.sender.search(sender))
            or not category.kinds.isdisjoint(kinds[:1])  # what is asked first is what a message is for
            or not category.words.isdisjoint(reading.words)
        ):
            found.append(category.name)
    return found
