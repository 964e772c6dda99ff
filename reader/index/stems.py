"""Forms of one Dutch word brought together: Snowball "dutch", mended by `resources/search/stems.toml`."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache

import Stemmer

from reader.paths import RESOURCES
from reader.tokens import fold

TABLE = RESOURCES / "search" / "stems.toml"

_HEAD = 3  # letters that must stand before a listed form for a word to be its compound


@lru_cache(maxsize=1 << 17)
def stem(form: str) -> str:
    """What the forms of a word share; takes a folded form.

    >>> stem("moties") == stem("motie"), stem("raadsleden") == stem("raadslid")
    (True, True)
    >>> stem("gemeenten") == stem("gemeente"), stem("gemeente") == stem("mening")
    (True, False)
    >>> stem("overleden") == stem("overlid"), stem("commissieleden") == stem("commissielid")
    (False, True)
    """
    endings, longest = _endings()
    for length in range(min(longest, len(form)), 1, -1):
        ending = form[-length:]
        if ending in endings and (length == len(form) or len(form) >= length + _HEAD):
            group = endings[ending]
            if group is None:
                break
            return form[:-length] + group
    snowball: str = _snowball().stemWord(form.removesuffix("'s"))
    return snowball


@cache
def _snowball() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("dutch")


@cache
def _endings() -> tuple[dict[str, str | None], int]:
    """Listed form -> its group, None for what stands apart; and the length of the longest."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    endings: dict[str, str | None] = dict.fromkeys(table["apart"])
    for line in table["groups"]:
        group = [fold(form) for form in line.split()]
        # The mark keeps a group apart from what Snowball makes of other words.
        endings |= dict.fromkeys(group, group[0] + "=")
    return endings, max(map(len, endings))
