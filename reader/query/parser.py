"""From the lexemes of a query to its tree, or to a `QueryError` that shows where it goes wrong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.actions.action import KINDS, Addressee, Kind
from reader.errors import QueryError
from reader.periods import NoSuchDay, period
from reader.query.lexemes import FIELDS, Lexeme, split
from reader.query.proposals import proposals_called
from reader.query.tree import (
    And,
    Between,
    Flag,
    For,
    Has,
    How,
    Is,
    Listed,
    Name,
    Node,
    Not,
    Or,
    Proposed,
    TextField,
    Word,
    Words,
)
from reader.tokens import WORD, fold, forms

if TYPE_CHECKING:
    from datetime import date

    from reader.query.lexemes import Field

LONGEST = 2000  # characters; a longer query is a pasted letter
DEEPEST = 50  # parentheses inside each other
_TELLING = 3  # letters; the word that a phrase is going to end in can be nearly any other before it has these
_LONG_WORD = 8  # letters from which a misspelling may be two off

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
    "oproep": "heading_question",
    "verzoek": "request",
    "deadline": "deadline",
    "uitnodiging": "invitation",
    "zienswijze": "consultation",
    "raadpleging": "consultation",
    "motie": "support_motion",
    "doorsturen": "forward",
    **{kind: kind for kind in KINDS},
}
# All that the reader is asked to do, in whatever way; an invitation or a deadline by itself asks nothing.
_QUESTIONS: tuple[Kind, ...] = ("heading_question", "request", "consultation", "support_motion", "forward")
_FOR: dict[str, Addressee] = {
    "griffie": "griffie",
    "griffier": "griffie",
    "clerk": "griffie",
    "raad": "raad",
    "raadslid": "raad",
    "raadsleden": "raad",
    "council": "raad",
    "college": "college",
    "executive": "college",
    "anderen": "other",
    "overig": "other",
    "others": "other",
    "other": "other",
}
# The fields of which not every value means something.
_GIVEN: dict[str, dict[str, Node]] = {
    "is": {
        **{word: Is(kind) for word, kind in _IS.items()},
        **{word: Or(tuple(map(Is, _QUESTIONS))) for word in ("vraag", "question")},
        **{word: Has(flag) for word, flag in _HAS.items() if flag == "action"},
        **dict.fromkeys(("opdelijst", "listed"), Listed()),
    },
    "has": {word: Has(flag) for word, flag in _HAS.items()},
    "for": {word: For(who) for word, who in _FOR.items()},
}

_WRONG: dict[Field, str] = {"sent": "query_date", "due": "query_date", "proposal": "query_proposal"}

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


class _Parser:
    """Recursive descent: any of, all of, a single thing."""

    def __init__(self, text: str, today: date, *, typing: bool) -> None:
        self._text = text
        self._today = today
        self._typing = typing
        self._lexemes = list(split(text))
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
        self._lexemes += [Lexeme("close", ")", end, end)] * unclosed

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

    def _field(self, lexeme: Lexeme) -> Node:
        field = FIELDS.get(fold(lexeme.value))
        if field is None:
            raise self._error("query_field", lexeme)
        value = self._peek()
        if value is None or value.kind not in ("word", "phrase"):
            raise self._error("query_missing", lexeme)
        self._at += 1
        code = _WRONG.get(field, "query_value")
        try:
            node = self._value(field, value)
        except NoSuchDay:
            node, code = None, "query_day"
        if node is not None:
            return node
        if self._is_last(value):
            return And()
        raise self._error(code, lexeme)

    def _value(self, field: Field, value: Lexeme) -> Node | None:
        """The node of `field:value`; None where the value means nothing there."""
        text = fold(value.value)
        match field:
            case "sent" | "due":
                days = period(value.value, self._today)
                return None if days is None else Between(field, days)
            case "is" | "has" | "for":
                return _GIVEN[field].get(text)
            case "category" | "folder" | "export" | "suggested":
                names = tuple(forms(value.value))
                prefix = value.value.endswith("*") or self._is_last(value)
                return Name(field, names, prefix) if names else None
            case "proposal":
                called = forms(value.value)
                prefix = value.value.endswith("*") or self._is_last(value)
                keys = proposals_called(called, prefix=prefix) if called else None
                return Proposed(keys) if keys else None
            case _:
                return self._words(value, field)

    def _words(self, lexeme: Lexeme, field: TextField | None) -> Node:
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
        if last and not text.endswith(" ") and words[-1].how in ("stem", "exact"):
            words[-1] = Word(words[-1].form, "prefix" if phrase else "typed")
            if phrase and len(words) > 1 and len(words[-1].form) < _TELLING:
                del words[-1]
        return Words(tuple(words), field)

    def _is_last(self, lexeme: Lexeme) -> bool:
        """Whether this is still being typed."""
        return self._typing and lexeme.end == len(self._text) and (lexeme.kind == "word" or not lexeme.closed)

    def _peek(self) -> Lexeme | None:
        return self._lexemes[self._at] if self._at < len(self._lexemes) else None

    def _take(self, kind: str) -> bool:
        lexeme = self._peek()
        taken = lexeme is not None and lexeme.kind == kind
        self._at += taken
        return taken

    def _error(self, code: str, lexeme: Lexeme) -> QueryError:
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
