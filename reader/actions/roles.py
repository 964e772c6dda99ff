"""Which date an action is due by, and which day it is about."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.actions.expression import is_to_come
from reader.actions.sections import is_title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from reader.actions.action import Kind
    from reader.actions.expression import DateExpression
    from reader.actions.matching import Asked
    from reader.actions.reading import Reading
    from reader.actions.rules import RuleBook

_LEANS_BACK = 600  # characters: as far back as "deze termijn" can mean a date
_NEAR = 1_500  # characters: as far back as a sign-up can mean a meeting
_ABOUT_MEETING: frozenset[Kind] = frozenset(("request", "deadline", "invitation", "heading_question"))
_RECENT = 20  # actions: among them is the one that spoke of the meeting
_BESIDE = 60  # characters between the word for a meeting and its date
_REFERS_BACK = re.compile(
    r"(?<!na )(?<!ná )(?<!\w)(?:(?:deze|die|genoemde|bovengenoemde|gestelde)\s+(?:periode|termijn|datum)"
    r"|de\s+sluitingsdatum|daarvóór|die\s+tijd)(?!\w)"
)
_SIGN_UP = re.compile(
    r"(?<!\w)(?:aanmeld\w*|meld\s+(?:u|je|uw)|inschrij\w*|schrijf\s+(?:u|je)|opgeven|geef\s+(?:u|je|uw)|komst|deelname"
    r"|aanwezig\w*|welkom|hoeveel\s+(?:\w+\s+){1,5}komen|(?:wie|welke)\s+(?:\w+\s+){1,8}(?:komen|komt|spreekt|voert)|vooraf"
    r"|erbij\s+(?:bent|zijn))(?!\w)"
)
_BEGINS = re.compile(r"(?<!\w)(?:vanaf|per|m\.i\.v\.|met\s+ingang\s+van|sinds)\s+(?:de\s+)?$")


@dataclass(frozen=True, slots=True)
class Timing:
    """When an action is to be done, and what it is about; its kind may follow from that."""

    kind: Kind
    due: DateExpression | None
    event: DateExpression | None

    @property
    def leading(self) -> DateExpression | None:
        """The date that counts first."""
        return self.due or self.event


def dated(asked: Sequence[Asked], reading: Reading, book: RuleBook) -> list[Timing]:
    """The timing of each action, in their order.

    A limit ("uiterlijk", "vóór") in the sentence is when it is due; another date there is that of the
    meeting, when the sentence is about one.  A sign-up without a date of its own belongs to the last
    meeting before it that was still to come when the message was sent.
    """
    dates, plain = reading.dates, reading.plain
    meetings = [one for one in dates if _may_be_meeting(one, reading.sent, plain)]
    timings: list[Timing] = []
    for one in asked:
        start, end = one.sentence.start, one.sentence.end
        due = _due(one, dates)
        event = next(
            (
                meeting
                for meeting in _between(meetings, start, end)
                if one.kind == "invitation" or _of_meeting(meeting, plain, book)
            ),
            None,
        )
        signs_up = _SIGN_UP.search(one.sentence.plain) is not None
        if event is None and (one.kind == "invitation" or (signs_up and one.kind in ("request", "deadline"))):
            event = _meeting_before(start, meetings, timings, plain, book)
        becomes_deadline = due is not None and (
            one.kind == "request" or (one.kind == "invitation" and signs_up)
        )
        timings.append(Timing("deadline" if becomes_deadline else one.kind, due, event))
    return list(_of_one_meeting(asked, timings, reading))


def _of_one_meeting(asked: Sequence[Asked], timings: Sequence[Timing], reading: Reading) -> Iterator[Timing]:
    """What else is asked under the same heading as an invitation is about that meeting too, where there is but one."""
    headings = [stretch.start for stretch in reading.own if is_title(stretch, reading.plain)]
    sections = [bisect_right(headings, one.sentence.start) for one in asked]
    meetings = [
        (section, timing.event)
        for one, timing, section in zip(asked, timings, sections, strict=True)
        if timing.event and one.kind == "invitation"
    ]
    for section, timing in zip(sections, timings, strict=True):
        near = [event for of, event in meetings if of == section]
        if timing.event is None and timing.kind in _ABOUT_MEETING and len({event.iso for event in near}) == 1:
            yield Timing(timing.kind, timing.due, near[0])
        else:
            yield timing


def _between(dates: Sequence[DateExpression], first: int, last: int) -> Sequence[DateExpression]:
    """The dates that begin at `first` or later, and before `last`."""
    return dates[bisect_left(dates, first, key=_start) : bisect_left(dates, last, key=_start)]


def _start(one: DateExpression) -> int:
    return one.start


def _due(one: Asked, dates: Sequence[DateExpression]) -> DateExpression | None:
    """The limit in the sentence, or the one that it refers back to; "morgen" in a request is one as well."""
    start = one.sentence.start
    for inside in _between(dates, start, one.sentence.end):
        if inside.limit or (inside.ahead and one.kind in ("request", "forward")):
            return inside
    if not _REFERS_BACK.search(one.sentence.plain):
        return None
    before = _between(dates, start - _LEANS_BACK, start)
    limits = [earlier for earlier in before if earlier.limit]
    return next(reversed(limits or before), None)


def _may_be_meeting(one: DateExpression, sent: date | None, plain: str) -> bool:
    """Whether a date is a day to come and not a beginning or an end of something."""
    if one.limit or not is_to_come(one, sent):
        return False
    return not _BEGINS.search(plain, max(one.start - _BESIDE, 0), one.start)


def _of_meeting(one: DateExpression, plain: str, book: RuleBook) -> bool:
    """Whether the word for a meeting stands just before or after the date."""
    row = book.lexicon.row(plain[max(one.start - _BESIDE, 0) : one.end + _BESIDE])
    return bool(book.meeting.held(row, frozenset(row)))


def _meeting_before(
    start: int,
    meetings: Sequence[DateExpression],
    timings: Sequence[Timing],
    plain: str,
    book: RuleBook,
) -> DateExpression | None:
    """The meeting that was last spoken of; None where several are offered to choose from."""
    near = _between(meetings, start - _NEAR, start)
    spoken_of = {timing.event.start for timing in timings[-_RECENT:] if timing.event}
    for one in reversed(near):
        if one.start in spoken_of:
            return one
    offered = [one for one in near if _of_meeting(one, plain, book)]
    return offered[-1] if len({one.iso for one in offered}) == 1 else None
