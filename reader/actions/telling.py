"""Which words of a sentence tell most that it asks something: for a user who asks why it was found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.actions.book import rule_book
from reader.actions.matching import by_itself, looked_at
from reader.actions.reading import read
from reader.message import Block, Body, Message, MessageRef

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST = 4
_LEAST = 0.25  # of the odds, which are a logarithm: a word that takes less away says nothing to a reader
_CLEAR = 1.2  # of the odds: where no word takes so much away, it is the sentence as a whole that tells
_SHARE = 0.25  # of what the most telling word tells: what tells less is left out
# Words that every sentence has, and months, which stand with the dates; what they weigh says nothing to a reader.
_SMALL = frozenset("de het een te van en in op om er is ik als of dat die dit door voor".split())
_MONTHS = frozenset(
    "januari februari maart april mei juni juli augustus september oktober november december".split()
)
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")


def telling_words(sentence: str) -> tuple[str, ...]:
    """Those words, at most four, as they are written and in the order of the sentence; none where no word tells much.

    A word tells as much as the odds lose without it: by itself, by its neighbours, and by the rules that need it.  Words that
    are neighbours are one text, with the word between them where that is only one.

    >>> telling_words("Ik verzoek u de wijziging niet vast te stellen.")
    ('verzoek u',)
    """
    whole = _odds(sentence)
    told: dict[str, tuple[float, int, str]] = {}  # each word once
    for word in _WORD.finditer(sentence):
        name = word[0].casefold()
        if name not in _SMALL | _MONTHS and not name.isdigit():
            less = whole - _odds(sentence[: word.start()] + sentence[word.end() :])
            if less >= _LEAST:
                told[name] = max(told.get(name, (0.0, 0, "")), (less, -word.start(), word[0]))
    most = sorted(told.values(), reverse=True)[:_MOST]
    if not most or most[0][0] < _CLEAR:
        return ()
    places = sorted(
        (-start, len(written) - start) for less, start, written in most if less >= _SHARE * most[0][0]
    )
    return tuple(" ".join(sentence[start:end].split()) for start, end in _joined(sentence, places))


def _joined(sentence: str, places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places of words, those of neighbours as one."""
    joined: list[tuple[int, int]] = []
    for start, end in places:
        if joined and len(_WORD.findall(sentence[joined[-1][1] : start])) <= 1:
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    return joined


def _odds(sentence: str) -> float:
    """That the sentence asks something, where it stands by itself."""
    book = rule_book()
    body = Body(sentence, (Block(0, len(sentence), "text", 0, -1),))
    reading = read(Message("", MessageRef(""), body=body), book)
    found = looked_at(reading, book.patterns.near(reading.lines), book, every=True)
    return max((by_itself(one, book) for one in found), default=0.0)
