"""Outlook's data files (.pst, .ost), [MS-PST]: ANSI, Unicode, and the .ost of Outlook 2013 and later.

All items are messages here: an appointment, a contact and a task have a subject and a text as well.  Items that
were deleted in Outlook but not yet written over are left out: they were not in any folder that the user saw.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.errors import MessageGone
from reader.formats.format import Found
from reader.formats.pst.header import MAGIC
from reader.formats.pst.shelf import is_cut, opened
from reader.formats.pst.store import Place, place_of
from reader.mapi import message_of, write_attachment_of
from reader.message import MessageRef
from reader.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    from reader.formats.pst.store import Store
    from reader.message import Message

NAME = "pst"
ISOLATED = True  # trees that hostile bytes can make deep, wide and round
HAS_MAPS = True
GROWS = False


def recognises(_path: Path, head: bytes) -> bool:
    """By the first field of the header, [MS-PST] §2.2.2.6."""
    return head.startswith(MAGIC)


def folder_name(path: Path) -> str:
    """A data file holds the folders of a whole mailbox."""
    return path.stem


def refs(path: Path) -> Iterator[Found | Problem]:
    """Every message of every folder; ReaderError where the file cannot be opened.

    Of a file that is cut this is said once, not of each folder and message that is not there.
    """
    size = path.stat().st_size
    cut = is_cut(str(path), size)
    if cut:
        yield Problem("pst_truncated", str(path))
    with opened(str(path)) as store:
        found = list(_found(store, path, size, cut=cut))  # who reads one of them now opens the file himself
    yield from found


def message(ref: MessageRef, folder: str) -> Message:
    """One message; the file stays open for the next."""
    with opened(ref.path) as store:
        return message_of(store.item(_place(ref)), ref, folder)


def write_attachment(ref: MessageRef, number: int, target: BinaryIO) -> None:
    """The bytes of one attachment, piece by piece."""
    with opened(ref.path) as store:
        write_attachment_of(store.item(_place(ref)), number, ref, target)


def _found(store: Store, path: Path, size: int, *, cut: bool) -> Iterator[Found | Problem]:
    folders = list(store.folders())
    total = sum(len(folder.messages) for folder in folders if not isinstance(folder, Problem))
    done = 0
    for folder in folders:
        if isinstance(folder, Problem):
            if not cut:
                yield folder
            continue
        for number in folder.messages:
            done += 1
            if not cut or store.is_there(number):
                place = Place(folder.number, number)
                yield Found(MessageRef(str(path), str(place)), size * done // total, folder.name)


def _place(ref: MessageRef) -> Place:
    place = place_of(ref.locator)
    if place is None:
        raise MessageGone("message_gone", ref.path)
    return place
