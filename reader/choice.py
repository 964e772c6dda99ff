"""Which maps of an export the user wants to read.

A map is named in one of three ways:

    Integriteit              every map of that name, wherever it stands
    Postvak IN/Integriteit   this one
    /Archief                 exactly this one, counted from the top of the export; "/" is the whole export

A name stands for the maps inside it too.  "/Archief/", with a slash behind it, stands for the messages of the map
itself alone, and "//" for those outside all maps.  What begins with a slash is compared letter by letter: the window
writes it so.  The rest is typed by people, so capitals do not matter.
"""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_Path = tuple[str, ...]  # the names of a map and of those round it, from the top


class Choice(NamedTuple):
    """Names of maps.

    >>> choice = Choice(skip=("integriteit",))
    >>> choice.takes("Postvak IN/Raad"), choice.takes("Postvak IN/Integriteit/2020")
    (True, False)
    """

    only: tuple[str, ...] = ()  # nothing else is read; empty: everything
    skip: tuple[str, ...] = ()  # never read, also inside a map of `only`
    keep: tuple[str, ...] = ()  # inside a map of `skip` and read all the same; all with a slash in front

    def takes(self, folder: str) -> bool:
        """Whether messages in this map are to be read; "" is the top of the export."""
        if _deepest(self.skip, folder) > _deepest(self.keep, folder):
            return False
        return not self.only or _deepest(self.only, folder) >= 0

    def passes_over(self, folder: str) -> bool:
        """Whether this map is not read, nor any that may lie inside it."""
        inside = f"/{folder}".rstrip("/") + "/"
        if any(name.startswith(inside) for name in self.keep):
            return False
        wide = [name for name in self.skip if not _is_alone(name)]
        return _deepest(wide, folder) > _deepest(self.keep, folder)

    def strangers(self, folders: Iterable[str]) -> tuple[str, ...]:
        """The names that stand for none of these maps, nor for one that they lie in.

        What may lie in a map of `skip` is none of them: nobody looked into that.
        """
        known = tuple(folders)
        names = dict.fromkeys(self.only + self.skip)
        return tuple(
            name
            for name in names
            if all(_depth(name, folder) < 0 for folder in known) and not self._lies_in_skipped(name)
        )

    def _lies_in_skipped(self, name: str) -> bool:
        around = name.strip("/").rpartition("/")[0]
        return bool(around) and _deepest((one for one in self.skip if not _is_alone(one)), around) >= 0


EVERYTHING = Choice()


def in_words(choice: Choice) -> str:
    """A choice as it can be kept and compared."""
    return json.dumps(choice._asdict())


def chosen(ticks: Mapping[str, bool]) -> Choice:
    """The choice that takes exactly the ticked ones of these maps.

    A map that appears later is left out where it lies inside one that is left out, and read elsewhere.

    >>> chosen({"A": True, "A/B": False, "A/B/C": False})
    Choice(only=(), skip=('/A/B',), keep=())
    >>> chosen({"A": False, "A/B": True, "A/C": False})
    Choice(only=(), skip=('/A',), keep=('/A/B',))
    """
    states: dict[_Path, set[bool]] = {(): set()}  # of each map: the ticks of itself and those inside
    for folder, tick in ticks.items():
        path = _path(folder)
        for length in range(len(path) + 1):
            states.setdefault(path[:length], set()).add(tick)
    with_unread = {path[:-1] for path, found in states.items() if path and found == {False}}
    later: dict[_Path, bool] = {}  # whether a new map inside this one would be read
    skip: list[str] = []
    keep: list[str] = []
    for path in sorted(states):
        name, own = "/".join(path), ticks.get("/".join(path))
        around = later[path[:-1]] if path else True
        if not path or own:
            later[path] = True
        elif len(states[path]) == 1:
            later[path] = states[path] == {True}
        else:
            later[path] = around and not (own is False and path in with_unread)
        if later[path] != around:
            (keep if later[path] else skip).append(f"/{name}")
        if own is False and later[path]:
            skip.append(f"/{name}/")
    return Choice(skip=tuple(skip), keep=tuple(keep))


def _deepest(names: Iterable[str], folder: str) -> int:
    return max((_depth(name, folder) for name in names), default=-1)


def _depth(name: str, folder: str) -> int:
    """How deep the map lies that `name` stands for, of this one and those round it; -1 where it is none of them."""
    path = _path(folder)
    if name.startswith("/"):
        wanted = _path(name[1:].removesuffix("/"))
        if _is_alone(name):
            return len(path) + 1 if path == wanted else -1
        return len(wanted) if path[: len(wanted)] == wanted else -1
    folded, wanted = _path(_folded(folder)), _path(_folded(name.strip("/")))
    if len(wanted) == 1:
        return max((depth for depth, part in enumerate(folded, 1) if part == wanted[0]), default=-1)
    return len(wanted) if folded[: len(wanted)] == wanted else -1


def _is_alone(name: str) -> bool:
    return len(name) > 1 and name.startswith("/") and name.endswith("/")


def _path(folder: str) -> _Path:
    return tuple(folder.split("/")) if folder else ()


def _folded(name: str) -> str:
    """Without capitals; a Mac writes an accent as a letter of its own."""
    return unicodedata.normalize("NFC", name).casefold()
