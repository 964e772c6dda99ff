"""Which sentences ask something: the rules, their vetoes, and the kind that follows.

Each sentence becomes a row of signs, one a word.  Most have no sign that a rule needs, and are done with that, as their words
have small odds to ask anything.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from reader.actions.expression import is_to_come
from reader.actions.rules import ENOUGH, TELLING
from reader.actions.sections import is_title
from reader.actions.sentences import Sentence, sentences, spans
from reader.actions.weighing import LEAST, MOST, SURE, Facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from reader.actions.action import Kind
    from reader.actions.reading import Reading
    from reader.actions.rules import Place, Rule, RuleBook, Veto

_LEADING = (
    "request",
    "deadline",
    "forward",
    "consultation",
    "heading_question",
)  # kinds of what can lead in a list
_ITEM = re.compile(r"\s*(?:[-–—•*·]|\(?\d{1,2}[.)]|[a-z][.)])\s")
_IN_TEXT: frozenset[Place] = frozenset(("sentence",))
_ALONE: frozenset[Place] = frozenset(("sentence", "heading"))
_IN_HEADING: frozenset[Place] = frozenset(("sentence", "heading", "title"))


@dataclass(frozen=True, slots=True)
class Asked:
    """A sentence that a rule found."""

    sentence: Sentence
    rule: Rule
    kind: Kind
    stretch: int  # its number in the own words


class Looked(NamedTuple):
    """A sentence of the sender's own words."""

    sentence: Sentence
    row: str  # its words as signs
    signs: AbstractSet[str]  # in the row
    near: int  # patterns of `RuleBook.asking` that it may hold, as bits
    odds: float  # that it asks something, by its words alone
    stretch: int
    places: AbstractSet[Place]  # where rules look that may find it


def asked_sentences(looked: Iterable[Looked], reading: Reading, book: RuleBook) -> list[Asked]:
    """Those that ask something, in the order of the text."""
    dates = dates_of(reading)
    asked: list[Asked] = []
    listed = -1  # the last stretch with questions that were announced
    for candidate in looked:
        rule = _judged(candidate, dates, book)
        if rule is not None:
            asked.append(Asked(candidate.sentence, rule, _kind(candidate, rule, book), candidate.stretch))
        if rule is not None and rule.kind in _LEADING and _leads(candidate.sentence.plain):
            asked += _items_asked(reading, candidate, book)
        elif rule is not None and rule.kind == "heading_question":
            asked += _items_below(reading, candidate, book)
        elif candidate.stretch > listed and _announces_questions(candidate, book, asks=rule is not None):
            questions = list(_listed_questions(reading, candidate, book))
            asked += questions
            listed = questions[-1].stretch if questions else candidate.stretch
    asked.sort(key=lambda one: one.sentence.start)
    return _once(asked)


class Dates(NamedTuple):
    """Where dates begin, in order."""

    all: Sequence[int]
    limits: Sequence[int]  # of something: dates to act by
    to_come: Sequence[int]  # days after that of sending


def dates_of(reading: Reading) -> Dates:
    dates = reading.dates
    return Dates(
        [one.start for one in dates],
        [one.start for one in dates if one.limit],
        [one.start for one in dates if is_to_come(one, reading.sent)],
    )


def looked_at(reading: Reading, book: RuleBook, *, every: bool = False) -> Iterator[Looked]:
    """The sentences of the own words in which something may be found, or `every` one, in order."""
    text, plain = reading.text, reading.plain
    row_of, near_to, odds_of = book.lexicon.row, book.asking.near, book.weighing.of_words
    hopeless = book.weighing.hopeless
    for number, stretch in enumerate(reading.own):
        cut = spans(text, plain, stretch.start, stretch.end)
        title = len(cut) == 1 and is_title(stretch, plain)
        for at, (start, end) in enumerate(cut):
            line = plain[start:end]
            row = row_of(line)
            signs = frozenset(row)
            near, odds = near_to(signs), odds_of(signs)
            if near or odds > hopeless or line[-1] == ":" or every:  # a colon may announce questions
                alone = title or (at == 0 and text[end : end + 1] == "\n")
                places = _IN_HEADING if stretch.kind == "heading" else _ALONE if alone else _IN_TEXT
                yield Looked(Sentence(start, end, line), row, signs, near, odds, number, places)


def facts_of(one: Looked, dates: Dates, book: RuleBook) -> Facts:
    """What is weighed of a sentence."""
    facts = _facts(one, _held(one, book), dates)
    return facts._replace(vetoes=[veto.id for veto in _vetoes(one, book)])


def _facts(one: Looked, held: Iterable[Rule], dates: Dates) -> Facts:
    """Those, but for vetoes."""
    return Facts(
        one.signs,
        [rule.id for rule in held],
        (),
        len(one.row),
        limit=_within(dates.limits, one.sentence),
        date=_within(dates.all, one.sentence),
        alone="heading" in one.places,
    )


def _held(one: Looked, book: RuleBook) -> list[Rule]:
    return [book.rules[number] for number in book.asking.holding(one.row, one.near & book.of_rules)]


def _vetoes(one: Looked, book: RuleBook) -> list[Veto]:
    held = (book.vetoes[number] for number in book.vetoing.held(one.row, one.signs))
    return [veto for veto in held if not veto.quoted or '"' in one.sentence.plain]


