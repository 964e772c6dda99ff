"""Many patterns at once: a sentence is only searched for those that its words allow.

Of each pattern it is known which signs a sentence must have for it to hold (`grammar.needed`).  Patterns are kept by the least
common of those; most sentences have none, and are done with one look.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reader.actions.grammar import Choice, expression, needed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from collections.abc import Set as AbstractSet

    from reader.actions.grammar import Node
    from reader.actions.lexicon import Lexicon

_COMMON = 100  # times as costly as another is a sign that most sentences have


class Pattern(NamedTuple):
    """A row of words, over the signs of a lexicon."""

    owner: int  # whose it is
    search: Callable[[str], re.Match[str] | None]
    others: tuple[AbstractSet[str], ...]  # a sentence must have a sign of each


class Patterns:
    """The patterns of some owners, which are known by their numbers."""

    def __init__(self, nodes: Iterable[tuple[int, Node]], lexicon: Lexicon, common: AbstractSet[str]) -> None:
        """`common` are the signs that most sentences have.  ValueError where a pattern needs no word at all."""
        self._by_sign: dict[str, list[Pattern]] = {}
        for owner, node in nodes:
            for one in node.options if isinstance(node, Choice) else (node,):
                sets = needed(one, lexicon.signs_of)
                sets.sort(key=lambda signs: sum(_COMMON if sign in common else 1 for sign in signs))
                if not sets:
                    raise ValueError(one)
                search = re.compile(expression(one, lexicon.signs_of)).search
                pattern = Pattern(owner, search, tuple(signs for signs in sets[1:] if signs != sets[0]))
                for sign in sets[0]:
                    self._by_sign.setdefault(sign, []).append(pattern)

    def near(self, signs: AbstractSet[str]) -> list[Pattern]:
        """Those that a sentence with these signs may hold, in the order of their owners."""
        by_sign = self._by_sign
        found = []
        for sign in by_sign.keys() & signs:
            for pattern in by_sign[sign]:
                for other in pattern.others:
                    if other.isdisjoint(signs):
                        break
                else:
                    found.append(pattern)
        found.sort(key=_owner)
        return found

    def held(self, row: str, signs: AbstractSet[str]) -> list[int]:
        """The owners of a pattern that a sentence holds, each once, in order."""
        owners: dict[int, None] = {}
        for owner, search, _others in self.near(signs):
            if owner not in owners and search(row) is not None:
                owners[owner] = None
        return list(owners)


def _owner(pattern: Pattern) -> int:
    return pattern.owner
