"""Which maps of an export the user wants to read."""

from __future__ import annotations

from typing import NamedTuple


class Choice(NamedTuple):
    """Names of maps, in full ("Postvak IN/Integriteit") or bare ("Integriteit"), in any case of letters.

    A map stands for its sub-maps too, and so does its absence.
    """

    only: tuple[str, ...] = ()  # nothing else is read; empty: everything
    skip: tuple[str, ...] = ()  # never read, also inside a map of `only`

    def takes(self, folder: str) -> bool:
        """Whether messages in this map are to be read; "" is the top of the export."""
        if any(_stands_for(name, folder) for name in self.skip):
            return False
        return not self.only or any(_stands_for(name, folder) for name in self.only)


def _stands_for(name: str, folder: str) -> bool:
    """Whether `name` is this map, or one of those that it lies in."""
    wanted = [part.casefold() for part in name.strip("/").split("/")]
    parts = [part.casefold() for part in folder.split("/")]
    if len(wanted) == 1:
        return wanted[0] in parts
    return parts[: len(wanted)] == wanted
