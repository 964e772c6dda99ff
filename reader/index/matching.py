"""Which rows a query matches, and how well: set algebra over masks, one bit a row."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING

import numpy as np

from reader.index.expand import expand
from reader.index.fields import FIELD_BITS, searched
from reader.query import And, Between, Has, Is, Name, Not, Or, Words
from reader.tokens import forms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from reader.index.columns import Columns, Mask
    from reader.index.fields import IndexField
    from reader.index.postings import Cache, Counts, Postings, Rows
    from reader.index.store import Store
    from reader.query import Node

# BM25 (Robertson and Zaragoza 2009, §3.4): saturation and length, and what a hit in a field weighs.
_K1 = 1.2
_B = 0.75
_WEIGHTS: dict[IndexField, float] = {
    "subject": 3.0,
    "body": 1.0,
    "sender": 2.0,
    "to": 0.5,
    "cc": 0.5,
    "attachment": 1.5,
    "attached": 0.5,
}


@dataclass(frozen=True, slots=True)
class Matching:
    """What a query is matched against."""

    store: Store
    columns: Columns
    postings: Postings
    cache: Cache
    scores: NDArray[np.float32] | None = field(default=None)  # filled where relevance is asked for

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
                return ~Matching(self.store, self.columns, self.postings, self.cache).mask(inner)
            case Words():
                return self._words(node)
            case _:
                return self._fact(node)

    def _fact(self, node: Name | Between | Has | Is) -> Mask:
        match node:
            case Name():
                return self._named(node)
            case Between("sent", period):
                return self.columns.sent_in(period)
            case Between(_, period):
                return self.columns.due_in(period)
            case Has("attachment"):
                return self.columns.attached
            case Has(what):
                return self.columns.acting if what == "action" else self.columns.due_in()
            case Is(kind):
                return self.columns.kind.having(kind.__eq__, self.columns.size)

    def _words(self, node: Words) -> Mask:
        size = self.columns.size
        mask = np.zeros(size, bool)
        parts = [expand(word, self.store) for word in node.words]
        for name in searched(node.field):
            frequency = np.zeros(size, np.float32) if self.scores is not None else None
            in_field = [[form for form, bits in part if bits & FIELD_BITS[name]] for part in parts]
            if not all(in_field):
                continue
            for rows, counts in self._found(name, in_field):
                mask[rows] = True
                if frequency is not None:
                    frequency[rows] += counts
            if frequency is not None:
                self._score(name, frequency)
        return mask

    def _found(self, name: IndexField, parts: list[list[str]]) -> Iterator[tuple[Rows, Counts]]:
        if len(parts) > 1:
            yield from self.postings.phrase(name, parts, self.cache)
            return
        for form in parts[0]:
            yield from self.postings.rows(name, form, self.cache)

    def _score(self, name: IndexField, frequency: Counts) -> None:
        assert self.scores is not None
        found = np.flatnonzero(frequency)
        if not len(found):
            return
        rarity = np.log1p((self.columns.size - len(found) + 0.5) / (len(found) + 0.5))
        often = frequency[found]
        length: Counts | float = 1.0
        if name == "body":
            words = self.columns.words
            length = 1 - _B + _B * words[found] / max(1.0, float(words.mean()))
        self.scores[found] += _WEIGHTS[name] * rarity * often * (_K1 + 1) / (often + _K1 * length)

    def _named(self, node: Name) -> Mask:
        size = self.columns.size
        match node.field:
            case "category":
                return self.columns.category.having(lambda name: _holds(name, node), size)
            case "folder":
                return self.columns.folder.having(lambda place: _holds(place[1], node), size)
            case "export":
                return self.columns.export.having(lambda path: _holds(PurePath(path).name, node), size)


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
