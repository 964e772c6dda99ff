"""Where in a text a hit may begin, found by its letters: to look at each word of each row would cost a page its speed.

The vocabulary knows which forms the words of a query have, so a plain search through the folded text finds them.  A text
that cannot be folded letter by letter is looked at word by word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from reader.index.words import folded, folded_form
from reader.tokens import LONGEST, WORD

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from reader.query import Word

    Known = Mapping[Word, Collection[str]]  # the forms of a word; one that has very many is not there

_word = re.compile(WORD)
_TOO_LONG = b"[^ ]{%d}" % (LONGEST + 1)  # its form is cut, so it may fit where the word itself does not
_folded_form = lru_cache(maxsize=1 << 14)(
    folded_form
)  # compounds are many, and the same for each key that is pressed
_FEW = 8  # forms that are each looked for sooner than the words of a text are


@dataclass(frozen=True, slots=True)
class Beginnings:
    """What a word may begin with, or be."""

    begins: frozenset[bytes]
    words: frozenset[bytes]
    pattern: re.Pattern[bytes] | None


def beginnings(words: Sequence[Word], known: Known) -> Beginnings | None:
    """What finds these words; None where that may be any word."""
    begins: set[str] = set()
    whole: set[str] = set()
    patterns: list[bytes] = []
    for word in words:
        if word.how in ("prefix", "typed"):
            begins.add(word.form)
        elif word.how == "exact":
            whole.add(word.form)
        elif word.how == "pattern":
            patterns.append(_as_expression(word.form))
        if has_forms(word):
            if word not in known:
                return None
            whole.update(known[word])
    cut = {form for form in whole if len(form) >= LONGEST}  # the word itself may be longer
    pattern = re.compile(b" (?:%b|%b)" % (b"|".join(patterns), _TOO_LONG)) if patterns else None
    return Beginnings(_folded(begins | cut), _folded(whole - cut), pattern)


def has_forms(word: Word) -> bool:
    """Whether a word stands for more than its own letters tell."""
    return word.how in ("stem", "typed", "fuzzy")


def word_starts(text: str, begins: Beginnings | None) -> Iterable[int]:
    """Where words start that may be looked for, in order; one may come twice."""
    letters = None if begins is None else folded(text)
    if begins is None or letters is None:
        return (found.start() for found in _word.finditer(text))
    words = begins.words if len(begins.words) <= _FEW else begins.words.intersection(letters.split())
    padded = b" " + letters + b" "
    starts: list[int] = []
    for wanted in (*[b" " + begin for begin in begins.begins], *[b" " + word + b" " for word in words]):
        at = padded.find(wanted)
        while at >= 0:
            starts.append(at)
            at = padded.find(wanted, at + 1)
    if begins.pattern is not None:
        starts += (found.start() for found in begins.pattern.finditer(padded))
    starts.sort()
    return starts


def words_from(text: str, start: int) -> Iterator[re.Match[str]]:
    """The words from the one that starts there on."""
    return _word.finditer(text, start)


def _folded(forms: Iterable[str]) -> frozenset[bytes]:
    return frozenset(filter(None, map(_folded_form, forms)))


def _as_expression(pattern: str) -> bytes:
    """A pattern with jokers, and the end of the word."""
    letters = (folded_form(letter) or b"\0" for letter in pattern)
    signs = {b"*": b"[^ ]{0,%d}" % LONGEST, b"?": b"[^ ]"}
    return b"".join(signs.get(letter, re.escape(letter)) for letter in letters) + b"(?= )"
