"""Temporary files that hold mail: in one folder a process, gone with the process, however that ends.

A process that is killed cannot tidy up, so the next one does.  Each keeps a lock on its own folder, which the
operating system lets go of when the process ends.
"""

from __future__ import annotations

import atexit
import os
import shutil
import stat
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import IO

from reader.filenames import safe_name

_PREFIX = "griffielezer-"
_LOCK = "in-gebruik"


@cache
def folder() -> Path:
    """This process's own folder; OSError where none can be made."""
    _sweep()
    own = Path(tempfile.mkdtemp(prefix=_PREFIX))  # readable by this user alone
    lock = _locked(own / _LOCK)
    assert lock is not None, "a new file is locked by nobody"
    atexit.register(_remove, own, lock)
    return own


def new_file(name: str) -> Path:
    """Where a file may be made, whose name ends in `name` made safe; `remove` takes it away again."""
    return Path(tempfile.mkdtemp(dir=folder())) / safe_name(name)


def remove(path: Path) -> None:
    """Take a file of `new_file` away."""
    shutil.rmtree(path.parent, ignore_errors=True)


def _remove(own: Path, lock: IO[bytes]) -> None:
    """Take a folder away; where a program still has a file of it open, Windows keeps that for the next sweep."""
    for file in own.glob("*/*"):
        with suppress(OSError):
            file.chmod(stat.S_IREAD | stat.S_IWRITE)  # Windows removes no read-only file
    for left in own.iterdir():
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
    empty = not any(left.is_dir() for left in own.iterdir())
    lock.close()
    if empty:
        shutil.rmtree(own, ignore_errors=True)


def _sweep() -> None:
    for left in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*/{_LOCK}"):
        lock = _locked(left)
        if lock is not None:
            _remove(left.parent, lock)


def _locked(path: Path) -> IO[bytes] | None:
    """The file, open and locked; None where another process, or another user, has it."""
    with suppress(OSError):
        file = path.open("ab")
        try:
            _lock(file)
        except OSError:
            file.close()
        else:
            return file
    return None


if os.name == "nt":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        """OSError where another process holds the lock."""
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        """OSError where another process holds the lock."""
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
