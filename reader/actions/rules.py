"""The rules for action items, as data: `resources/rules/`, one TOML file a kind.

    [[rule]]    finds an action of the file's kind
    [[topic]]   makes a plain request one of the file's kind: "Wilt u ..." with "doorsturen" is a forward
    [[veto]]    takes weight away from what a rule found (vetoes.toml)

What they look for is written as rows of words (grammar).  What a sentence asks is weighed: a rule weighs 1 where it does not
say otherwise, and so does a veto; what is left must weigh `ENOUGH`.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal, get_args

from reader.actions.action import KINDS, Addressee, Kind
from reader.actions.grammar import Choice, parsed, words_in
from reader.actions.lexicon import Lexicon
from reader.actions.patterns import Patterns
from reader.actions.weighing import Weighing, weights
from reader.paths import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reader.actions.grammar import Node

# anywhere; on a line of its own; in a heading; a question in an announced list; an item in the section of such a heading;
# nowhere: what only the weights find
Place = Literal["sentence", "heading", "title", "list", "section", "weighed"]

ENOUGH = 1.0

_FOLDER = RESOURCES / "rules"


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which a message asks something of its reader."""

    id: str  # stable: notes and settings refer to it
    kind: Kind
    weight: float
    place: Place  # where it looks
    needs_due: bool  # holds only with a date to act by
    needs_event: bool  # holds only with a day to come
    is_question: bool  # holds only in a sentence that ends as one
    addressee: Addressee | None  # where the wording leaves no doubt
    despite: frozenset[str]  # vetoes that do not count for this rule
    examples: tuple[str, ...]  # sentences that it finds; the tests read them
    explanation: Mapping[str, str]  # language -> a few words for the window


