"""Finds the weights of `reader/actions/bearing.py` in labelled mail, and writes them.

    python tests/weigh_days.py [--check]

A conditional logit: of the days in a mail, and none of them, the one that the label of an action names is to be the likeliest.  Newton's method,
with a penalty on large weights, and a larger one on those of words; what is known of few actions gets none.  --check leaves each source out in turn and says how
many events are found there with the weights of the others.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "bench")]

from bench_actions import labelled_actions, tuned_sources  # noqa: E402 - after the path is set

from reader.actions.bearing import DAYS, OF_WORDS, Bearings, Spoken, weights_of, without  # noqa: E402
from reader.actions.book import rule_book  # noqa: E402
from reader.actions.lexicon import OTHER  # noqa: E402
from reader.actions.roles import dated  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bench_actions import Label

    from reader.actions.bearing import Action
    from reader.actions.days import Day
    from reader.actions.matching import Asked
    from reader.actions.reading import Reading

_FEWEST, _FEWEST_OF_WORDS = 4, 8  # actions
_PENALTY, _PENALTY_OF_WORDS = 2.0, 20.0
_ROUNDS = 7
_SAYS, _BESIDE = OF_WORDS


class Mail(NamedTuple):
    """A labelled mail."""

    source: str
    reading: Reading
    asked: Sequence[Asked]  # what is found in it
    labels: Sequence[Label | None]  # of each of these


class Choice(NamedTuple):
    """An action with the days that it may be about."""

    source: str
    names: Sequence[Sequence[str]]  # of each day what is known of it; the last is no day
    right: int  # the number of the one that is labelled


def choices(mails: Iterable[Mail]) -> list[Choice]:
    """One for each action whose event, if it has one, is among the days that it may be about."""
    chosen: list[Choice] = []
    for source, reading, asked, labels in mails:
        label_at = {one.sentence.start: label for one, label in zip(asked, labels, strict=True)}

        def labelled(
            action: Action,
            bearings: Bearings,
            spoken: Spoken,
            source: str = source,
            label_at: Mapping[int, Label | None] = label_at,
        ) -> Day | None:
            label = label_at[action.one.sentence.start]
            if label is None:  # found in vain: it is about no day
                return None
            near = {
                day.iso: [*together, day.look, *day.facts, *_named(_BESIDE, day.words)]
                for day, together in bearings.of_both(action, spoken)
            }
            event = label["event"]
            if near and (event is None or event in near):
                names = [*near.values(), [*without(action, spoken), *_named(_SAYS, action.words)]]
                chosen.append(Choice(source, names, [*near, None].index(event)))
            return bearings.day(event) if event else None

        dated(asked, reading, rule_book(), labelled)
    return chosen


def fitted(chosen: Sequence[Choice]) -> dict[str, float]:
    """The weights under which the labels are most likely."""
    counts = Counter(name for one in chosen for name in {name for names in one.names for name in names})
    kept = sorted(name for name, count in counts.items() if count >= _fewest(name))
    columns = {name: number for number, name in enumerate(kept)}
    penalty = np.array([_PENALTY_OF_WORDS if name.startswith(OF_WORDS) else _PENALTY for name in kept])
    rows = [(number, names) for number, one in enumerate(chosen) for names in one.names]
    seen = np.zeros((len(rows), len(columns)))
    for row, (_, names) in enumerate(rows):
        for name in columns.keys() & set(names):
            seen[row, columns[name]] = 1
    owner = np.array([number for number, _ in rows])
    starts = np.searchsorted(owner, np.arange(len(chosen)))
    right = np.zeros(len(rows))
    right[starts + np.array([one.right for one in chosen])] = 1
    weights = np.zeros(len(columns))
    for _ in range(_ROUNDS):
        sums = seen @ weights
        likely = np.exp(sums - np.maximum.reduceat(sums, starts)[owner])
        likely /= np.add.reduceat(likely, starts)[owner]
        mean = np.add.reduceat(seen * likely[:, None], starts)
        slope = seen.T @ (likely - right) + penalty * weights
        bend = (seen.T * likely) @ seen - mean.T @ mean + np.diag(penalty)
        weights -= np.linalg.solve(bend, slope)
    return {name: round(float(weights[number]), 3) for name, number in columns.items()}


def _named(what: str, words: Iterable[str]) -> Iterator[str]:
    return (f"{what}{sign}" for sign in words)


def _fewest(name: str) -> float:
    if not name.startswith(OF_WORDS):
        return _FEWEST
    return math.inf if name.endswith(OTHER) else _FEWEST_OF_WORDS


def spelled(weights: Mapping[str, float]) -> dict[str, float]:
    """The weights with words for their signs."""
    words = rule_book().lexicon.named()
    return {"".join(words.get(sign, sign) for sign in name): weight for name, weight in weights.items()}


def checked(
    mails: Iterable[Mail],
    weights: Mapping[str, float],
) -> Counter[str]:
    """How many due days and events are right, of those labelled, and how many there are where none is labelled."""
    count: Counter[str] = Counter()
    for _, reading, asked, labels in mails:
        timings = dated(asked, reading, replace(rule_book(), days=weights_of(weights)))
        for timing, label in zip(timings, labels, strict=True):
            for what, found in (("due", timing.due), ("event", timing.event)):
                if label is not None and label[what]:
                    count[f"{what} labelled"] += 1
                    count[f"{what} right"] += found is not None and found.iso == label[what]
                elif label is not None:
                    count[f"{what} in vain"] += found is not None
    return count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="leave each source out in turn, and write nothing"
    )
    options = parser.parse_args()
    mails = [
        Mail(source, *mail)
        for source, folder in tuned_sources().items()
        for mail in labelled_actions(folder, rule_book())
    ]
    chosen = choices(mails)
    if not options.check:
        weights = fitted(chosen)
        DAYS.write_text(
            json.dumps(spelled(weights), ensure_ascii=False, indent=0, sort_keys=True) + "\n",
            encoding="utf-8",
        )
        print(f"{len(weights)} weights of {len(chosen)} actions")
        return
    whole: Counter[str] = Counter()
    for source in tuned_sources():
        weights = fitted([one for one in chosen if one.source != source])
        count = checked([mail for mail in mails if mail.source == source], weights)
        whole += count
        print(source, dict(count))
    print("all", dict(whole))


if __name__ == "__main__":
    main()
