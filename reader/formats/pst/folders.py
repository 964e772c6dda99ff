"""The folders of a .pst and the messages in each, [MS-PST] §2.4.4: by their tables, else by what says to be in them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from reader.formats.pst.contexts import properties_of, row_ids
from reader.formats.pst.pages import Damaged
from reader.mapi import tags
from reader.mapi.item import Properties
from reader.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.formats.pst.blocks import Blocks
    from reader.formats.pst.trees import Trees

ROOT = 0x122  # number of the folder that all are in, §2.4.1
MESSAGE = 0x04  # types of nodes, §2.2.2.1
TYPE = 0x1F  # where in a number that is

_STORE = 0x21
_FOLDER, _FOLDERS, _MESSAGES = 0x02, 0x0D, 0x0E
_SUBTREE_ENTRY = 0x35E0  # PidTagIpmSubTreeEntryId: flags, the store's identifier, and the number of a folder
_SUBTREE = 0x8022  # that number in every file that Outlook made; for a store that does not say
_ENTRY_LENGTH = 24
_OUTLOOKS_OWN = (
    "ipm.microsoft.",
    "ipm.configuration.",
    "ipc.",
)  # items with settings, such as [MS-OXOCFG] §2.2.2
_DEEPEST = 100  # folders in folders; Outlook stops long before
_SLASH = "∕"  # stands for / in the name of a folder, since / is between folders


class Folder(NamedTuple):
    """A folder with messages."""

    number: int
    name: str  # "Postvak IN/2020"
    messages: Sequence[int]  # their numbers


class Folders:
    """One walk through all of them: iterate once."""

    def __init__(self, path: str, trees: Trees, blocks: Blocks) -> None:
        self._path = path
        self._trees = trees
        self._blocks = blocks
        self._seen = {ROOT}
        self._way = self._way_to_subtree()

    def __iter__(self) -> Iterator[Folder | Problem]:
        """Every folder that holds messages, in the order of the file; where one is damaged, a Problem comes as well.

        Search folders only show what is in other folders, and are left out; so are Outlook's settings.
        """
        damaged = False
        for found in self._below(ROOT, "", own=not self._way):
            damaged = damaged or isinstance(found, Problem)
            yield found
        if damaged or self._trees.damaged:
            yield from self._out_of_reach()

    @cached_property
    def by_parent(self) -> dict[int, list[int]]:
        """The folders and messages of the file by the folder that each says to be in."""
        found: dict[int, list[int]] = {}
        for number, node in self._trees.nodes():
            if number & TYPE in {_FOLDER, MESSAGE} and number != node.parent:
                found.setdefault(node.parent, []).append(number)
        return found

    def _below(self, folder: int, name: str, *, own: bool, depth: int = 0) -> Iterator[Folder | Problem]:
        """The folders in a folder, each with those in it; whether they are the user's `own`."""
        children, whole = self._rows(folder, _FOLDERS, _FOLDER)
        for child in children:
            if child in self._seen or depth >= _DEEPEST:
                continue
            self._seen.add(child)
            shown = name if child in self._way else _joined(name, self._name(child))
            is_own = own or child == self._way[0]
            yield from self._with_messages(child, shown, own=is_own)
            yield from self._below(child, shown, own=is_own, depth=depth + 1)
        if not whole:
            yield Problem("pst_folder_damaged", self._path, name)

    def _with_messages(self, folder: int, name: str, *, own: bool) -> Iterator[Folder | Problem]:
        messages, whole = self._rows(folder, _MESSAGES, MESSAGE)
        if not own:
            messages = [one for one in messages if not self._class(one).startswith(_OUTLOOKS_OWN)]
        if messages:
            yield Folder(folder, name, messages)
        if not whole:
            yield Problem("pst_folder_damaged", self._path, name)

    def _out_of_reach(self) -> Iterator[Folder]:
        """Folders that a damaged one should have led to, under as much of their name as can be read."""
        for folder in sorted(self.by_parent.keys() - self._seen):
            messages = [one for one in self.by_parent[folder] if one & TYPE == MESSAGE]
            if folder & TYPE == _FOLDER and messages:
                yield Folder(folder, self._whole_name(folder), messages)

    def _rows(self, folder: int, table: int, kind: int) -> tuple[Sequence[int], bool]:
        """The numbers in a table of a folder; and whether it could be read, and all that it names are there."""
        node = self._trees.node(folder & ~TYPE | table)
        try:
            named = row_ids(self._blocks, node) if node is not None else None
        except Damaged:
            named = None
        if named is None:
            return [one for one in self.by_parent.get(folder, ()) if one & TYPE == kind], False
        named = [one for one in named if one & TYPE == kind]
        found = [one for one in named if self._trees.node(one) is not None]
        return found, len(found) == len(named)

    def _way_to_subtree(self) -> tuple[int, ...]:
        """The top of the user's own folders, and the folders that it is in; none of which he named.

        Outlook shows it under the name of the file; it says "Begin van Outlook-gegevensbestand" and the like.
        """
        store = self._properties(_STORE)
        entry = store.data(_SUBTREE_ENTRY)
        number = int.from_bytes(entry[-4:], "little") if len(entry) == _ENTRY_LENGTH else _SUBTREE
        return self._line(number)

    def _line(self, folder: int) -> tuple[int, ...]:
        """A folder and those that it is in, from below; up to the root."""
        line: list[int] = []
        while folder != ROOT and folder not in line and (node := self._trees.node(folder)) is not None:
            line.append(folder)
            folder = node.parent
        return tuple(line)

    def _whole_name(self, folder: int) -> str:
        line = self._line(folder)
        return "/".join(filter(None, (self._name(one) for one in reversed(line) if one not in self._way)))

    def _name(self, folder: int) -> str:
        return self._properties(folder).text(tags.DISPLAY_NAME).strip().replace("/", _SLASH)

    def _class(self, message: int) -> str:
        return self._properties(message).text(tags.MESSAGE_CLASS).lower()

    def _properties(self, number: int) -> Properties:
        """Those of a node; none where it is damaged."""
        node = self._trees.node(number)
        try:
            return Properties(properties_of(self._blocks, node)[1]) if node is not None else Properties()
        except Damaged:
            return Properties()


def _joined(above: str, name: str) -> str:
    return f"{above}/{name}" if above and name else above or name
