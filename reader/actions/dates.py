"""Dates in Dutch mail, by an own grammar, resolved against the day on which the message was sent.

    27 november 2020 · donderdagavond 3 december · 27 nov. a.s. · 9 & 10 juni · 13-11-2020 · 2020-11-13
    op 3/12 · begin februari · maart 2021 · week 48 · komende vrijdag · morgen · binnen twee weken

The precision that is written is kept: "begin februari" is no day.  What is no date (31 februari,
week 54, the year 9999) gives nothing.  Each form is looked for at its own words, and read from there
to the left and to the right within a few dozen characters, so that no text can make it slow.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.actions.action import Precision

Lean = Literal["future", "past", ""]

_MONTH_STEMS = {

        "jan": 1,
        "feb": 2,
        "maart": 3,
        "mrt": 3,
        "march": 3,
        "apr": 4,
        "mei": 5,
        "may": 5,
        "jun": 6,
        "jul": 7
    ,
    "aug": 8, "sep": 9, "okt": 10, "oct": 10, "nov": 11, "dec": 12,
}
_MONTH = re.compile(
    r"(?:januar[iy]|februar[iy]|january|february|maart|march|april|mei|may|jun[ie]|jul[iy]|augustus|august"
    r"|september|o[kc]tober|november|december|(?P<short>(?:jan|febr?|mrt|apr|jun|jul|aug|sept?|okt|oct|nov|dec)\.?))"
    r"(?![\w-]*\w)"
)
_WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_SHORT_WEEKDAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
_NUMBERS = {

        "een": 1,
        "één": 1,
        "twee": 2,
        "drie": 3,
        "vier": 4,
        "vijf": 5,
        "zes": 6,
        "zeven": 7,
        "acht": 8,
        "negen": 9
    ,
    "tien": 10, "twaalf": 12, "veertien": 14, "dertig": 30,
}
_WEEKDAY = (
    r"(?:(?P<weekday>maan|dins|woens|donder|vrij|zater|zon)dag(?:och?tend|morgen|middag|avond)?"
    r"|(?P<abbreviated>ma|di|wo|do|vr|za|zo)\.?)[,\s]+"
)
_DAY = r"(?P<day>\d{1,2})(?:e|ste|de)?\.?\s+"
_FIRST = r"(?P<first>\d{1,2})(?:e|ste|de)?\s*(?:&|en|of|-|–|/|t/m|tot en met)\s*(?:\w{4,6}dag\s+)?"
_BEFORE_MONTH = re.compile(
    rf"(?:(?<!\w)(?:{_WEEKDAY})?(?:de\s+)?(?<![\w.,/-])(?:{_FIRST})?(?<![\d.,])(?:{_DAY})"
    r"|(?<!\w)(?P<part>begin|medio|half|eind|einde)\s+(?:van\s+)?)$"
)
_AFTER_MONTH = re.compile(
    r"(?:,?\s+(?P<year>\d{4})(?![\d.,]?\d)|\s*'(?P<century>\d\d)(?!\d))?"
    r"(?:\s+\(?(?P<mark>a\.?s\.?|j\.?l\.?|e\.k\.|aanstaande|jongstleden)(?!\w))?"
)
_ENGLISH_DAY = re.compile(r"\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(?P<year>\d{4}))?(?![\d.:])")
_NUMERIC = re.compile(
    r"(?<![\w/.,-])(?:(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"
    r"|(?P<day>\d{1,2})(?P<by>[-/.])(?P<month>\d{1,2})(?P=by)(?P<year>\d{4}|\d{2})"
    r"|(?P<bare_day>\d{1,2})/(?P<bare_month>\d{1,2}))(?![\w/-]|[.,]\d)"
)
_BARE_CUE = re.compile(
    r"(?:op|tot|v[oó][oó]r|uiterlijk|t/m|vanaf|per|(?:maan|dins|woens|donder|vrij|zater|zon)dag|\bd\.d\.)\s+$"
)
_WEEK = re.compile(
    r"week(?:nummer|nr\.?)?\s+(?P<week>\d{1,2})(?:\s+(?:van\s+)?(?P<year>\d{4}))?(?![\w.,/-]*\d)"
)
_BARE_WEEKDAY = re.compile(
    r"(?P<weekday>maan|dins|woens|donder|vrij|zater|zon)dag(?:och?tend|morgen|middag|avond)?(?!\w)"
    r"(?:\s+(?P<mark>a\.?s\.?|j\.?l\.?|aanstaande)(?!\w)|(?P<next>\s+volgende week))?"
)
_BEFORE_WEEKDAY = re.compile(
    r"(?<!\w)(?:(?P<mark>komende|aanstaande|aankomende|eerstvolgende|deze week|deze|volgende week|afgelopen|vorige week|vorige)"
    r"|(?P<often>elke|iedere|eerste|tweede|derde|laatste|op|'s|en|of|tot en met|t/m|de|een))\s+$"
)
_RELATIVE_DAY = re.compile(
    r"(?:(?P<over>over)?morgen(?:och?tend|middag|avond)?|(?P<today>vandaag|vanavond|vanmiddag))(?!\w)"
)
_NOT_TOMORROW = re.compile(r"(?:\w|goede\s|van\s|een\s|de\s|'s\s)$")
_WITHIN = re.compile(
    rf"(?:binnen|over)\s+(?P<count>\d{{1,3}}|{'|'.join(_NUMBERS)})\s+(?P<unit>werkdag|dag|week|weken|maand)(?:en)?(?!\w)"
    r"(?:\s+na\s+(?:de\s+)?(?P<after>\w+)(?:\s+van\s+(?:deze|dit)\s+[\w-]+)?)?"
)
_FROM_SENT = frozenset(("dagtekening", "verzending", "ontvangst", "heden", "vandaag"))
_PAST = re.compile(
    r"(?<!\w)(?:was|waren|werd|werden|had|hadden|heeft|hebben|heb|vroeg|vroegen|nodigden?|kon|konden|vond|vonden"
    r"|hield|hielden|stond|stonden|kwam|kwamen|ging|gingen|gaf|gaven|deed|deden|stuurden?|bleek|afgelopen|vorige?"
    r"|ontving|ontvingen|speelden?|leverden?|liep|liepen|sinds|is gestart|van start gegaan)(?!\w)"
)
_DUE_CUE = re.compile(
    r"(?<!\w)(?:uiterlijk|v[oó][oó]r|tot(?:\s+en\s+met)?|t/m|niet\s+later\s+dan|deadline|sluit|sluiting\w*|sluitingsdatum"
    r"|uiterste\s+\w+|before|until|by|due)"
    r"(?:[\s:]+(?:op|de|het|is|en|met|uiterlijk|aan|van|einde|consultatie|inschrijving|aanmelding|voor"
    r"|\w*(?:vergadering|commissie|bijeenkomst|overleg|behandeling)\w*))*[\s:]*$"
)
_REACH = 60  # characters that are read to the left of a date
_EARLIEST, _LATEST = 1900, 2199  # years outside are no dates of a griffie


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A date as it stands at `text[start:end]`."""

    start: int
    end: int
    iso: str  # "2020-11-27", "2021-02" or "2020-W48"
    precision: Precision
    limit: bool  # a word before it makes it the end of something: uiterlijk, vóór, tot
    period: bool = False  # counted from another day: "binnen twee weken"


