"""Which sentences ask something: the rules, their vetoes, and the kind that follows.

The words of the rules are looked for in the whole message first: one that asks nothing costs next to
nothing, and only sentences with such a word are cut out and matched.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from reader.actions.plain import places, words_of
from reader.actions.rules import TELLING
from reader.actions.sections import is_title
from reader.actions.sentences import Sentence, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from reader.actions.action import Kind
    from reader.actions.reading import Reading
    from reader.actions.rules import Rule, RuleBook


@dataclass(frozen=True, slots=True)
class Asked:
    """A sentence that a rule found."""

    sentence: Sentence
    rule: Rule
    kind: Kind
    stretch: int  # its number in the own words


class _Candidate(NamedTuple):
    """A sentence that is worth a look."""

    sentence: Sentence
    words: AbstractSet[str]
    stretch: int
    alone: bool  # on a line of its own, as a heading is


def asked_sentences(reading: Reading, book: RuleBook) -> list[Asked]:
    """The sentences that ask something, in the order of the text."""
    limits = [one.start for one in reading.dates if one.limit]
    asked: list[Asked] = []
    listed = -1  # the last stretch with questions that were announced
    for candidate in _candidates(reading, book):
        rule = _matching_rule(candidate, limits, book)
        if rule is not None and _vetoed(candidate, rule, book):
            continue
        if rule is not None:
            asked.append(Asked(candidate.sentence, rule, _kind(candidate, rule, book), candidate.stretch))
        if rule is not None and rule.place == "heading":
            asked += _items_below(reading, candidate, book)
        elif candidate.stretch > listed and _announces_questions(candidate, book, asks=rule is not None):
            questions = list(_listed_questions(reading, candidate, book))
            asked += questions
            listed = questions[-1].stretch if questions else listed
    asked.sort(key=lambda one: one.sentence.start)
    return _once(asked)


def _candidates(reading: Reading, book: RuleBook) -> Iterator[_Candidate]:
    """The sentences of the own words that hold a word of a rule, in order."""
    text, plain, own = reading.text, reading.plain, reading.own
    starts = [stretch.start for stretch in own]
    cut: dict[int, list[Sentence]] = {}  # stretch -> its sentences
    hits: set[tuple[int, int]] = set()  # stretch, sentence
    for word in book.by_word.keys() & reading.words:
        for position in places(plain, word):
            number = bisect_right(starts, position) - 1
            if number < 0 or position >= own[number].end:
                continue
            if number not in cut:
                cut[number] = sentences(text, plain, own[number].start, own[number].end)
            index = bisect_right(cut[number], position, key=_start) - 1
            if index >= 0:
                hits.add((number, index))
    for number, index in sorted(hits):
        sentence = cut[number][index]
        alone = (index == 0 and text[sentence.end : sentence.end + 1] == "\n") or (
            len(cut[number]) == 1 and is_title(own[number], plain)
        )
        yield _Candidate(sentence, words_of(sentence.plain), number, alone)


def _start(sentence: Sentence) -> int:
    return sentence.start


def _matching_rule(candidate: _Candidate, limits: Sequence[int], book: RuleBook) -> Rule | None:
    """The most telling rule that holds."""
    sentence = candidate.sentence
    numbers = {number for word in book.by_word.keys() & candidate.words for number in book.by_word[word]}
    for number in sorted(numbers):
        rule = book.rules[number]
        if rule.place == "heading" and not candidate.alone:
            continue
        if rule.needs_due and not _within(limits, sentence):
            continue
        if rule.pattern.search(sentence.plain):
            return rule
    return None


def _within(limits: Sequence[int], sentence: Sentence) -> bool:
    index = bisect_right(limits, sentence.start - 1)
    return index < len(limits) and limits[index] < sentence.end


def _vetoed(candidate: _Candidate, rule: Rule, book: RuleBook) -> bool:
    return any(
        not veto.words.isdisjoint(candidate.words)
        and veto.id not in rule.despite
        and veto.pattern.search(candidate.sentence.plain)
        for veto in book.vetoes
    )


def _kind(candidate: _Candidate, rule: Rule, book: RuleBook) -> Kind:
    """What a plain request is about; an invitation to support a motion is more than an invitation."""
    if rule.kind not in ("request", "invitation"):
        return rule.kind
    more_telling = TELLING[: TELLING.index(rule.kind)]
    topics = (
        topic.kind
        for topic in book.topics
        if topic.kind in more_telling
        and not topic.words.isdisjoint(candidate.words)
        and topic.pattern.search(candidate.sentence.plain)
    )
    return next(topics, rule.kind)


def _announces_questions(candidate: _Candidate, book: RuleBook, *, asks: bool) -> bool:
    """Whether questions follow: "Graag antwoord op de volgende vragen.", or by itself "Twee vragen:"."""
    return (
        "vragen" in candidate.words
        and (asks or candidate.sentence.plain.endswith(":"))
        and book.announces.search(candidate.sentence.plain) is not None
    )


def _listed_questions(reading: Reading, announcing: _Candidate, book: RuleBook) -> Iterator[Asked]:
    """The questions after a sentence that announces them, up to the first stretch that is none."""
    text, plain, own = reading.text, reading.plain, reading.own
    rule = book.listed
    first = announcing.stretch
    for number in range(first, len(own)):
        stretch = own[number]
        begin = announcing.sentence.end if number == first else stretch.start
        questions = [
            one for one in sentences(text, plain, begin, stretch.end) if rule.pattern.search(one.plain)
        ]
        if not questions and number > first:
            return
        for question in questions:
            yield Asked(question, rule, rule.kind, number)


def _items_below(reading: Reading, heading: _Candidate, book: RuleBook) -> Iterator[Asked]:
    """The items under a heading that asks: what is an instruction there need not be known by its verb."""
    text, plain, own = reading.text, reading.plain, reading.own
    rule = book.in_section
    for number in range(heading.stretch + 1, len(own)):
        stretch = own[number]
        if is_title(stretch, plain):
            return
        if stretch.kind == "item":
            for one in sentences(text, plain, stretch.start, stretch.end)[:1]:
                if rule.pattern.search(one.plain):
                    yield Asked(one, rule, rule.kind, number)


def _once(asked: Sequence[Asked]) -> list[Asked]:
    """Each sentence once: what is found by its place may be found by its words too, and those say more."""
    best: dict[int, Asked] = {}
    for one in asked:
        held = best.get(one.sentence.start)
        if held is None or held.rule.place in ("list", "section"):
            best[one.sentence.start] = one
    return list(best.values())
