"""Which date an action is due by, and which day it is about."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.actions.calendar import first_day
from reader.actions.expression import is_to_come

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from reader.actions.action import Kind
    from reader.actions.book import RuleBook
    from reader.actions.expression import DateExpression
    from reader.actions.matching import Asked
    from reader.actions.reading import Reading

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
_DAY_LINE = re.compile(r"(?<!\w)(?:datum|wanneer|dag)\s*[:?]?\s*$")
_CHOICE = re.compile(r"[^.?!]{0,40}(?<!\w)of(?!\w)[^.?!]{0,20}")
# What is to have arrived on a day: "wij hebben de lijst maandag nodig".
_BY_THEN = re.compile(
    r"(?<!\w)(?:in\s+(?:mijn|ons)\s+bezit|nodig|te\s+(?:mailen|sturen|zenden|leveren|bezorgen|ontvangen|horen|vernemen)"
    r"|(?:aan|toe|in|terug|op|na)\s?te\s?(?:leveren|zenden|sturen)|(?:moeten|moet|willen|wil|graag)\s+(?:[\w-]+\s+){0,4}weten"
    r"|stuur|stuurt|mail|mailt|lever|levert|sturen|mailen|(?:aan|toe|in|op|na|terug)(?:leveren|sturen|zenden|geleverd|gestuurd|gemaild)"
    r"|doorgeven|reageren|reageer|antwoord|antwoorden|terugkoppelen|bellen|bel|tegemoet|binnen)(?!\w)"
)
_BESIDE_IT = re.compile(r"(?<!\w)(?:of|wie|welke|wat|hoeveel|waar|die|dat|voor|over|van)(?!\w)[^,;:]*$")
# What leans on the meeting spoken of before, and what turns to something else.
_LEANS = re.compile(
    r"(?<!\w)(?:laa?t(?:en)?\s+(?:[\w-]+\s+){0,6}weten|hoor|horen|meld|geef|doorgeven|berichtje|seintje|opgave|namen|personen"
    r"|wie\s+(?:dat|er|komt|van|namens)|hoeveel\s+(?:\w+\s+){1,6}(?:komen|komt)|welk\w*\s+onderwerp\w*|dieet\w*|allergie\w*|vegetari\w*"
    r"|tafels?|\w*lunch\w*|vervoer|spreektijd|tijdens|daarbij|erbij|erheen|beamer|presentatie|zoeken|minuten|schrijf|vul|opkomst"
    r"|aan\s+te\s+leveren|verspreiden|(?:doet|doe)\s+(?:u|je)\s+mee|mee(?:do|ga|loop|fiets|rij|pra|eet|et|kijk)\w*|neemt?\s+(?:\w+\s+){0,6}mee"
    r"|komst|reserve(?:er|ert|ren)|plek(?:ken)?|bevestig\w*|rsvp|verhinderd|afmelden|introduc[eé]\w*|gasten|van\s+tevoren"
    r"|(?:deze|die|dat|dit)\s+\w*(?:avond|ochtend|middag|dag|bijeenkomst|sessie|webinar|excursie|bezoek|gesprek|overleg"
    r"|training|cursus|workshop|wandeling|rondleiding|opening|congres|symposium))(?!\w)"
)
_ANOTHER_DAY = re.compile(r"(?<!\w)(?:welke\s+datum|datum\s+(?:\w+\s+)?waarop)\s+(?:uw|de|het)(?!\w)")
_TURNS = re.compile(
    r"(?<!\w)(?:welke\s+datum|datum\s+(?:\w+\s+)?waarop|stukken|reacties|technische\s+vragen|zienswijzen?|agenderen|vertrouwelijk|enqu[eê]te"
    r"|vragenlijst|begroting|motie|tot\s+slot|verder|daarnaast|tevens)(?!\w)"
)
_DAY_IN = re.compile(r"(?<!\w)(?:ochtend|middag|avond|dag)(?:en)?\s+in(?!\w)")
_CHOOSES = re.compile(
    r"(?<!\w)(?:kies\w*|voorkeur|welke\s+(?:dag|datum(?!\s+(?:uw|de)\s+raad|\s+het)|data|avond|ochtend|middag)\w*|schikt|een\s+van\s+(?:deze|die)|elk\s+van)(?!\w)"
)
_AT_ONCE = 100  # characters between an invitation and what can only be about it
_NEXT = 600  # characters between an action with a meeting and what leans on it
_JUST_BEFORE = 250  # characters: as far back as a day of which no action speaks
_BEGINS = re.compile(r"(?<!\w)(?:vanaf|per|m\.i\.v\.|met\s+ingang\s+van|sinds)\s+(?:de\s+)?$")


@dataclass(frozen=True, slots=True)
class Timing:
    """When an action is to be done, and what it is about; its kind may follow from that."""

    kind: Kind
    due: DateExpression | None
    event: DateExpression | None
    offered: Sequence[DateExpression] = ()  # days of which one is to be chosen: none of them is the event

    @property
    def leading(self) -> DateExpression | None:
        """The date that counts first."""
        return self.due or self.event


def dated(asked: Sequence[Asked], reading: Reading, book: RuleBook) -> list[Timing]:
    """The timing of each action, in their order.

    A limit ("uiterlijk", "vóór") in the sentence is when it is due, and so is the day on which something is
    needed; another day to come is that of the meeting, unless it is one of several.  A sign-up without a
    date of its own belongs to the last meeting before it that was still to come when the message was sent,
    and so does a request that leans on a meeting which was just spoken of.
    """
    dates, plain = reading.dates, reading.plain
    meetings = [one for one in dates if _may_be_meeting(one, reading.sent, plain)]
    timings: list[Timing] = []
    for one in asked:
        due = _due(one, dates, meetings, plain)
        event, offered = _event(one, due, meetings, reading, book)
        signs_up = _SIGN_UP.search(one.sentence.plain) and not _ANOTHER_DAY.search(one.sentence.plain)
        if (
            event is None
            and not offered
            and not _CHOOSES.search(one.sentence.plain)
            and (one.kind == "invitation" or (signs_up and one.kind in ("request", "deadline")))
        ):
            event = _meeting_before(one.sentence.start, meetings, timings, plain, book)
            event = event or _meeting_below(one.sentence.end, meetings, plain)
        becomes_deadline = due is not None and (
            one.kind == "request" or (one.kind == "invitation" and signs_up)
        )
        timings.append(Timing("deadline" if becomes_deadline else one.kind, due, event, offered))
    return list(_of_one_meeting(asked, timings, reading))


def _event(
    one: Asked,
    due: DateExpression | None,
    meetings: Sequence[DateExpression],
    reading: Reading,
    book: RuleBook,
) -> tuple[DateExpression | None, Sequence[DateExpression]]:
    """The day in the sentence that it is about, and several instead where there is a choice of them."""
    inside = [
        meeting for meeting in _between(meetings, one.sentence.start, one.sentence.end) if meeting is not due
    ]
    if one.kind != "invitation":
        spoken_of = [meeting for meeting in inside if _of_meeting(meeting, reading.plain, book)]
        inside = spoken_of or ([] if due is not None else inside)
    if not inside and (due is None or one.kind == "invitation"):
        inside = _weeks(one, reading)
    if len(inside) > 1 and _CHOICE.fullmatch(reading.plain, inside[0].end, inside[1].start):
        return None, inside
    return (inside[0] if inside else None), ()


def _weeks(one: Asked, reading: Reading) -> list[DateExpression]:
    """The weeks to come in the sentence, and the months where a part of a day in them is meant."""
    return [
        when
        for when in _between(reading.dates, one.sentence.start, one.sentence.end)
        if not when.limit
        and (reading.sent is None or first_day(when.iso) > reading.sent)
        and (
            when.precision == "week"
            or (when.precision != "day" and (one.kind == "invitation" or _DAY_IN.search(one.sentence.plain)))
        )
    ]


def _of_one_meeting(asked: Sequence[Asked], timings: Sequence[Timing], reading: Reading) -> Iterator[Timing]:
    """What is asked just after a meeting was spoken of is about that meeting too, when its words lean on it."""
    days = [one for one in reading.dates if _may_be_meeting(one, reading.sent, reading.plain)]
    spoken_of: DateExpression | None = None
    reach = 0  # where what is asked at once is about that meeting
    leaning_reach = 0  # and what leans on it
    for one, timing in zip(asked, timings, strict=True):
        start, plain = one.sentence.start, one.sentence.plain
        event, offered = timing.event, timing.offered
        if event is None and not offered and timing.kind in _ABOUT_MEETING:
            chosen_from = _between(days, start - _NEAR, start) if _CHOOSES.search(plain) else ()
            if len({day.iso for day in chosen_from}) > 1:
                offered = chosen_from
            elif not _TURNS.search(plain) and one.rule.place != "section":
                leans = _LEANS.search(plain) is not None
                if start <= (leaning_reach if leans else reach):
                    event = spoken_of
                elif leans:
                    near = _between(days, start - _JUST_BEFORE, start)
                    event = near[-1] if len({day.iso for day in near}) == 1 else None
        if event is not None:
            spoken_of, leaning_reach = event, one.sentence.end + _NEXT
            reach = one.sentence.end + _AT_ONCE if timing.kind == "invitation" else 0
        yield Timing(timing.kind, timing.due, event, offered)


def _between(dates: Sequence[DateExpression], first: int, last: int) -> Sequence[DateExpression]:
    """The dates that begin at `first` or later, and before `last`."""
    return dates[bisect_left(dates, first, key=_start) : bisect_left(dates, last, key=_start)]


def _start(one: DateExpression) -> int:
    return one.start


def _due(
    one: Asked, dates: Sequence[DateExpression], meetings: Sequence[DateExpression], plain: str
) -> DateExpression | None:
    """The limit in the sentence, or the one that it refers back to; "morgen" in a request is one as well."""
    start = one.sentence.start
    for inside in _between(dates, start, one.sentence.end):
        if inside.limit or (inside.ahead and one.kind in ("request", "forward")):
            return inside
    if one.kind in ("request", "deadline") and _BY_THEN.search(one.sentence.plain):
        for inside in _between(meetings, start, one.sentence.end):
            if not _BESIDE_IT.search(plain, start, inside.start):
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
    return book.meeting.search(row) is not None


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


def _meeting_below(end: int, meetings: Sequence[DateExpression], plain: str) -> DateExpression | None:
    """The day on the line "Datum: donderdag 3 december" below an invitation."""
    below = _between(meetings, end, end + _NEXT)
    return next(
        (one for one in below if _DAY_LINE.search(plain, max(one.start - _BESIDE, end), one.start)), None
    )
