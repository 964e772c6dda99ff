"""Dates that are written with the name of a month.

27 november 2020 · donderdagavond 3 december · 27 nov. a.s. · 9 & 10 juni · dinsdag 7, woensdag 8 of vrijdag 10 juni
begin februari · tweede helft van mei · maart 2021 · vorig jaar mei · de week van 10 maart · March 5, 2021
de dertiende november · de eerste maandag van mei
"""

from __future__ import annotations

import re
from calendar import monthrange
from typing import TYPE_CHECKING, NamedTuple

from reader.actions.calendar import day_of, first_day, undecided, week_round, year_of_month, year_written
from reader.actions.cues import is_limit, is_since, lean
from reader.actions.expression import DateExpression
from reader.actions.plain import places
from reader.actions.spelled import Counted, spelled_day
from reader.actions.weekdays import SHORT_WEEKDAYS, WEEKDAY_WORDS, WEEKDAYS

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
ALL_MONTHS = _MONTHS | _MONTHS_IN_SHORT
_SHORT = "|".join(sorted(SHORT_WEEKDAYS, key=len, reverse=True))
_WEEKDAY = rf"(?:(?P<weekday>(?:maan|dins|woens|donder|vrij|zater|zon)dag)(?:ochtend|morgen|middag|avond)?|(?P<short>{_SHORT})\.?)"
_ORDINAL = r"(?:e|ste|de|st|nd|rd|th)?"
_BEFORE_MONTH = re.compile(
    rf"(?<![\w.,:/-])(?:(?:{_WEEKDAY},?\s+(?:de\s+)?)?"
    rf"(?:(?P<first>\d{{1,2}})(?P<ordinal>{_ORDINAL})\s*(?:&|en|and|(?P<choice>of)|/|(?P<until>-|–|t/m|tot\s+en\s+met|to|(?P<night>op)))\s*(?P<next>(?:de\s+)?(?:\w{{3,6}}dag\w*|{_SHORT})\.?\s+)?)?"
    rf"(?P<day>\d{{1,2}})(?:{_ORDINAL}\.?|(?:st|nd|rd|th)\s+of)"
    r"|(?P<part>begin|medio|half|eind|einde|(?:eerste|tweede)\s+helft|(?:eerste|laatste)\s+week)(?:\s+van)?)\s+$"
)
# A day that is listed before others: "dinsdag 7, woensdag 8 of vrijdag 10 oktober"; a bare number must be smaller than the next.
_LISTED = re.compile(
    rf"(?<![\w.,:/-])(?:{_WEEKDAY},?[ \t]+(?:de[ \t]+)?)?(?P<day>\d{{1,2}})(?P<end>{_ORDINAL})[ \t]*(?:,|en|of|&|/)[ \t]*(?:op[ \t]+)?$"
)
_HAS_NUMBERS = re.compile(
    r"(?:(?<!\w)(?:artikel(?:en)?|agendapunt(?:en)?|punt(?:en)?|zaal|blz\.?|pagina(?:'s)?|lid|leden|bijlagen?|nrs?\.?|\w+(?:straat|plein|weg|laan))|[:€])\s*$"
)
_LISTS = (",", "n", "f", "&", "/", "p")  # the last letters of what may stand between: en, of, op
_SHORT_WAY = 4  # characters
_MOST_LISTED = 8
_LONGEST_DAY = len("donderdagmiddag, de 12de tot en met vrijdag 13de ")
# 3e, 3de, 1ste, 3., 3rd, 5th of, begin, medio, half, eind van, eerste week
_ENDS_DAY = frozenset(".eonfdthk \n")
_GAP = r"(?:[ \t]+|[ \t]*\n[ \t]*)"  # within a paragraph
_AFTER = (
    r"(?:,?\s+(?P<year>\d{4})(?![.,]?\d)|\s*'(?P<century>\d\d)(?!\d)|[ ]+(?:van[ ]+)?(?P<beside>vorig|verleden|dit|volgend)\s+jaar(?!\w))?"
    rf"(?:{_GAP}\(?(?P<mark>a\.?s\.?|j\.?l\.?|e\.k\.|aanstaande|jongstleden)(?!\w))?"
)
_AFTER_MONTH = re.compile(_AFTER)  # a period ends the sentence
_AFTER_MONTH_IN_SHORT = re.compile(rf"\.?{_AFTER}")
_YEAR_BEFORE = re.compile(
    r"(?<!\w)(?<!als )(?P<beside>vorig|verleden|dit|volgend)[ \t]+jaar[ \t]+(?:(?:op|in|rond|sinds)[ \t]+)?$"
)
_LONGEST_YEAR = len("als verleden jaar sinds  ")
_YEARS_BESIDE = {"dit": 0, "volgend": 1}  # the others lie one back
# "tussen februari en september 2022": the year at the end holds for both.
_SHARED_YEAR = re.compile(
    rf"\s*(?:en|of|tot|t/m|tot\s+en\s+met|-|–)\s*(?:\w{{4,6}}dag\s+)?(?:\d{{1,2}}\s+)?(?:{'|'.join(_MONTHS)})\s+(?P<year>\d{{4}})(?!\d)"
)
_ENGLISH_DAY = re.compile(r"\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(?P<year>\d{4}))?(?![\d.:])")
# Of a roster, "januari: 8, 15 en 29": the days stand behind their month, and nothing else on the line.
_DAYS_BEHIND = re.compile(
    r"(?:[ \t]+\d{4})?[ \t]*[:\t][ \t]*(?P<days>\d{1,2}(?:[ \t]*(?:,|en|&|/|\t)[ \t]*\d{1,2}){1,11})(?=[ \t.;]*(?:\n|$)|\.[ ])"
)
_NUMBER = re.compile(r"\d+")
_WRAPPED = 40  # characters of a line that may go on in the next one
_WEEK_OF = re.compile(r"(?<!\w)(?:einde?\s+(?:van\s+)?(?:de\s+)?)?week\s+van\s+(?:de\s+)?$")


