"""Which forms a word of a query stands for."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from reader.index.fields import ALL_FIELDS, LONG_FIELDS
from reader.index.stems import stem

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.index.store import Form, Store
    from reader.query import Word


_FULL_PREFIX = 3  # letters from which what is being typed is looked for in bodies and attachments too


def expand(word: Word, store: Store) -> list[Form]:
    """The forms in the vocabulary that `word` stands for, all of them, each with the bits of its fields.

    One or two letters that are being typed complete names and subjects, not the tens of thousands of
    words in bodies and attachments.
    """
    form = word.form
    match word.how:
        case "exact":
            return store.forms(form)
        case "stem":
            return store.forms_of(stem(form))
        case "prefix":
            return store.forms_from(form)
        case "typed":
            fields = ALL_FIELDS if len(form) >= _FULL_PREFIX else ALL_FIELDS & ~LONG_FIELDS
            begun = {longer: bits & fields for longer, bits in store.forms_from(form) if bits & fields}
            return list({**begun, **dict(store.forms_of(stem(form)))}.items())
        case "pattern":
            found = store.forms_from(re.split("[*?]", form, maxsplit=1)[0])
        case "fuzzy":
            found = store.forms_sized(len(form) - word.distance, len(form) + word.distance)
    test = fits(word)
    return [(one, bits) for one, bits in found if test(one)]


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
