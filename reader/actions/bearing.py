"""Which day an action is about: the days to come in a message, and what each has to do with the action.

"Geef uw dieetwensen door" is about the meeting that was spoken of before, and which that is, is a matter of degree.  What is
known of a day by itself, of an action by itself and of the two together are plain facts, each with a weight; the day with the
greatest sum is the event, unless it is no greater than that of no day at all (a conditional logit).  `tests/weigh_days.py`
finds the weights in labelled mail and writes them to `resources/rules/days.json`.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from reader.actions.calendar import first_day
from reader.actions.cues import is_beginning
from reader.actions.relative import WEEKDAY_WORDS
from reader.paths import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from datetime import date

    from reader.actions.book import RuleBook
    from reader.actions.expression import DateExpression
    from reader.actions.matching import Asked
    from reader.actions.reading import Reading

DAYS = RESOURCES / "rules" / "days.json"
_CHOICE = "one of several"
_MEANT = 0.7  # a meeting that is not named costs more than one named in vain: so much less is needed for it
_REACH = 25  # sentences between an action and its meeting
_FAR = 9
_STEPS = tuple(next(step for step in (0, 1, 3, 8, _FAR) if distance <= step) for distance in range(_FAR + 1))
_BESIDE = 30  # characters
_NO_DAY = "no day"

_THAT_MEETING = re.compile(
    r"(?<!\w)(?:deze|die|dat|dit)\s+\w*(?:avond|ochtend|middag|dag|bijeenkomst|sessie|webinar|excursie|bezoek|gesprek|overleg"
    r"|training|cursus|workshop|wandeling|rondleiding|opening|congres|symposium|vergadering|ronde|week)(?!\w)"
)
_HOUR = re.compile(r"[\s,(]*(?:om|van|vanaf|tussen|-|–|\|)?\s*\d{1,2}[.:]\d\d")
_LABELLED = re.compile(r"(?<!\w)(?:datum|wanneer|dag)\s*[:?]?\s*$")
_OR = re.compile(r"[^.?!\n]{0,40}(?<!\w)of(?!\w)[^.?!\n]{0,20}")
_ANOTHER_DAY = re.compile(r"(?<!\w)(?:welke\s+datum|datum\s+(?:\w+\s+)?waarop|wanneer)\s+(?:uw|de|het)(?!\w)")
_UNTIL = re.compile(r"\s*(?:tot(?:\s+en\s+met)?|t/m|–|-)\s+(?:\w+dag\s+)?\d{1,2}\s+[a-z]")
_LONG_WORD = re.compile(r"\w{7,}")


def day_weights() -> Mapping[str, float]:
    """The weights that were found."""
    found: dict[str, float] = json.loads(DAYS.read_text(encoding="utf-8"))
    return found


class Place(NamedTuple):
    """A date in the sender's own words."""

    date: DateExpression
    line: int  # the number of its sentence
    stretch: int  # and of its stretch
    labelled: bool  # it stands behind "Datum:"


class Action(NamedTuple):
    """What is known of an action by itself."""

    one: Asked
    line: int  # the number of its sentence
    due: str | None  # the day by which it is to be done
    facts: Sequence[str]
    words: frozenset[str]  # the long ones
    names_a_day: bool  # it would have the reader name one; then that day is not known
    chooses: bool  # it would have the reader choose


class Day(NamedTuple):
    """A day to come, or a week or month, that is no limit."""

    iso: str
    places: Sequence[Place]  # in order
    facts: Sequence[str]  # what is known of it by itself
    odds: float  # and what that weighs


class Spoken(NamedTuple):
    """The meetings that the actions before are about."""

    last: str | None = None
    line: int = 0  # of the action that was about the last one
    all: frozenset[str] = frozenset()


