"""Where words stand in a row.

Each place of a word is a number: its message, and where the phrase would begin in it.  Those of all words are met in the
order of messages and places, so the places that two words share are neighbours when both are merged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reader.index.segment import Field

    Rows = NDArray[np.int64]
    Counts = NDArray[np.int64]
    Mask = NDArray[np.bool_]

_PLACE = 32  # bits of a place


def in_a_row(field: Field, parts: Sequence[Rows]) -> tuple[Rows, Counts]:
    """The messages of a field with a term of each part in a row, and how often."""
    candidates = np.ones(len(field.lengths), bool)
    for part in parts:
        having = np.zeros(len(candidates), bool)
        having[field.messages[field.entries(part)]] = True
        candidates &= having
    begins: Rows | None = None
    for offset in sorted(range(len(parts)), key=lambda at: field.frequency(parts[at])):
        here = _begins(field, parts[offset], offset, candidates)
        begins = here if begins is None else _shared(begins, here)
        candidates[:] = False
        candidates[begins >> _PLACE] = True
    assert begins is not None
    messages = begins >> _PLACE
    first = np.flatnonzero(np.diff(messages, prepend=-1))
    return messages[first], np.diff(first, append=len(messages))


def _begins(field: Field, terms: Rows, offset: int, candidates: Mask) -> Rows:
    """Where the phrase begins in a candidate if it is these terms that stand so far in it, in order."""
    entries = field.entries(terms)
    messages, counts = field.messages[entries], field.counts[entries]
    places = field.places[field.place_entries(terms)]
    wanted = candidates[messages]
    if not wanted.all():
        places = _picked(places, counts.astype(np.int64), wanted)
        messages, counts = messages[wanted], counts[wanted]
    begins = np.repeat(messages.astype(np.int64) << _PLACE, counts) + places
    if len(terms) > 1:
        begins.sort(kind="stable")  # a run for each term, which sorting only merges
    # Too near the beginning of a message it becomes a place of the message before, behind all that stands there.
    return begins - offset


def _shared(some: Rows, others: Rows) -> Rows:
    """What stands in both; each is in order, and has nothing twice."""
    both = np.concatenate((some, others))
    both.sort(kind="stable")
    shared: Rows = both[:-1][both[1:] == both[:-1]]
    return shared


def _picked(places: Rows, counts: Counts, wanted: Mask) -> Rows:
    """The places of the wanted messages."""
    sizes = counts[wanted]
    if len(sizes) * 8 > len(counts):
        return places[np.repeat(wanted, counts)]
    starts = (np.cumsum(counts) - counts)[wanted]
    before = np.cumsum(sizes) - sizes
    return places[np.repeat(starts - before, sizes) + np.arange(int(sizes.sum()))]
