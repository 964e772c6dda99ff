"""Words of messages to the arrays of one segment: which messages have a form, how often, and where.

The tokens of a field stand in one long row, message after message.  Sorting (form, place in that row) brings the
postings of each form together, in the order of messages and of places in them; everything else is differences.
Neither the words of a message nor the messages of a segment have a limit of their own: 2^32 tokens a field are
one, and a segment is written long before that.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import numpy as np

from reader.index.arrays import smallest
from reader.index.words import words_as_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reader.index.arrays import Array
    from reader.index.fields import IndexField
    from reader.index.vocabulary import Forms

SPILL = 4_000_000  # tokens after which a segment is written: 250 MB while that is done
MOST = 1 << 32  # tokens of a field
_GAP = MOST - 1  # in place of a form, where no phrase may cross


class Batch:
    """The messages of the segment that is being made."""

    def __init__(self, fields: Sequence[IndexField], forms: Forms) -> None:
        self.tokens = 0
        self._forms = forms
        self._numbers = array("q")
        self._rows = {field: _Row() for field in fields}

    def __len__(self) -> int:
        return len(self._numbers)

    @property
    def is_full(self) -> bool:
        return self.tokens >= SPILL

    def add(self, number: int, texts: Mapping[IndexField, Sequence[str]]) -> None:
        """A message by the texts of each field; no phrase crosses from one text into another."""
        number_of = self._forms.of_word.__getitem__
        self._numbers.append(number)
        for field, row in self._rows.items():
            before = len(row.tokens)
            for text in texts.get(field, ()):
                if len(row.tokens) > before:
                    row.tokens.append(_GAP)
                row.tokens.extend(map(number_of, words_as_bytes(text)))
            row.lengths.append(len(row.tokens) - before)
            self.tokens += len(row.tokens) - before
            assert len(row.tokens) < MOST, "a segment is written long before"

    def arrays(self) -> dict[str, Array]:
        """The segment: its vocabulary, and the postings of each field."""
        many = len(self._forms)
        used = np.zeros(many + 1, bool)  # the last stands for a gap
        for row in self._rows.values():
            used[np.minimum(np.array(row.tokens, np.uint32), many)] = True
        order = self._forms.used(used[:-1])
        rank = np.zeros(many, np.uint64)
        rank[order] = np.arange(len(order), dtype=np.uint64)
        out = {"numbers": np.array(self._numbers, np.int64)}
        out |= self._forms.vocabulary(order)
        for field, row in self._rows.items():
            for name, values in row.inverted(rank).items():
                out[f"{field}.{name}"] = values
        return out


class _Row:
    """One field of all messages."""

    def __init__(self) -> None:
        self.tokens = array("I")
        self.lengths = array("I")

    def inverted(self, rank: Array) -> dict[str, Array]:
        tokens = np.frombuffer(self.tokens, np.uint32) if self.tokens else np.empty(0, np.uint32)
        lengths = np.array(self.lengths, np.uint32)
        message = np.repeat(np.arange(len(lengths), dtype=np.uint32), lengths)
        begins = np.cumsum(lengths, dtype=np.uint64) - lengths
        words = np.flatnonzero(tokens != _GAP)
        keys = rank[tokens[words]] << np.uint64(32) if len(words) else np.empty(0, np.uint64)
        keys |= words.astype(np.uint64)
        keys.sort()
        at = keys & np.uint64(MOST - 1)
        forms = (keys >> np.uint64(32)).astype(np.uint32)
        messages = message[at]
        places = (at - begins[messages]).astype(np.uint32)
        return postings(forms, messages, places) | {"lengths": smallest(lengths)}


def postings(forms: Array, messages: Array, places: Array) -> dict[str, Array]:
    """The arrays of one field, from its tokens in the order of form, message and place."""
    first = _changes(forms, messages)
    of_form = forms[first]
    begin = _changes(of_form)
    return {
        "forms": of_form[begin].astype(np.uint32),
        "starts": np.append(begin, len(first)).astype(np.uint64),
        "messages": smallest(messages[first]),
        "counts": smallest(np.diff(first, append=len(forms))),
        "place_starts": np.append(first[begin], len(forms)).astype(np.uint64),
        "places": smallest(places),
    }


def _changes(*rows: Array) -> Array:
    """Where a new combination of values begins."""
    if not len(rows[0]):
        return np.empty(0, np.int64)
    new = np.ones(len(rows[0]), bool)
    new[1:] = False
    for row in rows:
        new[1:] |= row[1:] != row[:-1]
    return np.flatnonzero(new)
