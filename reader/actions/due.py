"""By which day an action is to be done.

uiterlijk 3 maart · de lijst hebben wij maandag nodig      a limit in the sentence, or a day on which something is needed
binnen deze termijn · tot dan · tegelijk met uw aanmelding    one that was named before
vóór die avond · een week van tevoren                       one that follows from the meeting that it is about
"""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import timedelta
from typing import TYPE_CHECKING

from reader.actions.calendar import first_day
from reader.actions.cues import ends_there, is_beginning
from reader.actions.expression import DateExpression
from reader.actions.relative import NUMBERS, WEEKDAYS
from reader.actions.signs import MEETING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet
    from datetime import date

    from reader.actions.matching import Asked
    from reader.actions.reading import Reading

_ASKS = ("request", "deadline", "forward", "consultation")
_LEANS_BACK = 600  # characters: as far back as "deze termijn" can mean a date
_NEAR = 1_500  # characters: as far back as "die stemming" can mean one
_BESIDE = 100  # characters between words that belong together
_ABOUT = 60  # characters between a meeting and its day
_JUST_BEFORE = 25
_DAYS_A_WEEK = 7

# What is to have arrived on a day.
_NEEDED = re.compile(
    r"(?<!\w)(?:in\s+(?:mijn|ons)\s+bezit|nodig|te\s+(?:mailen|sturen|zenden|leveren|bezorgen|ontvangen|vernemen)|(?<!aan\s)te\s+horen"
    r"|(?:bij\s+(?:ons|mij)\s+)?terug\s+(?:te\s+zijn|hebben|zijn)|(?:rond|klaar|in\s+handen|in\s+huis)\s+(?:te\s+)?hebben|in\s+handen\s+(?:heb|hebben)"
    r"|(?:ontvang|ontvangt|ontvangen|zie|zien|verwacht|verwachten)\s+(?:(?:we|wij|ik|het\s+\w+)\s+)?(?:(?:het|ze|die|dat|uw\s+\w+)\s+)?(?:graag|het\s+liefst|liefst)|verwacht"
    r"|(?:aan|toe|in|terug|op|na)\s?te\s?(?:leveren|zenden|sturen)|(?:moeten|moet|willen|wil|graag)\s+(?:[\w-]+\s+){0,4}weten"
    r"|stuur|stuurt|mail|mailt|mailen|lever|levert|sturen|(?:aan|toe|in|op|na|terug)(?:leveren|sturen|zenden|geleverd|gestuurd|gemaild)"
    r"|geef\s+in|doorgeven|hoor\s+(?:ik\s+)?graag|horen\s+(?:wij|we)|bekend|compleet|reageren|reageer|antwoord|antwoorden|terugkoppelen|bellen|bel|tegemoet|binnen(?=[.,;!?]|\s+(?:zijn|is|hebben|heeft|heb|krijgen|komen|moeten|willen)(?!\w)))(?!\w)"
)
_BESIDE_IT = re.compile(r"(?<!\w)(?:of|wie|welke|wat|hoeveel|waar|die|dat|voor|over|van)(?!\w)[^,;:]*$")
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
_FOR = re.compile(r"(?<!\w)voor(?:\s+(?:de|het))?\s+$")
_STRICT = re.compile(r"(?<!\w)(?:uiterlijk|v[óo]ór|vóor|voór|niet\s+later\s+dan)\s+(?:(?:op|de|het)\s+)*$")
_PERIOD = re.compile(
    r"(?<!\w)periode\s+(?:van\s+)?\S[^.;:]{2,40}\s(?:tot(?:\s+en\s+met)?|t/m|en)\s+(?:\w+dag\s+)?$"
)
_GETS = re.compile(r"(?<!\w)(?:ontvangt|krijgt)(?!\w)")


def due_day(one: Asked, signs: AbstractSet[str], reading: Reading) -> DateExpression | None:
    """The day that is written in the sentence, or that its words lean back on; "morgen" in a request is one as well."""
    start, end, sentence = one.sentence
    inside = between(reading.dates, start, end)
    limits = [
        found
        for found in inside
        if (found.limit and not _is_no_limit(found, one, reading))
        or (found.ahead and one.kind in ("request", "forward") and not _beside_it(found, start, reading))
    ]
    for found in inside:
        if _COUNTED_OUT.search(reading.plain, max(found.start - _BESIDE, start), found.start):
            return found
    if limits:
        return next((found for found in limits if _is_strict(found, reading)), limits[0])
    if inside and one.kind in _ASKS and (needed := _NEEDED.search(sentence)) is not None:
        for found in inside:
            if _is_needed(found, start, start + needed.end(), reading):
                return _until(found)
    return _leaned_on(one, signs, reading)


