"""Where the words of a query stand in a text, and the piece of text that a row shows.

This reads the text itself and not the index, so it serves a row, an opened message and paper alike.
"""

from __future__ import annotations

from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING

from reader.index.beginnings import beginnings, word_starts, words_from
from reader.index.compounds import compounded
from reader.index.expand import fits
from reader.query import words_of
from reader.tokens import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from reader.index.beginnings import Beginnings, Known
    from reader.index.compounds import Compounded
    from reader.query import Node, TextField, Word

Run = tuple[int, int]

_BEFORE = 28  # characters of a snippet before its first hit: the hit stands in the half of a row that is always seen
_LENGTH = 200
_NO_COMPOUNDS: Compounded = MappingProxyType({})


class Marker:
    """Finds the hits of one query in one text after another, each the text of the same field."""

    def __init__(
        self,
        query: Node,
        field: TextField = "body",
        known: Known | None = None,
        compounds: Compounded = _NO_COMPOUNDS,
    ) -> None:
        """`known` has the forms that each word of the query has in the texts; without it every word is looked at.

        A word that is in no phrase is also marked in its compounds.
        """
        self._wanted = [
            [_Memory(word, compounds.get(word, ()) if compounded(one) else ()) for word in one.words]
            for one in words_of(query)
            if one.field in (None, field)
        ]
        self._begins = self._within = None
        if known is not None:
            words = [parts[0].word for parts in self._wanted]
            inside = {word: {*forms, *compounds.get(word, ())} for word, forms in known.items()}
            self._begins = beginnings(words, known)
            self._within = beginnings(words, inside) if any(compounds.values()) else self._begins

    def marks(self, text: str) -> Iterator[Run]:
        """The hits in a text, in order and apart from each other; a phrase is one hit."""
        return self._marks(text, self._within)

    def _marks(self, text: str, begins: Beginnings | None) -> Iterator[Run]:
        if not self._wanted:
            return
        passed = 0
        for start in word_starts(text, begins):
            if start >= passed and (end := self._hit(text, start)):
                passed = end
                yield start, end

    def snippet(self, text: str, begin: int = 0) -> tuple[str, tuple[Run, ...]]:
        """A line of text around the first hit, or from the start, and the hits in it; the word itself before a compound.

        What stands before `begin` is only shown where the first hit is in it.
        """
        first = next(self._marks(text, self._begins), None)
        if first is None and self._within is not self._begins:
            first = next(self.marks(text), None)
        if first is not None and first[0] < begin:
            begin = 0
        start, end = _window(text, first, begin)
        shown = " ".join(text[start:end].split())
        if end < len(text):
            shown += "…"
        if start > begin:
            shown = "…" + shown
        return shown, () if first is None else tuple(self.marks(shown))

    def _hit(self, text: str, start: int) -> int:
        """Where the longest hit ends that begins with the word there; 0 where there is none."""
        found = list(islice(words_from(text, start), max(map(len, self._wanted))))
        return max(
            (
                found[len(parts) - 1].end()
                for parts in self._wanted
                if len(parts) <= len(found)
                and all(part[word[0]] for part, word in zip(parts, found, strict=False))
            ),
            default=0,
        )


def _window(text: str, first: Run | None, begin: int) -> Run:
    """Where a snippet starts and ends: at spaces, where there are any near."""
    start = begin
    if first is not None and first[0] > begin + _BEFORE:
        start = text.find(" ", first[0] - _BEFORE, first[0]) + 1 or first[0]
    end = len(text)
    if end > start + _LENGTH:
        least = start + 1 if first is None else first[1]
        end = max(text.rfind(" ", least, start + _LENGTH), least, start + _LENGTH // 2)
    return start, end


class _Memory(dict[str, bool]):
    """Whether a word of a text fits; the same words come back all the time."""

    def __init__(self, word: Word, compounds: Collection[str]) -> None:
        super().__init__()
        self.word = word
        self._compounds = compounds
        self._fits = fits(word)

    def __missing__(self, word: str) -> bool:
        form = fold(word)
        answer = self[word] = self._fits(form) or form in self._compounds
        return answer
