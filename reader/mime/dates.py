"""The Date field, as mail programs of thirty years have written it (RFC 5322 §3.3 and §4.3)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Sequence

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

# Dutch, English, German, French, Italian, Spanish and Portuguese, as far as their letters tell them apart.
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan gen ene",
            "feb fév fev",
            "mar maa mrt mär",
            "apr avr abr",
            "may mei mai mag",
            "jun juin giu",
            "jul juil lug",
            "aug aoû aou ago",
            "sep set",
            "oct okt ott out",
            "nov",
            "dec dez déc dic",
        ),
        start=1,
    )
    for name in names.split()
}
# Hours east of Greenwich. Military letters are left out: RFC 5322 §4.3 says not to trust them.
_ZONES = {
    "ut": 0,
    "utc": 0,
    "gmt": 0,
    "z": 0,
    "wet": 0,
    "west": 1,
    "bst": 1,
    "cet": 1,
    "met": 1,
    "mez": 1,
    "cest": 2,
    "mest": 2,
    "mesz": 2,
    "eet": 2,
    "eest": 3,
    "msk": 3,
    "hkt": 8,
    "sgt": 8,
    "jst": 9,
    "aest": 10,
    "aedt": 11,
    "nzst": 12,
    "nzdt": 13,
    "ast": -4,
    "adt": -3,
    "akst": -9,
    "akdt": -8,
    "hst": -10,
    "est": -5,
    "edt": -4,
    "cst": -6,
    "cdt": -5,
    "mst": -7,
    "mdt": -6,
    "pst": -8,
    "pdt": -7,
}
_LAST_MONTH = 12
_YEARS = range(1900, 2200)  # outside it a clock was wrong, and further out no zone can be reckoned with
_OFFSET = re.compile(r"(?:gmt|utc?|z)?([+-])(\d{1,2}(?::?\d{2})?)")
_TIME = r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:[.,]\d+)?\s*(am\b|pm\b)?"
_ZONE = r"\s*\(?([+-]\d{1,2}:?\d{2}\b|[A-Za-z]{1,5}(?:[+-]\d{1,2}(?::?\d{2})?)?)?"
_DAY_FIRST = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[\s.-]+([^\W\d_]{3,12})\.?[\s,-]+(\d{2,4})\b[,\s]*(?:at|om)?\s*"
    + _TIME
    + _ZONE,
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(  # asctime, and American prose
    r"\b([^\W\d_]{3,12})\.?\s+(\d{1,2}),?\s+(?:(\d{4}),?\s+)?" + _TIME + _ZONE + r"(?:\s*(\d{4})\b)?",
    re.IGNORECASE,
)
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})[T ]+" + _TIME + _ZONE, re.IGNORECASE)
# As a Dutch PC writes it; an American one would put the month first, which shows above 12.
_NUMBERS = re.compile(
    r"(?<!\d)(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})[,\s]+(?:at|om)?\s*" + _TIME + _ZONE, re.IGNORECASE
)
_DAY_ONLY = re.compile(r"(\d{1,2})[\s.-]+([^\W\d_]{3,12})\.?[\s,-]+(\d{4})\b")


def parse_date(value: str) -> datetime | None:
    """The moment of a Date field, aware; None where it cannot be told.

    A time without a zone is read on the griffie's clock.

    >>> parse_date("vr, 13 nov 2020 10:17:00 CET").isoformat()
    '2020-11-13T10:17:00+01:00'
    >>> parse_date("Fri Nov 13 10:17:00 2020").isoformat()
    '2020-11-13T10:17:00+01:00'
    """
    text = value[:200]
    if found := _DAY_FIRST.search(text):
        day, month, year, *clock = found.groups()
        return _moment(year, _month(month), day, clock)
    if found := _ISO.search(text):
        year, month, day, *clock = found.groups()
        return _moment(year, int(month), day, clock)
    if found := _MONTH_FIRST.search(text):
        month, day, year, *clock, year_behind = found.groups()
        return _moment(year or year_behind, _month(month), day, clock)
    if found := _NUMBERS.search(text):
        day, month, year, *clock = found.groups()
        if int(month) > _LAST_MONTH:
            day, month = month, day
        return _moment(year, int(month), day, clock)
    if found := _DAY_ONLY.search(text):
        day, month, year = found.groups()
        return _moment(year, _month(month), day, ["0", "0", None, None, None])
    return None


def newest_received(values: Sequence[str]) -> datetime | None:
    """When the last server took the message: the topmost Received field that has a date."""
    for value in values:
        moment = parse_date(value.rpartition(";")[2])
        if moment is not None:
            return moment
    return None


def _month(name: str) -> int:
    lowered = name.lower()
    return _MONTHS.get(lowered[:3], 0) or _MONTHS.get(lowered[:4], 0)


def _moment(year: str | None, month: int, day: str, clock: Sequence[str | None]) -> datetime | None:
    hour, minute, second, half, zone = clock
    if year is None or hour is None or minute is None:
        return None
    number = int(year)
    if len(year) < 4:  # noqa: PLR2004 - RFC 5322 §4.3: two or three digits
        number += 2000 if number < 50 else 1900  # noqa: PLR2004
    if number not in _YEARS:
        return None
    hours = int(hour)
    if half:
        hours = hours % 12 + (12 if half.lower() == "pm" else 0)
    try:
        naive = datetime(number, month, int(day), hours, int(minute), min(int(second or 0), 59))  # noqa: DTZ001 - zoned below
        return naive.replace(tzinfo=_zone(zone or ""))
    except (ValueError, OverflowError):
        return None


@lru_cache(maxsize=256)
def _zone(text: str) -> timezone | ZoneInfo:
    """An offset or a name; what is unknown is the griffie's own zone."""
    name = text.lower()
    if found := _OFFSET.fullmatch(name):  # also "GMT+0100" and "UTC+1"
        digits = found[2].replace(":", "")
        digits = digits.zfill(4) if len(digits) > 2 else f"{digits:0>2}00"  # noqa: PLR2004 - hours alone
        offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        sign = -1 if found[1] == "-" else 1
        return timezone(sign * offset) if offset < timedelta(hours=24) else UTC
    letters = re.match(r"[a-z]+", name)
    hours = _ZONES.get(letters[0]) if letters else None
    if hours is None:
        return AMSTERDAM
    return timezone(timedelta(hours=hours)) if hours else UTC
