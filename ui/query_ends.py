"""What the end of a query means for what the window says about its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.errors import QueryError
from reader.query import parse
from reader.query.unfinished import unfinished

if TYPE_CHECKING:
    from datetime import date

    from reader.problems import Problem

_GIVEN = {"sent", "due", "is", "has", "for"}  # fields of which not every value means something


def in_a_field(text: str) -> bool:
    """Whether the value of a field is being typed.

    >>> in_a_field("motie van:ja"), in_a_field("motie va"), in_a_field("")
    (True, False, False)
    """
    part = unfinished(text)
    return part is not None and part.field is not None


def with_longer_words(text: str) -> str:
    """The query that also finds longer words that begin as its last one does; "" where it does not end in a word.

    >>> with_longer_words("motie vuurw"), with_longer_words("van:jan"), with_longer_words("onderwerp: vuur ")
    ('motie vuurw*', 'van:jan*', 'onderwerp: vuur*')
    >>> [with_longer_words(text) for text in ("", "vuurw*", "vuurwrek~", '"in handen van"', '"in han', "is:mot", "(vuur)")]
    ['', '', '', '', '', '', '']
    """
    text = text.rstrip()
    part = unfinished(text)
    if part is None or part.field in _GIVEN or not part.typed[-1:].isalnum():
        return ""
    return f"{text}*" if text.endswith(part.typed) and text[part.start :] == part.typed else ""


def wrong_value(text: str, today: date) -> Problem | None:
    """Why the value that is being typed at the end means nothing in its field; None for any other query.

    >>> from datetime import date
    >>> today = date(2020, 11, 13)
    >>> wrong_value("motie datum:2020-13", today).code, wrong_value("is:onzin", today).code
    ('query_date', 'query_value')
    >>> [wrong_value(text, today) for text in ("datum:2020-1", "datum:", "van:jan", '"in handen', "motie")]
    [None, None, None, None, None]
    """
    part = unfinished(text)
    if part is None or part.field not in _GIVEN or not part.typed:
        return None
    try:
        parse(text, today)
    except QueryError as error:
        return error.problem
    return None