@dataclass(frozen=True, slots=True)
class _Found:
    """An expression before it is known whether words before it make it a limit."""

    start: int
    end: int
    iso: str
    precision: Precision
    period: bool = False


def find_dates(plain: str, sent: date | None) -> list[DateExpression]:
    """The dates of a text in lower case, in order and without overlap.

    Without the day of sending, only a date with its year says which day it is.

    >>> [(one.iso, one.precision) for one in find_dates("vóór 5 maart, week 12 of begin april", date(2021, 2, 1))]
    [('2021-03-05', 'day'), ('2021-W12', 'week'), ('2021-04', 'part')]
    >>> find_dates("31 februari 2021", None)
    []
    """
    found: list[_Found] = []
    for form in (_with_month, _numeric, _weeks):
        found += form(plain, sent)
    if sent is not None:
        for relative in (_relative_days, _bare_weekdays, _periods):
            found += relative(plain, sent)
    found.sort(key=lambda one: (one.start, -one.end))
    dates: list[DateExpression] = []
    for one in found:
        if dates and one.start < dates[-1].end:
            continue
        limit = one.period or is_limit(plain, one.start)
        dates.append(DateExpression(one.start, one.end, one.iso, one.precision, limit, one.period))
    return dates


def is_limit(plain: str, start: int) -> bool:
    """Whether the words before a date make it the end of something."""
    return _DUE_CUE.search(plain[max(start - _REACH, 0) : start]) is not None


