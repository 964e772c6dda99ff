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
from calendar import monthrange
from typing import TYPE_CHECKING, NamedTuple

from reader.actions.calendar import day_of, undecided, week_of, week_round, year_of_month, year_written
from reader.actions.cues import REACH, ends_there, is_farewell, is_limit, is_since, lean
from reader.actions.expression import DateExpression
from reader.actions.feasts import FESTIVE, feasts
from reader.actions.plain import places
from reader.actions.relative import RELATIVE, WEEKDAY_WORDS, WEEKDAYS, relative_dates

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet
    from datetime import date


_MONTHS = {
    name: number
    for number, name in enumerate(
        (
            "januari",
            "februari",
            "maart",
            "april",
            "mei",
            "juni",
            "juli",
            "augustus",
            "september",
            "oktober",
            "november",
            "december",
        ),
        start=1,
    )
}
# Only beside a day or a year: "jan" is a name and "may" a verb.
_MONTHS_IN_SHORT = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"),
            ("feb", "febr", "february"),
            ("mrt", "march"),
            ("apr",),
            ("may",),
            ("jun", "june"),
            ("jul", "july"),
            ("aug", "august"),
            ("sep", "sept"),
            ("okt", "oct", "october"),
            ("nov",),
            ("dec",),
        ),
        start=1,
    )
    for name in names
}
_ALL_MONTHS = _MONTHS | _MONTHS_IN_SHORT
_NUMBERS = "0-0"  # as 3-12 and 2020-11-27
TIMELY = RELATIVE | FESTIVE | {*_ALL_MONTHS, "week", _NUMBERS}  # without one of these words there is no date
_WEEKDAYS_IN_SHORT = ("ma", "di", "wo", "do", "vr", "za", "zo")
_WEEKDAY = r"(?:(?P<weekday>(?:maan|dins|woens|donder|vrij|zater|zon)dag)(?:ochtend|morgen|middag|avond)?|(?P<short>ma|di|wo|do|vr|za|zo)\.?)"
_ORDINAL = r"(?:e|ste|de|st|nd|rd|th)?"
_BEFORE_MONTH = re.compile(
    rf"(?<![\w.,:/-])(?:(?:{_WEEKDAY},?\s+(?:de\s+)?)?"
    rf"(?:(?P<first>\d{{1,2}})(?P<ordinal>{_ORDINAL})\s*(?:&|en|and|(?P<choice>of)|/|(?P<until>-|–|t/m|tot\s+en\s+met|to))\s*(?P<next>\w{{3,6}}dag\w*\s+)?)?"
    rf"(?P<day>\d{{1,2}})(?:{_ORDINAL}\.?|(?:st|nd|rd|th)\s+of)"
    r"|(?P<part>begin|medio|half|eind|einde)(?:\s+van)?)\s+$"
)
_LONGEST_DAY = len("donderdagmiddag, de 12de tot en met vrijdag 13de ")
_ENDS_DAY = frozenset(".eonfdth \n")  # 3e, 3de, 1ste, 3., 3rd, 5th of, begin, medio, half, eind van
_AFTER_MONTH = re.compile(
    r"\.?(?:,?\s+(?P<year>\d{4})(?![.,]?\d)|\s*'(?P<century>\d\d)(?!\d))?"
    r"(?:\s+\(?(?P<mark>a\.?s\.?|j\.?l\.?|e\.k\.|aanstaande|jongstleden)(?!\w))?"
)
# "tussen februari en september 2022": the year at the end holds for both.
_SHARED_YEAR = re.compile(
    rf"\s*(?:en|of|tot|t/m|tot\s+en\s+met|-|–)\s*(?:\w{{4,6}}dag\s+)?(?:\d{{1,2}}\s+)?(?:{'|'.join(_MONTHS)})\s+(?P<year>\d{{4}})(?!\d)"
)
_ENGLISH_DAY = re.compile(r"\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(?P<year>\d{4}))?(?![\d.:])")
_NUMERIC = re.compile(
    r"[0-9][0-9]{0,3}[-/.]\d{1,2}(?:[-/.]\d{2,4})?(?![\w/-]|[.,]\d)"  # a day, or much else: _numeric sorts it out
)
_NUMERIC_CUE = re.compile(
    r"(?<!\w)(?:op|tot|v[oó][oó]r|uiterlijk|t/m|vanaf|per|(?:stukken|vergadering|raad|commissie|presidium)\s+van|retour|(?:maan|dins|woens|donder|vrij|zater|zon)dag|ma|di|wo|do|vr|za|op\s+zo|(?:wanneer|datum):)\s+$"
)
_DAY_OR_WORD = re.compile(r"(?<!\w)zo\s+$")
_OPENS_LINE = re.compile(r"(?:^|\n)\s*$")
_TIME = re.compile(r",?\s+\d{1,2}(?:[.:]\d\d|\s*(?:u|uur)(?!\w))")
_HOUR = re.compile(r",?\s+(?:om(?!\w)|(?:van(?:af)?\s+)?\d{1,2}(?:[.:]\d\d|\s*(?:u|uur)(?!\w)))")
_FRACTION = re.compile(r"\s+van\s+de(?!\w)")
_WEEK_OF = re.compile(r"(?<!\w)week\s+van\s+(?:de\s+)?$")
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
    found = [*_with_month(plain, sent, words)]
    if _NUMBERS in words:
        found += _numeric(plain, sent)
    if "week" in words:
        found += _weeks(plain, sent)
    if not words.isdisjoint(FESTIVE):
        found += feasts(plain, sent, words)
    if sent is not None:
        found += relative_dates(plain, sent, words, found)
    found.sort(key=lambda one: (one.start, -one.end))
    dates: list[DateExpression] = []
    for one in found:
        if not dates or one.start >= dates[-1].end:
            limit = not is_farewell(plain, one.start, one.end) if one.limit else ends_there(plain, one.end)
            dates.append(one if limit is one.limit else one._replace(limit=limit))
    return dates


