"""Of which kind an action is: each kind has a sum of weights, and the greatest says (a multinomial logit).

The rule that found a sentence says how it asks; its words, its dates and what is asked before it say what for.  Only what stands as a heading
or reads as one can be one, and only what has a date to act by a deadline.
`tests/weigh_kinds.py` finds the weights in labelled mail and writes them to `resources/rules/kinds.json`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from reader.actions.rules import TELLING
from reader.paths import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reader.actions.action import Kind
    from reader.actions.expression import DateExpression
    from reader.actions.lexicon import Lexicon
    from reader.actions.matching import Asked

KINDS = RESOURCES / "rules" / "kinds.json"
OF_WORDS = ("word ", "first ")
_LENGTH_STEP, _LENGTH_STEPS = 5, 6  # words: sentences are told apart by their length in steps of so many

Known = tuple[
    "Asked", "DateExpression | None", "DateExpression | None"
]  # an action, its due day, its meeting


def facts_of_kind(known: Sequence[Known], number: int) -> Iterator[str]:
    """What is known of one of the actions of a message; of its words the signs."""
    one, due, event = known[number]
    plain = one.sentence.plain
    dates = f"{_place(due, one)} due, {_place(event, one)} event"
    yield from ("", f"kind {one.kind}", f"of rule {one.rule.kind}", f"rule {one.rule.id}")
    yield from (dates, f"kind {one.kind}, {dates}", f"place {one.rule.place}")
    yield f"length {min(len(one.row) // _LENGTH_STEP, _LENGTH_STEPS)}"
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
    yield from (f"{OF_WORDS[0]}{sign}" for sign in set(one.row))
    yield from (f"{OF_WORDS[1]}{sign}" for sign in one.row[:1])


def _place(date: DateExpression | None, one: Asked) -> str:
    """Where a date stands, seen from an action."""
    if date is None:
        return "no"
    return "own" if one.sentence.start <= date.start < one.sentence.end else "other"


class Choosing:
    """The weights, by what they are of: one for each kind of `TELLING`."""

    def __init__(self, weights: Mapping[str, Sequence[float]], lexicon: Lexicon) -> None:
        written = {_signed(name, lexicon): row for name, row in weights.items()}
        self._rows = {name: number for number, name in enumerate(written)}
        self._weights = np.array(
            [*written.values(), [0.0] * len(TELLING)]
        )  # the last row is of what has none

    def kind(self, known: Sequence[Known], number: int) -> Kind:
        """That of one of the actions of a message."""
        one, due, _ = known[number]
        rows = [self._rows.get(fact, -1) for fact in facts_of_kind(known, number)]
        sums = self._weights[rows].sum(axis=0)
        if not one.heading and one.rule.kind != "heading_question":
            sums[TELLING.index("heading_question")] = -np.inf
        if due is None:
            sums[TELLING.index("deadline")] = -np.inf
        return TELLING[int(sums.argmax())]


def kind_weights(lexicon: Lexicon) -> Choosing:
    """Those that were found."""
    return Choosing(json.loads(KINDS.read_text(encoding="utf-8")), lexicon)


def _signed(name: str, lexicon: Lexicon) -> str:
    """A name with signs for its words; a word that the rules do not know any more is none."""
    for what in OF_WORDS:
        if name.startswith(what):
            return what + lexicon.get(name.removeprefix(what), "")
    return name
