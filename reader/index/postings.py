"""What Whoosh's files say, as numpy arrays of rows: the whole of the reading side that knows Whoosh.

A faster codec takes the place of this module and of `fields`; `matching` asks for nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh.reading import TermNotFound

from reader.index.fields import NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from reader.index.fields import IndexField

    Rows = NDArray[np.int64]
    Counts = NDArray[np.float32]

_CACHED = 64 << 20  # bytes of postings that are kept
_SPARSE = 16  # skip through postings where candidates are so many times fewer
_PLACES = 32  # bits of a word's position in a (document, position) key


@dataclass(frozen=True, slots=True)
class _Segment:
    """One immutable segment."""

    name: str
    leaf: Any  # Whoosh's reader of it
    rows: Rows  # document -> row; -1 where it is deleted


class Postings:
    """All segments of one commit."""

    def __init__(self, reader: Any, numbers: Rows) -> None:  # noqa: ANN401 - Whoosh ships no types
        self._segments = [
            _Segment(leaf.segment().segment_id(), leaf, _rows(leaf, numbers))
            for leaf, _offset in reader.leaf_readers()
            if leaf.doc_count_all()
        ]
        self.alive = np.zeros(len(numbers), bool)
        for segment in self._segments:
            self.alive[segment.rows[segment.rows >= 0]] = True

    def rows(self, field: IndexField, form: str, cache: Cache) -> Iterator[tuple[Rows, Counts]]:
        """The rows with this form in this field, and how often; one pair per segment that has it."""
        for segment in self._segments:
            found = cache.get(segment, field, form)
            if found is not None:
                rows = segment.rows[found[0]]
                live = rows >= 0
                yield (rows, found[1]) if live.all() else (rows[live], found[1][live])

    def phrase(
        self, field: IndexField, parts: Sequence[Sequence[str]], cache: Cache
    ) -> Iterator[tuple[Rows, Counts]]:
        """The rows where forms of each part stand in a row, and how often; one pair per segment."""
        for segment in self._segments:
            starts = _starts(segment, field, parts, cache)
            if starts is not None and len(starts):
                documents, counts = np.unique(starts >> _PLACES, return_counts=True)
                rows = segment.rows[documents]
                live = rows >= 0
                yield rows[live], counts[live].astype(np.float32)


class Cache:
    """Decoded postings; segments do not change, so it outlives a commit."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str, str], tuple[Rows, Counts] | None] = {}
        self._bytes = 0

    def get(self, segment: _Segment, field: str, form: str) -> tuple[Rows, Counts] | None:
        """The documents and frequencies of a form; None where it does not occur."""
        key = (segment.name, field, form)
        if key in self._kept:
            return self._kept[key]
        if self._bytes > _CACHED:  # rare, and refilled in a moment: simpler than counting use
            self._kept.clear()
            self._bytes = 0
        found = _documents(segment.leaf, field, form)
        self._kept[key] = found
        self._bytes += 200 + (0 if found is None else 12 * len(found[0]))
        return found


def _rows(leaf: Any, numbers: Rows) -> Rows:  # noqa: ANN401 - Whoosh ships no types
    column = leaf.column_reader(NUMBER)
    wanted = np.fromiter(iter(column), np.int64, leaf.doc_count_all())
    if not len(numbers):
        return np.full(len(wanted), -1, np.int64)
    rows = np.searchsorted(numbers, wanted).astype(np.int64)
    rows[rows == len(numbers)] = 0
    rows[numbers[rows] != wanted] = -1  # forgotten since this commit
    if leaf.has_deletions():
        for document in range(len(rows)):
            if leaf.is_deleted(document):
                rows[document] = -1
    return rows


def _matcher(leaf: Any, field: str, form: str) -> Any:  # noqa: ANN401 - Whoosh ships no types
    """Whoosh's reader of one posting list; None where the form does not occur."""
    try:
        return leaf.postings(field, form.encode())
    except TermNotFound:
        return None


def _documents(leaf: Any, field: str, form: str) -> tuple[Rows, Counts] | None:  # noqa: ANN401 - Whoosh ships no types
    matcher = _matcher(leaf, field, form)
    if matcher is None:
        return None
    documents, counts = [], []
    while matcher.is_active():
        documents.append(matcher.id())
        counts.append(matcher.weight())
        matcher.next()
    return np.array(documents, np.int64), np.array(counts, np.float32)


def _starts(
    segment: _Segment, field: IndexField, parts: Sequence[Sequence[str]], cache: Cache
) -> Rows | None:
    """Where a phrase starts, as keys (document << 32) + position; None where a part does not occur."""
    lists = []
    for forms in parts:
        found = [(form, documents[0]) for form in forms if (documents := cache.get(segment, field, form))]
        if not found:
            return None
        lists.append(found)
    candidates = np.zeros(len(segment.rows), bool)
    candidates[segment.rows >= 0] = True
    for found in lists:
        having = np.zeros(len(segment.rows), bool)
        for _form, rows in found:
            having[rows] = True
        candidates &= having
    starts: Rows | None = None
    by_rarity = sorted(range(len(lists)), key=lambda part: sum(len(rows) for _form, rows in lists[part]))
    for part in by_rarity:
        keys = np.concatenate(
            [_places(segment.leaf, field, form, rows, candidates) for form, rows in lists[part]]
        )
        # A start before the text would be in the document before it, so positions count from `len(parts)`.
        keys += len(parts) - part
        starts = np.unique(keys) if starts is None else np.intersect1d(starts, keys)
        candidates[:] = False
        candidates[starts >> _PLACES] = True
    return starts


def _places(leaf: Any, field: str, form: str, documents: Rows, candidates: NDArray[np.bool_]) -> Rows:  # noqa: ANN401 - Whoosh ships no types
    """The (document, position) keys of a form in the candidates."""
    wanted = documents[candidates[documents]]
    if not len(wanted):
        return np.empty(0, np.int64)
    matcher = _matcher(leaf, field, form)
    values = []
    if len(wanted) * _SPARSE < len(documents):
        for document in wanted.tolist():
            matcher.skip_to(document)
            values.append(matcher.value())
    else:
        for is_wanted in candidates[documents].tolist():
            if is_wanted:
                values.append(matcher.value())
            matcher.next()
    places = np.frombuffer(b"".join(values), np.uint32).astype(np.int64)
    repeats = np.fromiter((len(value) // 4 for value in values), np.int64, len(values))
    return (np.repeat(wanted, repeats) << _PLACES) + places
