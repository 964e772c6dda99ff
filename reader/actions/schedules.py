"""The year of days in a schedule or a row, which is written once, or nowhere where all are to come.

Over a schedule, or beside the first of its days, stands the year of them all; and "3 februari, 6 april en 5 oktober" are days of
one year, though a letter that names 5 oktober alone in January rather means the last one.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from reader.actions.calendar import first_day, year_written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.actions.expression import DateExpression

_FURTHEST = 120  # characters between two days of a schedule
_LONGEST_REST = 40  # characters behind a day on its line
_MARK = 10  # characters of what may stand before it there
_OVER = 250  # characters between a schedule and its year
_NEXT = timedelta(days=180)  # a day of a row follows on the one before it within so many

_BEGINS = re.compile(r"(?:^|[\n\t|:])[ >*•·–-]*(?:op )?$")
_SENTENCE_ENDS = re.compile(r"[.?!](?!\d)")
_IN_ROW = re.compile(r"\s*(?:\([^()\n]{1,40}\)\s*)?(?:,|en|of|&)(?:\s*(?:en|of))?\s+(?:op\s+)?")
_YEAR = re.compile(r"\d{4}|'\d\d")
_OTHERWISE = re.compile(r"dag|maand|jaar")
# "Ons schema voor 2027", and not "de begroting voor het jaar 2027" or "de Woonagenda 2030".
_OF_YEAR = re.compile(
    r"(?<!\w)(?:\w*schema|\w*kalender|\w*rooster|(?:vergader|raads|bestuurs)?data|jaarplanning|jaaragenda|vergadercyclus|\w*vergaderingen)"
    r"\s+(?:(?:voor|van|in|het|jaar)\s+){0,3}(?P<year>\d{4})(?!\d)"
)


def in_schedules(dates: Sequence[DateExpression], plain: str, sent: date) -> list[DateExpression]:
    """The dates of a text in lower case, in order, each in the year that its row or its schedule has."""
    found: list[DateExpression] = []
    year: int | None = None  # of the schedule
    for one in dates:
        before = found[-1] if found else None
        if before is None or not _goes_on(plain, before.end, one):
            before, year = None, _year_over(plain, one, sent) if _is_listed(plain, one) else None
        if _YEAR.search(plain, one.start, one.end):
            year = first_day(one.iso).year
        elif _is_of_a_year(one, plain):
            found.append(_moved(one, before, year, sent))
            continue
        found.append(one)
    return found


def _is_of_a_year(one: DateExpression, plain: str) -> bool:
    """Whether it comes each year: a day or month that is named by itself, without a weekday, and no feast or "volgende maand"."""
    by_itself = plain[one.start].isdigit() if one.precision == "day" else one.precision != "week"
    return by_itself and _OTHERWISE.search(plain, one.start, one.end) is None


def _moved(
    one: DateExpression, before: DateExpression | None, year: int | None, sent: date
) -> DateExpression:
    """A date without a year in that of its schedule, or soon after the one before it if that is to come."""
    first = first_day(one.iso)
    meant = _in_year(one, year) if year is not None else None
    if meant is None or meant < sent:
        last = first_day(before.iso) if before is not None else None
        meant = _in_year(one, first.year + 1)
        if last is None or meant is None or not (first < sent <= last < meant <= last + _NEXT):
            return one
    last_day = f"{meant.year:04}{one.last[4:]}" if one.last else ""
    return one._replace(iso=meant.isoformat()[: len(one.iso)], last=last_day)


def _in_year(one: DateExpression, year: int) -> date | None:
    """The day on which it begins in another year; None where it has no such day."""
    try:
        return first_day(one.iso).replace(year=year)
    except ValueError:  # 29 February
        return None


def _goes_on(plain: str, end: int, one: DateExpression) -> bool:
    """Whether a date goes on with the row or the schedule in which another one ends."""
    if one.start - end > _FURTHEST:
        return False
    between = plain[end : one.start]
    if "\n" not in between and "\t" not in between:
        return _IN_ROW.fullmatch(between) is not None
    return _SENTENCE_ENDS.search(between) is None and _is_listed(plain, one)


def _is_listed(plain: str, one: DateExpression) -> bool:
    """Whether a date opens a line or a cell, or stands behind a word for it, with little behind it."""
    if _BEGINS.search(plain, max(one.start - _MARK, 0), one.start) is None:
        return False
    line_end = plain.find("\n", one.end, one.end + _LONGEST_REST)
    if line_end < 0:
        if len(plain) - one.end > _LONGEST_REST:
            return False
        line_end = len(plain)
    return _SENTENCE_ENDS.search(plain, one.end, line_end) is None


def _year_over(plain: str, one: DateExpression, sent: date) -> int | None:
    """The year of which a schedule is said to be before its first day: that of sending or the next one."""
    said = [
        year_written(found["year"])
        for found in _OF_YEAR.finditer(plain, max(one.start - _OVER, 0), one.start)
    ]
    return said[-1] if said and said[-1] in (sent.year, sent.year + 1) else None
