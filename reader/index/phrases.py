"""Where words stand in a row.

The places of all messages of a segment are numbered through, so a phrase is where the places of one word, moved by how far
it stands in the phrase, are those of another.  What stands in both is found by a mark on each, a stretch of places at a
time: a stretch stays in the processor's cache.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reader.index.arrays import let_go

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from reader.index.segment import Field

    Rows = NDArray[np.int64]
    Places = NDArray[np.int64]
    Counts = NDArray[np.int64]
    Mask = NDArray[np.bool_]

_STRETCH = 1 << 21  # places
_FEW = 64  # terms whose places are put in order, which merges a run for each; others are marked as they come
_PIECE = 1 << 20  # places of many terms that are looked at together
_MOST = 0.7  # of the messages with a word, when they are picked


def in_a_row(field: Field, parts: Sequence[Rows]) -> tuple[Rows, Counts]:
    """The messages of a field with a term of each part in a row, and how often."""
    candidates = np.ones(len(field.lengths), bool)
    for part in parts:
        having = np.zeros(len(candidates), bool)
        for terms in _pieces(field, part):
            having[field.messages[field.entries(terms)]] = True
        candidates &= having
    # So much room before each message that a place moved back is never one of another.
    room = field.lengths.astype(np.int64) + len(parts)
    ends = np.cumsum(room)
    firsts, size = ends - field.lengths, int(ends[-1])
    first, *others = sorted(range(len(parts)), key=lambda at: field.frequency(parts[at]))
    if len(parts[first]) < _FEW:
        begins = _in_order(field, parts[first], candidates, firsts - first)
    else:
        begins = np.flatnonzero(_marked(field, parts[first], candidates, firsts - first, size))
    for number, offset in enumerate(others, 1):
        if len(parts[offset]) < _FEW:
            begins = _shared(begins, _in_order(field, parts[offset], candidates, firsts - offset))
        else:
            begins = begins[_marked(field, parts[offset], candidates, firsts - offset, size)[begins]]
        if number < len(others):
            candidates = np.diff(np.searchsorted(begins, ends), prepend=0) > 0
    let_go(field.places)  # a third of the index: after a few phrases all of it would be in memory
    counts = np.diff(np.searchsorted(begins, ends), prepend=0)
    messages = np.flatnonzero(counts)
    return messages, counts[messages]


def _in_order(field: Field, terms: Rows, candidates: Mask, firsts: Places) -> Places:
    """Where these terms stand in the candidates, whose first places are given, in order."""
    found = _places(field, terms, candidates, firsts)
    if len(terms) > 1:
        found.sort(kind="stable")  # there is a run for each term, which sorting only has to merge
    return found


def _marked(field: Field, terms: Rows, candidates: Mask, firsts: Places, size: int) -> Mask:
    """The same as marks on so many places.  Those of thousands of terms would take long to sort, and much memory."""
    marks = np.zeros(size, bool)
    for piece in _pieces(field, terms):
        marks[_places(field, piece, candidates, firsts)] = True
    return marks


def _pieces(field: Field, terms: Rows) -> Iterator[Rows]:
    """The terms, so many together that they have about a piece of places."""
    sizes = (field.place_starts[terms + 1] - field.place_starts[terms]).astype(np.int64)
    ends = np.cumsum(sizes)
    edges = np.searchsorted(ends, np.arange(_PIECE, int(ends[-1]), _PIECE))
    return filter(len, np.split(terms, edges))


def _places(field: Field, terms: Rows, candidates: Mask, firsts: Places) -> Places:
    """Where these terms stand in the candidates, one term after another."""
    entries = field.entries(terms)
    messages, counts = field.messages[entries], field.counts[entries]
    places = field.places[field.place_entries(terms)]
    wanted = candidates[messages]
    if np.count_nonzero(wanted) < _MOST * len(wanted):  # else picking costs more than it saves
        places = _picked(places, counts.astype(np.int64), wanted)
        messages, counts = messages[wanted], counts[wanted]
    found = np.repeat(firsts[messages], counts)
    found += places
    return found


def _shared(some: Places, others: Places) -> Places:
    """What stands in both; each is in order."""
    if not len(some) or not len(others):
        return some[:0]
    edges = np.arange(some[0], some[-1] + _STRETCH + 1, _STRETCH)
    bounds = zip(edges, np.searchsorted(some, edges), np.searchsorted(others, edges), strict=True)
    marks = np.zeros(_STRETCH, bool)
    shared = []
    first, of_some, of_others = next(bounds)
    for after, end_of_some, end_of_others in bounds:
        here, there = some[of_some:end_of_some], others[of_others:end_of_others] - first
        marks[there] = True
        shared.append(here[marks[here - first]])
        marks[there] = False
        first, of_some, of_others = after, end_of_some, end_of_others
    return np.concatenate(shared)


def _picked(places: Rows, counts: Counts, wanted: Mask) -> Rows:
    """The places of the wanted messages."""
    sizes = counts[wanted]
    if len(sizes) * 8 > len(counts):
        return places[np.repeat(wanted, counts)]
    starts = (np.cumsum(counts) - counts)[wanted]
    before = np.cumsum(sizes) - sizes
    return places[np.repeat(starts - before, sizes) + np.arange(int(sizes.sum()))]
