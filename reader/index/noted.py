"""What the user noted, as arrays beside those of the index: one entry a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reader.index.columns import Group
from reader.note import proposal_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from reader.index.columns import Columns
    from reader.note import Note

    Rows = NDArray[np.int64]


class Noted:
    """The notes of those messages that have a row.  Made once for each commit and each change of the notes."""

    def __init__(self, notes: Mapping[str, Note], numbers: Mapping[str, int], columns: Columns) -> None:
        """All notes, and the numbers of the messages among them that the store has."""
        ids = [one for one in notes if one in numbers]
        rows, at = rows_of(np.fromiter(map(numbers.__getitem__, ids), np.int64, len(ids)), columns)
        found = [notes[ids[one]] for one in at.tolist()]
        self.category = _group(rows, [note.categories for note in found])
        # "" counts what stands on the list and lacks one: that is what must still be done.
        self.proposal = _group(
            rows, [(proposal_key(note.proposal),) if note.proposal or note.listed else () for note in found]
        )
        self.listed = np.zeros(columns.size, bool)
        self.listed[rows[np.fromiter((note.listed for note in found), bool, len(found))]] = True
        bare = columns.category.having("".__eq__, columns.size)  # without a category of the sender
        self.uncategorised = bare & ~self.category.having(lambda _name: True, columns.size)
        used = {name for note in notes.values() for name in note.categories}
        self.names = tuple(sorted(used, key=str.casefold))


def rows_of(numbers: Rows, columns: Columns) -> tuple[Rows, Rows]:
    """The rows of these messages in order, and which of the messages each is of; what is not committed has none."""
    by_number = np.argsort(columns.numbers)
    at = np.searchsorted(columns.numbers, numbers, sorter=by_number)
    known = np.flatnonzero(at < columns.size)
    rows = by_number[at[known]]
    there = columns.numbers[rows] == numbers[known]
    order = np.argsort(rows[there])
    return rows[there][order], known[there][order]


def _group(rows: Rows, values: Sequence[tuple[str, ...]]) -> Group[str]:
    """A group of rows, with the values that each has."""
    codes: dict[str, int] = {}
    flat = [codes.setdefault(value, len(codes)) for own in values for value in own]
    sizes = np.fromiter(map(len, values), np.int64, len(values))
    return Group(list(codes), np.repeat(rows, sizes), np.array(flat, np.int64))
