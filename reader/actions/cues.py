"""What the words round a date say of it: that it is a limit, and whether it lies ahead or behind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.actions.calendar import Lean

REACH = 60  # characters that are read to the left of a date

_PAST = frozenset(
    "was waren werd werden had hadden heeft hebben heb vroeg vroegen nodigde nodigden kon konden vond vonden hield hielden "
    "stond stonden kwam kwamen ging gingen gaf gaven deed deden stuurde stuurden bleek afgelopen vorig vorige ontving ontvingen "
    "speelde speelden leverde leverden liep liepen sinds gestart".split()
)
_WORD = re.compile(r"\w+")
# Without one of these there is no limit; it costs less to look for them than for the pattern.
_LIMIT_WORD = re.compile(
    r"\b(?:uiterlijk|v[oó][oó]r|tot|t/m|later|deadline|slui|uiterste|before|until|by|due)"
)
_LIMIT = re.compile(
    r"(?<!\w)(?:(?<!het )uiterlijk|v[oó][oó]r|tot(?:\s+en\s+met)?|t/m|niet\s+later\s+dan|deadline|sluit|sluiting\w*|uiterste\s+\w+"
    r"|before|until|by|due)"
    r"(?:[\s:]+(?:op|de|het|is|en|met|uiterlijk|aan|van|einde|consultatie|inschrijving|aanmelding|voor"
    r"|\w*(?:vergadering|commissie|bijeenkomst|overleg|behandeling)\w*))*+[\s:]*$"
)
_CLAUSE_ENDS = (". ", ".\n", "? ", "; ", "\n\n")


def is_limit(plain: str, start: int) -> bool:
    """Whether the words before a date make it the end of something.

    >>> is_limit("uiterlijk op 3 maart", 13), is_limit("het uiterlijk van maart", 18)
    (True, False)
    """
    reach = max(start - REACH, 0)
    return (
        _LIMIT_WORD.search(plain, reach, start) is not None and _LIMIT.search(plain, reach, start) is not None
    )


def tells(plain: str, start: int, end: int) -> bool:
    """Whether the sentence round a date tells of the past."""
    return not _PAST.isdisjoint(_WORD.findall(_clause(plain, start, end)))


def lean(plain: str, start: int, end: int, *, limit: bool, mark: str | None = None) -> Lean:
    """Whether a date without a year looks ahead or back; `mark` is "a.s." or "jl." beside it."""
    if mark:
        return "past" if mark.startswith("j") else "future"
    if tells(plain, start, end):
        return "" if limit else "past"
    return "future" if limit else ""


def _clause(plain: str, start: int, end: int) -> str:
    """The words round a date, up to the ends of its sentence."""
    before, after = plain[max(start - 100, 0) : start], plain[end : end + 80]
    begin = max(before.rfind(mark) for mark in _CLAUSE_ENDS) + 1
    stop = min((cut for mark in _CLAUSE_ENDS if (cut := after.find(mark)) >= 0), default=len(after))
    return f"{before[begin:]} {after[:stop]}"
