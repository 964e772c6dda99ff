"""How likely a sentence asks something, by all that is known of it together.

Rules know what asks; which of the sentences that look alike do is a matter of degree.  Each word of the lexicon, each rule and veto
that a sentence holds, and a few facts have a weight; their sum is the logarithm of the odds that it asks (logistic
regression).  `tests/weigh.py` finds the weights in labelled mail and writes them to `resources/rules/weights.json`.

It only breaks ties: what a rule found is taken back where the odds are small, and a sentence in which no rule found anything
is taken where they are large.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reader.actions.lexicon import OTHER
from reader.paths import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from reader.actions.lexicon import Lexicon
    from reader.actions.lines import Lines

WEIGHTS = RESOURCES / "rules" / "weights.json"
LEAST = -1.0  # odds of 3 to 8: less than that is not believed, whatever rule found it
MOST = 0.9  # odds of 5 to 2: more than that needs no rule
SURE = 2.2  # odds of 9 to 1: more than that needs no rule without a veto
_STEP = 5  # words: sentences are told apart by their length in steps of so many
_STEPS = 8


class Facts(NamedTuple):
    """What is known of a sentence."""

    row: str  # its words as signs
    rules: Iterable[str]  # that it holds
    vetoes: Iterable[str]
    limit: bool  # a date to act by stands in it
    date: bool
    alone: bool  # on a line of its own


class Weighing:
    """The weights, by what they are of."""

    def __init__(self, weights: Mapping[str, float], lexicon: Lexicon) -> None:
        self._weights = weights
        self._names = {OTHER: "word:"} | {sign: f"word:{name}" for sign, name in lexicon.named().items()}
        self._of_code = np.zeros(lexicon.size)
        for sign, name in self._names.items():
            self._of_code[ord(sign) - ord(OTHER)] = weights.get(name, 0.0)
        lengths = (weights.get(f"length:{steps}", 0.0) for steps in range(_STEPS + 1))
        facts = (max(weights.get(fact, 0.0), 0.0) for fact in ("limit", "date", "alone"))
        # Of the words: with odds no better than these no sentence is believed in which no rule holds, whatever else is known of it.
        self.hopeless = MOST - weights.get("", 0.0) - max(lengths) - sum(facts)

    def knows(self, rule: str) -> bool:
        """Whether a rule has a weight: one that labelled mail hardly holds has none."""
        return f"rule:{rule}" in self._weights

    def of_words(self, lines: Lines) -> NDArray[np.float64]:
        """Of each line the part of the odds that its words have."""
        return np.add.reduceat(self._of_code.take(lines.codes), lines.starts)

    def odds(self, of_words: float, facts: Facts) -> float:
        """The logarithm of the odds that a sentence asks something."""
        weights = self._weights
        return weights.get("", 0.0) + of_words + sum(weights.get(name, 0.0) for name in _named(facts))

    def names(self, facts: Facts) -> Iterator[str]:
        """What has a weight in a sentence, as often as it stands there."""
        yield ""  # the same in each
        yield from map(self._names.__getitem__, facts.row)
        yield from _named(facts)


def _named(facts: Facts) -> Iterator[str]:
    yield from (f"rule:{rule}" for rule in facts.rules)
    yield from (f"veto:{veto}" for veto in facts.vetoes)
    yield f"length:{min(len(facts.row) // _STEP, _STEPS)}"
    if facts.limit:
        yield "limit"
    if facts.date:
        yield "date"
    if facts.alone:
        yield "alone"


def weights(path: Path = WEIGHTS) -> dict[str, float]:
    """Those that were found; none where there is no such file, and then only rules count."""
    if not path.exists():
        return {}
    found: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))
    return found
