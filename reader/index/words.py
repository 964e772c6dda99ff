r"""The words of a text as bytes, for indexing: the words of `reader.tokens`, found four times as fast.

Nearly every mail of Western Europe can be written in Latin-1 or Windows-1252, where a letter is a byte, so the words are
cut by two functions of C.  What cannot be written so and is neither a letter nor an accent (an emoji, a bullet) parts words
as well.  Any other text, and one with soft hyphens, goes the way of `reader.tokens`.
"""

from __future__ import annotations

import codecs
import re

from reader.tokens import LONGEST, fold, words

_CODEC, _SOFT_HYPHEN = "cp1252", b"\xad"
_APOSTROPHE, _CURLY = ord("'"), 0x92


def spaced(text: str) -> bytes:
    """The words, each for `form_of`, and spaces between and around them.

    >>> spaced("Besluit_2020 (definitief)")
    b'besluit 2020  definitief '
    """
    raw = _in_latin(text)
    if raw is not None:
        return raw.translate(_LATIN_TABLE)
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

    None where that cannot be: a letter is outside Windows-1252, or folds to two.

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
    """The text in Windows-1252, where apostrophes stand inside words alone; None where it cannot be written so."""
    try:
        raw = text.encode(_CODEC, _PARTING)
    except UnicodeEncodeError:
        return None
    if _SOFT_HYPHEN in raw:
        return None
    return _NOT_POSSESSIVE.sub(b" ", raw) if b"'" in raw or b"\x92" in raw else raw


def _in_latin(text: str) -> bytes | None:
    """The same in Latin-1, which is ten times as fast; None where a letter or a curly apostrophe is outside it."""
    try:
        raw = text.encode("latin-1")
    except UnicodeEncodeError:
        return None
    if _SOFT_HYPHEN in raw:
        return None
    return _LATIN_NOT_POSSESSIVE.sub(b" ", raw) if b"'" in raw else raw


def form_of(word: bytes) -> str:
    """The form of a word of `words_as_bytes`."""
    if word.isascii() and not word.startswith(_ELSE):
        return word[:LONGEST].decode("ascii")
    if word.startswith(_ELSE):
        return fold(word[len(_ELSE) :].decode("utf-8", "surrogatepass"))
    return fold(word.decode(_CODEC))


def _parting(error: UnicodeError) -> tuple[str, int]:
    """Spaces in place of what parts words; else the error."""
    assert isinstance(error, UnicodeEncodeError)
    if any(_joins(character) for character in error.object[error.start : error.end]):
        raise error
    return " " * (error.end - error.start), error.end


def _joins(character: str) -> bool:
    return character.isalnum() or "\u0300" <= character <= "\u036f"


def _table() -> bytes:
    """Letters without capitals, digits and apostrophes; all else as spaces."""
    table = bytearray(b" " * 256)
    for byte in range(256):
        character = bytes([byte]).decode(_CODEC, "replace")
        if character.isalnum():
            small = character.lower().encode(_CODEC, "replace")
            table[byte] = small[0] if len(small) == 1 and small != b"?" else byte
    table[_APOSTROPHE] = table[_CURLY] = _APOSTROPHE
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
# Where Windows-1252 has its own letters and signs, Latin-1 has nothing that is written.
_LATIN_TABLE = _TABLE[:0x80] + b" " * 0x20 + _TABLE[0xA0:]


def _not_possessive(apostrophes: bytes, table: bytes) -> re.Pattern[bytes]:
    """Apostrophes that do not stand in a word before its last "s"."""
    letter = (
        b"[" + b"".join(re.escape(bytes([at])) for at in range(256) if table[at] not in _NO_LETTERS) + b"]"
    )
    return re.compile(
        rb"[%b](?!s(?!%b))|(?<!%b)[%b]|(?<=%b[%b]s)[%b]"
        % (apostrophes, letter, letter, apostrophes, letter, apostrophes, apostrophes)
    )


_NOT_POSSESSIVE = _not_possessive(b"'\x92", _TABLE)
_LATIN_NOT_POSSESSIVE = _not_possessive(b"'", _LATIN_TABLE)
