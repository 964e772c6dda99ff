"""Which rows a query matches, and how well: set algebra over masks, one bit a row."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import PurePath
from typing import TYPE_CHECKING

import numpy as np

from reader.index.compounds import compounded
from reader.index.fields import LONG_FIELDS, searched
from reader.query import And, Between, For, Has, Is, Listed, Name, Not, Or, Proposed, Word, Words
from reader.suggested import suggested_names
from reader.tokens import forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from reader.index.arrays import Array
    from reader.index.asked import Asked
    from reader.index.columns import Columns, Mask
    from reader.index.fields import IndexField
    from reader.index.noted import Noted
    from reader.index.postings import Postings
    from reader.query import Node

    Counts = NDArray[np.float32]

# BM25F (Robertson and Zaragoza 2009, §3.6): saturation, what length counts, and what a hit in a field weighs.
_K1 = 1.2
_B: dict[IndexField, float] = {
    "subject": 0.3,
    "body": 0.75,
    "sender": 0.0,
    "to": 0.3,
    "cc": 0.3,
    "attachment": 0.3,
    "attached": 0.75,
}
_WEIGHTS: dict[IndexField, float] = {
    "subject": 3.0,
    "body": 1.0,
    "sender": 2.0,
    "to": 0.5,
    "cc": 0.5,
    "attachment": 1.5,
    "attached": 0.5,
}


_FULL_PREFIX = 3  # letters from which what is being typed is looked for in bodies and attachments too


@dataclass(frozen=True, slots=True)
class Matching:
    """What a query is matched against."""

    columns: Columns
    postings: Postings
    lengths: dict[IndexField, Counts]  # kept from one query to the next
    noted: Noted
    asked: Asked
    scores: Counts | None = None  # filled where relevance is asked for
    compounds: bool = False  # whether a word is found inside a longer one too; what is left out, never
    direct: dict[Words, Mask] = field(
        default_factory=dict
    )  # what was found without compounds, for the same query
    counted: dict[Words, Array] = field(default_factory=dict)  # and how often, where relevance is asked for

    def mask(self, node: Node) -> Mask:
        """The rows that match, those of uncommitted messages among them."""
        size = self.columns.size
        match node:
            case And(nodes):
                mask = np.ones(size, bool)
                for inner in nodes:
                    mask &= self.mask(inner)
                return mask
            case Or(nodes):
                mask = np.zeros(size, bool)
                for inner in nodes:
                    mask |= self.mask(inner)
                return mask
            case Not(inner):
                return ~replace(self, scores=None, compounds=False).mask(inner)
            case Words():
                return self._words(node)
            case Listed() | Proposed():
                return self._noted(node)
            case _:
                return self._fact(node)

    def _fact(self, node: Name | Between | Has | Is | For) -> Mask:
        match node:
            case Name():
                return self._named(node)
            case Between("sent", period):
                return self.columns.sent_in(period)
            case Between(_, period):
                return self.asked.due_in(period)
            case Has("attachment"):
                return self.columns.attached
            case Has(what):
                return self.asked.acting if what == "action" else self.asked.due_in()
            case Is(value) | For(value):
                group = self.asked.kind if isinstance(node, Is) else self.asked.addressee
                return group.having(value.__eq__, self.columns.size)

    def _noted(self, node: Listed | Proposed) -> Mask:
        if isinstance(node, Listed):
            return self.noted.listed
        return self.noted.proposal.having(node.keys.__contains__, self.columns.size)

    def _words(self, node: Words) -> Mask:
        word = compounded(node) if self.compounds else None
        if self.scores is not None:
            return self._scored(node, word, self.scores)
        if node not in self.direct:
            found = [self.postings.marked(fields, words) for fields, words in _looked_for(node)]
            self.direct[node] = np.logical_or.reduce(found)
        if word is None:
            return self.direct[node]
        mask = self.direct[node].copy()
        for _name, rows, _counts in self.postings.compounded(searched(node.field), word):
            mask[rows] = True
        return mask

    def _scored(self, node: Words, word: Word | None, scores: Counts) -> Mask:
        """The same, with what it says of each row added to `scores`."""
        if node not in self.counted:
            direct = (self.postings.found(fields, words) for fields, words in _looked_for(node))
            self.counted[node] = self._frequencies(chain.from_iterable(direct))
        frequency = self.counted[node]
        if word is not None:
            frequency = frequency + self._frequencies(self.postings.compounded(searched(node.field), word))
        found = np.flatnonzero(frequency)
        rarity = np.log1p((self.columns.size - len(found) + 0.5) / (len(found) + 0.5))
        often = frequency[found]
        scores[found] += rarity * often / (often + _K1)
        return frequency > 0

    def _frequencies(self, found: Iterable[tuple[IndexField, Array, Array]]) -> Array:
        """How often words stand in each row, as far as the field and its length count."""
        rows, weights = [np.empty(0, np.int64)], [np.empty(0, np.float32)]
        for name, of_field, counts in found:
            rows.append(of_field)
            weights.append((_WEIGHTS[name] * counts / self._length(name)[of_field]).astype(np.float32))
        frequency: Array = np.bincount(np.concatenate(rows), np.concatenate(weights), self.columns.size)
        return frequency

    def _length(self, name: IndexField) -> Counts:
        """How long a field of each row is against the mean, as far as that counts."""
        if name not in self.lengths:
            lengths = self.columns.lengths(name).astype(np.float32)
            having = lengths[lengths > 0]
            mean = float(having.mean()) if len(having) else 1.0
            self.lengths[name] = 1 - _B[name] + _B[name] * lengths / mean
        return self.lengths[name]

    def _named(self, node: Name) -> Mask:
        size = self.columns.size
        match node.field:
            case "category":
                own = self.noted.category.having(lambda name: _holds(name, node), size)
                return own | self.columns.category.having(lambda name: _holds(name, node), size)
            case "folder":
                return self.columns.folder.having(lambda place: _holds(place[1], node), size)
            case "suggested":
                return self.columns.suggested.having(
                    lambda name: any(_holds(one, node) for one in suggested_names(name)), size
                )
            case "export":
                return self.columns.export.having(lambda path: _holds(PurePath(path).name, node), size)


def _looked_for(node: Words) -> Iterator[tuple[tuple[IndexField, ...], tuple[Word, ...]]]:
    """Where to look for what.

    One or two letters that are being typed complete names and subjects, not the tens of thousands of words in
    bodies and attachments.
    """
    fields, last = searched(node.field), node.words[-1]
    if not completes_names(node):
        yield fields, node.words
        return
    yield tuple(name for name in fields if name not in LONG_FIELDS), node.words
    whole = (*node.words[:-1], Word(last.form, "stem"))
    yield tuple(name for name in fields if name in LONG_FIELDS), whole


def completes_names(node: Words) -> bool:
    """Whether its last word is so short that it is completed in names and subjects alone."""
    last = node.words[-1]
    return last.how == "typed" and len(last.form) < _FULL_PREFIX


def _holds(name: str, node: Name) -> bool:
    """Whether a name holds the wanted words in a row."""
    words = forms(name)
    count = len(node.words)
    for start in range(len(words) - count + 1):
        last = words[start + count - 1]
        fits = last.startswith(node.words[-1]) if node.prefix else last == node.words[-1]
        if fits and tuple(words[start : start + count - 1]) == node.words[:-1]:
            return True
    return False
