"""The moment in a header line or attribution that a mail program wrote for people, in its user's language."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from reader.text.thread_words import thread_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_LONGEST = 200  # characters of a line that says when

_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)")
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4}|\d{2})(?![\d:])")
_YEAR_WORD = re.compile(r"(?<!\d)(\d{4})\.?\s+([^\W\d_]{2,12})\.?\s+(\d{1,2})(?!\d)")
_DAY_WORD = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er)?[.\s-]+(?:(?:de|d')\s+)?([^\W\d_]{2,12})[.,\s-]+(?:(?:de|del)\s+)?(\d{4}|\d{2})(?![\d:])"
)
_WORD_DAY = re.compile(r"(?<!\w)([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
_TIME = re.compile(r"(?<![\d+-])(\d{1,2})[:.h](\d{2})(?:[:.](\d{2}))?(?!\d)\s?(a\.?m\b|p\.?m\b)?")
_OFFSET = re.compile(r"\s*(?:utc|gmt)?\s?([+-])(\d{1,2}):?(\d{2})?(?!\d)")
_ZONE = re.compile(r"\s*(z|[^\W\d_]{3,5})\b")
_ZONES = {  # hours east of Greenwich
    "z": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "mez": 1, "met": 1, "seč": 1, "cest": 2, "mesz": 2,
    "selč": 2, "eet": 2, "eest": 3, "msk": 3, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6,
    "pst": -8, "pdt": -7,
}  # fmt: skip
_MONTHS, _NOON, _CENTURY, _PIVOT = 12, 12, 100, 50


def moment(text: str, languages: Sequence[str] = ()) -> datetime | None:
    """The moment that a text names, aware, or None; a time without a zone is read on the griffie's clock.

    The languages say whose months come first: "listopada" is October in Croatian and November in Polish.

    >>> moment("vrijdag 13 november 2020 10:17").isoformat()
    '2020-11-13T10:17:00+01:00'
    >>> moment("27 oct. 2021 à 9:31 UTC+2", ["fr"]).isoformat()
    '2021-10-27T09:31:00+02:00'
    """
    text = " ".join(text[:_LONGEST].split()).casefold()
    american = re.search(r"\d\s?[ap]\.?m\b", text) is not None
    for year, month, day, start, end in _days(text, languages, american=american):
        after = text[:start] + " " * (end - start) + text[end:]
        clock = _TIME.search(after, end) or _TIME.search(after)
        try:
            naive = datetime(year, month, day, *_clock(clock))  # noqa: DTZ001 - zoned below
            return naive.replace(tzinfo=_zone(after, clock.end() if clock else end))
        except (ValueError, OverflowError):
            continue
    return None


def _days(text: str, languages: Sequence[str], *, american: bool) -> Iterator[tuple[int, int, int, int, int]]:
    """Year, month, day, and where they stand: as ISO 8601, with the month in a word, or in numbers."""
    if found := _YEAR_FIRST.search(text):
        yield int(found[1]), int(found[2]), int(found[3]), *found.span()
    for found in _YEAR_WORD.finditer(text):
        if month := _month(found[2], languages):
            yield int(found[1]), month, int(found[3]), *found.span()
    for found in _DAY_WORD.finditer(text):
        if month := _month(found[2], languages):
            yield _year(found[3]), month, int(found[1]), *found.span()
    for found in _WORD_DAY.finditer(text):
        if month := _month(found[1], languages):
            yield int(found[3]), month, int(found[2]), *found.span()
    if found := _NUMBERS.search(text):
        first, second = int(found[1]), int(found[3])
        month_first = second > _MONTHS or (american and first <= _MONTHS and found[2] == "/")
        day, month = (second, first) if month_first else (first, second)
        yield _year(found[4]), month, day, *found.span()


def _month(word: str, languages: Sequence[str]) -> int:
    months = thread_words().months
    for language in (*languages, *months):
        for stem, number in months.get(language, ()):
            if word.startswith(stem):
                return number
    return 0


def _year(digits: str) -> int:
    year = int(digits)
    return year if year >= _CENTURY else year + (2000 if year < _PIVOT else 1900)


def _clock(found: re.Match[str] | None) -> tuple[int, int, int]:
    if found is None:
        return 0, 0, 0
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if found[4]:
        hour = hour % _NOON + (_NOON if found[4].startswith("p") else 0)
    return hour, minute, min(second, 59)


def _zone(text: str, position: int) -> timezone | ZoneInfo:
    if found := _OFFSET.match(text, position):
        offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
        return timezone(-offset if found[1] == "-" else offset)
    named = _ZONE.match(text, position)
    hours = _ZONES.get(named[1]) if named else None
    if hours is None:
        return _AMSTERDAM
    return timezone(timedelta(hours=hours)) if hours else UTC