class Bearings:
    """The days to come in a message, and what an action has to do with them."""

    def __init__(self, reading: Reading, asked: Sequence[Asked], book: RuleBook) -> None:
        self._reading = reading
        self._meeting = book.meeting
        self._weekdays = dict.fromkeys(map(ord, map(book.lexicon.__getitem__, WEEKDAY_WORDS)))
        self._starts = [start for start, _ in reading.lines.spans]
        self._headings = [number for number, one in enumerate(reading.own) if one.kind == "heading"]
        self._words: dict[int, frozenset[str]] = {}
        self.weights = book.days
        self._invited = {one.sentence.start for one in asked if one.kind == "invitation"}
        self._days: dict[str, Day] = {day.iso: day for day in self._found()}
        self._places = sorted(
            (place.line, day.iso, place) for day in self._days.values() for place in day.places
        )
        self._lines = [line for line, _, _ in self._places]

    def line(self, one: Asked) -> int:
        """The number of its sentence."""
        return bisect_right(self._starts, one.sentence.start) - 1

    def _found(self) -> Iterator[Day]:
        by_iso: dict[str, list[Place]] = {}
        lines, sent = self._reading.lines, self._reading.sent
        for one in self._reading.dates:
            if not one.limit and lies_ahead(one, sent):
                line = bisect_right(self._starts, one.start) - 1
                if line >= 0 and one.start < lines.spans[line][1]:
                    labelled = _LABELLED.search(self._reading.plain, max(one.start - _BESIDE, 0), one.start)
                    place = Place(one, line, bisect_right(lines.firsts, line) - 1, labelled is not None)
                    by_iso.setdefault(one.iso, []).append(place)
        choices = set(self._choices())
        looks = {iso: self._look(places) for iso, places in by_iso.items()}
        alike = Counter(looks.values())
        for iso, places in by_iso.items():
            look = looks[iso]
            rank = "only " if len(by_iso) == 1 else "sole " if alike[look] == 1 else ""
            facts = [f"{rank}{look}", *self._of_day(places)]
            if iso in choices:
                facts.append(_CHOICE)
            yield Day(iso, places, facts, _sum(self.weights, facts))

    def _choices(self) -> Iterator[str]:
        """The days that stand beside another with "of" between."""
        for one, other in pairwise(self._reading.dates):
            if one.iso != other.iso and _OR.fullmatch(self._reading.plain, one.end, other.start):
                yield from (one.iso, other.iso)

    def _look(self, places: Sequence[Place]) -> str:
        """What a day looks like: that of a meeting, one with an hour, or one without."""
        if any(self._is_of_meeting(place) for place in places):
            return "meeting"
        plain = self._reading.plain
        return "hour" if any(_HOUR.match(plain, place.date.end) for place in places) else "bare"

    def _of_day(self, places: Sequence[Place]) -> Iterator[str]:
        """What else is known of a day by itself."""
        rows, plain = self._reading.lines.rows, self._reading.plain
        if any(self._meeting.search(rows[place.line]) for place in places):
            yield "meeting or weekday"
        yield f"times {min(len(places), 3)}"
        yield from {place.date.precision for place in places}
        yield from {f"in {self._reading.own[place.stretch].kind}" for place in places}
        if any(
            is_beginning(plain, place.date.start) or _UNTIL.match(plain, place.date.end) for place in places
        ):
            yield "begins"

    def _is_of_meeting(self, place: Place) -> bool:
        if place.labelled or self._starts[place.line] in self._invited:
            return True
        row = self._reading.lines.rows[place.line].translate(self._weekdays)
        return self._meeting.search(row) is not None

    def __bool__(self) -> bool:
        return bool(self._days)

    def near(self, line: int, spoken: Spoken) -> list[tuple[Day, Place]]:
        """The days that an action can be about, each with its nearest place: those within reach, and the one last spoken of."""
        nearest: dict[str, Place] = {}
        for at, iso, place in self._between(line - _REACH, line + _REACH):
            held = nearest.get(iso)
            if held is None or abs(line - at) <= abs(line - held.line):
                nearest[iso] = place
        if spoken.last is not None and spoken.last not in nearest and spoken.last in self._days:
            nearest[spoken.last] = self._days[spoken.last].places[0]
        return [(self._days[iso], place) for iso, place in nearest.items()]

    def _between(self, first: int, last: int) -> Sequence[tuple[int, str, Place]]:
        """The places in the sentences from `first` to `last`, in order."""
        return self._places[bisect_left(self._lines, first) : bisect_right(self._lines, last)]

    def labelled_below(self, line: int) -> Day | None:
        """The day on a line such as "Datum: donderdag 3 december" that follows."""
        below = self._between(line + 1, line + _FAR)
        return next((self._days[iso] for _, iso, place in below if place.labelled), None)

    def of_action(self, one: Asked, signs: AbstractSet[str], due: str | None) -> Action:
        """What is known of an action by itself; `signs` are what its words say."""
        line, plain = self.line(one), one.sentence.plain
        facts = [_NO_DAY, one.kind, *signs]
        if "points back" in signs and _THAT_MEETING.search(plain):
            facts.append("that meeting")
        if one.rule.place == "section":
            facts.append("in section")
        if plain.endswith("?"):
            facts.append("question")
        if self._meeting.search(self._reading.lines.rows[line]):
            facts.append("speaks of a meeting")
        inside = len(self._between(line, line))
        facts.append(f"{'due' if due else 'not due'}, days {min(inside, 2)}")
        if "chooses" in signs and len(self._days) > 1:
            facts.append("chooses from several")
        names = "turns" in signs and _ANOTHER_DAY.search(plain) is not None
        return Action(one, line, due, facts, self._long_words(line), names, "chooses" in signs)

    def of_both(self, action: Action, day: Day, place: Place, spoken: Spoken) -> list[str]:
        """What is known of an action and a day together; nothing where it cannot be about that day."""
        line = action.line
        distance = line - place.line
        if distance == 0:
            facts = ["inside", f"inside: {action.one.kind}", f"inside, {day.facts[0]}"]
        elif action.names_a_day or (action.chooses and day.facts[-1] == _CHOICE):
            return []
        else:
            facts = list(self._apart(action, place))
        if day.iso == action.due:
            facts.append("due" if distance else "due inside")
        if spoken.last == day.iso:
            facts.append(f"spoken of {_STEPS[min(line - spoken.line, _FAR)]}")
        elif spoken.last is not None:
            facts.append("other spoken of")
        if day.iso in spoken.all:
            facts.append(f"one of {min(len(spoken.all), 2)} spoken of")
        return facts

    def _apart(self, action: Action, place: Place) -> Iterator[str]:
        """What is known of an action and a day in another sentence."""
        distance = action.line - place.line
        where = f"{'before' if distance > 0 else 'after'} {_STEPS[min(abs(distance), _FAR)]}"
        yield where
        yield f"{where}: {action.one.kind}"
        if place.stretch == action.one.stretch:
            yield "same stretch"
        elif self._headings and self._section(place.stretch) == self._section(action.one.stretch):
            yield "same section"
        if shared := len(action.words & self._long_words(place.line)):
            yield f"shared words {min(shared, 2)}"

    def _section(self, stretch: int) -> int:
        return bisect_right(self._headings, stretch)

    def _long_words(self, line: int) -> frozenset[str]:
        words = self._words.get(line)
        if words is None:
            words = frozenset(_LONG_WORD.findall(self._reading.plain, *self._reading.lines.spans[line]))
            self._words[line] = words
        return words


