"""What was read of a file before."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from reader.problems import Problem


class Past(NamedTuple):
    """How far one file of an export was read and committed."""

    size: int  # bytes that it had
    changed: int  # when it was changed last, in nanoseconds since 1970
    places: int = 0  # messages that were tried, in the order of the file
    messages: int = 0  # of those, the ones that could be read
    end: int = 0  # bytes behind us, in a format that grows; else 0
    sample: str = ""  # of those bytes, see `formats.changes`
    whole: bool = False  # read to its end
    round: int = 0  # how often it was begun anew before this, since it had changed
    problems: tuple[Problem, ...] = ()  # what was wrong with it

    def anew(self) -> Past:
        """The same for a file that must be read from its begin the next time, whatever it is like then."""
        return self._replace(size=-1, messages=0, whole=False)
