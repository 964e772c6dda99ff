"""Days that are named by their number in the month alone: woensdag de 27e, vóór de 27e."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from reader.actions.calendar import day_of, day_of_month, first_day, later
from reader.actions.cues import is_limit, lean
from reader.actions.expression import DateExpression

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

ORDINALS = frozenset(f"{day}{ending}" for day in range(1, 32) for ending in ("e", "ste", "de"))
_NUMBERED_DAY = re.compile(
    r"(?<!\w)(?:de|onze)\s+(?P<day>\d{1,2})(?P<day_end>e|ste|de)"
    r"(?:(?=(?P<mark>\s*+[.,;:?!)]|\s*+$|\s++(?:en|of|t/m)\s++(?:de\s++)?\d))"
    r"|(?=\s+(?P<word>(?:om|en|of|niet|zelf|ook|nog|al|wel|even|weer|vast|dan|er|graag|hier|daar|maar|want|dus|samen|door"
    r"|aan|bij|in|met|na|naar|op|over|rond|tegen|terug|tot|tussen|uit|vanaf|voor|alsnog|pas|thuis|vrij|weg|aanwezig|afwezig|iets|niets"
    r"|gewoon|zeker|te|kan|kunnen|kunt|is|ben|bent|zijn|zit|zitten|staat|moet|moeten|wordt|worden|komt|komen|gaat|gaan|lukt|past|haal|halen|test|onze|mijn"
    r"|hebben\s+(?:we|wij)|heb\s+ik|zou|zouden|zal|zullen|ik|wij|we|u|je|jullie|van\s+(?:deze|volgende|die)\s+maand|van\s+(?:ons|mij|jullie|u))(?!\w)))"
    r"|(?=\s+\w))"
)
_BEFORE_NUMBER = re.compile(
    r"(?:^|[.!?]\s+|\n|(?<!\w)(?:op|voor|v[oó][oó]r|tot|t/m|uiterlijk|vanaf|van|dan|is|er|kunt\s+u|kun\s+je|kan|kunnen\s+jullie)\s+)$"
)
# What ends on a day may have any word behind it, but for things that have numbers too.
_ENDS_ON = re.compile(r"(?<!\w)(?:v[oó][oó]r|uiterlijk(?:\s+op)?|niet\s+later\s+dan)\s+$")
_HAS_NUMBERS = re.compile(
    r"\s+(?:editie|zitting|man|kandidaat|bijlage|deelnemer|bezoeker|keer|maal|verdieping|\w*eeuw\w*|jaargang|verjaardag|ronde|druk|klas|plaats|jaar|week|maand|versie|lustrum|lid|volzin|alinea"
    r"|zin|regel|stap|etage|wijziging|plek|positie|uitgave|nummer|internationale|nationale|landelijke|open|achtereenvolgende|\w*dag|\w*congres|\w*symposium|\w*quiz|\w*prijs|\w*loop|\w*toernooi|\w*vergadering|\w*bijeenkomst)(?!\w)"
)
_SHORT_WAY = 20  # characters
_BESIDE = 60  # characters between a month and a day in it
_ENDS = (". ", "? ", "! ", "\n\n")  # of a sentence
_FEW = 3  # "de 3e" is rather the third of some things, and "de 17e" a day
_MONTHS_AHEAD = 6


def numbered_days(plain: str, sent: date, written: Sequence[DateExpression]) -> Iterator[DateExpression]:
    """As in "op de 27e"; not in "op de 27e verdieping".  A day to come with that number that is written out is meant."""
    written = sorted(written)
    numbered = _by_number(written, sent)
    for found in _NUMBERED_DAY.finditer(plain):
        if not _is_day(plain, found):
            continue
        start, end = found.start(), found.end("day_end")
        month = _month_before(plain, start, int(found["day"]), written, sent)
        if month is not None:
            when = day_of(None, "", day=int(found["day"]), month=month.month, year=month.year)
            if when is not None:
                yield DateExpression(start, end, when.isoformat(), "day", is_limit(plain, start))
            continue
        same = numbered.get(int(found["day"]))
        if same:
            after = bisect_left(same, start, key=lambda one: one.start)
            beside = same[max(after - 1, 0) : after + 1]
            nearest = min(beside, key=lambda one: abs(one.start - start))
            yield DateExpression(start, end, nearest.iso, "day", is_limit(plain, start))
        else:
            yield from day_numbered(plain, start, found, sent)


def _month_before(
    plain: str, start: int, number: int, written: Sequence[DateExpression], sent: date
) -> date | None:
    """The month that is spoken of just before: "begin oktober, en niet later dan de 14e", "8 november is de zaal vrij, de 15e niet"."""
    before = bisect_left(written, start, key=lambda one: one.start) - 1
    if before < 0 or start - written[before].end > _BESIDE or written[before].precision == "week":
        return None
    if any(mark in plain[written[before].end : start] for mark in _ENDS):
        return None
    first = first_day(written[before].iso)
    by_day = written[before].precision == "day"
    goes_on = first >= sent and number > first.day if by_day else first >= sent.replace(day=1)
    return first if goes_on else None


def day_numbered(
    plain: str, start: int, found: re.Match[str], sent: date, *, weekday: int | None = None
) -> Iterator[DateExpression]:
    """The day with the number that was found, in this month or one beside it; none where there is no such day."""
    end, limit = found.end("day_end"), is_limit(plain, start)
    when = day_of_month(sent, lean(plain, start, end, limit=limit), int(found["day"]), weekday)
    if when is not None:
        yield DateExpression(start, end, when.isoformat(), "day", limit)


def _is_day(plain: str, found: re.Match[str]) -> bool:
    """Whether a number is that of a day, by what stands round it."""
    before = max(found.start() - _SHORT_WAY, 0)
    if found["word"] is None and found["mark"] is None:
        ends = _ENDS_ON.search(plain, before, found.start()) is not None
        return ends and _HAS_NUMBERS.match(plain, found.end("day_end")) is None
    if int(found["day"]) > _FEW and found["mark"] is None:  # "de 18e en 19e eeuw" is none
        return True
    return _BEFORE_NUMBER.search(plain, before, found.start()) is not None


def _by_number(written: Sequence[DateExpression], sent: date) -> Mapping[int, Sequence[DateExpression]]:
    """The days to come by their number in the month, each in order; who names one by that alone does not look further ahead."""
    furthest = later(sent, _MONTHS_AHEAD, "maand")
    by_number: dict[int, list[DateExpression]] = {}
    for one in written:
        if one.precision == "day":
            when = first_day(one.iso)
            if sent <= when <= furthest:
                by_number.setdefault(when.day, []).append(one)
    return by_number
