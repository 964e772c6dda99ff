"""Which format a file has, by its content."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING, cast

from reader.formats import eml, emlx, mbox, msg, outlook_print, pst

if TYPE_CHECKING:
    from pathlib import Path

    from reader.formats.format import Format

# The first that recognises a file reads it.
FORMATS = cast("tuple[Format, ...]", (pst, msg, outlook_print, mbox, emlx, eml))

# Files that should hold mail: passing over one that does not would be a lie.
MAIL_SUFFIXES = frozenset({".eml", ".emlx", ".mbox", ".mbx", ".msg", ".oft", ".ost", ".pst"})

HEAD = 1 << 16  # bytes that a format may look at


def head_of(path: Path) -> bytes | None:
    """The begin of a file; None of a pipe, a socket or a device, where reading could wait for ever."""
    if not stat.S_ISREG(path.stat().st_mode):
        return None
    with path.open("rb") as file:
        return file.read(HEAD)


def format_of(path: Path, head: bytes | None) -> Format | None:
    """None where no format knows the file."""
    return next((one for one in FORMATS if head and one.recognises(path, head)), None)
