"""Which forms a word of a query stands for."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reader.index.stems import stem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reader.index.store import Store
    from reader.query import Word


def expand(word: Word, store: Store) -> list[str]:
    """The forms in the vocabulary that `word` stands for, all of them."""
    form = word.form
    found: Iterable[str]
    match word.how:
        case "exact":
            return [form]
        case "stem":
            return store.forms_of(stem(form))
        case "prefix":
            return store.forms_from(form)
        case "typed":
            return list({*store.forms_from(form), *store.forms_of(stem(form))})
        case "pattern":
            found = store.forms_from(re.split("[*?]", form, maxsplit=1)[0])
        case "fuzzy":
            found = store.forms_sized(len(form) - word.distance, len(form) + word.distance)
    return list(filter(fits(word), found))


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
