"""Each word as one sign, which says in which groups of the rules it is.

Each spelling of the rules has a sign of its own.  A word that only fits a spelling with a joker ("*avond", "ge*d") gets the
sign of the one that says most of it; one that fits nothing gets `OTHER`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.actions.plain import LINE_END
from reader.actions.wordtable import WordTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

OTHER = "\ue000"
END = "\ue001"  # of a line
_FIRST, _ROOM = 0xE002, 6_400  # the private use area, which has room for so many signs
_MOST_KEPT = 50_000  # words of messages that are remembered here
_LONGEST_KEPT = 32  # letters: what is longer is rather an address, which comes once
_LONGEST_NUMBER = 4  # digits, as of a year: what is longer comes once or twice, so it is not kept
_TOKEN = re.compile(r"\w+(?:[.'&/-]\w+)*|[,:;?()]")
_SAME_MARK = re.compile(r"([?!,:;()])[?!,:;()]+")  # "?!??" is said once
_INNER = re.compile(r"[.&/-]")
_NUMBERS = re.compile(r"\d+(?:[-/.]\d+)+")
_MOST_SAID = 10_000  # different rows of signs: nearly all words have one, or two with a mark behind them
_JOKER = "*"
_EDGE = 3  # letters by which a joker is looked up: many end in "en", few in "gen"


class Lexicon(dict[str, str]):
    """A word in lower case -> its sign; with punctuation on it, as it is written between spaces -> the signs of both."""

    def __init__(self, spellings: Iterable[str]) -> None:
        """`spellings` are all that something is to be known of."""
        super().__init__()
        spelled = frozenset(spellings)
        jokers = sorted(one for one in spelled if _JOKER in one)
        self._by_edge: dict[str, list[tuple[str, str, str]]] = {}  # last letters, or first ones and the joker
        for one in jokers:
            begin, _, end = one.partition(_JOKER)
            self._by_edge.setdefault(end[-_EDGE:] or begin[:2] + _JOKER, []).append((begin, end, one))
        self._signs: dict[str, str] = dict.fromkeys(spelled, "")
        for number, spelling in enumerate(sorted(spelled), start=_FIRST):
            self[spelling] = chr(number)
            for one in {spelling, *self._fitting(spelling.replace(_JOKER, ""))}:
                self._signs[one] += chr(number)
        self[LINE_END] = END
        self.size = _FIRST + len(spelled) - ord(OTHER)  # signs, those of no word included
        assert self.size <= _ROOM, self.size
        self._table = WordTable(self._codes_of)
        self._marks = {mark: self.get(mark, OTHER) for mark in ",:;?()"} | dict.fromkeys(".!", "")

    def named(self) -> dict[str, str]:
        """Each sign with a name that stays the same while the rules change: the first of its spellings."""
        return {self[spelling]: spelling for spelling in sorted(self._signs, reverse=True)}

    def signs_of(self, spelling: str) -> str:
        """The signs of all words that a spelling stands for."""
        return self._signs[spelling]

    def __missing__(self, written: str) -> str:
        signs = self._said(written)
        if len(self) < _MOST_KEPT and _comes_again(written):
            self[written] = signs
        return signs

    def _said(self, written: str) -> str:
        """Its signs, as they are found the first time."""
        if written.isalpha():
            return self._sign(written)
        if written.isdigit():
            return self.get("0", OTHER)
        if written[-1] in self._marks and written[:-1].isalnum():
            return self[written[:-1]] + self._marks[written[-1]]
        tokens = _TOKEN.findall(_SAME_MARK.sub(r"\1", written.replace("_", " ")))
        return self._joined(written) if tokens == [written] else "".join(map(self.__getitem__, tokens))

    def _codes_of(self, written: str) -> tuple[tuple[int, ...], bool]:
        """Its signs as codes, and whether it is one that comes again."""
        signs = self.get(written) or self._said(written)  # it is the table that remembers it
        again = _comes_again(written)
        return (_known_codes if again else _codes)(signs), again

    def _joined(self, word: str) -> str:
        """The sign of a word with marks or digits in it; of "maart/april" those of its parts, as it is no word by itself."""
        if _NUMBERS.fullmatch(word):
            return self.get("0-0", OTHER)
        sign = self._sign(word)
        if sign != OTHER:
            return sign
        parts = "".join(map(self.__getitem__, _INNER.split(word))) if _INNER.search(word) else OTHER
        return parts if parts.strip(OTHER) else OTHER

    def _sign(self, word: str) -> str:
        """That of the joker which says most of its letters."""
        fitting = self._fitting(word)
        return self[max(fitting, key=len)] if fitting else OTHER

    def _fitting(self, word: str) -> list[str]:
        """The spellings with a joker that a word fits."""
        by_edge = self._by_edge
        return [
            joker
            for edge in (word[-_EDGE:], word[-2:], word[-1:], word[:2] + _JOKER)
            if edge in by_edge
            for begin, end, joker in by_edge[edge]
            if word.startswith(begin) and word.endswith(end) and len(word) >= len(begin) + len(end)
        ]

    def row(self, plain: str) -> str:
        """The signs of the words of a short text in lower case."""
        return "".join(map(self.__getitem__, plain.split()))

    def codes(self, plain: str) -> NDArray[np.intp]:
        """The signs of the words of a longer one as numbers, from 0 for `OTHER` on."""
        return self._table.codes(plain)


def by_signs(written: Mapping[str, float], of_words: Sequence[str], lexicon: Lexicon) -> dict[str, float]:
    """Weights as they are written, those of words by their signs; one of a word that the rules do not know any more is left out.

    A name that begins with one of `of_words` is of the word behind that, or of none where nothing follows.
    """
    found: dict[str, float] = {}
    for name, weight in written.items():
        what = next((one for one in of_words if name.startswith(one) and name != one), None)
        if what is None:
            found[name] = weight
        elif (word := name.removeprefix(what)) in lexicon:
            found[what + lexicon[word]] = weight
    return found


def _codes(signs: str) -> tuple[int, ...]:
    return tuple(ord(sign) - ord(OTHER) for sign in signs)


_known_codes = lru_cache(_MOST_SAID)(_codes)  # of words that may come again, so of a few signs at most


def _comes_again(written: str) -> bool:
    """Whether a word may well do so."""
    size = len(written)
    return size <= _LONGEST_NUMBER or (size <= _LONGEST_KEPT and not written.isdigit())
