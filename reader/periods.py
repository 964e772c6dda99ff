"""Days, weeks, months and years as a first and a last day: for `datum:`, `deadline:` and due dates."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.actions.action import Precision

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2199, 12, 31)  # that a mailbox can be about

_DAY = timedelta(days=1)
_HALF_YEAR = timedelta(days=182)
_LEAP = 8  # years at most from one 29 February to the next

# name -> (unit, steps from the current one)
_NAMED = {
    "vandaag": ("day", 0),
    "today": ("day", 0),
    "gisteren": ("day", -1),
    "yesterday": ("day", -1),
    "morgen": ("day", 1),
    "tomorrow": ("day", 1),
    "dezeweek": ("week", 0),
    "thisweek": ("week", 0),
    "vorigeweek": ("week", -1),
    "lastweek": ("week", -1),
    "volgendeweek": ("week", 1),
    "nextweek": ("week", 1),
    "dezemaand": ("month", 0),
    "thismonth": ("month", 0),
    "vorigemaand": ("month", -1),
    "lastmonth": ("month", -1),
    "volgendemaand": ("month", 1),
    "nextmonth": ("month", 1),
    "ditjaar": ("year", 0),
    "thisyear": ("year", 0),
    "vorigjaar": ("year", -1),
    "lastyear": ("year", -1),
    "volgendjaar": ("year", 1),
    "nextyear": ("year", 1),
}

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januari january",
            "feb februari february",
            "mrt maart mar march",
            "apr april",
            "mei may",
            "jun juni june",
            "jul juli july",
            "aug augustus august",
            "sep sept september",
            "okt oktober oct october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}

_iso = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?|-[Ww](\d{1,2}))?")
_dutch = re.compile(r"(?:(\d{1,2})[- ])?(\d{1,2}|[a-z]+)[- ](\d{4})")
_run_together = re.compile(r"(\d\d)(\d\d)(\d{4})")
_typed = re.compile(r"(?:[a-z]+\.? )?(\d{1,2})[-/. ]+(\d{1,2}|[a-z]+)(?:[-/. ]+(\d{4}|\d{2}))?\.?")


@dataclass(frozen=True, slots=True)
class Period:
    """From `first` up to and including `last`; None is open."""

    first: date | None = None
    last: date | None = None

    def overlaps(self, other: Period) -> bool:
        """Whether they share a day.

        >>> november = Period(date(2020, 11, 1), date(2020, 11, 30))
        >>> november.overlaps(Period(date(2020, 11, 30))), november.overlaps(Period(date(2020, 12, 1)))
        (True, False)
        """
        return (self.first is None or other.last is None or self.first <= other.last) and (
            self.last is None or other.first is None or other.first <= self.last
        )


class NoSuchDay(ValueError):  # noqa: N818 - says what happened
    """A date as it is written, of a day, week or month that no calendar has."""


def period(text: str, today: date) -> Period | None:
    """What a date in a query means; None where it is no date, NoSuchDay where it is none of a calendar.

    >>> today = date(2020, 11, 13)
    >>> str(period("2020-02", today).last), str(period("vorigeweek", today).first)
    ('2020-02-29', '2020-11-02')
    >>> period(">2020-10-01", today)
    Period(first=datetime.date(2020, 10, 2), last=None)
    >>> period("2020-11-01..", today) == period(">=1-11-2020", today)
    True
    >>> period("11-2020", today) == period("nov-2020", today) == period("2020-11", today)
    True
    >>> period("november", today), period("11..", today), period("..", today)
    (None, None, None)
    >>> period("31-02-2026", today)
    Traceback (most recent call last):
    reader.periods.NoSuchDay: 31-02-2026
    """
    if ".." in text:
        first, last = text.split("..", 1)
        return _range(first, last, today)
    for sign in (">=", "<=", ">", "<"):
        if text.startswith(sign):
            unit = _unit(text.removeprefix(sign), today)
            return None if unit is None else _beside(unit, sign)
    return _unit(text, today)


def typed_day(text: str, near: date, *, today: date | None = None) -> date | None:
    """The one day that someone types in a field for a date; None where it is none, or none that a mailbox can be about.

    Without a year it is the first one from `near` on.  With `today`, from which words such as "gisteren" count then, it may as well
    be before `near`: the nearest is meant.  The day of the week is left to the date.

    >>> near = date(2026, 11, 24)
    >>> {str(typed_day(day, near)) for day in ("2-12-2026", "02/12/26", "02122026", "2.12", "wo 2 dec.", "woensdag 2 december 2026")}
    {'2026-12-02'}
    >>> str(typed_day("5 jan", near)), str(typed_day("2026-12-02", near)), str(typed_day("morgen", near))
    ('2027-01-05', '2026-12-02', '2026-11-25')
    >>> typed_day("31-2-2026", near), typed_day("december 2026", near), typed_day("2", near)
    (None, None, None)
    >>> str(typed_day("29-2", near)), typed_day("2-12-1026", near)
    ('2028-02-29', None)
    >>> [str(typed_day(day, date(2020, 11, 13), today=near)) for day in ("12 nov", "5 jan", "vandaag")]
    ['2020-11-12', '2021-01-05', '2026-11-24']
    """
    try:
        day = _one_day(" ".join(text.casefold().split()), near, today)
    except (KeyError, ValueError):
        return None
    return day if day is not None and FIRST_DAY <= day <= LAST_DAY else None


def iso_days(iso: str) -> tuple[date, date]:
    """The first and last day of an action's date: "2020-12-01", "2021-02" or "2020-W48"."""
    days = _iso_unit(iso)
    assert days is not None, iso
    return days


