"""Which sentences ask something: the rules, their vetoes, and the kind that follows.

Each sentence is a row of signs, one a word.  Most have no sign that a rule needs, and words with small odds to ask anything:
with those it is done.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from reader.actions.addressee import is_copied
from reader.actions.expression import is_to_come
from reader.actions.purpose import signs_of
from reader.actions.rules import TELLING
from reader.actions.sections import LONGEST_SECTION, is_title
from reader.actions.weighing import LEAST, LIKELY, Facts, Setting, company, standings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from reader.actions.action import Kind
    from reader.actions.book import RuleBook
    from reader.actions.patterns import Near
    from reader.actions.reading import Reading
    from reader.actions.rules import Rule, Veto
    from reader.actions.sentences import Sentence
    from reader.actions.zones import Stretch
    from reader.message import BlockKind

_LEADING = (
    "request",
    "deadline",
    "forward",
    "consultation",
    "heading_question",
)  # kinds of what can lead in a list
_LEADING_IN = 2.2  # odds of a sentence that leads in a list
_ANSWER_WORD = "antwoord"
_ANSWER = re.compile(
    r"[\s>*_(-]*(?:ons |het )?antwoord(?![^:\n]{0,40}\b(?:graag|s\.?v\.?p|kan|kunt|uiterlijk|v[oó][oó]r)\b)[^:.\n]{0,40}:(?!\d)"
)
_NO_DATE = (False, False, False)  # in a setting
_ITEM = re.compile(r"\s*(?:[-–—•*·]|\(?\d{1,2}[.)]|[a-z][.)])\s")


@dataclass(frozen=True, slots=True)
class Asked:
    """A sentence that a rule found."""

    sentence: Sentence
    rule: Rule
    kind: Kind  # as far as its words tell
    stretch: int  # its number in the own words
    row: str  # its words as signs
    alone: bool = False  # on a line of its own
    heading: bool = False  # which is marked as a heading, with something below it


class Looked(NamedTuple):
    """A sentence of the sender's own words in which something may be found."""

    sentence: Sentence
    row: str  # its words as signs
    near: int  # patterns that it may hold, as bits
    rules: Sequence[Rule]  # that it holds, most telling first
    odds: float  # that it asks something, whatever stands round it and if no veto holds
    standing: NDArray[np.intp]  # a column of `standings`
    number: int  # of the sentence
    stretch: int
    setting: Setting


def looked_at(reading: Reading, near: Near, book: RuleBook, *, every: bool = False) -> Iterator[Looked]:
    """The sentences of the own words in which something may be found, or `every` one, in order.

    `near` are the patterns that each line may hold.
    """
    lines, plain, own, weighing = reading.lines, reading.plain, reading.own, book.weighing
    standing = standings(lines, own)
    odds = weighing.of_lines(lines, standing)
    dates = {
        number: (
            any(one.limit for one in inside),
            True,
            any(is_to_come(one, reading.sent) for one in inside),
        )
        for number, inside in lines.holding(reading.dates).items()
    }
    most = odds + weighing.most[False]
    if dates:
        dated = list(dates)
        most[dated] = odds[dated] + weighing.most[True]
    may_find = near.any(book.finding)[: len(odds)] | (most > LEAST)
    of_lines, reach = odds.tolist(), most.tolist()
    copied = is_copied(reading.message)
    stretch = 0
    for number in range(len(odds)) if every else may_find.nonzero()[0].tolist():
        row, patterns = lines.rows[number], near[number]
        held = [book.rules[rule] for rule in book.patterns.held(row, patterns & book.asking)]
        reached = reach[number] + weighing.of_rules(held) if held else reach[number]
        if not (reached > LEAST or patterns & book.announcing or every):
            continue
        end = lines.spans[number][1]
        while lines.firsts[stretch + 1] <= number:
            stretch += 1
        beside, block = lines.of_stretch(stretch), own[stretch]
        alone = (
            block.kind == "heading"
            or (len(beside) == 1 and is_title(block, plain))
            or (number == beside.start and plain.startswith("\n", end))
        )
        leads = plain[end - 1] == ":" and _items_follow(own, stretch, end, plain)
        setting = Setting(*dates.get(number, _NO_DATE), alone, leads, copied)
        sentence = lines.sentence(number, plain)
        rules = [rule for rule in held if _stands(rule, sentence.plain, block.kind, setting)]
        own_odds = of_lines[number] + weighing.of_setting[setting] + weighing.of_rules(rules)
        where = standing[:, number]
        yield Looked(sentence, row, patterns, rules, own_odds, where, number, stretch, setting)


