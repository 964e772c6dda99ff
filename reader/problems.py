"""Bad input, as a code with parameters."""

from __future__ import annotations

from dataclasses import dataclass

from reader.crossing import crossing


@crossing
@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read: counted and shown, while the import goes on."""

    code: str  # a key of [problem] in resources/words/*.toml
    path: str = ""  # the file that it is about
    detail: str = ""  # one more fact for the sentence, never the content of a message
