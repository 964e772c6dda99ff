"""Which day an action is about: the days to come in a message, and what each has to do with the action.

"Geef uw dieetwensen door" is about the meeting that was spoken of before, and which that is, is a matter of degree.  What is
known of a day by itself, of an action by itself and of the two together are plain facts, each with a weight; the day with the
greatest sum is the event, unless it is no greater than that of no day at all (a conditional logit).  `tests/weigh_days.py`
finds the weights in labelled mail and writes them to `resources/rules/days.json`.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from functools import lru_cache
from heapq import nsmallest
from typing import TYPE_CHECKING, NamedTuple

from reader.actions.calendar import first_day
from reader.actions.days import OF_MEETING, OF_WORDS, Days, DayWeights, step, weighed, weights_of
from reader.actions.due import leans_on_a_meeting
from reader.actions.lexicon import by_signs
from reader.actions.signs import OF_DUE
from reader.actions.weekdays import WEEKDAY_WORDS
from reader.paths import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from reader.actions.action import Kind
    from reader.actions.book import RuleBook
    from reader.actions.days import Day, Place
    from reader.actions.lexicon import Lexicon
    from reader.actions.matching import Asked
    from reader.actions.reading import Reading
    from reader.message import BlockKind

DAYS = RESOURCES / "rules" / "days.json"
_MEANT = 1.2  # a meeting that is not named costs more than one named in vain: so much less is needed for it
_REACH = 25  # sentences between an action and its meeting
_MOST_NEAR = 30  # days: a list of more is no list of meetings that an action is about
_FAR = 9
_MOST_KEPT = 5_000  # ways in which an action and a day may lie to each other that are remembered
_STEPS = tuple(next(step for step in (0, 1, 3, 8, _FAR) if distance <= step) for distance in range(_FAR + 1))
_AFTER_DUE = (7, 14, 30, 90)  # days
_NEAREST = 3
_MOST_SINCE = 3
_NO_DAY = "no day"

_POINTED = re.compile(
    r"(?<!\w)(?:die|dat|deze|dit|de|het|onze|uw|ons|een)\s+(\w*(?:avond|ochtend|middag|dag|bijeenkomst|sessie|webinar|excursie"
    r"|bezoek|gesprek|overleg|training|cursus|workshop|wandeling|rondleiding|opening|congres|symposium|vergadering|ronde|debat"
    r"|bespreking|behandeling|zitting|stemming))(?!\w)"
)
_WEEKDAY = re.compile("|".join(sorted(WEEKDAY_WORDS, key=len, reverse=True)))
_ANOTHER_DAY = re.compile(r"(?<!\w)(?:welke\s+datum|datum\s+(?:\w+\s+)?waarop|wanneer)\s+(?:uw|de|het)(?!\w)")


def day_weights(lexicon: Lexicon) -> DayWeights:
    """The weights that were found, those of words by their signs."""
    return weights_of(by_signs(json.loads(DAYS.read_text(encoding="utf-8")), OF_WORDS, lexicon))


class Action(NamedTuple):
    """What is known of an action by itself."""

    one: Asked
    line: int  # the number of its sentence
    due: str | None  # the day by which it is to be done
    facts: Sequence[str]
    words: AbstractSet[str]  # their signs
    pointed: Sequence[str]  # words for a meeting that it points at: "die avond"
    weekday: int | None  # that it names
    names_a_day: bool  # it would have the reader name one; then that day is not known
    chooses: bool  # it would have the reader choose


class Spoken(NamedTuple):
    """The meetings that the actions before are about."""

    last: str | None = None
    line: int = 0  # of the action that was about the last one
    all: frozenset[str] = frozenset()
    since: int = 0  # actions that came after it, or of which none was about any

    def then(self, iso: str | None, line: int) -> Spoken:
        """With one action more, about that day or about none."""
        if iso is None:
            return self._replace(since=self.since + 1)
        return Spoken(iso, line, self.all | {iso})


class Bearings:
    """The days to come in a message, and what an action has to do with them."""

    def __init__(self, reading: Reading, asked: Sequence[Asked], book: RuleBook) -> None:
        self._reading = reading
        self._meeting = book.meeting
        self._headings = [number for number, one in enumerate(reading.own) if one.kind == "heading"]
        self.days = Days(reading, asked, book)
        self.weights = book.days

    def __bool__(self) -> bool:
        return bool(self.days.by_iso)

    def day(self, iso: str) -> Day | None:
        """A day to come by its name."""
        return self.days.by_iso.get(iso)

    def labelled_below(self, line: int) -> Day | None:
        """The day on a line such as "Datum: donderdag 3 december" that follows."""
        below = self.days.between(line + 1, line + _FAR)
        return next((self.days.by_iso[iso] for _, iso, place in below if place.labelled), None)

    def of_action(self, one: Asked, signs: AbstractSet[str], due: str | None) -> Action:
        """What is known of an action by itself; `signs` are what its words say."""
        line, plain = self.days.line(one.sentence.start), one.sentence.plain
        row = self._reading.lines.rows[line]
        facts = [_NO_DAY, one.kind, *(signs - OF_DUE)]
        if leans_on_a_meeting(one, signs):
            facts.append("leans on a meeting")
        if one.rule.place == "section":
            facts.append("in section")
        if plain.endswith("?"):
            facts.append("question")
        if self._meeting.search(row):
            facts.append("speaks of a meeting")
        inside = len(self.days.between(line, line))
        facts.append(f"{'due' if due else 'not due'}, days {min(inside, 2)}")
        if "chooses" in signs and len(self.days.by_iso) > 1:
            facts.append("chooses from several")
        weekday = _WEEKDAY.search(plain) if "dag" in plain else None
        return Action(
            one,
            line,
            due,
            facts,
            frozenset(row),
            pointed=tuple(dict.fromkeys(_POINTED.findall(plain))),
            weekday=WEEKDAY_WORDS[weekday[0]] if weekday else None,
            names_a_day="turns" in signs and _ANOTHER_DAY.search(plain) is not None,
            chooses="chooses" in signs,
        )

    def of_both(self, action: Action, spoken: Spoken) -> Iterator[tuple[Day, Sequence[str]]]:
        """The days that an action can be about, and what is known of the two together."""
        near = self._near(action.line, spoken)
        ranks = _ranks(action.line, near)
        for day, place in near:
            if place.line == action.line:
                if day.iso == action.due:
                    continue
                facts = ["inside", f"inside: {action.one.kind}", f"inside, {day.look}"]
            elif action.names_a_day or (action.chooses and day.chosen):
                continue
            else:
                facts = list(self._apart(action, day, place))
            facts += ranks[day.iso]
            facts += _beside_due(action, day, place)
            if spoken.last == day.iso:
                facts.append(f"spoken of {_STEPS[min(action.line - spoken.line, _FAR)]}")
            elif spoken.last is not None:
                facts.append("other spoken of")
            if day.iso in spoken.all:
                facts.append(f"one of {min(len(spoken.all), 2)} spoken of")
            yield day, facts

    def _near(self, line: int, spoken: Spoken) -> Sequence[tuple[Day, Place]]:
        """The days within reach, each with its nearest place, and the one last spoken of."""
        nearest: dict[str, Place] = {}
        for at, iso, place in self.days.between(line - _REACH, line + _REACH):
            held = nearest.get(iso)
            if held is None or abs(line - at) <= abs(line - held.line):
                nearest[iso] = place
        if len(nearest) > _MOST_NEAR:
            nearest = dict(nsmallest(_MOST_NEAR, nearest.items(), key=lambda held: abs(line - held[1].line)))
        days = self.days.by_iso
        if spoken.last is not None and spoken.last not in nearest and spoken.last in days:
            nearest[spoken.last] = days[spoken.last].places[0]
        return [(days[iso], place) for iso, place in nearest.items()]

    def _apart(self, action: Action, day: Day, place: Place) -> Iterator[str]:
        """What is known of an action and a day in another sentence."""
        stretches, distance = self._reading.own, action.line - place.line
        own, its = stretches[action.one.stretch].kind, stretches[place.stretch].kind
        yield from _lying(max(-_FAR, min(distance, _FAR)), action.one.kind, own, its, day.look)
        if place.stretch == action.one.stretch:
            yield "same stretch"
        elif self._headings and self._section(place.stretch) == self._section(action.one.stretch):
            yield "same section"
        if action.pointed:
            start, end = self._reading.lines.spans[place.line]
            plain = self._reading.plain
            meant = any(plain.find(word, start, end) >= 0 for word in action.pointed)
            yield "pointed at" if meant else "not pointed at"
        if action.weekday is not None and place.date.precision == "day":
            yield "its weekday" if first_day(day.iso).weekday() == action.weekday else "another weekday"

    def _section(self, stretch: int) -> int:
        return bisect_right(self._headings, stretch)


@lru_cache(_MOST_KEPT)
def _lying(distance: int, kind: Kind, own: BlockKind, its: BlockKind, look: str) -> Sequence[str]:
    """How an action and a day lie to each other, so many sentences apart, in stretches of these two kinds."""
    side = "before" if distance > 0 else "after"
    where = f"{side} {_STEPS[abs(distance)]}"
    between = f"{side}, in {own}, day in {its}"
    return where, f"{where}: {kind}", f"{where}, in {own}", between, f"{kind}, {look}"


def _ranks(line: int, near: Sequence[tuple[Day, Place]]) -> Mapping[str, Sequence[str]]:
    """Which days, and which meetings among them, are the nearest before a sentence and after it."""
    facts: dict[str, list[str]] = {day.iso: [] for day, _ in near}
    placed = sorted((place.date.start, place.line, day) for day, place in near)
    before = [day for _, at, day in reversed(placed) if at <= line]
    after = [day for _, at, day in placed if at > line]
    for side, days in (("before", before), ("after", after)):
        meetings = [day for day in days if day.look.endswith(OF_MEETING)]
        for what, those in (("day", days), ("meeting", meetings)):
            for number, day in enumerate(those[:_NEAREST], start=1):
                facts[day.iso].append(f"{what} {number} {side}")
    return facts


def _beside_due(action: Action, day: Day, place: Place) -> Iterator[str]:
    """How a day lies to the one by which an action is to be done."""
    if action.due is None:
        return
    later = (first_day(day.iso) - first_day(action.due)).days
    if day.iso == action.due:
        yield "due inside" if place.line == action.line else "due"
    elif later < 0:
        yield "before due"
    else:
        yield f"after due {step(later, _AFTER_DUE)}"


def without(action: Action, spoken: Spoken) -> list[str]:
    """What speaks for no day at all."""
    what = "some spoken of" if spoken.last else "none spoken of"
    return [*action.facts, what, f"{what}, {min(spoken.since, _MOST_SINCE)} since"]


def likeliest(action: Action, bearings: Bearings, spoken: Spoken) -> Day | None:
    """The day that an action is about, if any."""
    if action.one.kind == "invitation" and spoken.last is None:
        below = bearings.labelled_below(action.line)
        if below is not None:
            return below
    weights = bearings.weights
    most = weights.sum(without(action, spoken)) + weighed(weights.says, action.words) - _MEANT
    found = None
    for day, together in bearings.of_both(action, spoken):
        if (odds := day.odds + weights.sum(together)) > most:
            most, found = odds, day
    return found
