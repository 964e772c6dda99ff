"""Many patterns at once: a sentence is only searched for those that its words allow.

Of each pattern it is known which signs a sentence must have for it to hold (`grammar.Needs`), and which two must stand beside each
other.  With each sign go the patterns that it serves, as bits: one bit a pattern for the set that it needs most,
then one for the set that it needs next, and one for each half of its pair.  The bits of all signs of a sentence, and of each two
that stand beside each other, together say of which patterns nothing is wanting.
"""

from __future__ import annotations

import re
from functools import cached_property, partial
from typing import TYPE_CHECKING

import numpy as np

from reader.actions.grammar import Choice, Needs, expression
from reader.actions.lexicon import END, OTHER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from numpy.typing import NDArray

    from reader.actions.grammar import Node
    from reader.actions.lexicon import Lexicon
    from reader.actions.lines import Lines

_COMMON = 100  # times as costly as another is a sign that most sentences have
_SETS = 2  # of a pattern that are looked at, the least common first; a third tells little more
_BITS, _BYTES = 64, 8  # of a number of numpy's
_EVER = frozenset(END)  # of each line a sign is in this set


class Pattern:
    """A row of words, over the signs of a lexicon; compiled when it is first tried, as most are not in a mailbox."""

    def __init__(self, owner: int, written: Callable[[], str]) -> None:
        self.owner = owner  # whose it is
        self._written = written

    @cached_property
    def search(self) -> Callable[[str], re.Match[str] | None]:
        written = self._written()
        compiled = re.compile(written)
        # `search` would go on past the begin of a row, where it can find nothing.
        return compiled.match if written.startswith("^") else compiled.search


class Near:
    """The patterns that each line may hold, as bits in the order of their owners."""

    def __init__(self, bits: NDArray[np.uint64]) -> None:
        self._bits = bits

    def __getitem__(self, line: int) -> int:
        return int.from_bytes(self._bits[line].tobytes(), "little")

    def any(self, wanted: int) -> NDArray[np.bool_]:
        """Of each line whether it may hold one of those that are wanted."""
        mask = np.frombuffer(wanted.to_bytes(self._bits.shape[1] * _BYTES, "little"), np.uint64)
        found: NDArray[np.bool_] = np.logical_or.reduce(self._bits & mask, axis=1, dtype=np.bool_)
        return found


class Patterns:
    """The patterns of some families of owners, who are known by their numbers in the family."""

    def __init__(
        self,
        families: Mapping[str, Iterable[tuple[int, Node]]],
        lexicon: Lexicon,
        common: AbstractSet[str],
    ) -> None:
        """`common` are the signs that most sentences have.  ValueError where a pattern needs no word at all."""

        def cost(signs: frozenset[str]) -> int:
            return sum(_COMMON if sign in common else 1 for sign in signs)

        needs = Needs(lexicon.signs_of, cost)
        self._patterns: list[Pattern] = []
        self._of: dict[str, int] = {}  # family -> which are its patterns, as bits
        wanted: list[list[frozenset[str]]] = []
        pairs: list[tuple[frozenset[str], frozenset[str]] | None] = []
        for family, nodes in families.items():
            first = len(self._patterns)
            for owner, node in sorted(nodes, key=lambda one: one[0]):
                for one in node.options if isinstance(node, Choice) else (node,):
                    sets = needs.needed(one)
                    if not sets:
                        raise ValueError(one)
                    self._patterns.append(Pattern(owner, partial(expression, one, lexicon.signs_of)))
                    pair = needs.beside(one).pair
                    left = [signs for signs in sets if not any(half <= signs for half in pair or ())]
                    wanted.append([*left, *[_EVER] * _SETS][:_SETS])
                    pairs.append(pair)
            self._of[family] = (1 << len(self._patterns)) - (1 << first)
        self._wide = -(-len(self._patterns) // _BITS)
        room = (lexicon.size, self._wide * _BITS)
        serving = [
            np.zeros(room, np.bool_) for _ in range(_SETS)
        ]  # by sign: the patterns for which it is of that set
        granted = np.ones(room[1], np.bool_)  # to patterns that need no pair
        leading, following = np.zeros(room, np.bool_), np.zeros(room, np.bool_)
        for number, (sets, pair) in enumerate(zip(wanted, pairs, strict=True)):
            for served, signs in zip(serving, sets, strict=True):
                served[_codes(signs), number] = True
            if pair is not None:
                leading[_codes(pair[0]), number] = True
                following[_codes(pair[1]), number] = True
                granted[number] = False
        self._serving = np.concatenate([_packed(one) for one in serving], axis=1)
        self._leading, self._following, self._granted = map(_packed, (leading, following, granted))
        # Of each sign whether it serves any pattern: half of all words do not.
        self._leads, self._follows = leading.any(1), following.any(1)
        self._serves = np.logical_or.reduce([one.any(1) for one in serving])

    def near(self, lines: Lines) -> Near:
        """Of each line those that it may hold."""
        wide, codes, starts = self._wide, lines.codes, lines.starts
        # The last is the end of a line, as is what stands before the first.
        before = np.concatenate((codes[-1:], codes[:-1]))
        places, firsts = _telling(self._leads.take(before) & self._follows.take(codes), starts)
        beside = self._leading.take(before.take(places), 0) & self._following.take(codes.take(places), 0)
        near = np.bitwise_or.reduceat(beside, firsts) | self._granted
        places, firsts = _telling(self._serves.take(codes), starts)
        served = np.bitwise_or.reduceat(self._serving.take(codes.take(places), 0), firsts)
        for number in range(_SETS):
            near &= served[:, number * wide : (number + 1) * wide]
        return Near(near)

    def among(self, family: str) -> int:
        """Those of a family, as such bits."""
        return self._of[family]

    def held(self, row: str, near: int) -> list[int]:
        """The owners of a pattern that a sentence holds, each once, in order; `near` says which to try, all of one family."""
        held: list[int] = []
        last = -1
        while near:
            lowest = near & -near
            near ^= lowest
            pattern = self._patterns[lowest.bit_length() - 1]
            if pattern.owner != last and pattern.search(row) is not None:
                last = pattern.owner
                held.append(last)
        return held


def _codes(signs: Iterable[str]) -> list[int]:
    """As `Lines.codes`."""
    return [ord(sign) - ord(OTHER) for sign in signs]


def _packed(bits: NDArray[np.bool_]) -> NDArray[np.uint64]:
    """Each row as numbers of `_BITS` bits."""
    return np.packbits(bits, axis=-1, bitorder="little").view(np.uint64)


def _telling(
    wanted: NDArray[np.bool_], starts: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The places that are wanted, with the first of each line, and where in these the lines begin."""
    wanted[starts] = True
    places = wanted.nonzero()[0]
    return places, places.searchsorted(starts)
