"""Dates in Dutch mail, by an own grammar.

    27 november 2020 · donderdagavond 3 december · 27 nov. a.s. · 9 & 10 juni · 13-11-2020 · 2020-11-13
    op 3/12 · begin februari · maart 2021 · week 48 · komende vrijdag · morgen · binnen twee weken

The precision that is written is kept: "begin februari" is no day.  What is no date (31 februari,
week 54, the year 9999) gives nothing.  Each form is looked for at its own words, and read from there
to the left and to the right within a few dozen characters, so that no text can make it slow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.actions.calendar import day_of, later, week_of, weekday_of, year_of_month, year_written
from reader.actions.plain import places

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet
    from datetime import date

    from reader.actions.action import Precision
    from reader.actions.calendar import Lean

_REACH = 60  # characters that are read to the left of a date

_MONTHS = {
    **{"januari": 1, "februari": 2, "maart": 3, "april": 4, "mei": 5, "juni": 6, "juli": 7, "augustus": 8},
    **{"september": 9, "oktober": 10, "november": 11, "december": 12},
}
# Only beside a day or a year: "jan" is a name and "may" a verb.
_MONTHS_IN_SHORT = {
    **{"jan": 1, "feb": 2, "febr": 2, "mrt": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9},
    **{"okt": 10, "nov": 11, "dec": 12},
    **{"january": 1, "february": 2, "march": 3, "may": 5, "june": 6, "july": 7, "august": 8, "october": 10, "oct": 10},
}
_ALL_MONTHS = _MONTHS | _MONTHS_IN_SHORT
_WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_WEEKDAYS_IN_SHORT = ("ma", "di", "wo", "do", "vr", "za", "zo")
_PARTS_OF_DAY = ("", "ochtend", "morgen", "middag", "avond")
_WEEKDAY_WORDS = {day + part: number for number, day in enumerate(_WEEKDAYS) for part in _PARTS_OF_DAY}
_DAYS_AHEAD = {
    **{"vandaag": 0, "vanmiddag": 0, "vanavond": 0, "morgen": 1, "morgenochtend": 1, "morgenmiddag": 1},
    **{"morgenavond": 1, "overmorgen": 2},
}
_NUMBERS = {
    **{"een": 1, "één": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8},
    **{"negen": 9, "tien": 10, "twaalf": 12, "veertien": 14, "dertig": 30},
}

_WEEKDAY = r"(?:(?P<weekday>(?:maan|dins|woens|donder|vrij|zater|zon)dag)(?:ochtend|morgen|middag|avond)?|(?P<short>ma|di|wo|do|vr|za|zo)\.?)"
_ORDINAL = r"(?:e|ste|de)?"
_BEFORE_MONTH = re.compile(
    rf"(?<![\w.,/-])(?:(?:{_WEEKDAY},?\s+(?:de\s+)?)?"
    rf"(?:(?P<first>\d{{1,2}}){_ORDINAL}\s*(?:&|en|of|-|–|/|t/m|tot\s+en\s+met)\s*(?:\w{{3,6}}dag\s+)?)?"
    rf"(?P<day>\d{{1,2}}){_ORDINAL}\.?"
    r"|(?P<part>begin|medio|half|eind|einde)(?:\s+van)?)\s+$"
)
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
    r"\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{2,4})?(?![\w/-]|[.,]\d)"  # a day, or much else: _numeric sorts it out
)
_NUMERIC_CUE = re.compile(
    r"(?<!\w)(?:op|tot|v[oó][oó]r|uiterlijk|t/m|vanaf|per|(?:maan|dins|woens|donder|vrij|zater|zon)dag)\s+$"
)
_WEEK = re.compile(r"week(?:nummer|nr\.?)?\s+(?P<week>\d{1,2})(?:\s+(?:van\s+)?(?P<year>\d{4}))?(?![.,/-]?\d)")
_AFTER_WEEKDAY = re.compile(r"\s+(?P<word>a\.?s\.?|j\.?l\.?|aanstaande|volgende\s+week)(?!\w)")
_BEFORE_WEEKDAY = re.compile(
    r"(?<!\w)(?:(?P<word>komende|aanstaande|aankomende|eerstvolgende|deze\s+week|deze|volgende\s+week|afgelopen|vorige\s+week|vorige)"
    r"|(?P<habit>elke|iedere|eerste|tweede|derde|laatste|op|'s|en|of|tot\s+en\s+met|t/m|de|een))\s+$"
)
_NOT_TOMORROW = re.compile(r"(?:\w|goede\s|van\s|een\s|de\s|'s\s|op\s)$")
_TERM = re.compile(
    rf"(?:binnen|over)\s+(?P<count>\d{{1,3}}|{'|'.join(_NUMBERS)})\s+(?P<unit>werkdag|dag|week|weken|maand)(?:en)?(?!\w)"
    r"(?:\s+na\s+(?:de\s+)?(?P<after>\w+)(?:\s+van\s+(?:deze|dit)\s+[\w-]+)?)?"
)
_FROM_SENDING = frozenset((None, "dagtekening", "verzending", "ontvangst", "heden", "vandaag"))

_PAST = re.compile(
    r"(?<!\w)(?:was|waren|werd|werden|had|hadden|heeft|hebben|heb|vroeg|vroegen|nodigden?|kon|konden|vond|vonden|hield|hielden"
    r"|stond|stonden|kwam|kwamen|ging|gingen|gaf|gaven|deed|deden|stuurden?|bleek|afgelopen|vorige?|ontving|ontvingen"
    r"|speelden?|leverden?|liep|liepen|sinds|is\s+gestart)(?!\w)"
)
_LIMIT = re.compile(
    r"(?<!\w)(?:uiterlijk|v[oó][oó]r|tot(?:\s+en\s+met)?|t/m|niet\s+later\s+dan|deadline|sluit|sluiting\w*|uiterste\s+\w+"
    r"|before|until|by|due)"
    r"(?:[\s:]+(?:op|de|het|is|en|met|uiterlijk|aan|van|einde|consultatie|inschrijving|aanmelding|voor"
    r"|\w*(?:vergadering|commissie|bijeenkomst|overleg|behandeling)\w*))*+[\s:]*$"
)
_CLAUSE_ENDS = (". ", ".\n", "? ", "; ", "\n\n")


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A date as it stands at `text[start:end]`."""

    start: int
    end: int
    iso: str  # "2020-11-27", "2021-02" or "2020-W48"
    precision: Precision
    limit: bool = False  # a word before it makes it the end of something: uiterlijk, vóór, tot
    term: bool = False  # counted from the day of sending: "binnen twee weken"
    ahead: bool = False  # named from the day of sending: "morgen"


