"""What `afdoening:` may name: the proposals of the griffie, in the user's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.note import PROPOSALS
from reader.tokens import forms
from reader.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence


def proposals_called(wanted: Sequence[str], *, prefix: bool) -> frozenset[str]:
    """The keys of the proposals with these words in a row; the last may be the begin of a word with `prefix`.

    "" is none at all, see `Filters.proposals`.  A proposal that has just these words is meant alone.

    >>> proposals_called(["kennis"], prefix=True), proposals_called(["geen"], prefix=False)
    (frozenset({'notice'}), frozenset({''}))
    >>> sorted(proposals_called(["ter", "afdoening"], prefix=False))
    ['college', 'college_copy']
    >>> proposals_called("in handen van het college ter afdoening".split(), prefix=False)
    frozenset({'college'})
    """
    names = [
        (key, forms(words(language).label[f"proposal_{key or 'none'}"]))
        for language in ("nl", "en")
        for key in ("", *PROPOSALS)
    ]
    exact = {key for key, name in names if name == list(wanted)}
    return frozenset(exact or {key for key, name in names if _holds(name, wanted, prefix=prefix)})


def _holds(name: Sequence[str], wanted: Sequence[str], *, prefix: bool) -> bool:
    *first, last = wanted
    return any(
        list(name[start : start + len(first)]) == first
        and (word.startswith(last) if prefix else word == last)
        for start, word in enumerate(name[len(first) :])
    )
