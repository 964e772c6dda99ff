"""What the segments of one commit say, as arrays of rows; `matching` asks for nothing else.

The postings of neighbouring forms stand next to each other, so a beginning, however many forms that is, is one
stretch of an array.  Nothing is decoded and nothing is kept: the operating system keeps what was read.
"""

from __future__ import annotations

from collections import Counter
from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np

from reader.errors import QueryError
from reader.index.compounds import Compounds
from reader.index.expand import expand
from reader.index.people import People
from reader.index.phrases import in_a_row
from reader.query import Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from reader.index.fields import IndexField
    from reader.index.segment import Field, Segment

    Rows = NDArray[np.int64]
    Counts = NDArray[np.int64]
    Mask = NDArray[np.bool_]
    Terms = tuple[IndexField, Field, int, list[Rows]]

_COMMONEST = 16  # terms
_MANY = 8  # times the entries of a word, when it costs less to look at each entry of a field than for those
_PIECE = 1 << 20  # entries that are looked at together
_FEW = 1_000_000  # entries of words with jokers in a row, which are looked at however many that is of all
_PART = 4  # of more entries at most one in so many: they take long, and say next to nothing
_SIGNS = {"prefix": "*", "pattern": "", "fuzzy": "~"}  # how words with jokers are typed, behind their form
_MOST_KNOWN = 300  # forms
_MOST_KEPT = 1_000_000  # rows with compounds of the last words: 16 MB
_MOST_MARKED = 8 << 20  # bytes of the rows of the last words


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
        self._marked: dict[tuple[tuple[IndexField, ...], tuple[Word, ...]], Mask] = {}
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

    def marked(self, fields: tuple[IndexField, ...], words: tuple[Word, ...]) -> Mask:
        """The rows where these words stand in a row; one that is not alive may be among them.

        That of the last words is kept: the first words of a query are asked for again at each key of the next.
        QueryError where those with jokers fit too many words for that.
        """
        key = fields, words
        if key not in self._marked:
            if (len(self._marked) + 1) * len(self.alive) > _MOST_MARKED:
                self._marked.clear()
            self._marked[key] = self._rows_with(fields, words)
        return self._marked[key]

    def _rows_with(self, fields: Sequence[IndexField], words: Sequence[Word]) -> Mask:
        rows = np.zeros(len(self.alive), bool)
        for _name, field, first, terms in self._terms(fields, words):
            here = rows[first : first + len(field.lengths)]
            if len(terms) == 1:
                _mark(field, terms[0], here)
            else:
                here[in_a_row(field, terms)[0]] = True
        return rows

    def found(
        self, fields: Sequence[IndexField], words: Sequence[Word]
    ) -> Iterator[tuple[IndexField, Rows, Counts]]:
        """The same rows, and how often the words stand there; one answer a segment and field that has any.

        A row comes more than once where several forms of a single word are in it.  One of a word with jokers comes once, and
        counts as one, as that may stand for half of the vocabulary.
        """
        for name, field, first, terms in self._terms(fields, words):
            if len(terms) > 1:
                messages, counts = in_a_row(field, terms)
            elif words[0].how == "pattern":
                here = np.zeros(len(field.lengths), bool)
                _mark(field, terms[0], here)
                messages = np.flatnonzero(here)
                counts = np.ones(len(messages), np.int64)
            else:
                messages, counts = _single(field, terms[0])
            yield name, messages + first, counts

    def _terms(self, fields: Sequence[IndexField], words: Sequence[Word]) -> list[Terms]:
        """Each field of each segment that has a form of every word: (name, field, its first row, where those forms stand)."""
        found: list[Terms] = []
        for segment, first in self._segments:
            forms = [expand(word, segment) for word in words]
            if not all(map(len, forms)):
                continue
            for name in fields:
                field = segment.field(name)
                terms = [field.terms(of_word) for of_word in forms]
                if all(map(len, terms)):
                    found.append((name, field, first, terms))
        if len(words) > 1:
            _refuse_too_common(words, found)
        return found

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


def _refuse_too_common(words: Sequence[Word], found: Sequence[Terms]) -> None:
    """QueryError that names the commonest word with jokers, where all of these fit too many words together."""
    entries = [
        (sum(field.frequency(terms[at]) for _name, field, _first, terms in found), word)
        for at, word in enumerate(words)
        if word.how in _SIGNS
    ]
    most = max(_FEW, sum(len(field.messages) for _name, field, _first, _terms in found) // _PART)
    if sum(number for number, _word in entries) > most:
        _number, commonest = max(entries, key=itemgetter(0))
        raise QueryError("query_common", detail=commonest.form + _SIGNS[commonest.how])


def _single(field: Field, terms: Rows) -> tuple[Rows, Counts]:
    entries = field.entries(terms)
    return field.messages[entries].astype(np.int64), field.counts[entries].astype(np.int64)


def _mark(field: Field, terms: Rows, found: Mask) -> None:
    """Mark the messages that have one of these terms."""
    are_neighbours = terms[-1] - terms[0] + 1 == len(terms)
    if are_neighbours or len(terms) <= _COMMONEST or field.frequency(terms) * _MANY < len(field.messages):
        found[field.messages[field.entries(terms)]] = True
        return
    # The commonest are in nearly all messages; what the others have is looked for in those that are left.
    sizes = (field.starts[terms + 1] - field.starts[terms]).astype(np.int64)
    commonest = np.sort(np.argpartition(sizes, -_COMMONEST)[-_COMMONEST:])
    found[field.messages[field.entries(terms[commonest])]] = True
    if found[field.lengths > 0].all():
        return
    wanted = np.zeros(len(field.forms), bool)
    wanted[terms] = True
    for begin in range(0, len(field.messages), _PIECE):
        messages = field.messages[begin : begin + _PIECE]
        left = np.flatnonzero(~found[messages])
        own = np.searchsorted(field.starts, (left + begin).astype(np.uint64), side="right") - 1
        found[messages[left[wanted[own]]]] = True
