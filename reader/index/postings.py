"""What the segments of one commit say, as arrays of rows; `matching` asks for nothing else.

The postings of neighbouring forms stand next to each other, so a beginning, however many forms that is, is one
stretch of an array.  Nothing is decoded and nothing is kept: the operating system keeps what was read.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from reader.index.compounds import Compounds
from reader.index.expand import expand
from reader.index.people import People
from reader.query import Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from reader.index.arrays import Array
    from reader.index.fields import IndexField
    from reader.index.segment import Field, Segment

    Rows = NDArray[np.int64]
    Counts = NDArray[np.int64]
    Mask = NDArray[np.bool_]

_MOST_KNOWN = 300  # forms
_MOST_KEPT = 1_000_000  # rows with compounds of the last words: 16 MB


class Postings:
    """All segments of one commit."""

    def __init__(self, segments: Sequence[tuple[Segment, Sequence[int]]]) -> None:
        """The segments in the order of their rows, each with its messages that were taken away."""
        self._segments: list[tuple[Segment, int]] = []  # and the row of its first message
        self._people: dict[IndexField, list[People]] = {}
        alive = [np.empty(0, bool)]
        before = 0
        for segment, gone in segments:
            self._segments.append((segment, before))
            alive.append(np.ones(len(segment.numbers), bool))
            alive[-1][gone] = False
            before += len(segment.numbers)
        self.alive = np.concatenate(alive)
        self.compounds = Compounds([segment for segment, _first in self._segments])
        self._kept = 0
        self._compounded: dict[
            tuple[tuple[IndexField, ...], Word], Sequence[tuple[IndexField, Rows, Counts]]
        ] = {}

    def people(self, name: IndexField) -> list[People]:
        """The names and addresses in a field, segment by segment; kept once they were asked for."""
        if name not in self._people:
            self._people[name] = [
                People(segment, name, self.alive[first : first + len(segment.numbers)])
                for segment, first in self._segments
            ]
        return self._people[name]

    def known(self, words: Iterable[Word]) -> dict[Word, frozenset[str]]:
        """The forms of each word; one that has more of them than are worth looking for is not there."""
        out: dict[Word, frozenset[str]] = {}
        for word in words:
            forms: set[str] = set()
            # What begins as one that is being typed needs no list.
            meant = Word(word.form, "stem") if word.how == "typed" else word
            for segment, _first in self._segments:
                numbers = expand(meant, segment)
                if len(forms) + len(numbers) > _MOST_KNOWN:
                    break
                forms.update(segment.forms[at] for at in numbers.tolist())
            else:
                out[word] = frozenset(forms)
        return out

    def stands(self, word: Word) -> bool:
        """Whether any form that the word stands for is there, or a compound of it."""
        return any(len(expand(word, segment)) for segment, _first in self._segments) or (
            word.how == "stem" and bool(self.compounds.forms(word))
        )

    def frequencies(self, form: str, most: int) -> Counter[str]:
        """The forms that are at most so many letters off, with the messages that each stands in, a field counted apart."""
        word = Word(form, "fuzzy", most) if most else Word(form, "exact")
        found: Counter[str] = Counter()
        for segment, _first in self._segments:
            numbers = expand(word, segment)
            if not len(numbers):
                continue
            counts = segment.frequencies(numbers).tolist()
            for number, count in zip(numbers.tolist(), counts, strict=True):
                found[segment.forms[number]] += count
        return found

    def found(
        self, fields: Sequence[IndexField], words: Sequence[Word]
    ) -> Iterator[tuple[IndexField, Rows, Counts]]:
        """The rows where these words stand in a row, and how often; one answer a segment and field that has any.

        A row comes more than once where several forms of a single word are in it; one that is not alive may come too.
        """
        for segment, first in self._segments:
            forms = [expand(word, segment) for word in words]
            if not all(map(len, forms)):
                continue
            for name in fields:
                field = segment.field(name)
                parts = [field.terms(of_word) for of_word in forms]
                if not all(map(len, parts)):
                    continue
                messages, counts = _single(field, parts[0]) if len(parts) == 1 else _phrase(field, parts)
                yield name, messages + first, counts

    def compounded(
        self, fields: tuple[IndexField, ...], word: Word
    ) -> Sequence[tuple[IndexField, Rows, Counts]]:
        """The same where a compound of this word stands; that of the last words is kept, as they have many forms."""
        key = fields, word
        if key not in self._compounded:
            found = [
                (name, messages + first, counts)
                for (segment, first), forms in zip(self._segments, self.compounds.of(word), strict=True)
                for name in fields
                for field in [segment.field(name)]
                for terms in [field.terms(forms)]
                if len(terms)
                for messages, counts in [_single(field, terms)]
            ]
            size = sum(len(rows) for _name, rows, _counts in found)
            if self._kept + size > _MOST_KEPT:
                self._compounded.clear()
                self._kept = 0
            self._kept += size
            self._compounded[key] = found
        return self._compounded[key]


def _entries(starts: Array, terms: Rows) -> slice | Rows:
    """Where the entries of these terms are in the arrays that `starts` parts: one stretch where they are neighbours."""
    if terms[-1] - terms[0] + 1 == len(terms):
        return slice(int(starts[terms[0]]), int(starts[terms[-1] + 1]))
    begins = starts[terms].astype(np.int64)
    sizes = starts[terms + 1].astype(np.int64) - begins
    before = np.cumsum(sizes) - sizes
    return np.repeat(begins - before, sizes) + np.arange(int(sizes.sum()))


def _single(field: Field, terms: Rows) -> tuple[Rows, Counts]:
    entries = _entries(field.starts, terms)
    return field.messages[entries].astype(np.int64), field.counts[entries].astype(np.int64)


def _phrase(field: Field, parts: Sequence[Rows]) -> tuple[Rows, Counts]:
    """The messages with a form of each part in a row, and how often.

    All words of the messages that have them all are counted through, and the phrase is moved along them as bits.
    """
    size = len(field.lengths)
    candidates = np.ones(size, bool)
    for part in parts:
        having = np.zeros(size, bool)
        having[field.messages[_entries(field.starts, part)]] = True
        candidates &= having
    # One more than a message has words, so that no phrase goes on in the next.
    room = np.where(candidates, field.lengths.astype(np.int64) + 1, 0)
    begins = np.cumsum(room) - room
    ends: Rows | None = None
    mark = np.zeros(int(room.sum()) + 1, bool)
    for part in parts:
        here = _words(field, part, candidates, begins)
        ends = here if ends is None else here[mark[here]]
        mark[:] = False
        mark[ends + 1] = True
    assert ends is not None
    messages = np.searchsorted(begins, ends, side="right") - 1
    found, counts = np.unique(messages, return_counts=True)
    return found, counts


def _words(field: Field, terms: Rows, candidates: Mask, begins: Rows) -> Rows:
    """Where forms stand in the candidates, counted through the segment."""
    entries = _entries(field.starts, terms)
    messages, counts = field.messages[entries], field.counts[entries].astype(np.int64)
    places = field.places[_entries(field.place_starts, terms)]
    wanted = candidates[messages]
    if not wanted.all():
        places = _picked(places, counts, wanted)
        messages, counts = messages[wanted], counts[wanted]
    return np.repeat(begins[messages], counts) + places


def _picked(places: Rows, counts: Counts, wanted: Mask) -> Rows:
    """The places of the wanted messages."""
    sizes = counts[wanted]
    if len(sizes) * 8 > len(counts):
        return places[np.repeat(wanted, counts)]
    starts = (np.cumsum(counts) - counts)[wanted]
    before = np.cumsum(sizes) - sizes
    return places[np.repeat(starts - before, sizes) + np.arange(int(sizes.sum()))]