def find_dates(plain: str, sent: date | None, words: AbstractSet[str]) -> list[DateExpression]:
    """The dates of a text in lower case, in order and without overlap; `words` are those of the text.

    Without the day of sending, only a date with its year says which day it is.

    >>> from datetime import date
    >>> text = "vóór 5 maart, week 12 of begin april"
    >>> [(one.iso, one.precision) for one in find_dates(text, date(2021, 2, 1), set(text.split()) | {"maart"})]
    [('2021-03-05', 'day'), ('2021-W12', 'week'), ('2021-04', 'part')]
    >>> find_dates("31 februari 2021", None, {"februari"})
    []
    """
    found = [*_with_month(plain, sent, words), *_numeric(plain, sent)]
    if "week" in words:
        found += _weeks(plain, sent)
    if sent is not None:
        found += _named_days(plain, sent, words)
        found += _bare_weekdays(plain, sent, words)
        if not words.isdisjoint(("binnen", "over")):
            found += _terms(plain, sent)
    found.sort(key=lambda one: (one.start, -one.end))
    dates: list[DateExpression] = []
    for one in found:
        if not dates or one.start >= dates[-1].end:
            dates.append(one)
    return dates


def _with_month(plain: str, sent: date | None, words: AbstractSet[str]) -> Iterator[DateExpression]:
    for word in _ALL_MONTHS.keys() & words:
        for position in places(plain, word):
            one = _at_month(plain, position, word, sent)
            if one is not None:
                yield one


def _at_month(plain: str, position: int, word: str, sent: date | None) -> DateExpression | None:
    month, name_end = _ALL_MONTHS[word], position + len(word)
    reach = max(position - _REACH, 0)
    before = _BEFORE_MONTH.search(plain, reach, position)
    after = _AFTER_MONTH.match(plain, name_end)
    if before is None and word in _MONTHS_IN_SHORT:
        return _english(plain, position, name_end, month, sent)
    if after is None:  # the pattern matches an empty text
        return None
    start = before.start() if before else position
    end = after.end() if after["year"] or after["century"] or after["mark"] else name_end
    limit = is_limit(plain, start)
    shared = _SHARED_YEAR.match(plain, name_end) if end == name_end else None
    year = year_written(shared["year"] if shared else after["year"], after["century"])
    lean = _lean(plain, start, end, limit=limit, mark=after["mark"]) if year is None else ""
    if before is None or before["part"]:
        chosen = year_of_month(sent, lean, month, year)
        if not chosen:
            return None
        return DateExpression(start, end, f"{chosen:04}-{month:02}", "part" if before else "month", limit)
    day = int(before["first"] or before["day"])
    when = day_of(sent, lean, day, month, year, _weekday_number(before))
    return DateExpression(start, end, when.isoformat(), "day", limit) if when else None


