"""Many patterns at once: a sentence is only searched for those that its words allow.

Of each pattern it is known which signs a sentence must have for it to hold (`grammar.needed`).  With each sign go the patterns that it
serves, as bits of one number: one bit a pattern for the set that it needs most, then one for the set that it needs next, and so on.
The bits of all signs of a sentence together say of which patterns nothing is wanting.
"""

from __future__ import annotations

import re
from functools import cached_property, partial, reduce
from operator import or_
from typing import TYPE_CHECKING

from reader.actions.grammar import Choice, expression, needed
from reader.actions.lexicon import OTHER

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from reader.actions.grammar import Node
    from reader.actions.lexicon import Lexicon

_COMMON = 100  # times as costly as another is a sign that most sentences have
_SETS = 3  # of a pattern that are looked at, the least common first; a fourth tells little


class Pattern:
    """A row of words, over the signs of a lexicon; compiled when it is first tried, as most are not in a mailbox."""

    def __init__(self, owner: int, written: Callable[[], str]) -> None:
        self.owner = owner  # whose it is
        self._written = written

    @cached_property
    def search(self) -> Callable[[str], re.Match[str] | None]:
        return re.compile(self._written()).search


class Patterns:
    """The patterns of some owners, which are known by their numbers."""

    def __init__(self, nodes: Iterable[tuple[int, Node]], lexicon: Lexicon, common: AbstractSet[str]) -> None:
        """`common` are the signs that most sentences have.  ValueError where a pattern needs no word at all."""

        def cost(signs: frozenset[str]) -> int:
            return sum(_COMMON if sign in common else 1 for sign in signs)

        self._patterns: list[Pattern] = []
        wanted: list[list[frozenset[str]]] = []
        for owner, node in sorted(nodes, key=lambda one: one[0]):
            for one in node.options if isinstance(node, Choice) else (node,):
                sets = needed(one, lexicon.signs_of, cost)
                if not sets:
                    raise ValueError(one)
                self._patterns.append(Pattern(owner, partial(expression, one, lexicon.signs_of)))
                wanted.append(sets)
        count = len(self._patterns)
        self._shifts = [count * number for number in range(1, _SETS)]
        self._all = (1 << count) - 1
        self._granted = 0  # sets that a pattern does not need
        of_sign = dict.fromkeys((OTHER, *lexicon.values()), 0)
        for number, sets in enumerate(wanted):
            for place in range(_SETS):
                bit = 1 << (place * count + number)
                if place >= len(sets):
                    self._granted |= bit
                    continue
                for sign in sets[place]:
                    of_sign[sign] |= bit
        self._of_sign = of_sign

    def near(self, signs: Iterable[str]) -> int:
        """Those that a sentence with these signs may hold, as bits in the order of their owners."""
        served = reduce(or_, map(self._of_sign.__getitem__, signs), self._granted)
        second, third = self._shifts
        return served & (served >> second) & (served >> third) & self._all

    def among(self, owners: Container[int]) -> int:
        """Those of some owners, as such bits."""
        return sum(1 << number for number, one in enumerate(self._patterns) if one.owner in owners)

    def holding(self, row: str, near: int) -> Iterator[int]:
        """The owners of a pattern that a sentence holds, each once, in order; `near` says which to try."""
        held = -1
        while near:
            lowest = near & -near
            near ^= lowest
            pattern = self._patterns[lowest.bit_length() - 1]
            if pattern.owner != held and pattern.search(row) is not None:
                held = pattern.owner
                yield held

    def held(self, row: str, signs: AbstractSet[str]) -> list[int]:
        """The owners of a pattern that a sentence holds, each once, in order; `signs` are those in the row."""
        return list(self.holding(row, self.near(signs)))
