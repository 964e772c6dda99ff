"""Finds the weights of `reader/actions/weighing.py` in labelled mail, writes them, and says what they are worth.

    python tests/weigh.py

`tests/weigh_days.py` comes after it, as the words that it knows are those of the lexicon that is made here.
Only what the rules were written with counts (`bench_actions.tuned_sources`): the sentences of whole mails and the passages.  Logistic
regression with a penalty on the square of each weight, which is lighter for what stands more often in sentences that ask than in
others, or less often (Wang and Manning 2012), by the gradient method of Nesterov.  How much the company of a sentence tells is found with odds
by weights of other sources, and so are precision and recall of each source: about what is to be expected of mail by other hands.  Labelled
mail is rich in what it asks; that one plain request in a long message counts as well is learned from passages that are put into mails.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "bench")]

from bench_actions import embedded_passages, facts_in, labelled_messages, texts_of, tuned_sources  # noqa: E402 - after the path is set

from reader.actions.book import compiled  # noqa: E402
from reader.actions.lexicon import OTHER  # noqa: E402
from reader.actions.purpose import SIGNS  # noqa: E402
from reader.actions.rules import all_rules, all_vetoes  # noqa: E402
from reader.actions.weighing import LEAST, LIKELY, MESSAGE, WEIGHTS, Company, certainty, company, length_of  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

_FEWEST, _SOURCES = 3, 2  # sentences, of sources: what a weight is found for
_FEWEST_WORDS, _SOURCES_OF_WORD = 6, 4  # times, in sources: a word that is told from others
_ENDINGS = ("*en", "*t", "*d", "*te", "*de", "*ing", "*er", "*s", "*je", "*e")  # of those that are not
_LOOSE = 0.2  # of the penalty: the less, the tighter
_EXPECTED = {"rule": 1.5, "veto": -0.75}  # weights of what was written to tell; of all else 0
_MOST_TELLING, _LEAST_TELLING = 3.0, 0.15  # of a name, as the penalty goes
_SLIGHT = 0.05  # a weight that is not kept
# Of what a sentence of a mail tells of the company of sentences: what a passage does that was put into a mail.
_EMBEDDED = 0.3
_ROUNDS = 400
_FOLDS = 10
_EXAMPLES = "examples"  # the source of the sentences that stand with the rules
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True)
class Labelled:
    """A message: a mail, or a passage by itself."""

    source: str
    is_mail: bool
    names: Sequence[Counter[str]]  # of each sentence, what may have a weight in it
    asks: Sequence[bool]
    signs: Sequence[str] = ()  # of its purpose
    embedded: int | None = None  # the number of a passage that was put into a mail of others

    @property
    def taught(self) -> Sequence[int]:
        """The sentences of which it is known whether they ask, and that count here; of a passage that asks it is not known which one does."""
        if self.embedded is not None:
            return [self.embedded]
        known = self.is_mail or len(self.asks) == 1 or not any(self.asks)
        return range(len(self.asks)) if known else ()


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    words = sorted(_words())
    messages = labelled(words)
    sources = [*tuned_sources(), _EXAMPLES]
    odds: dict[int, NDArray[np.float64]] = {}  # by number of the message, with weights of other sources
    for fold in range(_FOLDS):
        left_out = set(sources[fold::_FOLDS])
        weights = found_in([one for one in messages if one.source not in left_out])
        for number, one in enumerate(messages):
            if one.source in left_out:
                odds[number] = np.array([_sum(weights, names) for names in one.names])
    companies = [
        company(dict(enumerate(odds[number].tolist())), len(odds[number])) for number in range(len(messages))
    ]
    of_company = found_in_company(messages, companies)
    odds = in_company(companies, of_company)
    of_messages = found_of_messages(messages, odds)
    tell(messages, odds, of_messages)
    weights = {name: weight for name, weight in found_in(messages).items() if abs(weight) > _SLIGHT}
    kept = dict.fromkeys(
        (f"word:{word}" for word in words), 0.0
    )  # each is told from others, for its neighbours too
    kept |= dict.fromkeys(_of_rules(), 0.0)
    WEIGHTS.write_text(
        json.dumps(
            {name: round(weight, 3) for name, weight in (kept | weights | of_company | of_messages).items()},
            ensure_ascii=False,
            indent=0,
            sort_keys=True,
        )
        + "\n",
        encoding="utf-8",
    )
    print(f"{len(kept | weights)} weights of {sum(len(one.names) for one in messages)} sentences")


def labelled(words: Iterable[str]) -> list[Labelled]:
    """All messages to learn from; `words` are those that the lexicon has besides the words of the rules."""
    book = compiled(dict.fromkeys((f"word:{word}" for word in words), 0.0))
    known = [
        Labelled(source, is_mail, [Counter(book.weighing.names(one)) for one in facts], asks, signs)
        for source, folder in tuned_sources().items()
        for facts, asks, signs, is_mail in labelled_messages(folder, book)
        if facts
    ]
    for source, folder in tuned_sources().items():
        for facts, number, asks, signs in embedded_passages(folder, book):
            names = [Counter(book.weighing.names(one)) for one in facts]
            told = [asks and at == number for at in range(len(names))]
            known.append(
                Labelled(source, is_mail=False, names=names, asks=told, signs=signs, embedded=number)
            )
    for asks, owners in ((True, all_rules()), (False, all_vetoes())):
        for example in (example for owner in owners for example in owner.examples):
            names = [Counter(book.weighing.names(facts)) for facts in facts_in(example, book)]
            known += [Labelled(_EXAMPLES, False, names, [asks] * len(names))] if names else []
    return known


def _words() -> set[str]:
    """Those that no rule knows and some sources have, and the endings of all others."""
    lexicon = compiled({}).lexicon
    counts: Counter[str] = Counter()
    sources: dict[str, set[str]] = defaultdict(set)
    for source, folder in tuned_sources().items():
        for text in texts_of(folder):
            for word in _WORD.findall(text.lower()):
                counts[word] += 1
                sources[word].add(source)
    often = {
        word
        for word, count in counts.items()
        if count >= _FEWEST_WORDS and len(sources[word]) >= _SOURCES_OF_WORD and lexicon[word] == OTHER
    }
    return often.union(_ENDINGS)


def _of_rules() -> set[str]:
    return {f"rule:{rule.id}" for rule in all_rules()} | {f"veto:{veto.id}" for veto in all_vetoes()}


def _sum(weights: dict[str, float], names: Counter[str]) -> float:
    return sum(weights.get(name, 0.0) * count for name, count in names.items())


def found_in(messages: Sequence[Labelled]) -> dict[str, float]:
    """The weights under which the labels are likely, and small."""
    counts: Counter[str] = Counter()
    sources: dict[str, set[str]] = defaultdict(set)
    for one in messages:
        for names in (one.names[number] for number in one.taught):
            counts.update(names.keys())
            for name in names:
                sources[name].add(one.source)
    often = {name for name in counts if counts[name] >= _FEWEST and len(sources[name]) >= _SOURCES}
    columns = {name: number for number, name in enumerate(sorted(often | _of_rules()))}
    sentences = [one.names[number] for one in messages for number in one.taught]
    cells = [
        (row, columns[name], count)
        for row, names in enumerate(sentences)
        for name, count in names.items()
        if name in columns
    ]
    rows, cols, values = (np.array(part) for part in zip(*cells, strict=True))
    matrix = Cells(rows, cols, values.astype(float), (len(sentences), len(columns)))
    asks = np.array([one.asks[number] for one in messages for number in one.taught], float)
    expected = np.array([_EXPECTED.get(name.partition(":")[0], 0.0) for name in columns])
    weights = _fitted(matrix, asks, columns[""], expected)
    return dict(zip(columns, weights.tolist(), strict=True))


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
    """The weights of the columns, not far from those expected without a reason; a rule never speaks against, a veto never for."""
    telling = _telling(cells, asks)
    scaled = cells._replace(values=cells.values * telling[cells.columns])
    penalty = np.ones(cells.shape[1])
    penalty[constant] = 0.0  # it is free
    steepest = np.ones(cells.shape[1])
    for _ in range(20):  # the largest singular value, by power iteration
        steepest = scaled.gathered(scaled.times(steepest / np.linalg.norm(steepest)))
    step = 1 / (_LOOSE * float(np.linalg.norm(steepest)) / 4 + 1)
    weights = ahead = np.zeros(cells.shape[1])
    pace = 1.0
    for _ in range(_ROUNDS):
        likely = 1 / (1 + np.exp(-scaled.times(ahead)))
        new = ahead - step * (
            _LOOSE * scaled.gathered(likely - asks) + penalty * (ahead - expected / telling)
        )
        new[expected * new < 0] = 0.0
        faster = (1 + np.sqrt(1 + 4 * pace * pace)) / 2
        ahead = new + (pace - 1) / faster * (new - weights)
        weights, pace = new, faster
    return weights * telling


def _telling(cells: Cells, asks: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much more often a column stands in sentences that ask than in others, or less often."""
    asking, others = cells.gathered(asks) + 1, cells.gathered(1 - asks) + 1
    ratio = np.log(asking / asking.sum()) - np.log(others / others.sum())
    return np.minimum(np.abs(ratio), _MOST_TELLING) + _LEAST_TELLING


