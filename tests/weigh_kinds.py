"""Finds the weights of `reader/actions/choosing.py` in labelled mail, and writes them.

    python tests/weigh_kinds.py [--check]

A multinomial logit with a penalty on the square of each weight, by the gradient method of Nesterov; what is known of few actions, or of
those of one source only, gets no weights.  --check says how many kinds are right in each source with weights of others.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "bench")]

from bench_actions import labelled_actions, labelled_passages, tuned_sources  # noqa: E402 - after the path is set

from reader.actions.book import rule_book  # noqa: E402
from reader.actions.choosing import KINDS, OF_WORDS, Choosing, facts_of_kind  # noqa: E402
from reader.actions.lexicon import OTHER  # noqa: E402
from reader.actions.roles import dated  # noqa: E402
from reader.actions.rules import TELLING  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from reader.actions.choosing import Known

_FEWEST, _SOURCES = 3, 2  # actions, of sources: what a weight is found for
_PENALTY = 4.0
_ROUNDS = 200
_FOLDS = 5


class Action(NamedTuple):
    """A labelled action."""

    source: str
    known: Sequence[Known]  # of all actions of its message
    number: int  # its own among them
    names: Sequence[str]  # what is known of it, with words for their signs
    kind: int  # as it is labelled, by its number in `TELLING`


def labelled() -> Iterator[Action]:
    """All that are found in mails and passages."""
    book = rule_book()
    words = book.lexicon.named() | {OTHER: ""}
    for source, folder in tuned_sources().items():
        for find in (labelled_actions, labelled_passages):
            for reading, asked, labels in find(folder, book):
                timings = dated(asked, reading, book)
                known = [(one, when.due, when.event) for one, when in zip(asked, timings, strict=True)]
                for number, label in enumerate(labels):
                    if label is not None:
                        names = [
                            "".join(words.get(sign, sign) for sign in name)
                            for name in facts_of_kind(known, number)
                        ]
                        yield Action(source, known, number, names, TELLING.index(label["kind"]))


def found_in(actions: Sequence[Action]) -> dict[str, list[float]]:
    """The weights under which the labels are likely, and small."""
    counts = Counter(name for one in actions for name in one.names)
    sources: dict[str, set[str]] = defaultdict(set)
    for one in actions:
        for name in one.names:
            sources[name].add(one.source)
    columns: dict[str, int] = {}
    for name in sorted(counts):
        if counts[name] >= _FEWEST and len(sources[name]) >= _SOURCES and name not in OF_WORDS:
            columns[name] = len(columns)
    facts = np.zeros((len(actions), len(columns)), np.float32)
    for row, one in enumerate(actions):
        facts[row, [columns[name] for name in one.names if name in columns]] = 1
    weights = _fitted(facts, np.eye(len(TELLING), dtype=np.float32)[[one.kind for one in actions]])
    return {name: [round(float(one), 2) for one in weights[number]] for name, number in columns.items()}


def _fitted(facts: NDArray[np.float32], labels: NDArray[np.float32]) -> NDArray[np.float32]:
    """A row of weights for each fact."""
    steepest = np.ones(facts.shape[1], np.float32)
    for _ in range(15):  # the largest singular value, by power iteration
        steepest = facts.T @ (facts @ (steepest / np.linalg.norm(steepest)))
    step = np.float32(1 / (np.linalg.norm(steepest) / 2 + _PENALTY))
    weights = ahead = np.zeros((facts.shape[1], labels.shape[1]), np.float32)
    pace = 1.0
    for _ in range(_ROUNDS):
        likely = np.exp(facts @ ahead)
        likely /= likely.sum(axis=1, keepdims=True)
        new = ahead - step * (facts.T @ (likely - labels) + _PENALTY * ahead)
        faster = (1 + np.sqrt(1 + 4 * pace * pace)) / 2
        ahead = new + np.float32((pace - 1) / faster) * (new - weights)
        weights, pace = new, faster
    return weights


def right(actions: Sequence[Action], weights: Mapping[str, Sequence[float]]) -> list[bool]:
    """Of each action whether these weights say its kind."""
    choosing = Choosing(weights, rule_book().lexicon)
    return [choosing.kind(one.known, one.number) == TELLING[one.kind] for one in actions]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="leave some sources out at a time, and write nothing"
    )
    options = parser.parse_args()
    actions = list(labelled())
    if not options.check:
        weights = found_in(actions)
        lines = (f"{json.dumps(name, ensure_ascii=False)}: {weights[name]}" for name in weights)
        KINDS.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
        print(f"{len(weights)} facts of {len(actions)} actions")
        return
    sources = list(tuned_sources())
    whole: list[bool] = []
    for fold in range(_FOLDS):
        left_out = sources[fold::_FOLDS]
        weights = found_in([one for one in actions if one.source not in left_out])
        for source in left_out:
            told = right([one for one in actions if one.source == source], weights)
            print(f"{source:8} {sum(told)} of {len(told)}")
            whole += told
    print(f"all      {sum(whole)} of {len(whole)}, {sum(whole) / len(whole):.2f}")


if __name__ == "__main__":
    main()
