"""The data of the nodes of a .pst, [MS-PST] §2.2.2.8: blocks, trees of blocks, and sub-nodes."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

from reader.formats.pst.encoding import decoded
from reader.formats.pst.pages import Damaged
from reader.formats.pst.trees import Node
from reader.message import LARGE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.formats.pst.header import Header
    from reader.formats.pst.pages import Source
    from reader.formats.pst.trees import Block, Trees

_INTERNAL = 0x02  # in the number of a block: it says where others are, §2.2.2.2
_TREE, _SUB_NODES = 1, 2  # §2.2.2.8.3.2 and §2.2.2.8.3.3
_HEAD = struct.Struct("<BBHI")  # type, level, count, and bytes in all
_UNPACKED_AT = 18  # in the trailer of the layout that packs
_NUMBER = 0xFFFFFFFF


class Blocks:
    def __init__(self, source: Source, header: Header, trees: Trees) -> None:
        self._source = source
        self._layout = header.layout
        self._method = header.method
        self._trees = trees
        self._internal = -1, b""  # the last block that says where others are, and its bytes
        self.unicode = header.layout.unicode
        self.heap_shift = header.layout.heap_shift

    def leaves(self, number: int) -> list[int]:
        """The blocks that hold the data, in order; none for 0."""
        if not number:
            return []
        if not number & _INTERNAL:
            return [number]
        level, found = self._tree(number)
        if level == 1:
            return found
        leaves: list[int] = []
        for one in found:
            below, more = self._tree(one)
            if below != 1:
                raise Damaged
            leaves += more
            if len(leaves) * self._layout.step > self._source.size:
                raise Damaged  # so many blocks are not in the file
        return leaves

    def size(self, number: int) -> int:
        """Bytes of the data, without reading them."""
        if number & _INTERNAL:
            return int(_HEAD.unpack_from(self._raw(number))[3])
        if not number:
            return 0
        block = self._block(number)
        return self._unpacked_size(block) if self._layout.large_pages else block.size

    def leaf(self, number: int) -> bytes:
        """The data of one block."""
        return decoded(self._raw(number), self._method, number)

    def pieces(self, number: int) -> Iterator[bytes]:
        """The data, block by block; Damaged where one is not there, or they are more than they say."""
        left = self.size(number)
        for leaf in self.leaves(number):
            piece = self.leaf(leaf)
            left -= len(piece)
            if left < 0:
                raise Damaged
            yield piece

    def whole(self, number: int) -> bytes:
        """The data in one piece; Damaged where that would be too large to hold."""
        if self.size(number) > LARGE:
            raise Damaged
        return b"".join(self.pieces(number))

    def sub_nodes(self, number: int) -> dict[int, Node]:
        """The sub-nodes of a node by their numbers, §2.2.2.8.3.3."""
        if not number:
            return {}
        level, rows = self._sub_rows(number)
        if level == 0:
            return {row[0] & _NUMBER: Node(row[1], row[2]) for row in rows}
        found: dict[int, Node] = {}
        for row in rows:
            below, inner = self._sub_rows(row[1])
            if below != 0:
                raise Damaged
            found.update((one[0] & _NUMBER, Node(one[1], one[2])) for one in inner)
        return found

    def _tree(self, number: int) -> tuple[int, list[int]]:
        """The level of a block of a tree, and the numbers in it."""
        raw = self._raw(number)
        kind, level, count, _ = _HEAD.unpack_from(raw)
        if kind != _TREE or level not in {1, 2}:
            raise Damaged
        return level, [row[0] for row in self._rows(raw, _HEAD.size, count, 1)]

    def _sub_rows(self, number: int) -> tuple[int, Sequence[tuple[int, ...]]]:
        raw = self._raw(number)
        kind, level, count, _ = _HEAD.unpack_from(raw)
        if kind != _SUB_NODES:
            raise Damaged
        start = _HEAD.size if self._layout.unicode else _HEAD.size - 4
        return level, self._rows(raw, start, count, 2 if level else 3)

    def _rows(self, raw: bytes, start: int, count: int, width: int) -> list[tuple[int, ...]]:
        form = struct.Struct(f"<{width}{self._layout.word}")
        if start + count * form.size > len(raw):
            raise Damaged
        return list(form.iter_unpack(raw[start : start + count * form.size]))

    def _block(self, number: int) -> Block:
        block = self._trees.block(number)
        if block is None:
            raise Damaged
        return block

    def _raw(self, number: int) -> bytes:
        """The bytes of a block, unpacked but not decoded.  Of those that are no data, 8 at least."""
        if number == self._internal[0]:  # asked for how many bytes there are, and again for where they are
            return self._internal[1]
        block = self._block(number)
        raw = self._source.read(block.offset, block.size)
        if self._layout.large_pages and (size := self._unpacked_size(block)) != block.size:
            try:
                raw = zlib.decompressobj().decompress(raw, size)
            except zlib.error as error:
                raise Damaged from error
        if number & _INTERNAL:
            if len(raw) < _HEAD.size:
                raise Damaged
            self._internal = number, raw
        return raw

    def _unpacked_size(self, block: Block) -> int:
        """As its trailer says, which ends at a multiple of `step` bytes; where that says nothing, it is not packed."""
        whole = block.size + self._layout.trailer
        whole += -whole % self._layout.step
        trailer = self._source.read(block.offset + whole - self._layout.trailer, self._layout.trailer)
        size = int.from_bytes(trailer[_UNPACKED_AT : _UNPACKED_AT + 2], "little")
        return size or block.size
