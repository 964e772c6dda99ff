"""Several segments made one, without the messages that were taken away.

Each segment has the postings of a form in one run, so nothing is sorted but the runs: those of one form, segment after
segment, stand behind each other in the whole.  The arrays are made one by one and in pieces, so that the memory this
takes is that of the largest array, not of the segment.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, compress
from operator import ne
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reader.index.arrays import smallest
from reader.index.numbered import lines
from reader.index.vocabulary import keys_of, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from reader.index.arrays import Array
    from reader.index.segment import Field, Segment, Texts

    Whole = NDArray[np.int64]

_PIECE = 4_000_000  # entries that are moved at once: 32 MB for each number that is kept of one


class Part(NamedTuple):
    """A segment that goes into another."""

    segment: Segment
    alive: NDArray[np.bool_]  # which of its messages


def merged(parts: Sequence[Part], fields: Sequence[str]) -> Iterator[tuple[str, Array]]:
    """The arrays of the whole, in the order of `invert`; a form that no message has any more is not in it."""
    runs = {name: [_runs(part, name) for part in parts] for name in fields}
    forms, numbers = _united([part.segment.forms for part in parts])
    used = np.zeros(len(forms), bool)
    for of_field in runs.values():
        for number, one in zip(numbers, of_field, strict=True):
            used[number[one.forms]] = True
    rank = np.cumsum(used) - 1
    yield "numbers", np.concatenate([part.segment.numbers[part.alive] for part in parts])
    yield from _vocabulary(parts, forms, numbers, used).items()
    for name in fields:
        moved = [
            one.renamed(rank[number[one.forms]]) for number, one in zip(numbers, runs.pop(name), strict=True)
        ]
        for of, values in _joined(moved):
            yield f"{name}.{of}", values
        lengths = [part.segment.field(name).lengths[part.alive] for part in parts]
        yield f"{name}.lengths", smallest(np.concatenate(lengths))


def _united(own: Sequence[Texts]) -> tuple[list[bytes], list[Whole]]:
    """All texts in order, each once, and for each part the numbers of its own among them."""
    texts = list(chain.from_iterable(one.all_packed() for one in own))
    order = sorted(range(len(texts)), key=texts.__getitem__)  # sorted runs, which sorting only merges
    ordered = list(map(texts.__getitem__, order))
    new = np.fromiter(map(ne, ordered, [None, *ordered]), bool, len(ordered))
    numbers = np.empty(len(texts), np.int64)
    numbers[order] = np.cumsum(new) - 1
    return list(compress(ordered, new)), np.split(numbers, np.cumsum(list(map(len, own)))[:-1])


def _vocabulary(
    parts: Sequence[Part], forms: Sequence[bytes], numbers: Sequence[Whole], used: NDArray[np.bool_]
) -> dict[str, Array]:
    """That of the whole, with the forms that are used."""
    stems, of_stems = _united([part.segment.stems for part in parts])
    of_form = np.empty(len(forms), np.int64)
    for part, number, of_stem in zip(parts, numbers, of_stems, strict=True):
        of_form[number] = of_stem[part.segment.stem_of_form]
    left = np.zeros(len(stems), bool)
    left[of_form[used]] = True
    rank = (np.cumsum(left) - 1).astype(np.uint32)
    kept = list(compress(forms, used))
    return vocabulary(lines(kept), lines(list(compress(stems, left))), rank[of_form[used]], keys_of(kept))


@dataclass(frozen=True, slots=True)
class _Runs:
    """The postings of one field of one part: a run for each form that is left, as long as its living messages."""

    field: Field
    alive: NDArray[np.bool_]
    terms: Whole  # where the runs stand in the field
    forms: Array  # their forms
    sizes: Whole  # living messages of each
    words: Whole  # living places of each

    def renamed(self, forms: Array) -> _Runs:
        """With the numbers that the forms have in the whole."""
        return _Runs(self.field, self.alive, self.terms, forms, self.sizes, self.words)

    def moved(self, name: str, to: Whole, out: Array, before: int) -> None:
        """Put the living entries of an array where their runs begin in the whole.

        `before` is the number of the first message.
        """
        sizes = self.words if name == "places" else self.sizes
        starts = self.field.starts
        numbers = (np.cumsum(self.alive) - 1 + before).astype(out.dtype)
        whole = bool(self.alive.all())
        for begin, end in _pieces(sizes):
            first, last = self.terms[begin], self.terms[end - 1] + 1
            entries = slice(int(starts[first]), int(starts[last]))
            places = slice(int(self.field.place_starts[first]), int(self.field.place_starts[last]))
            values = getattr(self.field, name)[places if name == "places" else entries]
            if not whole:
                living = self.alive[self.field.messages[entries]]
                values = values[np.repeat(living, self.field.counts[entries]) if name == "places" else living]
            if name == "messages":
                values = numbers[values]
            own = sizes[begin:end]
            shift = to[begin:end] - (np.cumsum(own) - own)
            out[np.repeat(shift, own) + np.arange(len(values))] = values


def _runs(part: Part, name: str) -> _Runs:
    field = part.segment.field(name)
    sizes, words = _sizes(field.starts), _sizes(field.place_starts)
    if not part.alive.all() and len(sizes):
        living = part.alive[field.messages]
        sizes = np.add.reduceat(living, field.starts[:-1].astype(np.int64), dtype=np.int64)
        words = np.add.reduceat(living * field.counts, field.starts[:-1].astype(np.int64), dtype=np.int64)
    terms = np.flatnonzero(sizes)
    return _Runs(field, part.alive, terms, field.forms[terms], sizes[terms], words[terms])


def _sizes(starts: Array) -> Whole:
    whole: Whole = starts.astype(np.int64)
    return whole[1:] - whole[:-1]


def _pieces(sizes: Whole) -> Iterator[tuple[int, int]]:
    """Runs of neighbours that together have not many more entries than a piece."""
    ends = np.cumsum(sizes)
    begin = 0
    while begin < len(sizes):
        before = int(ends[begin - 1]) if begin else 0
        end = max(int(np.searchsorted(ends, before + _PIECE, side="right")), begin + 1)
        yield begin, end
        begin = end


def _joined(parts: Sequence[_Runs]) -> Iterator[tuple[str, Array]]:
    """One field of the whole."""
    forms = np.concatenate([one.forms for one in parts])
    order = np.argsort(forms, kind="stable")
    first = np.flatnonzero(np.diff(forms[order], prepend=-1))
    yield "forms", forms[order][first].astype(np.uint32)
    for names, start, sizes in (
        (("messages", "counts"), "starts", np.concatenate([one.sizes for one in parts])),
        (("places",), "place_starts", np.concatenate([one.words for one in parts])),
    ):
        total = int(sizes.sum())
        begins = np.empty(len(sizes), np.int64)
        begins[order] = np.cumsum(sizes[order]) - sizes[order]
        yield start, np.append(begins[order][first], total).astype(np.uint64)
        for name in names:
            yield name, _whole(parts, name, begins, total)


def _whole(parts: Sequence[_Runs], name: str, begins: Whole, total: int) -> Array:
    """One array of a field of the whole, whose runs begin there, part after part."""
    living = [int(one.alive.sum()) for one in parts]
    kind = np.result_type(*[getattr(one.field, name) for one in parts])
    out = np.empty(total, np.min_scalar_type(sum(living)) if name == "messages" else kind)
    at = before = 0
    for one, count in zip(parts, living, strict=True):
        one.moved(name, begins[at : at + len(one.terms)], out, before)
        at += len(one.terms)
        before += count
    return smallest(out)
