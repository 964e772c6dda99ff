"""Many patterns at once: a sentence is only searched for those that its words allow.

Of each pattern it is known which signs a sentence must have for it to hold (`grammar.needed`).  With each sign go the patterns that it
serves, as bits: one bit a pattern for the set that it needs most, then one for the set that it needs next, and so on.
The bits of all signs of a sentence together say of which patterns nothing is wanting.
"""

from __future__ import annotations

import re
from functools import cached_property, partial
from typing import TYPE_CHECKING

import numpy as np

from reader.actions.grammar import Choice, expression, needed
from reader.actions.lexicon import OTHER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from numpy.typing import NDArray

    from reader.actions.grammar import Node
    from reader.actions.lexicon import Lexicon
    from reader.actions.lines import Lines

_COMMON = 100  # times as costly as another is a sign that most sentences have
_SETS = 3  # of a pattern that are looked at, the least common first; a fourth tells little
_BITS, _BYTES = 64, 8  # of a number of numpy's


class Pattern:
    """A row of words, over the signs of a lexicon; compiled when it is first tried, as most are not in a mailbox."""

    def __init__(self, owner: int, written: Callable[[], str]) -> None:
        self.owner = owner  # whose it is
        self._written = written

    @cached_property
    def search(self) -> Callable[[str], re.Match[str] | None]:
        return re.compile(self._written()).search


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

        self._patterns: list[Pattern] = []
        self._of: dict[str, int] = {}  # family -> which are its patterns, as bits
        wanted: list[list[frozenset[str]]] = []
        for family, nodes in families.items():
            first = len(self._patterns)
            for owner, node in sorted(nodes, key=lambda one: one[0]):
                for one in node.options if isinstance(node, Choice) else (node,):
                    sets = needed(one, lexicon.signs_of, cost)
                    if not sets:
                        raise ValueError(one)
                    self._patterns.append(Pattern(owner, partial(expression, one, lexicon.signs_of)))
                    wanted.append(sets)
            self._of[family] = (1 << len(self._patterns)) - (1 << first)
        self._wide = -(-len(self._patterns) // _BITS)
        granted = np.zeros((1, _SETS, self._wide * _BITS), np.bool_)  # sets that a pattern does not need
        served = np.zeros((lexicon.size, *granted.shape[1:]), np.bool_)
        for number, sets in enumerate(wanted):
            granted[0, len(sets) :, number] = True
            for place, signs in enumerate(sets[:_SETS]):
                served[[ord(sign) - ord(OTHER) for sign in signs], place, number] = True
        self._granted, self._served = (
            np.packbits(bits, axis=-1, bitorder="little").reshape(len(bits), -1).view(np.uint64)
            for bits in (granted, served)
        )

    def near(self, lines: Lines) -> Near:
        """Of each line those that it may hold."""
        served = np.bitwise_or.reduceat(self._served.take(lines.codes, 0), lines.starts) | self._granted
        wide = self._wide
        return Near(served[:, :wide] & served[:, wide : 2 * wide] & served[:, 2 * wide :])

    def among(self, family: str) -> int:
        """Those of a family, as such bits."""
        return self._of[family]

    def held(self, row: str, near: int) -> Iterator[int]:
        """The owners of a pattern that a sentence holds, each once, in order; `near` says which to try, all of one family."""
        held = -1
        while near:
            lowest = near & -near
            near ^= lowest
            pattern = self._patterns[lowest.bit_length() - 1]
            if pattern.owner != held and pattern.search(row) is not None:
                held = pattern.owner
                yield held
