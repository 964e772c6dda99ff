"""What a message says of itself: that nothing need be done, that it is for information, a copy, an answer, a newsletter.

None of these decides; each makes it less likely that sentences which look as if they ask do so (weighing.asks_anything).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.text import prefix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.actions.reading import Reading

SIGNS = ("nothing", "information", "copy", "reply", "machine", "newsletter", "subject")

_OPENING = 500  # characters in which a message says that it is a copy
_EDGE = 900  # characters at its ends where a newsletter has its links
_BEFORE = 40  # characters in which stands who need do nothing

# Each begins with letters of its own, which is what makes it cheap to look for.
_NEED_NOT = re.compile(
    r"hoe(?<!\whoe)(?:f|ft|ven)(?!\w)[^.?!]{0,60}?(?<!\w)(?:niets|niks|geen\s+(?:actie|reactie|antwoord))(?!\w)"
)
_READER = re.compile(r"(?<!\w)(?:u|je|jij|jullie|uwerzijds|raadsleden|griffie|raad)(?!\w)")
_NOT_NEEDED = (
    re.compile(
        r"geen\s+(?:nadere\s+|verdere\s+)?(?:actie|reactie|antwoord)(?!\w)[^.?!,;]{0,40}(?:nodig|vereist|gevraagd|verwacht|noodzakelijk)(?!\w)"
    ),
    re.compile(r"verwachten?\s+(?:(?:wij|we|ik)\s+)?geen\s+(?:actie|reactie|antwoord)(?!\w)"),
    re.compile(r"van\s+uw\s+(?:kant|zijde)\s[^.?!]{0,30}(?:niets|geen)(?!\w)"),
    re.compile(r"niks\s+mee\s+doen(?!\w)"),
)
_INFORMATION = (
    re.compile(r"ter(?<!\wter)\s+(?:kennis(?:name|geving|neming)|info)"),
    re.compile(r"fyi(?!\w)"),
)
_COPY = re.compile(r"(?<!\w)(?:afschrift|kopie|cc)(?!\w)")
_MACHINE = re.compile(r"no-?reply|niet-?beantwoorden|mailer|systeem|servicedesk")
_NEWSLETTER = ("afmelden", "uitschrijven", "in uw browser", "unsubscribe")
_SUBJECT = re.compile(
    r"(?<!\w)(?:info(?:rmatie)?|ter\s+kennis\w*|bedankt|dank\w*|afwezig\w*|geannuleerd|vervallen|antwoord(?:en)?|besluit|column|afschrift|kopie)(?!\w)"
    r"|informatiebrief|ontvangst|bevestiging|storing|onderhoud|release|update|terugblik|verslag|nieuws"
)


def signs_of(reading: Reading) -> Iterator[str]:
    """Those of `SIGNS` that a message has; what is quoted in it says nothing."""
    message = reading.message
    subject = message.subject.lower()
    begins = prefix(message.subject)
    plain = _unquoted(reading)
    # What stands above a forwarded message tells what the forwarder wants with it, not what it asks.
    told = subject if begins == "forward" or message.forwarded is not None else f"{subject}\n{plain}"
    if _says_nothing(plain):
        yield "nothing"
    if any(one.search(told) for one in _INFORMATION):
        yield "information"
    if _COPY.search(told, 0, len(subject) + _OPENING):
        yield "copy"
    if begins == "reply":
        yield "reply"
    if any(_MACHINE.search(one.address.lower()) for one in message.sender):
        yield "machine"
    ends = plain if len(plain) <= 2 * _EDGE else f"{plain[:_EDGE]}\n{plain[-_EDGE:]}"
    if any(words in ends for words in _NEWSLETTER):
        yield "newsletter"
    if _SUBJECT.search(subject):
        yield "subject"


def _unquoted(reading: Reading) -> str:
    """The text without what is quoted in it."""
    parts, position = [], 0
    for start, end in reading.message.body.quoted:
        parts.append(reading.plain[position:start])
        position = end
    return "\n".join([*parts, reading.plain[position:]])


def _says_nothing(plain: str) -> bool:
    """Whether the reader is told to do nothing; others may be as well."""
    needs_not = (
        found
        for found in _NEED_NOT.finditer(plain)
        if _READER.search(plain, max(found.start() - _BEFORE, 0), found.end())
    )
    return next(needs_not, None) is not None or any(one.search(plain) for one in _NOT_NEEDED)
