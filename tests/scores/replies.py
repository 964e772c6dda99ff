"""What a reply quotes, held against what two other projects take out of their own mails.

discourse/email_reply_trimmer has each text as it came, what its writer wrote ("trimmed"), and the rest ("elided").
The rest is also signatures, which are told apart later (`reader.actions.zones`): here they are taken out of both.
It takes out a forwarded message as well, which to us is the letter itself: of those only that is compared.
Of alfonsrv/mail-parser-reply the line is written down here from which on its tests expect no answer any more.

Lines without words are not compared.  "kept" counts the lines of the writer that are left, "taken out" those of
others that are not, and "exact" the texts of which no line stands on the wrong side.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from reader.message import Message, MessageRef
from reader.text import body_of_plain, understood

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.scores.mime import Score

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "reply-text"
TRIMMER, REPLY = "discourse/email_reply_trimmer", "alfonsrv/mail-parser-reply"

QUOTED_FROM = {  # line, the first is 0; a text that is not named here quotes nothing
    "email_1_4": 2,
    "email_1_7": 2,
    "email_2_1": 3,
    "email_2_2": 1,
    "email_danish_1": 7,
    "email_headers_no_delimiter": 2,
    "email_ja_1_2": 9,
    "email_sv_anon_1": 10,
    "multiline_on_de": 1,
    "pathological": 2,
}
_SIGNATURE = re.compile(
    r"(?m)^--[ \t]*$|^(?:sent from|sent via|verzonden|verstuurd|get outlook)\b", re.IGNORECASE
)


def scores() -> Iterator[Score]:
    """(set, field, agreed, note) for each line, and for each text as a whole."""
    for path in sorted(CORPUS.glob("discourse*/test/emails/*.txt")):
        kept = _lines(_read(path.parents[1] / "trimmed" / path.name))
        text = _read(path)
        if path.stem.startswith("forwarded"):
            forwarded = _message(text, "").forwarded
            yield TRIMMER, "forwarded", forwarded is not None, path.stem
        else:
            yield from _compared(f"{TRIMMER}", path.stem, text, kept)
    for path in sorted(CORPUS.glob("alfonsrv*/test/emails/*.txt")):
        text = _read(path)
        lines = text.split("\n")[: QUOTED_FROM.get(path.stem)]
        yield from _compared(REPLY, path.stem, text, _lines(_signed("\n".join(lines))))


def _compared(set_name: str, name: str, text: str, kept: Sequence[str]) -> Iterator[Score]:
    message = _message(text, "Re: stukken")
    own, position = "", 0
    for start, end in message.body.quoted:
        own += message.text[position:start]
        position = end
    ours = Counter(_lines(_signed(own + message.text[position:])))
    rest = Counter(_lines(message.text)) - Counter(kept)
    wrong = 0
    for line, count in Counter(kept).items():
        for number in range(count):
            wrong += ours[line] <= number
            yield set_name, "kept", ours[line] > number, f"{name}: {line!r} is taken for quoted"
    for line, count in rest.items():
        extra = max(ours[line] - kept.count(line), 0)
        for number in range(count):
            wrong += number < extra
            yield set_name, "taken out", number >= extra, f"{name}: {line!r} is taken for the writer's own"
    yield set_name, "exact", wrong == 0, f"{name}: {wrong} lines"


def _message(text: str, subject: str) -> Message:
    return understood(Message("1-x", MessageRef("x"), subject=subject, body=body_of_plain(text)))


def _signed(text: str) -> str:
    """The text above the signature."""
    found = _SIGNATURE.search(text)
    return text[: found.start()] if found else text


def _lines(text: str) -> list[str]:
    return [words for line in text.split("\n") if (words := " ".join(line.split()))]


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8").replace("\r\n", "\n")
