"""Who stands in From, To or CC, and how often: for completing a name that is being typed.

A field of a message holds names and addresses one behind another, with a place left open between two of them.  Put back in
their places, the words of a segment are read as those runs of words again; what is the same is kept once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reader.index.arrays import Array
    from reader.index.columns import Mask
    from reader.index.segment import Segment

_MOST_WORDS = 64  # of a run that tell it from another


class Found(NamedTuple):
    """A name or an address that fits."""

    key: int  # the same in every segment
    messages: int  # that have it
    message: int  # one of them: its place in the segment
    forms: tuple[str, ...]  # its words


class People:
    """The runs of one field of one segment, without messages that were taken away."""

    def __init__(self, segment: Segment, name: str, alive: Mask) -> None:
        self._segment = segment
        self._forms: Array = segment.field(name).forms
        words, messages = _laid_out(segment, name)
        begins = np.flatnonzero((words >= 0) & (np.append(-1, words[:-1]) < 0))
        begins = begins[alive[messages[begins]]]
        ends = np.flatnonzero((words >= 0) & (np.append(words[1:], -1) < 0)) + 1
        ends = ends[np.searchsorted(ends, begins, side="right")]
        sizes = np.minimum(ends - begins, _MOST_WORDS)
        texts = [segment.forms.packed(form) for form in self._forms.tolist()]
        hashes = np.fromiter(map(hash, texts), np.int64, len(texts)).astype(np.uint64)
        keys = _keys(hashes, words, begins, sizes)
        self.keys, first, self.counts = np.unique(keys, return_index=True, return_counts=True)
        self._messages = messages[begins[first]]
        self._sizes = sizes[first]
        self._starts = np.cumsum(self._sizes) - self._sizes
        self._words = words[_each(begins[first], self._sizes)]
        self._runs = np.repeat(np.arange(len(first)), self._sizes)

    def fitting(self, words: Sequence[str]) -> NDArray[np.int64]:
        """The numbers of the runs that have these words in a row, the last of them perhaps not finished."""
        if not words:
            return np.arange(len(self.keys))
        beginning = self._segment.forms.beginning(words[-1])
        low, high = np.searchsorted(self._forms, [beginning.start, beginning.stop])
        here = (self._words >= low) & (self._words < high)
        for back, word in enumerate(reversed(words[:-1]), 1):
            form = self._segment.forms.index(word)
            wanted = self._segment_word(form)
            before = np.full(len(here), -1, np.int64)
            before[back:] = self._words[:-back]
            same_run = np.zeros(len(here), bool)
            same_run[back:] = self._runs[back:] == self._runs[:-back]
            here &= same_run & (before == wanted)
        return np.unique(self._runs[here])

    def number_of(self, message: int) -> int:
        """The number in the store of a message of `found`."""
        return int(self._segment.numbers[message])

    def found(self, run: int) -> Found:
        begin = int(self._starts[run])
        words = self._words[begin : begin + int(self._sizes[run])]
        forms = tuple(self._segment.forms[form] for form in self._forms[words].tolist())
        return Found(int(self.keys[run]), int(self.counts[run]), int(self._messages[run]), forms)

    def _segment_word(self, form: int) -> int:
        """Where a form stands among those of the field; -2 where it does not."""
        at = int(np.searchsorted(self._forms, form))
        return at if form >= 0 and at < len(self._forms) and self._forms[at] == form else -2


def most_frequent(all_people: Sequence[People], words: Sequence[str], most: int) -> list[tuple[int, Found]]:
    """(number in `all_people`, run) of those that fit and stand in most messages; of as many by their words."""
    fitting = [people.fitting(words) for people in all_people]
    keys = [people.keys[runs] for people, runs in zip(all_people, fitting, strict=True)]
    counts = [people.counts[runs] for people, runs in zip(all_people, fitting, strict=True)]
    of = np.repeat(np.arange(len(fitting)), [len(runs) for runs in fitting])
    runs = np.concatenate([*fitting, np.empty(0, np.int64)])
    unique, first, back = np.unique(
        np.concatenate([*keys, np.empty(0, np.uint64)]), return_index=True, return_inverse=True
    )
    totals = np.bincount(back, np.concatenate([*counts, np.empty(0, np.int64)]), len(unique)).astype(np.int64)
    least = np.partition(totals, -most)[-most] if len(totals) > most else 0
    found = [
        (
            int(of[first[at]]),
            all_people[of[first[at]]].found(int(runs[first[at]]))._replace(messages=int(totals[at])),
        )
        for at in np.flatnonzero(totals >= least).tolist()
    ]
    return sorted(found, key=lambda one: (-one[1].messages, one[1].forms))[:most]


def _laid_out(segment: Segment, name: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The words of a field in their places, message after message, and whose place each is; -1 is an open place."""
    field = segment.field(name)
    room = field.lengths.astype(np.int64) + 1
    begins = np.cumsum(room) - room
    words = np.full(int(room.sum()), -1, np.int64)
    starts = field.place_starts.astype(np.int64)
    of_word = np.repeat(np.arange(len(field.forms)), starts[1:] - starts[:-1])
    words[np.repeat(begins[field.messages], field.counts) + field.places] = of_word
    return words, np.repeat(np.arange(len(room)), room)


def _keys(
    hashes: NDArray[np.uint64], words: NDArray[np.int64], begins: NDArray[np.int64], sizes: NDArray[np.int64]
) -> NDArray[np.uint64]:
    """A number for each run that depends on its words and their order."""
    if not len(begins):
        return np.empty(0, np.uint64)
    power = np.cumprod(np.full(_MOST_WORDS, 0x9E3779B97F4A7C15, np.uint64))
    each = _each(begins, sizes)
    starts = np.cumsum(sizes) - sizes
    order = np.arange(len(each)) - np.repeat(starts, sizes)
    return np.add.reduceat(hashes[words[each]] * power[order], starts)


def _each(begins: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """All places of runs, one run behind another."""
    starts = np.cumsum(sizes) - sizes
    return np.repeat(begins - starts, sizes) + np.arange(int(sizes.sum()))
