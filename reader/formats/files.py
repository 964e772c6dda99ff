"""The files that an export is made of, on disk and in archives, each with the map that its messages are in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.formats import containers, folders
from reader.guard import SECONDS
from reader.message import MessageRef

if TYPE_CHECKING:
    from pathlib import Path

    from reader.formats.containers import Member

_SLOWEST = 10 << 20  # bytes a second: a folder on the network, at the busiest hour
_LARGEST = 4 << 30  # bytes; no attachment is larger, and what hangs must end


class File(NamedTuple):
    """A file of the export, or a temporary copy of one that is packed in such a file."""

    path: Path  # where its bytes are
    folder: str  # of its messages
    size: int
    single: bool  # the user named it, so it is no map and is never passed over
    ref: MessageRef  # its own place in the export: locators inside it come behind this one's
    shown: str  # its name in problems
    depth: int = 0  # archives round it
    changed: int = 0  # when that was last, in nanoseconds since 1970, as its disk tells


def on_disk(path: Path, folder: str, *, single: bool = False) -> File:
    size, changed = _state(path)
    return File(path, folder, size, single, MessageRef(str(path)), str(path), changed=changed)


def packed(file: File, member: Member, copy: Path, *, alone: bool) -> File:
    return File(
        path=copy,
        folder=folder_of(member, file),
        size=_state(copy)[0],
        single=file.single and alone,
        ref=MessageRef(file.ref.path, f"{file.ref.locator}{member.number}{containers.INSIDE}"),
        shown=f"{file.shown}/{member.name}",
        depth=file.depth + 1,
    )


def folder_of(member: Member, archive: File) -> str:
    """The map of a file in an archive."""
    own = "" if archive.single else archive.path.name.partition(".")[0]
    return "/".join(name for name in (archive.folder, own, folders.folder_in_archive(member.name)) if name)


def patience(path: Path) -> float:
    """Seconds for one message of a file that does not tell how large each is: one may be nearly all of it."""
    return SECONDS + min(_state(path)[0], _LARGEST) / _SLOWEST


def _state(path: Path) -> tuple[int, int]:
    """Size and time of change; zeros for one that is gone already: reading it will say so."""
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_size, status.st_mtime_ns
