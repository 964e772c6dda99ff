"""Of which kind an action is.

The rule that found a sentence says how it asks; its words, its dates and what is asked before it say what for.  All of that is
weighed (choosing).  Only what stands as a heading or reads as one can be one, and only what has a date to act by a deadline.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reader.actions.choosing import LENGTH_STEP, LENGTH_STEPS
from reader.actions.rules import TELLING
from reader.paths import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.actions.action import Kind
    from reader.actions.book import RuleBook
    from reader.actions.expression import DateExpression
    from reader.actions.matching import Asked

KINDS = RESOURCES / "rules" / "kinds.json"

Known = tuple[
    "Asked", "DateExpression | None", "DateExpression | None"
]  # an action, its due day, its meeting


def kind_of(known: Sequence[Known], number: int, book: RuleBook) -> Kind:
    """That of one of the actions of a message."""
    one, due, _ = known[number]
    sums = book.kinds.sums(_besides_words(known, number), dict.fromkeys(one.row))
    if not one.heading and one.rule.kind != "heading_question":
        sums[TELLING.index("heading_question")] = -np.inf
    if due is None:
        sums[TELLING.index("deadline")] = -np.inf
    return TELLING[int(sums.argmax())]


def facts_of_kind(known: Sequence[Known], number: int) -> Iterator[str]:
    """What is known of one of the actions of a message; of its words the signs."""
    yield from _besides_words(known, number)
    yield from (f"word {sign}" for sign in dict.fromkeys(known[number][0].row))


def _besides_words(known: Sequence[Known], number: int) -> Iterator[str]:
    one, due, event = known[number]
    plain = one.sentence.plain
    dates = f"{_place(due, one)} due, {_place(event, one)} event"
    yield from ("", f"kind {one.kind}", f"of rule {one.rule.kind}", f"rule {one.rule.id}")
    yield from (dates, f"kind {one.kind}, {dates}", f"place {one.rule.place}")
    yield f"length {min(len(one.row) // LENGTH_STEP, LENGTH_STEPS)}"
    yield f"after {known[number - 1][0].kind if number else None}"
    if due is not None:
        yield from ("due", f"kind {one.kind}, due")
    if event is not None:
        yield "event"
    if one.alone:
        yield "heading" if one.heading else "alone"
    if plain.endswith("?"):
        yield "question"
    if len(known) == 1:
        yield "the only one"
    yield from (f"first {sign}" for sign in one.row[:1])


def _place(date: DateExpression | None, one: Asked) -> str:
    """Where a date stands, seen from an action."""
    if date is None:
        return "no"
    return "own" if one.sentence.start <= date.start < one.sentence.end else "other"