def _items_follow(own: Sequence[Stretch], stretch: int, end: int, plain: str) -> bool:
    """Whether items stand after a sentence: lines of its paragraph, or stretches of their own."""
    if _ITEM.match(plain, end, own[stretch].end):
        return True
    return stretch + 1 < len(own) and is_item(own[stretch + 1], plain)


def is_item(stretch: Stretch, plain: str) -> bool:
    """Whether a stretch is one of a list, marked as one or not."""
    return stretch.kind == "item" or _ITEM.match(plain, stretch.start, stretch.end) is not None


def _stands(rule: Rule, plain: str, kind: BlockKind, setting: Setting) -> bool:
    """Whether a rule may find something there."""
    return (
        (rule.place == "sentence" or (kind == "heading" if rule.place == "title" else setting.alone))
        and (not rule.is_question or plain.endswith("?"))
        and (not rule.needs_due or setting.limit)
        and (not rule.needs_event or setting.to_come)
    )


def asked_sentences(reading: Reading, near: Near, book: RuleBook) -> list[Asked]:
    """Those that ask something, in the order of the text; `near` are the patterns that each line may hold."""
    answered = _answered(reading)
    looked = [one for one in looked_at(reading, near, book) if one.number not in answered]
    count = len(reading.lines.spans)
    odds = _odds(looked, count, book)
    likely = any(odds[one.number] > LIKELY or one.near & book.announcing for one in looked)
    if not (likely and book.weighing.asks_anything(odds.values(), count, signs_of(reading))):
        return []
    asked: list[Asked] = []
    listed = -1  # the last stretch with questions that were announced
    taken = -1  # where the last item begins that was asked for by what leads it in
    for candidate in looked:
        rule = None
        if odds[candidate.number] > LIKELY:
            rule = candidate.rules[0] if candidate.rules else book.weighed_rule
        if rule is not None:
            asked.append(_asked(candidate, rule, reading, book))
        items: list[Asked] = []
        if rule is not None and candidate.sentence.start > taken:
            if rule.kind in _LEADING and _leads(candidate.sentence.plain):
                items = list(_items_asked(reading, candidate, book))
            elif rule.kind == "heading_question":
                items = list(_items_below(reading, near, candidate, book))
        if items:
            asked += items
            taken = items[-1].sentence.start
        elif candidate.stretch > listed and _announces_questions(candidate, book, asks=rule is not None):
            questions = list(_listed_questions(reading, candidate, book))
            asked += questions
            listed = questions[-1].stretch if questions else candidate.stretch
    asked.sort(key=lambda one: one.sentence.start)
    return _once(asked)


def _odds(looked: Sequence[Looked], count: int, book: RuleBook) -> dict[int, float]:
    """Of each sentence, by its number, the odds that it asks something in its company; `count` are all sentences of the message."""
    # Vetoes never better the odds, so those that are small as it is need no more.
    own = {one.number: by_itself(one, book) if one.odds > LEAST else one.odds for one in looked}
    odds = {number: book.weighing.in_company(one) for number, one in company(own, count).items()}
    return odds | {
        one.number: max(odds[one.number], _LEADING_IN) for one in looked if _asks_for_list(one, book)
    }


def _answered(reading: Reading) -> set[int]:
    """The sentences with an answer below them, "Antwoord: ja."; of a paragraph or an item all."""
    lines, plain = reading.lines, reading.plain
    found: set[int] = set()
    for word in re.finditer(_ANSWER_WORD, plain) if _ANSWER_WORD in plain else ():
        number = lines.number(word.start())
        if number >= 0 and _ANSWER.match(plain, *lines.spans[number]):
            stretch = lines.stretch(number)
            inside = lines.of_stretch(stretch)
            found.update(
                lines.of_stretch(stretch - 1)
                if number == inside.start and stretch
                else range(inside.start, number)
            )
    return found


def _asked(one: Looked, rule: Rule, reading: Reading, book: RuleBook) -> Asked:
    kind, own = _kind(one, rule, book), reading.own
    heading = own[one.stretch].kind == "heading" and one.stretch + 1 < len(own)
    return Asked(one.sentence, rule, kind, one.stretch, one.row, one.setting.alone, heading)