def first_day(iso: str) -> date:
    """The day on which a date begins.

    >>> first_day("2020-W48"), first_day("2021-02")
    (datetime.date(2020, 11, 23), datetime.date(2021, 2, 1))
    """
    if "W" in iso:
        return date.fromisocalendar(int(iso[:4]), int(iso[6:]), 1)
    return date.fromisoformat(iso if len(iso) == len("2020-11-27") else f"{iso}-01")


def _with_month(plain: str, sent: date | None) -> Iterator[_Found]:
    for stem, month in _MONTH_STEMS.items():
        position = plain.find(stem)
        while position >= 0:
            name = _MONTH.match(plain, position)
            if name and not plain[position - 1 : position].isalpha():
                one = _at_month(plain, name, month, sent)
                if one is not None:
                    yield one
            position = plain.find(stem, position + len(stem))


def _at_month(plain: str, name: re.Match[str], month: int, sent: date | None) -> _Found | None:
    reach = max(name.start() - _REACH, 0)
    before = _BEFORE_MONTH.search(plain[reach : name.start()])
    after = _AFTER_MONTH.match(plain, name.end())
    english = name[0] in ("march", "may") or name[0].endswith(("uary", "ne", "ly", "ust")) or "oct" in name[0]
    day_after = _ENGLISH_DAY.match(plain, name.end()) if before is None else None
    if day_after is not None:
        year = _year(day_after["year"], None)
        when = _day(year, month, int(day_after["day"]), sent, _lean(plain, name.start(), day_after.end(), ""))
        return when and _Found(name.start(), day_after.end(), when.isoformat(), "day")
    if after is None or (before is None and (name["short"] is not None or (english and not after["year"]))):
        return None
    start, end = name.start(), after.end()
    year = _year(after["year"], after["century"])
    mark = (after["mark"] or "").replace(".", "")
    if before is not None:
        start = reach + before.start()
        start += len(plain[start : name.start()]) - len(plain[start : name.start()].lstrip())
    lean = _lean(plain, start, end, mark)
    if after["mark"] and plain[end : end + 1] == "." and "." in after["mark"]:
        end += 1
    if before is None or before["part"]:
        chosen = _month_year(year, month, sent, lean)
        return chosen and _Found(start, end, f"{chosen:04}-{month:02}", "part" if before else "month")
    weekday = _weekday_number(before)
    when = _day(year, month, int(before["first"] or before["day"]), sent, lean, weekday)
    return when and _Found(start, end, when.isoformat(), "day")


