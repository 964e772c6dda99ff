"""The agenda in bars: how many entries there are on each day, in each week or in each month of the period in the picture."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.agenda import Entry, What

Unit = Literal["day", "week", "month", "year"]

_DAY = timedelta(days=1)
_DAYS_OF_DAYS, _DAYS_OF_WEEKS, _DAYS_OF_MONTHS = 45, 420, 2_000  # the longest period in bars of each unit
_AROUND = (
    timedelta(days=365),
    timedelta(days=730),
)  # of a longer one: before and after the day that counts as today
_NEAR = timedelta(days=60)  # today is in the picture where it is no further from the entries
_DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Bin:
    """One bar."""

    first: date
    last: date
    counts: Counter[What] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return self.counts.total()


@dataclass(frozen=True, slots=True)
class Picture:
    """The bars of a period, also the empty ones."""

    unit: Unit
    bins: tuple[Bin, ...]  # in order, without a gap
    outside: int  # entries with a day that lies before or after them

    @property
    def most(self) -> int:
        return max((one.total for one in self.bins), default=0)


NOTHING = Picture("day", (), 0)


def picture_of(entries: Iterable[Entry], today: date) -> Picture:
    """The picture of all entries with a day; of three years round today where they are spread over many more."""
    found = Counter((entry.day, entry.what) for entry in entries)
    days = {(day, what): number for (day, what), number in found.items() if day is not None}
    if not days:
        return NOTHING
    first, last = min(days)[0], max(days)[0]
    if (last - first).days > _DAYS_OF_MONTHS:
        begin, end = today - _AROUND[0], today + _AROUND[1]
        near = [day for day, _what in days if begin <= day <= end]
        first, last = (min(near), max(near)) if near else (first, last)
    reach = max(_NEAR, (last - first) / 2)
    if first - reach <= today <= last + reach:
        first, last = min(first, today), max(last, today)
    unit = _unit_of((last - first).days)
    bins: list[Bin] = []
    place: dict[date, Bin] = {}
    begin = _begin(first, unit)
    while begin <= last:
        after = _after(begin, unit)
        bins.append(Bin(begin, after - _DAY))
        place[begin] = bins[-1]
        begin = after
    outside = 0
    for (day, what), number in days.items():
        one = place.get(_begin(day, unit))
        if one is None:
            outside += number
        else:
            one.counts[what] += number
    return Picture(unit, tuple(bins), outside)


def _unit_of(days: int) -> Unit:
    if days <= _DAYS_OF_DAYS:
        return "day"
    if days <= _DAYS_OF_WEEKS:
        return "week"
    return "month" if days <= _DAYS_OF_MONTHS else "year"


def _begin(day: date, unit: Unit) -> date:
    """The first day of the bar that a day is in."""
    match unit:
        case "day":
            return day
        case "week":
            return day - timedelta(day.weekday())
        case "month":
            return day.replace(day=1)
        case _:
            return day.replace(month=1, day=1)


def _after(begin: date, unit: Unit) -> date:
    """The first day of the next bar."""
    match unit:
        case "day":
            return begin + _DAY
        case "week":
            return begin + 7 * _DAY
        case "month":
            return date(begin.year + begin.month // _DECEMBER, begin.month % _DECEMBER + 1, 1)
        case _:
            return date(begin.year + 1, 1, 1)
