"""Which words of a sentence tell most that it asks something: for a user who asks why it was found."""

from __future__ import annotations

import re

from reader.actions.book import rule_book
from reader.actions.matching import facts_of, looked_at
from reader.actions.reading import read
from reader.message import Block, Body, Message, MessageRef

_MOST = 4
_LEAST = 0.25  # of the odds, which are a logarithm: a word that takes less away says nothing to a reader
# Words that every sentence has; what they weigh says nothing to a reader.
_SMALL = frozenset("de het een te van en in op om er is ik".split())
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")


def telling_words(sentence: str) -> tuple[str, ...]:
    """At most four words, as they are written, in the order of the sentence; none where no single word tells much.

    A word tells as much as the odds lose without it: by itself, by its neighbours, and by the rules that need it.

    >>> "verzoek" in telling_words("Ik verzoek u de wijziging niet vast te stellen.")
    True
    """
    whole = _odds(sentence)
    told: dict[str, tuple[float, int, str]] = {}  # each word once
    for word in _WORD.finditer(sentence):
        name = word[0].casefold()
        if name not in _SMALL and not name.isdigit():
            less = whole - _odds(sentence[: word.start()] + sentence[word.end() :])
            if less >= _LEAST:
                told[name] = max(told.get(name, (0.0, 0, "")), (less, -word.start(), word[0]))
    most = sorted(told.values(), reverse=True)[:_MOST]
    return tuple(written for _, _, written in sorted(most, key=lambda one: -one[1]))


def _odds(sentence: str) -> float:
    """That the sentence asks something, where it stands by itself."""
    book = rule_book()
    body = Body(sentence, (Block(0, len(sentence), "text", 0, -1),))
    reading = read(Message("", MessageRef(""), body=body), book)
    found = looked_at(reading, book.patterns.near(reading.lines), book, every=True)
    return max((book.weighing.by_itself(one.odds, facts_of(one, book)) for one in found), default=0.0)
