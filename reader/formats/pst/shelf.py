"""The file that was read last, kept open for the next message of it.

The next message is near the last one, in pages that were read already.  But Outlook cannot open a file that is open
here, so it is let go when nobody has asked for it for some seconds.
"""

from __future__ import annotations

import threading
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.errors import ReaderError
from reader.formats.pst.header import SIZE, header_of
from reader.formats.pst.pages import Damaged
from reader.formats.pst.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

_IDLE = 5.0  # seconds


class _Key(NamedTuple):
    """The same file, unchanged."""

    path: str
    size: int
    changed_ns: int


class _Shelf:
    """One open file at most."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: tuple[_Key, Store] | None = None
        self._used = 0.0  # on the monotonic clock
        self._watched = False

    @contextmanager
    def opened(self, path: str) -> Iterator[Store]:
        """OSError where the file cannot be read at all; ReaderError where it makes no sense."""
        with self._lock:
            key = _key(path)
            if self._kept is None or self._kept[0] != key:
                self._let_go()
                self._kept = (key, _store(path, key.size))
            if not self._watched:
                self._watched = True
                threading.Thread(target=self._watch, daemon=True).start()
            try:
                yield self._kept[1]
            finally:
                self._used = time.monotonic()

    def close(self) -> None:
        """Let the file go now."""
        with self._lock:
            self._let_go()

    def _watch(self) -> None:
        while True:
            time.sleep(_IDLE)
            with self._lock:
                if time.monotonic() - self._used >= _IDLE:
                    self._let_go()
                    self._watched = False
                    return

    def _let_go(self) -> None:
        if self._kept is not None:
            self._kept[1].close()
            self._kept = None


_shelf = _Shelf()
opened, close = _shelf.opened, _shelf.close


def is_cut(path: str, size: int) -> bool:
    """Whether the file is shorter than its header says: half copied, or still being copied."""
    with Path(path).open("rb") as file:
        header = header_of(file.read(SIZE))
    return header is None or size < header.size


def _key(path: str) -> _Key:
    found = Path(path).stat()
    return _Key(path, found.st_size, found.st_mtime_ns)


def _store(path: str, size: int) -> Store:
    with ExitStack() as undo:
        # Pages and blocks are read whole, so that no buffer helps; `Store` closes it.
        file = undo.enter_context(open(path, "rb", buffering=0))  # noqa: PTH123
        header = header_of(file.read(SIZE))
        if header is None:
            raise ReaderError("pst_truncated", path)
        if header.protected:
            raise ReaderError("pst_encrypted", path)
        try:
            store = Store(path, file, size, header)
        except Damaged as error:
            raise ReaderError("pst_truncated" if size < header.size else "pst_damaged", path) from error
        undo.pop_all()
        return store