def _with_month(plain: str, sent: date | None, words: AbstractSet[str]) -> Iterator[DateExpression]:
    for word in _ALL_MONTHS.keys() & words:
        for position in places(plain, word):
            before = _before_month(plain, position)
            one = _at_month(plain, position, word, sent, before)
            if before is not None and before.other is not None and not (one and one.limit):
                other = _at_month(plain, position, word, sent, before.other)
                one = one and one._replace(end=before.first_end)
                yield from filter(None, (one, other))
            elif one is not None:
                yield one


def _at_month(
    plain: str, position: int, word: str, sent: date | None, before: _Before | None
) -> DateExpression | None:
    month, name_end = _ALL_MONTHS[word], position + len(word)
    if before is None and word in _MONTHS_IN_SHORT:
        return _english(plain, position, name_end, month, sent)
    after = _AFTER_MONTH.match(plain, name_end)
    if after is None:  # the pattern matches an empty text
        return None
    start = before.start if before else position
    end = after.end() if after["year"] or after["century"] or after["mark"] else name_end
    limit = is_limit(plain, start)
    shared = _SHARED_YEAR.match(plain, name_end) if end == name_end else None
    year = year_written(shared["year"] if shared else after["year"], after["century"])
    if before is not None and before.day:
        when = None
        if before.weekday is not None and year is None:  # rather than the words round it, the weekday decides
            when = day_of(sent, "", day=before.day, month=month, year=None, weekday=before.weekday)
        if when is None or when.weekday() != before.weekday:
            asks = year is None and (
                after["mark"] or undecided(sent, before.day, month) or is_since(plain, start)
            )
            look = lean(plain, start, end, limit=limit, mark=after["mark"]) if asks else ""
            when = day_of(sent, look, day=before.day, month=month, year=year)
        if when is None:
            return None
        one = _day_or_week(plain, start, end, when, limit=limit)
        return one._replace(last=_last_day(when, before.last)) if before.last else one
    first = sent and sent.replace(day=1)
    asks = year is None and (after["mark"] or undecided(first, 1, month) or is_since(plain, start))
    look = lean(plain, start, end, limit=limit, mark=after["mark"]) if asks else ""
    chosen = year_of_month(sent, look, month, year)
    if not chosen:
        return None
    return DateExpression(start, end, f"{chosen:04}-{month:02}", "part" if before else "month", limit)


