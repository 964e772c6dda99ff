r"""The words of a text as bytes, for indexing: the words of `reader.tokens`, found four times as fast.

Nearly every mail of Western Europe has no letters beyond Latin-1, where a letter is a byte, so the words are cut by two
functions of C.  What is not in Latin-1 and is neither a letter nor an accent (a dash, a curly quote, an emoji) parts words
as well.  Any other text, and one with soft hyphens, goes the way of `reader.tokens`.
"""

from __future__ import annotations

import codecs
import re

from reader.tokens import LONGEST, fold, words

_CODEC, _SOFT_HYPHEN = "latin-1", b"\xad"
_APOSTROPHE, _CURLY = b"'", "\u2019"


def spaced(text: str) -> bytes:
    """The words, each for `packed_form`, and spaces between and around them.

    >>> spaced("Besluit_2020 (definitief)")
    b'besluit 2020  definitief '
    """
    raw = _written(text)
    if raw is not None:
        return raw.translate(_TABLE)
    return b" ".join([_ELSE + word.encode("utf-8", "surrogatepass") for word in words(text)])


def words_as_bytes(text: str) -> list[bytes]:
    """The words, for `form_of`.

    >>> [form_of(word) for word in words_as_bytes("Zo'n foto’s van Café ’t Hoekje…")]
    ['zo', 'n', "foto's", 'van', 'cafe', 't', 'hoekje']
    """
    return spaced(text).split()


def folded(text: str) -> bytes | None:
    """The text with each letter folded and all that parts words as a space: one byte a character, so places agree.

    None where that cannot be: a letter is outside Latin-1, or folds to two.

    >>> folded("Zo'n Café…"), folded("Straße")
    (b'zo n cafe ', None)
    """
    raw = _written(text)
    if raw is None:
        return None
    letters = raw.translate(_FOLDED)
    return None if _OTHERWISE in letters else letters


def folded_form(form: str) -> bytes | None:
    """A form as it stands in `folded`; None where it stands in none."""
    try:
        return form.encode(_CODEC)
    except UnicodeEncodeError:
        return None


def _written(text: str) -> bytes | None:
    """The text in Latin-1, where apostrophes stand inside words alone; None where it cannot be written so."""
    try:
        raw = text.encode(_CODEC, _PARTING)
    except UnicodeEncodeError:
        return None
    if _SOFT_HYPHEN in raw:
        return None
    return _NOT_POSSESSIVE.sub(b" ", raw) if _APOSTROPHE in raw else raw


def packed_form(word: bytes) -> bytes:
    """The form of a word of `spaced`, in UTF-8.

    >>> packed_form("Café".encode("cp1252"))
    b'cafe'
    """
    if word.isascii() and not word.startswith(_ELSE):
        return word[:LONGEST]
    return form_of(word).encode("utf-8", "surrogatepass")


def form_of(word: bytes) -> str:
    """The same as text."""
    if word.startswith(_ELSE):
        return fold(word[len(_ELSE) :].decode("utf-8", "surrogatepass"))
    return fold(word.decode(_CODEC))


def _parting(error: UnicodeError) -> tuple[bytes, int]:
    """An apostrophe for a curly one, and spaces in place of what parts words; else the error."""
    assert isinstance(error, UnicodeEncodeError)
    characters = error.object[error.start : error.end]
    if any(map(_joins, characters)):
        raise error
    return b"".join(_APOSTROPHE if one == _CURLY else b" " for one in characters), error.end


def _joins(character: str) -> bool:
    return character.isalnum() or "\u0300" <= character <= "\u036f"


def _table() -> bytes:
    """Letters without capitals, digits and apostrophes; all else as spaces."""
    letters = (chr(byte).lower() if chr(byte).isalnum() else " " for byte in range(256))
    table = bytearray("".join(letters), _CODEC)
    table[_APOSTROPHE[0]] = _APOSTROPHE[0]
    return bytes(table)


def _folding_table() -> bytes:
    """The same with letters folded; one that folds to more than one letter is told apart."""
    table = bytearray(_TABLE)
    for byte in range(256):
        if _TABLE[byte] not in _NO_LETTERS:
            form = folded_form(fold(bytes([byte]).decode(_CODEC)))
            table[byte] = form[0] if form is not None and len(form) == 1 else _OTHERWISE[0]
    return bytes(table)


_PARTING = "griffielezer.parting"
codecs.register_error(_PARTING, _parting)
_ELSE = b"\0"  # stands in no word
_OTHERWISE = b"\0"  # in place of a letter that folds to more than one
_NO_LETTERS = b" '"
_TABLE = _table()
_FOLDED = _folding_table()
_LETTER = b"[" + b"".join(re.escape(bytes([at])) for at in range(256) if _TABLE[at] not in _NO_LETTERS) + b"]"
_NOT_POSSESSIVE = re.compile(rb"'(?!s(?!%b))|(?<!%b)'|(?<=%b's)'" % (_LETTER, _LETTER, _LETTER))
