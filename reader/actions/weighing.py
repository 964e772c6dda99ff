"""Whether a sentence asks something of its reader, by all that is known of it together.

Rules and vetoes know what asks and what only looks like it; which of the sentences that they hold for do ask is a matter of degree,
and people ask in more ways than rules have.  Each word, each pair of words beside each other, each rule and veto and a few facts
have a weight; their sum is the logarithm of the odds that a sentence asks (logistic regression).  `tests/weigh.py` finds the
weights in labelled mail and writes them to `resources/rules/weights.json`; what does not earn its place there has none.
"""

from __future__ import annotations

import json
from itertools import pairwise
from operator import add
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
    from reader.message import BlockKind

WEIGHTS = RESOURCES / "rules" / "weights.json"
# Chosen with weights found without the source that is looked at (tests/weigh.py --check).
LIKELY = 0.0  # even odds: more than that is taken for an action
LIKELY_BY_WORDS = 0.3  # where no rule holds
CLEAR = 1.8  # odds of 6 to 1: a message in which nothing is as likely asks nothing
FEW = 5  # lines: a message with as few has no parts, and what it asks need not be clear
_HOPELESS = -1.0  # of the words alone: with less a sentence in which no rule holds is left
_LENGTH_STEP, _LENGTH_STEPS = 5, 8  # words: sentences are told apart by their length in steps of so many
_PLACES = 4
_PARTS = 5  # of a message


class Setting(NamedTuple):
    """What is known of a sentence besides its words, rules and vetoes."""

    length: int  # in steps
    kind: BlockKind  # of its stretch
    place: int  # in its stretch: 0 is the first, and the last number that of all further ones
    last: bool  # of its stretch
    line: int  # its number in the message, in the same way; -1 where that has few
    part: int  # of the message, from 0 on; -1 where that has few
    limit: bool  # a date to act by stands in it
    date: bool
    to_come: bool  # a day after that of sending stands in it
    alone: bool  # on a line of its own
    leads: bool  # it ends in a colon, with items after it


class Facts(NamedTuple):
    """What is known of a sentence."""

    row: str  # its words as signs
    rules: Iterable[str]  # that it holds
    vetoes: Iterable[str]
    setting: Setting


def length_of(row: str) -> int:
    """As `Setting.length`."""
    return min(len(row) // _LENGTH_STEP, _LENGTH_STEPS)


def place_of(number: int) -> int:
    """As `Setting.place` and `Setting.line`."""
    return min(number, _PLACES)


def part_of(line: int, lines: int) -> int:
    """As `Setting.part`."""
    return line * _PARTS // lines if lines > FEW else -1


class Weighing:
    """The weights, by what they are of."""

    def __init__(self, weights: Mapping[str, float], lexicon: Lexicon) -> None:
        self._weights = weights
        self._names = {OTHER: ""} | lexicon.named()
        signs = {name: sign for sign, name in self._names.items()}
        self._of_code = np.zeros(lexicon.size)
        self._of_pair: dict[str, float] = {}  # two signs
        self._of_first: dict[str, float] = {}
        self._of_setting: dict[Setting, float] = {}  # those that were seen
        for name, weight in weights.items():
            what, _, of = name.partition(":")
            words = [signs[word] for word in of.split(" ") if word in signs]
            if what == "word" and words:
                self._of_code[ord(words[0]) - ord(OTHER)] = weight
            elif what == "pair" and len(words) > 1:
                self._of_pair["".join(words)] = weight
            elif what == "first" and words:
                self._of_first[words[0]] = weight

    def of_words(self, lines: Lines) -> NDArray[np.float64]:
        """Of each line the part of the odds that its single words have."""
        return np.add.reduceat(self._of_code.take(lines.codes), lines.starts)

    def hopeful(self, of_words: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Of each line whether it may ask something though no rule holds in it."""
        return of_words > _HOPELESS - self._weights.get("", 0.0)

    def odds(self, of_words: float, facts: Facts) -> float:
        """The logarithm of the odds that a sentence asks something."""
        row, weights, setting = facts.row, self._weights, facts.setting
        if setting not in self._of_setting:
            self._of_setting[setting] = sum(weights.get(name, 0.0) for name in _named(setting))
        odds = of_words + self._of_first.get(row[:1], 0.0) + self._of_setting[setting]
        odds += sum(filter(None, map(self._of_pair.get, map(add, row, row[1:]))))
        for rule in facts.rules:
            odds += weights.get(f"rule:{rule}", 0.0)
        for veto in facts.vetoes:
            odds += weights.get(f"veto:{veto}", 0.0)
        return odds

    def names(self, facts: Facts) -> Iterator[str]:
        """What may have a weight in a sentence, as often as it stands there."""
        words = [self._names[sign] for sign in facts.row]
        yield from (f"word:{word}" for word in words)
        yield from (f"pair:{one} {other}" for one, other in pairwise(words))
        yield from (f"first:{word}" for word in words[:1])
        yield from (f"rule:{rule}" for rule in facts.rules)
        yield from (f"veto:{veto}" for veto in facts.vetoes)
        yield from _named(facts.setting)


def _named(setting: Setting) -> Iterator[str]:
    yield ""  # the same in each
    for name, value in zip(setting._fields, setting, strict=True):
        if value is True:
            yield name
        elif value is not False and value != -1:
            yield f"{name}:{value}"


def weights(path: Path = WEIGHTS) -> dict[str, float]:
    """Those that were found."""
    found: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))
    return found
