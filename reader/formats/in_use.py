"""A file that cannot be read because another program has it, such as a .pst that is open in Outlook."""

from __future__ import annotations

import sys


def is_in_use(error: OSError, path: str) -> bool:
    """Whether that is what a failure to open or read a file means; only Windows keeps files so."""
    if sys.platform == "win32" and isinstance(error, PermissionError):
        from reader.windows_lock import is_locked  # noqa: PLC0415 - Windows only

        return is_locked(str(error.filename or path))
    return False
