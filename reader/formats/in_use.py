"""Why a file cannot be opened or read, such as a .pst that is open in Outlook."""

from __future__ import annotations

import errno
import sys

from reader.problems import Problem


def is_in_use(error: OSError, path: str) -> bool:
    """Whether a failure means that another program has the file; only Windows keeps files so."""
    if sys.platform == "win32" and isinstance(error, PermissionError):
        from reader.windows_lock import is_locked  # noqa: PLC0415 - Windows only

        return is_locked(str(error.filename or path))
    return False


def problem_of(error: OSError, path: str) -> Problem:
    """What such a failure means to the user."""
    if isinstance(error, FileNotFoundError):
        return Problem("vanished", path)
    if isinstance(error, PermissionError):
        return Problem("in_use" if is_in_use(error, path) else "no_rights", path)
    if error.errno == errno.ENOSPC:
        return Problem("disk_full", path)
    return Problem("read_failed", path, error.strerror or "")
