"""Whether a sentence asks something of its reader, by all that is known of it together.

Rules and vetoes know what asks and what only looks like it; which of the sentences that they hold for do ask is a matter of degree,
and people ask in more ways than rules have.  Each word, each pair of words beside each other, each rule and veto and a few facts
have a weight; their sum is the logarithm of the odds that a sentence asks by itself (logistic regression).  A sentence is in company:
beside another that asks, or in a message in which another clearly does, the odds are higher, and in a long message they are lower.
`tests/weigh.py` finds the weights in labelled mail and writes them to `resources/rules/weights.json`.
"""

from __future__ import annotations

import json
from functools import cached_property, lru_cache
from itertools import compress, pairwise, product, starmap
from math import exp, log, log1p
from operator import getitem, mul
from typing import TYPE_CHECKING, NamedTuple, get_args

import numpy as np

from reader.actions.lexicon import OTHER
from reader.actions.purpose import SIGNS
from reader.message import BlockKind
from reader.paths import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from numpy.typing import NDArray

    from reader.actions.lexicon import Lexicon
    from reader.actions.lines import Lines
    from reader.actions.rules import Rule, Veto
    from reader.actions.zones import Stretch

WEIGHTS = RESOURCES / "rules" / "weights.json"
# Chosen by precision and recall in sources that the weights were not found with, as tests/weigh.py prints them.
LIKELY = 0.0  # even odds: more than that is taken for an action
_ASKING = 0.0  # odds that a message asks anything: with less it asks nothing
_BRIEF = 4  # lines: a message with as few may ask what is not sure
_NEVER = 1e-6  # a chance that is next to none
LEAST, _MOST = -2.0, 5.0  # odds of a sentence by itself as far as they tell of its company
_LENGTH_STEP, _LENGTH_STEPS = 5, 8  # words: sentences are told apart by their length in steps of so many
_PLACES = 4  # the first sentences have places of their own, all further ones the last number
_PARTS = 5  # of a message
_LONG = 30  # sentences: few labelled mails have more, and what is learned from them holds no further
_FEW = 8  # lines: a message with as few has no parts
_KINDS: Sequence[BlockKind] = get_args(BlockKind)
_MOST_KEPT = 200  # lengths of stretches, and of messages, that are remembered
_NOWHERE = np.zeros((3, 0), np.int8)  # as in a message without a word of the sender's own


def _numbered(name: str, most: int) -> list[str]:
    """The names of its values, and behind them, as number -1, that of none."""
    return [*(f"{name}:{value}" for value in range(most + 1)), ""]


# What each row of `standings` says, by its number there.
_STANDING: Sequence[Sequence[str]] = (
    _numbered("length", _LENGTH_STEPS),  # of the sentence, in steps
    [f"kind:{kind}" for kind in _KINDS],  # of its stretch
    _numbered("place", _PLACES),  # in its stretch
    ["", "last"],  # of its stretch
    _numbered("line", _PLACES),  # its number in the message, where that has more than a few
    _numbered("part", _PARTS - 1),  # of such a message
)
_MOODS = ("statement", "question")  # what a word says may depend on it
_OF_WORDS = frozenset(("word", "pair", "first", *_MOODS, *(f"first of {mood}" for mood in _MOODS)))


# Of a message: the weight of none of it, of how certain it is that a sentence asks, and of its length.
MESSAGE = ("message", "message certainty", "message length")


class Setting(NamedTuple):
    """What else is known of a sentence besides its words, rules and vetoes, and where it stands."""

    limit: bool  # a date to act by stands in it
    date: bool
    to_come: bool  # a day after that of sending stands in it
    alone: bool  # on a line of its own
    leads: bool  # it ends in a colon, with items after it
    copied: bool  # the message is sent to others, with a copy for the reader


class Facts(NamedTuple):
    """What is known of a sentence."""

    row: str  # its words as signs
    standing: NDArray[np.intp]  # a column of `standings`
    rules: Iterable[Rule]  # that it holds
    vetoes: Iterable[Veto]
    setting: Setting


class Company(NamedTuple):
    """What is known of a sentence beside the others of its message, whose odds count from `LEAST` to `_MOST`."""

    own: float
    beside: float  # of the one before and the one after it together
    best: float  # of all others, in a message of more than a few
    length: float  # of the message: the logarithm of its number of sentences, as far as `_LONG`


