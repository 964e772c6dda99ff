"""Finds the weights of `reader/actions/weighing.py` in labelled mail, and writes them.

    python tests/weigh.py [--check]

Only what the rules were written with counts (`bench_actions.tuned_sources`): the sentences of whole mails and the passages.  Logistic
regression with an L1 penalty, which leaves only what helps, by the fast proximal gradient of Beck and Teboulle (2009).
--check finds the weights anew without each source in turn, and says what they are worth there.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "bench")]

from bench_actions import facts_in, labelled_sentences, texts_of, tuned_sources  # noqa: E402 - after the path is set

from reader.actions.book import compiled  # noqa: E402
from reader.actions.lexicon import OTHER  # noqa: E402
from reader.actions.rules import all_rules, all_vetoes  # noqa: E402
from reader.actions.weighing import LIKELY, WEIGHTS  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

_FEWEST = 3  # sentences, of
_SOURCES = 2  # sources: what a weight is found for
_PENALTY = 1.0
_EXPECTED = {"rule": 1.0, "veto": -0.5}  # weights of what was written to tell; of all else 0
_ROUNDS = 600
_EXAMPLES = "examples"  # the source of the sentences that stand with the rules
_WORD = re.compile(r"[^\W\d_]{2,}")


class Sentence(NamedTuple):
    """A labelled sentence, or a passage."""

    source: str
    passage: bool
    names: Counter[str]  # of what may have a weight in it
    asks: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    every = found_in(labelled(_words()))
    # Words without a weight are no words of the lexicon that runs, so what is left is weighed as it will be read.
    known = labelled([name for name, weight in every.items() if name.startswith("word:") and weight])
    if options.check:
        check(known)
        return
    weights = {
        name: round(weight, 3)
        for name, weight in found_in(known).items()
        if abs(weight) > 5e-4 or name.startswith(("rule:", "veto:"))
    }
    WEIGHTS.write_text(
        json.dumps(weights, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8"
    )
    print(f"{len(weights)} weights of {len(known)} sentences")


def labelled(words: Iterable[str]) -> list[Sentence]:
    """All sentences to learn from; `words` are names of those that the lexicon has besides the words of the rules."""
    book = compiled(dict.fromkeys(words, 0.0))
    known = [
        Sentence(source, passage, _together(map(Counter, map(book.weighing.names, facts))), asks)
        for source, folder in tuned_sources().items()
        for facts, asks, passage in labelled_sentences(folder, book)
    ]
    for asks, owners in ((True, all_rules()), (False, all_vetoes())):
        for example in (example for owner in owners for example in owner.examples):
            names = _together(Counter(book.weighing.names(facts)) for facts in facts_in(example, book))
            known.append(Sentence(_EXAMPLES, True, names, asks))
    return known


def _together(sentences: Iterable[Counter[str]]) -> Counter[str]:
    names: Counter[str] = Counter()
    for one in sentences:
        names |= one
    return names


def _words() -> list[str]:
    """The names of words that no rule knows, and that some sources have."""
    lexicon = compiled({}).lexicon
    counts: Counter[str] = Counter()
    sources: dict[str, set[str]] = defaultdict(set)
    for source, folder in tuned_sources().items():
        for text in texts_of(folder):
            for word in set(_WORD.findall(text.lower())):
                if lexicon[word] == OTHER:
                    counts[word] += 1
                    sources[word].add(source)
    return [
        f"word:{word}"
        for word, count in counts.items()
        if count >= _FEWEST and len(sources[word]) >= _SOURCES
    ]


def found_in(sentences: Sequence[Sentence]) -> dict[str, float]:
    """The weights under which the labels are likely, and few."""
    counts: Counter[str] = Counter()
    sources: dict[str, set[str]] = defaultdict(set)
    for one in sentences:
        counts.update(one.names.keys())
        for name in one.names:
            sources[name].add(one.source)
    columns = {
        name: number
        for number, name in enumerate(
            sorted(
                {name for name in counts if counts[name] >= _FEWEST and len(sources[name]) >= _SOURCES}
                | {f"rule:{rule.id}" for rule in all_rules()}
                | {f"veto:{veto.id}" for veto in all_vetoes()}
            )
        )
    }
    cells = [
        (row, columns[name], count)
        for row, one in enumerate(sentences)
        for name, count in one.names.items()
        if name in columns
    ]
    rows, cols, values = (np.array(part) for part in zip(*cells, strict=True))
    matrix = Cells(rows, cols, values.astype(float), (len(sentences), len(columns)))
    asks = np.array([one.asks for one in sentences], float)
    expected = np.array([_EXPECTED.get(name.partition(":")[0], 0.0) for name in columns])
    weights = _fitted(matrix, asks, columns[""], expected)
    return {name: float(weights[number]) for name, number in columns.items()}


class Cells(NamedTuple):
    """A sparse matrix: those of its cells that are not 0."""

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    values: NDArray[np.float64]
    shape: tuple[int, int]

    def times(self, of_columns: NDArray[np.float64]) -> NDArray[np.float64]:
        """A sum for each row."""
        return np.bincount(self.rows, self.values * of_columns[self.columns], self.shape[0])

    def gathered(self, of_rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """A sum for each column."""
        return np.bincount(self.columns, self.values * of_rows[self.rows], self.shape[1])


def _fitted(
    cells: Cells, asks: NDArray[np.float64], constant: int, expected: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The weights of the columns, which are not far from those expected without a reason; that of the constant is free."""
    penalty = np.full(cells.shape[1], _PENALTY)
    penalty[constant] = 0.0
    steepest = np.ones(cells.shape[1])
    for _ in range(20):  # the largest singular value, by power iteration
        steepest = cells.gathered(cells.times(steepest / np.linalg.norm(steepest)))
    step = 4.0 / float(np.linalg.norm(steepest))
    weights = ahead = np.zeros(cells.shape[1])
    pace = 1.0
    for _ in range(_ROUNDS):
        likely = 1 / (1 + np.exp(-cells.times(ahead)))
        moved = ahead - step * cells.gathered(likely - asks)
        off = moved - expected
        new = expected + np.sign(off) * np.maximum(np.abs(off) - step * penalty, 0)
        # A rule never speaks against, a veto never for.
        new[expected > 0] = np.maximum(new[expected > 0], 0)
        new[expected < 0] = np.minimum(new[expected < 0], 0)
        faster = (1 + np.sqrt(1 + 4 * pace * pace)) / 2
        ahead = new + (pace - 1) / faster * (new - weights)
        weights, pace = new, faster
    return weights


def check(known: Sequence[Sentence]) -> None:
    """Precision and recall on each source with weights of the others: of sentences of mails, and of passages."""
    for source in tuned_sources():
        weights = found_in([one for one in known if one.source != source])
        line = f"without {source:8}"
        for what, passage in (("mails", False), ("passages", True)):
            taken = [
                (sum(weights.get(name, 0.0) * count for name, count in one.names.items()) > LIKELY, one.asks)
                for one in known
                if one.source == source and one.passage == passage
            ]
            right = sum(found and asks for found, asks in taken)
            found, asks = sum(found for found, _ in taken), sum(asks for _, asks in taken)
            line += f"  {what} precision {right / max(found, 1):.2f} recall {right / max(asks, 1):.2f}"
        print(line, flush=True)


if __name__ == "__main__":
    main()
