"""What is found in a message: actions and dates, as offsets into its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reader.crossing import crossing

Kind = Literal[
    "heading_question", "request", "deadline", "invitation", "consultation", "support_motion", "forward"
]
Addressee = Literal["griffie", "raad", "college", "other"]
Precision = Literal["day", "week", "month", "part"]
Role = Literal["due", "event", "mention"]

KINDS: tuple[Kind, ...] = (
    "heading_question",
    "request",
    "deadline",
    "invitation",
    "consultation",
    "support_motion",
    "forward",
)


@crossing
@dataclass(frozen=True, slots=True)
class Action:
    """Something the message asks of its reader."""

    kind: Kind
    text: str  # the sentence or heading, `message.text[start:end]`
    start: int  # for a heading: start of the heading
    end: int  # for a heading: end of the heading
    section_end: int | None  # for a heading: where its section ends; else None
    due: str | None  # "2020-12-01", "2021-02" or "2020-W48": the day as written, not the last safe day
    event: str | None  # the same forms
    precision: Precision | None  # of `due`, else of `event`
    addressee: Addressee | None
    rule: str  # identifier of the rule that found it


@crossing
@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in the text."""

    text: str
    start: int
    end: int
    iso: str  # as `Action.due`
    precision: Precision
    role: Role


@crossing
@dataclass(frozen=True, slots=True)
class Findings:
    """Everything that was found in one message."""

    actions: tuple[Action, ...] = ()
    dates: tuple[DateMention, ...] = ()
    suggested: tuple[str, ...] = ()  # suggested categories
    # The dates that the user put right himself: the text says nothing more of them.
    by_hand: frozenset[tuple[Action, Role]] = frozenset()