def found_in_company(
    messages: Sequence[Labelled], companies: Sequence[dict[int, Company]]
) -> dict[str, float]:
    """What the odds of a sentence are worth among others, by Newton's method."""
    known = [
        ([1.0, *around[number]], one.asks[number], _counts(one))
        for one, around in zip(messages, companies, strict=True)
        for number in one.taught
    ]
    names = ("company", *(f"company:{name}" for name in Company._fields))
    return dict(zip(names, _newton(*zip(*known, strict=True)), strict=True))


def in_company(
    companies: Sequence[dict[int, Company]], of_company: dict[str, float]
) -> list[dict[int, float]]:
    """Of each message the odds of the sentences that may ask."""
    weights = list(of_company.values())
    return [
        {number: float(np.dot(weights, [1.0, *one])) for number, one in around.items() if one.own > LEAST}
        for around in companies
    ]


def found_of_messages(messages: Sequence[Labelled], odds: Sequence[dict[int, float]]) -> dict[str, float]:
    """What tells whether a mail asks anything: how certain its sentences are, their number, and the signs of its purpose."""
    known = [
        (
            [1.0, certainty(own.values()), length_of(len(one.asks)), *(sign in one.signs for sign in SIGNS)],
            any(one.asks),
            _counts(one),
        )
        for one, own in zip(messages, odds, strict=True)
        if one.is_mail or one.embedded is not None
    ]
    names = (*MESSAGE, *(f"message:{sign}" for sign in SIGNS))
    return dict(zip(names, _newton(*zip(*known, strict=True)), strict=True))


