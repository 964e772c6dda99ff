"""Which texts of a vocabulary fit a pattern with jokers: `*` for any letters, `?` for one.

A pattern is looked for in all texts at once: for each part between two stars the first place behind the part before it.
A text beyond ASCII, where a letter takes several bytes, is looked at by itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from reader.index.arrays import distinct
from reader.index.vocabulary import bytes_of

if TYPE_CHECKING:
    from reader.index.arrays import Array

_LINE_END, _ANY = ord("\n"), ord("?")
_BEYOND = 0x80  # ASCII


def fitting(text: Array, begins: Array, ends: Array, pattern: str) -> Array:
    """Which of the texts fit that stand in `text[begin:end]`, each before a line end; true or false for each."""
    parts = bytes_of(pattern).split(b"*")
    fits = np.ones(len(begins), bool)
    place = begins  # behind what was found of each text
    for number, part in enumerate(parts):
        if number == 0:
            place = begins + len(part)
            fits &= (place <= ends) & _stands(text, begins, part)
        elif number < len(parts) - 1:
            found = _all(text, int(begins[0]), int(ends[-1]), part)
            at = np.append(found, len(text))[np.searchsorted(found, place)]
            place = at + len(part)
            fits &= place <= ends
    last = ends - len(parts[-1])
    fits &= (last >= place if len(parts) > 1 else last == begins) & _stands(text, last, parts[-1])
    beyond = distinct(
        np.searchsorted(ends, np.flatnonzero(text[begins[0] : ends[-1]] >= _BEYOND) + begins[0])
    )
    expression = re.compile(b"".join(map(_as_expression, pattern)))
    for at in beyond.tolist():
        fits[at] = expression.fullmatch(text[begins[at] : ends[at]].tobytes()) is not None
    return fits


def _stands(text: Array, places: Array, part: bytes) -> Array:
    """Whether the part stands at each of these places; a place may be outside the text."""
    stands = np.ones(len(places), bool)
    for offset, letter in enumerate(part):
        if letter != _ANY:
            stands &= text[np.clip(places + offset, 0, len(text) - 1)] == letter
    return stands


def _all(text: Array, begin: int, end: int, part: bytes) -> Array:
    """All places where the part stands within one line, in order."""
    size = max(end - begin - len(part) + 1, 0)
    stands = np.ones(size, bool)
    for offset, letter in enumerate(part, begin):
        here = text[offset : offset + size]
        stands &= here != _LINE_END if letter == _ANY else here == letter
    return np.flatnonzero(stands) + begin


def _as_expression(letter: str) -> bytes:
    if letter == "*":
        return rb"[^\n]*"
    if letter == "?":
        return rb"(?:[\0-\x09\x0b-\x7f]|[\xc0-\xff][\x80-\xbf]*)"
    return re.escape(bytes_of(letter))
