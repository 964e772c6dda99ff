"""What the trees of a .pst hold, found without them: where a page is damaged, or behind the end of a file that is cut.

The whole file is looked through for pages of entries, and the newest entry of each number counts.  Outlook never
writes over what is in use, so that all is found even where the root is lost.
"""

from __future__ import annotations

import re
import struct
import zlib
from typing import TYPE_CHECKING

from reader.formats.pst.pages import BLOCKS, NODES, Damaged, page_of

if TYPE_CHECKING:
    from reader.formats.pst.header import Layout
    from reader.formats.pst.pages import Row, Source

_EITHER = re.compile(b"[\x80\x81]")
_ALL_BITS = 0xFFFFFFFF


def rescued(source: Source, layout: Layout) -> dict[int, dict[int, Row]]:
    """The entries of all whole pages, by type and number."""
    found: dict[int, dict[int, tuple[int, Row]]] = {NODES: {}, BLOCKS: {}}  # with the number of their page
    for chunk in source.chunks():
        for match in _EITHER.finditer(chunk[layout.type_at :: layout.page]):
            start = match.start() * layout.page
            data = chunk[start : start + layout.page]
            kind = data[layout.type_at]
            if (age := _age(data, layout)) is None:
                continue
            try:
                page = page_of(data, kind, layout)
            except Damaged:
                continue
            if page.level:
                continue
            known = found[kind]
            for key, row in zip(page.keys, page.rows, strict=True):
                if key not in known or known[key][0] < age:
                    known[key] = age, row
    return {kind: {key: row for key, (_, row) in sorted(known.items())} for kind, known in found.items()}


def _age(data: bytes, layout: Layout) -> int | None:
    """The number of a page, which grows with each that is written; None where its check sum is wrong, §2.2.2.7.1."""
    if len(data) < layout.page:
        return None
    if layout.unicode:
        crc, number = struct.unpack_from("<4xIQ", data, layout.type_at)
    else:
        number, crc = struct.unpack_from("<4xII", data, layout.type_at)
    right = zlib.crc32(data[: layout.type_at], _ALL_BITS) ^ _ALL_BITS  # §5.3
    return int(number) if crc == right else None
