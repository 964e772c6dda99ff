"""Header fields as they stand in the file, made readable.

mail-parser and the standard library lose raw 8-bit bytes and split characters that two encoded words share;
so the raw value is decoded here.
"""

from __future__ import annotations

import binascii
import quopri
import re
from base64 import b64decode

from reader.mime.charsets import decoded

# =?charset*language?encoding?text?=, RFC 2047 §2 and RFC 2231 §5
_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
_BETWEEN_WORDS = re.compile(r"(\?=)\s+(?==\?)")
_FOLD = re.compile(r"\r?\n[ \t]*")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def unfolded(raw: str) -> str:
    """A raw value on one line, RFC 5322 §2.2.3; its bytes are still as they stand (surrogates)."""
    return (_FOLD.sub(" ", raw) if "\n" in raw else raw).strip()


def readable(raw: str) -> str:
    r"""A raw value decoded: 8-bit bytes, then encoded words, then no line breaks or control characters.

    >>> readable("=?utf-8?q?Coll=C3?= =?utf-8?q?=A8ge?= van B&W")
    'Collège van B&W'
    >>> readable("coll\udce8ge")
    'collège'
    """
    text = eight_bit(unfolded(raw))
    if "=?" in text:
        text = _decode_words(text)
    if not text.isprintable():
        text = _CONTROL.sub(" ", text.replace("\n", " "))
    return text.strip()


def eight_bit(text: str) -> str:
    """Raw 8-bit bytes, which the parser keeps as surrogates: UTF-8 (RFC 6532), else the Windows code page."""
    if text.isascii():
        return text
    raw = text.encode("utf-8", "surrogateescape")
    return decoded(raw, "").text


def _decode_words(text: str) -> str:
    """Encoded words; neighbours of one charset are joined as bytes, since a character may be split over them."""
    text = _BETWEEN_WORDS.sub(r"\1", text)
    out: list[str] = []
    pending, charset, position = b"", "", 0
    for word in _WORD.finditer(text):
        between = text[position : word.start()]
        name = word[1].partition("*")[0].lower()
        raw = _word_bytes(word[2].lower(), word[3])
        if between or name != charset:
            out.append(decoded(pending, charset).text if pending else "")
            out.append(between)
            pending, charset = b"", name
        pending += raw
        position = word.end()
    out.append(decoded(pending, charset).text if pending else "")
    out.append(text[position:])
    return "".join(out)


def _word_bytes(encoding: str, text: str) -> bytes:
    raw = text.encode("utf-8", "replace")
    if encoding == "q":
        return quopri.decodestring(raw.replace(b"_", b" "), header=True)
    kept = re.sub(rb"[^A-Za-z0-9+/]", b"", raw)
    try:
        return b64decode(kept[: len(kept) - (len(kept) % 4 == 1)] + b"=" * (-len(kept) % 4 % 3))
    except binascii.Error:
        return raw
