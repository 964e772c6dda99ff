"""The rules for action items, as data: `resources/rules/`, one TOML file a kind.

A pattern is a regular expression with three liberties that keep it readable:

    a space     any white space, since a sentence may be wrapped over lines; with ? it may be absent
    {name}      a group of words from vocabulary.toml
    …           up to 80 characters of the same sentence

It is matched on lower-case text with straight quotes and must begin and end at a word's border.
A sentence is at most `sentences.LONGEST` characters, so that no pattern can take longer than that allows.

    [[rule]]    finds an action of the file's kind
    [[topic]]   makes a plain request one of the file's kind: "Wilt u ..." with "doorsturen" is a forward
    [[veto]]    takes an action back (vetoes.toml)
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, get_args

from reader.actions.action import KINDS, Addressee, Kind
from reader.paths import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# anywhere; on a line of its own; a question in an announced list; an item in the section of such a heading
Place = Literal["sentence", "heading", "list", "section"]
Need = Literal["due", "question"]

_FOLDER = RESOURCES / "rules"
_BEGIN = r"(?:(?<!\w)|(?=\W))"  # at a word's border, or at a mark such as a comma
_END = r"(?:(?!\w)|(?<=\W))"
_QUESTION = r"\?$"  # the end of a pattern
_GROUP = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which a message asks something of its reader."""

    id: str  # stable: notes and settings refer to it
    kind: Kind
    words: frozenset[str]  # a sentence without any of these is not looked at
    pattern: re.Pattern[str]
    place: Place  # where it looks
    needs_due: bool  # holds only with a date to act by
    is_question: bool  # holds only in a sentence that ends as one
    addressee: Addressee | None  # where the wording leaves no doubt
    despite: frozenset[str]  # vetoes that do not count for this rule
    examples: tuple[str, ...]  # sentences that it finds; the tests read them
    explanation: Mapping[str, str]  # language -> a few words for the window


