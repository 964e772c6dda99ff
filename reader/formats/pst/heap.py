"""A heap on a node of a .pst, [MS-PST] §2.3.1 and §2.3.2: small values in a row, and a tree of records over them."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from reader.formats.pst.pages import Damaged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.formats.pst.blocks import Blocks
    from reader.formats.pst.trees import Node

_HEAD = struct.Struct("<HBBI")  # where the map of the first block is, mark, what stands on the heap, its root
_TREE_HEAD = struct.Struct("<BBBBI")  # mark, bytes of a key and of the rest, levels, root
_SPAN = struct.Struct("<HH")  # of an item in its block
_MARK, _TREE_MARK = 0xEC, 0xB5
_TYPE = 0x1F  # of a heap id or a node id; 0 for the former
_HIGHEST = 8  # levels of a tree
_VISITS = (
    1 << 17
)  # stretches of records; more than a folder can have messages, and an end to trees that go in circles


class Heap:
    """The values of one node, which stand on its heap or in its sub-nodes."""

    def __init__(self, blocks: Blocks, node: Node, kind: int) -> None:
        """`kind` is what should stand on the heap; Damaged where it does not."""
        self._blocks = blocks
        self._node = node
        self._leaves = blocks.leaves(node.data)
        self._data: dict[int, bytes] = {}
        self._subs: dict[int, Node] | None = None
        first = self._block(0)
        if len(first) < _HEAD.size:
            raise Damaged
        _, mark, found, self.root = _HEAD.unpack_from(first)
        if mark != _MARK or found != kind:
            raise Damaged

    @property
    def subs(self) -> dict[int, Node]:
        """The sub-nodes by number."""
        if self._subs is None:
            self._subs = self._blocks.sub_nodes(self._node.subs)
        return self._subs

    def value(self, place: int) -> bytes:
        """The bytes at a heap id or in a sub-node; b"" for 0, which is none."""
        if place & _TYPE:
            return self._blocks.whole(self.sub(place).data)
        return self._item(place) if place else b""

    def pieces(self, place: int) -> Iterator[bytes]:
        """The same, block by block."""
        if place & _TYPE:
            yield from self._blocks.pieces(self.sub(place).data)
        else:
            yield self.value(place)

    def size(self, place: int) -> int:
        """Bytes of it, without reading those of a sub-node."""
        return self._blocks.size(self.sub(place).data) if place & _TYPE else len(self.value(place))

    def sub(self, number: int) -> Node:
        node = self.subs.get(number)
        if node is None:
            raise Damaged
        return node

    def records(self, place: int, key: int, rest: int) -> Iterator[bytes]:
        """Those of the tree at a heap id, in the order of their keys, some at a time.

        `key` and `rest` are the bytes of each.
        """
        head = self._item(place)
        if len(head) < _TREE_HEAD.size:
            raise Damaged
        mark, own_key, own_rest, levels, root = _TREE_HEAD.unpack_from(head)
        if (mark, own_key, own_rest) != (_TREE_MARK, key, rest):
            raise Damaged
        if levels > _HIGHEST:
            raise Damaged
        waiting = [(root, levels)] if root else []
        for _ in range(_VISITS):
            if not waiting:
                return
            place, level = waiting.pop()
            raw = self._item(place)
            if level:
                below = (raw[at : at + 4] for at in range(key, len(raw) - 3, key + 4))
                waiting += reversed([(int.from_bytes(one, "little"), level - 1) for one in below])
            else:
                yield raw[: len(raw) - len(raw) % (key + rest)]
        raise Damaged

    def _item(self, place: int) -> bytes:
        shift = self._blocks.heap_shift
        block, number = place >> shift, (place & (1 << shift) - 1) >> 5
        data = self._block(block)
        at = int.from_bytes(data[:2], "little") + 2 + 2 * number  # the map begins with two counts, §2.3.1.5
        if not number or at + 4 > len(data):
            raise Damaged
        start, end = _SPAN.unpack_from(data, at)
        if not start <= end <= len(data):
            raise Damaged
        return data[start:end]

    def _block(self, number: int) -> bytes:
        data = self._data.get(number)
        if data is None:
            if number >= len(self._leaves):
                raise Damaged
            data = self._data[number] = self._blocks.leaf(self._leaves[number])
        return data
