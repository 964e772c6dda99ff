"""The header block that stands above a message in another message's text.

    Van: Jan de Vries <jan@devries.example>          From, Sent, To, Subject: Outlook, in any language
    Verzonden: vrijdag 13 november 2020 10:17        Subject, Date, From, To: Thunderbird
    Aan: Griffie                                     From, Subject, Date, To: Apple Mail
    Onderwerp: Motie                                 From, Date, Subject, To: Gmail

Its lines may be bold, wrapped, cells of a table, parted by an empty line, or (Yahoo) all one line.  The memo of
a municipality opens alike ("Aan: de raad, Van: het college, Datum, Onderwerp"); its date has no time of day.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.message import Address, Forwarded
from reader.text.moments import moment
from reader.text.thread_words import folded, thread_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reader.text.quotes import Line
    from reader.text.thread_words import Field

_LONGEST_LABEL = 24  # characters
_LONGEST_VALUE = 1_000
_MOST_LINES = 40  # of one block
_MOST_WRAPPED = 12  # lines of one value: a long list of recipients
_FULL_LINE = 60  # characters after which a subject may go on in the next line
_FEWEST = 3  # fields that make a block

_MARKS = " \t\xa0*_"
_DASHES = "-_*=>: \t\xa0\u2013\u2014\u2500.…"
_INLINE = re.compile(r"-{3,12}\s*+([^-\s][^-]{2,59}?)\s*+-{3,12}\s++(?=\S)")
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}")
_MAILTO = re.compile(r"[<\[]\s*mailto:[^>\]]{0,300}[>\]]")
_PLAIN_NAME = re.compile(r"[^<\[]{1,200}")
_ON_BEHALF = re.compile(r"\s(?:on behalf of|namens)\s", re.IGNORECASE)
_CLOCK = re.compile(r"\d[:.]\d\d")
_WHEN = re.compile(r"\d[:.h]\d\d(?::\d\d)?(?: ?[ap]\.?m\.?)?(?: [+-]\d{4})?", re.IGNORECASE)
_QUOTED_NAME = re.compile(r"[\"“„«]\s?([^\"“”„«»]{1,100})[\"”»]\s?$")
_ROOM = ' \t\xa0"<>[]()«»„”“;,'  # round a name


@dataclass(frozen=True, slots=True)
class Block:
    """A header block, from one line of the text up to and including another."""

    first: int
    last: int
    sender: tuple[Address, ...]
    recipients: frozenset[str]  # addresses and names, in lower case
    sent: str  # as written
    subject: str
    languages: tuple[str, ...]  # that its labels can be, the one of most labels first

    def forwarded(self) -> Forwarded:
        """What a message that forwards this one says of it."""
        return Forwarded(self.sender, moment(self.sent, self.languages), self.subject)


def announced(line: Line) -> str:
    """What a line by itself announces: "forwarded", "original" or "".

    It is the whole line, or stands between dashes with a block behind it.
    """
    words = thread_words()
    text = line.words
    if len(text) > 80 and not text.startswith("--"):  # noqa: PLR2004 - an announcement is short
        return ""
    if len(text) > 80:  # noqa: PLR2004
        inline = _INLINE.match(text)
        text = inline[1] if inline else ""
    elif text.startswith("--") and (inline := _INLINE.match(text)) and folded(inline[1]) in words.forwarded:
        text = inline[1]
    said = folded(text.strip(_DASHES))
    if said in words.forwarded or (text.startswith("--") and said.startswith(words.forwarded_by)):
        return "forwarded"
    return "original" if said in words.original else ""


def block_at(lines: Sequence[Line], first: int) -> Block | None:
    """The block that begins on a line."""
    inline = _inline_block(lines[first], first)
    if inline is not None:
        return inline
    label, value = _labelled(lines[first])
    if not label:
        return None
    words = thread_words()
    values: dict[Field, list[str]] = {words.fields[label]: [value]}
    labels = {words.fields[label]: label}
    field, last, wrapped, blank = words.fields[label], first, list[str](), False
    for number in range(first + 1, min(first + _MOST_LINES, len(lines))):
        line = lines[number]
        if not line.words:
            if blank:
                break
            blank = True
            continue
        label, value = _labelled(line)
        if label and (words.fields[label] not in values or words.fields[label] in ("other", "cc")):
            values[field] += wrapped
            field = words.fields[label]
            values[field] = [value]
            labels.setdefault(field, label)
            last, wrapped, blank = number, [], False
        elif label or line.depth != lines[first].depth or (blank and values[field] != [""]):
            break
        else:
            wrapped.append(line.words)
            blank = False
            if len(wrapped) > _MOST_WRAPPED:
                break
    if field == "subject" and _goes_on(lines, last):
        last += 1
        values[field].append(lines[last].words)
    found: dict[Field, str] = {
        name: " ".join(parts).strip()[:_LONGEST_VALUE] for name, parts in values.items()
    }
    return _block(first, last, found, labels) if _is_header(found) else None


def _labelled(line: Line) -> tuple[str, str]:
    """The label of a line, and what follows it; "" for a line without."""
    text = line.words
    colon = text.find(":", 0, _LONGEST_LABEL)
    if colon < 0:
        colon = text.find("：", 0, _LONGEST_LABEL)
    label = folded(text[:colon].strip(_MARKS)) if colon > 0 else ""
    return (label, text[colon + 1 :].strip(_MARKS)) if label in thread_words().fields else ("", "")


def _goes_on(lines: Sequence[Line], last: int) -> bool:
    """Whether a subject that ends a block is wrapped: its line is full, and one line alone follows it."""
    full = lines[last].end - lines[last].start >= _FULL_LINE
    after = [line.words for line in lines[last + 1 : last + 3]]
    return full and [bool(words) for words in after] == [True, False]


def _is_header(values: Mapping[Field, str]) -> bool:
    """Whether the fields are those of a mail, and not of a memo."""
    when = "sent" in values or "date" in values
    if (
        "from" not in values
        or not ({"subject", "to"} & values.keys())
        or len(values) < _FEWEST
        or not values["from"]
    ):
        return False
    return "sent" in values or not when or bool(_CLOCK.search(values["date"]))


def _inline_block(line: Line, number: int) -> Block | None:
    """A block that Yahoo wrote on one line, behind the announcement."""
    opening = _INLINE.match(line.words) if line.words.startswith("--") else None
    if opening is None:
        return None
    words = thread_words()
    rest = line.words[opening.end() : opening.end() + 4 * _LONGEST_VALUE]
    places = list(words.inline_label.finditer(rest))
    values: dict[Field, str] = {}
    labels: dict[Field, str] = {}
    for place, after in zip(places, [*places, None][1:], strict=True):
        label = folded(place[1])
        field = words.fields[label]
        if field not in values:
            values[field] = rest[place.end() : after.start() if after else len(rest)].strip()
            labels[field] = label
    _part_subject(values)
    return _block(number, number, values, labels) if _is_header(values) else None


def _part_subject(values: dict[Field, str]) -> None:
    """Some languages of Yahoo forget the colon of the subject, which then sticks to the date."""
    if "subject" in values:
        return
    for label, field in thread_words().fields.items():
        before, found, subject = values.get("sent", "").partition(f"{label.capitalize()} ")
        if field == "subject" and found:
            values["sent"], values["subject"] = before, subject.strip()
            return


def _block(first: int, last: int, values: Mapping[Field, str], labels: Mapping[Field, str]) -> Block:
    written = f"{values.get('to', '')};{values.get('cc', '')}"
    spoken = Counter(code for label in labels.values() for code in thread_words().languages[label])
    names = (_PLAIN_NAME.match(one) for one in written.split(";"))
    recipients = [*_ADDRESS.findall(written), *(name[0].strip(_ROOM) for name in names if name)]
    return Block(
        first=first,
        last=last,
        sender=sender(values["from"]),
        recipients=frozenset(one.casefold() for one in recipients if one),
        sent=values.get("sent") or values.get("date", ""),
        subject=values.get("subject", ""),
        languages=tuple(code for code, _ in spoken.most_common()),
    )


def sender(written: str) -> tuple[Address, ...]:
    """The mailbox of a From line in a text, which no standard rules.

    >>> [str(one) for one in sender("Jan <jan@post.example<mailto:jan@post.example>> namens Griffie")]
    ['Jan <jan@post.example>']
    >>> [str(one) for one in sender("Vries, J. de [mailto:jan@post.example]")]
    ['Vries, J. de <jan@post.example>']
    """
    main = _ON_BEHALF.split(written, maxsplit=1)[0]
    without = _MAILTO.sub("", main)
    found = _ADDRESS.search(without)
    if found is None:
        linked = _ADDRESS.search(main)
        name = _named(without)
        address = linked[0].removeprefix("mailto:") if linked else ""
        return (Address(name, address),) if name or address else ()
    name = _named(without[: found.start()])
    return (Address("" if name == found[0] else name, found[0]),)


def _named(written: str) -> str:
    """A name without what stands round it.

    >>> _named("'Jan Bos' ("), _named("'t Hart, J."), _named("'Jan Bos' via Griffie")
    ('Jan Bos', "'t Hart, J.", "'Jan Bos' via Griffie")
    """
    name = written.strip(_ROOM)
    return name[1:-1].strip() if name[:1] == name[-1:] == "'" else name


def author(attribution: str) -> tuple[Address, ...]:
    """The mailbox in a line that says who wrote.

    >>> [str(one) for one in author("Op 13 nov. 2020 om 10:17 heeft Jan Bos <jan@post.example> geschreven:")]
    ['Jan Bos <jan@post.example>']
    """
    found = _ADDRESS.search(_MAILTO.sub("", attribution))
    if found is None:
        return ()
    before = attribution[: found.start()].rstrip(" <[(")
    if quoted := _QUOTED_NAME.search(before):
        return (Address(quoted[1].strip(), found[0]),)
    for when in _WHEN.finditer(before):
        name = before[when.end() :]
        break
    else:
        name = before.rpartition(",")[2]
    words = name.strip(_ROOM).split()
    while words and folded(words[0]) in thread_words().between:
        words = words[1:]
    return (Address(_named(" ".join(words)), found[0]),)