def without(action: Action, spoken: Spoken) -> list[str]:
    """What speaks for no day at all."""
    return [*action.facts, "some spoken of" if spoken.last else "none spoken of"]


def likeliest(action: Action, bearings: Bearings, spoken: Spoken) -> Day | None:
    """The day that an action is about, if any."""
    if action.one.kind == "invitation" and spoken.last is None:
        below = bearings.labelled_below(action.line)
        if below is not None:
            return below
    weights = bearings.weights
    most = _sum(weights, without(action, spoken)) - _MEANT
    found = None
    for day, place in bearings.near(action.line, spoken):
        together = bearings.of_both(action, day, place, spoken)
        if together and (odds := day.odds + _sum(weights, together)) > most:
            most, found = odds, day
    return found


def _sum(weights: Mapping[str, float], names: Iterable[str]) -> float:
    return sum([weights.get(name, 0.0) for name in names])


def lies_ahead(one: DateExpression, sent: date | None) -> bool:
    """Whether a day, week or month is not over on the day of sending."""
    if sent is None:
        return True
    if one.precision == "day":
        return first_day(one.iso) >= sent
    if one.precision == "week":
        return first_day(one.iso).isocalendar()[:2] >= sent.isocalendar()[:2]
    return first_day(one.iso) >= sent.replace(day=1)
