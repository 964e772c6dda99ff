"""In which exports and folders messages stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from reader.index.arrays import Array
    from reader.index.store import Store


class Whereabouts:
    """Where all messages stand, also those that are not wholly committed; it grows with the store."""

    def __init__(self) -> None:
        self.exports: dict[str, int] = {}
        self.folders: dict[tuple[str, str], int] = {}  # (export, folder)
        self._last = 0
        self._numbers = [np.empty(0, np.int64)]
        self._exports = [np.empty(0, np.int64)]
        self._folders = [np.empty(0, np.int64)]

    def read(self, store: Store) -> None:
        """Add what the store has more than this."""
        last = store.last_place()
        for export, folder, numbers in store.standing(self._last) if last > self._last else ():
            self._numbers.append(numbers)
            self._exports.append(np.full(len(numbers), self.exports.setdefault(export, len(self.exports))))
            place = self.folders.setdefault((export, folder), len(self.folders))
            self._folders.append(np.full(len(numbers), place))
        self._last = last

    def numbers(self) -> Array:
        """Those of the messages, once for each place."""
        return np.concatenate(self._numbers)

    def in_export(self) -> Array:
        """The export of each place."""
        return np.concatenate(self._exports)

    def in_folder(self) -> Array:
        """The folder of each place."""
        return np.concatenate(self._folders)
