"""Each word as one sign, which says in which groups of the rules it is.

Words that no pattern tells apart share a sign.  A word that only fits a spelling with a joker ("*avond", "ge*d") gets the
sign of the one that says most of it; one that fits nothing gets `OTHER`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

OTHER = "\ue000"
_FIRST = 0xE001  # of the private use area, which has room for 6,399 signs
_MOST_KEPT = 100_000  # words whose sign is remembered
_TOKEN = re.compile(r"\w+(?:[.'&/-]\w+)*|[,:;?()]")
_JOKER = "*"


class Lexicon(dict[str, str]):
    """word in lower case -> sign."""

    def __init__(self, spellings: Iterable[str]) -> None:
        """`spellings` are all that patterns name."""
        super().__init__()
        spelled = frozenset(spellings)
        self._jokers = sorted((one for one in spelled if _JOKER in one), key=lambda one: (-len(one), one))
        by_group: dict[frozenset[str], str] = {}
        self._signs: dict[str, str] = dict.fromkeys(spelled, "")
        for spelling in sorted(spelled):
            word = spelling.replace(_JOKER, "")
            fitted = frozenset(one for one in self._jokers if fits(word, one))
            group = fitted | {spelling}
            sign = by_group.setdefault(group, chr(_FIRST + len(by_group)))
            for one in group:
                self._signs[one] += sign
            self[spelling] = sign

    def named(self) -> dict[str, str]:
        """Each sign with a name that stays the same while the rules change: the first of its spellings."""
        return {self[spelling]: spelling for spelling in sorted(self._signs, reverse=True)}

    def signs_of(self, spelling: str) -> str:
        """The signs of all words that a spelling stands for."""
        return self._signs[spelling]

    def __missing__(self, word: str) -> str:
        if word.isdigit():
            sign = self.get("0", OTHER)
        else:
            sign = next((self[one] for one in self._jokers if fits(word, one)), OTHER)
        if len(self) < _MOST_KEPT:
            self[word] = sign
        return sign

    def row(self, plain: str) -> str:
        """The signs of the words of a text in lower case."""
        return "".join(map(self.__getitem__, _TOKEN.findall(plain)))


def fits(word: str, spelling: str) -> bool:
    """Whether a word is one that a spelling with one joker stands for.

    >>> fits("themabijeenkomst", "*bijeenkomst"), fits("gevraagd", "ge*d"), fits("ge", "ge*d")
    (True, True, False)
    """
    begin, _, end = spelling.partition(_JOKER)
    return len(word) >= len(begin) + len(end) and word.startswith(begin) and word.endswith(end)