@dataclass(frozen=True, slots=True)
class Veto:
    """Why a sentence asks nothing after all."""

    id: str
    weight: float
    quoted: bool  # holds only in a sentence with words between quotes
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Category:
    """When a category is suggested: one of its signs is enough."""

    name: str
    sender: re.Pattern[str] | None  # of the address
    words: frozenset[str]  # one in the text is enough
    kinds: frozenset[str]  # of what is asked first
    unless: frozenset[str]  # categories that exclude it, all of them earlier in the file


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules, compiled."""

    lexicon: Lexicon
    rules: tuple[Rule, ...]  # most telling first
    vetoes: tuple[Veto, ...]
    categories: tuple[Category, ...]
    asking: Patterns  # what is looked for in each sentence: of the rules, by number, and after those of the categories
    of_rules: int  # which of these are of rules, as bits
    vetoing: Patterns  # of the vetoes, by number
    about: Patterns  # what a request is about, by the number of the kind in `TELLING`
    of_subject: Patterns  # of the categories, by number: in the subject
    announcing: Patterns  # a sentence that announces a list of questions
    meeting: Patterns  # words for a meeting
    in_section: Patterns  # items under a heading that asks
    section_rule: Rule  # for those
    list_rule: Rule  # for the questions in a list that was announced
    weighed_rule: Rule  # for what only the weights find
    weighing: Weighing


# Where several kinds hold, the earlier one says more: a forwarded motion that asks for support is support.
TELLING: tuple[Kind, ...] = (
    "heading_question",
    "support_motion",
    "forward",
    "consultation",
    "invitation",
    "deadline",
    "request",
)


@cache
def rule_book() -> RuleBook:
    """The rules of this version; a faulty file raises, since it is a bug of ours."""
    groups = _vocabulary()
    tables = [_read(kind) for kind in TELLING]
    rules = [
        _rule(entry, kind)
        for kind, table in zip(TELLING, tables, strict=True)
        for entry in table.get("rule", ())
    ]
    of_rules = [_choice(entry["patterns"], groups) for table in tables for entry in table.get("rule", ())]
    of_topics = [
        (number, _choice(entry["patterns"], groups))
        for number, table in enumerate(tables)
        for entry in table.get("topic", ())
    ]
    vetoes = _read("vetoes")["veto"]
    categories = _read("categories")["category"]
    of_categories = {
        place: [
            (number, _choice(entry[place], groups))
            for number, entry in enumerate(categories)
            if place in entry
        ]
        for place in ("subject", "text")
    }
    of_vetoes = [_choice(entry["patterns"], groups) for entry in vetoes]
    numbered = chain(of_topics, *of_categories.values())
    nodes = (*of_rules, *(node for _, node in numbered), *of_vetoes, *groups.values())
    lexicon = Lexicon(word for node in nodes for word in words_in(node))
    common = {sign for word in words_in(groups["common"]) for sign in lexicon.signs_of(word)}

    def patterns(nodes: Iterable[tuple[int, Node]]) -> Patterns:
        return Patterns(nodes, lexicon, common)

    def placed(*places: Place) -> Iterator[tuple[int, Node]]:
        return ((number, of_rules[number]) for number, rule in enumerate(rules) if rule.place in places)

    of_text = ((len(rules) + number, node) for number, node in of_categories["text"])
    asking = patterns((*placed("sentence", "heading", "title"), *of_text))
    return RuleBook(
        lexicon,
        tuple(rules),
        tuple(map(_veto, vetoes)),
        tuple(map(_category, categories)),
        asking=asking,
        of_rules=asking.among(range(len(rules))),
        vetoing=patterns(enumerate(of_vetoes)),
        about=patterns(of_topics),
        of_subject=patterns(of_categories["subject"]),
        announcing=patterns([(0, groups["announces"])]),
        meeting=patterns([(0, groups["meeting"])]),
        in_section=patterns(placed("section")),
        section_rule=next(rule for rule in rules if rule.place == "section"),
        list_rule=next(rule for rule in rules if rule.place == "list"),
        weighed_rule=next(rule for rule in rules if rule.place == "weighed"),
        weighing=Weighing(weights(), lexicon),
    )


@cache
def rules_hash() -> str:
    """A hash of all rule files: part of the index version, since an index keeps what the rules found."""
    content = hashlib.sha256()
    for path in sorted((*_FOLDER.glob("*.toml"), *_FOLDER.glob("*.json"))):
        content.update(path.name.encode())
        content.update(path.read_bytes().replace(b"\r\n", b"\n"))  # a checkout on Windows is the same
    return content.hexdigest()[:16]


def explanation(rule_id: str, language: str = "nl") -> str:
    """Why the rule marks a sentence, in a few words; "" for a rule that this version does not know.

    >>> explanation("heading-what-can-you-do")
    'kop die vraagt wat de lezer kan doen'
    """
    return _explanations()[language].get(rule_id, "")


@cache
def _explanations() -> dict[str, dict[str, str]]:
    """By language and rule; the window asks for them, which has no need of the patterns."""
    entries = [entry for kind in TELLING for entry in _read(kind).get("rule", ())]
    return {language: {entry["id"]: entry[language] for entry in entries} for language in ("nl", "en")}


@cache
def category_labels() -> dict[str, Mapping[str, str]]:
    """What a suggested category is called, by its name and language; for the window too."""
    return {entry["name"]: _label(entry) for entry in _read("categories")["category"]}


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def _vocabulary() -> dict[str, Node]:
    """The groups; each may use those before it."""
    groups: dict[str, Node] = {}
    for name, members in _read("vocabulary").items():
        groups[name] = _choice(members, groups)
    return groups


def _choice(patterns: Sequence[str], groups: Mapping[str, Node]) -> Node:
    return Choice(tuple(parsed(pattern, groups) for pattern in patterns))


def _veto(entry: Mapping[str, Any]) -> Veto:
    return Veto(
        entry["id"], entry.get("weight", ENOUGH), entry.get("quoted", False), tuple(entry["examples"])
    )


def _rule(entry: Mapping[str, Any], kind: Kind) -> Rule:
    addressee = entry.get("addressee")
    if addressee is not None and addressee not in get_args(Addressee):
        raise ValueError(entry["id"], addressee)
    return Rule(
        id=entry["id"],
        kind=kind,
        weight=entry.get("weight", ENOUGH),
        place=_place(entry, kind),
        needs_due=entry.get("needs_due", False),
        needs_event=entry.get("needs_event", False),
        is_question=entry.get("question", False),
        addressee=addressee,
        despite=frozenset(entry.get("despite", ())),
        examples=tuple(entry["examples"]),
        explanation=_label(entry),
    )


def _place(entry: Mapping[str, Any], kind: Kind) -> Place:
    place: Place = entry.get("place", "heading" if kind == "heading_question" else "sentence")
    if place not in get_args(Place):
        raise ValueError(entry["id"], place)
    return place


def _category(entry: Mapping[str, Any]) -> Category:
    return Category(
        name=entry["name"],
        sender=re.compile(entry["sender"]) if "sender" in entry else None,
        words=frozenset(entry.get("words", ())),
        kinds=frozenset(_known(entry.get("kinds", ()))),
        unless=frozenset(entry.get("unless", ())),
    )


def _label(entry: Mapping[str, Any]) -> Mapping[str, str]:
    return {"nl": entry["nl"], "en": entry["en"]}


def _known(kinds: Iterable[str]) -> Iterable[str]:
    for kind in kinds:
        if kind not in KINDS:
            raise ValueError(kind)
        yield kind