def _numeric(plain: str, sent: date | None) -> Iterator[_Found]:
    for found in _NUMERIC.finditer(plain):
        if found["y"]:
            when = _day(_year(found["y"], None), int(found["m"]), int(found["d"]), sent, "")
        elif found["year"]:
            if found["by"] == "." and len(found["year"]) == len("21"):
                continue  # a number of a chapter or a version
            century = found["year"] if len(found["year"]) == len("21") else None
            year = _year(None if century else found["year"], century)
            when = _day(year, int(found["month"]), int(found["day"]), sent, "")
        elif _BARE_CUE.search(plain[max(found.start() - 12, 0) : found.start()]):
            lean = _lean(plain, found.start(), found.end(), "")
            when = _day(None, int(found["bare_month"]), int(found["bare_day"]), sent, lean)
        else:
            continue
        if when is not None:
            yield _Found(found.start(), found.end(), when.isoformat(), "day")


def _weeks(plain: str, sent: date | None) -> Iterator[_Found]:
    for found in _WEEK.finditer(plain):
        if plain[found.start() - 1 : found.start()].isalpha():
            continue
        year = _year(found["year"], None) or (sent.year if sent and not found["year"] else None)
        week = int(found["week"])
        if year is None or not 1 <= week <= date(year, 12, 28).isocalendar().week:
            continue
        monday = date.fromisocalendar(year, week, 1)
        if sent and not found["year"] and (sent - monday).days > 180:  # noqa: PLR2004 - half a year
            year, monday = year + 1, date.fromisocalendar(year + 1, min(week, 52), 1)
        if monday.isocalendar().week == week:
            yield _Found(found.start(), found.end(), f"{year:04}-W{week:02}", "week")


def _relative_days(plain: str, sent: date) -> Iterator[_Found]:
    for word in ("morgen", "vandaag", "vanavond", "vanmiddag"):
        position = plain.find(word)
        while position >= 0:
            start = position - len("over") if plain.endswith("over", 0, position) else position
            found = _RELATIVE_DAY.match(plain, start)
            if found and not _NOT_TOMORROW.search(plain[max(start - 6, 0) : start]):
                days = 0 if found["today"] else 2 if found["over"] else 1
                yield _Found(start, found.end(), (sent + timedelta(days)).isoformat(), "day")
            position = plain.find(word, position + len(word))


def _bare_weekdays(plain: str, sent: date) -> Iterator[_Found]:
    """A weekday without a date; after "elke" or "op" it is a habit, unless a limit or an hour follows."""
    for number, name in enumerate(_WEEKDAYS):
        position = plain.find(name)
        while position >= 0:
            found = _BARE_WEEKDAY.match(plain, position)
            if found and not plain[position - 1 : position].isalpha():
                reach = max(position - 16, 0)
                before = _BEFORE_WEEKDAY.search(plain[reach:position])
                habit = before is not None and before["often"] is not None
                if not habit or found["mark"] or found["next"]:
                    word = (before["mark"] or "") if before else ""
                    week = "volgende week" if found["next"] else word
                    backward = word in ("afgelopen", "vorige") or (found["mark"] or "").startswith("j")
                    when = _nearest_weekday(sent, number, week, backward=backward)
                    if not (
                        _PAST.search(_clause(plain, position, found.end())) and not word and not found["mark"]
                    ):
                        start = reach + before.start() if before and before["mark"] else position
                        yield _Found(start, found.end(), when.isoformat(), "day")
            position = plain.find(name, position + len(name))


def _nearest_weekday(sent: date, weekday: int, week: str, *, backward: bool) -> date:
    monday = sent - timedelta(sent.weekday())
    if week == "volgende week":
        return monday + timedelta(7 + weekday)
    if week == "vorige week":
        return monday + timedelta(weekday - 7)
    if week == "deze week":
        return monday + timedelta(weekday)
    ahead = (weekday - sent.weekday()) % 7 or 7
    return sent + timedelta(ahead - 7 if backward and ahead < 7 else -7 if backward else ahead)  # noqa: PLR2004


