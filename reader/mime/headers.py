"""Header fields as they stand in the file, made readable.

mail-parser and the standard library lose raw 8-bit bytes and split characters that two encoded words share;
so the raw value is decoded here.
"""

from __future__ import annotations

import quopri
import re
from base64 import b64decode

from reader.mime.charsets import decoded

# =?charset*language?encoding?text?=, RFC 2047 §2 and RFC 2231 §5
# Some programs leave a "?" in the text as it is, and one that cut a field left out the end.
_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?((?:[^?]|\?(?!=))*+)(?:\?=|\Z)")
_BETWEEN_WORDS = re.compile(r"(\?=)\s+(?==\?)")
_FOLD = re.compile(r"\r?\n[ \t]*")
_NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/]")
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
    """Encoded words; neighbours are joined before they are decoded, since a character may be split over them."""
    text = _BETWEEN_WORDS.sub(r"\1", text)
    out: list[str] = []
    run = _Run("", "")
    position = 0
    for word in _WORD.finditer(text):
        between = text[position : word.start()]
        kind = word[1].partition("*")[0].lower(), word[2].lower()
        if between or kind[0] != run.charset or kind[1] != run.encoding:
            # Of one character set the bytes may go on in another encoding.
            kept = run.data() if not between and kind[0] == run.charset else b""
            if not kept:
                out += (run.text(), between)
            run = _Run(*kind, kept)
        run.add(word[3])
        position = word.end()
    return "".join([*out, run.text(), text[position:]])


class _Run:
    """Encoded words of one character set and one encoding, without anything between them."""

    def __init__(self, charset: str, encoding: str, before: bytes = b"") -> None:
        self.charset = charset
        self.encoding = encoding
        self._before = before  # bytes of words in the other encoding
        self._words: list[str] = []

    def add(self, encoded: str) -> None:
        self._words.append(encoded)

    def data(self) -> bytes:
        if self.encoding == "q":
            return self._before + b"".join(map(_q_bytes, self._words))
        # Base64 that was cut before it was put into words goes on in the next one; padding ends it.
        pieces = "".join(self._words).split("=")
        return self._before + b"".join(map(_b_bytes, pieces))

    def text(self) -> str:
        data = self.data()
        return decoded(data, self.charset).text if data else ""


def _q_bytes(text: str) -> bytes:
    return quopri.decodestring(text.encode("utf-8", "replace").replace(b"_", b" "), header=True)


def _b_bytes(text: str) -> bytes:
    kept = _NOT_BASE64.sub("", text)
    return b64decode(kept[: len(kept) - (len(kept) % 4 == 1)] + "=" * (-len(kept) % 4 % 3))