def _english(plain: str, position: int, name_end: int, month: int, sent: date | None) -> DateExpression | None:
    """ "March 5, 2021": the day stands behind the month."""
    found = _ENGLISH_DAY.match(plain, name_end)
    if found is None:
        return None
    limit = is_limit(plain, position)
    lean = _lean(plain, position, found.end(), limit=limit)
    when = day_of(sent, lean, int(found["day"]), month, year_written(found["year"]))
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
    """2020-11-27, 27-11-2020, 27/11/20, and "op 27/11"; "27.11" is a time, and 06-12 a telephone number."""
    match re.split(r"[-/.]", found[0]):
        case [year, month, day] if len(year) == len("2020"):
            return day_of(sent, "", int(day), int(month), year_written(year))
        case [day, month, year] if len(year) == len("2020"):
            return day_of(sent, "", int(day), int(month), year_written(year))
        case [day, month, year] if len(year) == len("20") and len(day) <= len("27") and "." not in found[0]:
            return day_of(sent, "", int(day), int(month), year_written(None, year))
        case [day, month] if "/" in found[0] and len(day) <= len("27"):
            if _NUMERIC_CUE.search(plain, max(found.start() - _REACH, 0), found.start()):
                lean = _lean(plain, found.start(), found.end(), limit=limit)
                return day_of(sent, lean, int(day), int(month), None)
    return None


def _weeks(plain: str, sent: date | None) -> Iterator[DateExpression]:
    for found in _WEEK.finditer(plain):
        if plain[found.start() - 1 : found.start()].isalnum():
            continue
        iso = week_of(sent, int(found["week"]), year_written(found["year"]))
        if iso is not None:
            yield DateExpression(*found.span(), iso, "week", is_limit(plain, found.start()))


def _named_days(plain: str, sent: date, words: AbstractSet[str]) -> Iterator[DateExpression]:
    for word in _DAYS_AHEAD.keys() & words:
        for start in places(plain, word):
            if word != "morgen" or not _NOT_TOMORROW.search(plain, max(start - 8, 0), start):
                day = later(sent, _DAYS_AHEAD[word], "dag").isoformat()
                limit = is_limit(plain, start)
                yield DateExpression(start, start + len(word), day, "day", limit, ahead=True)


def _bare_weekdays(plain: str, sent: date, words: AbstractSet[str]) -> Iterator[DateExpression]:
    """A weekday without a date; after "elke" or "op" it is a habit, and in a story it is not known which."""
    for name in _WEEKDAY_WORDS.keys() & words:
        for position in places(plain, name):
            end = position + len(name)
            before = _BEFORE_WEEKDAY.search(plain, max(position - 24, 0), position)
            after = _AFTER_WEEKDAY.match(plain, end)
            beside = (before and before["word"]) or (after and after["word"]) or ""
            if not beside and ((before and before["habit"]) or _PAST.search(_clause(plain, position, end))):
                continue
            start = before.start() if before and before["word"] else position
            end = after.end() if after else end
            when = weekday_of(sent, _WEEKDAY_WORDS[name], _week_word(beside))
            yield DateExpression(start, end, when.isoformat(), "day", is_limit(plain, start))


def _week_word(beside: str) -> str:
    """The word beside a weekday, in the terms of the calendar."""
    if beside.startswith("j") or beside == "afgelopen":
        return "vorige"
    return re.sub(r"\s+", " ", beside)


def _terms(plain: str, sent: date) -> Iterator[DateExpression]:
    for found in _TERM.finditer(plain):
        if plain[found.start() - 1 : found.start()].isalnum() or found["after"] not in _FROM_SENDING:
            continue  # counted from a day that is not known
        count = int(found["count"]) if found["count"].isdigit() else _NUMBERS[found["count"]]
        when = later(sent, count, found["unit"].replace("weken", "week"))
        yield DateExpression(*found.span(), when.isoformat(), "day", limit=True, term=True)


def is_limit(plain: str, start: int) -> bool:
    """Whether the words before a date make it the end of something."""
    return _LIMIT.search(plain, max(start - _REACH, 0), start) is not None


def _lean(plain: str, start: int, end: int, *, limit: bool, mark: str | None = None) -> Lean:
    """Whether a date without a year looks ahead or back."""
    if mark:
        return "past" if mark.startswith("j") else "future"
    past = _PAST.search(_clause(plain, start, end)) is not None
    if limit:
        return "" if past else "future"
    return "past" if past else ""


def _clause(plain: str, start: int, end: int) -> str:
    """The words round a date, up to the ends of its sentence."""
    before, after = plain[max(start - 100, 0) : start], plain[end : end + 80]
    begin = max(before.rfind(mark) for mark in _CLAUSE_ENDS) + 1
    stop = min((cut for mark in _CLAUSE_ENDS if (cut := after.find(mark)) >= 0), default=len(after))
    return f"{before[begin:]} {after[:stop]}"


def _weekday_number(before: re.Match[str]) -> int | None:
    if before["weekday"]:
        return _WEEKDAYS.index(before["weekday"])
    return _WEEKDAYS_IN_SHORT.index(before["short"]) if before["short"] else None