def _periods(plain: str, sent: date) -> Iterator[_Found]:
    for found in _WITHIN.finditer(plain):
        if plain[found.start() - 1 : found.start()].isalpha():
            continue
        if found["after"] and found["after"] not in _FROM_SENT:
            continue  # counted from a day that is not known
        count = int(found["count"]) if found["count"].isdigit() else _NUMBERS[found["count"]]
        when = _later(sent, count, found["unit"])
        yield _Found(found.start(), found.end(), when.isoformat(), "day", period=True)


def _later(sent: date, count: int, unit: str) -> date:
    if unit == "maand":
        months = sent.month - 1 + count
        year, month = sent.year + months // 12, months % 12 + 1
        return date(year, month, min(sent.day, monthrange(year, month)[1]))
    if unit == "werkdag":
        weeks, rest = divmod(count, 5)
        weekend = 2 if sent.weekday() + rest > 4 else 0  # noqa: PLR2004 - Friday
        return sent + timedelta(weeks * 7 + rest + weekend)
    return sent + timedelta(count * (1 if unit == "dag" else 7))


def _year(year: str | None, century: str | None) -> int | None:
    """The year as written; 0 for one that no griffie means."""
    if century:
        return 2000 + int(century)
    if year is None:
        return None
    return int(year) if _EARLIEST <= int(year) <= _LATEST else 0


def _weekday_number(before: re.Match[str]) -> int | None:
    if before["weekday"]:
        return _WEEKDAYS.index(f"{before['weekday']}dag")
    if before["abbreviated"]:
        return _SHORT_WEEKDAYS.index(before["abbreviated"])
    return None


def _clause(plain: str, start: int, end: int) -> str:
    """The words round a date, up to the ends of the sentence or its half."""
    before = plain[max(start - 100, 0) : start]
    after = plain[end : end + 80]
    before = before[max(before.rfind(mark) for mark in (". ", ".\n", "? ", "; ", "\n\n")) + 1 :]
    cuts = [cut for mark in (". ", ".\n", "? ", "; ", "\n\n") if (cut := after.find(mark)) >= 0]
    return before + " " + after[: min(cuts, default=len(after))]


def _lean(plain: str, start: int, end: int, mark: str) -> Lean:
    """Whether a date without a year looks ahead or back."""
    if mark in ("as", "ek", "aanstaande"):
        return "future"
    if mark in ("jl", "jongstleden"):
        return "past"
    if is_limit(plain, start):
        return "future" if not _PAST.search(_clause(plain, start, end)) else ""
    return "past" if _PAST.search(_clause(plain, start, end)) else ""


def _day(
    year: int | None, month: int, day: int, sent: date | None, lean: Lean, weekday: int | None = None
) -> date | None:
    """The day that is meant; None where there is no such day or its year cannot be known."""
    if year is not None or sent is None:
        return _valid(year or 0, month, day)
    candidates = [when for step in (-1, 0, 1) if (when := _valid(sent.year + step, month, day))]
    agreeing = [when for when in candidates if when.weekday() == weekday]
    return _chosen(agreeing or candidates, sent, lean if not agreeing else "")


def _month_year(year: int | None, month: int, sent: date | None, lean: Lean) -> int | None:
    if year is not None or sent is None:
        return year or None
    now = sent.replace(day=1)
    candidates = [date(sent.year + step, month, 1) for step in (-1, 0, 1)]
    chosen = _chosen(candidates, now, lean)
    return chosen and chosen.year


def _chosen(candidates: list[date], sent: date, lean: Lean) -> date | None:
    """The nearest candidate, on the side that the words lean to."""
    if lean == "future":
        side = [when for when in candidates if when >= sent]
    elif lean == "past":
        side = [when for when in candidates if when <= sent]
    else:
        side = candidates
    return min(side or candidates, key=lambda when: (abs((when - sent).days), when < sent), default=None)


def _valid(year: int, month: int, day: int) -> date | None:
    if not (_EARLIEST <= year <= _LATEST and 1 <= month <= 12):  # noqa: PLR2004 - December
        return None
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None