class _Before(NamedTuple):
    """What stands before the name of a month."""

    start: int
    day: int  # 0 where a part of the month is meant
    weekday: int | None = None
    last: int = 0  # of several days, where it is "t/m"
    first_end: int = 0  # where the first of two days ends of which one is to be chosen
    other: _Before | None = None  # the second


def _before_month(plain: str, position: int) -> _Before | None:
    beside = plain[position - 2 : position - 1]
    if not beside.isdigit() and beside not in _ENDS_DAY:  # no day stands there, and no pattern need be tried
        return None
    found = _BEFORE_MONTH.search(plain, max(position - _LONGEST_DAY, 0), position)
    if found is None:
        return None
    day = 0 if found["part"] else int(found["first"] or found["day"])
    weekday = _weekday_number(found)
    if found["choice"]:
        start = found.start("next" if found["next"] else "day")
        named = found["next"].strip() if found["next"] else ""
        other = _Before(start, int(found["day"]), WEEKDAY_WORDS.get(named))
        return _Before(found.start(), day, weekday, first_end=found.end("ordinal"), other=other)
    return _Before(found.start(), day, weekday, int(found["day"]) if found["until"] else 0)


def _last_day(first: date, number: int) -> str:
    """The day with that number in the month of the first one; "" where there is none after it."""
    days = monthrange(first.year, first.month)[1]
    return first.replace(day=number).isoformat() if first.day < number <= days else ""


def _day_or_week(plain: str, start: int, end: int, when: date, *, limit: bool) -> DateExpression:
    """The day, or its week where "week van" stands before it."""
    week = _WEEK_OF.search(plain, max(start - 12, 0), start)
    if week is None:
        return DateExpression(start, end, when.isoformat(), "day", limit)
    limit = is_limit(plain, week.start()) and not plain.endswith("voor de ", 0, week.start())
    return DateExpression(week.start(), end, week_round(when), "week", limit)


def _english(
    plain: str, position: int, name_end: int, month: int, sent: date | None
) -> DateExpression | None:
    """The day behind the month: "March 5, 2021"."""
    found = _ENGLISH_DAY.match(plain, name_end)
    if found is None:
        return None
    limit = is_limit(plain, position)
    look = lean(plain, position, found.end(), limit=limit)
    when = day_of(sent, look, day=int(found["day"]), month=month, year=year_written(found["year"]))
    return DateExpression(position, found.end(), when.isoformat(), "day", limit) if when else None


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
            written = "/" in found[0] or "0" in (day[0], month[0]) or int(day) > int(month)
            if written and _is_day_and_month(plain, *found.span()):
                look = lean(plain, found.start(), found.end(), limit=limit)
                return day_of(sent, look, day=int(day), month=int(month), year=None)
    return None


def _is_day_and_month(plain: str, start: int, end: int) -> bool:
    """Whether two numbers are a date by what stands round them: "op 1/2", "zo 1/2 om 10 uur", and not "zo 1/2 van de begroting"."""
    reach = max(start - REACH, 0)
    if _FRACTION.match(plain, end):
        return False
    if _NUMERIC_CUE.search(plain, reach, start):
        return True
    if _HOUR.match(plain, end) is not None and _DAY_OR_WORD.search(plain, reach, start) is not None:
        return True
    return _TIME.match(plain, end) is not None and _OPENS_LINE.search(plain, reach, start) is not None


def _weeks(plain: str, sent: date | None) -> Iterator[DateExpression]:
    for found in _WEEK.finditer(plain):
        if plain[found.start() - 1 : found.start()].isalnum():
            continue
        iso = week_of(sent, int(found["week"]), year_written(found["year"]))
        if iso is not None:
            yield DateExpression(*found.span(), iso, "week", is_limit(plain, found.start()))


def _weekday_number(before: re.Match[str]) -> int | None:
    if before["weekday"]:
        return WEEKDAYS.index(before["weekday"])
    return _WEEKDAYS_IN_SHORT.index(before["short"]) if before["short"] else None
