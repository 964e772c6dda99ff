r"""The words of a text as bytes, for indexing: the words of `reader.tokens`, found four times as fast.

Nearly every mail of Western Europe can be written in Windows-1252, where a letter is a byte, so the words are cut
by two functions of C.  What cannot be written so and is neither a letter nor an accent (an emoji, a bullet) parts words
as well.  Any other text, and one with soft hyphens, goes the way of `reader.tokens`.
"""

from __future__ import annotations

import codecs
import re

from reader.tokens import fold, words

_CODEC, _SOFT_HYPHEN = "cp1252", b"\xad"
_APOSTROPHE, _CURLY = ord("'"), 0x92


def words_as_bytes(text: str) -> list[bytes]:
    """The words, for `form_of`.

    >>> [form_of(word) for word in words_as_bytes("Zo'n foto’s van Café ’t Hoekje…")]
    ['zo', 'n', "foto's", 'van', 'cafe', 't', 'hoekje']
    """
    try:
        raw = text.encode(_CODEC, _PARTING)
    except UnicodeEncodeError:
        raw = _SOFT_HYPHEN
    if _SOFT_HYPHEN in raw:
        return [_ELSE + word.encode("utf-8", "surrogatepass") for word in words(text)]
    if b"'" in raw or b"\x92" in raw:
        raw = _NOT_POSSESSIVE.sub(b" ", raw)
    return raw.translate(_TABLE).split()


def form_of(word: bytes) -> str:
    """The form of a word of `words_as_bytes`."""
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


_PARTING = "griffielezer.parting"
codecs.register_error(_PARTING, _parting)
_ELSE = b"\0"  # stands in no word
_TABLE = _table()
_LETTER = b"[" + b"".join(re.escape(bytes([at])) for at in range(256) if _TABLE[at] not in b" '") + b"]"
_NOT_POSSESSIVE = re.compile(
    rb"['\x92](?!s(?!%b))|(?<!%b)['\x92]|(?<=%b['\x92]s)['\x92]" % (_LETTER, _LETTER, _LETTER)
)
