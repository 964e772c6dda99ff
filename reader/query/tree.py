"""What a query means, as a tree of frozen values; it knows nothing of the index."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.actions.action import Addressee, Kind
    from reader.periods import Period

How = Literal["stem", "typed", "exact", "prefix", "pattern", "fuzzy"]
TextField = Literal["subject", "body", "sender", "to", "cc", "attachment"]
NameField = Literal["category", "folder", "export", "suggested"]
Flag = Literal["action", "attachment", "deadline"]


@dataclass(frozen=True, slots=True)
class Word:
    """One word to look for.

    `stem`: any form of it; `typed`: any form, or a word that begins so; `exact`: this form;
    `prefix`: begins so; `pattern`: with `*` and `?`; `fuzzy`: at most `distance` letters off.
    """

    form: str
    how: How = "stem"
    distance: int = 0


@dataclass(frozen=True, slots=True)
class Words:
    """Words that stand next to each other, in one field; most often there is one."""

    words: tuple[Word, ...]
    field: TextField | None = None  # None: any field


@dataclass(frozen=True, slots=True)
class Name:
    """A category, folder, export or suggested category that holds these words in a row; the last may be a prefix."""

    field: NameField
    words: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Between:
    """Sent, or due, in a period."""

    field: Literal["sent", "due"]
    period: Period


@dataclass(frozen=True, slots=True)
class Has:
    """At least one action, attachment, or action with a due date."""

    what: Flag


@dataclass(frozen=True, slots=True)
class Is:
    """At least one action of this kind."""

    kind: Kind


@dataclass(frozen=True, slots=True)
class For:
    """At least one action for these."""

    addressee: Addressee


@dataclass(frozen=True, slots=True)
class Listed:
    """On the lijst ingekomen stukken."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """With one of these voorstellen afdoening; "" is true of those on the list without one."""

    keys: frozenset[str]  # as in `note.PROPOSALS`


@dataclass(frozen=True, slots=True)
class Not:
    node: Node


@dataclass(frozen=True, slots=True)
class And:
    """All of these; none at all is true of every message."""

    nodes: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Or:
    nodes: tuple[Node, ...]


Node = Words | Name | Between | Has | Is | For | Listed | Proposed | Not | And | Or


def words_of(node: Node) -> Iterator[Words]:
    """The words that a hit holds, for marking: those behind NIET are left out."""
    if isinstance(node, Words):
        yield node
    elif isinstance(node, And | Or):
        for inner in node.nodes:
            yield from words_of(inner)
