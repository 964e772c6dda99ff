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
from reader.index.lexicon import STRETCH
from reader.index.words import spaced

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reader.index.arrays import Array
    from reader.index.fields import IndexField
    from reader.index.lexicon import Lexicon
    from reader.index.vocabulary import Forms

SPILL = 4_000_000  # tokens after which a segment is written: 250 MB while that is done
MOST_COUNTED = 255  # of a form in a message: counts take a byte each
MOST = 1 << 32  # tokens of a field


class Batch:
    """The messages of the segment that is being made."""

    def __init__(self, fields: Sequence[IndexField], forms: Forms) -> None:
        self._forms = forms
        self._numbers = array("q")
        self._rows = {field: _Row(forms.lexicon) for field in fields}

    def __len__(self) -> int:
        return len(self._numbers)

    @property
    def is_full(self) -> bool:
        return sum(row.tokens for row in self._rows.values()) >= SPILL

    def add(self, number: int, texts: Mapping[IndexField, Sequence[str]]) -> None:
        """A message by the texts of each field; no phrase crosses from one text into another."""
        message = len(self._numbers)
        self._numbers.append(number)
        for field, of_field in texts.items():
            self._rows[field].add(message, of_field)

    def arrays(self) -> dict[str, Array]:
        """The segment: its vocabulary, and the postings of each field."""
        tokens = {field: row.all_tokens() for field, row in self._rows.items()}
        many = len(self._forms)
        used = np.zeros(many, bool)
        for of_field in tokens.values():
            used[of_field] = True
        order = self._forms.used(used)
        rank = np.zeros(many, np.uint64)
        rank[order] = np.arange(len(order), dtype=np.uint64)
        out = {"numbers": np.array(self._numbers, np.int64)}
        out |= self._forms.vocabulary(order)
        for field, row in self._rows.items():
            for name, values in row.inverted(rank[tokens.pop(field)], len(self)).items():
                out[f"{field}.{name}"] = values
        return out


class _Row:
    """One field of all messages."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.tokens = 0  # of the texts that were looked up
        self._lexicon = lexicon
        self._waiting: list[bytes] = []  # texts that are to be looked up, many at once
        self._size = 0  # of these, in bytes
        self._tokens: list[Array] = []
        self._messages = array("I")  # of each text
        self._words: list[Array] = []  # of each text, how many

    def add(self, message: int, texts: Sequence[str]) -> None:
        for text in texts:
            words = spaced(text)
            self._waiting.append(words)
            self._messages.append(message)
            self._size += len(words) + 1
        if self._size >= STRETCH:
            self._look_up()

    def all_tokens(self) -> Array:
        """The form of each token, text after text."""
        self._look_up()
        self._tokens = [np.concatenate([np.empty(0, np.uint32), *self._tokens])]
        assert self.tokens < MOST, "a segment is written long before"
        return self._tokens[0]

    def inverted(self, forms: Array, messages: int) -> dict[str, Array]:
        """The arrays of the field, of all tokens with the number that their form has in the vocabulary."""
        words = np.concatenate([np.empty(0, np.int64), *self._words])
        message = np.array(self._messages, np.uint32)
        first = np.searchsorted(message, message)  # text of the message
        begins = np.cumsum(words) - words
        before = begins - begins[first]
        gaps = np.cumsum(before > 0)  # a place is left free before each text but the first with words
        gaps -= gaps[first]
        lengths = np.bincount(message, words, messages).astype(np.uint32)
        lengths[message] += gaps.astype(np.uint32)  # the last text of a message is counted last
        keys = forms << np.uint64(32)
        keys |= np.arange(len(keys), dtype=np.uint64)
        keys.sort()
        of_form = (keys >> np.uint64(32)).astype(np.uint32)
        keys &= np.uint64(MOST - 1)
        at = keys.view(np.int64)
        text = np.repeat(np.arange(len(words), dtype=np.uint32), words)[at]
        at += (gaps - begins[first])[text]
        return postings(of_form, message[text], at) | {"lengths": smallest(lengths)}

    def _look_up(self) -> None:
        starts, tokens = self._lexicon.numbers(b" ".join(self._waiting))
        sizes = np.fromiter(map(len, self._waiting), np.int64, len(self._waiting))
        ends = np.cumsum(sizes + 1)
        self._words.append(np.diff(np.searchsorted(starts, ends), prepend=0))
        self._tokens.append(tokens)
        self.tokens += len(tokens)
        self._waiting, self._size = [], 0


def postings(forms: Array, messages: Array, places: Array) -> dict[str, Array]:
    """The arrays of one field, from its tokens in the order of form, message and place.

    A message that has a form more often than `MOST_COUNTED` stands more than once in a row.
    """
    first = _parted(_changes(forms, messages), len(forms))
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


def _parted(first: Array, end: int) -> Array:
    """Where runs begin that are no longer than a count of one byte says."""
    sizes = np.diff(first, append=end)
    if not (sizes > MOST_COUNTED).any():
        return first
    many = -(-sizes // MOST_COUNTED)
    before = np.cumsum(many) - many
    parts = np.arange(int(many.sum())) - np.repeat(before, many)
    parted: Array = np.repeat(first, many) + MOST_COUNTED * parts
    return parted


def _changes(*rows: Array) -> Array:
    """Where a new combination of values begins."""
    if not len(rows[0]):
        return np.empty(0, np.int64)
    new = np.ones(len(rows[0]), bool)
    new[1:] = False
    for row in rows:
        new[1:] |= row[1:] != row[:-1]
    return np.flatnonzero(new)
