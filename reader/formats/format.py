"""What each kind of file offers to `export`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    from reader.message import Message, MessageRef
    from reader.problems import Problem


class Found(NamedTuple):
    """The place of one message, before it is read."""

    ref: MessageRef
    read: int  # bytes of the file behind us, this message included; for progress alone
    folder: str = ""  # inside the file: "Postvak IN/2020"


class Format(Protocol):
    """A module of `reader.formats`."""

    NAME: str
    ISOLATED: bool  # C code, or a format full of guesses: it is read in the guard's child
    HAS_MAPS: bool  # one file may hold several, so its user is asked which ones to read
    GROWS: bool  # what is new is written behind the rest: see `Growing`

    def recognises(self, path: Path, head: bytes) -> bool:
        """Whether this is such a file, by its first 64 KB; a suffix alone proves nothing."""

    def folder_name(self, path: Path) -> str:
        """The map that the file itself is, in a tree of files; "" where it is a message and no map."""

    def refs(self, path: Path) -> Iterator[Found | Problem]:
        """Every message without parsing it, in the file's own order; what cannot be reached is a Problem."""

    def message(self, ref: MessageRef, folder: str) -> Message:
        """One message; MessageGone where `ref.locator` is not what `refs` would write now."""

    def write_attachment(self, ref: MessageRef, number: int, target: BinaryIO) -> None:
        """The bytes of one attachment, piece by piece; only called for one that is not `held`."""


class Growing(Format, Protocol):
    """A format whose files may be read on from where a message ended."""

    def refs(self, path: Path, start: int = 0) -> Iterator[Found | Problem]:
        """As `Format`, from the byte `start` on; `Found.read` is where the next message begins."""