def month_dates(plain: str, sent: date | None, words: AbstractSet[str]) -> Iterator[DateExpression]:
    """Those in a text in lower case; `words` are those of `ALL_MONTHS` that stand in it."""
    for word in ALL_MONTHS.keys() & words:
        for position in places(plain, word):
            days = list(_days_behind(plain, position, word, sent)) if word in _MONTHS else []
            yield from days or _days_before(plain, position, word, sent)


def _days_before(plain: str, position: int, word: str, sent: date | None) -> Iterator[DateExpression]:
    """The day or days before the name of a month, or the month itself."""
    spelled = spelled_day(plain, position) if word in _MONTHS else None
    if isinstance(spelled, Counted):
        yield from _counted(plain, position, word, sent, spelled)
        return
    before = _Before(*spelled) if spelled else _before_month(plain, position)
    if before is not None and before.day:
        for listed in _listed(plain, before):
            one = _at_month(plain, position, word, sent, listed)
            if one is not None:
                yield one._replace(end=listed.first_end)
    one = _at_month(plain, position, word, sent, before)
    if before is not None and before.other is not None and not (one and one.limit):
        other = _at_month(plain, position, word, sent, before.other)
        one = one and one._replace(end=before.first_end)
        yield from filter(None, (one, other))
    elif one is not None:
        yield one


def _days_behind(plain: str, position: int, word: str, sent: date | None) -> Iterator[DateExpression]:
    """The days that stand behind the name of a month, if they are days of it that follow on each other."""
    behind = _DAYS_BEHIND.match(plain, position + len(word))
    if behind is None:
        return
    month = _at_month(plain, position, word, sent, None)
    numbers = list(_NUMBER.finditer(plain, *behind.span("days")))
    days = [int(number[0]) for number in numbers]
    if month is None or days != sorted({*days}) or not 1 <= days[0] <= days[-1] <= _days_in(month.iso):
        return
    for number, day in zip(numbers, days, strict=True):
        yield DateExpression(*number.span(), f"{month.iso}-{day:02}", "day")


def _days_in(month: str) -> int:
    """How many days a month has."""
    return monthrange(*map(int, month.split("-")))[1]


def _counted(
    plain: str, position: int, word: str, sent: date | None, counted: Counted
) -> Iterator[DateExpression]:
    """A day that is counted in the month that stands there."""
    one = _at_month(plain, position, word, sent, _Before(counted.start, 0))
    day = counted.day_in(first_day(one.iso)) if one else None
    if one is not None and day is not None:
        yield one._replace(iso=day.isoformat(), precision="day")


def _at_month(
    plain: str, position: int, word: str, sent: date | None, before: _Before | None
) -> DateExpression | None:
    month, name_end = ALL_MONTHS[word], position + len(word)
    if before is None and word in _MONTHS_IN_SHORT:
        return _english(plain, position, name_end, month, sent)
    after = (_AFTER_MONTH_IN_SHORT if word in _MONTHS_IN_SHORT else _AFTER_MONTH).match(plain, name_end)
    if after is None:  # the pattern matches an empty text
        return None
    start = before.start if before else position
    end = after.end() if after.end() > name_end + 1 else name_end  # without a period alone
    limit = is_limit(plain, start)
    shared = _SHARED_YEAR.match(plain, name_end) if end == name_end else None
    year = year_written(shared["year"] if shared else after["year"], after["century"])
    if year is None and sent is not None:
        year = _year_beside(plain, start, after, sent)
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
    first_end: int = 0  # where it ends itself, if others stand between it and the month
    other: _Before | None = None  # the second of two that do not follow on each other
    several: bool = False  # another day stands before this one with "en" or "of" between


