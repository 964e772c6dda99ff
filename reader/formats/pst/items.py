"""The items of a .pst as pypff gives them, read into `Item`s.

Values are taken as the bytes that stand in the file: pypff's own properties know mail alone, guess at the code page,
and do not know the long name of an attachment.  They are decoded when they are asked for, which most never are.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.errors import ReaderError
from reader.mapi import tags
from reader.mapi.codepages import charset_of
from reader.mapi.item import Attached, Item, Properties
from reader.mapi.values import BINARY, MULTIPLE, STRING, STRING8, value_of, values_of
from reader.problems import Problem

if TYPE_CHECKING:
    from reader.mapi.item import Name, Value

Node = Any  # an object of pypff, which has no types
Raw = Mapping[int, tuple[int, bytes]]  # type and bytes, by property id

_PIECE = 1 << 20  # bytes read at a time
_BOOLEAN = 0x000B
_OWN_LENGTH = frozenset({STRING, STRING8, BINARY})
_COUNT = struct.Struct("<I")


class Kept(NamedTuple):
    """The properties of a node."""

    raw: Raw
    whole: bool  # False: some could not be read


class Values(Mapping[int, "Value"]):
    """Properties that are decoded when they are asked for."""

    def __init__(self, raw: Raw, charset: str = "") -> None:
        """`charset` is that of 8-bit strings, unless the properties name one themselves."""
        self._raw = raw
        self._charset = charset
        self.charset = self._charset = charset_of(self) or charset

    def __getitem__(self, one: int) -> Value:
        kind, raw = self._raw[one]
        value = decoded_value(kind, raw, self._charset)
        if value is None:
            raise KeyError(one)
        return value

    def __iter__(self) -> Iterator[int]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)


def item_of(node: Node, names: Mapping[Name, int], path: str, charset: str = "") -> Item:
    """One item; what of it cannot be read is a Problem of its own.  Its attachments are not yet read."""
    kept = properties_of(node)
    values = Values(kept.raw, charset)
    recipients, whole = _recipients(node, names, values.charset)
    attachments, all_there = _attachments(node, names, path, values.charset)
    problems = []
    if not (kept.whole and whole):
        problems.append(Problem("boundary_damaged", path))
    if not all_there:
        problems.append(Problem("attachment_damaged", path))
    return Item(Properties(values, names), recipients, attachments, tuple(problems))


def properties_of(node: Node) -> Kept:
    """The property context of a node, [MS-PST] §2.3.3; the bytes of an attachment stay where they are."""
    try:
        return _entries(node.get_record_set(0)) if node.number_of_record_sets else Kept({}, whole=True)
    except OSError:
        return Kept({}, whole=False)


def decoded_value(kind: int, raw: bytes, charset: str) -> Value | None:
    r"""One value, or the tuple of a multiple one; None where its bytes are no such value.

    >>> decoded_value(0x101F, bytes.fromhex("02000000 0c000000 0e000000 6100 6200"), "")
    ('a', 'b')
    >>> decoded_value(0x000B, b"\1", "")
    True
    """
    if kind == _BOOLEAN:  # 1 byte in a table, 4 elsewhere
        return any(raw)
    if not kind & MULTIPLE:
        return value_of(kind, raw, charset)
    one = kind & ~MULTIPLE
    if one not in _OWN_LENGTH:
        return values_of(one, raw)
    found = (value_of(one, piece, charset) for piece in _pieces(raw))
    return tuple(value for value in found if value is not None)


def _pieces(raw: bytes) -> Iterator[bytes]:
    """The values of a multiple one whose lengths differ: a count, their offsets, their bytes, §2.3.3.4.2."""
    if len(raw) < _COUNT.size:
        return
    count = min(_COUNT.unpack_from(raw)[0], len(raw) // _COUNT.size - 1)
    starts = struct.unpack_from(f"<{count}I", raw, _COUNT.size)
    left = len(raw)  # overlapping values could make much of few bytes
    for start, end in zip(starts, (*starts[1:], len(raw)), strict=True):
        left -= len(piece := raw[start:end])
        if left < 0:
            return
        yield piece


def _entries(record_set: Node) -> Kept:
    raw: dict[int, tuple[int, bytes]] = {}
    whole = True
    for number in range(record_set.number_of_entries):
        try:
            entry = record_set.get_entry(number)
            one = entry.entry_type
            if one is not None and one != tags.ATTACH_DATA:
                raw.setdefault(one, (entry.value_type, entry.data or b""))
        except OSError:
            whole = False
    return Kept(raw, whole)


def _recipients(node: Node, names: Mapping[Name, int], charset: str) -> tuple[tuple[Properties, ...], bool]:
    """The rows of the table of recipients, §2.4.5.3; and whether all could be read."""
    found: list[Properties] = []
    whole = True
    try:
        table: Node = getattr(node, "recipients", None)
        for number in range(table.number_of_record_sets if table is not None else 0):
            kept = _entries(table.get_record_set(number))
            found.append(Properties(Values(kept.raw, charset), names))
            whole = whole and kept.whole
    except OSError:
        whole = False
    return tuple(found), whole


def _attachments(
    node: Node, names: Mapping[Name, int], path: str, charset: str
) -> tuple[tuple[Attached, ...], bool]:
    """The attachments in their order, §2.4.6; and whether all could be found."""
    found: list[Attached] = []
    whole = True
    try:
        count = getattr(node, "number_of_attachments", 0)
    except OSError:
        return (), False
    for number in range(count):
        try:
            found.append(_attached(node.get_attachment(number), names, path, charset))
        except OSError:
            whole = False
    return tuple(found), whole


def _attached(node: Node, names: Mapping[Name, int], path: str, charset: str) -> Attached:
    properties = Properties(Values(properties_of(node).raw, charset), names)
    method = properties.number(tags.ATTACH_METHOD)
    if method == tags.BY_MESSAGE and node.number_of_sub_items:
        return Attached(properties, 0, _nothing, lambda: item_of(node.get_sub_item(0), names, path, charset))
    if method in tags.ELSEWHERE:
        return Attached(properties, 0, _nothing)
    return Attached(properties, _size(node), lambda: _chunks(node))


def _size(node: Node) -> int:
    """0 where there is no content: pypff raises there as it does for a damaged one."""
    try:
        return int(node.size)
    except OSError:
        return 0


def _chunks(node: Node) -> Iterator[bytes]:
    """ReaderError where the content breaks off."""
    try:
        left = node.size
        node.seek_offset(0)
        while left > 0 and (piece := node.read_buffer(min(_PIECE, left))):
            left -= len(piece)
            yield piece
    except OSError as error:
        raise ReaderError("attachment_damaged") from error
    if left > 0:
        raise ReaderError("attachment_damaged")


def _nothing() -> Iterator[bytes]:
    """The file of an attachment is elsewhere."""
    return iter(())
