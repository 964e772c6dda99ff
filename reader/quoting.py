"""What a message quotes, as HTML: quieter than its own text, and behind a summary that folds it away.

The runs are those of `Body.quoted`.  What lies wholly in one gets the look; the largest row of
neighbours of each run, text and elements under one parent, goes into a `<details>`.  That needs no
script, and a browser opens it when a fragment leads into it (HTML §7.4.6.4).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reader.message import Run

_NONE, _MIXED = -1, -2  # the text of an element: there is none; of more than one run, or of none
# Where a <details> would end its parent (HTML §13.2.6.4.7), or may not stand.
_CLOSED: Final = frozenset(
    "p table thead tbody tfoot tr colgroup ul ol dl pre h1 h2 h3 h4 h5 h6 a button".split()
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A run of text, or an element, that is quoted whole and stands in nothing that is."""

    first: int  # token that opens it
    last: int  # token that closes it
    parent: int  # token of the element around it; -1 for none
    run: int  # which of the quoted runs
    size: int  # characters
    open: bool  # its parent may hold a <details>


@dataclass(slots=True)
class _Element:
    at: int
    name: str
    run: int = _NONE
    size: int = 0


def cut(tokens: Sequence[str | Run], quoted: Sequence[Run]) -> list[str | Run]:
    """The same tokens, with no run of text that is partly quoted."""
    edges = sorted({edge for run in quoted for edge in run})
    done: list[str | Run] = []
    for token in tokens:
        if isinstance(token, str):
            done.append(token)
            continue
        start, end = token
        inside = edges[bisect_right(edges, start) : bisect_right(edges, end - 1)]
        done += pairwise([start, *inside, end])
    return done


def units(tokens: Sequence[str | Run], quoted: Sequence[Run], name_of: Callable[[str], str]) -> list[Unit]:
    """The outermost units of the quoted runs, in order; `name_of` gives the element that a tag opens, or ""."""
    starts = [start for start, _ in quoted]
    found: list[Unit] = []
    stack = [_Element(-1, "")]
    for index, token in enumerate(tokens):
        if not isinstance(token, str):
            at = bisect_right(starts, token[0]) - 1
            run = at if at >= 0 and token[1] <= quoted[at][1] else _MIXED
            size = token[1] - token[0]
            if run >= 0:
                found.append(Unit(index, index, stack[-1].at, run, size, stack[-1].name not in _CLOSED))
            _add(stack[-1], run, size)
        elif token.startswith("</"):
            if len(stack) == 1 or token[2:-1].strip().lower() != stack[-1].name:
                continue
            element = stack.pop()
            _add(stack[-1], element.run, element.size)
            if element.run >= 0:
                while found and found[-1].first > element.at:
                    found.pop()
                found.append(
                    Unit(
                        element.at,
                        index,
                        stack[-1].at,
                        element.run,
                        element.size,
                        stack[-1].name not in _CLOSED,
                    )
                )
        elif name := name_of(token):
            stack.append(_Element(index, name))
    return found


def folds(found: Sequence[Unit]) -> Iterator[tuple[int, int]]:
    """The first and last token of what each run folds away: its largest row of neighbours."""
    rows: dict[tuple[int, int], list[Unit]] = {}
    for unit in found:
        if unit.open:
            rows.setdefault((unit.run, unit.parent), []).append(unit)
    best: dict[int, tuple[int, list[Unit]]] = {}
    for (run, _), row in rows.items():
        size = sum(unit.size for unit in row)
        if size > best.get(run, (0, []))[0]:
            best[run] = size, row
    for _, row in best.values():
        yield row[0].first, row[-1].last


def _add(element: _Element, run: int, size: int) -> None:
    """Count what stands in an element; a part without text changes nothing."""
    if run != _NONE:
        element.run = run if element.run in {_NONE, run} else _MIXED
        element.size += size
