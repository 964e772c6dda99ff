"""A query with its misspelt words put right: "gemeenschapelijke regelng" to "gemeenschappelijke regeling".

A word that stands nowhere is taken together with its neighbour, replaced by the most frequent form that is a few letters off,
or taken apart.  Where that finds nothing, words that do stand somewhere are held to be misspelt too, if a near form is much more
frequent: others make the same mistakes.  A whole sentence ("alles wat de raad moet doen voor de vergadering") finds next to
nothing, since a message must have all its words: then its little words are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.index.compounds import SHORTEST
from reader.index.nearness import is_near
from reader.query import Word, needs_all, spelled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reader.index.postings import Postings
    from reader.query import How, Spelled

_TWO_OFF = 5  # letters from which a word may be two letters off
_RARER = 10  # times a form that is one more letter off, or replaces a known word, has to be more frequent
_MOST_WORDS = 12  # of a query: each costs a walk through the vocabulary
_FEW = 5  # hits: who finds more has no need of other words
_LEAST_LITTLE = 2  # of a sentence
_LITTLE = frozenset(
    """
    aan al alle alles als bij dan dat de deze die dit doen door een en er gaat gaan ging had heb hebben heeft het hoe iets ik in is
    kan kunnen met moet moeten mag mogen na naar nog of om onze ons ook op over te tot u uit uw van voor waar wanneer wat we welke
    werd wie wij wil willen word worden wordt zal zijn zo zou zullen
    """.split()
)


def suggestion(
    text: str, postings: Postings, finds: Callable[[str], int], *, found: int, typing: bool
) -> str:
    """The query put right; "" where nothing is wrong, or where nothing would be gained.

    `finds` says how many messages a query finds, `found` how many this one does.
    """
    words = list(spelled(text))
    if not 0 < len(words) <= _MOST_WORDS:
        return ""
    unknown = [not _stands(word, postings, typing and word.end == len(text)) for word in words]
    tries = [unknown] if any(unknown) else []
    if not found:
        tries.append([True] * len(words))
    for suspect in tries:
        better = _replaced(text, list(_changes(words, suspect, unknown, postings)))
        if better != text and finds(better):
            return better
    shorter = _without_little_words(text, words, typing=typing) if found <= _FEW else text
    return shorter if shorter != text and finds(shorter) > found else ""


def missing(text: str, postings: Postings, *, typing: bool) -> tuple[str, ...]:
    """The words of a query that stand nowhere, as they are written in it, each once.

    None where it can find something without them, as with OF: then they are not what is wrong.
    """
    words = list(spelled(text))
    if len(words) > _MOST_WORDS or not needs_all(text):
        return ()
    nowhere = (word for word in words if not _stands(word, postings, typing and word.end == len(text)))
    return tuple(dict.fromkeys(text[word.start : word.end] for word in nowhere))


class _Change(NamedTuple):
    start: int
    end: int
    to: str


def _without_little_words(text: str, words: Sequence[Spelled], *, typing: bool) -> str:
    """What is left of a sentence; the same where it is none, or where nothing would be left."""
    little = [
        word
        for word in words
        if word.form in _LITTLE
        and word.by_itself
        and text[max(word.start - 1, 0)] != ":"
        and not (typing and word.end == len(text))
    ]
    if not _LEAST_LITTLE <= len(little) < len(words):
        return text
    return " ".join(_replaced(text, [_Change(word.start, word.end, "") for word in little]).split())


def _stands(word: Spelled, postings: Postings, typed: bool) -> bool:  # noqa: FBT001 - of this module alone
    """Whether a word, any form of it, or a word that begins so stands anywhere."""
    how: How = (
        "prefix" if typed and word.literal else "typed" if typed else "exact" if word.literal else "stem"
    )
    return postings.stands(Word(word.form, how))


def _changes(
    words: Sequence[Spelled], suspect: Sequence[bool], unknown: Sequence[bool], postings: Postings
) -> Iterator[_Change]:
    """What to put in place of which words, in order."""
    at = 0
    while at < len(words):
        word = words[at]
        other = words[at + 1] if at + 1 < len(words) else None
        if other and (suspect[at] or suspect[at + 1]) and _are_neighbours(word, other):
            joined = word.form + other.form
            if postings.frequencies(joined, 0):
                yield _Change(word.start, other.end, joined)
                at += 2
                continue
        if suspect[at] and (to := _better(word, postings, known=not unknown[at])):
            yield _Change(word.start, word.end, to)
        at += 1


def _are_neighbours(word: Spelled, other: Spelled) -> bool:
    return word.by_itself and other.by_itself and other.start - word.end == 1


def _better(word: Spelled, postings: Postings, *, known: bool) -> str:
    """The likeliest other spelling of one word; "" where there is none."""
    form = word.form
    if len(form) < SHORTEST or not form.isalpha():
        return ""
    near = postings.frequencies(form, 2 if len(form) >= _TWO_OFF else 1)
    nearest = [one for one in near if is_near(form, one, 1)]
    if not known and not nearest and word.by_itself and (apart := _apart(form, postings)):
        return apart
    for one in nearest:
        near[one] *= _RARER
    own = near.pop(form, 0)
    best = max(near, key=lambda one: (near[one], one), default="")
    return best if best and near[best] >= own * _RARER else ""


def _apart(form: str, postings: Postings) -> str:
    """Two words that are known, most evenly so; "" where there are none."""
    best, to = 0, ""
    for at in range(SHORTEST, len(form) - SHORTEST + 1):
        one, other = form[:at], form[at:]
        less = min(postings.frequencies(one, 0)[one], postings.frequencies(other, 0)[other])
        if less > best:
            best, to = less, f"{one} {other}"
    return to


def _replaced(text: str, changes: Sequence[_Change]) -> str:
    for change in reversed(changes):
        text = text[: change.start] + change.to + text[change.end :]
    return text
