"""Whether the end of an SQLite database is lost: SQLite reads zeros there, and its log may hide that by the next time.

Pages that a killed process left in the log alone are not lost.  SQLite's file format §1.3 and §4.1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_HEAD = 100  # bytes of a database before its first page
_LOG_HEAD, _FRAME_HEAD = 32, 24  # bytes of the log, and of each page in it
_SALT = slice(4, 6)  # in words of four bytes: of the log's head
_FRAME_SALT = slice(2, 4)  # and of a page's; another one is left from before
_LARGEST = 1 << 16  # bytes of a page, which is written as 1


def is_cut_off(path: Path) -> bool:
    """Whether a page that the database should have is neither in it nor in its log; OSError where it is not there."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    page = int.from_bytes(head[16:18], "big")
    page = _LARGEST if page == 1 else page
    if len(head) < _HEAD or not page:
        return True
    frames = _frames(path.with_name(path.name + "-wal"), page)
    size = path.stat().st_size  # after the log: what has gone from there since is here
    commits = frames[:, 1][frames[:, 1] > 0]
    pages = int(commits[-1]) if len(commits) else int.from_bytes(head[28:32], "big")
    there = size // page
    logged = frames[:, 0]
    beyond = np.unique(logged[(logged > there) & (logged <= pages)])
    return size % page > 0 or len(beyond) < pages - there


def _frames(path: Path, page: int) -> NDArray[np.int64]:
    """(page, pages of the database where a commit ends with it, else 0) of all that count in a log."""
    try:
        content = np.fromfile(path, np.uint8)
    except FileNotFoundError:
        content = np.empty(0, np.uint8)
    one = _FRAME_HEAD + page
    count = max(0, len(content) - _LOG_HEAD) // one
    if not count:
        return np.empty((0, 2), np.int64)
    rows = content[_LOG_HEAD : _LOG_HEAD + count * one].reshape(count, one)
    words = np.ascontiguousarray(rows[:, :_FRAME_HEAD]).view(">u4")
    counts = (words[:, _FRAME_SALT] == content[:_LOG_HEAD].view(">u4")[_SALT]).all(axis=1)
    return words[counts, :2].astype(np.int64)
