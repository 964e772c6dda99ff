"""The day that counts for an action: by when it must be done, or when what it is about takes place.

A date is kept as it is written; what counts is its last safe day.  "Vóór 5 maart" is too late on 5 March, unless it is
"vóór 5 maart 12.00 uur"; "in februari" is in time up to its end, "begin februari" up to the tenth.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from reader.hours import clock_beside
from reader.periods import iso_days, month_of, precision_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reader.actions.action import Action, DateMention, Findings, Role

# Of a message, by each date of its actions: something had to be done by then; in this week, Monday to Sunday; in this month;
# after both; a meeting that was; no action has a date.  A meeting of several days is near on each of them.  What is past
# already of this week and month is in those too, as in `deadline:dezeweek`.
Term = Literal["overdue", "week", "month", "later", "past", "undated"]
TERMS: tuple[Term, ...] = ("overdue", "week", "month", "later", "past", "undated")

_DAY = timedelta(days=1)
_REACH = 60  # characters before a date in which the word that makes it a limit may stand
# "before" leaves the day itself out; "of vóór" does not.  What may follow: "vóór de vergadering van 5 maart".
_LIMIT = re.compile(
    r"(?<!\w)(?:(?:op|uiterlijk)\s+of\s+v[oóò]{2}r|(?P<before>v[oóò]{2}r|before|until|tot)|uiterlijk|tot\s+en\s+met|t/m"
    r"|tot\s+uiterlijk|niet\s+later\s+dan|by)"
    r"(?:[\s:]+(?:op|de|the|het|is|aan|van|\w*(?:vergadering|commissie|bijeenkomst|overleg|behandeling)\w*))*+[\s:]*$",
    re.IGNORECASE,
)
# Days of the month, and of its end as far as that is off.
_PARTS = {
    "begin": (1, 10),
    "medio": (11, 20),
    "half": (11, 20),
    "eind": (21, 31),
    "eerste helft": (1, 15),
    "tweede helft": (16, 31),
    "eerste week": (1, 7),
    "laatste week": (-6, 31),
}
# Days after its Monday: at its end the office closes on Friday.
_PARTS_OF_WEEK, _WHOLE_WEEK = {"begin": (0, 1), "eind": (0, 4)}, (0, 6)
# Days that are named together, as one date has them: "donderdag 8 en vrijdag 9 juni", "8 t/m 10 juni".
_TOGETHER = re.compile(
    r"(?:\w+\.?,?\s+)?(?:de\s+)?(?P<first>\d{1,2})(?:e|de|ste)?\s*(?:(?P<both>&|en|and)|-|–|t/m|tot\s+en\s+met|to)"
    r"\s*(?:de\s+)?(?:[^\W\d]+\.?\s+)?(?P<last>3[01]|[12]?\d)(?:e|de|ste)?\s+[^\W\d]"
)
_END_OF_DAY = re.compile(
    r",?\s+(?:(?:aan|tot|voor)\s+)?(?:het\s+)?einde?\s+(?:van\s+)?(?:de\s+)?(?:werk)?dag(?!\w)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class When:
    """By when something must be done, or when a meeting is."""

    iso: str  # as written: "2020-12-01", "2021-02" or "2020-W48"
    day: date  # the last one on which that is in time, or goes on
    event: bool = False  # a meeting

    @property
    def first(self) -> date:
        """The day from which it is near: of a meeting that takes several days the first, else the day itself."""
        return iso_days(self.iso)[0] if self.event and precision_of(self.iso) == "day" else self.day


class Whens(NamedTuple):
    """The dates of one action."""

    due: When | None = None
    event: When | None = None


class Countdown(NamedTuple):
    """A date, seen from the day that terms count from."""

    when: When
    days: int  # until its last day; below 0 that is past


def whens_of(text: str, findings: Findings) -> list[Whens]:
    """The dates of each action of a message with this text, in their order."""
    mentions = Mentions(findings)
    return [Whens(_due(action, text, mentions), _event(action, mentions)) for action in findings.actions]


def most_urgent(dates: Iterable[Countdown]) -> tuple[Countdown, ...]:
    """What a row shows of its dates, in the order in which there is room for them.

    First the next term, or where all are past the last one; then the next meeting; then what passed last beside a term to come.
    A meeting that was is shown where there is nothing else.

    >>> term, meeting = When("2020-11-12", date(2020, 11, 12)), When("2020-11-20", date(2020, 11, 20), event=True)
    >>> [one.days for one in most_urgent(Countdown(term, days) for days in (-30, 9, -1, 3))]
    [3, -1]
    >>> [one.days for one in most_urgent([Countdown(meeting, 7), Countdown(term, -1), Countdown(term, -30)])]
    [-1, 7]
    >>> [one.days for one in most_urgent([Countdown(meeting, -9), Countdown(meeting, -2)])]
    [-2]
    """
    ordered = sorted(dates, key=lambda one: one.days)
    late, ahead = _parted([one for one in ordered if not one.when.event])
    been, to_come = _parted([one for one in ordered if one.when.event])
    terms = [*ahead[:1], *late[-1:]]
    return (*terms[:1], *to_come[:1], *terms[1:]) or tuple(been[-1:])


def further_days(dates: Iterable[Countdown], shown: Sequence[Countdown]) -> int:
    """How many dates there are beside those that a row shows; what is due on a day, and a meeting on it, are one each."""
    return len({(one.when.day, one.when.event) for one in dates}) - len(shown)


def _parted(ordered: Sequence[Countdown]) -> tuple[Sequence[Countdown], Sequence[Countdown]]:
    """What is past, and what is not."""
    past = sum(1 for one in ordered if one.days < 0)
    return ordered[:past], ordered[past:]


def last_safe_day(iso: str, before: str = "", written: str = "") -> date:
    """The last day that a date leaves, with the text just before it and the date as it is written.

    >>> last_safe_day("2021-03-05", "graag vóór "), last_safe_day("2021-03-05", "uiterlijk ")
    (datetime.date(2021, 3, 4), datetime.date(2021, 3, 5))
    >>> last_safe_day("2021-02"), last_safe_day("2021-02", "voor "), last_safe_day("2021-02", "", "begin februari")
    (datetime.date(2021, 2, 28), datetime.date(2021, 1, 31), datetime.date(2021, 2, 10))
    >>> last_safe_day("2020-W48", "uiterlijk "), last_safe_day("2020-W48", "vóór ")
    (datetime.date(2020, 11, 29), datetime.date(2020, 11, 22))
    >>> [last_safe_day("2021-03-05", words).day for words in ("tot ", "tot en met ", "vóór de raad van ", "op of vóór ")]
    [4, 5, 5, 5]
    >>> last_safe_day("2021-03-05", "vóór de raadsvergadering van "), last_safe_day("2021-03-05", "is voor")
    (datetime.date(2021, 3, 4), datetime.date(2021, 3, 4))
    """
    first, last = days_of(iso, written)
    limit = limit_before(before)
    excluded = limit is not None and limit["before"] and not written.lower().startswith("eind")
    return first - _DAY if excluded else last


def days_of(iso: str, written: str = "") -> tuple[date, date]:
    """The first and the last day of a date; a week is its Monday to Sunday, a part of a month ten days or so.

    Days that are named together are one date, that of the first; "8 en 15 juni" are two, of which it is the first.

    >>> [str(day) for day in days_of("2021-W12")], [str(day) for day in days_of("2021-02", "eind februari")]
    (['2021-03-22', '2021-03-28'], ['2021-02-21', '2021-02-28'])
    >>> [str(days_of("2020-W49", f"{part} deze week")[1]) for part in ("eind", "begin")]
    ['2020-12-04', '2020-12-01']
    >>> together = "donderdag 8 en vrijdag 9 juni", "8-10 juni", "8 en 15 juni", "8-9-2023"
    >>> [days_of("2023-06-08", written)[1].day for written in together]
    [9, 10, 8, 8]
    """
    first, last = iso_days(iso)
    words = " ".join(written.lower().split())
    if precision_of(iso) == "day":
        return first, _last_together(first, words)
    if precision_of(iso) == "week":
        begin, end = next(
            (days for name, days in _PARTS_OF_WEEK.items() if words.startswith(name)), _WHOLE_WEEK
        )
        return first + begin * _DAY, first + end * _DAY
    part = next((days for name, days in _PARTS.items() if words.startswith(name)), None)
    if part is None:
        return first, last
    begin, end = part
    return first.replace(day=begin if begin > 0 else last.day + begin), first.replace(day=min(end, last.day))


def _last_together(first: date, words: str) -> date:
    """The last of the days that are named together with this one."""
    found = _TOGETHER.match(words)
    if found is None or int(found["first"]) != first.day:
        return first
    later = int(found["last"]) - first.day
    if later < 1 or (later > 1 and found["both"]):
        return first
    return min(first + later * _DAY, month_of(first)[1])


def limit_before(before: str) -> re.Match[str] | None:
    """The words at the end of a text that make the date behind it the end of something."""
    return _LIMIT.search(unicodedata.normalize("NFC", before[-_REACH:]))


def safe_day(text: str, mention: DateMention) -> date:
    """The last safe day of a date that stands in a text: the day itself where an hour of it or its end is the limit."""
    clock = clock_beside(text, mention)
    ends = (clock is not None and clock.close) or _END_OF_DAY.match(text, mention.end) is not None
    before = "" if ends else text[max(mention.start - _REACH, 0) : mention.start]
    return last_safe_day(mention.iso, before, mention.text)


class Mentions:
    """The dates that a text names, by what they are and their day."""

    def __init__(self, findings: Findings) -> None:
        self._by_hand = findings.by_hand
        self._named: dict[tuple[Role, str], list[DateMention]] = {}
        for mention in findings.dates:
            self._named.setdefault((mention.role, mention.iso), []).append(mention)

    def of(self, action: Action, role: Role, iso: str) -> DateMention | None:
        """The one that an action means; None where the text has none, or the user says better."""
        if (action, role) in self._by_hand:
            return None
        return _nearest(self._named.get((role, iso), ()), action)


def _due(action: Action, text: str, mentions: Mentions) -> When | None:
    if action.due is None:
        return None
    mention = mentions.of(action, "due", action.due)
    return When(action.due, safe_day(text, mention) if mention else last_safe_day(action.due))


def _event(action: Action, mentions: Mentions) -> When | None:
    if action.event is None:
        return None
    mention = mentions.of(action, "event", action.event)
    return When(
        action.event, last_safe_day(action.event, written=mention.text if mention else ""), event=True
    )


def _nearest(mentions: Sequence[DateMention], action: Action) -> DateMention | None:
    """The one that an action means: in its sentence, else the last before it."""
    at = bisect_left(mentions, action.start, key=lambda mention: mention.start)
    if at < len(mentions) and mentions[at].start < action.end:
        return mentions[at]
    return mentions[at - 1] if at else next(iter(mentions), None)