def company(odds: Mapping[int, float], count: int) -> dict[int, Company]:
    """That of some sentences, by their number in a message of `count`; all others are as unlikely as can be.

    >>> company({0: 1.0, 1: -5.0}, 9)[1]._replace(length=0)
    Company(own=-5.0, beside=-1.0, best=1.0, length=0)
    """
    told = {number: min(max(one, LEAST), _MOST) for number, one in odds.items()}
    length = length_of(count)
    best, second = sorted([LEAST, LEAST, *(told.values() if count > _FEW else ())])[:-3:-1]
    return {
        number: Company(
            one,
            told.get(number - 1, LEAST) + told.get(number + 1, LEAST),
            second if told[number] == best else best,
            length,
        )
        for number, one in odds.items()
    }


def length_of(count: int) -> float:
    """The logarithm of a number of sentences, as far as `_LONG`."""
    return log(min(max(count, 1), _LONG))


def certainty(odds: Iterable[float]) -> float:
    """The logarithm of how sure it is that one of some sentences asks: where several may, one of them nearly always does.

    >>> round(certainty([1.0]), 1), round(certainty([1.0, 1.0]), 1), round(certainty([5.0]), 1)
    (0.3, 1.0, 1.6)
    """
    return log(sum((log1p(exp(one)) for one in odds), start=_NEVER))


