"""One open .pst or .ost: its folders, and its messages one by one, [MS-PST] §2.4.

A place is the number of a folder and that of a message in it, which stay as long as the message is there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.errors import MessageGone
from reader.formats.pst.blocks import Blocks
from reader.formats.pst.contexts import properties_of
from reader.formats.pst.folders import MESSAGE, ROOT, TYPE, Folders
from reader.formats.pst.items import Reader
from reader.formats.pst.pages import Damaged, Source
from reader.formats.pst.trees import Trees
from reader.mapi.item import Properties
from reader.mapi.names import names_of

if TYPE_CHECKING:
    from typing import BinaryIO

    from reader.formats.pst.header import Header
    from reader.mapi.item import Item, Name

_NAMES = 0x61  # node of the name-to-id map, §2.4.7
_SETS, _ENTRIES, _STRINGS = 2, 3, 4


class Place(NamedTuple):
    """Where a message is in the file."""

    folder: int
    message: int

    def __str__(self) -> str:
        return f"{self.folder}:{self.message}"


def place_of(locator: str) -> Place | None:
    """A place as it was written; None of what is no place.

    >>> str(place_of("32866:2097188")), place_of("1024-4096")
    ('32866:2097188', None)
    """
    folder, _, message = locator.partition(":")
    if not all(one.isascii() and one.isdigit() for one in (folder, message)):
        return None
    return Place(int(folder), int(message))


class Store:
    """The file stays open until `close`."""

    def __init__(self, path: str, file: BinaryIO, size: int, header: Header) -> None:
        """Damaged where neither a folder nor a message can be found."""
        self._path = path
        self._source = Source(file, size)
        self._trees = Trees(self._source, header)
        self._blocks = Blocks(self._source, header, self._trees)
        if self._trees.node(ROOT) is None and not self.folders().by_parent:
            raise Damaged
        self._reader = Reader(self._blocks, self._named(), path)

    def close(self) -> None:
        self._source.close()

    def folders(self) -> Folders:
        """The folders with the numbers of their messages, none of which is read."""
        return Folders(self._path, self._trees, self._blocks)

    def item(self, place: Place) -> Item:
        """One message; MessageGone where it is not there any more, ReaderError where it cannot be read."""
        node = self._trees.node(place.message)
        if node is None or node.parent != place.folder or place.message & TYPE != MESSAGE:
            raise MessageGone("message_gone", self._path)
        return self._reader.item(node)

    def is_there(self, message: int) -> bool:
        """Whether the begin of a message is in what is left of the file."""
        node = self._trees.node(message)
        block = self._trees.block(node.data) if node is not None else None
        return block is not None and block.offset + block.size <= self._source.size

    def _named(self) -> dict[Name, int]:
        """The named properties; none where the map of their names is damaged: they are categories and meetings."""
        node = self._trees.node(_NAMES)
        try:
            streams = Properties(properties_of(self._blocks, node)[1]) if node is not None else Properties()
        except Damaged:
            return {}
        return names_of(*(streams.data(one) for one in (_SETS, _ENTRIES, _STRINGS)))
