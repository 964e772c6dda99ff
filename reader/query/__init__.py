"""The query language: from what is typed to a tree, or to a `QueryError` that says where and why.

    words        gemeente raad        both, in any form (stem)
    phrase       "in handen van"      literally so, in this order
    parts        wijk* *zorg w?jk     `?` only inside a word: at its end it ends a question
    misspelt     raatslid~            one letter off; two in a long word
    operators    EN OF NIET AND OR NOT ( ) -woord, in capitals: "en" is a word like any other
    fields       van:jansen onderwerp:"motie vreemd" datum:2020-11 is:uitnodiging, see `lexemes.FIELDS`

The tree knows nothing of the index.  While someone is typing, the last word is a prefix and what
is unfinished at the end is left out.
"""

from reader.query.parser import parse, shorten
from reader.query.spelling import Spelled, needs_all, spelled
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
    NameField,
    Node,
    Not,
    Or,
    Proposed,
    TextField,
    Word,
    Words,
    words_of,
)

__all__ = [
    "And",
    "Between",
    "Flag",
    "For",
    "Has",
    "How",
    "Is",
    "Listed",
    "Name",
    "NameField",
    "Node",
    "Not",
    "Or",
    "Proposed",
    "Spelled",
    "TextField",
    "Word",
    "Words",
    "needs_all",
    "parse",
    "shorten",
    "spelled",
    "words_of",
]
