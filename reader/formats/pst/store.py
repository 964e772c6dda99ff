"""One open .pst or .ost: its folders, and the messages in them.

pypff walks from a folder to its messages by number, so a place is written as the numbers of the folders from the
root, the number of the message, and its node id, by which it is known again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pypff

from reader.errors import MessageGone, ReaderError
from reader.formats.pst.items import Values, item_of, properties_of
from reader.mapi import tags
from reader.mapi.item import Properties
from reader.mapi.names import names_of
from reader.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.formats.pst.items import Node
    from reader.mapi.item import Item, Name

_SUBTREE_ENTRY = 0x35E0  # PidTagIpmSubTreeEntryId: flags, the store's identifier, and the node id of a folder
_SUBTREE = 0x8022  # that node id in every file that Outlook made; for a store that does not say
_ENTRY_LENGTH = 24
_SETS, _ENTRIES, _STRINGS = 2, 3, 4  # of the name-to-id map, [MS-PST] §2.4.7
_NODE_TYPE, _SEARCH_FOLDER = 0x1F, 0x03  # §2.2.2.1
_DEEPEST = 100  # folders in folders; Outlook stops long before
_SLASH = "∕"  # stands for / in the name of a folder, since / is between folders


class Folder(NamedTuple):
    """A folder with messages."""

    place: tuple[int, ...]  # numbers of the folders from the root
    name: str  # "Postvak IN/2020"
    node: Node
    size: int  # messages


class Place(NamedTuple):
    """Where a message is in the file."""

    folder: tuple[int, ...]
    number: int
    node: int  # its node id

    def __str__(self) -> str:
        return f"{'.'.join(map(str, self.folder))}:{self.number}:{self.node}"


def place_of(locator: str) -> Place | None:
    """A place as it was written; None of what is no place.

    >>> str(place_of("1.0.2:17:2097188")), place_of("1024-4096")
    ('1.0.2:17:2097188', None)
    """
    folder, _, rest = locator.partition(":")
    numbers = (*folder.split("."), *rest.split(":"))
    if rest.count(":") != 1 or not all(number.isascii() and number.isdigit() for number in numbers):
        return None
    *above, number, node = map(int, numbers)
    return Place(tuple(above), number, node)


class Store:
    """The file stays open as long as this lives.  Errors of pypff itself are OSErrors without a number."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._file = pypff.file()
        self._file.open(path)
        self._root = self._file.get_root_folder()
        if self._root is None:
            raise ReaderError("pst_damaged", path)
        self._names = self._named()
        self._last: tuple[tuple[int, ...], Node] = ((), self._root)  # a folder's messages come together

    def folders(self) -> Iterator[Folder | Problem]:
        """Every folder that holds messages, in the order of the file; one that cannot be read is a Problem.

        Search folders only show what is in other folders, and are left out.
        """
        yield from self._below(self._root, (), "", self._unnamed())

    def messages(self, folder: Folder) -> Iterator[Place | Problem]:
        """The places of its messages, none of which is read; one Problem for those that are not there."""
        lost = False
        for number in range(folder.size):
            try:
                node = folder.node.get_sub_message(number)
                yield Place(folder.place, number, node.identifier)
            except OSError:
                lost = True
        if lost:
            yield Problem("pst_folder_damaged", self._path, folder.name)

    def item(self, place: Place) -> Item:
        """One message; MessageGone where another is there now, ReaderError where it cannot be read."""
        try:
            node = self._folder(place.folder).get_sub_message(place.number)
            found = node.identifier
        except (OSError, IndexError) as error:
            raise MessageGone("message_gone", self._path) from error
        if found != place.node:
            raise MessageGone("message_gone", self._path)
        return item_of(node, self._names, self._path)

    def _folder(self, place: tuple[int, ...]) -> Node:
        known, node = self._last
        if known != place:
            node = self._root
            for number in place:
                node = node.get_sub_folder(number)
            self._last = (place, node)
        return node

    def _below(
        self, node: Node, place: tuple[int, ...], name: str, unnamed: frozenset[int]
    ) -> Iterator[Folder | Problem]:
        for number in range(node.number_of_sub_folders if len(place) < _DEEPEST else 0):
            shown = name
            try:
                child = node.get_sub_folder(number)
                if child.identifier & _NODE_TYPE == _SEARCH_FOLDER:
                    continue
                if child.identifier not in unnamed:
                    shown = _joined(name, _name(child))
                own = (*place, number)
                if size := child.number_of_sub_messages:
                    yield Folder(own, shown, child, size)
                yield from self._below(child, own, shown, unnamed)
            except OSError:
                yield Problem("pst_folder_damaged", self._path, shown)

    def _unnamed(self) -> frozenset[int]:
        """The node ids of the top of the user's own folders, and of what that is in, which he never chose.

        Outlook shows it under the name of the file; it says "Begin van Outlook-gegevensbestand" and the like.
        """
        return frozenset(_way_to(self._subtree(), self._root, ()))

    def _subtree(self) -> int:
        store = self._file.get_message_store()
        entry = Properties(Values(properties_of(store).raw)).data(_SUBTREE_ENTRY) if store else b""
        return int.from_bytes(entry[-4:], "little") if len(entry) == _ENTRY_LENGTH else _SUBTREE

    def _named(self) -> dict[Name, int]:
        """The named properties; none where the map of their names is damaged: they are categories and meetings."""
        try:
            node = self._file.get_name_to_id_map()
        except OSError:
            return {}
        streams = Properties(Values(properties_of(node).raw)) if node is not None else Properties()
        return names_of(*(streams.data(one) for one in (_SETS, _ENTRIES, _STRINGS)))


def _way_to(wanted: int, node: Node, way: tuple[int, ...]) -> tuple[int, ...]:
    """The node ids from the root to a folder; () where it is not there."""
    for number in range(node.number_of_sub_folders if len(way) < _DEEPEST else 0):
        try:
            child = node.get_sub_folder(number)
            own = (*way, child.identifier)
            if child.identifier == wanted:
                return own
            if found := _way_to(wanted, child, own):
                return found
        except OSError:
            continue  # `folders` says so
    return ()


def _name(node: Node) -> str:
    """As the user gave it: pypff would take each old file for one of Western Europe."""
    return Properties(Values(properties_of(node).raw)).text(tags.DISPLAY_NAME).strip().replace("/", _SLASH)


def _joined(above: str, name: str) -> str:
    return f"{above}/{name}" if above and name else above or name
