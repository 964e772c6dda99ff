"""Finds the weights of `reader/actions/limits.py`, `nearby.py` and `bearing.py` in labelled mail, and writes them.

    python tests/weigh_days.py [--check]

Three conditional logits: of the dates in a sentence, and none of them, the one that its label is due by is to be the likeliest; so, where it names
none, of the terms round it; and, of the days in a mail, the one that an action is about.  Newton's method, with a penalty on large weights, and a larger one on those of words; what is known of few
actions gets none.  What a mail is due by is found with weights of other sources, as it will be in other mail.  --check leaves out some sources at a time
and says how many days are right there with the weights of the others.
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

from bench_actions import labelled_actions, labelled_passages, tuned_sources  # noqa: E402 - after the path is set

from reader.actions.bearing import DAYS, Bearings, Spoken, without  # noqa: E402
from reader.actions.book import rule_book  # noqa: E402
from reader.actions.days import OF_WORDS, weights_of  # noqa: E402
from reader.actions.due import between  # noqa: E402
from reader.actions.lexicon import OTHER  # noqa: E402
from reader.actions.limits import LIMITS, SAYS, able_dates, facts_of_dates, firm_limit, without_limit  # noqa: E402
from reader.actions.limits import OF_WORDS as OF_WORDS_ROUND  # noqa: E402
from reader.actions.nearby import NEARBY, Undated, facts_of_terms, terms, within_reach, without_term  # noqa: E402
from reader.actions.roles import dated  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bench_actions import Label

    from reader.actions.bearing import Action
    from reader.actions.book import RuleBook
    from reader.actions.days import Day
    from reader.actions.matching import Asked
    from reader.actions.reading import Reading

_ROUNDS = 7
_FOLDS = 6
_DUE = ("deadline", "consultation")  # a passage of these kinds is due by its date
_SAYS, _BESIDE = OF_WORDS


class Mail(NamedTuple):
    """A labelled mail."""

    source: str
    reading: Reading
    asked: Sequence[Asked]  # what is found in it
    labels: Sequence[Label | None]  # of each of these


class Care(NamedTuple):
    """How far what is seen in some mails is believed."""

    fewest: int  # actions of which something is to be known to weigh anything
    fewest_of_words: int
    penalty: float
    penalty_of_words: float
    words: tuple[str, ...]  # the name of what is known of a word begins so
    most: float = 1.0  # share of the actions: what a sentence says in more of them tells nothing


_OF_DAYS = Care(4, 8, 2.0, 20.0, OF_WORDS)
_OF_LIMITS = Care(3, 4, 1.0, 1.5, OF_WORDS_ROUND, most=0.1)
_OF_TERMS = Care(3, 8, 2.0, 20.0, OF_WORDS, most=0.3)
_NO_TERM = weights_of({"none": math.inf})


class Choice(NamedTuple):
    """An action with the days that it may be about, or be due by."""

    source: str
    names: Sequence[Sequence[str]]  # of each day what is known of it; the last is no day
    right: int  # the number of the one that is labelled


def passages() -> Iterator[Mail]:
    """Those of which it is clear whether they are due by the date that is labelled."""
    for source, folder in tuned_sources().items():
        for reading, asked, (label, *_) in labelled_passages(folder, rule_book()):
            iso = label["deadline_or_event_date"] if label else None
            limit = any(date.limit for date in reading.dates if date.iso == iso)
            if label and reading.sent and (iso is None or label["kind"] in _DUE or not limit):
                due = iso if label["kind"] in _DUE else None
                if iso is None or due or label["kind"] == "invitation":
                    yield Mail(source, reading, asked, [{"due": due}])


def limits(mails: Iterable[Mail]) -> list[Choice]:
    """One for each labelled action in whose sentence a date stands that may be what it is due by, and none that surely is."""
    book = rule_book()
    chosen: list[Choice] = []
    for source, reading, asked, labels in mails:
        days = Bearings(reading, asked, book).days
        for one, label in zip(asked, labels, strict=True):
            inside = between(reading.dates, one.sentence.start, one.sentence.end)
            able = able_dates(one, inside, reading, days)
            if label is None or not able or firm_limit(able, reading) is not None:
                continue
            known = list(facts_of_dates(one, able, reading, days, book.lexicon))
            due = [date.iso if date.limit or not date.last else date.last for date, _ in known]
            right = due.index(label["due"]) if label["due"] in due else len(due)
            chosen.append(Choice(source, [*(facts for _, facts in known), without_limit(one)], right))
    return chosen


def neighbours(mails: Iterable[Mail]) -> list[Choice]:
    """One for each labelled action whose own sentence names no term, but one near it does."""
    book = replace(rule_book(), terms=_NO_TERM)
    chosen: list[Choice] = []
    for source, reading, asked, labels in mails:
        timings = dated(asked, reading, book)
        kinds, due = [timing.kind for timing in timings], [timing.due for timing in timings]
        among = terms(asked, kinds, due, reading, book.terms)
        for one, timing, label in zip(asked, timings, labels, strict=True):
            action = Undated(one, timing.kind, timing.event)
            known = list(facts_of_terms(action, within_reach(action, among, reading.lines), reading))
            days = [term.date.iso for term, _ in known]
            if label is None or timing.due is not None or not known or label["due"] not in (*days, None):
                continue
            right = days.index(label["due"]) if label["due"] else len(days)
            chosen.append(
                Choice(
                    source,
                    [
                        *([*facts, *_named(_BESIDE, term.words)] for term, facts in known),
                        [*without_term(action, reading), *_named(_SAYS, set(one.row))],
                    ],
                    right,
                )
            )
    return chosen


def choices(mails: Iterable[Mail], books: Mapping[str, RuleBook]) -> list[Choice]:
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

        dated(asked, reading, books[source], labelled)
    return chosen


def fitted(chosen: Sequence[Choice], care: Care = _OF_DAYS) -> dict[str, float]:
    """The weights under which the labels are most likely."""
    counts = Counter(name for one in chosen for name in {name for names in one.names for name in names})
    most = care.most * len(chosen)
    kept = sorted(
        name
        for name, count in counts.items()
        if count >= _fewest(name, care) and not (name.startswith(SAYS) and count > most)
    )
    columns = {name: number for number, name in enumerate(kept)}
    penalty = np.array(
        [care.penalty_of_words if name.startswith(care.words) else care.penalty for name in kept]
    )
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


def _fewest(name: str, care: Care) -> float:
    if not name.startswith(care.words):
        return care.fewest
    return math.inf if name.endswith(OTHER) else care.fewest_of_words


def spelled(weights: Mapping[str, float]) -> dict[str, float]:
    """The weights with words for their signs."""
    words = rule_book().lexicon.named()
    return {"".join(words.get(sign, sign) for sign in name): weight for name, weight in weights.items()}


def folds() -> list[list[str]]:
    """The sources in parts."""
    sources = list(tuned_sources())
    return [sources[number::_FOLDS] for number in range(_FOLDS)]


def with_limits_of_others(mails: Sequence[Mail]) -> dict[str, RuleBook]:
    """For each source the rules with the weights of limits and of terms that others have."""
    of_limits, of_terms = limits([*mails, *passages()]), neighbours(mails)
    books = {}
    for part in folds():
        weights_of_limits, weights_of_terms = (
            fitted([one for one in chosen if one.source not in part], care)
            for chosen, care in ((of_limits, _OF_LIMITS), (of_terms, _OF_TERMS))
        )
        books |= dict.fromkeys(
            part, replace(rule_book(), limits=weights_of_limits, terms=weights_of(weights_of_terms))
        )
    return books


def checked(mails: Iterable[Mail], book: RuleBook) -> Counter[str]:
    """How many due days and events are right, of those labelled, and how many there are where none is labelled."""
    count: Counter[str] = Counter()
    for _, reading, asked, labels in mails:
        timings = dated(asked, reading, book)
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
        "--check", action="store_true", help="leave some sources out at a time, and write nothing"
    )
    options = parser.parse_args()
    mails = [
        Mail(source, *mail)
        for source, folder in tuned_sources().items()
        for mail in labelled_actions(folder, rule_book())
    ]
    books = with_limits_of_others(mails)
    chosen = choices(mails, books)
    if not options.check:
        _write(LIMITS, fitted(limits([*mails, *passages()]), _OF_LIMITS))
        _write(NEARBY, fitted(neighbours(mails), _OF_TERMS))
        _write(DAYS, fitted(chosen))
        return
    whole: Counter[str] = Counter()
    for part in folds():
        days = weights_of(fitted([one for one in chosen if one.source not in part]))
        for source in part:
            count = checked(
                [mail for mail in mails if mail.source == source], replace(books[source], days=days)
            )
            whole += count
            print(source, dict(count))
    print("all", dict(whole))


def _write(path: Path, weights: Mapping[str, float]) -> None:
    path.write_text(
        json.dumps(spelled(weights), ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8"
    )
    print(f"{path.name}: {len(weights)} weights")


if __name__ == "__main__":
    main()
