"""Dates that are named from the day of sending: morgen, nog deze week, eind volgende maand, nog dit jaar, binnen twee weken."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from reader.actions.calendar import later, month_beside, week_round, year_written
from reader.actions.cues import is_limit, tells
from reader.actions.expression import DateExpression
from reader.actions.feasts import workdays_later
from reader.actions.plain import places

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet
    from datetime import date

    from reader.actions.action import Precision


_SATURDAY = 5
_DAYS_AHEAD = {
    word: days
    for days, words in (
        (-2, ("eergisteren",)),
        (-1, ("gisteren", "gisterochtend", "gistermiddag", "gisteravond")),
        (0, ("vandaag", "vanochtend", "vanmiddag", "vanavond")),
        (1, ("morgen", "morgenochtend", "morgenmiddag", "morgenavond")),
        (2, ("overmorgen",)),
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

_MONTH_BESIDE = re.compile(
    r"(?<!\w)(?:(?P<still>nog\s+)|(?P<part>begin|medio|half|einde?)\s+(?:van\s+)?)?(?P<which>deze|volgende|komende|de|vorige|afgelopen)\s+$"
)
_MONTHS_BESIDE = {"volgende": 1, "komende": 1, "vorige": -1, "afgelopen": -1}
_WEEK_BESIDE = re.compile(
    r"(?<!\w)(?:(?:v[oó][oó]r|tegen|uiterlijk|tot)\s+(?:het\s+)?(?P<part>(?P<end>einde?)\s+van\s+)|(?:nog|uiterlijk|graag)\s+)"
    r"(?P<which>deze|volgende|de)\s+$"
)
_THIS_WEEK = re.compile(
    r"(?<!\w)(?:(?P<part>begin|(?P<end>einde?))\s+(?:van\s+)?)?(?P<which>deze|volgende)\s+$"
)
_WEEKDAY_BEHIND = re.compile(r"\s+\w{3,6}dag")
_YEAR_BESIDE = re.compile(
    r"(?<!\w)(?:(?P<end>einde?)\s+(?:van\s+)?(?:het|dit)|(?:(?P<still>nog)\s+)?(?<!van\s)(?P<this>dit))\s+$"
)
_YEAR_BEHIND = re.compile(r"\s+(?P<year>\d{4})(?![.,]?\d)")
# "Wilt u dit vandaag nog doen?" has a limit, "waarom u vandaag nog niet antwoordt" and "bent u vandaag nog bereikbaar?" have none.
_STILL = re.compile(
    r"\s+nog(?!\w)(?!\s+(?:niet|niets|niks|geen|niemand|nooit|steeds|altijd|iets|bereikbaar|aanwezig|beschikbaar|open|vrij|tijd|plaats|plek|ruimte)(?!\w))"
)
_STILL_BEFORE = re.compile(r"(?<!\w)nog\s+$")
_OTHER_WEEK = re.compile(r"\s+(?:van\s+(?:\w+\s+)?)?\d")  # then the number says which one
_NOT_TOMORROW = re.compile(r"(?:\w|goede\s|van\s|een\s|de\s|'s\s|op\s)$")
_TERM = re.compile(
    rf"(?:binnen|over)\s+(?:(?:de|een)\s+(?:\w+\s+)?termijn\s+van\s+)?(?P<count>\d{{1,3}}|{'|'.join(NUMBERS)})\s+(?P<unit>werkdag|dag|week|weken|maand)(?:en)?(?!\w)"
    r"(?:\s+na\s+(?:de\s+)?(?P<after>\w+)(?:\s+van\s+(?:deze|dit)\s+[\w-]+)?)?"
)
# "de termijn bedraagt twaalf weken na verzending van deze brief", "tot acht weken na dagtekening"
_COUNTED = re.compile(
    rf"(?<!\w)(?P<count>\d{{1,3}}|{'|'.join(NUMBERS)})\s+(?P<unit>werkdag|dag|week|weken|maand)(?:en)?\s+na\s+(?:de\s+)?$"
)
_LONGEST_COUNT = len("veertien werkdagen na de ") + 5
_LETTER = re.compile(r"\s+van\s+(?:deze|dit)\s+[\w-]+")
_SENDING = frozenset(("dagtekening", "verzending", "heden"))
_FROM_SENDING = frozenset((None, "dagtekening", "verzending", "ontvangst", "heden", "vandaag"))

RELATIVE = _DAYS_AHEAD.keys() | _SENDING | {"binnen", "over", "week", "maand", "jaar"}


def relative_dates(plain: str, sent: date, words: AbstractSet[str]) -> Iterator[DateExpression]:
    """Those in a text in lower case that was sent on the day `sent`; `words` are those of `RELATIVE` in it."""
    yield from _named_days(plain, sent, words)
    yield from _terms(plain, sent, words)
    if "maand" in words:
        yield from _months(plain, sent)
    if "week" in words:
        yield from _weeks(plain, sent)
    if "jaar" in words:
        yield from _years(plain, sent)


def _named_days(plain: str, sent: date, words: AbstractSet[str]) -> Iterator[DateExpression]:
    for word in _DAYS_AHEAD.keys() & words:
        for start in places(plain, word):
            if word != "morgen" or not _NOT_TOMORROW.search(plain, max(start - 8, 0), start):
                day = later(sent, _DAYS_AHEAD[word], "dag").isoformat()
                end = start + len(word)
                limit = is_limit(plain, start) or _is_still(plain, start, end)
                yield DateExpression(start, end, day, "day", limit, ahead=True)


def _is_still(plain: str, start: int, end: int) -> bool:
    """Whether "nog" stands beside a day: "wilt u dit vandaag nog doen?"."""
    return _STILL.match(plain, end) is not None or bool(
        _STILL_BEFORE.search(plain, max(start - len("nog  "), 0), start)
    )


def _months(plain: str, sent: date) -> Iterator[DateExpression]:
    """As in "eind van deze maand" and "volgende maand"."""
    for position in places(plain, "maand"):
        found = _MONTH_BESIDE.search(plain, max(position - 30, 0), position)
        if found is None or (found["which"] == "de" and not found["part"]):
            continue
        iso = month_beside(sent, _MONTHS_BESIDE.get(found["which"], 0))
        start = found.start("which") if found["still"] else found.start()
        limit = found["still"] is not None or is_limit(plain, start)
        precision: Precision = "part" if found["part"] else "month"
        yield DateExpression(start, position + len("maand"), iso, precision, limit)


def _weeks(plain: str, sent: date) -> Iterator[DateExpression]:
    """As in "voor het eind van de week" and "nog deze week", which end something; "deze week" is one that is not told of."""
    for position in places(plain, "week"):
        found = _WEEK_BESIDE.search(plain, max(position - 40, 0), position)
        limit = found is not None and bool(found["end"] or found["which"] != "de")
        if not limit:
            found = _THIS_WEEK.search(plain, max(position - 40, 0), position)
        end = position + len("week")
        if found is not None and not (_WEEKDAY_BEHIND.match(plain, end) or _OTHER_WEEK.match(plain, end)):
            start = found.start("part" if found["part"] else "which")
            # Who writes on a weekend means the end of the next week.
            ahead = found["which"] == "volgende" or (found["end"] and sent.weekday() >= _SATURDAY)
            iso = week_round(later(sent, 1 if ahead else 0, "week"))
            limit = limit or is_limit(plain, start)
            if limit or not tells(plain, start, end):
                yield DateExpression(start, end, iso, "week", limit)


def _years(plain: str, sent: date) -> Iterator[DateExpression]:
    """As in "nog dit jaar", which is up to its last day, and "voor het eind van het jaar", which is in its last month."""
    for position in places(plain, "jaar"):
        found = _YEAR_BESIDE.search(plain, max(position - 20, 0), position)
        if found is None:
            continue
        end = position + len("jaar")
        if found["end"]:
            written = _YEAR_BEHIND.match(plain, end)
            year = year_written(written["year"]) if written else sent.year
            if year:
                start, end = found.start(), written.end() if written else end
                yield DateExpression(start, end, f"{year:04}-12", "part", is_limit(plain, start))
        elif found["still"] or _STILL.match(plain, end):
            yield DateExpression(found.start("this"), end, f"{sent.year:04}-12-31", "day", limit=True)


def _terms(plain: str, sent: date, words: AbstractSet[str]) -> Iterator[DateExpression]:
    for position in chain(*(places(plain, word) for word in ("binnen", "over") if word in words)):
        found = _TERM.match(plain, position)
        if found is None or found["after"] not in _FROM_SENDING:
            continue  # no term, or counted from a day that is not known
        yield _term(found, sent, *found.span())
    for word in _SENDING & words:
        for position in places(plain, word):
            counted = _COUNTED.search(plain, max(position - _LONGEST_COUNT, 0), position)
            if counted is not None:
                end = position + len(word)
                letter = _LETTER.match(plain, end)
                yield _term(counted, sent, counted.start(), letter.end() if letter else end)


def _term(counted: re.Match[str], sent: date, start: int, end: int) -> DateExpression:
    count = int(counted["count"]) if counted["count"].isdigit() else NUMBERS[counted["count"]]
    unit = counted["unit"].replace("weken", "week")
    when = workdays_later(sent, count) if unit == "werkdag" else later(sent, count, unit)
    return DateExpression(start, end, when.isoformat(), "day", limit=True, term=True)
