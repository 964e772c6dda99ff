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

_NEED_NOT = re.compile(r"(?<!\w)hoe(?:f|ft|ven)(?!\w)[^.?!]{0,60}?(?<!\w)(?:niets|niks|geen)(?!\w)")
_READER = re.compile(r"(?<!\w)(?:u|je|jij|jullie|uwerzijds|raadsleden|griffie|raad)(?!\w)")
_NOT_NEEDED = re.compile(
    r"(?<!\w)(?:geen\s+(?:nadere\s+|verdere\s+)?(?:actie|reactie|antwoord)(?!\w)[^.?!]{0,40}(?:nodig|vereist|gevraagd|verwacht|noodzakelijk)"
    r"|verwachten?\s+(?:(?:wij|we|ik)\s+)?geen\s+(?:actie|reactie|antwoord)|niks\s+mee\s+doen|van\s+uw\s+(?:kant|zijde)\s[^.?!]{0,30}(?:niets|geen)"
    r"|voor\s+(?:de\s+(?:raad|griffie)|jullie|u)\s[^.?!]{0,20}(?:niets|niks)"
    r"|(?:alleen|slechts|enkel|uitsluitend)\s+(?:ter|een|voor\s+(?:uw|je|jullie))\s+(?:info|kennis|kopie|afschrift)\w*)(?!\w)"
)
_INFORMATION = re.compile(r"(?<!\w)(?:ter\s+(?:kennis(?:name|geving|neming)|info\w*)|fyi)(?!\w)")
_COPY = re.compile(r"(?<!\w)(?:afschrift|kopie|cc)(?!\w)")
_MACHINE = re.compile(r"no-?reply|niet-?beantwoorden|mailer|systeem|servicedesk")
_NEWSLETTER = re.compile(r"(?<!\w)(?:afmelden|uitschrijven|in\s+uw\s+browser|unsubscribe)(?!\w)")
_SUBJECT = re.compile(
    r"info|kennis|ontvangst|bevestiging|storing|onderhoud|release|update|besluit|antwoord|terugblik|verslag|dank|afwezig|geannuleerd|vervallen"
    r"|column|afschrift|kopie|nieuws"
)


def signs_of(reading: Reading) -> list[str]:
    """Those of `SIGNS` that a message has; what is quoted in it says nothing."""
    return list(_signs_of(reading))


def _signs_of(reading: Reading) -> Iterator[str]:
    message = reading.message
    subject = message.subject.lower()
    quoted = message.body.quoted
    plain = reading.plain[: quoted[0][0]] if quoted else reading.plain
    if _says_nothing(plain):
        yield "nothing"
    if _INFORMATION.search(plain) or _INFORMATION.search(subject):
        yield "information"
    if _COPY.search(plain, 0, _OPENING) or _COPY.search(subject):
        yield "copy"
    if prefix(message.subject) == "reply":
        yield "reply"
    if any(_MACHINE.search(one.address.lower()) for one in message.sender):
        yield "machine"
    if _NEWSLETTER.search(plain, 0, _EDGE) or _NEWSLETTER.search(plain, max(len(plain) - _EDGE, 0)):
        yield "newsletter"
    if _SUBJECT.search(subject):
        yield "subject"


def _says_nothing(plain: str) -> bool:
    """Whether the reader is told to do nothing; others may be as well."""
    needs_not = (
        found
        for found in _NEED_NOT.finditer(plain)
        if _READER.search(plain, max(found.start() - _BEFORE, 0), found.end())
    )
    return next(needs_not, None) is not None or _NOT_NEEDED.search(plain) is not None
