"""Finds the weights by which the kind of an action, its addressee and the categories of a message are chosen, and writes them.

    python tests/weigh_choices.py [--check]

A multinomial logit with a penalty on the square of each weight, by the gradient method of Nesterov; what is known of few actions, or of
those of one source only, gets no weights.  The kinds come first, as all else follows from them.  --check says how many are right in
each source with weights of others.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "bench")]

from bench_actions import labelled_actions, labelled_mails, labelled_passages, tuned_sources  # noqa: E402 - after the path is set

from reader.actions.addressee import told  # noqa: E402
from reader.actions.addressing import ADDRESSEES, EVERYONE, facts_of_addressee, facts_of_message  # noqa: E402
from reader.actions.book import rule_book  # noqa: E402
from reader.actions.categories import CATEGORIES, facts_of_categories  # noqa: E402
from reader.actions.choosing import OF_WORDS  # noqa: E402
from reader.actions.find import find_actions  # noqa: E402
from reader.actions.kinds import KINDS, facts_of_kind  # noqa: E402
from reader.actions.lexicon import OTHER  # noqa: E402
from reader.actions.reading import read  # noqa: E402
from reader.actions.roles import dated  # noqa: E402
from reader.actions.rules import TELLING, all_categories  # noqa: E402
from reader.actions.sections import section_end  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

_FEWEST, _SOURCES = 3, 2  # actions, of sources: what a weight is found for
_PENALTY, _PENALTY_OF_CATEGORIES = 4.0, 3.0
_ROUNDS = 200
_FOLDS = 5


class Action(NamedTuple):
    """A labelled action."""

    source: str
    facts: Sequence[str]  # what is known of it, with words for their signs
    right: int  # the outcome that is labelled, by its number


def kinds() -> Iterator[Action]:
    """All that are found in mails and passages."""
    book = rule_book()
    for source, folder in tuned_sources().items():
        for find in (labelled_actions, labelled_passages):
            for reading, asked, labels in find(folder, book):
                timings = dated(asked, reading, book)
                known = [(one, when.due, when.event) for one, when in zip(asked, timings, strict=True)]
                for number, label in enumerate(labels):
                    if label is not None:
                        yield Action(
                            source, _spelled(facts_of_kind(known, number)), TELLING.index(label["kind"])
                        )


def everyone() -> Iterator[Action]:
    """All that are found in mails."""
    book = rule_book()
    for source, folder in tuned_sources().items():
        for reading, asked, labels in labelled_actions(folder, book):
            timings = dated(asked, reading, book)
            sections = [
                section_end(reading, one.stretch) if when.kind == "heading_question" else None
                for one, when in zip(asked, timings, strict=True)
            ]
            before = None
            what = told(asked, timings, sections, reading)
            for one, when, so, label in zip(asked, timings, what, labels, strict=True):
                if label is not None and label.get("addressee"):
                    facts = _spelled([*facts_of_message(reading), *facts_of_addressee(one, when, so, before)])
                    yield Action(source, facts, EVERYONE.index(label["addressee"]))
                before = so.wording


@cache
def _words() -> dict[str, str]:
    """Each sign with its word."""
    return rule_book().lexicon.named() | {OTHER: ""}


def messages(category: str) -> list[Action]:
    """All mails: whether they are to suggest a category."""
    return [one._replace(right=int(category in labels)) for one, labels in _messages()]


@cache
def _messages() -> list[tuple[Action, list[str]]]:
    book = rule_book()
    found = []
    for source, folder in tuned_sources().items():
        for message, labels in labelled_mails(folder):
            reading = read(message, book)
            near = book.patterns.near(reading.lines)
            kinds = [action.kind for action in find_actions(message).actions]
            facts = _spelled(facts_of_categories(reading, near, kinds, book))
            found.append((Action(source, facts, 0), labels))
    return found


def _spelled(facts: Iterable[str]) -> list[str]:
    words = _words()
    return ["".join(words.get(sign, sign) for sign in fact) for fact in facts]


def found_in(actions: Sequence[Action], outcomes: int, penalty: float = _PENALTY) -> dict[str, list[float]]:
    """The weights under which the labels are likely, and small."""
    counts = Counter(fact for one in actions for fact in one.facts)
    sources: dict[str, set[str]] = defaultdict(set)
    for one in actions:
        for fact in one.facts:
            sources[fact].add(one.source)
    often = [fact for fact in sorted(counts) if counts[fact] >= _FEWEST and len(sources[fact]) >= _SOURCES]
    columns = {fact: number for number, fact in enumerate(one for one in often if one not in OF_WORDS)}
    known = np.zeros((len(actions), len(columns)), np.float32)
    for row, one in enumerate(actions):
        known[row, [columns[fact] for fact in one.facts if fact in columns]] = 1
    weights = _fitted(known, np.eye(outcomes, dtype=np.float32)[[one.right for one in actions]], penalty)
    return {fact: [round(float(one), 2) for one in weights[number]] for fact, number in columns.items()}


def _fitted(facts: NDArray[np.float32], labels: NDArray[np.float32], penalty: float) -> NDArray[np.float32]:
    """A row of weights for each fact."""
    steepest = np.ones(facts.shape[1], np.float32)
    for _ in range(15):  # the largest singular value, by power iteration
        steepest = facts.T @ (facts @ (steepest / np.linalg.norm(steepest)))
    step = np.float32(1 / (np.linalg.norm(steepest) / 2 + penalty))
    weights = ahead = np.zeros((facts.shape[1], labels.shape[1]), np.float32)
    pace = 1.0
    for _ in range(_ROUNDS):
        likely = np.exp(facts @ ahead)
        likely /= likely.sum(axis=1, keepdims=True)
        new = ahead - step * (facts.T @ (likely - labels) + penalty * ahead)
        faster = (1 + np.sqrt(1 + 4 * pace * pace)) / 2
        ahead = new + np.float32((pace - 1) / faster) * (new - weights)
        weights, pace = new, faster
    return weights


def checked(actions: Sequence[Action], outcomes: int) -> None:
    """Says how many are right with weights of other sources, as far as weights alone choose."""
    sources = list(tuned_sources())
    whole: list[bool] = []
    for fold in range(_FOLDS):
        left_out = sources[fold::_FOLDS]
        weights = found_in([one for one in actions if one.source not in left_out], outcomes)
        none = [0.0] * outcomes
        for source in left_out:
            right = [
                int(np.sum([weights.get(fact, none) for fact in one.facts], axis=0).argmax()) == one.right
                for one in actions
                if one.source == source
            ]
            print(f"{source:8} {sum(right)} of {len(right)}")
            whole += right
    print(f"all      {sum(whole)} of {len(whole)}, {sum(whole) / len(whole):.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="leave some sources out at a time, and write nothing"
    )
    options = parser.parse_args()
    for path, find, outcomes in ((KINDS, kinds, len(TELLING)), (ADDRESSEES, everyone, len(EVERYONE))):
        actions = list(find())
        if options.check:
            checked(actions, outcomes)
            continue
        _write(path, found_in(actions, outcomes))
    names = [category.name for category in all_categories()]
    by_category = {name: messages(name) for name in names}
    if options.check:
        for name, mails in by_category.items():
            print(name)
            checked(mails, 2)
        return
    each = [found_in(mails, 2, _PENALTY_OF_CATEGORIES) for mails in by_category.values()]
    _write(CATEGORIES, {fact: [round(one[fact][1] - one[fact][0], 2) for one in each] for fact in each[0]})


def _write(path: Path, weights: dict[str, list[float]]) -> None:
    lines = (f"{json.dumps(fact, ensure_ascii=False)}: {row}" for fact, row in weights.items())
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    rule_book.cache_clear()
    print(f"{path.name}: weights of {len(weights)} facts")


if __name__ == "__main__":
    main()
