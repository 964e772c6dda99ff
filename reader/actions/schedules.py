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
_TURN = timedelta(days=180)  # who goes back so far in a row is in the next year

_BEGINS = re.compile(r"(?:^|[\n\t|:])[ >*•·–-]*(?:op )?$")
_SENTENCE_ENDS = re.compile(r"[.?!](?!\d)")
_IN_ROW = re.compile(r"\s*(?:\([^()\n]{1,40}\)\s*)?(?:,|en|of|&)(?:\s*(?:en|of))?\s+(?:op\s+)?")
_WITHOUT_YEAR = re.compile(
    r"(?:(?:begin|half|medio|einde?)\s+(?:van\s+)?)?(?:\d{1,2}\s+)?[a-z]{3,9}\.?|\d{1,2}[-/]\d{1,2}"
)
_OF_YEAR = re.compile(
    r"(?<!\w)(?:\w*(?:schema|kalender|planning|agenda|data|rooster|cyclus|overzicht|vergaderingen|bijeenkomsten|avonden)|jaar)"
    r"\s+(?:(?:voor|van|in|het|jaar)\s+){0,3}(?P<year>(?:19|20)\d\d)(?!\d)"
)


def in_schedules(dates: Sequence[DateExpression], plain: str, sent: date) -> list[DateExpression]:
    """The dates of a text in lower case, in order, each in the year that its row or its schedule has."""
    found: list[DateExpression] = []
    year: int | None = None  # of the schedule
    for one in dates:
        before = found[-1] if found else None
        if before is None or not _goes_on(plain, before.end, one):
            before, year = None, _year_over(plain, one) if _is_listed(plain, one) else None
        if not _WITHOUT_YEAR.fullmatch(plain, one.start, one.end):
            year = _year_written(plain, one) or year
            found.append(one)
        else:
            found.append(_moved(one, before, year, sent))
    return found


def _moved(
    one: DateExpression, before: DateExpression | None, year: int | None, sent: date
) -> DateExpression:
    """A date without a year in that of its schedule, or after the one before it if that is to come and it is not."""
    first = first_day(one.iso)
    last = first_day(before.iso) if before else None
    if year is not None:
        meant = _in_year(one, year)
        if last is not None and meant is not None and last - meant > _TURN:
            meant = _in_year(one, year + 1)
    elif last is not None and last >= sent > first:
        meant = _in_year(one, first.year + 1)
    else:
        return one
    if meant is None or meant < sent:
        return one
    return one._replace(iso=meant.isoformat()[: len(one.iso)])


def _in_year(one: DateExpression, year: int) -> date | None:
    """The day on which it begins in another year; None where it has no such day."""
    first = first_day(one.iso)
    try:
        return first.replace(year=year)
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


def _year_over(plain: str, one: DateExpression) -> int | None:
    """The year of which a schedule is said to be before its first day."""
    *_, last = (None, *_OF_YEAR.finditer(plain, max(one.start - _OVER, 0), one.start))
    return year_written(last["year"]) if last else None


def _year_written(plain: str, one: DateExpression) -> int | None:
    """The year of a date in which it is written."""
    year = one.iso[: len("2020")]
    return int(year) if plain.find(year, one.start, one.end) >= 0 else None
