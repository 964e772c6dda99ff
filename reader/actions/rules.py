"""The rules for action items, as data: `resources/rules/`, one TOML file a kind.

    [[rule]]    finds an action of the file's kind
    [[topic]]   makes a plain request one of the file's kind: "Wilt u ..." with "doorsturen" is a forward
    [[veto]]    is a reason why a sentence asks nothing after all (vetoes.toml)

What they look for is written as rows of words (grammar).  What they find is weighed (weighing).
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from reader.actions.action import KINDS, Addressee, Kind
from reader.paths import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

# anywhere; on a line of its own; in a heading; a question in an announced list; an item in the section of such a heading;
# nowhere: what only the weights find
Place = Literal["sentence", "heading", "title", "list", "section", "weighed"]

_FOLDER = RESOURCES / "rules"

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


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which a message asks something of its reader."""

    id: str  # stable: notes and settings refer to it
    kind: Kind
    place: Place  # where it looks
    needs_due: bool  # holds only with a date to act by
    needs_event: bool  # holds only with a day to come
    is_question: bool  # holds only in a sentence that ends as one
    addressee: Addressee | None  # where the wording leaves no doubt
    despite: frozenset[str]  # vetoes that do not count for this rule
    patterns: Sequence[str]
    examples: Sequence[str]  # sentences that it finds; the tests read them
    explanation: Mapping[str, str]  # language -> a short sentence for the window


@dataclass(frozen=True, slots=True)
class Veto:
    """Why a sentence asks nothing after all."""

    id: str
    quoted: bool  # holds only in a sentence with words between quotes
    patterns: Sequence[str]
    examples: Sequence[str]


class Topic(NamedTuple):
    """What makes a plain request one of another kind."""

    kind: Kind
    patterns: Sequence[str]


@dataclass(frozen=True, slots=True)
class Category:
    """The signs by which a category is suggested."""

    name: str
    label: Mapping[str, str]  # language -> what it is called in the window
    subject: Sequence[str]  # patterns
    text: Sequence[str]  # patterns
    sender: re.Pattern[str] | None  # of the address
    words: frozenset[str]  # one in the text is a sign
    kinds: frozenset[str]  # of what is asked first
    unless: frozenset[str]  # categories that exclude it, all of them earlier in the file
    outside: bool  # a colleague of the reader writes none


@cache
def all_rules() -> tuple[Rule, ...]:
    """Those of this version, most telling first; a faulty file raises, since it is a bug of ours."""
    return tuple(_rule(entry, kind) for kind in TELLING for entry in _read(kind).get("rule", ()))


def all_topics() -> Iterator[Topic]:
    for kind in TELLING:
        for entry in _read(kind).get("topic", ()):
            yield Topic(kind, entry["patterns"])


def all_vetoes() -> tuple[Veto, ...]:
    return tuple(map(_veto, _read("vetoes")["veto"]))


@cache
def all_categories() -> tuple[Category, ...]:
    """Those that can be suggested, in the order in which they are tried."""
    return tuple(map(_category, _read("categories")["category"]))


def vocabulary() -> dict[str, Sequence[str]]:
    """Groups of words by name; each may name those before it."""
    return _read("vocabulary")


@cache
def rules_hash() -> str:
    """A hash of all rule files: part of the index version, since an index keeps what the rules found."""
    content = hashlib.sha256()
    for path in sorted((*_FOLDER.glob("*.toml"), *_FOLDER.glob("*.json"))):
        content.update(path.name.encode())
        content.update(path.read_bytes().replace(b"\r\n", b"\n"))  # a checkout on Windows is the same
    return content.hexdigest()[:16]


def explanation(rule_id: str, language: str = "nl") -> str:
    """Why the rule marks a sentence, as a short one whose subject is that sentence; "" for a rule that this version does not know.

    >>> explanation("heading-what-can-you-do")
    'Kopje dat zegt wat u kunt doen'
    """
    return next((rule.explanation[language] for rule in all_rules() if rule.id == rule_id), "")


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def _veto(entry: Mapping[str, Any]) -> Veto:
    return Veto(
        entry["id"],
        entry.get("quoted", False),
        entry["patterns"],
        entry["examples"],
    )


def _rule(entry: Mapping[str, Any], kind: Kind) -> Rule:
    addressee = entry.get("addressee")
    if addressee is not None and addressee not in get_args(Addressee):
        raise ValueError(entry["id"], addressee)
    return Rule(
        id=entry["id"],
        kind=kind,
        place=_place(entry, kind),
        needs_due=entry.get("needs_due", False),
        needs_event=entry.get("needs_event", False),
        is_question=entry.get("question", False),
        addressee=addressee,
        despite=frozenset(entry.get("despite", ())),
        patterns=entry["patterns"],
        examples=entry["examples"],
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
        label=_label(entry),
        subject=entry.get("subject", ()),
        text=entry.get("text", ()),
        sender=re.compile(entry["sender"]) if "sender" in entry else None,
        words=frozenset(entry.get("words", ())),
        kinds=frozenset(_known(entry.get("kinds", ()))),
        unless=frozenset(entry.get("unless", ())),
        outside=entry.get("outside", False),
    )


def _label(entry: Mapping[str, Any]) -> Mapping[str, str]:
    return {"nl": entry["nl"], "en": entry["en"]}


def _known(kinds: Iterable[str]) -> Iterable[str]:
    for kind in kinds:
        if kind not in KINDS:
            raise ValueError(kind)
        yield kind
