"""Content transfer encodings (RFC 2045 §6): from the bytes of a part to the bytes of its content.

The standard library answers the encoded text itself where base64 is damaged; here what can be
decoded is decoded, and the damage is said.
"""

from __future__ import annotations

import re
from binascii import Error, a2b_base64, a2b_qp, a2b_uu
from string import ascii_letters, digits
from typing import NamedTuple

_TOKEN = re.compile(r"[\w-]+")
_BASE64 = (ascii_letters + digits + "+/").encode()
_BASE64_LINES = _BASE64 + b"= \t\r\n"
_NOT_BASE64 = bytes(set(range(256)) - set(_BASE64))
_PADDED_LINE = re.compile(rb"=[ \t]*\r?\n")
_FIRST_LINE = re.compile(rb"\s*([^\r\n]*)")
_NOISE = 8  # of so many signs in the first line one that is no base64: then it is text that was never encoded
_FULL_LINE = re.compile(rb"^[A-Za-z0-9+/]{56,}+=*[ \t]*\r?$", re.MULTILINE)
_WORDS = re.compile(rb"\w[.,:;]? \w")
_MOST_WORDS = 2  # in a line of base64, which has no spaces unless it was damaged
_QUANTUM = 4  # characters of base64 that make three bytes
_UU_FILE = re.compile(
    rb"(?:^|(?<=\n))begin [0-7]{3,4} ?+([^\r\n]{0,255}+)\r?\n((?:[!-M][ -`]{1,84}[ \t]*\r?\n)++)"
    rb"(?:[ `]?[ \t]*\r?\n)*+end[ \t]*(?:\r?\n|\Z)"
)
_MAY_HOLD_UU = re.compile(rb"begin [0-7]{3}")  # a leap from one "begin" to the next, unlike the above
_UU_BEGIN = re.compile(rb"^begin [0-7]{3,4} [^\r\n]*\r?\n", re.MULTILINE)


class Content(NamedTuple):
    """Decoded bytes, and whether some of them were damaged."""

    data: bytes
    damaged: bool


def content_of(wire: bytes, encoding: str) -> Content:
    r"""`wire` as it stands in the file, decoded; an unknown encoding is read as none (§6.4).

    >>> content_of(b"Y29sbMOoZ2U", " BASE64;")
    Content(data=b'coll\xc3\xa8ge', damaged=False)
    """
    found = _TOKEN.search(encoding)
    name = found[0].lower() if found else ""
    if name == "base64":
        return _base64(wire)
    if name == "quoted-printable":
        return Content(a2b_qp(wire), damaged=False)
    if name in {"x-uuencode", "uuencode", "x-uue", "uue"}:
        return _uuencoded(wire)
    return Content(wire, damaged=False)


def _base64(wire: bytes) -> Content:
    damaged = bool(wire.translate(None, _BASE64_LINES))
    if damaged and _is_plain(wire):
        return Content(wire, damaged=True)
    if damaged:
        wire = _without_footer(wire)
    out: list[bytes] = []
    # Some programs encode piece by piece, each with its own padding at the end of a line.
    for piece in _PADDED_LINE.split(wire):
        encoded, _, behind = piece.partition(b"=")
        damaged = damaged or bool(behind.strip(b"= \t\r\n"))
        characters = encoded.translate(None, _NOT_BASE64)
        rest = len(characters) % _QUANTUM
        if rest == 1:  # six bits make no byte
            characters, rest, damaged = characters[:-1], 0, True
        out.append(a2b_base64(characters + b"=" * (-rest % _QUANTUM)))
    return Content(b"".join(out), damaged)


def _is_plain(wire: bytes) -> bool:
    """Whether text stands where base64 was announced."""
    found = _FIRST_LINE.match(wire)
    words = found[1].split() if found else []
    line = b"".join(words)
    return len(words) > _MOST_WORDS or _NOISE * len(line.translate(None, _BASE64_LINES)) >= len(line) > 0


def _without_footer(wire: bytes) -> bytes:
    """Base64 without the words that a list put below it: lines of text, and nothing but text behind them."""
    full = None
    for full in _FULL_LINE.finditer(wire):  # noqa: B007 - the last one
        pass
    position = full.end() if full else 0
    words = max((found.start() for found in _WORDS.finditer(wire, position)), default=-1)  # the last ones
    for line in wire[position:].splitlines(keepends=True):
        if position > words:
            break
        if _is_plain(line):
            return wire[:position]
        position += len(line)
    return wire


def _uuencoded(wire: bytes) -> Content:
    begin = _UU_BEGIN.search(wire)
    out: list[bytes] = []
    damaged = begin is None
    for line in wire[begin.end() if begin else 0 :].splitlines():
        if line.strip() in {b"end", b"`"}:
            break
        try:
            out.append(a2b_uu(line))
        except Error:  # lines with lost or added blanks at their end
            damaged = True
    return Content(b"".join(out), damaged)


def without_uuencoded(text: bytes) -> tuple[bytes, list[tuple[str, bytes]]]:
    r"""A text without the files that a program of before MIME put in it, and these, each with its name.

    >>> without_uuencoded(b"Zie de lijst.\n\nbegin 644 lijst.txt\n#86)C\n`\nend\n")
    (b'Zie de lijst.\n\n', [('lijst.txt', b'abc')])
    """
    if _MAY_HOLD_UU.search(text) is None:
        return text, []
    files: list[tuple[str, bytes]] = []
    rest: list[bytes] = []
    position = 0
    for found in _UU_FILE.finditer(text):
        files.append((found[1].rstrip(b" \t").decode("utf-8", "surrogateescape"), _uuencoded(found[0]).data))
        rest.append(text[position : found.start()])
        position = found.end()
    return b"".join([*rest, text[position:]]), files
