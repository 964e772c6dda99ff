"""The day that counts for an action: by when it must be done, or when what it is about takes place.

A date is kept as it is written; what counts is its last safe day.  "Vóór 5 maart" is too late on 5 March, "in februari"
is in time up to its end, "begin februari" up to the tenth.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from reader.periods import iso_days

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reader.actions.action import Action, DateMention, Findings

_DAY = timedelta(days=1)
_REACH = 20  # characters before a date in which "vóór" may stand
_BEFORE = re.compile(r"(?<!\w)(?:v(?:oo|óó|òò|oó|óo)r|before)(?:\s+(?:de|the))?\s+$")
_PARTS = (("begin", 10), ("medio", 20), ("half", 20))  # up to which day of the month; what is no part ends it


@dataclass(frozen=True, slots=True)
class When:
    """When an action is to be done, or takes place."""

    iso: str  # as written: "2020-12-01", "2021-02" or "2020-W48"
    day: date  # the last one on which that is in time, or goes on
    event: bool = False  # it takes place then, and nothing says by when it must be done


def when_of(text: str, findings: Findings) -> list[When | None]:
    """When each action of a message with this text is, in their order: due, else its event; None without a date."""
    mentions: dict[tuple[str, str], list[DateMention]] = {}
    for mention in findings.dates:
        mentions.setdefault((mention.role, mention.iso), []).append(mention)
    return [_when(action, text, mentions) for action in findings.actions]


def last_safe_day(iso: str, before: str = "", written: str = "") -> date:
    """The last day that a date leaves, with the text just before it and the date as it is written.

    >>> last_safe_day("2021-03-05", "graag vóór "), last_safe_day("2021-03-05", "uiterlijk ")
    (datetime.date(2021, 3, 4), datetime.date(2021, 3, 5))
    >>> last_safe_day("2021-02"), last_safe_day("2021-02", "voor "), last_safe_day("2021-02", "", "begin februari")
    (datetime.date(2021, 2, 28), datetime.date(2021, 1, 31), datetime.date(2021, 2, 10))
    >>> last_safe_day("2020-W48", "uiterlijk ")
    datetime.date(2020, 11, 29)
    """
    first, last = iso_days(iso)
    part = next((day for name, day in _PARTS if written.lower().startswith(name)), None)
    if part is not None:
        return first.replace(day=part)
    excluded = _BEFORE.search(unicodedata.normalize("NFC", before[-_REACH:]).lower())
    return first - _DAY if excluded and not written.lower().startswith("eind") else last


def _when(
    action: Action, text: str, mentions: Mapping[tuple[str, str], Sequence[DateMention]]
) -> When | None:
    iso = action.due or action.event
    if iso is None:
        return None
    is_event = action.due is None
    mention = _nearest(mentions.get(("event" if is_event else "due", iso), ()), action)
    if mention is None or is_event:
        return When(iso, last_safe_day(iso, written=mention.text if mention else ""), is_event)
    before = text[max(mention.start - _REACH, 0) : mention.start]
    return When(iso, last_safe_day(iso, before, mention.text))


def _nearest(mentions: Sequence[DateMention], action: Action) -> DateMention | None:
    """The one that an action means: in its sentence, else the last before it."""
    at = bisect_left(mentions, action.start, key=lambda mention: mention.start)
    if at < len(mentions) and mentions[at].start < action.end:
        return mentions[at]
    return mentions[at - 1] if at else next(iter(mentions), None)