def precision_of(iso: str) -> Precision:
    """How precise an action's date is, as far as it says so itself: a part of a month is written as the month.

    >>> precision_of("2020-12-01"), precision_of("2021-02"), precision_of("2020-W48")
    ('day', 'month', 'week')
    """
    return "week" if "W" in iso else "day" if len(iso) == len("2020-11-27") else "month"


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday of the week of a day."""
    return _named_unit("week", 0, day)


def month_of(day: date) -> tuple[date, date]:
    """The first and last day of the month of a day."""
    return _month(day.year, day.month)


def _one_day(text: str, near: date, today: date | None) -> date | None:
    found = _typed.fullmatch(text) or _run_together.fullmatch(text)
    if found is None:
        unit = _unit(text, today or near)
        return unit.first if unit is not None and unit.first == unit.last else None
    day, named, year = found.groups()
    month = int(named) if named.isdecimal() else _MONTHS[named]
    if year is None:
        return _next(month, int(day), near - _HALF_YEAR if today else near)
    return date(int(year) if len(year) > 2 else 2000 + int(year), month, int(day))  # noqa: PLR2004 - 26 is 2026


def _next(month: int, day: int, near: date) -> date | None:
    """The first such day from `near` on; None where no year has it."""
    for year in range(near.year, near.year + _LEAP + 1):
        with suppress(ValueError):  # no leap year, or after 9999
            if (this := date(year, month, day)) >= near:
                return this
    return None


def _range(first: str, last: str, today: date) -> Period | None:
    begin, end = _unit(first, today), _unit(last, today)
    if (first and begin is None) or (last and end is None) or not (first or last):
        return None
    return Period(begin.first if begin else None, end.last if end else None)


def _beside(unit: Period, sign: str) -> Period | None:
    assert unit.first is not None
    assert unit.last is not None
    try:
        match sign:
            case ">":
                return Period(unit.last + _DAY)
            case ">=":
                return Period(unit.first)
            case "<":
                return Period(None, unit.first - _DAY)
            case _:
                return Period(None, unit.last)
    except OverflowError:  # before the year 1 or after 9999
        return None


def _unit(text: str, today: date) -> Period | None:
    named = _NAMED.get(text.casefold())
    try:
        unit = _named_unit(*named, today) if named else _iso_unit(text) or _dutch_unit(text)
    except (ValueError, OverflowError):
        raise NoSuchDay(text) from None
    return None if unit is None else Period(*unit)


def _named_unit(unit: str, steps: int, today: date) -> tuple[date, date]:
    match unit:
        case "day":
            day = today + steps * _DAY
            return day, day
        case "week":
            monday = today + (7 * steps - today.weekday()) * _DAY
            return monday, monday + 6 * _DAY
        case "month":
            months = today.year * 12 + today.month - 1 + steps
            return _month(months // 12, months % 12 + 1)
        case _:
            return date(today.year + steps, 1, 1), date(today.year + steps, 12, 31)


def _iso_unit(text: str) -> tuple[date, date] | None:
    found = _iso.fullmatch(text)
    if found is None:
        return None
    year, month, day, week = (int(part) if part else None for part in found.groups())
    assert year is not None
    if week is not None:
        monday = date.fromisocalendar(year, week, 1)
        return monday, monday + 6 * _DAY
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return _month(year, month)
    return date(year, month, day), date(year, month, day)


def _dutch_unit(text: str) -> tuple[date, date] | None:
    found = _dutch.fullmatch(text.casefold())
    if found is None:
        return None
    day, named, year = found.groups()
    month = int(named) if named.isdecimal() else _MONTHS.get(named)
    if month is None:
        return None
    if day is None:
        return _month(int(year), month)
    return date(int(year), month, int(day)), date(int(year), month, int(day))


def _month(year: int, month: int) -> tuple[date, date]:
    first = date(year, month, 1)
    after = date(year + month // 12, month % 12 + 1, 1) if (year, month) != (date.max.year, 12) else None
    return first, after - _DAY if after else date.max
