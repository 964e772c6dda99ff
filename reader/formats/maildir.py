"""Maildir: a folder with `cur` and `new` in it, and sub-folders named `.A.B` (Maildir++).

Each message is a file of its own, so `eml` reads them; here stands how the folders are named.
"""

from __future__ import annotations

from pathlib import PurePath, PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

READ = ("cur", "new")  # `tmp` holds messages that are still being delivered
_OWN = frozenset({"cur", "new", "tmp"})


def is_maildir(names: Sequence[str]) -> bool:
    """Whether a folder with these sub-folders is one."""
    return set(READ) <= set(names)


def without_own(names: Sequence[str]) -> list[str]:
    """The sub-folders that are folders to the user."""
    return [name for name in names if name not in _OWN]


def folder_name(relative: PurePath) -> str:
    """The folder as the user named it.

    >>> folder_name(PurePosixPath("post/.Ingekomen.2020"))
    'post/Ingekomen/2020'
    """
    parts: list[str] = []
    for part in relative.parts:
        parts.extend(part[1:].split(".") if part.startswith(".") and len(part) > 1 else [part])
    return str(PurePosixPath(*parts)) if parts else ""
