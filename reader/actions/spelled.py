"""Days of a month in words: de dertiende november, de eerste maandag van mei, de laatste werkdag van mei."""

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
_DAYS_A_WEEK, _WORKDAYS = 7, 5
_REACH = len("donderdagavond, de negenentwintigste van de maand  ")
_WEEKDAY = rf"(?P<weekday>{'|'.join(WEEKDAYS)})(?:ochtend|morgen|middag|avond)?"
_NUMBERED = re.compile(rf"(?<!\w)(?:{_WEEKDAY},?\s+)?(?:de\s+)?(?P<day>{'|'.join(_NUMBERS)})\s+$")
_COUNTED = re.compile(
    rf"(?<!\w)(?:(?P<nth>{'|'.join(_FIRST[:_WORKDAYS])}|[1-5](?:e|ste|de))|laatste)\s+(?:{_WEEKDAY}|(?P<kind>werkdag|dag))"
    r"\s+(?:van|in)(?:\s+de\s+maand)?\s+$"
)
_LAST_LETTERS = frozenset("end")  # dertiende, van, in, maand


class Numbered(NamedTuple):
    """A day by its number in the month."""

    start: int
    day: int
    weekday: int | None  # that is written beside it


class Counted(NamedTuple):
    """A day as the first, the second or the last of its kind in the month."""

    start: int
    nth: int | None  # None is the last one
    weekdays: range  # of which it is one

    def day_in(self, month: date) -> date | None:
        """The day in the month that begins so; None where it has no such day."""
        days = [month + timedelta(days=number) for number in range(monthrange(month.year, month.month)[1])]
        kind = [day for day in days if day.weekday() in self.weekdays]
        at = -1 if self.nth is None else self.nth - 1
        return kind[at] if at < len(kind) else None


def spelled_day(plain: str, position: int) -> Numbered | Counted | None:
    """The one before a place in a text in lower case at which the name of a month begins.

    >>> spelled_day("vrijdag de dertiende ", 21)
    Numbered(start=0, day=13, weekday=4)
    >>> from datetime import date
    >>> texts = "eerste maandag van ", "laatste werkdag van ", "laatste vrijdag in de maand ", "vijfde zondag van "
    >>> [str(spelled_day(text, len(text)).day_in(date(2025, 5, 1))) for text in texts]
    ['2025-05-05', '2025-05-30', '2025-05-30', 'None']
    """
    if plain[max(position - 3, 0) : position].rstrip()[-1:] not in _LAST_LETTERS:
        return None
    reach = max(position - _REACH, 0)
    if (numbered := _NUMBERED.search(plain, reach, position)) is not None:
        return Numbered(numbered.start(), _NUMBERS[numbered["day"]], _weekday_of(numbered))
    if (counted := _COUNTED.search(plain, reach, position)) is not None:
        weekday = _weekday_of(counted)
        nth: str | None = counted["nth"]
        weekdays = range(_WORKDAYS if counted["kind"] == "werkdag" else _DAYS_A_WEEK)
        if weekday is not None:
            weekdays = range(weekday, weekday + 1)
        return Counted(counted.start(), _NUMBERS.get(nth) or int(nth[0]) if nth else None, weekdays)
    return None


def _weekday_of(found: re.Match[str]) -> int | None:
    return WEEKDAYS.index(found["weekday"]) if found["weekday"] else None