def standings(lines: Lines, own: Sequence[Stretch]) -> NDArray[np.intp]:
    """Where each sentence stands: a column with a number for each of `_STANDING`."""
    count = len(lines.spans)
    lengths = np.minimum(lines.lengths[:count] // _LENGTH_STEP, _LENGTH_STEPS)
    stretches = [
        _in_stretch(stretch.kind, after - first)
        for stretch, (first, after) in zip(own, pairwise(lines.firsts), strict=True)
    ]
    in_stretches = np.concatenate([_NOWHERE, *stretches], axis=1)
    return np.concatenate((lengths[None], in_stretches, _in_message(count)))


@lru_cache(_MOST_KEPT)
def _in_stretch(kind: BlockKind, count: int) -> NDArray[np.int8]:
    """The rows that say where in it each sentence of a stretch stands."""
    numbers = np.arange(count)
    places, last = np.minimum(numbers, _PLACES), numbers == count - 1
    return np.array((np.full(count, _KINDS.index(kind)), places, last), np.int8)


@lru_cache(_MOST_KEPT)
def _in_message(count: int) -> NDArray[np.int8]:
    """The rows that say where in it each sentence of a message stands."""
    numbers = np.arange(count)
    found = np.array((np.minimum(numbers, _PLACES), numbers * _PARTS // max(count, 1)), np.int8)
    return found if count > _FEW else np.full_like(found, -1)


class Weighing:
    """The weights, by what they are of."""

    def __init__(self, weights: Mapping[str, float], lexicon: Lexicon) -> None:
        self._weights = weights
        self._names = {OTHER: ""} | lexicon.named()
        self._mark = lexicon["?"]
        self._size = lexicon.size
        self._mark_code = ord(self._mark) - ord(OTHER)
        codes = {name: ord(sign) - ord(OTHER) for sign, name in self._names.items()}
        self._of_word = np.zeros((len(_MOODS), lexicon.size))
        self._of_first = np.zeros((len(_MOODS), lexicon.size))
        pairs: dict[tuple[int, int], float] = {}
        for name, weight in weights.items():
            match name.partition(":")[0], [codes[word] for word in words_of(name)]:
                case "word", [code]:
                    self._of_word[:, code] += weight
                case "first", [code]:
                    self._of_first[:, code] += weight
                case ("statement" | "question") as mood, [code]:
                    self._of_word[_MOODS.index(mood), code] += weight
                case ("first of statement" | "first of question") as first, [code]:
                    self._of_first[_MOODS.index(first.removeprefix("first of ")), code] += weight
                case "pair", [one, other]:
                    pairs[one, other] = weight
        self._row = _places({one for one, _ in pairs}, lexicon.size)
        self._column = _places({other for _, other in pairs}, lexicon.size)
        self._of_pair = np.zeros((self._row.max() + 1, self._column.max() + 1), np.float32)
        for (one, other), weight in pairs.items():
            self._of_pair[self._row[one], self._column[other]] = weight
        self._row *= self._of_pair.shape[1]  # so that with a column it is a place in the whole
        room = 1 + max(map(len, _STANDING))  # with one for number -1, that of none
        self._standing = 1 + room * np.arange(len(_STANDING))[:, None]  # where the others of each row begin
        self._of_standing = np.zeros((len(_STANDING), room))
        for number, names in enumerate(_STANDING):
            weighed = [self._of(name) if name else 0.0 for name in names]
            self._of_standing[number, 1 : 1 + len(names)] = weighed
        self._of_standing[0] += self._of("")  # each sentence has a length
        self.of_setting = {
            setting: sum(map(self._of, _true(setting)))
            for setting in starmap(Setting, product((False, True), repeat=len(Setting._fields)))
        }
        self._of_rule, self._of_veto = (
            {name.removeprefix(what): weight for name, weight in weights.items() if name.startswith(what)}
            for what in ("rule:", "veto:")
        )
        self._in_company = self._of("company")
        self._of_message, self._of_certainty, self._of_length = map(self._of, MESSAGE)
        self._most_of_signs = sum(max(self._of(f"message:{sign}"), 0.0) for sign in SIGNS)
        self._of_company = Company(*(self._of(f"company:{name}") for name in Company._fields))

    def _of(self, name: str) -> float:
        return self._weights.get(name, 0.0)

    def of_lines(self, lines: Lines, standing: NDArray[np.intp]) -> NDArray[np.float64]:
        """Of each sentence the part of the odds that its words have, and where it stands."""
        codes, starts, lengths = lines.codes, lines.starts, lines.lengths
        mood = (codes[starts + lengths - 1] == self._mark_code) * self._size
        weighed = self._of_word.take(mood.repeat(lengths + 1) + codes)
        weighed[1:] += self._of_pair.take(self._row.take(codes[:-1]) + self._column.take(codes[1:]))
        words = np.add.reduceat(weighed, starts) + self._of_first.take(mood + codes[starts])
        stands = np.add.reduce(self._of_standing.take(standing + self._standing))
        odds: NDArray[np.float64] = words[: len(stands)] + stands
        return odds

    def of_rules(self, rules: Iterable[Rule]) -> float:
        """What rules that hold add to the odds."""
        return sum([self._of_rule.get(rule.id, 0.0) for rule in rules])

    def of_vetoes(self, vetoes: Iterable[Veto]) -> float:
        """What vetoes that hold take away from them."""
        return sum([self._of_veto.get(veto.id, 0.0) for veto in vetoes])

    @cached_property
    def most(self) -> Mapping[bool, float]:
        """What the setting of a sentence can add to the odds at most, without a date in it or with one."""
        return {
            date: max(
                weight
                for setting, weight in self.of_setting.items()
                if setting.date is date and (date or not (setting.limit or setting.to_come))
            )
            for date in (False, True)
        }

    def in_company(self, of_sentence: Company) -> float:
        """The logarithm of the odds that a sentence asks something."""
        odds: float = self._in_company + sum(map(mul, self._of_company, of_sentence))
        return odds

    def asks_anything(self, odds: Iterable[float], count: int, signs: Iterable[str]) -> bool:
        """Whether a message of `count` sentences asks anything; `signs` are those of its purpose."""
        if count <= _BRIEF:
            return True
        told = self._of_message + self._of_certainty * certainty(odds) + self._of_length * length_of(count)
        if told + self._most_of_signs <= _ASKING:
            return False  # whatever its signs are
        return told + sum(self._of(f"message:{sign}") for sign in signs) > _ASKING

    def names(self, facts: Facts) -> Iterator[str]:
        """What may have a weight in a sentence by itself, as often as it stands there."""
        words = [self._names[sign] for sign in facts.row]
        mood = _MOODS[facts.row.endswith(self._mark)]
        yield ""  # the same in each
        for word in words:
            yield f"word:{word}"
            yield f"{mood}:{word}"
        for word in words[:1]:
            yield f"first:{word}"
            yield f"first of {mood}:{word}"
        yield from (f"pair:{one} {other}" for one, other in pairwise(words))
        yield from filter(None, map(getitem, _STANDING, facts.standing))
        yield from (f"rule:{rule.id}" for rule in facts.rules)
        yield from (f"veto:{veto.id}" for veto in facts.vetoes)
        yield from _true(facts.setting)


def words_of(name: str) -> list[str]:
    """The words that a weight is of; "" is one of which nothing is known.

    >>> words_of("pair:wij vragen"), words_of("first:"), words_of("rule:request-hope")
    (['wij', 'vragen'], [''], [])
    """
    what, _, words = name.partition(":")
    return words.split(" ") if what in _OF_WORDS else []


def _places(codes: AbstractSet[int], size: int) -> NDArray[np.intp]:
    """A number for each code: those of some of them from 1 on, and 0 of all others."""
    numbers = np.zeros(size, np.intp)
    numbers[sorted(codes)] = np.arange(1, len(codes) + 1)
    return numbers


def _true(setting: Setting) -> Iterator[str]:
    return compress(setting._fields, setting)


def weights(path: Path = WEIGHTS) -> dict[str, float]:
    """Those that were found."""
    found: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))
    return found
