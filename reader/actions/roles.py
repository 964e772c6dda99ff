"""Which date an action is due by, and which day it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from reader.actions.bearing import Bearings, Spoken, likeliest
from reader.actions.cues import is_choice
from reader.actions.due import between, counted_out, due_before, goes_along, leaned_on, until
from reader.actions.expression import is_to_come
from reader.actions.kinds import kind_of
from reader.actions.limits import likeliest_limit
from reader.actions.matching import is_item
from reader.actions.nearby import Undated, likeliest_term, terms
from reader.actions.signs import signs_in

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Set as AbstractSet

    from reader.actions.action import Kind
    from reader.actions.bearing import Action
    from reader.actions.book import RuleBook
    from reader.actions.days import Day, Days
    from reader.actions.expression import DateExpression
    from reader.actions.kinds import Known
    from reader.actions.matching import Asked
    from reader.actions.reading import Reading

_NEAR = 1_500  # characters: as far back as the days stand from which is to be chosen
_CHOOSES = re.compile(
    r"(?<!\w)(?:kies\w*|voorkeur|welke\s+(?:dag|datum(?!\s+(?:uw|de)\s+raad|\s+het)|data|avond|ochtend|middag)\w*|schikt|een\s+van\s+(?:deze|die)|elk\s+van)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Timing:
    """Of which kind an action is, when it is to be done, and what it is about."""

    kind: Kind
    due: DateExpression | None
    event: DateExpression | None
    offered: Sequence[DateExpression] = ()  # days of which one is to be chosen: none of them is the event

    @property
    def leading(self) -> DateExpression | None:
        """The date that counts first."""
        return self.due or self.event


def dated(
    asked: Sequence[Asked],
    reading: Reading,
    book: RuleBook,
    about: Callable[[Action, Bearings, Spoken], Day | None] = likeliest,
) -> list[Timing]:
    """The timing of each action, in their order: by when (due, nearby), about which day (bearing), or about one of several;
    and of which kind it is with these (kinds).

    Which day it is says `about`: the likeliest, or, where the weights are found for that, the one that is labelled.
    """
    if not asked:
        return []
    bearings = Bearings(reading, asked, book)
    spoken = Spoken()
    known: list[Known] = []
    offers: list[Sequence[DateExpression]] = []
    due = of_list = None
    for one in asked:
        signs = signs_in(one.sentence.plain)
        due = _due(one, signs, bearings.days, reading, book) or (due if goes_along(one, signs) else None)
        if one.sentence.plain.endswith(":"):
            of_list = due
        elif is_item(reading.own[one.stretch], reading.plain):
            due = due or of_list
        else:
            of_list = None
        offered = _offered(one, due, reading)
        event = None
        if bearings and not offered:
            action = bearings.of_action(one, signs, due.iso if due else None)
            day = about(action, bearings, spoken)
            spoken = spoken.then(day.iso if day else None, action.line)
            if day is not None:
                event = _place_of(day, one)
        due = due or due_before(one, signs, event, reading)
        if event is None and "chooses" in signs:
            offered = offered or _chosen_from(one, reading)
        known.append((one, due, event))
        offers.append(offered)
    kinds = [kind_of(known, number, book) for number in range(len(known))]
    among = terms(asked, kinds, [due for _, due, _ in known], reading, book.terms)
    return [
        Timing(
            kind, due or likeliest_term(Undated(one, kind, event), among, reading, book.terms), event, offered
        )
        for kind, (one, due, event), offered in zip(kinds, known, offers, strict=True)
    ]


def _due(
    one: Asked, signs: AbstractSet[str], days: Days, reading: Reading, book: RuleBook
) -> DateExpression | None:
    """The day by which it is to be done, as its sentence names it or leans on it."""
    inside = between(reading.dates, one.sentence.start, one.sentence.end)
    if inside:
        found = counted_out(one, signs, reading, days.by_iso)
        found = found or likeliest_limit(one, inside, reading, days, book)
        if found is not None:
            return found if found.limit else until(found)
    return leaned_on(one, signs, reading)


def _place_of(day: Day, one: Asked) -> DateExpression:
    """Where the day stands that an action is about: in its sentence, else first of all."""
    start, end, _ = one.sentence
    return next((place.date for place in day.places if start <= place.date.start < end), day.places[0].date)


def _offered(one: Asked, due: DateExpression | None, reading: Reading) -> Sequence[DateExpression]:
    """The days in a sentence of which one is to be chosen."""
    days = [
        date
        for date in between(reading.dates, one.sentence.start, one.sentence.end)
        if date is not due and not date.limit
    ]
    chosen = any(is_choice(reading.plain, day.end, other.start) for day, other in pairwise(days))
    return days if chosen else ()


def _chosen_from(one: Asked, reading: Reading) -> Sequence[DateExpression]:
    """The days just before an action that has the reader choose, where there are several."""
    if not _CHOOSES.search(one.sentence.plain):
        return ()
    near = between(reading.dates, one.sentence.start - _NEAR, one.sentence.start)
    days = [date for date in near if not date.limit and is_to_come(date, reading.sent)]
    return days if len({date.iso for date in days}) > 1 else ()