def facts_of(one: Looked, book: RuleBook) -> Facts:
    """What is weighed of a sentence."""
    return Facts(one.row, one.standing, one.rules, _vetoes(one, book), one.setting)


def by_itself(one: Looked, book: RuleBook) -> float:
    """The odds that a sentence asks something, whatever stands round it."""
    return one.odds + book.weighing.of_vetoes(_vetoes(one, book))


def _vetoes(one: Looked, book: RuleBook) -> list[Veto]:
    """Those that hold, but for what a rule knows better."""
    held = [book.vetoes[number] for number in book.patterns.held(one.row, one.near & book.vetoing)]
    return [
        veto
        for veto in held
        if (not veto.quoted or '"' in one.sentence.plain)
        and not any(veto.id in rule.despite for rule in one.rules)
    ]


def _asks_for_list(one: Looked, book: RuleBook) -> bool:
    """Whether a sentence that a rule holds for leads in a list: "Wij vragen u:" has too few words to weigh, and nearly always asks."""
    return one.setting.leads and bool(one.rules) and not _vetoes(one, book)


def _kind(candidate: Looked, rule: Rule, book: RuleBook) -> Kind:
    """What a plain request is about; an invitation to support a motion is more than an invitation."""
    if rule.kind not in ("request", "invitation"):
        return rule.kind
    about = book.patterns.held(candidate.row, candidate.near & book.about)
    return TELLING[min((TELLING.index(rule.kind), *about))]


def _announces_questions(candidate: Looked, book: RuleBook, *, asks: bool) -> bool:
    """Whether questions follow: "Graag antwoord op de volgende vragen.", or by itself "Twee vragen:"."""
    return (asks or candidate.sentence.plain.endswith(":")) and bool(
        book.patterns.held(candidate.row, candidate.near & book.announcing)
    )


def _listed_questions(reading: Reading, announcing: Looked, book: RuleBook) -> Iterator[Asked]:
    """The questions after a sentence that announces them, up to the first stretch that is none."""
    lines, plain = reading.lines, reading.plain
    rule = book.list_rule
    for stretch in range(announcing.stretch, len(reading.own)):
        found = [
            Asked(lines.sentence(number, plain), rule, rule.kind, stretch, lines.rows[number])
            for number in lines.of_stretch(stretch)
            if number > announcing.number and plain[lines.spans[number][1] - 1] == "?"
        ]
        if not found and stretch > announcing.stretch:
            return
        yield from found


def _items_below(reading: Reading, near: Near, heading: Looked, book: RuleBook) -> Iterator[Asked]:
    """The items under a heading that asks: what is an instruction there need not be known by its verb."""
    lines, plain, own = reading.lines, reading.plain, reading.own
    rule = book.section_rule
    for stretch in range(heading.stretch + 1, min(heading.stretch + LONGEST_SECTION, len(own))):
        if is_title(own[stretch], plain):
            return
        if own[stretch].kind == "item":
            for number in lines.of_stretch(stretch)[:1]:
                if book.patterns.held(lines.rows[number], near[number] & book.in_section):
                    yield Asked(lines.sentence(number, plain), rule, rule.kind, stretch, lines.rows[number])


def _items_asked(reading: Reading, lead: Looked, book: RuleBook) -> Iterator[Asked]:
    """The items after a sentence that asks and ends in a colon: each is asked, whatever its words."""
    lines, plain, own = reading.lines, reading.plain, reading.own
    rule = book.section_rule
    after = lead.sentence.end
    if _ITEM.match(plain, after, own[lead.stretch].end):  # lines of one paragraph
        for number in lines.of_stretch(lead.stretch):
            if number > lead.number:
                one = lines.sentence(number, plain)
                if _ITEM.search(plain, max(one.start - 8, after), one.start):
                    yield Asked(one, rule, rule.kind, lead.stretch, lines.rows[number])
        return
    for stretch in range(lead.stretch + 1, len(own)):
        if not is_item(own[stretch], plain):
            return
        for number in lines.of_stretch(stretch)[:1]:
            yield Asked(lines.sentence(number, plain), rule, rule.kind, stretch, lines.rows[number])


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
