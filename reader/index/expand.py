"""Which forms of a segment a word of a query stands for: all of them, without a limit."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from reader.index.stems import stem

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.index.arrays import Array
    from reader.index.segment import Segment
    from reader.query import Word


def expand(word: Word, segment: Segment) -> Array:
    """The numbers of the forms that `word` stands for, in order."""
    form = word.form
    match word.how:
        case "exact":
            at = segment.forms.index(form)
            return np.array([at] if at >= 0 else [], np.int64)
        case "stem":
            return segment.of_stem(stem(form)).astype(np.int64)
        case "prefix":
            return _numbers(segment.forms.beginning(form))
        case "typed":
            both = (_numbers(segment.forms.beginning(form)), segment.of_stem(stem(form)).astype(np.int64))
            numbers: Array = np.unique(np.concatenate(both))
            return numbers
        case "pattern":
            return segment.forms.fitting(form)
        case "fuzzy":
            test, alike = fits(word), segment.alike(form, word.distance).tolist()
            return np.array([at for at in alike if test(segment.forms[at])], np.int64)


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
            return lambda other: near(form, other, word.distance)


def near(one: str, other: str, most: int) -> bool:
    """Whether two words differ by at most `most` letters added, left out, changed or swapped.

    >>> near("raatslid", "raadslid", 1), near("motei", "motie", 1), near("brief", "briefje", 1)
    (True, True, False)
    """
    if one == other:
        return True
    if most == 0 or abs(len(one) - len(other)) > most:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    one, other = one[start:], other[start:]
    swapped = len(one) > 1 and len(other) > 1 and one[0] == other[1] and one[1] == other[0]
    return (
        near(one[1:], other[1:], most - 1)
        or near(one[1:], other, most - 1)
        or near(one, other[1:], most - 1)
        or (swapped and near(one[2:], other[2:], most - 1))
    )


def _numbers(found: range) -> Array:
    return np.arange(found.start, found.stop, dtype=np.int64)
