"""Bytes to text, also where the declared character set is missing or wrong."""

from __future__ import annotations

import codecs
import re
from contextlib import contextmanager
from contextvars import ContextVar
from encodings import normalize_encoding
from encodings.aliases import aliases
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

# Names that Python does not know, or that are declared where the larger Windows set was used.
_ALIASES = {
    "": "utf-8",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "ansi_x3.4-1968": "utf-8",
    "x-unknown": "utf-8",
    "unknown-8bit": "utf-8",
    "default": "utf-8",
    "ucs-2": "utf-16",
    "iso-10646-ucs-2": "utf-16",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-8-e": "iso-8859-8",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "windows-874": "cp874",
    "windows-31j": "cp932",
    "x-euc-jp": "euc-jp",
    "x-mac-roman": "mac-roman",
    "x-gbk": "gb18030",
    "hz-gb2312": "hz",
    "hz-gb-2312": "hz",
    "euc-cn": "gb18030",
    "cp936": "gb18030",
    "x-windows-949": "cp949",
    "windows-949": "cp949",
    "euc-kr": "cp949",
    "big5": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "unicode-1-1-utf-8": "utf-8",
    "utf-8mb4": "utf-8",
    "ks_c_5601-1987": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-sjis": "cp932",
    "shift_jis": "cp932",
    "cp-850": "cp850",
    "utf8": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
    "x-unicode-2-0-utf-7": "utf-7",
}
# Codecs of Python that are no character set of any mail; some differ from machine to machine.
_NO_CHARSET = frozenset("idna punycode unicode_escape raw_unicode_escape undefined mbcs oem charmap".split())
# Python's own, by the names of their modules. Another name is not tried: each would be looked for on the disk.
_CHARSETS = frozenset(aliases) | frozenset(aliases.values())
_CHARSETS |= frozenset("cp1006 cp720 cp737 cp856 cp874 cp875 koi8_t koi8_u palmos utf_8_sig".split())
_CHARSETS |= frozenset("mac_arabic mac_croatian mac_farsi mac_romanian".split())
_UNDECLARED = frozenset({"", "us-ascii", "ascii"})
# Sets in which any bytes are text, so that a wrong declaration shows only in what the text says.
_ONE_BYTE = frozenset({"cp1252", "iso-8859-15", "windows-1252", "iso-8859-2", "cp1254"})
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ASCII = bytes(range(128))
# Controls that no mail holds: where they stand, the Windows code page was meant.
_C1 = {
    byte: bytes([byte]).decode("cp1252") for byte in range(0x80, 0xA0) if byte not in b"\x81\x8d\x8f\x90\x9d"
}
_SAMPLE = 4_096  # bytes
_WIDE = frozenset({"utf-16", "utf-32"})
_LENIENT = {"iso-2022-jp": "iso2022_jp_ext"}  # for what does not fit
_FEW = 10  # characters that are read for each that is damaged
_FOREIGN_SHARE = 0.2
_FEWEST = 6  # bytes beyond ASCII
_MOST_GUESSES = 200  # by statistics, which take a millisecond each
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)


_guesses: ContextVar[list[int]] = ContextVar("_guesses")  # one number: how many the message may still cost


@contextmanager
def one_message() -> Iterator[None]:
    """While it is read, a message costs a bounded number of guesses; beyond it, each text is as of Western Europe."""
    token = _guesses.set([_MOST_GUESSES])
    try:
        yield
    finally:
        _guesses.reset(token)


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
    elif codec in _WIDE:
        codec = _wide(raw, codec)
    elif codec == "utf-8" and (b"\0" in raw or b"\x1b" in raw):
        codec = _unsaid(raw)
    if codec in _ONE_BYTE and not raw.isascii() and _is_utf8(raw):
        return Decoded(raw.decode("utf-8"), guessed=True)
    text = _text(raw, codec)
    if text is not None:
        return Decoded(text, guessed=False)
    if _is_utf8(raw):
        return Decoded(raw.decode("utf-8"), guessed=name not in _UNDECLARED)
    text = _mostly(raw, codec)
    if text is not None:
        return Decoded(text, guessed=True)
    text = _text(raw, _guess(raw))
    if text is None:
        text = raw.decode("latin-1").translate(_C1)  # each byte a character: nothing is lost in silence
    return Decoded(text, guessed=name not in _UNDECLARED)


