"""Which sentences ask something: the rules, their vetoes, and the kind that follows.

The words of the rules are looked for in the whole text first, so that a message which asks nothing costs
next to nothing; only sentences with such a word are cut out and matched.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.actions.sections import is_title
from reader.actions.sentences import Sentence, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.actions.action import Kind
    from reader.actions.dates import DateExpression
    from reader.actions.rules import Rule, RuleBook
    from reader.actions.zones import Stretch


@dataclass(frozen=True, slots=True)
class Asked:
    """A sentence that a rule found."""

    sentence: Sentence
    rule: Rule
    kind: Kind
    stretch: int  # its number in the own words
    alone: bool  # on a line of its own, as a heading is


def asked_sentences(
    text: str, plain: str, own: Sequence[Stretch], dates: Sequence[DateExpression], book: RuleBook
) -> Iterator[Asked]:
    """The sentences that ask something, in the order of the text."""
    announced = -1  # the stretch whose sentence announces questions
    limits = [one.start for one in dates if one.limit]
    for number, sentence, rules, alone in _candidates(text, plain, own, book):
        for rule in rules:
            if rule.place == "list" and (own[number].kind != "item" or announced != number - 1):
                continue
            if rule.place == "heading" and not alone:
                continue
            if rule.needs_due and not _within(limits, sentence):
                continue
            if rule.pattern.search(sentence.plain) and not _vetoed(sentence, rule, book):
                yield Asked(sentence, rule, _kind(sentence, rule, book), number, alone)
                if rule.place == "list" or book.announces.search(sentence.plain):
                    announced = number
                break


def _candidates(
    text: str, plain: str, own: Sequence[Stretch], book: RuleBook
) -> Iterator[tuple[int, Sentence, list[Rule], bool]]:
    """Sentences with a word of a rule: their stretch, the rules in order, and whether they stand alone."""
    starts = [stretch.start for stretch in own]
    cut: dict[int, list[Sentence]] = {}  # stretch -> its sentences
    hits: dict[tuple[int, int], set[int]] = {}  # stretch, sentence -> rules
    for word, rules in book.by_word.items():
        position = plain.find(word)
        while position >= 0:
            number = bisect_right(starts, position) - 1
            after = position + len(word)
            if number >= 0 and position < own[number].end:
                stretch = own[number]
                if number not in cut:
                    cut[number] = sentences(text, plain, stretch.start, stretch.end)
                index = _at(cut[number], position)
                if index is not None:
                    hits.setdefault((number, index), set()).update(rules)
                    after = max(after, cut[number][index].end)
            elif number + 1 < len(starts):
                after = max(after, starts[number + 1])
            else:
                break
            position = plain.find(word, after)
    for number, index in sorted(hits):
        sentence = cut[number][index]
        alone = (index == 0 and text[sentence.end : sentence.end + 1] == "\n") or (
            len(cut[number]) == 1 and is_title(own[number], plain)
        )
        yield number, sentence, [book.rules[rule] for rule in sorted(hits[number, index])], alone


def _at(cut: list[Sentence], position: int) -> int | None:
    index = bisect_right(cut, position, key=lambda sentence: sentence.start) - 1
    return index if index >= 0 and position < cut[index].end else None


def _within(limits: list[int], sentence: Sentence) -> bool:
    index = bisect_right(limits, sentence.start - 1)
    return index < len(limits) and limits[index] < sentence.end


def _vetoed(sentence: Sentence, rule: Rule, book: RuleBook) -> bool:
    return any(veto.id not in rule.despite and veto.pattern.search(sentence.plain) for veto in book.vetoes)


def _kind(sentence: Sentence, rule: Rule, book: RuleBook) -> Kind:
    """What a plain request is about."""
    if rule.kind != "request":
        return rule.kind
    topics = (topic.kind for topic in book.topics if topic.pattern.search(sentence.plain))
    return next(topics, rule.kind)
