"""What letters a form has, as bits: two forms that differ in many are not alike."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

if TYPE_CHECKING:
    from reader.index.arrays import Array

_LETTERS = b"abcdefghijklmnopqrstuvwxyz"
_DIGIT, _BEYOND = 26, 31  # the bits of all digits, and of all letters beyond ASCII
_CONTINUED = range(0x80, 0xC0)  # bytes of UTF-8 that begin no character


def _bits() -> Array:
    bits = np.zeros(256, np.uint32)
    for at, letter in enumerate(_LETTERS):
        bits[letter] = 1 << at
    bits[list(b"0123456789")] = 1 << _DIGIT
    bits[_CONTINUED.stop :] = 1 << _BEYOND
    return bits


_BITS = _bits()
_BEGINS = np.array([byte not in _CONTINUED for byte in range(256)], np.uint8)


def letter_bits(text: Array) -> Array:
    """For each byte of UTF-8 the bit of its letter."""
    return _BITS[text]


def characters(text: Array) -> Array:
    """For each byte of UTF-8 whether a character begins with it."""
    return _BEGINS[text]


text_key = crc32  # a number of 32 bits by which a form is told from nearly all others
