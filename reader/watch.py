"""Looks every few seconds whether the exports are as they were read.

By asking for sizes and times, and not by being told: what the system tells of a network drive is not to be relied on.
The longer a look takes, the longer the rest after it, so that a folder of 100,000 files takes a twentieth of a processor.
"""

from __future__ import annotations

import sqlite3
import time
from typing import TYPE_CHECKING, NamedTuple

from reader.choice import in_words
from reader.errors import ReaderError
from reader.events import Changed
from reader.formats import read_export
from reader.index import known_in
from reader.notes import Notes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.formats import Export
    from reader.notes import NotedExport
    from reader.paths import DataDir

REST_SECONDS = 2.0
_REST_TIMES = 20  # as long as the look took
_PATIENCE = 5  # looks; who keeps writing for longer is not waited for
# Outlook changes its data file all day, and of such a file everything is read again.
_BYTES_A_SECOND = 200_000

_State = frozenset[tuple[str, int, int]]  # path, size and time of change of each file


class _Seen(NamedTuple):
    """What is known of one export."""

    state: _State = frozenset()  # at the last look
    done: _State | None = None  # when it was last found to be read, or said to be changed
    waited: int = 0  # looks for which it kept changing
    not_before: float = 0.0  # when it may be said again


def watch(data: DataDir) -> Iterator[Changed]:
    """Says which exports are to be read again; never ends.

    What is still being written is left for the next time, and so is an export that an import is reading, or that one
    was stopped at.
    """
    seen: dict[str, _Seen] = {}
    while True:
        began = time.monotonic()
        try:
            noted = Notes(data.notes).exports()
        except ReaderError:
            noted = ()
        for export in noted:
            try:
                after, changed = _look(data, export, seen.get(export.path, _Seen()))
            except (ReaderError, sqlite3.Error):  # it is not there, or the index is not: both may come back
                continue
            seen[export.path] = after
            if changed is not None:
                yield changed
        time.sleep(max(REST_SECONDS, _REST_TIMES * (time.monotonic() - began)))


def _look(data: DataDir, noted: NotedExport, before: _Seen) -> tuple[_Seen, Changed | None]:
    export = read_export(noted.path, noted.choice)
    state = export.state
    if state == before.done:
        return _Seen(state, state, 0, before.not_before), None
    moving = frozenset(path for path, *_ in state ^ before.state)
    if (moving and before.waited < _PATIENCE) or time.monotonic() < before.not_before:
        return before._replace(state=state, waited=before.waited + 1), None
    known = known_in(data.index)
    if known is None or noted.path in known.unread():
        return before._replace(state=state), None
    now = read_export(noted.path, noted.choice, known.past(noted.path, in_words(noted.choice)))
    if now.state != state:
        return before._replace(state=now.state), None
    if now.is_known:
        return _Seen(state, state), None
    return _said(state, moving, now), Changed((noted.path,), moving)


def _said(state: _State, moving: frozenset[str], export: Export) -> _Seen:
    settled = frozenset(one for one in state if one[0] not in moving)
    return _Seen(state, settled if moving else state, 0, time.monotonic() + export.unread / _BYTES_A_SECOND)
