"""By which day an action is due whose own sentence names none: the term in a sentence beside it, if it is meant too.

"Wilt u uw voorkeur doorgeven?  Dat kan tot 22 november." is one request and one term in two sentences, and "Neemt u laarzen mee?" beside the same
term may be none of its business.  Where the term stands, what is asked there and how its sentence begins are plain facts, each with a
weight; the likeliest term is the one, unless none is likelier (a conditional logit, as in limits).  `tests/weigh_days.py` finds
the weights in labelled mail and writes them to `resources/rules/nearby.json`.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from reader.actions.calendar import first_day
from reader.actions.days import lies_ahead, step, weighed
from reader.actions.due import between
from reader.paths import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from reader.actions.action import Kind
    from reader.actions.expression import DateExpression
    from reader.actions.matching import Asked
    from reader.actions.reading import Reading

NEARBY = RESOURCES / "rules" / "nearby.json"
_LINE = attrgetter("line")
_REACH = 4  # sentences
_NOTHING = "nothing"  # is asked in the sentence of a term
_STEPS = (3, 14, 42, 120, 240)  # days from sending
_MEANT = 0.6  # a day that is missed costs more than one named in vain: so much less is needed for it

# How a sentence begins that goes on about what was asked before it, and what in one leans on that.
_GOES_ON = re.compile(
    r"\s*(?:dat|dit|daar\w*|deze|die|hier\w*|het|ze|zo|uw|je|jullie|graag|liefst|alles|beide|reageren|reactie\w*)(?!\w)"
)
_LEANS = re.compile(
    r"(?<!\w)(?:daar(?:bij|voor|mee|in|op)|erbij|hierbij|meteen|gelijk|direct|dan|ook|alvast|meesturen|bij\s+(?:uw|je|de)\s+(?:aan|op)\w+)(?!\w)"
)
# Words of a term for whoever reads it, and not of a permit or a contract.
_TO_ACT = re.compile(
    r"reactie|reageren|reageer|antwoord|aanmeld|aan\s+te\s+melden|inschrij|opgave|opgev|geef\s+.{0,40}\sop(?!\w)|inzend|indien|insturen|aanlever|zienswijze"
    r"|doorgeven|invul|vul\s|stem|enquête|vragenlijst|peiling|horen|hoor|vernemen|ontvang|weten|kan\s+(?:nog\s+)?tot|kunt|kun\s|graag|(?<!\w)open(?!\w)"
)


class Term(NamedTuple):
    """A day by which something is due, or by which the reader may act as a sentence says that asks nothing."""

    date: DateExpression
    line: int  # the number of its sentence
    stretch: int
    kind: str  # of the action that is due by it, or that there is none
    facts: Sequence[str]  # what else is known of it by itself


class Undated(NamedTuple):
    """An action whose own sentence names no term."""

    one: Asked
    kind: Kind
    event: DateExpression | None  # the meeting that it is about


def nearby_weights() -> Mapping[str, float]:
    """The weights that were found."""
    found: dict[str, float] = json.loads(NEARBY.read_text(encoding="utf-8"))
    return found


def terms(
    asked: Sequence[Asked],
    kinds: Sequence[Kind],
    due: Sequence[DateExpression | None],
    reading: Reading,
) -> Sequence[Term]:
    """The terms of a message, in order; `due` are those of what is asked, as far as its own sentences name them."""
    lines, plain = reading.lines, reading.plain
    known = {
        lines.number(one.sentence.start): (kind, date)
        for one, kind, date in zip(asked, kinds, due, strict=True)
    }
    found: list[Term] = []
    for line, dates in lines.holding(reading.dates).items():
        kind, date = known.get(line, (_NOTHING, None))
        if line not in known and _TO_ACT.search(plain, *lines.spans[line]):
            date = next((one for one in dates if one.limit and lies_ahead(one, reading.sent)), None)
        if date is not None and not plain.endswith(":", *lines.spans[line]):  # else it is that of a list
            facts = list(_facts_of(date, kind, plain, lines.spans[line], reading.sent))
            found.append(Term(date, line, lines.stretch(line), kind, facts))
    return found


def _facts_of(
    one: DateExpression, kind: str, plain: str, span: tuple[int, int], sent: date | None
) -> Iterator[str]:
    if _GOES_ON.match(plain, *span):
        yield "goes on"
    ahead = step((first_day(one.iso) - sent).days, _STEPS) if sent is not None else 0
    yield f"at nothing, ahead {ahead}" if kind == _NOTHING else f"ahead {ahead}"


def likeliest_term(
    action: Undated, among: Sequence[Term], reading: Reading, weights: Mapping[str, float]
) -> DateExpression | None:
    """The term by which an action is due."""
    found = None
    most = weighed(weights, without_term(action, reading)) - _MEANT
    for term, facts in facts_of_terms(action, among, reading):
        if (odds := weighed(weights, facts)) > most:
            found, most = term.date, odds
    return found


def without_term(action: Undated, reading: Reading) -> Iterator[str]:
    """What speaks for none of them."""
    yield from ("none", f"none, {_what(action, reading)}")
    if action.one.sentence.plain.endswith("?"):
        yield "none, question"


def facts_of_terms(
    action: Undated, among: Sequence[Term], reading: Reading
) -> Iterator[tuple[Term, Sequence[str]]]:
    """What is known of an action and each of the terms within its reach, up to the day of its meeting."""
    one, _, event = action
    what = _what(action, reading)
    own = reading.lines.number(one.sentence.start)
    leans = _LEANS.search(one.sentence.plain) is not None
    near = among[bisect_left(among, own - _REACH, key=_LINE) : bisect_right(among, own + _REACH, key=_LINE)]
    for term in near:
        distance = term.line - own
        if distance and not (event and first_day(term.date.iso) > first_day(event.iso)):
            side = "after" if distance > 0 else "before"
            where = "same stretch" if term.stretch == one.stretch else "another stretch"
            facts = [
                "some",
                f"{side} {abs(distance)}",
                f"{side}, {what}",
                f"{side}, at {term.kind}",
                f"{what}, at {term.kind}",
                f"{side}, {where}",
            ]
            if _heading_between(one.stretch, term.stretch, reading):
                facts.append(f"{side}, heading between")
            if abs(distance) == 1:
                facts.append(f"beside, {side}, {where}, at {term.kind}")
            facts += (f"{side}, {fact}" for fact in term.facts)
            if leans:
                facts += (f"{side}, leans", f"{side} {abs(distance)}, leans")
            yield term, facts


def _what(action: Undated, reading: Reading) -> str:
    """Its kind, and whether its sentence names a day: one that does so rather says when something is."""
    start, end, _ = action.one.sentence
    return f"{action.kind} with a day" if between(reading.dates, start, end) else action.kind


def _heading_between(one: int, other: int, reading: Reading) -> bool:
    """Whether a heading stands between two stretches, or is the later one."""
    between_them = reading.own[min(one, other) + 1 : max(one, other) + 1]
    return any(stretch.kind == "heading" for stretch in between_them)
