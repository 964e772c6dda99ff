"""The content lines of a calendar, RFC 5545 §3.1, as far as they tell about meetings.

Calendars are written by many programs and broken by many servers: folds without a blank, an END that is missing,
the wrong character set.  So a line is read by itself, a component ends where the next begins, and what is not
understood is passed over.  One pass, of a text of limited length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from reader.mime.charsets import decoded

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_EVENTS: Final = 100  # of one calendar: more is an export of somebody's agenda, no invitation
_MOST = 4 << 20  # bytes that are looked at
_MOST_LINE = 1 << 15  # characters
_MOST_ZONES = 100
_MOST_PERIODS = 40  # of one zone
_LINE_END = re.compile(r"\r\n|\n|\r")
_BEGIN = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}[;:]")
_HEAD = re.compile(r'(?:[^":]|"[^"]*")*:')  # up to the first colon outside quotes
_BEFORE_DAY = re.compile(r":(?=\s?\d{4})")
_PARAMETER = re.compile(r';\s*([A-Za-z0-9-]+)\s*=\s*(?:"([^"]*)"|([^;]*))')
_TIMES = frozenset({"DTSTART", "DTEND", "RDATE", "RECURRENCE-ID"})


class Line(NamedTuple):
    """A property: what stands behind its colon, still escaped, and its parameters by name in capitals."""

    value: str
    parameters: dict[str, str]


Properties = dict[str, Line]  # by name in capitals; of equals the first


@dataclass(slots=True)
class Zone:
    """A VTIMEZONE: its periods of standard and of summer time."""

    own: Properties = field(default_factory=dict)
    periods: list[Properties] = field(default_factory=list)


@dataclass(slots=True)
class Calendar:
    """What was found in one calendar."""

    own: Properties = field(default_factory=dict)
    zones: list[Zone] = field(default_factory=list)
    events: list[Properties] = field(default_factory=list)
    cut: bool = False  # there are more events


def calendar_of(raw: bytes) -> Calendar:
    """The meetings in a calendar; those that go beyond what anybody looks at are left out."""
    calendar = Calendar(cut=len(raw) > _MOST)
    event: Properties | None = None  # that is open
    current: Properties | None = None  # that the lines at hand belong to
    for name, line in _lines(decoded(raw[:_MOST], "").text):
        kind = line.value.strip().upper()
        if name == "BEGIN":
            if kind == "VEVENT" and len(calendar.events) == MOST_EVENTS:
                calendar.cut = True
                break
            current = _begun(calendar, kind)
            event = current if kind == "VEVENT" else event
        elif name == "END":
            event = None if kind in {"VEVENT", "VCALENDAR"} else event
            current = event  # an alarm ended, and its meeting goes on
        elif current is not None:
            current.setdefault(name, line)
    return calendar


def _begun(calendar: Calendar, kind: str) -> Properties | None:
    """Where the lines of a component go; None where nobody needs them."""
    if kind == "VCALENDAR":
        return calendar.own
    if kind == "VEVENT":
        calendar.events.append({})
        return calendar.events[-1]
    if kind == "VTIMEZONE" and len(calendar.zones) < _MOST_ZONES:
        calendar.zones.append(Zone())
        return calendar.zones[-1].own
    if (
        kind in {"STANDARD", "DAYLIGHT"}
        and calendar.zones
        and len(calendar.zones[-1].periods) < _MOST_PERIODS
    ):
        calendar.zones[-1].periods.append({})
        return calendar.zones[-1].periods[-1]
    return None


def _lines(text: str) -> Iterator[tuple[str, Line]]:
    """Name and content of each line."""
    for line in _unfolded(text):
        name = line[: line.index(":")].partition(";")[0].strip().upper() if ":" in line else ""
        if not name:
            continue
        # The names of time zones may have a colon, and often stand without quotes.
        found = _BEFORE_DAY.search(line) if name in _TIMES else _HEAD.match(line)
        end = found.end() if found else line.index(":") + 1
        head, value = line[: end - 1], line[end:]
        yield name, Line(value, {one[1].upper(): one[2] or one[3] or "" for one in _PARAMETER.finditer(head)})


def _unfolded(text: str) -> Iterator[str]:
    """Whole lines; one that begins no property belongs to the line above, though the blank before it was lost."""
    held: list[str] = []
    for line in _LINE_END.split(text):
        if line.startswith((" ", "\t")):
            held.append(line[1:])
        elif _BEGIN.match(line):
            yield "".join(held)[:_MOST_LINE]
            held = [line]
        elif line.strip():
            held.append(f" {line}")
    yield "".join(held)[:_MOST_LINE]
