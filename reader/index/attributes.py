"""What a segment keeps of its messages beside their words: what they are filtered, sorted and counted on.

Some is one number a message.  The others are groups: a message has none, one or several values of each.  Those of its
actions go together: each action has one value of each, in the order of the text.
"""

from __future__ import annotations

import json
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reader.due import When, whens_of
from reader.index.store import ZONE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.actions.action import Findings
    from reader.index.arrays import Array
    from reader.index.merge import Part
    from reader.index.segment import Segment
    from reader.message import Message

NEVER = -(1 << 62)  # when a message without a date was sent


class Act(NamedTuple):
    """What an action is filtered on; "" where it has none."""

    rule: str
    kind: str
    due: str  # by when it must be done, see `pack_when`
    event: str  # when the meeting is that it is about, in the same form
    addressee: str


GROUPS = ("category", "year", "suggested", *Act._fields)  # "" is a value: none, or unknown


class Attributes(NamedTuple):
    """Those of one message."""

    sent: int | None  # seconds since 1970
    day: date | None  # in Europe/Amsterdam
    attachments: int
    categories: tuple[str, ...]
    suggested: tuple[str, ...]  # categories
    acts: tuple[Act, ...]  # one for each of its actions


def attributes_of(message: Message, findings: Findings) -> Attributes:
    """What a message is filtered and sorted on."""
    moment = message.date
    return Attributes(
        sent=None if moment is None else int(moment.timestamp()),
        day=None if moment is None else moment.astimezone(ZONE).date(),
        attachments=len(message.attachments),
        categories=tuple(dict.fromkeys(message.categories)),
        suggested=tuple(dict.fromkeys(findings.suggested)),
        acts=acts_of(message.text, findings) if findings.actions else (),
    )


def acts_of(text: str, findings: Findings) -> tuple[Act, ...]:
    """The actions of a message with this text, in their order."""
    return tuple(
        Act(
            action.rule,
            action.kind,
            pack_when(whens.due) if whens.due else "",
            pack_when(whens.event) if whens.event else "",
            action.addressee or "",
        )
        for action, whens in zip(findings.actions, whens_of(text, findings), strict=True)
    )


def pack_when(when: When) -> str:
    """As a value of its group.

    >>> pack_when(When("2021-02", date(2021, 2, 28))), unpack_when("2020-12-03 2020-12-03", event=True).event
    ('2021-02 2021-02-28', True)
    """
    return f"{when.iso} {when.day.isoformat()}"


def unpack_when(packed: str, *, event: bool) -> When:
    """What `pack_when` packed, of a meeting or not."""
    iso, day = packed.split(" ")
    return When(iso, date.fromisoformat(day), event)


def packed(attributes: Sequence[Attributes]) -> dict[str, Array]:
    """The arrays of a segment for its messages, in their order."""
    out: dict[str, Array] = {
        "sent": np.array([NEVER if one.sent is None else one.sent for one in attributes], np.int64),
        "day": np.array([0 if one.day is None else one.day.toordinal() for one in attributes], np.int32),
        "attachments": np.array([min(one.attachments, 0xFFFF) for one in attributes], np.uint16),
    }
    out |= _grouped("category", [one.categories or ("",) for one in attributes])
    out |= _grouped("year", [("" if one.day is None else f"{one.day.year:04}",) for one in attributes])
    out |= _grouped("suggested", [one.suggested for one in attributes])
    rows = [row for row, one in enumerate(attributes) for _ in one.acts]
    acts = [act for one in attributes for act in one.acts]
    for at, name in enumerate(Act._fields):
        out |= _packed_group(name, rows, [act[at] for act in acts])
    return out


def merged(parts: Sequence[Part]) -> dict[str, Array]:
    """The same of several segments without the messages that were taken away."""
    out: dict[str, Array] = {
        name: np.concatenate([segment.array(name)[alive] for segment, alive in parts])
        for name in ("sent", "day", "attachments")
    }
    for name in GROUPS:
        rows: list[int] = []
        values: list[str] = []
        before = 0
        for segment, alive in parts:
            to = np.cumsum(alive) - 1 + before
            names = names_of(segment, name)
            for row, code in zip(
                segment.array(f"{name}.rows").tolist(), segment.array(f"{name}.codes").tolist(), strict=True
            ):
                if alive[row]:
                    rows.append(int(to[row]))
                    values.append(names[code])
            before += int(alive.sum())
        out |= _packed_group(name, rows, values)
    return out


def names_of(segment: Segment, name: str) -> list[str]:
    """The values of a group in a segment, in the order of their codes."""
    names: list[str] = json.loads(segment.array(f"{name}.names").tobytes())
    return names


def _grouped(name: str, values: Sequence[Sequence[str]]) -> dict[str, Array]:
    """The values of each message, in their order."""
    rows = [row for row, of_row in enumerate(values) for _ in of_row]
    return _packed_group(name, rows, list(chain.from_iterable(values)))


def _packed_group(name: str, rows: Sequence[int], values: Sequence[str]) -> dict[str, Array]:
    """Pairs of a row and one of its values; the values themselves are JSON, since one may hold any character."""
    names = sorted(set(values))
    code = {value: at for at, value in enumerate(names)}
    return {
        f"{name}.names": np.frombuffer(json.dumps(names).encode("ascii"), np.uint8),
        f"{name}.rows": np.array(rows, np.uint32),
        f"{name}.codes": np.fromiter(map(code.__getitem__, values), np.uint32, len(values)),
    }
