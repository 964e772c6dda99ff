"""Chooses between outcomes: each has a sum of weights of what is known, and the greatest counts (a multinomial logit), or each that
is great enough.

`tests/weigh_choices.py` finds the weights in labelled mail and writes them to `resources/rules/`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from reader.actions.lexicon import OTHER

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from reader.actions.lexicon import Lexicon

OF_WORDS = ("word ", "first ", "subject ")  # a fact that begins so is of a word, which has its sign there
LENGTH_STEP, LENGTH_STEPS = 5, 6  # words: sentences are told apart by their length in steps of so many


class Choosing:
    """The weights of a choice, by the fact that they are of: one for each outcome."""

    def __init__(self, weights: Mapping[str, Sequence[float]], lexicon: Lexicon) -> None:
        written = {_signed(name, lexicon): row for name, row in weights.items()}
        self._rows = {name: number for number, name in enumerate(written, start=1)}
        self._word_rows = {
            name.removeprefix("word "): number
            for name, number in self._rows.items()
            if name.startswith("word ") and name != "word "
        }
        outcomes = len(next(iter(written.values())))
        self._weights = np.array([[0.0] * outcomes, *written.values()])  # the first row is of what has none
        self._of_word = np.zeros((lexicon.size, outcomes))  # the same of words, by their codes
        for sign, number in self._word_rows.items():
            self._of_word[ord(sign) - ord(OTHER)] = self._weights[number]

    def sums(self, facts: Iterable[str], words: Iterable[str] = ()) -> NDArray[np.float64]:
        """That of each outcome; `words` are the signs of words that are facts as well, each once."""
        rows = [*filter(None, map(self._rows.get, facts)), *filter(None, map(self._word_rows.get, words))]
        found: NDArray[np.float64] = np.add.reduce(self._weights.take(rows, 0))
        return found

    def of_words(self, codes: NDArray[np.intp]) -> NDArray[np.float64]:
        """What words add to each sum, by their codes as in `Lines.codes`."""
        found: NDArray[np.float64] = np.add.reduce(self._of_word.take(codes, 0))
        return found


def choosing(path: Path, lexicon: Lexicon) -> Choosing:
    """With the weights that were found."""
    return Choosing(json.loads(path.read_text(encoding="utf-8")), lexicon)


def _signed(name: str, lexicon: Lexicon) -> str:
    """A name with signs for its words; a word that the rules do not know any more is none."""
    for what in OF_WORDS:
        if name.startswith(what):
            return what + lexicon.get(name.removeprefix(what), "")
    return name
