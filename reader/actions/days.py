"""The days in a message that something can be about: what is known of each by itself."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from datetime import date
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

from reader.actions.calendar import first_day
from reader.actions.cues import ends_there, is_away, is_beginning, is_choice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from reader.actions.book import RuleBook
    from reader.actions.expression import DateExpression
    from reader.actions.matching import Asked
    from reader.actions.reading import Reading

OF_WORDS = ("says ", "beside ")  # what the words of an action tell, and those beside a day
CHOICE = "one of several"
OF_MEETING = "meeting"
_BESIDE = 50  # characters
_AHEAD = (0, 3, 7, 14, 30, 60, 120, 240)  # days
_FURTHER = 999
_MOST_TOLD = 3

_HOUR = re.compile(r"[\s,(]*(?:om|van|vanaf|tussen|-|–|\|)?\s*\d{1,2}[.:]\d\d")
_LABELLED = re.compile(r"(?<!\w)(?:datum|wanneer|dag)\s*[:?]?\s*$")
_COMMA = re.compile(r"\s*,\s*(?:op\s+)?")
_FOR = re.compile(
    r"(?<!\w)voor(?:\s+(?:de|het)(?:\s+\w*(?:vergadering|commissie|bijeenkomst|overleg|behandeling)\w*(?:\s+op)?)?)?\s+$"
)
_UNTIL = re.compile(r"\s*(?:tot(?:\s+en\s+met)?|t/m|–|-)\s+")
_AND = re.compile(r"\s*(?:en|&|t/m|tot\s+en\s+met|-|–)\s*(?:op\s+)?")
_WEEKEND, _END = "weekend", "eind"
# Of what is done within a period: what lasts as long is no meeting.
TERM = re.compile(
    r"inzage|zienswijze|consultatie|inspraak|inschrijv|aanmelden|opgave|opgeven|kan\s+van|termijn|reageren|reactie|indienen|enquête|vragenlijst"
)


class DayWeights(NamedTuple):
    """What is weighed, and how much."""

    facts: Mapping[str, float]
    says: Mapping[str, float]  # the signs of the words of an action
    beside: Mapping[str, float]  # and of those in the sentences of a day

    def sum(self, facts: Iterable[str]) -> float:
        """What facts weigh together."""
        return weighed(self.facts, facts)


def weights_of(found: Mapping[str, float]) -> DayWeights:
    """Weights by what they are of; those of words begin with one of `OF_WORDS` and end with a sign."""
    says, beside = (
        {name.removeprefix(what): weight for name, weight in found.items() if name.startswith(what)}
        for what in OF_WORDS
    )
    return DayWeights(found, says, beside)


class Place(NamedTuple):
    """A date in the sender's own words."""

    date: DateExpression
    line: int  # the number of its sentence
    stretch: int  # and of its stretch
    labelled: bool  # it stands behind "Datum:"


class Day(NamedTuple):
    """A day to come, or a week or month, that is no limit."""

    iso: str
    places: Sequence[Place]  # in order
    look: str  # that of a meeting, or one with an hour, or bare; and whether there are others like it
    facts: Sequence[str]  # what else is known of it by itself
    words: AbstractSet[str]  # the signs of those in its sentences
    odds: float  # and what all this weighs
    chosen: bool  # it is one of several to choose from


