"""Dates that are named from the day of sending: morgen, komende vrijdag, binnen twee weken."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import chain
from typing import TYPE_CHECKING

from reader.actions.calendar import day_of_month, first_day, later, month_beside, week_round, weekday_of
from reader.actions.cues import ends_there, is_limit, lean, tells
from reader.actions.expression import DateExpression
from reader.actions.plain import places

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from datetime import date

    from reader.actions.action import Precision


WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")

_PARTS_OF_DAY = ("", "ochtend", "morgen", "middag", "avond")
WEEKDAY_WORDS = {day + part: number for number, day in enumerate(WEEKDAYS) for part in _PARTS_OF_DAY}
_DAYS_AHEAD = {
    word: days
    for days, words in enumerate(
        (
            ("vandaag", "vanmiddag", "vanavond"),
            ("morgen", "morgenochtend", "morgenmiddag", "morgenavond"),
            ("overmorgen",),
        )
    )
    for word in words
}
NUMBERS = {
    name: number
    for number, name in (
        *enumerate(("een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien"), start=1),
        (1, "één"),
        (12, "twaalf"),
        (14, "veertien"),
        (30, "dertig"),
    )
}

_AFTER_WEEKDAY = re.compile(r"\s+(?P<word>a\.?s\.?|j\.?l\.?|aanstaande|volgende\s+week)(?!\w)")
_BEFORE_WEEKDAY = re.compile(
    r"(?<!\w)(?:(?P<word>komende|a\.s\.|aanstaande|aankomende|eerstvolgende|deze\s+week|deze|volgende\s+week|afgelopen|vorige\s+week|vorige)"
    r"|(?P<habit>elke|iedere|eerste|tweede|derde|laatste|op|'s|en|of|tot\s+en\s+met|t/m|de|een))\s+$"
)
_NUMBERED = re.compile(r",?\s+(?:de\s+)?(?P<day>\d{1,2})(?P<day_end>e|ste|de)(?!\w)")
_ORDINALS = frozenset(f"{day}{ending}" for day in range(1, 32) for ending in ("e", "ste", "de"))
_NUMBERED_DAY = re.compile(
    r"(?<!\w)de\s+(?P<day>\d{1,2})(?P<day_end>e|ste|de)"
    r"(?=\s*(?P<mark>[.,;:?!)]|$|\s+(?:en|of|t/m)\s+(?:de\s+)?\d)"
    r"|\s+(?:om|en|of|niet|zelf|ook|nog|al|wel|even|weer|vast|dan|er|graag|hier|daar|maar|want|dus|samen|door"
    r"|aan|bij|in|met|na|naar|op|over|rond|tegen|terug|tot|tussen|uit|vanaf|voor|al|alsnog|pas|thuis|vrij|weg|aanwezig|afwezig|iets|niets"
    r"|kan|kunnen|kunt|is|ben|bent|zijn|zit|zitten|staat|moet|moeten|wordt|worden|komt|komen|gaat|gaan|lukt|past|haal|halen|test|onze|mijn"
    r"|hebben\s+(?:we|wij)|heb\s+ik|zou|zouden|zal|zullen|ik|wij|we|u|je|jullie|van\s+(?:deze|volgende|die)\s+maand)(?!\w))"
)
_BEFORE_NUMBER = re.compile(
    r"(?:^|[.!?]\s+|\n|(?<!\w)(?:op|voor|v[oó][oó]r|tot|t/m|uiterlijk|vanaf|van|is|er|kunt\s+u|kun\s+je|kan|kunnen\s+jullie)\s+)$"
)
_FEW = 3  # "de 3e" is rather the third of some things, and "de 17e" a day
_MONTHS_AHEAD = 6
_MONTH_BESIDE = re.compile(
    r"(?<!\w)(?:(?P<still>nog\s+)|(?P<part>begin|medio|half|einde?)\s+(?:van\s+)?)?(?P<which>deze|volgende|komende|de)\s+$"
)
_WEEK_BESIDE = re.compile(
    r"(?<!\w)(?:(?:v[oó][oó]r|tegen|uiterlijk|tot)\s+(?:het\s+)?(?P<end>einde?\s+van\s+)|(?:nog|uiterlijk|graag)\s+)"
    r"(?P<which>deze|volgende|de)\s+$"
)
_NOT_TOMORROW = re.compile(r"(?:\w|goede\s|van\s|een\s|de\s|'s\s|op\s)$")
_TERM = re.compile(
    rf"(?:binnen|over)\s+(?:(?:de|een)\s+(?:\w+\s+)?termijn\s+van\s+)?(?P<count>\d{{1,3}}|{'|'.join(NUMBERS)})\s+(?P<unit>werkdag|dag|week|weken|maand)(?:en)?(?!\w)"
    r"(?:\s+na\s+(?:de\s+)?(?P<after>\w+)(?:\s+van\s+(?:deze|dit)\s+[\w-]+)?)?"
)
_FROM_SENDING = frozenset((None, "dagtekening", "verzending", "ontvangst", "heden", "vandaag"))

RELATIVE = _DAYS_AHEAD.keys() | WEEKDAY_WORDS.keys() | _ORDINALS | {"binnen", "over", "week", "maand"}


def relative_dates(
    plain: str, sent: date, words: AbstractSet[str], written: Sequence[DateExpression]
) -> Iterator[DateExpression]:
    """Those in a text in lower case that was sent on the day `sent`; `words` are those of `RELATIVE` in it, `written` other dates."""
    yield from _named_days(plain, sent, words)
    yield from _bare_weekdays(plain, sent, words)
    yield from _terms(plain, sent, words)
    if "maand" in words:
        yield from _months(plain, sent)
    if "week" in words:
        yield from _weeks(plain, sent)
    if not words.isdisjoint(_ORDINALS):
        yield from _numbered_days(plain, sent, written)


def _named_days(plain: str, sent: date, words: AbstractSet[str]) -> Iterator[DateExpression]:
    for word in _DAYS_AHEAD.keys() & words:
        for start in places(plain, word):
            if word != "morgen" or not _NOT_TOMORROW.search(plain, max(start - 8, 0), start):
                day = later(sent, _DAYS_AHEAD[word], "dag").isoformat()
                limit = is_limit(plain, start)
                yield DateExpression(start, start + len(word), day, "day", limit, ahead=True)


def _bare_weekdays(plain: str, sent: date, words: AbstractSet[str]) -> Iterator[DateExpression]:
    """A weekday without a date; after "elke" or "op" it is a habit, and in a story it is the last one."""
    for name in WEEKDAY_WORDS.keys() & words:
        for position in places(plain, name):
            end = position + len(name)
            if (numbered := _NUMBERED.match(plain, end)) is not None:
                yield from _numbered(plain, position, numbered, sent, weekday=WEEKDAY_WORDS[name])
                continue
            before = _BEFORE_WEEKDAY.search(plain, max(position - 24, 0), position)
            after = _AFTER_WEEKDAY.match(plain, end)
            beside = (before and before["word"]) or (after and after["word"]) or ""
            if not beside and before and before["habit"] and not ends_there(plain, end):
                continue
            start = before.start() if before and before["word"] else position
            limit = is_limit(plain, start)
            if not beside and not limit and tells(plain, position, end):
                beside = "vorige"
            end = after.end() if after else end
            when = weekday_of(sent, WEEKDAY_WORDS[name], _week_word(beside))
            yield DateExpression(start, end, when.isoformat(), "day", limit)


def _numbered_days(plain: str, sent: date, written: Sequence[DateExpression]) -> Iterator[DateExpression]:
    """As in "op de 27e"; not in "op de 27e verdieping".  A day to come with that number that is written out is meant."""
    numbered = _by_number(written, sent)
    for found in _NUMBERED_DAY.finditer(plain):
        before = max(found.start() - 12, 0)
        by_itself = int(found["day"]) > _FEW and found["mark"] is None  # "de 18e en 19e eeuw" is none
        if by_itself or _BEFORE_NUMBER.search(plain, before, found.start()):
            start, end = found.start(), found.end("day_end")
            same = numbered.get(int(found["day"]))
            if same:
                after = bisect_left(same, start, key=lambda one: one.start)
                beside = same[max(after - 1, 0) : after + 1]
                nearest = min(beside, key=lambda one: abs(one.start - start))
                yield DateExpression(start, end, nearest.iso, "day", is_limit(plain, start))
            else:
                yield from _numbered(plain, start, found, sent)


def _by_number(written: Sequence[DateExpression], sent: date) -> Mapping[int, Sequence[DateExpression]]:
    """The days to come by their number in the month, each in order; who names one by that alone does not look further ahead."""
    furthest = later(sent, _MONTHS_AHEAD, "maand")
    by_number: dict[int, list[DateExpression]] = {}
    for one in sorted(written):
        if one.precision == "day":
            when = first_day(one.iso)
            if sent <= when <= furthest:
                by_number.setdefault(when.day, []).append(one)
    return by_number


def _numbered(
    plain: str, start: int, found: re.Match[str], sent: date, *, weekday: int | None = None
) -> Iterator[DateExpression]:
    end, limit = found.end("day_end"), is_limit(plain, start)
    when = day_of_month(sent, lean(plain, start, end, limit=limit), int(found["day"]), weekday)
    if when is not None:
        yield DateExpression(start, end, when.isoformat(), "day", limit)


def _months(plain: str, sent: date) -> Iterator[DateExpression]:
    """As in "eind van deze maand" and "volgende maand"."""
    for position in places(plain, "maand"):
        found = _MONTH_BESIDE.search(plain, max(position - 30, 0), position)
        if found is None or (found["which"] == "de" and not found["part"]):
            continue
        iso = month_beside(sent, 0 if found["which"] in ("de", "deze") else 1)
        start = found.start("which") if found["still"] else found.start()
        limit = found["still"] is not None or is_limit(plain, start)
        precision: Precision = "part" if found["part"] else "month"
        yield DateExpression(start, position + len("maand"), iso, precision, limit)


def _weeks(plain: str, sent: date) -> Iterator[DateExpression]:
    """As in "voor het eind van de week" and "nog deze week"; else "deze week" says little of when."""
    for position in places(plain, "week"):
        found = _WEEK_BESIDE.search(plain, max(position - 40, 0), position)
        if found is not None and (found["end"] or found["which"] != "de"):
            start = found.start("end" if found["end"] else "which")
            iso = week_round(later(sent, 1 if found["which"] == "volgende" else 0, "week"))
            yield DateExpression(start, position + len("week"), iso, "week", limit=True)


def _week_word(beside: str) -> str:
    """The word beside a weekday, in the terms of the calendar."""
    if beside.startswith("j") or beside == "afgelopen":
        return "vorige"
    return re.sub(r"\s+", " ", beside)


def _terms(plain: str, sent: date, words: AbstractSet[str]) -> Iterator[DateExpression]:
    for position in chain(*(places(plain, word) for word in ("binnen", "over") if word in words)):
        found = _TERM.match(plain, position)
        if found is None or found["after"] not in _FROM_SENDING:
            continue  # no term, or counted from a day that is not known
        count = int(found["count"]) if found["count"].isdigit() else NUMBERS[found["count"]]
        when = later(sent, count, found["unit"].replace("weken", "week"))
        yield DateExpression(*found.span(), when.isoformat(), "day", limit=True, term=True)
