"""By which day an action is due whose own sentence names none: the term in a sentence beside it, if it is meant too.

"Wilt u uw voorkeur doorgeven?  Dat kan tot 22 november." is one request and one term in two sentences, and "Neemt u laarzen mee?" beside the same
term may be none of its business.  Where the term stands, what is asked there, whether both speak of one act, and their words are plain facts,
each with a weight; the likeliest term is the one, unless none is likelier (a conditional logit, as in limits).  `tests/weigh_days.py` finds
the weights in labelled mail and writes them to `resources/rules/nearby.json`.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from reader.actions.calendar import first_day
from reader.actions.days import OF_WORDS, lies_ahead, step, weighed, weights_of
from reader.actions.due import between
from reader.actions.lexicon import by_signs
from reader.actions.relative import NUMBERS
from reader.paths import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from reader.actions.action import Kind
    from reader.actions.days import DayWeights
    from reader.actions.expression import DateExpression
    from reader.actions.lexicon import Lexicon
    from reader.actions.lines import Lines
    from reader.actions.matching import Asked
    from reader.actions.reading import Reading

NEARBY = RESOURCES / "rules" / "nearby.json"
_LINE = attrgetter("line")
_REACH = 5  # sentences
_MOST_APART = 4  # stretches
_NOTHING = "nothing"  # is asked in the sentence of a term
_STEPS = (3, 14, 42, 120, 240)  # days from sending
_MEANT = 0.9  # a day that is missed costs more than one named in vain: so much less is needed for it

# How a sentence begins that goes on about what was asked before it, and what in one leans on that.
_GOES_ON = re.compile(
    r"\s*(?:dat|dit|daar\w*|deze|die|hier\w*|het|ze|zo|uw|je|jullie|graag|liefst|alles|beide|reageren|reactie\w*)(?!\w)"
)
_LEANS = re.compile(
    r"(?<!\w)(?:daar(?:bij|voor|mee|in|op)|erbij|hierbij|meteen|gelijk|direct|dan|ook|alvast|meesturen|bij\s+(?:uw|je|de)\s+(?:aan|op)\w+)(?!\w)"
)
# Words for a term of its own, which is not read: "de raad heeft vervolgens acht weken", "voor het reces".
_OWN_TERM = re.compile(
    rf"(?<!\w)(?:(?:\d{{1,3}}|{'|'.join(NUMBERS)})\s+(?:werkdagen|dagen|weken|maanden)|v[oó][oó]r\s+(?:het|de)\s+(?:\w*reces|\w*vakantie)|uiterlijk)(?!\w)"
)
# Words of a term for whoever reads it, and not of a permit, a contract or a holiday.
_TO_ACT = re.compile(
    r"reactie|reageren|reageer|antwoord|aanmeld|aan\s+te\s+melden|inschrij|opgave|opgev|geef\s+.{0,40}\sop(?!\w)|inzend|indien|insturen|aanlever|zienswijze"
    r"|doorgeven|invul|vul\s|(?<!\w)stem|enquête|vragenlijst|peiling|horen|hoor|vernemen|ontvang|weten|kan\s+(?:nog\s+)?tot|kunt|kun\s|graag|(?<!\w)open(?!\w)"
    r"|deadline|uiterlijk|(?<!\w)sluit|termijn|welkom|inbreng|bijdrage|voordracht|wensen|ter\s+inzage|binnen\s+(?:is|zijn)(?!\w)|nemen\s+(?:wij|we)"
)
# What is done, by how its words begin: a term beside an action that speaks of the same is rather its own.
_ACTS = {
    f" {part}": act
    for act, parts in (
        ("join", "aanmeld/aan te melden/meld je/meld u/opgave/opgev/inschrij/schrijf/deelname/deelnem"),
        ("form", "enquête/vragenlijst/invul/vul /peiling/formulier"),
        ("view", "zienswij/standpunt/oordeel/opvatting/inspraak/consultatie"),
        ("answer", "antwoord/reactie/reage/horen/hoor /vernemen/weten /bericht"),
        ("vote", "stem /stemmen/stemt "),
        ("apply", "aanvra"),
        (
            "send",
            "stuur/sturen/opstu/insturen/toestu/doorstu/mail/lever /levert /aanlever/indien/inzend/toezend/dien ",
        ),
        ("ask", "vraag/vragen"),
    )
    for part in parts.split("/")
}


class Term(NamedTuple):
    """A day by which something is due, or by which the reader may act as a sentence says that asks nothing."""

    date: DateExpression
    line: int  # the number of its sentence
    stretch: int
    kind: str  # of the action that is due by it, or that there is none
    acts: AbstractSet[str]  # of which it speaks
    facts: Sequence[str]  # what else is known of it by itself
    words: AbstractSet[str]  # the signs of those in its sentence
    odds: float  # and what these weigh


class Undated(NamedTuple):
    """An action whose own sentence names no term."""

    one: Asked
    kind: Kind
    event: DateExpression | None  # the meeting that it is about


def nearby_weights(lexicon: Lexicon) -> DayWeights:
    """The weights that were found, those of words by their signs."""
    return weights_of(by_signs(json.loads(NEARBY.read_text(encoding="utf-8")), OF_WORDS, lexicon))


def terms(
    asked: Sequence[Asked],
    kinds: Sequence[Kind],
    due: Sequence[DateExpression | None],
    reading: Reading,
    weights: DayWeights,
) -> Sequence[Term]:
    """The terms of a message, in order; `due` are those of what is asked, as far as its own sentences name them."""
    if all(due):
        return ()  # nobody asks for them
    lines, plain = reading.lines, reading.plain
    known = {
        lines.number(one.sentence.start): (kind, term)
        for one, kind, term in zip(asked, kinds, due, strict=True)
    }
    found: list[Term] = []
    for line, dates in lines.holding(reading.dates).items():
        span = lines.spans[line]
        kind, term = known.get(line, (_NOTHING, None))
        if kind == _NOTHING:
            term = next((one for one in dates if one.limit and lies_ahead(one, reading.sent)), None)
            tells = term is not None and _TO_ACT.search(plain, *span) is not None
        else:
            tells = not plain.endswith(":", *span)  # what leads in a list has told its items by when (roles)
        if term is not None and tells:
            words = frozenset(lines.rows[line])
            acts, facts = _acts(plain[slice(*span)]), list(_facts_of(term, kind, line, reading))
            odds = weighed(weights.beside, words)
            found.append(Term(term, line, lines.stretch(line), kind, acts, facts, words, odds))
    return found


def _acts(sentence: str) -> AbstractSet[str]:
    """Those that a sentence in lower case speaks of."""
    words = f" {' '.join(sentence.split())} "
    return {act for part, act in _ACTS.items() if part in words}


def _facts_of(one: DateExpression, kind: str, line: int, reading: Reading) -> Iterator[str]:
    if _GOES_ON.match(reading.plain, *reading.lines.spans[line]):
        yield "goes on"
    ahead = step((first_day(one.iso) - reading.sent).days, _STEPS) if reading.sent is not None else 0
    yield f"at nothing, ahead {ahead}" if kind == _NOTHING else f"ahead {ahead}"


def likeliest_term(
    action: Undated, among: Sequence[Term], reading: Reading, weights: DayWeights
) -> DateExpression | None:
    """The term by which an action is due."""
    near = within_reach(action, among, reading.lines)
    if not near:
        return None
    found = None
    most = weights.sum(without_term(action, reading)) + weighed(weights.says, set(action.one.row)) - _MEANT
    for term, facts in facts_of_terms(action, near, reading):
        if (odds := term.odds + weights.sum(facts)) > most:
            found, most = term.date, odds
    return found


def within_reach(action: Undated, among: Sequence[Term], lines: Lines) -> Sequence[Term]:
    """The terms in other sentences that an action may be due by: none after the meeting that its own sentence names."""
    start, end, _ = action.one.sentence
    own, event = lines.number(start), action.event
    first, last = (
        cut(among, own + reach, key=_LINE) for cut, reach in ((bisect_left, -_REACH), (bisect_right, _REACH))
    )
    until = first_day(event.iso) if event and start <= event.start < end else date.max
    return [term for term in among[first:last] if term.line != own and first_day(term.date.iso) <= until]


def without_term(action: Undated, reading: Reading) -> Iterator[str]:
    """What speaks for none of them, besides the words of the action."""
    yield from ("none", f"none, {_what(action, reading)}")
    if action.one.sentence.plain.endswith("?"):
        yield "none, question"
    if _OWN_TERM.search(action.one.sentence.plain):
        yield "none, a term of its own"


def facts_of_terms(
    action: Undated, near: Sequence[Term], reading: Reading
) -> Iterator[tuple[Term, Sequence[str]]]:
    """What is known of an action and each of the terms within its reach, besides their words."""
    one, what = action.one, _what(action, reading)
    start, _, plain = one.sentence
    own, acts = reading.lines.number(start), _acts(plain)
    asks, leans = plain.endswith("?"), _LEANS.search(plain) is not None
    is_item = reading.own[one.stretch].kind == "item"
    for term in near:
        distance = abs(term.line - own)
        side = "after" if term.line > own else "before"
        where = "same stretch" if term.stretch == one.stretch else "another stretch"
        both = sorted(acts & term.acts)
        facts = [
            "some",
            f"{side} {distance}",
            f"{side}, {what}",
            f"{side}, at {term.kind}",
            f"{what}, at {term.kind}",
            f"{side}, {where}",
            f"{side}, {min(abs(term.stretch - one.stretch), _MOST_APART)} stretches",
            *(f"both {act}" for act in both),
            f"{side}, {'one act' if both else 'another act' if acts else 'no act'}",
            *(f"{side}, {fact}" for fact in term.facts),
        ]
        if _heading_between(one.stretch, term.stretch, reading):
            facts.append(f"{side}, heading between")
        if distance == 1:
            facts.append(f"beside, {side}, {where}, at {term.kind}")
        if is_item:
            kind = reading.own[term.stretch].kind
            facts += (f"item, {side}, {where}", f"item, at {term.kind}", f"item, {side}, in {kind}")
        if asks:
            facts += (f"question, {side}, at {term.kind}", f"question, {side} {distance}")
        if leans:
            facts += (f"{side}, leans", f"{side} {distance}, leans")
        yield term, facts


def _what(action: Undated, reading: Reading) -> str:
    """Its kind, and whether its sentence names a day: one that does so rather says when something is."""
    start, end, _ = action.one.sentence
    return f"{action.kind} with a day" if between(reading.dates, start, end) else action.kind


def _heading_between(one: int, other: int, reading: Reading) -> bool:
    """Whether a heading stands between two stretches, or is the later one."""
    between_them = reading.own[min(one, other) + 1 : max(one, other) + 1]
    return any(stretch.kind == "heading" for stretch in between_them)
