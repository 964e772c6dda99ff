"""Several segments made one, without the messages that were taken away.

Each segment has its postings in the order of its own vocabulary.  With the numbers of the common one they are rows
that are sorted already, one behind another, so a stable sort only has to merge them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reader.index.arrays import smallest
from reader.index.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reader.index.arrays import Array
    from reader.index.segment import Segment


class Part(NamedTuple):
    """A segment that goes into another."""

    segment: Segment
    alive: NDArray[np.bool_]  # which of its messages


class _Rows(NamedTuple):
    """The postings of one field of one part, in the numbers of the whole."""

    forms: Array
    messages: Array
    counts: Array
    places: Array


def merged(parts: Sequence[Part], fields: Sequence[str]) -> dict[str, Array]:
    """The arrays of the whole; a form that no message has any more is not in it."""
    forms, stems, numbers = _vocabularies(parts)
    rows = {
        field: [_rows(part, field, *to) for part, to in zip(parts, _to(parts, numbers), strict=True)]
        for field in fields
    }
    used = np.zeros(len(forms), bool)
    for of_field in rows.values():
        for one in of_field:
            used[one.forms] = True
    kept = np.flatnonzero(used).tolist()
    rank = (np.cumsum(used) - 1).astype(np.uint32)
    out = {"numbers": np.concatenate([part.segment.numbers[part.alive] for part in parts])}
    names = sorted({stems[at] for at in kept})
    number = {name: at for at, name in enumerate(names)}
    of_form = np.fromiter((number[stems[at]] for at in kept), np.uint32, len(kept))
    out |= vocabulary([forms[at] for at in kept], names, of_form)
    for field in fields:
        for name, values in _joined(rows.pop(field), rank).items():
            out[f"{field}.{name}"] = values
        lengths = [part.segment.field(field).lengths[part.alive] for part in parts]
        out[f"{field}.lengths"] = smallest(np.concatenate(lengths))
    return out


def _vocabularies(parts: Sequence[Part]) -> tuple[list[bytes], list[bytes], list[Array]]:
    """The forms of all parts in order, the stem of each, and for each part the numbers of its own forms among them."""
    own = [part.segment.forms.all_packed() for part in parts]
    stem_of: dict[bytes, bytes] = {}
    for part, forms in zip(parts, own, strict=True):
        stems = part.segment.stems.all_packed()
        stem_of.update(zip(forms, map(stems.__getitem__, part.segment.stem_of_form.tolist()), strict=True))
    every = sorted(stem_of)
    number = {form: at for at, form in enumerate(every)}
    numbers = [np.fromiter(map(number.__getitem__, forms), np.uint32, len(forms)) for forms in own]
    return every, [stem_of[form] for form in every], numbers


def _to(parts: Sequence[Part], numbers: Sequence[Array]) -> list[tuple[Array, Array]]:
    """For each part the new numbers of its forms and of its messages."""
    found, before = [], 0
    for part, forms in zip(parts, numbers, strict=True):
        found.append((forms, (np.cumsum(part.alive) - 1 + before).astype(np.uint32)))
        before += int(part.alive.sum())
    return found


def _rows(part: Part, name: str, forms: Array, messages: Array) -> _Rows:
    """The postings that live."""
    field = part.segment.field(name)
    alive = part.alive[field.messages]
    places = field.places if alive.all() else field.places[np.repeat(alive, field.counts)]
    return _Rows(
        np.repeat(forms[field.forms], np.diff(field.starts).astype(np.int64))[alive],
        messages[field.messages[alive]],
        field.counts[alive],
        places,
    )


def _joined(rows: Sequence[_Rows], rank: Array) -> dict[str, Array]:
    """One field of the whole."""
    forms = rank[np.concatenate([one.forms for one in rows])]
    order = np.argsort(forms, kind="stable")
    forms = forms[order]
    counts = np.concatenate([one.counts for one in rows])
    places = np.concatenate([one.places for one in rows])
    begins = (np.cumsum(counts, dtype=np.uint32) - counts)[order]
    counts = counts[order]
    ends = np.cumsum(counts, dtype=np.uint32)
    places = places[np.repeat(begins - (ends - counts), counts) + np.arange(len(places), dtype=np.uint32)]
    first = np.flatnonzero(np.diff(forms, prepend=-1)) if len(forms) else np.empty(0, np.int64)
    return {
        "forms": forms[first].astype(np.uint32),
        "starts": np.append(first, len(forms)).astype(np.uint64),
        "messages": smallest(np.concatenate([one.messages for one in rows])[order]),
        "counts": smallest(counts),
        "place_starts": np.append(ends[first] - counts[first], len(places)).astype(np.uint64),
        "places": smallest(places),
    }
