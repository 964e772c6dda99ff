"""The query language: from what is typed to a tree, or to a `QueryError` that says where and why.

    words        gemeente raad        both, in any form (stem)
    phrase       "in handen van"      literally so, in this order
    parts        wijk* *zorg w?jk     `?` only inside a word: at its end it ends a question
    misspelt     raatslid~            one letter off; two in a long word
    operators    EN OF NIET AND OR NOT ( ) -woord, in capitals: "en" is a word like any other
    fields       van:jansen onderwerp:"motie vreemd" datum:2020-11 is:uitnodiging, see `FIELDS`

The tree knows nothing of the index.  While someone is typing, the last word is a prefix and what
is unfinished at the end is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from reader.actions.action import KINDS, Kind
from reader.errors import QueryError
from reader.periods import Period, period
from reader.tokens import WORD, fold, forms

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

How = Literal["stem", "typed", "exact", "prefix", "pattern", "fuzzy"]
TextField = Literal["subject", "body", "sender", "to", "cc", "attachment"]
NameField = Literal["category", "folder", "export"]
Flag = Literal["action", "attachment", "deadline"]

LONGEST = 2000  # characters; a longer query is a pasted letter
DEEPEST = 50  # parentheses inside each other
_LONG_WORD = 8  # letters from which a misspelling may be two off


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
    """A category, folder or export that holds these words in a row; the last may be a prefix."""

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
class Not:
    node: Node


@dataclass(frozen=True, slots=True)
class And:
    """All of these; none at all is true of every message."""

    nodes: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Or:
    nodes: tuple[Node, ...]


Node = Words | Name | Between | Has | Is | Not | And | Or

_Field = TextField | NameField | Literal["sent", "due", "is", "has"]

# Dutch first; English words work too.
FIELDS: dict[str, _Field] = {
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
    "is": "is",
    "heeft": "has",
    "has": "has",
}
_HAS: dict[str, Flag] = {
    "bijlage": "attachment",
    "bijlagen": "attachment",
    "attachment": "attachment",
    "attachments": "attachment",
    "actie": "action",
    "acties": "action",
    "action": "action",
    "actions": "action",
    "deadline": "deadline",
}
_IS: dict[str, Kind] = {
    "vraag": "heading_question",
    "verzoek": "request",
    "deadline": "deadline",
    "uitnodiging": "invitation",
    "zienswijze": "consultation",
    "raadpleging": "consultation",
    "motie": "support_motion",
    "doorsturen": "forward",
    **{kind: kind for kind in KINDS},
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
_pattern = re.compile(rf"[*?]*(?:{WORD})(?:[*?]+(?:{WORD}))*\**|\*+")
_fuzzy = re.compile(r"(?<=.)~([12]?)$")


def parse(text: str, today: date, *, typing: bool = False) -> Node:
    """The tree of a query; `today` is what `datum:vorigeweek` counts from.

    >>> from datetime import date
    >>> today = date(2020, 11, 13)
    >>> parse("Moties", today)
    Words(words=(Word(form='moties', how='stem', distance=0),), field=None)
    >>> parse('van:"Jan de W*"', today).words[-1]
    Word(form='w', how='prefix', distance=0)
    >>> [word.form for word in parse("info@vng.nl", today).words]
    ['info', 'vng', 'nl']
    >>> parse("is:uitnodiging OF heeft:deadline", today)
    Or(nodes=(Is(kind='invitation'), Has(what='deadline')))
    >>> parse("-vng", today)
    Not(node=Words(words=(Word(form='vng', how='stem', distance=0),), field=None))
    >>> parse("", today)
    And(nodes=())
    >>> parse('motie "in handen', today)
    Traceback (most recent call last):
    reader.errors.QueryError: ('query_quote', '', '"in handen')
    """
    if len(text) > LONGEST:
        raise QueryError("query_long", detail=str(LONGEST))
    return _Parser(text, today, typing=typing).tree()


def words_of(node: Node) -> Iterator[Words]:
    """The words that a hit holds, for marking: those behind NIET are left out."""
    if isinstance(node, Words):
        yield node
    elif isinstance(node, And | Or):
        for inner in node.nodes:
            yield from words_of(inner)


@dataclass(frozen=True, slots=True)
class _Lexeme:
    kind: str  # open, close, minus, phrase, field, word; and, or, not for an operator
    value: str
    start: int  # where it begins in the query
    end: int
    closed: bool = True  # a phrase with both its quotation marks


def _split(text: str) -> Iterator[_Lexeme]:
    """The lexemes of a query.  What holds no word, such as "&", is passed over."""
    at = 0
    while (found := _lexeme.match(text, at)) is not None:
        kind = found.lastgroup or ""
        start, at = found.start() + len(found[0]) - len(found[0].lstrip()), found.end()
        if kind == "quote":
            yield _Lexeme("phrase", found["phrase"], start, at, closed=bool(found["quote"]))
        elif kind == "field" and not _is_field(found["field"], text[at : at + 1]):
            yield _Lexeme("word", found["field"], start, at)
        elif kind != "word":
            yield _Lexeme(kind, found[kind], start, at)
        elif found["word"] in _OPERATORS:
            yield _Lexeme(_OPERATORS[found["word"]], found["word"], start, at)
        else:
            yield _Lexeme(kind, found["word"], start, at)


def _is_field(name: str, after: str) -> bool:
    """Whether `name:` names a field, known or mistaken; in "Let op: morgen" it is text."""
    return fold(name) in FIELDS or not (fold(name) in _NO_FIELDS or after in ("", "/") or after.isspace())


class _Parser:
    """Recursive descent: any of, all of, a single thing."""

    def __init__(self, text: str, today: date, *, typing: bool) -> None:
        self._text = text
        self._today = today
        self._typing = typing
        self._lexemes = list(_split(text))
        self._at = 0
        if typing:
            self._finish()

    def tree(self) -> Node:
        if not self._lexemes:
            return And()
        node = self._any(0)
        if (extra := self._peek()) is not None:
            raise self._error("query_close", extra)
        if node == And() and not self._typing:
            raise self._error("query_empty", self._lexemes[0])
        return node

    def _finish(self) -> None:
        """Leave out what is unfinished at the end of what is being typed."""
        while self._lexemes and self._lexemes[-1].kind in ("and", "or", "not", "minus", "open", "field"):
            self._lexemes.pop()
        end = len(self._text)
        unclosed = 0
        for lexeme in self._lexemes:
            unclosed = max(0, unclosed + (lexeme.kind == "open") - (lexeme.kind == "close"))
        self._lexemes += [_Lexeme("close", ")", end, end)] * unclosed

    def _any(self, depth: int) -> Node:
        nodes = [self._all(depth)]
        while self._take("or"):
            nodes.append(self._all(depth))
        return nodes[0] if len(nodes) == 1 else Or(tuple(nodes))

    def _all(self, depth: int) -> Node:
        nodes = [self._one(depth)]
        while (lexeme := self._peek()) is not None and lexeme.kind not in ("or", "close"):
            self._take("and")
            nodes.append(self._one(depth))
        wanted = tuple(node for node in nodes if node != And())
        return wanted[0] if len(wanted) == 1 else And(wanted)

    def _one(self, depth: int) -> Node:
        lexeme = self._peek()
        if lexeme is None or lexeme.kind in ("and", "or", "close"):
            raise self._error("query_missing", lexeme or self._lexemes[-1])
        if depth > DEEPEST:
            raise self._error("query_deep", lexeme)
        self._at += 1
        match lexeme.kind:
            case "not" | "minus":
                node = self._one(depth + 1)
                return node if node == And() else Not(node)
            case "open":
                node = self._any(depth + 1)
                if not self._take("close"):
                    raise self._error("query_open", lexeme)
                return node
            case "field":
                return self._field(lexeme)
            case _:
                return self._words(lexeme, None)

    def _field(self, lexeme: _Lexeme) -> Node:
        field = FIELDS.get(fold(lexeme.value))
        if field is None:
            raise self._error("query_field", lexeme)
        value = self._peek()
        if value is None or value.kind not in ("word", "phrase"):
            raise self._error("query_missing", lexeme)
        self._at += 1
        node = self._value(field, value)
        if node is not None:
            return node
        if self._is_last(value):
            return And()
        code = "query_date" if field in ("sent", "due") else "query_value"
        raise self._error(code, lexeme)

    def _value(self, field: _Field, value: _Lexeme) -> Node | None:
        """The node of `field:value`; None where the value means nothing there."""
        text = fold(value.value)
        match field:
            case "sent" | "due":
                days = period(value.value, self._today)
                return None if days is None else Between(field, days)
            case "is" if _HAS.get(text) == "action":
                return Has("action")
            case "is":
                return Is(_IS[text]) if text in _IS else None
            case "has":
                return Has(_HAS[text]) if text in _HAS else None
            case "category" | "folder" | "export":
                names = tuple(forms(value.value))
                prefix = value.value.endswith("*") or self._is_last(value)
                return Name(field, names, prefix) if names else None
            case _:
                return self._words(value, field)

    def _words(self, lexeme: _Lexeme, field: TextField | None) -> Node:
        phrase = lexeme.kind == "phrase"
        last = self._is_last(lexeme)
        if not lexeme.closed and not last:
            raise self._error("query_quote", lexeme)
        text, distance = (lexeme.value, 0) if phrase else _misspelt(lexeme.value)
        parts = _pattern.findall(text)
        words = [_word(part, "exact" if phrase else "stem", distance) for part in parts]
        if any(not word.form.strip("*?") for word in words):
            raise self._error("query_wildcard", lexeme)
        if not words:
            return And()
        if last and words[-1].how in ("stem", "exact"):
            words[-1] = Word(words[-1].form, "prefix" if phrase else "typed")
        return Words(tuple(words), field)

    def _is_last(self, lexeme: _Lexeme) -> bool:
        """Whether this is still being typed."""
        return self._typing and lexeme.end == len(self._text) and (lexeme.kind == "word" or not lexeme.closed)

    def _peek(self) -> _Lexeme | None:
        return self._lexemes[self._at] if self._at < len(self._lexemes) else None

    def _take(self, kind: str) -> bool:
        lexeme = self._peek()
        taken = lexeme is not None and lexeme.kind == kind
        self._at += taken
        return taken

    def _error(self, code: str, lexeme: _Lexeme) -> QueryError:
        """An error that shows the query from the place where it goes wrong."""
        return QueryError(code, detail=shorten(self._text[lexeme.start :]))


def shorten(text: str, longest: int = 40) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _misspelt(text: str) -> tuple[str, int]:
    """A word without its tilde, and how many letters it may be off: `raatslid~`, `raatslid~2`."""
    found = _fuzzy.search(text)
    if found is None:
        return text, 0
    word = text[: found.start()]
    return word, int(found[1]) if found[1] else 2 if len(word) >= _LONG_WORD else 1


def _word(part: str, how: How, distance: int) -> Word:
    """One word of a query, from the text between separators."""
    form = fold(part)
    if "*" not in form and "?" not in form:
        return Word(form, "fuzzy", distance) if distance else Word(form, how)
    head = form.rstrip("*")
    if head and "*" not in head and "?" not in head:
        return Word(head, "prefix")
    return Word(form, "pattern")