class Days:
    """The days to come in a message."""

    def __init__(self, reading: Reading, asked: Sequence[Asked], book: RuleBook) -> None:
        self._reading = reading
        self._meeting = book.meeting
        self._weekdays = book.weekdays
        self._starts = [start for start, _ in reading.lines.spans]
        self._invited = {one.sentence.start for one in asked if one.kind == "invitation"}
        self._weights = book.days
        self.by_iso: Mapping[str, Day] = {day.iso: day for day in self._found()}
        self.last = max(map(first_day, self.by_iso), default=date.min)
        meetings = (iso for iso, day in self.by_iso.items() if day.look.endswith(OF_MEETING))
        self.last_meeting = max(map(first_day, meetings), default=date.min)
        self._places = sorted(
            (place.line, day.iso, place) for day in self.by_iso.values() for place in day.places
        )
        self._lines = [line for line, _, _ in self._places]

    def line(self, start: int) -> int:
        """The number of the sentence in which something begins."""
        return bisect_right(self._starts, start) - 1

    def between(self, first: int, last: int) -> Sequence[tuple[int, str, Place]]:
        """The places in the sentences from `first` to `last`, in order: the sentence, the day and the place."""
        return self._places[bisect_left(self._lines, first) : bisect_right(self._lines, last)]

    def _found(self) -> Iterator[Day]:
        by_iso = self._by_iso()
        choices = set(self._choices())
        looks = {iso: self._look(places) for iso, places in by_iso.items()}
        alike = Counter(looks.values())
        seen: Counter[str] = Counter()
        for number, (iso, places) in enumerate(by_iso.items(), start=1):
            look = looks[iso]
            seen[look] += 1
            rank = "only " if len(by_iso) == 1 else "sole " if alike[look] == 1 else ""
            facts = [*self._of_day(iso, places), f"number {_of(number, len(by_iso))}"]
            if look == OF_MEETING:
                facts.append(f"meeting {_of(seen[look], alike[look])}")
            if iso in choices:
                facts.append(CHOICE)
            words = frozenset().union(*{self._reading.lines.rows[place.line] for place in places})
            odds = self._weights.sum([f"{rank}{look}", *facts]) + weighed(self._weights.beside, words)
            yield Day(iso, places, f"{rank}{look}", facts, words, odds, iso in choices)

    def _by_iso(self) -> Mapping[str, Sequence[Place]]:
        by_iso: dict[str, list[Place]] = {}
        lines, sent, plain = self._reading.lines, self._reading.sent, self._reading.plain
        for line, dates in lines.holding(self._reading.dates).items():
            of_term = len(dates) > 1 and TERM.search(plain, *lines.spans[line]) is not None
            for before, one, other in zip(
                chain((None,), dates), dates, chain(dates[1:], (None,)), strict=False
            ):
                opens = of_term and other is not None and is_until(plain, one, other)
                goes_on = before is not None and self._goes_on(before, one)
                free = not one.limit or may_be_for(plain, one)
                if (
                    free
                    and not opens
                    and not goes_on
                    and lies_ahead(one, sent)
                    and not is_away(plain, one.start, one.end)
                ):
                    labelled = _LABELLED.search(plain, max(one.start - _BESIDE, 0), one.start)
                    place = Place(one, line, lines.stretch(line), labelled is not None)
                    by_iso.setdefault(one.iso, []).append(place)
        return by_iso

    def _goes_on(self, one: DateExpression, other: DateExpression) -> bool:
        """Whether a day is the second one of a meeting: "donderdag 8 juni en vrijdag 9 juni"."""
        if not (
            one.precision == other.precision == "day"
            and _AND.fullmatch(self._reading.plain, one.end, other.start)
        ):
            return False
        return first_day(other.iso).toordinal() == first_day(one.iso).toordinal() + 1

    def _choices(self) -> Iterator[str]:
        """The days that stand beside another with "of" between, and those that are listed before: "6, 8 of 13 oktober"."""
        listed: list[str] = []
        for one, other in pairwise(self._reading.dates):
            listed.append(one.iso)
            if one.iso != other.iso and is_choice(self._reading.plain, one.end, other.start):
                yield from (*listed, other.iso)
                listed = []
            elif not _COMMA.fullmatch(self._reading.plain, one.end, other.start):
                listed = []

    def _look(self, places: Sequence[Place]) -> str:
        """What a day looks like: that of a meeting, one with an hour, or one without."""
        if any(self._is_of_meeting(place) for place in places):
            return OF_MEETING
        return "hour" if self._has_hour(places) else "bare"

    def _has_hour(self, places: Sequence[Place]) -> bool:
        return any(_HOUR.match(self._reading.plain, place.date.end) for place in places)

    def _is_of_meeting(self, place: Place) -> bool:
        if place.labelled or self._starts[place.line] in self._invited:
            return True
        row = self._reading.lines.rows[place.line].translate(self._weekdays)
        return self._meeting.search(row) is not None

    def _of_day(self, iso: str, places: Sequence[Place]) -> Iterator[str]:
        """What is known of a day by itself."""
        rows, plain, sent = self._reading.lines.rows, self._reading.plain, self._reading.sent
        if any(self._meeting.search(rows[line]) for line in {place.line for place in places}):
            yield "meeting or weekday"
        yield f"times {min(len(places), _MOST_TOLD)}"
        yield from {place.date.precision for place in places}
        yield from {f"in {self._reading.own[place.stretch].kind}" for place in places}
        if any(is_beginning(plain, one.start) for one, *_ in places):
            yield "begins"
        if self._has_hour(places):
            yield "has an hour"
        if any(plain.find("dag", one.start, one.end) >= 0 for one, *_ in places):
            yield "has a weekday"
        if any(one.ahead for one, *_ in places):
            yield "named from sending"
        if all(one.limit for one, *_ in places):
            yield "perhaps a limit"
        if sent is not None:
            yield f"ahead {step((first_day(iso) - sent).days, _AHEAD)}"


def is_until(plain: str, one: DateExpression, other: DateExpression) -> bool:
    """Whether two days are the first and the last of a period: "van 24 november tot 15 december"."""
    return _UNTIL.fullmatch(plain, one.end, other.start) is not None


def may_be_for(plain: str, one: DateExpression) -> bool:
    """Whether a limit may as well be what something is for: "de agenda voor 3 september", "u bent uitgenodigd voor de vergadering op 3 september"; "voor het weekend" hardly is, nor "voor eind mei"."""
    return (
        not plain.startswith(_WEEKEND, one.end - len(_WEEKEND))
        and not plain.startswith(_END, one.start)
        and not ends_there(plain, one.end)
        and _FOR.search(plain, max(one.start - _BESIDE, 0), one.start) is not None
    )


def weighed(weights: Mapping[str, float], names: Iterable[str]) -> float:
    """The sum of the weights of what has one."""
    return sum(filter(None, map(weights.get, names)))


def step(number: int, steps: Sequence[int]) -> int:
    """The first of the steps that a number does not pass."""
    return next((one for one in steps if number <= one), _FURTHER)


def lies_ahead(one: DateExpression, sent: date | None) -> bool:
    """Whether a day, week or month is not over on the day of sending."""
    if sent is None:
        return True
    if one.precision == "day":
        return first_day(one.iso) >= sent
    if one.precision == "week":
        return first_day(one.iso).isocalendar()[:2] >= sent.isocalendar()[:2]
    return first_day(one.iso) >= sent.replace(day=1)


def _of(number: int, count: int) -> str:
    return f"{min(number, _MOST_TOLD)} of {min(count, _MOST_TOLD + 1)}"
