"""Bytes to text, also where the declared character set is missing or wrong."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from charset_normalizer import from_bytes

# Names that Python does not know, or that are declared where the larger Windows set was used.
_ALIASES = {
    "": "utf-8",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "ansi_x3.4-1968": "utf-8",
    "x-unknown": "utf-8",
    "unknown-8bit": "utf-8",
    "default": "utf-8",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "iso-8859-8-i": "iso-8859-8",
    "ks_c_5601-1987": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-sjis": "cp932",
    "shift_jis": "cp932",
    "cp-850": "cp850",
    "utf8": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
}
_UNDECLARED = frozenset({"", "us-ascii", "ascii"})
# Sets in which any bytes are text, so that a wrong declaration shows only in what the text says.
_ONE_BYTE = frozenset({"cp1252", "iso-8859-15", "windows-1252", "iso-8859-2", "iso-8859-9"})
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ASCII = bytes(range(128))
_NOT_IN_CP1252 = b"\x81\x8d\x8f\x90\x9d"
_SAMPLE = 4_096  # bytes
_FOREIGN_SHARE = 0.2
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)


class Decoded(NamedTuple):
    """A text, and whether the declared set was not the one that it was in."""

    text: str
    guessed: bool


def decoded(raw: bytes, charset: str) -> Decoded:
    r"""The text of `raw`; it never fails and never loses a byte in silence.

    >>> decoded(b"coll\xe8ge \x96 x", "iso-8859-1")
    Decoded(text='collège – x', guessed=False)
    >>> decoded(b"coll\xc3\xa8ge", "")
    Decoded(text='collège', guessed=False)
    >>> decoded(b"coll\xe8ge", "utf-8")
    Decoded(text='collège', guessed=True)
    """
    name = charset.strip().strip("'\"").lower()
    codec = _ALIASES.get(name, name)
    if raw.startswith(_BOMS) and codec != "utf-7":
        codec = "utf-8-sig" if raw.startswith(codecs.BOM_UTF8) else "utf-16"
    if codec in _ONE_BYTE and not raw.isascii() and _is_utf8(raw):
        return Decoded(raw.decode("utf-8"), guessed=True)
    try:
        return Decoded(_clean(raw.decode(codec)), guessed=False)
    except (UnicodeError, LookupError, ValueError):
        pass
    if _is_utf8(raw):
        return Decoded(raw.decode("utf-8"), guessed=name not in _UNDECLARED)
    try:
        return Decoded(_clean(raw.decode(_guess(raw))), guessed=name not in _UNDECLARED)
    except UnicodeError:
        # Each byte is a character of Latin-1, so nothing is lost in silence.
        return Decoded(raw.decode("latin-1"), guessed=True)


def _is_utf8(raw: bytes) -> bool:
    """Text in another set is hardly ever valid UTF-8 by accident."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _guess(raw: bytes) -> str:
    """The character set of text that is not UTF-8: the Windows code page of Western Europe for Dutch.

    Only text that is foreign to that (a byte that it lacks, or many bytes beyond ASCII) is worth a guess by
    statistics, which are wrong too often on a short text with a few accents.
    """
    sample = raw[:_SAMPLE]
    foreign = len(sample.translate(None, _ASCII))
    if foreign > _FOREIGN_SHARE * len(sample) or sample.translate(None, _NOT_IN_CP1252) != sample:
        best = from_bytes(sample).best()
        if best is not None:
            return best.encoding
    return "cp1252"


def is_undeclared(charset: str) -> bool:
    """Whether a name says nothing: without one, and with that of ASCII, any set was used."""
    return charset.lower() in _UNDECLARED


def declared_in_html(raw: bytes) -> str:
    """The character set that a page names in its own head; "" where it names none."""
    found = _META.search(raw[:2048])
    return found[1].decode("ascii") if found else ""


def _clean(text: str) -> str:
    """UTF-7 and the like can yield lone surrogates, which no later step can encode."""
    if text.isascii():
        return text
    return text.encode("utf-8", "replace").decode("utf-8")
