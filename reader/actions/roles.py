"""Which date an action is due by, and which day it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.actions.action import Kind
    from reader.actions.dates import DateExpression
    from reader.actions.matching import Asked
    from reader.actions.rules import RuleBook

_LEANS_BACK = 600  # characters: as far back as "deze termijn" can mean a date
_NEAR = 1_500  # characters: as far back as a sign-up can mean a meeting
_FAR_MEETING = 60  # characters between the word for a meeting and its date
_REFERS_BACK = re.compile(
    r"(?<!\w)(?:(?:deze|die|genoemde|bovengenoemde|gestelde)\s+(?:periode|termijn|datum)|de\s+sluitingsdatum|daarvóór|die\s+tijd)(?!\w)"
)
_SIGN_UP = re.compile(
    r"(?<!\w)(?:aanmeld\w*|meld\s+(?:u|je)|inschrij\w*|schrijf\s+(?:u|je)|opgeven|geef\s+(?:u|je|uw)|komst|deelname|aanwezig\w*|welkom"
    r"|hoeveel|wie|welke|vooraf|uitnodiging|meld\s+uw)(?!\w)"
)
_BEGINS = re.compile(r"(?<!\w)(?:vanaf|per|m\.i\.v\.|met\s+ingang\s+van|sinds)\s+(?:de\s+)?$")


@dataclass(frozen=True, slots=True)
class Timing:
    """When an action is to be done, and what it is about; its kind may follow from that."""

    kind: Kind
    due: DateExpression | None
    event: DateExpression | None


def dated(
    asked: Sequence[Asked], dates: Sequence[DateExpression], plain: str, book: RuleBook
) -> list[Timing]:
    """The timing of each action, in their order.

    A limit ("uiterlijk", "vóór") in the sentence is when it is due; another date there is that of the
    meeting, when the sentence is about one.  A sign-up without a date of its own belongs to the last
    meeting before it.
    """
    timings: list[Timing] = []
    for one in asked:
        start, end = one.sentence.start, one.sentence.end
        inside = [date for date in dates if start <= date.start < end]
        due = next((date for date in inside if date.limit), None)
        if due is None and _REFERS_BACK.search(one.sentence.plain):
            due = _last_limit(dates, start)
        event = _event_inside(one, inside, plain, book)
        kind = one.kind
        signs_up = _SIGN_UP.search(one.sentence.plain) is not None
        if event is None and (kind == "invitation" or (signs_up and kind in ("request", "deadline"))):
            event = _meeting_before(dates, start, plain, timings, book)
        if due is not None and (kind == "request" or (kind == "invitation" and signs_up)):
            kind = "deadline"
        timings.append(Timing(kind, due, event))
    return timings


def _last_limit(dates: Sequence[DateExpression], start: int) -> DateExpression | None:
    before = [date for date in dates if start - _LEANS_BACK <= date.start < start]
    return next((date for date in reversed(before) if date.limit), before[-1] if before else None)


def _event_inside(
    one: Asked, inside: Sequence[DateExpression], plain: str, book: RuleBook
) -> DateExpression | None:
    for date in inside:
        if (
            date.limit
            or date.precision != "day"
            or _BEGINS.search(plain[max(date.start - 24, 0) : date.start])
        ):
            continue
        if one.kind == "invitation" or (
            one.kind in ("request", "deadline") and _of_meeting(date, plain, book)
        ):
            return date
    return None


def _of_meeting(date: DateExpression, plain: str, book: RuleBook) -> bool:
    """Whether the word for a meeting stands just before or after the date."""
    around = plain[max(date.start - _FAR_MEETING, 0) : date.end + _FAR_MEETING]
    return book.meeting.search(around) is not None


def _meeting_before(
    dates: Sequence[DateExpression], start: int, plain: str, timings: Sequence[Timing], book: RuleBook
) -> DateExpression | None:
    """The meeting that was last spoken of."""
    for timing in reversed(timings):
        if timing.event is not None:
            return timing.event if timing.event.start >= start - _NEAR else None
    for date in reversed(dates):
        if date.start < start and date.start >= start - _NEAR and date.precision == "day" and not date.limit:
            if _of_meeting(date, plain, book):
                return date
    return None
