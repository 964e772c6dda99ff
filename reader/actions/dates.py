"""Dates in Dutch mail, by an own grammar.

    27 november 2020 · donderdagavond 3 december · 27 nov. a.s. · 9 & 10 juni · 13-11-2020 · 2020-11-13
    op 3/12 · begin februari · maart 2021 · week 48 · de week van 10 maart
    komende vrijdag · woensdag de 27e · eind van deze maand · morgen · binnen twee weken · vóór de kerst

The precision that is written is kept: "begin februari" is no day.  What is no date (31 februari,
week 54, the year 9999) gives nothing.  Each form is looked for at its own words, and read from there
to the left and to the right within a few dozen characters, so that no text can make it slow.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.actions.calendar import day_of, first_day, week_of, week_round, year_written
from reader.actions.cues import REACH, ends_there, is_farewell, is_limit, lean
from reader.actions.expression import DateExpression
from reader.actions.feasts import FESTIVE, feasts
from reader.actions.months import ALL_MONTHS, month_dates
from reader.actions.ordinals import ORDINALS, numbered_days
from reader.actions.relative import RELATIVE, relative_dates
from reader.actions.schedules import in_schedules
from reader.actions.weekdays import SHORT_WEEKDAYS, WEEKDAY_WORDS, weekdays

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet
    from datetime import date


_NUMBERS = "0-0"  # as 3-12 and 2020-11-27
# Without one of these words there is no date.
TIMELY = RELATIVE | FESTIVE | ORDINALS | {*WEEKDAY_WORDS, *SHORT_WEEKDAYS, *ALL_MONTHS, "week", _NUMBERS}
_WHICH = re.compile(
    r"[\s,(]*(?:(?:dus|dat\s+is|uiterlijk)\s+)?(?:op\s+)?(?:\w{3,6}dag\s+|(?:ma|di|wo|do|vr|za|zo)\.?\s+)?"
)
_END_OF = re.compile(r"(?<!\w)einde?\s+(?:van\s+)?$")
_NUMERIC = re.compile(
    r"[0-9][0-9]{0,3}[-/.]\d{1,2}(?:[-/.]\d{2,4})?(?![\w/-]|[.,]\d)"  # a day, or much else: _numeric sorts it out
)
_MOST_PARTS = 12  # "19/8" is no fraction
_WEAK_CUE = re.compile(r"(?<!\w)(?:van|niet|maar|komt|ontvangen|vrij|zat|zon|don|din)\s+$")
_NUMERIC_CUE = re.compile(
    r"(?<!\w)(?:op|tot|v[oó][oó]r|uiterlijk|t/m|vanaf|per|(?:stukken|\w*vergadering|raad|commissie|presidium|\w*overleg|e?-?mail|brief|bericht|bijeenkomst|memo|verslag|notulen)\s+van|retour|(?:maan|dins|woens|donder|vrij|zater|zon)dag|ma|di|wo|do|vr|za|op\s+zo|(?:wanneer|datum):|woe)\s+$"
)
_DAY_OR_WORD = re.compile(r"(?<!\w)zo\s+$")
_OPENS_LINE = re.compile(r"(?:^|\n)\s*$")
_TIME = re.compile(r",?\s+\d{1,2}(?:[.:]\d\d|\s*(?:u|uur)(?!\w))")
_WORD_BEHIND = re.compile(r"[ \t]+[a-z]")  # as in a list: "13-01 Mobiliteit"
_HOUR = re.compile(r",?\s+(?:om(?!\w)|(?:van(?:af)?\s+)?\d{1,2}(?:[.:]\d\d|\s*(?:u|uur)(?!\w)))")
_FRACTION = re.compile(r"\s+van\s+de(?!\w)")
_WEEK = re.compile(
    r"week(?:nummer|nr\.?)?\s+(?P<week>\d{1,2})(?:\s+(?:van\s+)?(?P<year>\d{4}))?(?![.,/-]?\d)"
)


def find_dates(plain: str, sent: date | None, words: AbstractSet[str]) -> list[DateExpression]:
    """The dates of a text in lower case, in order and without overlap; `words` are those of `TIMELY` that stand in it.

    Without the day of sending, only a date with its year says which day it is.

    >>> from datetime import date
    >>> text = "vóór 5 maart, week 12 of begin april"
    >>> [(one.iso, one.precision) for one in find_dates(text, date(2021, 2, 1), {"maart", "week", "april"})]
    [('2021-03-05', 'day'), ('2021-W12', 'week'), ('2021-04', 'part')]
    >>> find_dates("31 februari 2021", None, {"februari"})
    []
    """
    found = [*month_dates(plain, sent, words)]
    if _NUMBERS in words:
        found += _numeric(plain, sent)
    if "week" in words:
        found += _weeks(plain, sent)
    if not words.isdisjoint(FESTIVE):
        found += feasts(plain, sent, words)
    if sent is not None:
        if not words.isdisjoint(ORDINALS):
            found += numbered_days(plain, sent, found)
        found += relative_dates(plain, sent, words)
        found += weekdays(plain, sent, words, sorted(found))
    found.sort(key=lambda one: (one.start, -one.end))
    dates: list[DateExpression] = []
    for one in found:
        if dates and one.start < dates[-1].end:
            continue
        limit = not is_farewell(plain, one.start, one.end) if one.limit else ends_there(plain, one.end)
        if dates and _says_which_day(dates[-1], one, plain):
            dates.pop()
            limit = True
        dates.append(one if limit is one.limit else one._replace(limit=limit))
    return dates if sent is None else in_schedules(dates, plain, sent)


def _says_which_day(week: DateExpression, day: DateExpression, plain: str) -> bool:
    """Whether a day only says which one of a week is meant by when: "voor het eind van de week, vrijdag 29 juli"."""
    return (
        week.limit
        and week.precision == "week"
        and day.precision == "day"
        and _WHICH.fullmatch(plain, week.end, day.start) is not None
        and week_round(first_day(day.iso)) == week.iso
    )


def _numeric(plain: str, sent: date | None) -> Iterator[DateExpression]:
    for found in _NUMERIC.finditer(plain):
        start, end = found.span()
        if plain[start - 1 : start].isalnum() or plain[start - 1 : start] in ("/", ".", "-", ","):
            continue
        limit = is_limit(plain, start)
        when = _numeric_day(plain, found, sent, limit=limit)
        if when is not None:
            yield DateExpression(start, end, when.isoformat(), "day", limit)


def _numeric_day(plain: str, found: re.Match[str], sent: date | None, *, limit: bool) -> date | None:
    """2020-11-27, 27-11-2020, 27/11/20, and "op 27/11" or "op 27-11"; "27.11" is a time, and 06-12 a telephone number."""
    match re.split(r"[-/.]", found[0]):
        case [year, month, day] if len(year) == len("2020"):
            return day_of(sent, "", day=int(day), month=int(month), year=year_written(year))
        case [day, month, year] if len(year) == len("2020"):
            return day_of(sent, "", day=int(day), month=int(month), year=year_written(year))
        case [day, month, year] if len(year) == len("20") and len(day) <= len("27") and "." not in found[0]:
            return day_of(sent, "", day=int(day), month=int(month), year=year_written(None, year))
        case [day, month] if len(day) <= len("27") and "." not in found[0]:
            # 10-12 is rather from ten to twelve
            written = "/" in found[0] or "0" in (day[0], month[0]) or int(day) >= int(month)
            if written and _is_day_and_month(plain, *found.span(), fraction=int(day) <= _MOST_PARTS):
                look = lean(plain, found.start(), found.end(), limit=limit)
                return day_of(sent, look, day=int(day), month=int(month), year=None)
    return None


def _is_day_and_month(plain: str, start: int, end: int, *, fraction: bool) -> bool:
    """Whether two numbers are a date by what stands round them: "op 1/2", "zo 1/2 om 10 uur", and not "zo 1/2 van de begroting"."""
    reach = max(start - REACH, 0)
    if _FRACTION.match(plain, end):
        return False
    if _NUMERIC_CUE.search(plain, reach, start) or (not fraction and _WEAK_CUE.search(plain, reach, start)):
        return True
    if _HOUR.match(plain, end) is not None and _DAY_OR_WORD.search(plain, reach, start) is not None:
        return True
    if _OPENS_LINE.search(plain, reach, start) is None:
        return False
    in_list = end - start == len("13-01") and _WORD_BEHIND.match(plain, end) is not None
    return in_list or _TIME.match(plain, end) is not None


def _weeks(plain: str, sent: date | None) -> Iterator[DateExpression]:
    for found in _WEEK.finditer(plain):
        if plain[found.start() - 1 : found.start()].isalnum():
            continue
        start, end = found.span()
        ends = _END_OF.search(plain, max(start - len("einde van  "), 0), start)
        start = ends.start() if ends else start
        limit = is_limit(plain, start)
        look = lean(plain, start, end, limit=limit)
        iso = week_of(sent, look, int(found["week"]), year_written(found["year"]))
        if iso is not None:
            yield DateExpression(start, end, iso, "week", limit)
