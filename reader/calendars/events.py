"""One event of a calendar (RFC 5545 §3.6.1) as an `Invitation`."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from reader.calendars.zones import HOME, zone_of
from reader.message import Invitation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.calendars.lines import Calendar, Line, Properties

# A day, or a moment; some programs write it with the signs of ISO 8601.
_MOMENT = re.compile(
    r"\s*(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d)(?::?(\d\d))?(?:\.\d+)?(Z)?)?", re.IGNORECASE
)
# Weeks, days, hours, minutes and seconds, §3.3.6.
_DURATION = re.compile(
    r"\s*\+?P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?"
)
_ESCAPED = re.compile(r"\\([\\;,:\"nN])")
_YEARS = range(1900, 3000)  # in which a meeting may be; others are damaged
_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)
# RFC 5546 §1.4.
_METHODS: Mapping[str, Literal["request", "cancel", "reply"]] = {
    "REQUEST": "request",
    "ADD": "request",
    "CANCEL": "cancel",
    "REPLY": "reply",
    "COUNTER": "reply",
    "REFRESH": "reply",
    "DECLINECOUNTER": "reply",
}


class Event(NamedTuple):
    """A meeting, and what else its message needs of it."""

    invitation: Invitation
    uid: str  # the same in every message about it; "" where it has none
    description: str


class _Moment(NamedTuple):
    at: datetime
    is_day: bool


def event_of(properties: Properties, calendar: Calendar) -> Event | None:
    """The meeting; None where neither its time nor its subject can be read."""
    start = _moment(properties.get("DTSTART"), calendar)
    summary = _text(properties, "SUMMARY")
    if start is None and not summary:
        return None
    all_day = start is not None and (start.is_day or _says_all_day(properties, start.at))
    invitation = Invitation(
        summary=summary,
        start=start.at if start else None,
        end=_end(properties, calendar, start, all_day=all_day) if start else None,
        all_day=all_day,
        place=_text(properties, "LOCATION"),
        organiser=_organiser(properties.get("ORGANIZER")),
        method=_method(properties, calendar),
        repeats=("RRULE" in properties or "RDATE" in properties) and "RECURRENCE-ID" not in properties,
    )
    return Event(invitation, _text(properties, "UID"), _text(properties, "DESCRIPTION", lines=True))


def _end(properties: Properties, calendar: Calendar, start: _Moment, *, all_day: bool) -> datetime | None:
    """The last moment; in the calendar stands the first one after it (§3.6.1)."""
    end = _moment(properties.get("DTEND"), calendar)
    try:
        if end is not None:
            after = end.at
        elif "DURATION" in properties:
            after = start.at + _duration(properties["DURATION"].value)
        elif start.is_day:
            after = start.at + _DAY
        else:
            return None
        last = after - _SECOND if all_day and after > start.at else after
    except OverflowError:
        return None
    if all_day and last.time() == datetime.min.time():  # some programs name the last day itself
        last += _DAY - _SECOND
    return last if last >= start.at and last.year in _YEARS else None


def _says_all_day(properties: Properties, start: datetime) -> bool:
    """Outlook writes moments, and says in a property of its own that they are days."""
    said = properties.get("X-MICROSOFT-CDO-ALLDAYEVENT")
    return said is not None and said.value.strip().upper() == "TRUE" and start.time() == datetime.min.time()


def _moment(line: Line | None, calendar: Calendar) -> _Moment | None:
    found = _MOMENT.match(line.value) if line else None
    if line is None or found is None:
        return None
    year, month, day, hour, minute, second = (int(number or 0) for number in found.groups()[:6])
    try:
        naive = datetime(year, month, day, hour, minute, min(second, 59))  # noqa: DTZ001 - its zone follows
    except ValueError:
        return None
    if naive.year not in _YEARS:
        return None
    if found[4] is None:
        return _Moment(naive.replace(tzinfo=HOME), is_day=True)
    if found[7]:
        return _Moment(naive.replace(tzinfo=UTC), is_day=False)
    name = line.parameters.get("TZID", "").strip()
    zone = zone_of(name, calendar.zones, naive) if name else HOME
    return _Moment(naive.replace(tzinfo=zone), is_day=False)


def _duration(value: str) -> timedelta:
    """None at all where it cannot be read."""
    found = _DURATION.match(value.upper())
    weeks, days, hours, minutes, seconds = (
        (int(number or 0) for number in found.groups()) if found else (0,) * 5
    )
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)


def _method(properties: Properties, calendar: Calendar) -> Literal["request", "cancel", "reply", "publish"]:
    said = calendar.own["METHOD"].value.strip().upper() if "METHOD" in calendar.own else ""
    method = _METHODS.get(said)
    if method != "reply" and _text(properties, "STATUS").upper() == "CANCELLED":
        return "cancel"
    return method or "publish"


def _text(properties: Properties, name: str, *, lines: bool = False) -> str:
    line = properties.get(name)
    text = _ESCAPED.sub(lambda sign: "\n" if sign[1] in "nN" else sign[1], line.value) if line else ""
    return text.strip() if lines else " ".join(text.split())


def _organiser(line: Line | None) -> str:
    """The name, else the address."""
    if line is None:
        return ""
    name = " ".join(line.parameters.get("CN", "").split()).strip("'\"")
    return name or re.sub(r"^\s*mailto:", "", line.value, flags=re.IGNORECASE).strip()
