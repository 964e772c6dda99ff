"""Finds the weights of `reader/actions/weighing.py` in labelled mail, and writes them.

    python tests/weigh.py

Only what the rules were written with counts (`bench_actions.TUNED`): the sentences of whole mails and the passages.  Logistic regression by
Newton's method, with a penalty on large weights; what stands in fewer than three sentences gets none.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "bench")]

from bench_actions import labelled_sentences, tuned_sources  # noqa: E402 - after the path is set

from reader.actions.book import rule_book  # noqa: E402
from reader.actions.weighing import WEIGHTS  # noqa: E402

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FEWEST = 3  # sentences
_PENALTY = 2.0
_ROUNDS = 15


def main() -> None:
    weighing = rule_book().weighing
    sentences = [
        (Counter(name for facts in several for name in weighing.names(facts)), asks)
        for several, asks in labelled_sentences(tuned_sources())
    ]
    counts = Counter(name for names, _ in sentences for name in names)
    common = sorted(name for name, count in counts.items() if count >= _FEWEST)
    columns = {name: number for number, name in enumerate(common)}
    seen = np.zeros((len(sentences), len(columns)))
    for row, (names, _) in enumerate(sentences):
        for name in names.keys() & columns.keys():
            seen[row, columns[name]] = names[name]
    found = fitted(seen, np.array([asks for _, asks in sentences], float), columns[""])
    weights = {name: round(float(found[number]), 3) for name, number in columns.items()}
    WEIGHTS.write_text(
        json.dumps(weights, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8"
    )
    print(f"{len(weights)} weights of {len(sentences)} sentences")


def fitted(seen: NDArray[np.float64], asks: NDArray[np.float64], constant: int) -> NDArray[np.float64]:
    """The weights under which the labels are most likely; that of the constant has no penalty."""
    weights = np.zeros(seen.shape[1])
    penalty = np.full(len(weights), _PENALTY)
    penalty[constant] = 1e-6
    for _ in range(_ROUNDS):
        likely = 1 / (1 + np.exp(-seen @ weights))
        slope = seen.T @ (likely - asks) + penalty * weights
        bend = (seen.T * (likely * (1 - likely))) @ seen + np.diag(penalty)
        weights -= np.linalg.solve(bend, slope)
    return weights


if __name__ == "__main__":
    main()
