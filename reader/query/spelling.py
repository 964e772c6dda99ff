"""The words of a query as they are spelled, and where they stand in it: what a suggestion may put others in place of."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, get_args

from reader.query.lexemes import FIELDS, split
from reader.query.tree import TextField
from reader.tokens import WORD, fold

if TYPE_CHECKING:
    from collections.abc import Iterator

_word = re.compile(WORD)
_JOKERS = frozenset("*?~")
_LEFT_OUT = frozenset(("minus", "not"))


class Spelled(NamedTuple):
    """One word of a query."""

    form: str
    start: int
    end: int
    literal: bool = False  # in quotation marks
    by_itself: bool = True  # not a part of a phrase, a file name or an address


def spelled(text: str) -> Iterator[Spelled]:
    """The words that are looked for in texts: no values of other fields, nothing with jokers, nothing that is left out.

    >>> [word.form for word in spelled('van:jansen -motie OF datum:2020 "In handen" wijk* categorie:x')]
    ['jansen', 'in', 'handen']
    """
    passed_over = False
    for lexeme in split(text):
        if lexeme.kind in ("word", "phrase"):
            if not passed_over and _JOKERS.isdisjoint(lexeme.value):
                literal = lexeme.kind == "phrase"
                begin = lexeme.start + literal
                found = list(_word.finditer(lexeme.value))
                for one in found:
                    yield Spelled(
                        fold(one[0]),
                        begin + one.start(),
                        begin + one.end(),
                        literal,
                        by_itself=len(found) == 1 and not literal,
                    )
            passed_over = False
        elif lexeme.kind == "field":
            field = FIELDS.get(fold(lexeme.value))
            passed_over = passed_over or field not in get_args(TextField)
        else:
            passed_over = lexeme.kind in _LEFT_OUT


def needs_all(text: str) -> bool:
    """Whether a message must have all of those words: none is one of two, or in a group that is left out.

    >>> [needs_all(text) for text in ("motie (raad afval) -jansen", "motie OF raad", "motie -(raad afval)")]
    [True, False, False]
    """
    kinds = [lexeme.kind for lexeme in split(text)]
    return "or" not in kinds and not any(
        one in _LEFT_OUT and after == "open" for one, after in pairwise(kinds)
    )
