"""Compounds of a word: "zorg" finds "jeugdzorgkosten".

A compound is a form that has a form of the word in it, and else only words that are known, with linking letters between
them.  So "draad", "verraad" and "kameraad" are none of "raad".  Known are the words that stand somewhere in the index by
themselves, in whichever segment, so the answer does not depend on how the messages are spread over segments; and the
commonest of a griffie, since a small mailbox has few words.
"""

from __future__ import annotations

import tomllib
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reader.index.arrays import distinct
from reader.index.letters import text_key
from reader.index.stems import stem
from reader.index.vocabulary import bytes_of
from reader.paths import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from reader.index.arrays import Array
    from reader.index.segment import Segment
    from reader.query import Word, Words

    Compounded = Mapping[Word, frozenset[str]]  # the compounds of each word
    _Rests = Callable[[bytes], list[bytes]]

TABLE = RESOURCES / "search" / "compounds.toml"

SHORTEST = 4  # letters of a word that is looked for in compounds, and of a part of one
_SHORT = 3  # letters of a part that the table names
_INSIDE = 2  # letters that may belong to the word instead of to what stands before it: prikkel-draad, not prikkeld-raad
_ENDING = 3  # letters of a plural or an inflection
_MOST_KEPT = 256  # words
_MOST_KNOWN = 200_000  # parts

Packed = bytes  # a form in UTF-8


def compounded(node: Words) -> Word | None:
    """The word of a query that is looked for in compounds as well; no phrase is, nor what has jokers, nor "voor"."""
    word = node.words[0]
    if len(node.words) > 1 or word.how not in ("stem", "typed") or len(word.form) < SHORTEST:
        return None
    return None if bytes_of(word.form) in _table().never else word


