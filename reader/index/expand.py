"""Which forms of a segment a word of a query stands for: all of them, without a limit."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from reader.index.arrays import distinct
from reader.index.nearness import is_near
from reader.index.stems import stem

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.index.arrays import Array
    from reader.index.segment import Segment
    from reader.query import Word


_MOST_KEPT = 300_000  # forms of the last words, of each segment: 1 MB


def expand(word: Word, segment: Segment) -> Array:
    """The numbers of the forms that `word` stands for, in order; those of the last words are kept."""
    kept = segment.expansions
    if word in kept:
        return kept[word]
    numbers = _expanded(word, segment).astype(np.uint32, copy=False)
    if sum(map(len, kept.values())) + len(numbers) > _MOST_KEPT:
        kept.clear()
    kept[word] = numbers
    return numbers


def _expanded(word: Word, segment: Segment) -> Array:
    form = word.form
    match word.how:
        case "exact":
            at = segment.forms.index(form)
            return np.array([at] if at >= 0 else [], np.uint32)
        case "stem":
            return segment.of_stem(stem(form))
        case "prefix":
            return _numbers(segment.forms.beginning(form))
        case "typed":
            both = (_numbers(segment.forms.beginning(form)), segment.of_stem(stem(form)))
            return distinct(np.concatenate(both))
        case "pattern":
            return segment.forms.fitting(form)
        case "fuzzy":
            return segment.near(form, word.distance)


@cache
def fits(word: Word) -> Callable[[str], bool]:
    """The test for one form, for texts that are not in the vocabulary: marks and names."""
    form = word.form
    match word.how:
        case "exact":
            return form.__eq__
        case "stem":
            stemmed = stem(form)
            return lambda other: stem(other) == stemmed
        case "prefix":
            return lambda other: other.startswith(form)
        case "typed":
            stemmed = stem(form)
            return lambda other: other.startswith(form) or stem(other) == stemmed
        case "pattern":
            wanted = re.compile(re.escape(form).replace(r"\*", ".*").replace(r"\?", "."))
            return lambda other: wanted.fullmatch(other) is not None
        case "fuzzy":
            return lambda other: is_near(form, other, word.distance)


def _numbers(found: range) -> Array:
    return np.arange(found.start, found.stop, dtype=np.uint32)
