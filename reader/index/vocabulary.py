"""The forms that were met while indexing, and the vocabulary of one segment made from them."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import numpy as np

from reader.index.letters import characters, letter_bits, text_key
from reader.index.lexicon import Lexicon
from reader.index.stems import stem
from reader.index.words import form_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.index.arrays import Array

MOST_WORDS = 1_000_000  # that are kept from one batch to the next: 200 MB
_LINE = b"\n"  # ends each form in the vocabulary; stands in none


class Forms:
    """The forms that were met so far, numbered.  Most come back in each segment, so they outlive a batch."""

    def __init__(self) -> None:
        self.lexicon = Lexicon(lambda word: self.number(form_of(word)))
        self._forms = _Numbered()
        self._stems = _Numbered()
        self._stem_of = array("I")

    def __len__(self) -> int:
        return len(self._forms.texts)

    def number(self, form: str) -> int:
        """The number of a form, known or new."""
        number = self._forms.number(form)
        if number == len(self._stem_of):
            self._stem_of.append(self._stems.number(stem(form)))
        return number

    def used(self, forms: Array) -> Array:
        """Those of the forms, each true or false, that are, in the order of their bytes."""
        return self._forms.used(forms)

    def vocabulary(self, order: Array) -> dict[str, Array]:
        """The arrays of a segment with these forms."""
        of_form = np.array(self._stem_of, np.uint32)[order]
        known = np.zeros(len(self._stems.texts), bool)
        known[of_form] = True
        stems = self._stems.used(known)
        rank = np.zeros(len(known), np.uint32)
        rank[stems] = np.arange(len(stems), dtype=np.uint32)
        return vocabulary(self._forms.listed(order), self._stems.listed(stems), rank[of_form])

    def shorten(self) -> None:
        """Begin anew where there are too many; between two batches."""
        if len(self.lexicon) > MOST_WORDS:
            self.__init__()  # type: ignore[misc] # as new


class _Numbered:
    """Texts in the order in which they came."""

    def __init__(self) -> None:
        self.texts: list[bytes] = []
        self._numbers: dict[str, int] = {}
        self._order: list[int] = []  # of the texts that were sorted already

    def number(self, text: str) -> int:
        number = self._numbers.get(text)
        if number is None:
            number = self._numbers[text] = len(self.texts)
            self.texts.append(bytes_of(text))
        return number

    def listed(self, numbers: Array) -> list[bytes]:
        return list(map(self.texts.__getitem__, numbers.tolist()))

    def used(self, wanted: Array) -> Array:
        """The numbers of the wanted ones in the order of their bytes."""
        if len(self._order) < len(self.texts):
            key = self.texts.__getitem__
            new = sorted(range(len(self._order), len(self.texts)), key=key)
            self._order = sorted(self._order + new, key=key)  # two sorted runs, which sorting only merges
        order = np.array(self._order, np.int64)
        return order[wanted[order]]


def vocabulary(forms: Sequence[bytes], stems: Sequence[bytes], of_form: Array) -> dict[str, Array]:
    """The arrays for forms and stems, both in the order of their bytes; `of_form` has the stem of each form."""
    text, ends = _joined(forms), _ends(forms)
    begins = np.append(np.uint32(0), ends[:-1] + 1) if len(ends) else ends
    return {
        "form_text": text,
        "form_ends": ends,
        # A line end has no letter, and is counted as a character.
        "form_marks": np.bitwise_or.reduceat(letter_bits(text), begins) if len(ends) else ends,
        "form_sizes": (np.add.reduceat(characters(text), begins) - 1 if len(ends) else ends).astype(np.uint8),
        "form_keys": np.sort(np.fromiter(map(text_key, forms), np.uint32, len(forms))),
        "form_stems": of_form,
        "stem_text": _joined(stems),
        "stem_ends": _ends(stems),
        "stem_forms": np.argsort(of_form, kind="stable").astype(np.uint32),
        "stem_starts": np.searchsorted(np.sort(of_form), np.arange(len(stems) + 1, dtype=np.uint32)).astype(
            np.uint32
        ),
    }


def bytes_of(text: str) -> bytes:
    """A form or a stem as the vocabulary holds it."""
    return text.encode("utf-8", "surrogatepass")


def _joined(texts: Sequence[bytes]) -> Array:
    return np.frombuffer(_LINE.join([*texts, b""]), np.uint8)


def _ends(texts: Sequence[bytes]) -> Array:
    """Where each text ends, its line end not counted."""
    sizes = np.fromiter(map(len, texts), np.uint32, len(texts))
    return (np.cumsum(sizes + 1) - 1).astype(np.uint32)