class Compounds:
    """Finds the compounds in all segments of one commit."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = segments
        self._parts: dict[Packed, bool] = {}
        self._found: dict[Word, list[Array]] = {}
        self._forms_of: dict[Word, frozenset[str]] = {}

    def of(self, word: Word) -> list[Array]:
        """For each segment the numbers of the forms that are compounds of this word, in order."""
        if word not in self._found:
            if len(self._found) >= _MOST_KEPT:
                self._found.clear()
                self._forms_of.clear()
            self._found[word] = self._search(word)
        return self._found[word]

    def forms(self, word: Word) -> frozenset[str]:
        """The compounds themselves."""
        self.of(word)
        return self._forms_of[word]

    def _search(self, word: Word) -> list[Array]:
        if len(self._parts) > _MOST_KNOWN:
            self._parts.clear()
        forms = self._forms(word)
        holding = [_holding(segment, forms) for segment in self._segments]
        texts = {text for _numbers, those in holding for text in those}
        accepted = self._accepted(texts, forms, stem(word.form))
        self._forms_of[word] = frozenset(text.decode("utf-8", "surrogatepass") for text in accepted)
        return [
            distinct(numbers[[text in accepted for text in those]]).astype(np.uint32)
            for numbers, those in holding
        ]

    def _forms(self, word: Word) -> set[Packed]:
        """The forms of the word in any segment; none where it is being typed and no word yet."""
        stemmed = stem(word.form)
        found = {
            segment.forms.packed(at) for segment in self._segments for at in segment.of_stem(stemmed).tolist()
        }
        itself = bytes_of(word.form)
        if word.how == "typed" and itself not in found:
            return set()
        return {form for form in (*found, itself) if len(form) >= SHORTEST}

    def _accepted(self, texts: Iterable[Packed], forms: set[Packed], stemmed: str) -> set[Packed]:
        """Those of the texts that are compounds of one of the forms."""
        cuts = [cut for text in texts if text not in forms for cut in _cuts(text, forms, stemmed)]
        tails = self._made({cut.tail for cut in cuts}, _after)
        cuts = [cut for cut in cuts if cut.tail in tails]
        heads = self._made({cut.head for cut in cuts}, _before)
        cuts = [cut for cut in cuts if cut.head in heads]
        longer = {one: other for cut in cuts for one, other in _longer(cut) if one not in forms}
        self._look_up(longer)
        begins = self._made({other for one, other in longer.items() if self._parts[one]}, _before)
        return {
            cut.text
            for cut in cuts
            if not any(self._parts.get(one) and other in begins for one, other in _longer(cut))
        }

    def _made(self, sides: set[Packed], without_link: _Rests) -> set[Packed]:
        """Those of the sides that are one or two known words with linking letters, or nothing at all."""
        options = {side: without_link(side) for side in sides}
        self._look_up(one for those in options.values() for one in those)
        made = {side for side, those in options.items() if any(map(self._parts.__getitem__, those))}
        left = {one for side, those in options.items() if side not in made for one in those}
        ends = {one: [one[at:] for at in range(_SHORT, len(one) - _SHORT + 1)] for one in left}
        self._look_up(end for those in ends.values() for end in those)
        pairs = {
            one: [begin for end in those if self._parts[end] for begin in _before(one.removesuffix(end))]
            for one, those in ends.items()
        }
        self._look_up(begin for those in pairs.values() for begin in those)
        double = {one for one, those in pairs.items() if any(map(self._parts.__getitem__, those))}
        return made | {side for side in sides if not side or not double.isdisjoint(options[side])}

    def _look_up(self, parts: Iterable[Packed]) -> None:
        """Find out which of these are known words."""
        table = _table()
        new = []
        for part in set(parts).difference(self._parts):
            self._parts[part] = part in table.known
            if (len(part) >= SHORTEST or part in table.short) and part not in table.never:
                new.append(part)
        keys = np.fromiter(map(text_key, new), np.uint32, len(new))
        left = np.argsort(keys)  # in order, so that neighbours are looked up in the same place
        for segment in self._segments:
            has = segment.has_keys(keys[left])
            self._parts.update((new[at], True) for at in left[has].tolist())
            left = left[~has]


class _Cut(NamedTuple):
    """A form of a word found in a longer one."""

    text: Packed
    form: Packed
    head: Packed  # what stands before it
    tail: Packed


def _cuts(text: Packed, forms: Iterable[Packed], stemmed: str) -> Iterator[_Cut]:
    """The ways to see a form of the word in a text, with something beside it."""
    for form in forms:
        at = text.find(form)
        while at >= 0:
            head, tail = text[:at], text[at + len(form) :]
            if tail and len(tail) <= _ENDING and stem((form + tail).decode("utf-8", "replace")) == stemmed:
                tail = b""  # a form of the word that does not stand by itself anywhere
            if head or tail:
                yield _Cut(text, form, head, tail)
            at = text.find(form, at + 1)


def _longer(cut: _Cut) -> Iterator[tuple[Packed, Packed]]:
    """The form with the last letters before it, and what stands before those: "draad" and "prikkel"."""
    for count in range(1, min(_INSIDE, len(cut.head)) + 1):
        yield cut.head[-count:] + cut.form, cut.head[:-count]


def _before(head: Packed) -> list[Packed]:
    """What may be the last word of a head: all of it, or without the linking letters at its end."""
    return [head, *(head[: -len(link)] for link in _table().links if head.endswith(link))]


def _after(tail: Packed) -> list[Packed]:
    return [tail, *(tail[len(link) :] for link in _table().links if tail.startswith(link))]


class _Table(NamedTuple):
    links: tuple[Packed, ...]
    short: frozenset[Packed]
    known: frozenset[Packed]
    never: frozenset[Packed]


@cache
def _table() -> _Table:
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    links, short, known, never = ([text.encode() for text in table[name]] for name in _Table._fields)
    return _Table(tuple(links), frozenset(short), frozenset(known), frozenset(never))


def _holding(segment: Segment, forms: set[Packed]) -> tuple[Array, list[Packed]]:
    """The forms of a segment that have one of these in them: their numbers, and they themselves."""
    needles = [one for one in forms if not any(other != one and other in one for other in forms)]
    numbers, texts = [np.empty(0, np.int64)], []
    for needle in needles:
        found, those = segment.holding(needle)
        numbers.append(found)
        texts += those
    return np.concatenate(numbers), texts