def _is_strict(found: DateExpression, reading: Reading) -> bool:
    """Whether a limit can be nothing else: "uiterlijk donderdag", "woensdag voor 17.00 uur"."""
    before = max(found.start - _JUST_BEFORE, 0)
    return (
        ends_there(reading.plain, found.end) or _STRICT.search(reading.plain, before, found.start) is not None
    )


def _is_for(found: DateExpression, reading: Reading) -> bool:
    """Whether a limit may as well be what something is for: "de agenda voor 3 september"."""
    return _FOR.search(reading.plain, max(found.start - _JUST_BEFORE, 0), found.start) is not None


def _is_no_limit(found: DateExpression, one: Asked, reading: Reading) -> bool:
    """Whether a date looks like a limit, and is over, or the end of a period that is asked about, or a day that the message tells of."""
    if reading.sent is not None and found.precision == "day" and first_day(found.iso) < reading.sent:
        return True
    if one.kind == "request" and _PERIOD.search(reading.plain, one.sentence.start, found.start):
        return True
    return _is_for(found, reading) and any(
        other.iso == found.iso and not other.limit for other in reading.dates
    )


def _until(one: DateExpression) -> DateExpression:
    """The last one, where several days are named together."""
    return one._replace(iso=one.last) if one.last else one


def _is_needed(one: DateExpression, start: int, needed: int, reading: Reading) -> bool:
    """Whether something is needed on a day to come; on another one than a day only where the two stand side by side."""
    plain, sent = reading.plain, reading.sent
    if sent is not None and first_day(one.iso) <= sent:
        return False
    if one.precision != "day":
        apart = plain[min(needed, one.start) : max(needed, one.start)]
        if len(apart) > _BESIDE or any(mark in apart for mark in ";:?,"):
            return False
    between_them = needed if needed < one.start else max(one.start - _JUST_BEFORE, start)
    return not is_beginning(plain, one.start) and not _beside_it(one, between_them, reading)


def _beside_it(one: DateExpression, after: int, reading: Reading) -> bool:
    """Whether a date stands in a clause of its own."""
    return _BESIDE_IT.search(reading.plain, after, one.start) is not None


def _leaned_on(one: Asked, signs: AbstractSet[str], reading: Reading) -> DateExpression | None:
    start, _, sentence = one.sentence
    term = _THAT_TERM.search(sentence) if "term" in signs else None
    if term and (one.kind == "consultation" or not term["during"]):
        before = between(reading.dates, start - _LEANS_BACK, start)
        limits = [date for date in before if date.limit]
        of_term = [date for date in limits if _TERM.search(reading.plain, date.start - _BESIDE, date.start)]
        found = next(reversed(of_term or limits or before), None)
        return found and _until(found)
    if "then" in signs and (then := _THEN.search(sentence)) is not None:
        return next(reversed(between(reading.dates, start - _LEANS_BACK, start + then.start())), None)
    return None


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
        iso = _counted(first_day(event.iso), counted).isoformat()
        return DateExpression(start + counted.start(), start + counted.end(), iso, "day", limit=True)
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


def _counted(event: date, found: re.Match[str]) -> date:
    if found["weekday"]:
        ahead = (event.weekday() - WEEKDAYS.index(found["weekday"])) % _DAYS_A_WEEK or _DAYS_A_WEEK
        return event - timedelta(ahead)
    count = int(found["count"]) if found["count"].isdigit() else NUMBERS[found["count"]]
    return event - timedelta(count if found["unit"] == "dag" else count * _DAYS_A_WEEK)


def between(dates: Sequence[DateExpression], first: int, last: int) -> Sequence[DateExpression]:
    """The dates that begin at `first` or later, and before `last`."""
    return dates[bisect_left(dates, first, key=_start) : bisect_left(dates, last, key=_start)]


def _start(one: DateExpression) -> int:
    return one.start