def _year_beside(plain: str, start: int, after: re.Match[str], sent: date) -> int | None:
    """The year that words beside a date count from the one of sending: "vorig jaar mei", "1 januari van dit jaar"."""
    beside: str | None = after["beside"]
    if beside is None:
        reach = max(start - _LONGEST_YEAR, 0)
        found = _YEAR_BEFORE.search(plain, reach, start) if plain.find("jaar", reach, start) >= 0 else None
        beside = found["beside"] if found else None
    return sent.year + _YEARS_BESIDE.get(beside, -1) if beside else None


def _listed(plain: str, last: _Before) -> Iterator[_Before]:
    """The days that are listed before a day, or before two of which one is to be chosen; a bare number counts only beside the latter."""
    days: list[_Before] = []
    start, number = last.start, last.day
    while len(days) < _MOST_LISTED and plain[max(start - _SHORT_WAY, 0) : start].rstrip()[-1:] in _LISTS:
        found = _LISTED.search(plain, max(start - _LONGEST_DAY, 0), start)
        weekday = _weekday_number(found) if found else None
        if found is None or (weekday is None and not (last.several and int(found["day"]) < number)):
            break
        start, number = found.start(), int(found["day"])
        days.append(_Before(start, number, weekday, first_end=found.end("end")))
    if days and not _HAS_NUMBERS.search(plain, max(start - _LONGEST_DAY, 0), start):
        yield from days


def _before_month(plain: str, position: int) -> _Before | None:
    beside = plain[position - 2 : position - 1]
    if not beside.isdigit() and beside not in _ENDS_DAY:  # no day stands there, and no pattern need be tried
        return None
    found = _BEFORE_MONTH.search(plain, max(position - _LONGEST_DAY, 0), position)
    if found is None or not _is_one_line(plain, found):
        return None
    day = 0 if found["part"] else int(found["first"] or found["day"])
    weekday = _weekday_number(found)
    if found["night"] and not plain.endswith(
        "nacht van ", 0, found.start()
    ):  # "zaal 4 op 12 mei" is no night
        return _Before(
            found.start("next" if found["next"] else "day"),
            int(found["day"]),
            _weekday_named(found["next"] or ""),
        )
    last = int(found["day"]) if found["until"] else 0
    apart = found["first"] and not last and int(found["day"]) != day + 1  # "9 & 10 juni" is one meeting
    if found["choice"] or apart:
        start = found.start("next" if found["next"] else "day")
        other = _Before(start, int(found["day"]), _weekday_named(found["next"] or ""))
        return _Before(found.start(), day, weekday, first_end=found.end("ordinal"), other=other, several=True)
    return _Before(found.start(), day, weekday, last, several=found["first"] is not None and not last)


def _is_one_line(plain: str, before: re.Match[str]) -> bool:
    """Whether a month is on the line of its day, or on the next one because that line was full."""
    end = before.start() + len(before[0].rstrip())
    breaks = plain.count("\n", end, before.end())
    return breaks == 0 or (
        breaks == 1 and plain.rfind("\n", max(end - _WRAPPED, 0), end) < 0 <= end - _WRAPPED
    )


def _last_day(first: date, number: int) -> str:
    """The day with that number in the month of the first one; "" where there is none after it."""
    days = monthrange(first.year, first.month)[1]
    return first.replace(day=number).isoformat() if first.day < number <= days else ""


def _day_or_week(plain: str, start: int, end: int, when: date, *, limit: bool) -> DateExpression:
    """The day, or its week where "week van" stands before it."""
    week = _WEEK_OF.search(plain, max(start - len("einde van de week van de  "), 0), start)
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


def _weekday_named(word: str) -> int | None:
    """By a word, in full or in short, with "de" before it and a period behind it."""
    word = word.removeprefix("de").strip(" .")
    return WEEKDAY_WORDS.get(word, SHORT_WEEKDAYS.get(word))


def _weekday_number(before: re.Match[str]) -> int | None:
    if before["weekday"]:
        return WEEKDAYS.index(before["weekday"])
    return SHORT_WEEKDAYS[before["short"]] if before["short"] else None
