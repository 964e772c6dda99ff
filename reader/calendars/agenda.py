"""An agenda as one calendar file (RFC 5545), for a person to import in a calendar of their own.

A deadline is a whole day, its last safe one; a meeting begins at the hour that stands beside its date, else it takes its
days, and so does one of several days, since those hours are of each of them.  An entry has the same UID each time, so
that who imports the file again gets nothing twice.  Of a mail goes along what a row of the agenda shows, and no more of its
text.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from reader.calendars.titles import title_of
from reader.calendars.zones import HOME

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from icalendar import Event

    from reader.agenda import Entry

_DAY = timedelta(days=1)
# Of a meeting that says only when it begins.  Without an end it would take no time at all, §3.6.1: Outlook shows that as a
# line, and who looks for a free hour finds one there.  Calendars propose this for an appointment of one's own.
_HOUR = timedelta(hours=1)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]+")  # no TEXT may have them, §3.3.11
# The European rule, which holds since 1996: a list of all days on which the clock changed would be many times as long.
_ZONE = b"""BEGIN:VTIMEZONE
TZID:Europe/Amsterdam
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


def agenda_calendar(entries: Iterable[Entry], label: Mapping[str, str], now: datetime) -> bytes:
    """A calendar with the entries that have a day; `label` are those of `resources/words`, `now` is when it is made."""
    from icalendar import Calendar, Timezone  # noqa: PLC0415 - 0.1 s, for few uses of the program

    calendar = Calendar()
    calendar.add("prodid", "-//Griffielezer//NL")
    calendar.add("version", "2.0")
    dated = [entry for entry in entries if entry.day is not None]
    if any(_has_hour(entry) for entry in dated):
        calendar.add_component(Timezone.from_ical(_ZONE))
    for entry in dated:
        calendar.add_component(_event(entry, label, now))
    return bytes(calendar.to_ical())


def uid_of(entry: Entry) -> str:
    """The same for the same place in the same message; what the message is cannot be read from it."""
    named = "\n".join((entry.message_id, str(entry.place), entry.what))
    return f"{sha256(named.encode('utf-8', 'replace')).hexdigest()[:32]}@griffielezer"


def _event(entry: Entry, label: Mapping[str, str], now: datetime) -> Event:
    from icalendar import Event  # noqa: PLC0415 - as above

    assert entry.first is not None
    assert entry.last is not None
    event = Event()
    event.add("uid", uid_of(entry))
    event.add("dtstamp", now)
    title = title_of(entry) or label["no_subject"]
    event.add("summary", _clean(f"{label[f'agenda_{entry.what}']}: {title}"))
    event.add("description", _clean("\n".join(_told(entry, label))))
    if entry.begins is not None and _has_hour(entry):
        begin = datetime.combine(entry.first, entry.begins, HOME)
        event.add("dtstart", begin)
        event.add("dtend", datetime.combine(entry.last, entry.ends, HOME) if entry.ends else begin + _HOUR)
        return event
    event.add("dtstart", entry.last if entry.what == "deadline" else entry.first)
    event.add("dtend", entry.last + _DAY)
    # Who must answer by a day, or meet on it, is not busy all day, §3.8.2.7.
    event.add("transp", "TRANSPARENT")
    return event


def _has_hour(entry: Entry) -> bool:
    """A deadline takes its day, whatever hour it has, and a meeting of several days its days: the hour stands in the text.

    A calendar that came along says when such a meeting begins on the first and ends on the last.
    """
    is_one = entry.first == entry.last or entry.place < 0
    return entry.what != "deadline" and entry.begins is not None and is_one


def _told(entry: Entry, label: Mapping[str, str]) -> list[str]:
    """What a row of the agenda shows, and that an end is ours."""
    names = ", ".join(label[f"addressee_{one}"] for one in entry.addressees)
    lines = {
        "agenda_written": entry.words,
        "agenda_for": names,
        "agenda_subject": entry.subject,
        "agenda_from": entry.sender,
    }
    said = [label[name].format(value=value) for name, value in lines.items() if value]
    no_end = [label["agenda_no_end"]] if _has_hour(entry) and entry.ends is None else []
    return [*filter(None, [entry.text]), *said, *no_end]


def _clean(text: str) -> str:
    return _CONTROLS.sub(" ", text)