@dataclass(frozen=True, slots=True)
class Topic:
    """What a request is about, where that makes it a kind of its own."""

    kind: Kind
    words: frozenset[str]  # as those of a rule
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Veto:
    """Why a sentence asks nothing after all."""

    id: str
    words: frozenset[str]  # as those of a rule
    pattern: re.Pattern[str]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Category:
    """When a category is suggested: one of its signs is enough."""

    name: str
    subject: re.Pattern[str] | None
    sender: re.Pattern[str] | None  # of the address
    words: frozenset[str]  # a text without any of these is not looked at
    text: re.Pattern[str] | None
    kinds: frozenset[str]  # kinds of the actions that were found
    unless: frozenset[str]  # categories that exclude it, all of them earlier in the file
    label: Mapping[str, str]  # language -> name in the window


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules, compiled."""

    rules: tuple[Rule, ...]  # most telling first
    topics: tuple[Topic, ...]  # most telling first
    vetoes: tuple[Veto, ...]
    categories: tuple[Category, ...]
    by_word: Mapping[str, tuple[int, ...]]  # word -> indices in `rules`
    needs: Mapping[str, frozenset[Need]]  # word that says nothing in a sentence without one of these
    announces: re.Pattern[str]  # a sentence that announces a list of questions
    listed: Rule  # for the questions in such a list
    in_section: Rule  # for the items under a heading that asks
    meeting: re.Pattern[str]  # words for a meeting


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
    rules: list[Rule] = []
    topics: list[Topic] = []
    for kind in TELLING:
        table = _read(kind)
        rules += [_rule(entry, kind, groups) for entry in table.get("rule", ())]
        topics += [
            Topic(kind, frozenset(entry["words"]), _compile(entry["pattern"], groups))
            for entry in table.get("topic", ())
        ]
    vetoes = [
        Veto(
            entry["id"],
            frozenset(entry["words"]),
            _compile(entry["pattern"], groups),
            tuple(entry["examples"]),
        )
        for entry in _read("vetoes")["veto"]
    ]
    categories = [_category(entry, groups) for entry in _read("categories")["category"]]
    by_word: dict[str, tuple[int, ...]] = {}
    for number, rule in enumerate(rules):
        for word in rule.words:
            by_word[word] = (*by_word.get(word, ()), number)
    return RuleBook(
        tuple(rules),
        tuple(topics),
        tuple(vetoes),
        tuple(categories),
        by_word,
        {word: needs for word, of in by_word.items() if (needs := _needs([rules[at] for at in of]))},
        announces=_compile("{announces}", groups),
        listed=next(rule for rule in rules if rule.place == "list"),
        in_section=next(rule for rule in rules if rule.place == "section"),
        meeting=_compile("{meeting}", groups),
    )


@cache
def rules_hash() -> str:
    """A hash of all rule files: part of the index version, since an index keeps what the rules found."""
    content = hashlib.sha256()
    for path in sorted(_FOLDER.glob("*.toml")):
        content.update(path.name.encode())
        content.update(path.read_bytes().replace(b"\r\n", b"\n"))  # a checkout on Windows is the same
    return content.hexdigest()[:16]


def explanation(rule_id: str, language: str = "nl") -> str:
    """Why the rule marks a sentence, in a few words; "" for a rule that this version does not know.

    >>> explanation("heading-what-can-you-do")
    'kop die vraagt wat de lezer kan doen'
    """
    return next((rule.explanation[language] for rule in rule_book().rules if rule.id == rule_id), "")


def _needs(rules: Sequence[Rule]) -> frozenset[Need]:
    """What a sentence must have for one of the rules to hold; none where a rule holds without."""
    needs: set[Need] = set()
    for rule in rules:
        if rule.is_question:
            needs.add("question")
        elif rule.needs_due:
            needs.add("due")
        else:
            return frozenset()
    return frozenset(needs)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def _vocabulary() -> dict[str, str]:
    """Each group as one alternative; a group may use those before it."""
    groups: dict[str, str] = {}
    for name, members in _read("vocabulary").items():
        groups[name] = _notation(f"(?:{'|'.join(members)})", groups)
    return groups


def _notation(pattern: str, groups: Mapping[str, str]) -> str:
    own = pattern.replace("…", "(?:.{0,80}?)").replace(" ?", r"\s*").replace(" ", r"\s+")
    return _GROUP.sub(lambda found: groups[found[1]], own)


def _compile(pattern: str, groups: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile(rf"{_BEGIN}(?:{_notation(pattern, groups)}){_END}", re.DOTALL)


def _rule(entry: Mapping[str, Any], kind: Kind, groups: Mapping[str, str]) -> Rule:
    addressee = entry.get("addressee")
    if addressee is not None and addressee not in get_args(Addressee):
        raise ValueError(entry["id"], addressee)
    return Rule(
        id=entry["id"],
        kind=kind,
        words=frozenset(entry["words"]),
        pattern=_compile(entry["pattern"], groups),
        place=_place(entry, kind),
        needs_due=entry.get("needs_due", False),
        is_question=entry["pattern"].endswith(_QUESTION),
        addressee=addressee,
        despite=frozenset(entry.get("despite", ())),
        examples=tuple(entry["examples"]),
        explanation={"nl": entry["nl"], "en": entry["en"]},
    )


def _place(entry: Mapping[str, Any], kind: Kind) -> Place:
    if kind == "heading_question":
        return "heading"
    place: Place = entry.get("place", "sentence")
    if place not in get_args(Place):
        raise ValueError(entry["id"], place)
    return place


def _category(entry: Mapping[str, Any], groups: Mapping[str, str]) -> Category:
    def sign(name: str) -> re.Pattern[str] | None:
        return _compile(entry[name], groups) if name in entry else None

    return Category(
        name=entry["name"],
        subject=sign("subject"),
        sender=sign("sender"),
        words=frozenset(entry.get("words", ())),
        text=sign("text"),
        kinds=frozenset(_known(entry.get("kinds", ()))),
        unless=frozenset(entry.get("unless", ())),
        label={"nl": entry["nl"], "en": entry["en"]},
    )


def _known(kinds: Iterable[str]) -> Iterable[str]:
    for kind in kinds:
        if kind not in KINDS:
            raise ValueError(kind)
        yield kind