def _judged(one: Looked, dates: Dates, book: RuleBook) -> Rule | None:
    """The most telling rule that holds; the odds have a say in it where rules and vetoes leave it open."""
    held = _held(one, book)
    if not held and one.odds <= book.weighing.hopeless:
        return None
    facts = _facts(one, held, dates)
    odds = book.weighing.odds(facts)
    standing = [rule for rule in held if _stands(rule, one, facts, dates)]
    if not standing and odds <= MOST:
        return None  # a veto would not better that
    vetoes = _vetoes(one, book)
    if vetoes:
        odds = book.weighing.odds(facts._replace(vetoes=[veto.id for veto in vetoes]))
    for rule in standing:
        weight = rule.weight - sum(veto.weight for veto in vetoes if veto.id not in rule.despite)
        believed = odds >= LEAST or not book.weighing.knows(rule.id)
        if (weight >= ENOUGH and believed) or odds > SURE:
            return rule
    return book.weighed_rule if odds > MOST and not vetoes else None


def _stands(rule: Rule, one: Looked, facts: Facts, dates: Dates) -> bool:
    """Whether a rule that a sentence holds may look there."""
    return (
        rule.place in one.places
        and (not rule.is_question or one.sentence.plain.endswith("?"))
        and (not rule.needs_due or facts.limit)
        and (not rule.needs_event or _within(dates.to_come, one.sentence))
    )


def _within(limits: Sequence[int], sentence: Sentence) -> bool:
    index = bisect_right(limits, sentence.start - 1)
    return index < len(limits) and limits[index] < sentence.end


def _kind(candidate: Looked, rule: Rule, book: RuleBook) -> Kind:
    """What a plain request is about; an invitation to support a motion is more than an invitation."""
    if rule.kind not in ("request", "invitation"):
        return rule.kind
    about = book.about.held(candidate.row, candidate.signs)
    return TELLING[min((TELLING.index(rule.kind), *about))]


def _announces_questions(candidate: Looked, book: RuleBook, *, asks: bool) -> bool:
    """Whether questions follow: "Graag antwoord op de volgende vragen.", or by itself "Twee vragen:"."""
    return (
        (asks or candidate.sentence.plain.endswith(":"))
        and "vragen" in candidate.sentence.plain  # soon told
        and bool(book.announcing.held(candidate.row, candidate.signs))
    )


def _listed_questions(reading: Reading, announcing: Looked, book: RuleBook) -> Iterator[Asked]:
    """The questions after a sentence that announces them, up to the first stretch that is none."""
    text, plain, own = reading.text, reading.plain, reading.own
    rule = book.list_rule
    first = announcing.stretch
    for number in range(first, len(own)):
        stretch = own[number]
        begin = announcing.sentence.end if number == first else stretch.start
        questions = [one for one in sentences(text, plain, begin, stretch.end) if one.plain.endswith("?")]
        if not questions and number > first:
            return
        for question in questions:
            yield Asked(question, rule, rule.kind, number)


def _items_below(reading: Reading, heading: Looked, book: RuleBook) -> Iterator[Asked]:
    """The items under a heading that asks: what is an instruction there need not be known by its verb."""
    text, plain, own = reading.text, reading.plain, reading.own
    rule = book.section_rule
    for number in range(heading.stretch + 1, len(own)):
        stretch = own[number]
        if is_title(stretch, plain):
            return
        if stretch.kind == "item":
            for one in sentences(text, plain, stretch.start, stretch.end)[:1]:
                row = book.lexicon.row(one.plain)
                if book.in_section.held(row, frozenset(row)):
                    yield Asked(one, rule, rule.kind, number)


def _items_asked(reading: Reading, lead: Looked, book: RuleBook) -> Iterator[Asked]:
    """The items after a sentence that asks and ends in a colon: each is asked, whatever its words."""
    text, plain, own = reading.text, reading.plain, reading.own
    rule = book.section_rule
    stretch = own[lead.stretch]
    if _ITEM.match(plain, lead.sentence.end, stretch.end):  # lines of one paragraph
        for one in sentences(text, plain, lead.sentence.end, stretch.end):
            if _ITEM.search(plain, max(one.start - 8, lead.sentence.end), one.start):
                yield Asked(one, rule, rule.kind, lead.stretch)
        return
    for number in range(lead.stretch + 1, len(own)):
        stretch = own[number]
        if stretch.kind != "item" and not _ITEM.match(plain, stretch.start, stretch.end):
            return
        for one in sentences(text, plain, stretch.start, stretch.end)[:1]:
            yield Asked(one, rule, rule.kind, number)


def _leads(plain: str) -> bool:
    """Whether what follows is asked item by item; documents that someone wants are one request."""
    return plain.endswith(":") and "documenten" not in plain and "openba" not in plain


def _once(asked: Sequence[Asked]) -> list[Asked]:
    """Each sentence once: what is found by its place may be found by its words too, and those say more."""
    best: dict[int, Asked] = {}
    for one in asked:
        held = best.get(one.sentence.start)
        if held is None or held.rule.place in ("list", "section"):
            best[one.sentence.start] = one
    return list(best.values())