def _counts(one: Labelled) -> float:
    return 1.0 if one.embedded is None else _EMBEDDED


def _newton(told: Sequence[Sequence[float]], asks: Sequence[bool], counts: Sequence[float]) -> list[float]:
    """The weights of the columns under which it is likely which rows ask, each of which counts so much; those are few."""
    rows, right, much = np.array(told, float), np.array(asks, float), np.array(counts)
    weights = np.zeros(rows.shape[1])
    for _ in range(25):
        likely = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (much * (likely - right)) + weights
        bend = (rows * (much * likely * (1 - likely))[:, None]).T @ rows + np.eye(len(weights))
        weights = weights - np.linalg.solve(bend, slope)
    return [float(weight) for weight in weights]


def tell(
    messages: Sequence[Labelled], odds: Sequence[dict[int, float]], of_messages: dict[str, float]
) -> None:
    """Precision and recall in each source by weights of others: of the sentences of mails, and of passages; and mails left quiet."""
    weighing = compiled(of_messages).weighing
    sentences: dict[str, list[tuple[bool, bool]]] = defaultdict(list)  # what is found, and what asks
    for one, own in zip(messages, odds, strict=True):
        asks = weighing.asks_anything(own.values(), len(one.asks), one.signs)
        found = [asks and own.get(number, LIKELY) > LIKELY for number in range(len(one.asks))]
        if one.embedded is not None:
            sentences["all embedded passages"].append((found[one.embedded], one.asks[one.embedded]))
            continue
        pairs = list(zip(found, one.asks, strict=True)) if one.is_mail else [(any(found), one.asks[0])]
        what = "mails" if one.is_mail else "passages"
        for source in (one.source, "all"):
            sentences[f"{source} {what}"] += pairs
        if one.is_mail and not any(one.asks):
            sentences["all quiet mails"].append((not any(found), True))
    for name, pairs in sorted(sentences.items()):
        right = sum(found and asks for found, asks in pairs)
        taken, asks = (max(sum(pair[number] for pair in pairs), 1) for number in range(2))
        print(f"{name:24} {asks:5} precision {right / taken:.2f} recall {right / asks:.2f}")


if __name__ == "__main__":
    main()
