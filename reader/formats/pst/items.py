"""A message of a .pst with its recipients and attachments, [MS-PST] §2.4.5 and §2.4.6, read into an `Item`."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from reader.errors import ReaderError
from reader.formats.pst.contexts import properties_of, row_ids, rows_of
from reader.formats.pst.pages import Damaged
from reader.mapi import tags
from reader.mapi.item import Attached, Item, Properties
from reader.mapi.values import OBJECT
from reader.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reader.formats.pst.blocks import Blocks
    from reader.formats.pst.heap import Heap
    from reader.formats.pst.trees import Node
    from reader.mapi.item import Name

_RECIPIENTS, _ATTACHMENTS = 0x692, 0x671  # sub-nodes of a message
_TYPE, _ATTACHMENT = 0x1F, 0x05  # of a node id, §2.2.2.1
_INSIDE = struct.Struct("<I4x")  # a sub-node and its size, §2.3.3.5
_LONG = (
    tags.BODY,
    tags.HTML,
    tags.RTF_COMPRESSED,
    tags.TRANSPORT_MESSAGE_HEADERS,
)  # what may have blocks of its own


class Reader:
    """Reads the items of one file."""

    def __init__(self, blocks: Blocks, names: Mapping[Name, int], path: str) -> None:
        self._blocks = blocks
        self._names = names
        self._path = path

    def item(self, node: Node, charset: str = "") -> Item:
        """One item; what of it cannot be read is a Problem of its own, Damaged where that is all.

        The bytes of its attachments are not yet read.
        """
        heap, values = properties_of(self._blocks, node, charset)
        charset = values.charset
        recipients, all_people = self._recipients(heap, charset)
        attachments, all_files = self._attachments(heap, charset)
        problems = []
        if not all_people or any(map(values.lost, _LONG)):
            problems.append(Problem("boundary_damaged", self._path))
        if not all_files:
            problems.append(Problem("attachment_damaged", self._path))
        return Item(Properties(values, self._names), recipients, attachments, tuple(problems))

    def _recipients(self, heap: Heap, charset: str) -> tuple[tuple[Properties, ...], bool]:
        """The rows of the table of recipients; and whether all could be read."""
        found: list[Properties] = []
        try:
            table = heap.subs.get(_RECIPIENTS)
            for row in rows_of(self._blocks, table, charset) if table else ():
                if isinstance(row, Damaged):
                    return tuple(found), False
                found.append(Properties(row, self._names))
        except Damaged:
            return tuple(found), False
        return tuple(found), True

    def _attachments(self, heap: Heap, charset: str) -> tuple[tuple[Attached, ...], bool]:
        """The attachments in the order of their table, or of their numbers where it is damaged."""
        found: list[Attached] = []
        whole = True
        try:
            subs = heap.subs
        except Damaged:
            return (), True  # of the recipients it is said already
        numbers = [one for one in sorted(subs) if one & _TYPE == _ATTACHMENT]
        if table := subs.get(_ATTACHMENTS):
            try:
                numbers = row_ids(self._blocks, table)
            except Damaged:
                whole = False
        for number in numbers:
            try:
                found.append(self._attached(heap.sub(number), charset))
            except Damaged:
                whole = False
        return tuple(found), whole

    def _attached(self, node: Node, charset: str) -> Attached:
        heap, values = properties_of(self._blocks, node, charset)
        properties = Properties(values, self._names)
        method = properties.number(tags.ATTACH_METHOD)
        if method in tags.ELSEWHERE:
            return Attached(properties, 0, _nothing)
        kind, place = values.place(tags.ATTACH_DATA)
        if kind == OBJECT:
            return self._object(heap, properties, _inside(heap, place), charset)
        return Attached(properties, _size(heap, place), lambda: _chunks(heap, place))

    def _object(self, heap: Heap, properties: Properties, place: int, charset: str) -> Attached:
        """A message inside, or what another program made."""
        if properties.number(tags.ATTACH_METHOD) != tags.BY_MESSAGE:
            return Attached(properties, _size(heap, place), lambda: _chunks(heap, place))
        return Attached(properties, 0, _nothing, lambda: self.item(heap.sub(place), charset))


def _inside(heap: Heap, place: int) -> int:
    """The number of the sub-node that an object is in."""
    raw = heap.value(place)
    if len(raw) < _INSIDE.size:
        raise Damaged
    return int(_INSIDE.unpack_from(raw)[0])


def _size(heap: Heap, place: int) -> int:
    """0 where there is no content, or none that can be found, which its pieces will say."""
    try:
        return heap.size(place)
    except Damaged:
        return 0


def _chunks(heap: Heap, place: int) -> Iterator[bytes]:
    """ReaderError where the content breaks off."""
    try:
        yield from heap.pieces(place)
    except Damaged as error:
        raise ReaderError("attachment_damaged") from error


def _nothing() -> Iterator[bytes]:
    """The file of an attachment is elsewhere."""
    return iter(())
