"""What of an index that is made again comes from the old one: actions found again, and where a message stood."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from reader.actions.action import Findings
from reader.actions.find import find_actions
from reader.events import Place
from reader.logs import log_bug

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reader.index import Kept
    from reader.message import Message
    from reader.notes import NotedExport


def found_in(message: Message) -> Findings:
    """The actions of a message that is read from the index; none where no rule can stand its text."""
    try:
        return find_actions(message)
    except Exception as bug:  # noqa: BLE001 - the boundary of `formats` again, as in `intake`
        log_bug(bug)
        return Findings()


def places_in(one: Kept, exports: Mapping[str, NotedExport]) -> Sequence[Place]:
    """Where a message stood in these exports, in maps that are chosen."""
    places = one.places
    if not places:  # they cannot be read; its file tells in which export it was
        path = one.message.ref.path
        inside = [
            other for other in exports if path == other or path.startswith(other.rstrip(os.sep) + os.sep)
        ]
        places = tuple(Place(other, one.message.folder, one.message.ref) for other in inside)
    return [
        place
        for place in places
        if place.export in exports and exports[place.export].choice.takes(place.folder)
    ]
