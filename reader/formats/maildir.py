"""Maildir: a folder with `cur` and `new` in it, and sub-folders named `.A.B` (Maildir++).

Each message is a file of its own, so `eml` reads them; here stands how the folders are named.
"""

from __future__ import annotations

import re
from binascii import a2b_base64
from pathlib import PurePath, PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHIFTED = re.compile("&([A-Za-z0-9+,]*)-")
READ = ("cur", "new")  # `tmp` holds messages that are still being delivered
_OWN = frozenset({"cur", "new", "tmp"})


def is_maildir(names: Sequence[str]) -> bool:
    """Whether a folder with these sub-folders is one."""
    return set(READ) <= set(names)


def without_own(names: Sequence[str]) -> list[str]:
    """The sub-folders that are folders to the user."""
    return [name for name in names if name not in _OWN]


def folder_name(relative: PurePath) -> str:
    """The folder as the user named it; Thunderbird keeps sub-folders in a folder with `.sbd` behind its name.

    >>> folder_name(PurePosixPath("post/.Ingekomen.Caf&AOk-s"))
    'post/Ingekomen/Cafés'
    >>> folder_name(PurePosixPath("Inbox.sbd/Raad"))
    'Inbox/Raad'
    """
    parts: list[str] = []
    for part in relative.parts:
        if part.startswith(".") and len(part) > 1:
            parts.extend(_decoded(name) for name in part[1:].split("."))
        else:
            parts.append(part.removesuffix(".sbd"))
    return str(PurePosixPath(*parts)) if parts else ""


def _decoded(name: str) -> str:
    """A name in the modified UTF-7 of IMAP (RFC 3501 §5.1.3); as it stands where it is not."""
    try:
        return _SHIFTED.sub(lambda word: _letters(word[1]), name)
    except (ValueError, UnicodeError):
        return name


def _letters(base64: str) -> str:
    if not base64:
        return "&"
    encoded = base64.replace(",", "/").encode("ascii")
    return a2b_base64(encoded + b"=" * (-len(encoded) % 4)).decode("utf-16-be")
