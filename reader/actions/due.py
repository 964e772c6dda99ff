"""By which day an action is to be done, where its sentence does not name that day for what it is (limits).

een week van tevoren, dus op 2 december                     one that its words come to
binnen deze termijn · tot dan · tegelijk met uw aanmelding    one that was named before
vóór die avond · een week van tevoren                       one that follows from the meeting that it is about
"""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import timedelta
from typing import TYPE_CHECKING

from reader.actions.calendar import first_day
from reader.actions.expression import DateExpression
from reader.actions.relative import NUMBERS
from reader.actions.signs import MEETING
from reader.actions.weekdays import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Container, Sequence
    from collections.abc import Set as AbstractSet
    from datetime import date

    from reader.actions.matching import Asked
    from reader.actions.reading import Reading

_LEANS_BACK = 600  # characters: as far back as "deze termijn" can mean a date
_NEAR = 1_500  # characters: as far back as "die stemming" can mean one
_BESIDE = 100  # characters between words that belong together
_ABOUT = 60  # characters between a meeting and its day
_DAYS_A_WEEK = 7
_LONGEST_ROW = 200  # characters of a table

_ITS_DAY = re.compile(r"\s*(?:(?P<bracket>\()|,?\s(?:van|op))\s*")
_ENDS = re.compile(r"(?<!\w)(?:einde?|sluit\w*|tot|t/m)(?!\w)")
_CELLS = re.compile(r"\t|\|| {2}")  # between two cells
_LONG_WORD = re.compile(r"\w{5,}")
_THAT_TERM = re.compile(
    rf"(?<!\w)(?:(?:binnen|gedurende|(?P<during>in)|tijdens|tot)\s+(?:het\s+einde?\s+van\s+)?(?:(?:deze|die|(?:de\s+)?(?:genoemde|bovengenoemde|gestelde))\s+"
    rf"(?:(?:\d{{1,2}}|{'|'.join(NUMBERS)})\s+)?(?:periode|termijn|weken)|de\s+termijn)"
    r"|(?<!na\s)(?<!ná\s)(?<!van\s)de\s+sluitingsdatum|daarvóór|(?:tot|v[oó]ór)\s+het\s+einde?\s+van\s+de\s+(?:consultatie|inspraak|inzage|terinzagelegging))(?!\w)"
)
_TERM = re.compile(r"(?<!\w)\w*(?:termijn|periode)(?!\w)")
_THEN = re.compile(
    r"(?<!\w)(?:(?:tot|v[oó][oó]r|uiterlijk)\s+(?:(?:op\s+)?(?:die|deze|dezelfde|diezelfde)\s+(?:tijd|dag|datum)|dan|dat\s+moment)|die\s+tijd)(?!\w)"
)
_ALONG = re.compile(r"(?<!\w)(?:te)?gelijk(?:ertijd|tijdig)?\s+met(?!\w)")
_BEFORE_MEETING = re.compile(
    r"(?<!\w)(?:(?:v[oó]ór|vóor|voorafgaand\s+aan|tot\s+aan)\s+(?:de|het)|(?:v[oó][oó]r|tot)\s+(?:die|deze|dat))"
    r"\s+(?:(?:start|begin|aanvang)\s+van\s+(?:de|het)\s+)?"
    rf"(?P<meeting>{MEETING})(?!\w)"
)
_COUNTED = re.compile(
    rf"(?<!\w)(?:(?P<count>\d{{1,2}}|{'|'.join(NUMBERS)})\s+(?P<unit>dag|week|weken)(?:en)?|de\s+(?P<weekday>{'|'.join(WEEKDAYS)}))"
    rf"\s+(?:(?:van\s+)?te\s?voren|ervoor|daarvoor|eraan\s+voorafgaand|voorafgaand|v[oó][oó]r\s+(?:de|het|die|dat|onze|ons)\s+(?P<meeting>{MEETING}))(?!\w)"
)
_KEEPS_FREE = re.compile(r"(?<!\w)(?:vrij|vrij\w*houd\w*|vrijmaken|\w*reserve\w*)(?!\w)")
# "De vrijdag ervoor (7 mei)", "voor het eind van de week, dus vrijdag 12 november".
_COUNTED_OUT = re.compile(
    r"(?:(?:ervoor|daarvoor|te\s?voren)\s*[(,]\s*(?:dus\s+)?(?:op\s+)?|[(,]\s*(?:dus|oftewel|namelijk|te\s+weten)\s+(?:op\s+)?)$"
)
_GETS = re.compile(r"(?<!\w)(?:ontvangt|krijgt)(?!\w)")


def counted_out(
    one: Asked, signs: AbstractSet[str], reading: Reading, days: Container[str]
) -> DateExpression | None:
    """The day that is counted from a date beside it, or that the words before it come to.

    "Een week voor de vergadering van 28 mei" is 21 May.  Between brackets may stand the meeting or what the words come to: the latter where
    they do so from another of the `days`, and where no meeting is named, as in "een week van tevoren (28 mei)".
    """
    start, end, _ = one.sentence
    inside = between(reading.dates, start, end)
    for found in inside:
        if _COUNTED_OUT.search(reading.plain, max(found.start - _BESIDE, start), found.start):
            return found
    counted = _counting(one, signs)
    if counted is None or not counted["meeting"]:
        return None
    for found in inside:
        beside = _ITS_DAY.fullmatch(reading.plain, start + counted.end(), found.start)
        if beside is not None and found.precision == "day":
            if beside["bracket"] and _is_reached(first_day(found.iso), counted, days):
                return found
            return _day_counted(one, counted, found)
    return None