def _text(raw: bytes, codec: str) -> str | None:
    """The text in that set; None where it is not in it, or where there is no such set."""
    if not _is_charset(codec):
        return None
    try:
        text = raw.decode(codec)
    except (UnicodeError, LookupError, ValueError):
        return None
    return text.translate(_C1) if codec.startswith("iso-8859") and not text.isascii() else _clean(text, codec)


@lru_cache(maxsize=256)
def _is_charset(codec: str) -> bool:
    name = normalize_encoding(codec)
    return (name in _CHARSETS or name.replace(".", "_") in _CHARSETS) and name not in _NO_CHARSET


def _mostly(raw: bytes, codec: str) -> str | None:
    """The text in that set where hardly any of it is damaged, as by a cut in the middle of a character."""
    if codec in _ONE_BYTE or not _is_charset(codec):
        return None
    try:
        text = raw.decode(_LENIENT.get(codec, codec), "replace")
    except (LookupError, ValueError):
        return None
    damaged = text.count("\ufffd")
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    return _clean(text, codec) if damaged * _FEW <= foreign - damaged else None


def _wide(raw: bytes, codec: str) -> str:
    """UTF-16 and UTF-32 without a mark of their order: where the zeros of Latin letters stand tells it."""
    sample = raw[:_SAMPLE]
    if b"\0" not in sample and sample.isascii():
        return "utf-8"  # declared, but written by a program that did not do so
    if codec == "utf-16":
        return "utf-16-be" if sample[::2].count(0) > sample[1::2].count(0) else "utf-16-le"
    return codec


def _unsaid(raw: bytes) -> str:
    """The set of text that is ASCII to look at; Japanese of old, and UTF-16, are so too."""
    if b"\x1b$" in raw or b"\x1b(J" in raw:
        return "iso2022_jp_2"
    sample = raw[:_SAMPLE]
    zeros = sample.count(0)
    if zeros * 3 > len(sample) > 1 and zeros * 2 <= len(sample) + 1:
        return _wide(raw, "utf-16")
    return "utf-8"


def _is_utf8(raw: bytes) -> bool:
    """Text in another set is hardly ever valid UTF-8 by accident."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _guess(raw: bytes) -> str:
    """The character set of text that is not UTF-8: the Windows code page of Western Europe for Dutch.

    Only text that is foreign to that (many bytes beyond ASCII) is worth a guess by statistics, which are wrong
    too often on a short text with a few accents.
    """
    sample = raw[:_SAMPLE]
    foreign = len(sample.translate(None, _ASCII))
    if foreign >= _FEWEST and foreign > _FOREIGN_SHARE * len(sample) and _may_guess():
        from charset_normalizer import from_bytes  # noqa: PLC0415 - 15 ms, for few mails

        best = from_bytes(sample).best()
        if best is not None:
            return best.encoding
    return "cp1252"


def _may_guess() -> bool:
    left = _guesses.get(None)
    if left is not None:
        left[0] -= 1
    return left is None or left[0] >= 0


def is_undeclared(charset: str) -> bool:
    """Whether a name says nothing: without one, and with that of ASCII, any set was used."""
    return charset.lower() in _UNDECLARED


def declared_in_html(raw: bytes) -> str:
    """The character set that a page names in its own head; "" where it names none."""
    found = _META.search(raw[:2048])
    return found[1].decode("ascii") if found else ""


def _clean(text: str, codec: str) -> str:
    """UTF-7 and the like can yield lone surrogates, which no later step can encode."""
    if codec == "utf-8" or text.isascii():
        return text
    return text.encode("utf-8", "replace").decode("utf-8")
