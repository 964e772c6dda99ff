"""What counts as a word, the same for a message's text and for a query.

A word is a run of letters and digits; everything else separates, so that the parts of an e-mail
address or a file name are words, and the whole is those words in a row.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 64  # letters of a form that count: beyond it stands encoded data, not language

# Combining accents and soft hyphens stand inside a word, a possessive 's at its end.
_LETTER = r"[^\W_]"
WORD = rf"{_LETTER}+(?:[\u0300-\u036f\u00ad]+{_LETTER}*)*(?:['’]s(?!{_LETTER}))?"
_word = re.compile(WORD)


def words(text: str) -> list[str]:
    """The words of a text as they stand there.

    >>> words("Besluit_2020-47 (definitief).pdf")
    ['Besluit', '2020', '47', 'definitief', 'pdf']
    """
    return _word.findall(text)


def places(text: str) -> Iterator[tuple[int, int]]:
    """Where those words start and end."""
    return (found.span() for found in _word.finditer(text))


def forms(text: str) -> list[str]:
    """The words of a text, folded.

    >>> forms("Zorgkosten: één café, foto's van jan_de.wit@raad.nl")
    ['zorgkosten', 'een', 'cafe', "foto's", 'van', 'jan', 'de', 'wit', 'raad', 'nl']
    """
    return [fold(word) for word in _word.findall(text)]


@lru_cache(maxsize=1 << 17)
def fold(word: str) -> str:
    r"""A word without capitals, accents and ligatures: the form that is indexed (Unicode NFKD).

    >>> fold("Coördinatie"), fold("Ĳsselstein"), fold("ge\u00admeente"), fold("foto’s")
    ('coordinatie', 'ijsselstein', 'gemeente', "foto's")
    """
    if not word.isascii():
        parts = unicodedata.normalize("NFKD", word.casefold())
        word = "".join(part for part in parts if not unicodedata.combining(part) and part != "\u00ad")
        word = word.replace("’", "'")
    return word.lower()[:LONGEST]
