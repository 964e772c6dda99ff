"""Days of a month in words: de dertiende november, de eerste maandag van mei, de laatste dag van mei."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from reader.actions.weekdays import WEEKDAYS

if TYPE_CHECKING:
    from datetime import date

_FIRST = "eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde dertiende veertiende vijftiende zestiende zeventiende achttiende negentiende twintigste".split()
_UNITS = "eenen tweeën drieën vieren vijfen zesen zevenen achten negenen".split()
_NUMBERS = {
    name: number
    for number, name in enumerate(
        (*_FIRST, *(f"{unit}twintigste" for unit in _UNITS), "dertigste", "eenendertigste"), start=1
    )
}
_LAST = "laatste"
_DAYS_A_WEEK = 7
_REACH = len("donderdagavond de negenentwintigste van de maand ")
_SPELLED = re.compile(
    rf"(?<!\w)(?:(?:(?P<beside>{'|'.join(WEEKDAYS)})\w{{0,7}}\s+)?(?:de\s+)?(?P<day>{'|'.join(_NUMBERS)})"
    rf"|(?P<which>eerste|tweede|derde|vierde|{_LAST})\s+(?:(?P<weekday>{'|'.join(WEEKDAYS)})\w{{0,7}}|dag)\s+(?:van|in)(?:\s+de\s+maand)?)\s+$"
)


class Spelled(NamedTuple):
    """What stands before the name of a month and makes it a day."""

    start: int
    day: int  # its number in the month; 0 where it is counted otherwise
    weekday: int | None  # beside the number, or the one that is counted; None where days are
    nth: int  # 0 is the last one

    def counted_in(self, month: date) -> date | None:
        """The day that is counted in the month that begins so; None where it has no such day."""
        days = monthrange(month.year, month.month)[1]
        step = 1 if self.weekday is None else _DAYS_A_WEEK
        first = 1 if self.weekday is None else 1 + (self.weekday - month.weekday()) % step
        number = first + step * (self.nth - 1 if self.nth else (days - first) // step)
        return month + timedelta(days=number - 1) if number <= days else None


def spelled_day(plain: str, position: int) -> Spelled | None:
    """The one before a place in a text in lower case at which the name of a month begins.

    >>> spelled_day("vrijdag de dertiende ", 21)
    Spelled(start=0, day=13, weekday=4, nth=0)
    >>> from datetime import date
    >>> texts = "eerste maandag van ", "laatste dag van ", "laatste vrijdag in de maand "
    >>> [spelled_day(text, len(text)).counted_in(date(2025, 5, 1)).day for text in texts]
    [5, 31, 30]
    """
    found = _SPELLED.search(plain, max(position - _REACH, 0), position)
    if found is None:
        return None
    named = found["weekday"] or found["beside"]
    weekday = WEEKDAYS.index(named) if named else None
    day, which = _NUMBERS.get(found["day"], 0), _NUMBERS.get(found["which"], 0)
    return Spelled(found.start(), day, weekday, which)
