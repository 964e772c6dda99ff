"""What an entry of a calendar is called: what is asked by a day, or which meeting it is, and of which message where that fits.

A calendar shows the day by itself and has room for few words, so the day goes, and so do the polite words with which every
letter begins.  The sentence as it is written stands in the description.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from reader.agenda import Entry

LONGEST: Final = 60  # characters: about what a calendar shows of an entry in two lines
_ROOM = 20  # characters: of a subject less than this says nothing
_LITTLE = 10  # characters: "Komt u?"

_ASKS = re.compile(
    r"(?:(?:daarom|hierbij|graag)\s+)?(?:(?:wij|we|ik)\s+)?(?:verzoek(?:en)?|vragen|vraag)\s+(?:(?:wij|we|ik)\s+)?(?:u|jullie|je)(?!\w)"
    r"(?:\s+(?:vriendelijk|dringend|beleefd|graag|hierbij))*(?:\s+om(?!\w))?(?:\s+(?:de|het|een)(?!\w))?(?:\s+te(?!\w))?",
    re.IGNORECASE,
)
_INVITES = re.compile(
    r".{0,60}?(?<!\w)nodig(?:en|t)?\s+(?:\w+\s+){1,6}?uit\s+(?:voor|om|tot)(?!\w)(?:\s+(?:de|het|een)(?!\w))?(?:\s+te(?!\w))?",
    re.IGNORECASE,
)
_MEETING = re.compile(
    r"bijeenkomst|vergadering|avond|bezoek|overleg|commissie|sessie|congres|webinar|training|cursus|opening|herdenk|spreekuur"
    r"|conferentie|symposium|receptie|borrel|excursie|rondleiding|schouw|zitting|lunch|gesprek|debat|workshop|masterclass"
    r"|presentatie|presidium|(?:thema|raden|kring|studie|open\s)dag",
    re.IGNORECASE,
)
_HEADING = re.compile(r"(?:wanneer|datum|dag|tijd)(?!\w)", re.IGNORECASE)
_ANSWER = re.compile(r"(?:(?:re|fw|fwd|antw|doorst)\s*:\s*)+", re.IGNORECASE)
_HOURS = re.compile(
    r",?\s*(?<!\w)(?:om|vanaf|van|tussen)\s+\d{1,2}[.:]\d\d(?:\s*(?:tot|en|-|–)\s*\d{1,2}[.:]\d\d)?\s*(?:uur|u)(?!\w)"
)
# What stands before a day, and says nothing without it: "op vrijdag", "het webinar is op vrijdag".
_OF_DAY = r"(?:(?<!\w)(?:op|van|voor)\s+)?"
_LEFT_OVER = re.compile(r"\s+(?:is|zijn|op|van|voor|om)$", re.IGNORECASE)
_EDGES = " \t,;:.·-–"


def title_of(entry: Entry) -> str:
    """At most `LONGEST` characters, cut at a word; "" where the entry says nothing and its message has no subject."""
    subject = _ANSWER.sub("", entry.subject, count=1)
    if entry.place < 0:  # a calendar that came along has its own title
        return shortened(entry.text or subject, LONGEST)
    said = _without_day(entry)
    if subject and not _tells(entry, said):
        return shortened(subject, LONGEST)
    room = LONGEST - len(said) - len(" · ")
    if room < _ROOM or not subject or subject.casefold() in said.casefold():
        return shortened(said, LONGEST)
    return f"{said} · {shortened(subject, room)}"


def shortened(text: str, longest: int) -> str:
    """Cut at a word, unless the first one is longer than all that there is room for.

    >>> shortened("reageren op ons plan", 20), shortened("reageren op ons plan", 16), shortened("reageren", 5)
    ('reageren op ons plan', 'reageren op ons…', 'reag…')
    """
    if len(text) <= longest:
        return text
    whole = text[:longest].rpartition(" ")[0] or text[: longest - 1]
    return f"{whole.rstrip(_EDGES)}…"


def _tells(entry: Entry, said: str) -> bool:
    """Whether a sentence without its day says what it is; a meeting is rather known by its name than by "We zien u graag"."""
    if entry.what == "meeting":
        return _MEETING.search(said) is not None and _HEADING.match(said) is None
    return len(said) >= _LITTLE


def _without_day(entry: Entry) -> str:
    text = entry.text
    if entry.words:
        text = re.sub(_OF_DAY + re.escape(entry.words), "", text, count=1, flags=re.IGNORECASE)
        text = _HOURS.sub("", text)
    text = re.sub(r"\s+(?=[,;:.?!])|,(?=\s*,)", "", " ".join(text.split())).lstrip(_EDGES)
    polite = _INVITES.match(text) or _ASKS.match(text)
    text = text[polite.end() :] if polite else text
    text = _LEFT_OVER.sub("", text.strip(_EDGES)).strip(_EDGES)
    return text[:1].upper() + text[1:]
