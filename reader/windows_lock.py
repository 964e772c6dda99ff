"""Whether another program keeps a file to itself, as Outlook does with its data files (fileapi.h).

`open` does not tell that apart from missing rights: it goes through the C library, which has one number for both.
"""

from __future__ import annotations

import ctypes
from ctypes import wintypes
from typing import Any

_READ = 0x80000000  # GENERIC_READ
_SHARE_ALL = 0x7
_EXISTING = 3  # OPEN_EXISTING
_NO_HANDLE = ctypes.c_void_p(-1).value
_IN_USE = frozenset({32, 33})  # ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION


def is_locked(path: str) -> bool:
    """Whether this file cannot be opened for that reason, or can be opened and was therefore refused for it."""
    kernel: Any = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore] # Windows only
    kernel.CreateFileW.restype = ctypes.c_void_p
    kernel.CreateFileW.argtypes = (
        wintypes.LPCWSTR,
        wintypes.DWORD,
        wintypes.DWORD,
        ctypes.c_void_p,
        wintypes.DWORD,
        wintypes.DWORD,
        ctypes.c_void_p,
    )
    kernel.CloseHandle.argtypes = (ctypes.c_void_p,)
    handle = kernel.CreateFileW(path, _READ, _SHARE_ALL, None, _EXISTING, 0, None)
    if handle == _NO_HANDLE:
        return ctypes.get_last_error() in _IN_USE  # type: ignore[attr-defined,unused-ignore] # Windows only
    kernel.CloseHandle(handle)
    return True  # some bytes of it are locked, or it was let go a moment ago: trying again helps
