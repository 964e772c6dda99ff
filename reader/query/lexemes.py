"""A query cut into words, phrases, fields, operators and parentheses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from reader.query.tree import NameField, TextField
from reader.tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

Field = TextField | NameField | Literal["sent", "due", "is", "has", "for", "proposal"]

# Dutch first; English words work too.
FIELDS: dict[str, Field] = {
    "van": "sender",
    "from": "sender",
    "aan": "to",
    "to": "to",
    "cc": "cc",
    "onderwerp": "subject",
    "subject": "subject",
    "tekst": "body",
    "text": "body",
    "bijlage": "attachment",
    "attachment": "attachment",
    "categorie": "category",
    "category": "category",
    "map": "folder",
    "folder": "folder",
    "postvak": "export",
    "mailbox": "export",
    "datum": "sent",
    "date": "sent",
    "deadline": "due",
    "voor": "for",
    "for": "for",
    "voorgesteld": "suggested",
    "suggested": "suggested",
    "afdoening": "proposal",
    "proposal": "proposal",
    "is": "is",
    "heeft": "has",
    "has": "has",
}
_OPERATORS = {"EN": "and", "AND": "and", "OF": "or", "OR": "or", "NIET": "not", "NOT": "not"}
# What stands before a colon in ordinary mail, and so is text.
_NO_FIELDS = {"re", "fw", "fwd", "antw", "betr", "doorst", "http", "https", "mailto", "ftp", "file"}

_lexeme = re.compile(
    r"""\s*(?:
        (?P<open>\() | (?P<close>\)) | (?P<minus>-(?=[^\s\-]))
      | "(?P<phrase>[^"]*)(?P<quote>"?)
      | (?P<field>[^\W\d_]+):
      | (?P<word>[^\s()"]+)
    )""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Lexeme:
    kind: str  # open, close, minus, phrase, field, word; and, or, not for an operator
    value: str
    start: int  # where it begins in the query
    end: int
    closed: bool = True  # a phrase with both its quotation marks


def split(text: str) -> Iterator[Lexeme]:
    """The lexemes of a query.  What holds no word, such as "&", is passed over."""
    at = 0
    while (found := _lexeme.match(text, at)) is not None:
        kind = found.lastgroup or ""
        start, at = found.start() + len(found[0]) - len(found[0].lstrip()), found.end()
        if kind == "quote":
            yield Lexeme("phrase", found["phrase"], start, at, closed=bool(found["quote"]))
        elif kind == "field" and not _is_field(found["field"], text[at : at + 1]):
            yield Lexeme("word", found["field"], start, at)
        elif kind != "word":
            yield Lexeme(kind, found[kind], start, at)
        elif found["word"] in _OPERATORS:
            yield Lexeme(_OPERATORS[found["word"]], found["word"], start, at)
        else:
            yield Lexeme(kind, found["word"], start, at)


def _is_field(name: str, after: str) -> bool:
    """Whether `name:` names a field, known or mistaken; in "Let op: morgen" it is text."""
    return fold(name) in FIELDS or not (fold(name) in _NO_FIELDS or after in ("", "/") or after.isspace())
