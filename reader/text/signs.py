"""Whether a text can quote or forward anything at all: a quick look, before the pass over its lines.

Most messages do neither, and looking at each of their lines takes half as long as reading them does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.text.thread_words import folded, thread_words

if TYPE_CHECKING:
    from reader.message import Body

_ROOM = r"[ \t\xa0\u200b\ufeff*_|]"  # round the words of a line, as `quotes` takes it off

# Each begins at a line's start or with a rare character, so that the scanner can leap.
_MARK = re.compile(rf"\n{_ROOM}*+>")
_LABEL = re.compile(rf"\n{_ROOM}*+([^\n:：]{{1,40}})[:：]")
_LAST_COLON = re.compile(rf":{_ROOM}*+\n")
_ANNOUNCED = re.compile(r"(?<!-)-{2,}+[ \t\xa0]{0,8}+[^\s-]")  # between dashes


def has_signs(body: Body) -> bool:
    """False where nothing is quoted or forwarded; True says nothing.

    >>> from reader.message import Body
    >>> has_signs(Body("Geachte raad, om 10:17 uur")), has_signs(Body("Van: Jan"))
    (False, True)
    """
    text = f"\n{body.text}\n"
    return (
        _MARK.search(text) is not None
        or _LAST_COLON.search(text) is not None
        or "：" in text
        or ("--" in text and _ANNOUNCED.search(text) is not None)
        or (":" in text and _has_sender(text))
        or any(block.kind == "quote" for block in body.blocks)
    )


def _has_sender(text: str) -> bool:
    """Whether a line begins with the label of a sender: every header block has one."""
    fields = thread_words().fields
    return any(fields.get(folded(found[1].rstrip(" \t\xa0*_"))) == "from" for found in _LABEL.finditer(text))
