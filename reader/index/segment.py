"""One immutable segment of the index, open for reading: its vocabulary, and the postings of each field.

The vocabulary holds the forms in the order of their bytes, so that a beginning is a stretch of it, and each stem with
its forms.  A form is known by its number in it.  All of it stays in the file and is mapped, not read.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reader.index import arrays
from reader.index.jokers import fitting
from reader.index.letters import letter_bits
from reader.index.nearness import is_near, within
from reader.index.vocabulary import bytes_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reader.index.arrays import Array
    from reader.query import Word

SUFFIX = ".arrays"
_FORMS = ".forms"
_FEW = 8  # of so many forms one is looked for: more cost less together than one by one
_BEFORE_JOKER = re.compile("[^*?]*")


class Segment:
    """The arrays that `invert` made."""

    def __init__(self, path: Path) -> None:
        """ValueError or OSError where the file is not as it was written."""
        self.name = path.stem
        self._arrays = arrays.opened(path)
        self.numbers = self._arrays["numbers"]  # message -> its number in the store
        self.forms = Texts(self._arrays["form_text"], self._arrays["form_ends"])
        self.stems = Texts(self._arrays["stem_text"], self._arrays["stem_ends"])
        self._form_sizes = self._arrays["form_sizes"]
        self._form_marks = self._arrays["form_marks"]
        self._form_keys = self._arrays["form_keys"]
        self.stem_of_form = self._arrays["form_stems"]
        self._stem_forms = self._arrays["stem_forms"]
        self._stem_starts = self._arrays["stem_starts"]
        self.field_names = tuple(name.removesuffix(_FORMS) for name in self._arrays if name.endswith(_FORMS))
        self._fields: dict[str, Field] = {}
        self.expansions: dict[Word, Array] = {}  # what `expand` keeps

    def array(self, name: str) -> Array:
        """One that `attributes` packed."""
        return self._arrays[name]

    def field(self, name: str) -> Field:
        if name not in self._fields:
            self._fields[name] = Field(self._arrays, name)
        return self._fields[name]

    def near(self, form: str, most: int) -> Array:
        """The numbers of the forms that are at most so many letters off, in order."""
        numbers = self._alike(form, most)
        plain = self._form_sizes[numbers] == self.forms.sizes(numbers)
        if not form.isascii():
            plain[:] = False
        letters, sizes = self.forms.letters(numbers[plain], len(form) + most)
        near = [at for at in numbers[~plain].tolist() if is_near(form, self.forms[at], most)]
        found = numbers[plain][within(form.encode(), letters, sizes, most)] if plain.any() else numbers[:0]
        return np.sort(np.concatenate((found, np.array(near, np.int64))))

    def _alike(self, form: str, most: int) -> Array:
        """The numbers of the forms that may be so near: of a like size, with nearly the same letters in them.

        A letter more or less changes one bit of the marks, another letter two, a swap none.
        """
        near = np.abs(self._form_sizes.astype(np.int16) - len(form)) <= most
        letters = np.frombuffer(bytes_of(form), np.uint8)
        mark = np.bitwise_or.reduce(letter_bits(letters), initial=np.uint32(0))
        near &= np.bitwise_count(self._form_marks ^ mark) <= 2 * most
        return np.flatnonzero(near)

    def holding(self, part: bytes) -> tuple[Array, list[bytes]]:
        """The forms that are longer than this part and have it in them: their numbers in order, and they themselves."""
        numbers = self.forms.holding(part)
        numbers = numbers[self.forms.sizes(numbers) > len(part)]
        return numbers, self.forms.all_of(numbers)

    def has_keys(self, keys: Array) -> Array:
        """For each key whether a form has it, see `letters.text_key`."""
        at = np.searchsorted(self._form_keys, keys)
        at[at == len(self._form_keys)] = 0
        has: Array = self._form_keys[at] == keys if len(self._form_keys) else np.zeros(len(keys), bool)
        return has

    def frequencies(self, forms: Array) -> Array:
        """In how many messages these forms stand, a field counted apart."""
        counts: Array = np.zeros(len(forms), np.int64)
        for name in self.field_names:
            field = self.field(name)
            at = field.terms(forms)
            counts[np.searchsorted(forms, field.forms[at])] += (
                field.starts[at + 1] - field.starts[at]
            ).astype(np.int64)
        return counts

    def of_stem(self, stem: str) -> Array:
        """The numbers of the forms that have this stem, in order."""
        at = self.stems.index(stem)
        if at < 0:
            return self._stem_forms[:0]
        return self._stem_forms[self._stem_starts[at] : self._stem_starts[at + 1]]


class Texts:
    """Texts in the order of their bytes, each on a line of its own."""

    def __init__(self, text: Array, ends: Array) -> None:
        self.text = text.data
        self.ends = ends

    def __len__(self) -> int:
        return len(self.ends)

    def all_packed(self) -> list[bytes]:
        return bytes(self.text).split(b"\n")[:-1]

    def packed(self, number: int) -> bytes:
        begin = int(self.ends[number - 1]) + 1 if number else 0
        return bytes(self.text[begin : int(self.ends[number])])

    def all_of(self, numbers: Array) -> list[bytes]:
        """The bytes of these texts."""
        pairs = zip(self._starts(numbers).tolist(), self.ends[numbers].tolist(), strict=True)
        return [bytes(self.text[begin:end]) for begin, end in pairs]

    def __getitem__(self, number: int) -> str:
        return self.packed(number).decode("utf-8", "surrogatepass")

    def sizes(self, numbers: Array) -> Array:
        """How many bytes these texts take."""
        return self.ends[numbers].astype(np.int64) - self._starts(numbers)

    def letters(self, numbers: Array, most: int) -> tuple[Array, Array]:
        """The bytes of these texts up to `most`, a row a place and a column a text, and how many bytes each has."""
        places = self._starts(numbers) + np.arange(most)[:, np.newaxis]
        text = np.frombuffer(self.text, np.uint8)
        return text[np.minimum(places, len(text) - 1)], self.sizes(numbers)

    def _starts(self, numbers: Array) -> Array:
        return np.where(numbers > 0, self.ends[numbers - 1].astype(np.int64) + 1, 0)

    def first_from(self, packed: bytes) -> int:
        """The number of the first text that is not before these bytes."""
        return bisect_left(range(len(self.ends)), packed, key=self.packed)

    def index(self, text: str) -> int:
        """The number of a text; -1 where it is not there."""
        packed = bytes_of(text)
        at = self.first_from(packed)
        return at if at < len(self.ends) and self.packed(at) == packed else -1

    def holding(self, part: bytes) -> Array:
        """The numbers of the texts that have this part in them."""
        text = bytes(self.text)
        places = []
        at = text.find(part)
        while at >= 0:
            places.append(at)
            at = text.find(part, at + 1)
        return arrays.distinct(np.searchsorted(self.ends, np.array(places, np.uint32)))

    def beginning(self, text: str) -> range:
        """The numbers of the texts that begin so."""
        packed = bytes_of(text)
        return range(self.first_from(packed), self.first_from(packed + b"\xff"))

    def fitting(self, pattern: str) -> Array:
        """The numbers of the texts that fit a pattern with jokers: `*` for any letters, `?` for one."""
        run = self.beginning(_BEFORE_JOKER.match(pattern)[0])  # type: ignore[index] # it may be empty, and always fits
        if not run:
            return np.empty(0, np.int64)
        numbers = np.arange(run.start, run.stop)
        text = np.frombuffer(self.text, np.uint8)
        fits = fitting(text, self._starts(numbers), self.ends[numbers].astype(np.int64), pattern)
        return numbers[fits]


@dataclass(frozen=True, slots=True)
class Postings:
    """Where one form stands in one field."""

    messages: Array  # in order
    counts: Array  # how often in each
    places: Array  # all places, message after message


class Field:
    """The postings of one field; a message with very many of one form stands more than once in a row."""

    def __init__(self, all_arrays: Mapping[str, Array], name: str) -> None:
        self.forms = all_arrays[f"{name}.forms"]  # numbers of the forms that occur in it, in order
        self.lengths = all_arrays[f"{name}.lengths"]  # of each message, in words
        self.messages = all_arrays[f"{name}.messages"]
        self.counts = all_arrays[f"{name}.counts"]
        self.places = all_arrays[f"{name}.places"]
        self.starts = all_arrays[f"{name}.starts"]
        self.place_starts = all_arrays[f"{name}.place_starts"]

    def at(self, form: int) -> int:
        """Where a form stands among those of this field; -1 where it does not occur."""
        at = int(
            np.searchsorted(self.forms, np.uint32(form))
        )  # of one type, or all forms are made another first
        return at if at < len(self.forms) and self.forms[at] == form else -1

    def terms(self, forms: Array) -> Array:
        """Where those of these forms stand that occur in this field."""
        if len(forms) * _FEW > len(self.forms) > 0:
            wanted = np.zeros(int(self.forms[-1]) + 1, bool)
            wanted[forms[forms < len(wanted)]] = True
            return np.flatnonzero(wanted[self.forms])
        at = np.searchsorted(self.forms, forms)
        inside = at < len(self.forms)
        at = at[inside]
        found: Array = at[self.forms[at] == forms[inside]]
        return found

    def frequency(self, terms: Array) -> int:
        """In how many messages these terms stand, each counted apart."""
        return int((self.starts[terms + 1] - self.starts[terms]).sum())

    def entries(self, terms: Array) -> slice | Array:
        """Where `messages` and `counts` have these terms, which are in order and not none."""
        return _entries(self.starts, terms)

    def place_entries(self, terms: Array) -> slice | Array:
        """Where `places` has these terms."""
        return _entries(self.place_starts, terms)

    def postings(self, at: int) -> Postings:
        run = slice(int(self.starts[at]), int(self.starts[at + 1]))
        places = slice(int(self.place_starts[at]), int(self.place_starts[at + 1]))
        messages = self.messages[run]
        first = np.flatnonzero(np.diff(messages.astype(np.int64), prepend=-1))
        counts = np.add.reduceat(self.counts[run], first, dtype=np.int64)
        return Postings(messages[first], counts, self.places[places])


def _entries(starts: Array, terms: Array) -> slice | Array:
    """Where the entries of these terms are in the arrays that `starts` parts: one stretch where they are neighbours."""
    if terms[-1] - terms[0] + 1 == len(terms):
        return slice(int(starts[terms[0]]), int(starts[terms[-1] + 1]))
    begins = starts[terms].astype(np.int64)
    sizes = starts[terms + 1].astype(np.int64) - begins
    before = np.cumsum(sizes) - sizes
    return np.repeat(begins - before, sizes) + np.arange(int(sizes.sum()))
