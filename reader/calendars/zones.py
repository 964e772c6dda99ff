"""The time zones that calendars name: IANA's names, those of Windows, and descriptions in the calendar itself.

A description (VTIMEZONE, RFC 5545 §3.6.5) says when summer time begins and ends as a rule of recurrence.  Of these only
the yearly kind is real; it is worked out for the year of the meeting, since unrolling any rule has no end.
"""

from __future__ import annotations

import calendar
import re
from datetime import timedelta, timezone
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime, tzinfo

    from reader.calendars.lines import Properties, Zone

HOME = ZoneInfo("Europe/Amsterdam")  # of times without a zone: a griffie's own clock

_OFFSET = re.compile(r"([+-])(\d{2})(\d{2})")
_OFFSET_IN_NAME = re.compile(r"(?:UTC|GMT) ?([+-])(\d{1,2})[:.]?(\d{2})?")
_MOMENT = re.compile(r"\d{8}T\d{6}")
_DAY = re.compile(r"([+-]?\d)?(MO|TU|WE|TH|FR|SA|SU)")
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_HOME_OFFSET = timedelta(hours=1)
_MOST_DATES = 100  # of one period
_LONGEST_NAME = 200


class _Onset(NamedTuple):
    """When a period begins, on the clock of the place, and how far ahead of UTC that clock is from then on."""

    begin: str  # as the calendar writes it, so that the later is the greater: "20200329T020000"
    offset: timedelta


def zone_of(name: str, described: Sequence[Zone], moment: datetime) -> tzinfo:
    """The zone that a calendar calls `name`, as it is at `moment`, a naive time there.

    >>> from datetime import datetime
    >>> str(zone_of("W. Europe Standard Time", (), datetime(2020, 11, 12)))
    'Europe/Berlin'
    >>> str(zone_of("/vendor.example/20201112_1/Europe/Amsterdam", (), datetime(2020, 11, 12)))
    'Europe/Amsterdam'
    >>> str(zone_of("(UTC+01:00) Amsterdam, Berlin, Bern", (), datetime(2020, 11, 12)))
    'Europe/Amsterdam'
    """
    known = _known(name)
    if known is not None:
        return known
    for zone in described:
        own = zone.own.get("TZID")
        if own is not None and own.value.strip() == name:
            offset = _offset_at(zone, moment)
            if offset is not None:
                return timezone(offset)
    return _by_offset(name) or HOME


@lru_cache(maxsize=64)
def _known(name: str) -> ZoneInfo | None:
    """The zone by its name: IANA's, also behind the name of the program that wrote it, or that of Windows."""
    parts = name[:_LONGEST_NAME].strip('/" ').split("/")
    for start in range(len(parts)):
        key = "/".join(parts[start:])
        try:
            return ZoneInfo(_windows_names().get(key, key))
        except (KeyError, ValueError, OSError):  # unknown, no name, a folder of names
            continue
    return None


def _windows_names() -> Mapping[str, str]:
    """IANA's name of each name of Windows, as Unicode's CLDR has them."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON  # noqa: PLC0415 - 0.1 s, for few mails

    return WINDOWS_TO_OLSON


def _by_offset(name: str) -> tzinfo | None:
    """By a distance to UTC that is part of the name."""
    found = _OFFSET_IN_NAME.search(name)
    if found is None:
        return None
    offset = _distance(found[1], found[2], found[3] or "0")
    return HOME if offset == _HOME_OFFSET else timezone(offset) if offset else None


def _offset_at(zone: Zone, moment: datetime) -> timedelta | None:
    """How far a described zone is ahead of UTC: the last period that has begun says so, else the first of all."""
    onsets = [onset for period in zone.periods for onset in _onsets(period, moment.year)]
    now = f"{moment:%Y%m%dT%H%M%S}"
    begun = [onset for onset in onsets if onset.begin <= now]
    if begun:
        return max(begun).offset
    return min(onsets).offset if onsets else None


def _onsets(period: Properties, year: int) -> Iterator[_Onset]:
    """Beginnings of one period: the first, those by its rule in this year and the last, those by date."""
    offset = _offset(period)
    begin = period["DTSTART"].value.strip() if "DTSTART" in period else ""
    if offset is None or not _MOMENT.fullmatch(begin):
        return
    yield _Onset(begin, offset)
    dates = period["RDATE"].value.split(",")[:_MOST_DATES] if "RDATE" in period else []
    for date in dates:
        if _MOMENT.fullmatch(date):
            yield _Onset(date, offset)
    rule = period["RRULE"].value.upper() if "RRULE" in period else ""
    for one in (year - 1, year):
        day = _day_of(rule, one)
        if day and begin[:4] <= day[:4]:
            yield _Onset(day + begin[len(day) :], offset)


def _day_of(rule: str, year: int) -> str:
    """The day of a rule such as FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU in one year, "20200329"; "" where it has none."""
    parts = dict(part.split("=", 1) for part in rule.split(";") if "=" in part)
    day = _DAY.fullmatch(parts.get("BYDAY", ""))
    month = parts.get("BYMONTH", "")
    until = parts.get("UNTIL", "")[:4]
    if parts.get("FREQ") != "YEARLY" or day is None or month not in _MONTHS or (until and until < str(year)):
        return ""
    weekday, nth = _WEEKDAYS.index(day[2]), int(day[1] or 1)
    first, count = calendar.monthrange(year, int(month))
    days = range(1 + (weekday - first) % 7, count + 1, 7)
    if not nth or not -len(days) <= nth <= len(days):
        return ""
    return f"{year}{int(month):02}{days[nth - 1 if nth > 0 else nth]:02}"


_MONTHS = frozenset(map(str, range(1, 13)))


def _offset(period: Properties) -> timedelta | None:
    found = _OFFSET.match(period["TZOFFSETTO"].value.strip()) if "TZOFFSETTO" in period else None
    return _distance(*found.groups()) if found else None


def _distance(sign: str, hours: str, minutes: str) -> timedelta | None:
    """None where it is longer than any place has."""
    size = timedelta(hours=int(hours), minutes=int(minutes))
    if size >= timedelta(days=1):
        return None
    return -size if sign == "-" else size