def until(one: DateExpression) -> DateExpression:
    """The last one, where several days are named together."""
    return one._replace(iso=one.last) if one.last else one


def leaned_on(one: Asked, signs: AbstractSet[str], reading: Reading) -> DateExpression | None:
    """A day that was named before: "binnen deze termijn", "tot dan"."""
    start, _, sentence = one.sentence
    term = _THAT_TERM.search(sentence) if "term" in signs else None
    if term and (one.kind == "consultation" or not term["during"]):
        if (found := _in_a_table(one, reading)) is not None:
            return found
        before = between(reading.dates, start - _LEANS_BACK, start)
        limits = [date for date in before if date.limit]
        of_term = [date for date in limits if _TERM.search(reading.plain, date.start - _BESIDE, date.start)]
        found = next(reversed(of_term or limits or before), None)
        return found and until(found)
    if "then" in signs and (then := _THEN.search(sentence)) is not None:
        before = between(reading.dates, start - _LEANS_BACK, start + then.start())
        return next(
            (date for date in reversed(before) if not date.ahead), None
        )  # "vandaag" is not "die datum"
    return None


def _in_a_table(one: Asked, reading: Reading) -> DateExpression | None:
    """The date in the row that speaks most of the same, and rather of an end than not: "einde consultatie | 11 januari"."""
    start, end, sentence = one.sentence
    words = set(_LONG_WORD.findall(sentence))
    found, most = None, (False, 0)
    for date in between(reading.dates, start - _LEANS_BACK, end + _LEANS_BACK):
        if start <= date.start < end:
            continue
        row = _row(reading.plain, date)
        same = len(words.intersection(_LONG_WORD.findall(row)))
        speaks = (date.limit or _ENDS.search(row) is not None, same)
        if same and speaks > most:
            found, most = date, speaks
    return found


def _row(plain: str, date: DateExpression) -> str:
    """The line with a date, where it is the row of a table; else ""."""
    first = plain.rfind("\n", max(date.start - _LONGEST_ROW, 0), date.start) + 1
    row = plain[first : max(plain.find("\n", date.end, date.end + _LONGEST_ROW), date.end)]
    return row if len(row) < _LONGEST_ROW and (first == date.start or _CELLS.search(row)) else ""


def goes_along(one: Asked, signs: AbstractSet[str]) -> bool:
    """Whether it is to be done with what was asked before."""
    return "along" in signs and _ALONG.search(one.sentence.plain) is not None


def leans_on_a_meeting(one: Asked, signs: AbstractSet[str]) -> bool:
    """Whether it is to be done before a meeting: "vóór die avond", "een week van tevoren"."""
    return _counting(one, signs) is not None or (
        "meeting" in signs and _BEFORE_MEETING.search(one.sentence.plain) is not None
    )


def due_before(
    one: Asked, signs: AbstractSet[str], event: DateExpression | None, reading: Reading
) -> DateExpression | None:
    """The day that follows from the meeting: a meeting that is named, else the `event`.

    A day that is counted from it is a date of its own.
    """
    start, _, sentence = one.sentence
    counted = _counting(one, signs)
    if counted and event and event.precision == "day" and not _GETS.search(sentence, 0, counted.start()):
        return _day_counted(one, counted, event)
    found = _BEFORE_MEETING.search(sentence) if "meeting" in signs else None
    if found is None or (event is not None and event.start >= start + found.start()):
        return None
    for date in reversed(between(reading.dates, start - _NEAR, start)):
        if (
            not date.limit
            and found["meeting"] in reading.plain[max(date.start - _ABOUT, 0) : date.end + _ABOUT]
        ):
            return date
    return event


def _counting(one: Asked, signs: AbstractSet[str]) -> re.Match[str] | None:
    """The words that count back from a meeting; "een dag voor de excursie vrijhouden" is a length of time."""
    found = _COUNTED.search(one.sentence.plain) if "counted" in signs else None
    return None if found and found["meeting"] and _KEEPS_FREE.search(one.sentence.plain) else found


def _day_counted(one: Asked, counted: re.Match[str], event: DateExpression) -> DateExpression:
    iso = _counted(first_day(event.iso), counted).isoformat()
    start = one.sentence.start
    return DateExpression(start + counted.start(), start + counted.end(), iso, "day", limit=True)


def _is_reached(day: date, counted: re.Match[str], days: Container[str]) -> bool:
    """Whether counting back from one of the days leads to this one."""
    ahead = range(1, _DAYS_A_WEEK + 1) if counted["weekday"] else [_days_of(counted)]
    events = (day + timedelta(number) for number in ahead)
    return any(event.isoformat() in days and _counted(event, counted) == day for event in events)


def _counted(event: date, found: re.Match[str]) -> date:
    if found["weekday"]:
        ahead = (event.weekday() - WEEKDAYS.index(found["weekday"])) % _DAYS_A_WEEK or _DAYS_A_WEEK
        return event - timedelta(ahead)
    return event - timedelta(_days_of(found))


def _days_of(found: re.Match[str]) -> int:
    count = int(found["count"]) if found["count"].isdigit() else NUMBERS[found["count"]]
    return count if found["unit"] == "dag" else count * _DAYS_A_WEEK


def between(dates: Sequence[DateExpression], first: int, last: int) -> Sequence[DateExpression]:
    """The dates that begin at `first` or later, and before `last`."""
    return dates[bisect_left(dates, first, key=_start) : bisect_left(dates, last, key=_start)]


def _start(one: DateExpression) -> int:
    return one.start
