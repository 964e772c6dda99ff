"""The words that the user reads, as data: `resources/words/`, one file a language.

`reader` itself holds no sentence.  The tables serve the command line, which runs without Qt, and
the window and the printed page alike.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from reader.note import own_words
from reader.paths import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from reader.problems import Problem


@dataclass(frozen=True, slots=True)
class Words:
    """One language."""

    problem: Mapping[str, str]  # code -> sentence with {path} and {detail}
    label: Mapping[str, str]  # labels of the header block and the printed page
    weekdays: tuple[str, ...]  # Monday first
    months: tuple[str, ...]

    def sentence(self, problem: Problem) -> str:
        """One clear sentence that names the file and says what to do."""
        return self.problem[problem.code].format(path=problem.path, detail=problem.detail)

    def proposal(self, key: str) -> str:
        """A voorstel afdoening, see `note.PROPOSALS`, or the user's own words; one of a later version shows its key."""
        return own_words(key) or (self.label.get(f"proposal_{key}", key) if key else "")

    def long_date(self, moment: datetime) -> str:
        """As Outlook prints it: "vrijdag 13 november 2020 10:17"."""
        return f"{self.long_day(moment)} {moment:%H:%M}"

    def long_day(self, moment: datetime) -> str:
        """The day alone: "vrijdag 13 november 2020"."""
        return f"{self.weekdays[moment.weekday()]} {moment.day} {self.months[moment.month - 1]} {moment.year}"


@cache
def words(language: str = "nl") -> Words:
    """The words of "nl" or "en"."""
    table = tomllib.loads((RESOURCES / "words" / f"{language}.toml").read_text(encoding="utf-8"))
    return Words(
        problem=table["problem"],
        label=table["label"],
        weekdays=tuple(table["date"]["weekdays"]),
        months=tuple(table["date"]["months"]),
    )
