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
_MOST_KEPT = 200_000  # words of messages of which something is remembered
_TOKEN = re.compile(r"\w+(?:[.'&/-]\w+)*|[,:;?()]")
_INNER = re.compile(r"[.&/-]")
_NUMBERS = re.compile(r"\d+(?:[-/.]\d+)+")
_JOKER = "*"


class Lexicon(dict[str, str]):
    """A word in lower case -> its sign; with punctuation on it, as it is written between spaces -> the signs of both."""

    def __init__(self, spellings: Iterable[str]) -> None:
        """`spellings` are all that something is to be known of."""
        super().__init__()
        spelled = frozenset(spellings)
        jokers = frozenset(one for one in spelled if _JOKER in one)
        by_group: dict[frozenset[str], str] = {}
        self._signs: dict[str, str] = dict.fromkeys(spelled, "")
        for spelling in sorted(spelled):
            word = spelling.replace(_JOKER, "")
            group = frozenset(one for one in jokers if fits(word, one)) | {spelling}
            sign = by_group.setdefault(group, chr(_FIRST + len(by_group)))
            for one in group:
                self._signs[one] += sign
            self[spelling] = sign
        self[LINE_END] = END
        self.size = _FIRST + len(by_group) - ord(OTHER)  # signs, those of no word included
        self._ends = _by_length((one[1:], self[one]) for one in jokers if one.startswith(_JOKER))
        self._begins = _by_length((one[:-1], self[one]) for one in jokers if one.endswith(_JOKER))
        self._any_end = tuple(end for _, signs in self._ends for end in signs)
        self._any_begin = tuple(begin for _, signs in self._begins for begin in signs)
        self._between = [
            (*one.split(_JOKER), self[one]) for one in sorted(jokers) if _JOKER not in (one[0], one[-1])
        ]
        self._marks = {mark: self.get(mark, OTHER) for mark in ",:;?()"} | dict.fromkeys(".!", "")

    def named(self) -> dict[str, str]:
        """Each sign with a name that stays the same while the rules change: the first of its spellings."""
        return {self[spelling]: spelling for spelling in sorted(self._signs, reverse=True)}

    def signs_of(self, spelling: str) -> str:
        """The signs of all words that a spelling stands for."""
        return self._signs[spelling]

    def __missing__(self, written: str) -> str:
        if written.isalpha():
            signs = self._sign(written)
        elif written[-1] in self._marks and written[:-1].isalpha():
            signs = self[written[:-1]] + self._marks[written[-1]]
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
        """That of the joker which says most of its letters."""
        said, sign = 0, OTHER
        for length, signs in self._ends if word.endswith(self._any_end) else ():
            if word[-length:] in signs:
                said, sign = length, signs[word[-length:]]
                break
        for length, signs in self._begins if word.startswith(self._any_begin) else ():
            if length > said and word[:length] in signs:
                said, sign = length, signs[word[:length]]
                break
        for begin, end, fitting in self._between:
            if said < len(begin) + len(end) <= len(word) and word.startswith(begin) and word.endswith(end):
                said, sign = len(begin) + len(end), fitting
        return sign

    def row(self, plain: str) -> str:
        """The signs of the words of a text in lower case."""
        return "".join(map(self.__getitem__, plain.split()))


def _by_length(parts: Iterable[tuple[str, str]]) -> list[tuple[int, dict[str, str]]]:
    """Parts of words and their signs, those of one length together, the longest first."""
    found: dict[int, dict[str, str]] = {}
    for part, sign in parts:
        found.setdefault(len(part), {})[part] = sign
    return sorted(found.items(), reverse=True)


def fits(word: str, spelling: str) -> bool:
    """Whether a word is one that a spelling with one joker stands for.

    >>> fits("themabijeenkomst", "*bijeenkomst"), fits("gevraagd", "ge*d"), fits("ge", "ge*d")
    (True, True, False)
    """
    begin, _, end = spelling.partition(_JOKER)
    return len(word) >= len(begin) + len(end) and word.startswith(begin) and word.endswith(end)
