"""The bytes of a part as they stand in the file.

The parser keeps the content of a message inside only as a tree, and writing that tree out again changes
white space in headers, and so the hash.  So the bytes are cut out of the file, along the boundaries.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from email.message import Message as Entity

_HEADER_END = re.compile(rb"\r?\n\r?\n|\r\r")


def content(source: bytes) -> bytes:
    """What follows the header of a part, encoded as it was sent."""
    if source.startswith((b"\n", b"\r\n")):  # a part without header fields, RFC 2046 §5.1
        return source[1 + source.startswith(b"\r\n") :]
    end = _HEADER_END.search(source)
    return source[end.end() :] if end else b""


def children(source: bytes | None, entity: Entity) -> Sequence[bytes | None]:
    """The source of each child of a multipart; None for each where they cannot be told apart."""
    parts = entity.get_payload()
    assert isinstance(parts, list)
    unknown = [None] * len(parts)
    boundary = entity.get_boundary()
    if source is None or not boundary:
        return unknown
    line = b"--" + re.escape(boundary.encode("utf-8", "surrogateescape"))
    delimiter = re.compile(rb"(?:^|\r?\n)" + line + rb"(--)?[ \t]*(?=\r?\n|\Z)")
    body = content(source)
    cuts: list[bytes] = []
    begin = -1
    for found in delimiter.finditer(body):
        if begin >= 0:
            cuts.append(body[begin : found.start()])
        if found[1]:
            break
        begin = found.end() + 1 + body.startswith(b"\r", found.end())
    else:
        if 0 <= begin < len(body):  # the last delimiter is missing
            cuts.append(body[begin:])
    return cuts if len(cuts) == len(parts) else unknown
