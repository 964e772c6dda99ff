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
from reader.actions.sentences import LONGEST, Sentence, pieces, sentence_in, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from reader.actions.action import Kind
    from reader.actions.reading import Reading
    from reader.actions.rules import Need, Rule, RuleBook


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
    near: AbstractSet[
        str
    ]  # words of rules that may be in it: all that are, and perhaps a part of another word
    stretch: int
    alone: bool  # on a line of its own, as a heading is

    @property
    def words(self) -> AbstractSet[str]:
        """Those of the sentence; worked out for the few that ask something."""
        return words_of(self.sentence.plain)


class _Cut:
    """The sentences of one stretch, taken out of it when they are asked for."""

    def __init__(self, text: str, plain: str, start: int, end: int) -> None:
        self._plain = plain
        self._pieces = list(pieces(text, start, end))
        self._sentences: dict[int, Sentence | None] = {}

    def at(self, position: int) -> int:
        """The number of the piece with the sentence at a place, or with the last one before that; -1 where none is."""
        number = bisect_right(self._pieces, position, key=_first) - 1
        while number >= 0:
            sentence = self.sentence(number)
            if sentence is not None and sentence.start <= position:
                return number
            number -= 1
        return -1

    def sentence(self, number: int) -> Sentence | None:
        if number not in self._sentences:
            self._sentences[number] = sentence_in(self._plain, *self._pieces[number])
        return self._sentences[number]

    def is_first(self, number: int) -> bool:
        return all(self.sentence(before) is None for before in range(number))

    def is_only(self, number: int) -> bool:
        return self.is_first(number) and all(
            self.sentence(after) is None for after in range(number + 1, len(self._pieces))
        )


def asked_sentences(reading: Reading, book: RuleBook) -> list[Asked]:
    """The sentences that ask something, in the order of the text."""
    limits = [one.start for one in reading.dates if one.limit]
    asked: list[Asked] = []
    listed = -1  # the last stretch with questions that were announced
    for candidate in _candidates(reading, limits, book):
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


def _candidates(reading: Reading, limits: Sequence[int], book: RuleBook) -> Iterator[_Candidate]:
    """The sentences of the own words that hold a word of a rule, in order."""
    text, plain, own = reading.text, reading.plain, reading.own
    starts = [stretch.start for stretch in own]
    cut: dict[int, _Cut] = {}  # stretch -> its sentences
    hits: dict[tuple[int, int], set[str]] = {}  # stretch, piece -> words of rules
    for word in book.by_word.keys() & reading.words:
        needs = book.needs.get(word)
        for position in places(plain, word):
            if needs and not _may_hold(needs, text, position, limits):
                continue  # a common word: its sentence is not even cut out
            number = bisect_right(starts, position) - 1
            if number < 0 or position >= own[number].end:
                continue
            if number not in cut:
                cut[number] = _Cut(text, plain, own[number].start, own[number].end)
            piece = cut[number].at(position)
            if piece >= 0:
                hits.setdefault((number, piece), set()).add(word)
    for number, piece in sorted(hits):
        sentence = cut[number].sentence(piece)
        assert sentence is not None
        alone = (text[sentence.end : sentence.end + 1] == "\n" and cut[number].is_first(piece)) or (
            is_title(own[number], plain) and cut[number].is_only(piece)
        )
        yield _Candidate(sentence, hits[number, piece], number, alone)


def _may_hold(needs: AbstractSet[Need], text: str, position: int, limits: Sequence[int]) -> bool:
    """Whether the sentence at a place may have what is needed, for all that is soon seen."""
    if "question" in needs:
        end = text.find("?", position, position + LONGEST)
        if end >= 0 and text.find("\n\n", position, end) < 0:
            return True
    if "due" in needs:
        index = bisect_right(limits, position - LONGEST)
        return index < len(limits) and limits[index] < position + LONGEST
    return False


def _first(piece: tuple[int, int]) -> int:
    return piece[0]


def _matching_rule(candidate: _Candidate, limits: Sequence[int], book: RuleBook) -> Rule | None:
    """The most telling rule that holds."""
    sentence = candidate.sentence
    numbers = {number for word in candidate.near for number in book.by_word[word]}
    for number in sorted(numbers):
        rule = book.rules[number]
        if rule.place == "heading" and not candidate.alone:
            continue
        if rule.is_question and not sentence.plain.endswith("?"):
            continue
        if rule.needs_due and not _within(limits, sentence):
            continue
        if rule.pattern.search(sentence.plain) and not rule.words.isdisjoint(candidate.words):
            return rule
    return None


def _within(limits: Sequence[int], sentence: Sentence) -> bool:
    index = bisect_right(limits, sentence.start - 1)
    return index < len(limits) and limits[index] < sentence.end


def _vetoed(candidate: _Candidate, rule: Rule, book: RuleBook) -> bool:
    words = candidate.words
    return any(
        not veto.words.isdisjoint(words)
        and veto.id not in rule.despite
        and veto.pattern.search(candidate.sentence.plain)
        for veto in book.vetoes
    )


def _kind(candidate: _Candidate, rule: Rule, book: RuleBook) -> Kind:
    """What a plain request is about; an invitation to support a motion is more than an invitation."""
    if rule.kind not in ("request", "invitation"):
        return rule.kind
    words = candidate.words
    more_telling = TELLING[: TELLING.index(rule.kind)]
    topics = (
        topic.kind
        for topic in book.topics
        if topic.kind in more_telling
        and not topic.words.isdisjoint(words)
        and topic.pattern.search(candidate.sentence.plain)
    )
    return next(topics, rule.kind)


def _announces_questions(candidate: _Candidate, book: RuleBook, *, asks: bool) -> bool:
    """Whether questions follow: "Graag antwoord op de volgende vragen.", or by itself "Twee vragen:"."""
    return (
        (asks or candidate.sentence.plain.endswith(":"))
        and "vragen" in candidate.sentence.plain  # soon told
        and "vragen" in candidate.words
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
