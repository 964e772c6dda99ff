"""The maps of an export as a tree of rows, each with a tick and a count.

Only the ends of the tree have ticks of their own; what is above them sums up.  So a map with messages of its own and
with maps in it has a row for those messages too.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from reader.confidential import suggests_confidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.events import Survey

State = Qt.CheckState


@dataclass(eq=False, slots=True)
class Row:
    """An export, a map, or the messages of a map itself."""

    name: str  # "" for the messages of a map itself
    above: Row | None = None
    folder: str = ""  # at an end of the tree: the map that the tick is about
    count: int = 0  # messages, those of the rows inside included
    state: Qt.CheckState = State.Checked
    hint: bool = False  # the name suggests confidential mail
    rows: list[Row] = field(default_factory=list)
    place: int = 0  # among the rows of `above`

    def all(self) -> Iterator[Row]:
        """This row and those inside it, from the top down."""
        waiting = [self]
        while waiting:
            row = waiting.pop()
            yield row
            waiting.extend(reversed(row.rows))

    def ends(self) -> Iterator[Row]:
        """Those of them that have a tick of their own."""
        return (row for row in self.all() if not row.rows)

    def around(self) -> Iterator[Row]:
        """The rows that this one lies in, the nearest first."""
        row = self.above
        while row is not None:
            yield row
            row = row.above

    def tick(self, state: Qt.CheckState) -> None:
        """Set this row and all inside it."""
        for row in self.all():
            row.state = state
        for row in self.around():
            row.state = _summed(row)


def tree_of(survey: Survey) -> Row:
    """The row of an export, ticked as its user chose the last time."""
    top = Row(PurePath(survey.path).name or survey.path)
    rows = {"": top}
    for folder in sorted(survey.maps, key=lambda folder: folder.casefold().split("/")):
        row = _row_of(folder, rows)
        for one in (row, *row.around()):
            one.count += survey.maps[folder]
    for folder, number in survey.maps.items():
        if rows[folder].rows:
            rows[folder].rows.insert(0, Row("", rows[folder], folder, number))
    for row in top.all():
        for place, one in enumerate(row.rows):
            one.place = place
    for row in top.ends():
        row.state = State.Checked if survey.choice.takes(row.folder) else State.Unchecked
    for row in reversed(list(top.all())):
        if row.rows:
            row.state = _summed(row)
    return top


def _row_of(folder: str, rows: dict[str, Row]) -> Row:
    """The row of a map, made with those that it lies in."""
    path = ""
    for name in folder.split("/") if folder else ():
        above, path = rows[path], f"{path}/{name}" if path else name
        if path not in rows:
            rows[path] = Row(name, above, path, hint=suggests_confidence(name))
            above.rows.append(rows[path])
    return rows[path]


def _summed(row: Row) -> Qt.CheckState:
    states = {one.state for one in row.rows}
    return states.pop() if len(states) == 1 else State.PartiallyChecked
