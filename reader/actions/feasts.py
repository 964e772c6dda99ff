"""Feasts that name a day, and the weekend before which something is due.

    vóór Prinsjesdag · op Koningsdag 2025 · tot de kerst · graag voor het weekend

"Met de kerst" may be any day of a week or two, so what is more than one day only counts where it ends something.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from reader.actions.calendar import day_in_year, weekday_of, year_written
from reader.actions.cues import is_limit, lean
from reader.actions.expression import DateExpression
from reader.actions.plain import places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

_TUESDAY, _SATURDAY, _SUNDAY = 1, 5, 6


def _easter(year: int) -> date:
    """Easter Sunday, by the computus of the Gregorian calendar (Meeus, Jones and Butcher).

    >>> _easter(2022), _easter(2024)
    (datetime.date(2022, 4, 17), datetime.date(2024, 3, 31))
    """
    century, of_century = divmod(year, 100)
    cycle = year % 19
    correction = (8 * century + 13) // 25
    moon = (19 * cycle + century - century // 4 - correction + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (of_century // 4) - moon - of_century % 4) % 7
    late = (cycle + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _kings_day(year: int) -> date:
    """27 April, or the day before where that is a Sunday."""
    day = date(year, 4, 27)
    return day - timedelta(days=1) if day.weekday() == _SUNDAY else day


def _opening_of_parliament(year: int) -> date:
    """The third Tuesday of September."""
    first = date(year, 9, 1)
    return first + timedelta(days=(_TUESDAY - first.weekday()) % 7 + 14)


_DAYS: Mapping[str, Callable[[int], date]] = {
    "nieuwjaarsdag": lambda year: date(year, 1, 1),
    "koningsdag": _kings_day,
    "bevrijdingsdag": lambda year: date(year, 5, 5),
    **dict.fromkeys(("hemelvaartsdag", "hemelvaart"), lambda year: _easter(year) + timedelta(days=39)),
    "prinsjesdag": _opening_of_parliament,
    "oudejaarsdag": lambda year: date(year, 12, 31),
    # The first of two.
    "paasdag": _easter,
    "pinksterdag": lambda year: _easter(year) + timedelta(days=49),
    "kerstdag": lambda year: date(year, 12, 25),
}
_WHICH = re.compile(r"(?<!\w)(?:(?P<second>tweede|2e|2de)|eerste|1e|1ste)\s+$")
_OF_TWO = frozenset(("paasdag", "pinksterdag", "kerstdag"))
_OLD_AND_NEW, _ITS_WORD = "oud en nieuw", "oud"
# Of what is more than a day the first one: what is due before it is due before that.
_SEASONS: Mapping[str, Callable[[int], date]] = {
    **dict.fromkeys(("jaarwisseling", _OLD_AND_NEW), lambda year: date(year, 1, 1)),
    "sinterklaas": lambda year: date(year, 12, 5),
    "pasen": _easter,
    "pinksteren": lambda year: _easter(year) + timedelta(days=49),
    **dict.fromkeys(("kerst", "kerstmis", "kerstdagen"), lambda year: date(year, 12, 25)),
}
_FEASTS = {**_DAYS, **_SEASONS}
_WEEKEND = "weekend"
FESTIVE = (_FEASTS.keys() - {_OLD_AND_NEW}) | {_WEEKEND, _ITS_WORD}

_YEAR = re.compile(r"\s+(?:van\s+)?(?P<year>\d{4})(?![.,]?\d)")
# "twee weken voor kerst" is no feast, "elke Koningsdag" no day, and a foundation is called after one.
_OTHERWISE = re.compile(
    r"(?<!\w)(?:(?:dag|dagen|week|weken|maand|maanden)\s+v[oó][oó]r\s+(?:de\s+)?|elke\s+|iedere\s+|stichting\s+|comité\s+|vereniging\s+)$"
)
_SHORT_WAY = 30  # characters
_BEFORE_WEEKEND = re.compile(r"(?<!\w)(?P<which>(?:dit|komend|aankomend|volgend)\s+)?$")
_OF_SOMETHING = re.compile(r"\s+van(?!\w)")


def feasts(plain: str, sent: date | None, words: AbstractSet[str]) -> Iterator[DateExpression]:
    """Those in a text in lower case; `words` are those of `FESTIVE` in it."""
    for name in _FEASTS.keys() & words | ({_OLD_AND_NEW} if _ITS_WORD in words else set()):
        for place in places(plain, name):
            which = _WHICH.search(plain, max(place - len("tweede  "), 0), place) if name in _OF_TWO else None
            start = which.start() if which else place
            limit = is_limit(plain, start)
            if (not limit and name in _SEASONS) or _OTHERWISE.search(
                plain, max(start - _SHORT_WAY, 0), start
            ):
                continue
            written = _YEAR.match(plain, place + len(name))
            end = written.end() if written else place + len(name)
            year = year_written(written["year"]) if written else None
            when = day_in_year(sent, lean(plain, start, end, limit=limit), _FEASTS[name], year)
            if when is not None:
                when += timedelta(days=1 if which and which["second"] else 0)
                yield DateExpression(start, end, when.isoformat(), "day", limit)
    if _WEEKEND in words and sent is not None:
        yield from _weekends(plain, sent)


def workdays_later(sent: date, count: int) -> date:
    """The last day of a term of workdays, on which the offices of the government are open.

    >>> workdays_later(date(2020, 11, 13), 3), workdays_later(date(2025, 4, 7), 10)
    (datetime.date(2020, 11, 18), datetime.date(2025, 4, 22))
    """
    day = sent
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < _SATURDAY and day not in _closed(day.year)
    return day


@cache
def _closed(year: int) -> AbstractSet[date]:
    """The feasts of a year on which no office is open, besides the weekends."""
    easter = _easter(year)
    return {
        date(year, 1, 1),
        easter + timedelta(days=1),
        _kings_day(year),
        easter + timedelta(days=39),
        easter + timedelta(days=50),
        date(year, 12, 25),
        date(year, 12, 26),
    }


def _weekends(plain: str, sent: date) -> Iterator[DateExpression]:
    """Those that end something, by their Saturday; who writes on a weekend means the next one."""
    for position in places(plain, _WEEKEND):
        before = _BEFORE_WEEKEND.search(plain, max(position - len("aankomend  "), 0), position)
        which = before["which"] if before else None
        start = before.start() if before and which else position
        end = position + len(_WEEKEND)
        if is_limit(plain, start) and not _OF_SOMETHING.match(plain, end):
            week = "volgende week" if which and which.startswith("volgend") else ""
            yield DateExpression(start, end, weekday_of(sent, _SATURDAY, week).isoformat(), "day", limit=True)
