"""What is inside an S/MIME file (RFC 8551 §3): a message that was signed whole, or one that was encrypted.

The file is a CMS structure (RFC 5652 §3 and §5) in BER (X.690 §8), also with lengths that are not said beforehand.
Only the way to the content is walked; signatures and certificates are passed over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_SEQUENCE, _SET, _INTEGER, _IDENTIFIER, _CONTEXT_0 = 0x30, 0x31, 0x02, 0x06, 0xA0
_OCTETS, _PIECES = 0x04, 0x24  # an octet string, whole or in pieces
_END = 0  # of what is open
_CONSTRUCTED = 0x20
_LONG_TAG = 0x1F
_INDEFINITE = 0x80
_MOST_LENGTH_BYTES = 6
_DEEPEST = 8  # octet strings in pieces of pieces

_SIGNED = bytes.fromhex("2a864886f70d010702")  # 1.2.840.113549.1.7.2
_ENCRYPTED = frozenset(
    {
        bytes.fromhex("2a864886f70d010703"),  # enveloped data
        bytes.fromhex("2a864886f70d010706"),  # encrypted data
        bytes.fromhex("2a864886f70d0109100117"),  # enveloped data that shows changes
    }
)


class _Damaged(ValueError):  # noqa: N818 - says what is the matter
    """No CMS structure, or one that was cut short."""


class _Element(NamedTuple):
    tag: int
    begin: int  # of its content
    end: int  # of its content; where its length is not said, as far as it may reach
    open: bool  # its length is not said: it ends in two zero bytes


def signed_content(raw: bytes) -> bytes:
    """The MIME entity that was signed; b"" where there is none in it, or where the structure is damaged."""
    try:
        return _signed(raw)
    except _Damaged:
        return b""


def is_encrypted(raw: bytes) -> bool:
    """Whether the structure says that its content is encrypted."""
    try:
        outer = _expected(raw, 0, len(raw), _SEQUENCE)
        identifier = _expected(raw, outer.begin, outer.end, _IDENTIFIER)
    except _Damaged:
        return False
    return raw[identifier.begin : identifier.end] in _ENCRYPTED


def _signed(raw: bytes) -> bytes:
    outer = _expected(raw, 0, len(raw), _SEQUENCE)
    identifier = _expected(raw, outer.begin, outer.end, _IDENTIFIER)
    if raw[identifier.begin : identifier.end] != _SIGNED:
        return b""
    explicit = _expected(raw, identifier.end, outer.end, _CONTEXT_0)
    data = _expected(raw, explicit.begin, explicit.end, _SEQUENCE)
    version = _expected(raw, data.begin, data.end, _INTEGER)
    algorithms = _expected(raw, version.end, data.end, _SET)
    content = _expected(raw, _behind(raw, algorithms), data.end, _SEQUENCE)
    kind = _expected(raw, content.begin, content.end, _IDENTIFIER)
    if kind.end >= content.end or raw[kind.end] != _CONTEXT_0:
        return b""  # certificates alone, or a signature of what stands elsewhere
    wrapped = _expected(raw, kind.end, content.end, _CONTEXT_0)
    return b"".join(_pieces(raw, _element(raw, wrapped.begin, wrapped.end)))


def _pieces(raw: bytes, octets: _Element, depth: int = 0) -> Iterator[bytes]:
    """The pieces of an octet string, in order."""
    if octets.tag == _OCTETS:
        yield raw[octets.begin : octets.end]
        return
    if octets.tag != _PIECES or depth > _DEEPEST:
        raise _Damaged
    position = octets.begin
    while position < octets.end:
        inner = _element(raw, position, octets.end)
        if octets.open and inner.tag == _END:
            return
        yield from _pieces(raw, inner, depth + 1)
        position = _behind(raw, inner)


def _expected(raw: bytes, begin: int, end: int, tag: int) -> _Element:
    element = _element(raw, begin, end)
    if element.tag != tag:
        raise _Damaged
    return element


def _element(raw: bytes, begin: int, end: int) -> _Element:
    """The element that begins there, X.690 §8.1."""
    if begin + 2 > end or raw[begin] & _LONG_TAG == _LONG_TAG:
        raise _Damaged
    tag, first, position = raw[begin], raw[begin + 1], begin + 2
    if first == _INDEFINITE:
        if not tag & _CONSTRUCTED:
            raise _Damaged
        return _Element(tag, position, end, open=True)
    length = first
    if first > _INDEFINITE:
        size = first - _INDEFINITE
        length = int.from_bytes(raw[position : position + size], "big")
        position += size
        if size > _MOST_LENGTH_BYTES:
            raise _Damaged
    if position + length > end:
        raise _Damaged
    return _Element(tag, position, position + length, open=False)


def _behind(raw: bytes, element: _Element) -> int:
    """Where the next element begins."""
    if not element.open:
        return element.end
    position, opened = element.begin, 1
    while opened:
        inner = _element(raw, position, element.end)
        if inner.open:
            position, opened = inner.begin, opened + 1
        else:
            position, opened = inner.end, opened - (inner.tag == _END)
    return position
