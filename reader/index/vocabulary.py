"""The forms that were met while indexing, and the vocabulary of one segment made from them."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import numpy as np

from reader.index.letters import characters, letter_bits, text_key
from reader.index.lexicon import Lexicon
from reader.index.numbered import Numbered
from reader.index.stems import new_stem
from reader.index.words import packed_form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.index.arrays import Array
    from reader.index.numbered import Lines

_LINE = b"\n"  # stands in no form
MOST_WORDS = 1_000_000  # that are kept from one batch to the next: 200 MB


class Forms:
    """The forms that were met so far, numbered.  Most come back in each segment, so they outlive a batch."""

    def __init__(self) -> None:
        self.lexicon = Lexicon(self._numbers_of)
        self._forms = Numbered()
        self._stems = Numbered()
        self._stem_of = array("I")
        self._keys = array("I")

    def __len__(self) -> int:
        return len(self._forms)

    def used(self, forms: Array) -> Array:
        """Those of the forms, each true or false, that are, in the order of their bytes."""
        return self._forms.ordered(forms)

    def vocabulary(self, order: Array) -> dict[str, Array]:
        """The arrays of a segment with these forms."""
        of_form = np.array(self._stem_of, np.uint32)[order]
        known = np.zeros(len(self._stems), bool)
        known[of_form] = True
        stems = self._stems.ordered(known)
        rank = np.zeros(len(known), np.uint32)
        rank[stems] = np.arange(len(stems), dtype=np.uint32)
        keys = np.array(self._keys, np.uint32)[order]
        return vocabulary(self._forms.lines(order), self._stems.lines(stems), rank[of_form], keys)

    def shorten(self) -> None:
        """Begin anew where there are too many; between two batches."""
        if len(self.lexicon) > MOST_WORDS:
            self.__init__()  # type: ignore[misc] # as new

    def _numbers_of(self, words: Sequence[bytes]) -> list[int]:
        """The number of the form of each word, known or new."""
        numbers, new = self._forms.numbers(list(map(packed_form, words)))
        if new:
            forms = _LINE.join(new).decode("utf-8", "surrogatepass").split("\n")
            stems = bytes_of("\n".join(map(new_stem, forms))).split(_LINE)
            self._stem_of.extend(self._stems.numbers(stems)[0])
            self._keys.extend(map(text_key, new))
        return numbers


def vocabulary(forms: Lines, stems: Lines, of_form: Array, keys: Array) -> dict[str, Array]:
    """The arrays for forms and stems, both in the order of their bytes; the stem of each form, and its key."""
    text, ends = forms
    begins = np.append(np.uint32(0), ends[:-1] + 1) if len(ends) else ends
    by_stem = np.argsort(of_form, kind="stable")
    return {
        "form_text": text,
        "form_ends": ends,
        # A line end has no letter, and is counted as a character.
        "form_marks": np.bitwise_or.reduceat(letter_bits(text), begins) if len(ends) else ends,
        "form_sizes": (np.add.reduceat(characters(text), begins) - 1 if len(ends) else ends).astype(np.uint8),
        "form_keys": np.sort(keys),
        "form_stems": of_form,
        "stem_text": stems.text,
        "stem_ends": stems.ends,
        "stem_forms": by_stem.astype(np.uint32),
        "stem_starts": np.searchsorted(
            of_form[by_stem], np.arange(len(stems.ends) + 1, dtype=np.uint32)
        ).astype(np.uint32),
    }


def keys_of(forms: Sequence[bytes]) -> Array:
    """The key of each form."""
    return np.fromiter(map(text_key, forms), np.uint32, len(forms))


def bytes_of(text: str) -> bytes:
    """A form or a stem as the vocabulary holds it."""
    return text.encode("utf-8", "surrogatepass")
