"""A date as it stands in a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.actions.calendar import first_day

if TYPE_CHECKING:
    from datetime import date

    from reader.actions.action import Precision


class DateExpression(NamedTuple):
    """A date as it stands at `text[start:end]`."""

    start: int
    end: int
    iso: str  # "2020-11-27", "2021-02" or "2020-W48"
    precision: Precision
    limit: bool = False  # a word before it makes it the end of something: uiterlijk, vóór, tot
    term: bool = False  # counted from the day of sending: "binnen twee weken"
    ahead: bool = False  # named from the day of sending: "morgen"
    last: str = ""  # of several days that are named together, "3 t/m 14 mei", the last one


def is_to_come(one: DateExpression, sent: date | None) -> bool:
    """Whether it is a day after the one of sending."""
    return one.precision == "day" and (sent is None or first_day(one.iso) > sent)
