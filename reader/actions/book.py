"""The rules, compiled: one lexicon and one set of patterns for all of them."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from reader.actions.addressing import ADDRESSEES
from reader.actions.bearing import day_weights
from reader.actions.categories import CATEGORIES
from reader.actions.choosing import choosing
from reader.actions.dates import TIMELY
from reader.actions.grammar import Choice, expression, parsed, words_in
from reader.actions.kinds import KINDS
from reader.actions.lexicon import OTHER, Lexicon
from reader.actions.limits import limit_weights
from reader.actions.nearby import nearby_weights
from reader.actions.patterns import Pattern, Patterns
from reader.actions.rules import TELLING, all_categories, all_rules, all_topics, all_vetoes, vocabulary
from reader.actions.weekdays import WEEKDAY_WORDS
from reader.actions.weighing import Weighing, weights, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from numpy.typing import NDArray

    from reader.actions.choosing import Choosing
    from reader.actions.days import DayWeights
    from reader.actions.grammar import Node
    from reader.actions.rules import Category, Place, Rule, Veto

_IN_SENTENCES: frozenset[Place] = frozenset(("sentence", "heading", "title"))


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules, compiled."""

    lexicon: Lexicon
    watched: Callable[
        [NDArray[np.intp]], AbstractSet[str]
    ]  # the words of dates and categories among some codes
    rules: tuple[Rule, ...]  # most telling first
    vetoes: tuple[Veto, ...]
    categories: tuple[Category, ...]
    patterns: Patterns  # all of them: in families, of the bits below
    finding: int  # any that a sentence is looked at for
    asking: int  # of the rules, by number
    vetoing: int  # of the vetoes, by number
    about: int  # what a request is about, by the number of the kind in `TELLING`
    announcing: int  # a sentence that announces a list of questions
    in_section: int  # of the rules: items under a heading that asks
    of_subject: int  # of the categories, by number
    of_text: int
    meeting: Pattern  # a word for a meeting
    weekdays: Mapping[int, None]  # the signs of weekdays, for `str.translate` to leave out
    section_rule: Rule  # for items under a heading that asks
    list_rule: Rule  # for the questions in a list that was announced
    weighed_rule: Rule  # for what only the weights find
    weighing: Weighing
    kinds: Choosing  # of which kind an action is
    addressees: Choosing  # for whom it is
    suggesting: Choosing  # which categories a message suggests: each by itself
    limits: Mapping[str, float]  # weights of what is known of a date: whether an action is due by it
    terms: DayWeights  # and of what is known of one in another sentence
    days: DayWeights  # weights of what is known of an action and of the days that it may be about


@cache
def rule_book() -> RuleBook:
    """The rules of this version."""
    collects = gc.isenabled()
    gc.disable()  # nearly all of it stays; to look again and again for what does not would be a quarter of the time
    try:
        return compiled(weights())
    finally:
        if collects:
            gc.enable()


def compiled(weights: Mapping[str, float]) -> RuleBook:
    """The rules with some weights; of each word that has one its own sign is kept."""
    rules, vetoes, categories = all_rules(), all_vetoes(), all_categories()
    groups: dict[str, Node] = {}
    for name, members in vocabulary().items():
        groups[name] = _choice(members, groups)
    families = {
        "rule": _nodes(
            enumerate(rule.patterns if rule.place in _IN_SENTENCES else () for rule in rules), groups
        ),
        "item": _nodes(enumerate(rule.patterns if rule.place == "section" else () for rule in rules), groups),
        "veto": _nodes(enumerate(veto.patterns for veto in vetoes), groups),
        "topic": _nodes(((TELLING.index(topic.kind), topic.patterns) for topic in all_topics()), groups),
        "subject": _nodes(enumerate(category.subject for category in categories), groups),
        "text": _nodes(enumerate(category.text for category in categories), groups),
        "announces": [(0, groups["announces"])],
    }
    watched = TIMELY.union(*(category.words for category in categories))
    named = (node for nodes in families.values() for _, node in nodes)
    weighed = filter(None, chain.from_iterable(map(words_of, weights)))
    lexicon = Lexicon(chain(watched, weighed, words_in(chain(named, groups.values()))))
    common = {sign for word in words_in([groups["common"]]) for sign in lexicon.signs_of(word)}
    patterns = Patterns(families, lexicon, common)
    return RuleBook(
        lexicon,
        _watcher(watched, lexicon),
        rules,
        vetoes,
        categories,
        patterns,
        finding=patterns.among("rule") | patterns.among("announces"),
        asking=patterns.among("rule"),
        vetoing=patterns.among("veto"),
        about=patterns.among("topic"),
        announcing=patterns.among("announces"),
        in_section=patterns.among("item"),
        of_subject=patterns.among("subject"),
        of_text=patterns.among("text"),
        meeting=Pattern(0, partial(expression, groups["meeting"], lexicon.signs_of)),
        weekdays=dict.fromkeys(ord(lexicon[name]) for name in WEEKDAY_WORDS),
        section_rule=_placed("section"),
        list_rule=_placed("list"),
        weighed_rule=_placed("weighed"),
        weighing=Weighing(weights, lexicon),
        kinds=choosing(KINDS, lexicon),
        addressees=choosing(ADDRESSEES, lexicon),
        suggesting=choosing(CATEGORIES, lexicon),
        limits=limit_weights(lexicon),
        terms=nearby_weights(lexicon),
        days=day_weights(lexicon),
    )


def _nodes(
    patterns: Iterable[tuple[int, Sequence[str]]], groups: Mapping[str, Node]
) -> list[tuple[int, Node]]:
    """Those of each owner that has any, by its number."""
    return [(owner, _choice(written, groups)) for owner, written in patterns if written]


def _choice(patterns: Sequence[str], groups: Mapping[str, Node]) -> Node:
    return Choice(tuple(parsed(pattern, groups) for pattern in patterns))


def _placed(place: Place) -> Rule:
    return next(rule for rule in all_rules() if rule.place == place)


def _watcher(words: Iterable[str], lexicon: Lexicon) -> Callable[[NDArray[np.intp]], AbstractSet[str]]:
    """Finds which of some words there are among codes."""
    names = list(words)
    wanted = np.array([ord(lexicon[name]) - ord(OTHER) for name in names])

    def watched(codes: NDArray[np.intp]) -> AbstractSet[str]:
        stands = np.zeros(lexicon.size, np.bool_)
        stands[codes] = True
        return {names[number] for number in stands.take(wanted).nonzero()[0].tolist()}

    return watched
