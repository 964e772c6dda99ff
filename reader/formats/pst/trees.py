"""The two trees of a .pst: where each node and each block is, [MS-PST] §2.2.2.7.7."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from reader.formats.pst.pages import BLOCKS, NODES, Damaged, Page, page_of
from reader.formats.pst.rescue import rescued

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.formats.pst.header import Header
    from reader.formats.pst.pages import Row, Source

_KEPT = 4096  # pages in memory
_HIGHEST = 12  # levels of a tree; ten hold more than a file can


class Node(NamedTuple):
    """Where a node has its data and its sub-nodes: numbers of blocks, 0 for none."""

    data: int
    subs: int
    parent: int = 0  # number of the folder that it is in


class Block(NamedTuple):
    offset: int
    size: int  # bytes in the file
    unpacked: int  # bytes, in the layout that packs; in the others a count of its users


class Trees:
    """Both trees.  A page is read when it is first needed."""

    def __init__(self, source: Source, header: Header) -> None:
        self._source = source
        self._layout = header.layout
        self._roots = {NODES: header.nodes, BLOCKS: header.blocks}
        self._pages: dict[int, Page] = {}
        self._last: dict[int, Page] = {}  # the page of entries that was looked at last
        self._rescued: dict[int, dict[int, Row]] | None = None

    def node(self, number: int) -> Node | None:
        found = self._find(NODES, number)
        return Node(*found[1:4]) if found else None

    def block(self, number: int) -> Block | None:
        """A block that something names is there; where the tree does not know it, the tree is an old one."""
        found = self._find(BLOCKS, number & ~1) or self._all()[BLOCKS].get(number & ~1)
        return Block(*found[1:4]) if found else None

    def nodes(self) -> Iterator[tuple[int, Node]]:
        """Every node with its number, in the order of these."""
        try:
            rows = (
                dict(self._below(self._roots[NODES], _HIGHEST))
                if self._rescued is None
                else self._all()[NODES]
            )
        except Damaged:
            rows = self._all()[NODES]
        for number, row in rows.items():
            yield number, Node(*row[1:4])

    @property
    def damaged(self) -> bool:
        """Whether a page was lost, as far as is known by now."""
        return self._rescued is not None

    def _find(self, kind: int, key: int) -> Row | None:
        if self._rescued is None:
            try:
                return self._descended(kind, key)
            except Damaged:
                pass
        return self._all()[kind].get(key)

    def _all(self) -> dict[int, dict[int, Row]]:
        """The entries of the whole file, from now on."""
        if self._rescued is None:
            self._rescued = rescued(self._source, self._layout)
        return self._rescued

    def _descended(self, kind: int, key: int) -> Row | None:
        last = self._last.get(kind)  # most that is asked for stands near to what was asked for before
        if last is not None and last.keys[0] <= key <= last.keys[-1]:
            at = bisect_right(last.keys, key) - 1
            return last.rows[at] if last.keys[at] == key else None
        offset, above = self._roots[kind], _HIGHEST
        while True:
            page = self._page(offset, kind, above)
            at = bisect_right(page.keys, key) - 1
            if at < 0:
                return None
            if page.level == 0:
                self._last[kind] = page
                return page.rows[at] if page.keys[at] == key else None
            offset, above = page.rows[at][2], page.level

    def _below(self, offset: int, above: int) -> Iterator[tuple[int, Row]]:
        page = self._page(offset, NODES, above)
        if page.level == 0:
            yield from zip(page.keys, page.rows, strict=True)
            return
        for row in page.rows:
            yield from self._below(row[2], page.level)

    def _page(self, offset: int, kind: int, above: int) -> Page:
        """One page; its level is lower than that `above` it, so that no way through the tree is a circle."""
        page = self._pages.get(offset)
        if page is None:
            page = page_of(self._source.read(offset, self._layout.page), kind, self._layout)
            if len(self._pages) >= _KEPT:
                self._pages.clear()
            self._pages[offset] = page
        if page.level >= above:
            raise Damaged
        return page
