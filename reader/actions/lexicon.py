"""Each word as one sign, which says in which groups of the rules it is.

Words that no pattern tells apart share a sign.  A word that only fits a spelling with a joker ("*avond", "ge*d") gets the
sign of the one that says most of it; one that fits nothing gets `OTHER`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.actions.plain import LINE_END

if TYPE_CHECKING:
    from collections.abc import Iterable

OTHER = "\ue000"
END = "\ue001"  # of a line
_FIRST = 0xE002  # of the private use area, which has room for 6,398 signs
_MOST_KEPT = 150_000  # words of messages of which something is remembered
_TOKEN = re.compile(r"\w+(?:[.'&/-]\w+)*|[,:;?()]")
_INNER = re.compile(r"[.&/-]")
_NUMBERS = re.compile(r"\d+(?:[-/.]\d+)+")
_JOKER = "*"
_NO_FIT = (0, OTHER)


class Lexicon(dict[str, str]):
    """A word in lower case -> its sign; with punctuation on it, as it is written between spaces -> the signs of both."""

    def __init__(self, spellings: Iterable[str]) -> None:
        """`spellings` are all that something is to be known of."""
        super().__init__()
        spelled = frozenset(spellings)
        self._jokers = frozenset(one for one in spelled if _JOKER in one)
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
        self[LINE_END] = END
        self.size = _FIRST + len(by_group) - ord(OTHER)  # signs, those of no word included
        self._ending: dict[
            str, list[tuple[str, str, str]]
        ] = {}  # last two letters, or one -> those that end with them
        self._beginning: dict[str, list[tuple[str, str, str]]] = {}  # first letter -> those of no end
        for one in sorted(self._jokers, key=lambda one: (-len(one), one)):  # what says most comes first
            begin, _, end = one.partition(_JOKER)
            held = self._ending.setdefault(end[-2:], []) if end else self._beginning.setdefault(begin[0], [])
            held.append((begin, end, self[one]))

    def named(self) -> dict[str, str]:
        """Each sign with a name that stays the same while the rules change: the first of its spellings."""
        return {self[spelling]: spelling for spelling in sorted(self._signs, reverse=True)}

    def signs_of(self, spelling: str) -> str:
        """The signs of all words that a spelling stands for."""
        return self._signs[spelling]

    def __missing__(self, written: str) -> str:
        if written.isalpha():
            signs = self._sign(written)
        else:
            tokens = _TOKEN.findall(written.replace("_", " "))
            signs = self._joined(written) if tokens == [written] else "".join(map(self.__getitem__, tokens))
        if len(self) < _MOST_KEPT:
            self[written] = signs
        return signs

    def _joined(self, word: str) -> str:
        """The sign of a word with marks or digits in it; of "maart/april" those of its parts, as it is no word by itself."""
        if word.isdigit():
            return self.get("0", OTHER)
        if _NUMBERS.fullmatch(word):
            return self.get("0-0", OTHER)
        sign = self._sign(word)
        if sign != OTHER:
            return sign
        parts = "".join(map(self.__getitem__, _INNER.split(word))) if _INNER.search(word) else OTHER
        return parts if parts.strip(OTHER) else OTHER

    def _sign(self, word: str) -> str:
        ending, beginning = self._ending, self._beginning
        return max(
            _first_fit(word, ending.get(word[-2:], ()))
            or _first_fit(word, ending.get(word[-1:], ()))
            or _NO_FIT,
            _first_fit(word, beginning.get(word[0], ())) or _NO_FIT,
        )[1]

    def row(self, plain: str) -> str:
        """The signs of the words of a text in lower case."""
        return "".join(map(self.__getitem__, plain.split()))


def _first_fit(word: str, jokers: Iterable[tuple[str, str, str]]) -> tuple[int, str] | None:
    """How many letters the first one that fits says, and its sign."""
    for begin, end, sign in jokers:
        if word.endswith(end) and word.startswith(begin) and len(word) >= len(begin) + len(end):
            return len(begin) + len(end), sign
    return None


def fits(word: str, spelling: str) -> bool:
    """Whether a word is one that a spelling with one joker stands for.

    >>> fits("themabijeenkomst", "*bijeenkomst"), fits("gevraagd", "ge*d"), fits("ge", "ge*d")
    (True, True, False)
    """
    begin, _, end = spelling.partition(_JOKER)
    return len(word) >= len(begin) + len(end) and word.startswith(begin) and word.endswith(end)
