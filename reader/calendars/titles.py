"""What an entry of a calendar is called: what is asked by a day, or which meeting it is, and of which message where that fits.

A calendar shows the day by itself and has room for few words, so the day goes, and so do the polite words with which every
letter begins.  The sentence as it is written stands in the description.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from reader.text.thread_words import bare, prefix

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
    r".{0,60}?(?<!\w)nodig(?:en|t)?\s+(?:[\w-]+,?\s+){1,12}?uit\s+(?:voor|om|tot)(?!\w)(?:\s+(?:de|het|een)(?!\w))?(?:\s+te(?!\w))?",
    re.IGNORECASE,
)
# What follows these is whole; behind other polite words "te" with a verb needs them: "in te vullen".
_WHOLE = re.compile(r"(?:te|(?:voor|tot)(?:\s+(?:de|het|een))?)$", re.IGNORECASE)
_TO_DO = re.compile(r"(?<!\w)te\s+\w+n(?!\w)")
_MEETING = re.compile(
    r"bijeenkomst|vergadering|avond|bezoek|overleg|commissie|sessie|congres|webinar|training|cursus|opening|herdenk|spreekuur"
    r"|conferentie|symposium|receptie|borrel|excursie|rondleiding|schouw|zitting|lunch|gesprek|debat|workshop|masterclass"
    r"|presentatie|presidium|(?:thema|raden|kring|studie|open\s)dag",
    re.IGNORECASE,
)
_HEADING = re.compile(r"(?:wanneer|datum|dag|tijd)(?!\w)", re.IGNORECASE)
_HOURS = re.compile(
    r",?\s*(?<!\w)(?:om|vanaf|van|tussen)\s+\d{1,2}[.:]\d\d(?:\s*(?:tot|en|-|–)\s*\d{1,2}[.:]\d\d)?\s*(?:uur|u)(?!\w)"
)
# What stands before a day, and says nothing without it: "op vrijdag", "het webinar is op vrijdag".
_OF_DAY = r"(?:(?<!\w)(?:op|van|voor|in(?=\s+week))\s+)?"
_LEFT_OVER = re.compile(r"\s+(?:is|zijn|op|van|voor|om)$", re.IGNORECASE)
# Without its day the rest would say another thing: "niet vóór 5 maart", "tussen 8 en 30 juni", "van 31 mei tot en met 2 juni".
_BELONGS = re.compile(
    r"(?<!\w)(?:na|sinds|vanaf|(?:eerder|later)\s+dan|niet|tussen|en|of|met|t/m|\d{1,2},|(?:van|vanaf|tussen)\s+(?:\w+\s+)?\d{1,2}(?:\s+\w+){0,2})\s+$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\s*(?:-|–|t/m|tot|en|of)\s*(?:[\w/]+\s+){0,3}?\d", re.IGNORECASE)
_EDGES = " \t,;:.·-–"


def title_of(entry: Entry) -> str:
    """At most `LONGEST` characters, cut at a word; "" where the entry says nothing and its message has no subject."""
    subject = _own(entry.subject)
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
        named = said.casefold().replace(entry.words.casefold(), "")  # "woensdagavond 5 maart" is no evening
        return _MEETING.search(named) is not None and _HEADING.match(said) is None
    return len(said) >= _LITTLE


def _own(subject: str) -> str:
    """Without what mail programs put before it."""
    while prefix(subject):
        subject = bare(subject)
    return subject


def _without_day(entry: Entry) -> str:
    text = _day_out(entry.text, entry.words) if entry.words else entry.text
    text = re.sub(r"\s+(?=[,;:.?!])", "", " ".join(text.split())).lstrip(_EDGES)
    polite = _INVITES.match(text) or _ASKS.match(text)
    if polite and (_WHOLE.search(polite[0]) or not _TO_DO.search(text, polite.end())):
        text = text[polite.end() :]
    text = _LEFT_OVER.sub("", text.strip(_EDGES)).strip(_EDGES)
    return text[:1].upper() + text[1:]


def _day_out(text: str, words: str) -> str:
    """The sentence without its day and hours, or as it is where it needs them."""
    day = re.search(rf"{_OF_DAY}(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE)
    if day is None:
        return _HOURS.sub("", text)
    before, after = text[: day.start()], text[day.end() :]
    # A sentence that begins with its day goes on with its verb: "Op 5 maart vindt de training plaats".
    is_first = not before.strip(_EDGES) and after.lstrip()[:1].islower()
    if is_first or _BELONGS.search(before) or _GOES_ON.match(after):
        return text
    if before.endswith(", ") and after.startswith(","):  # "Kunt u, vóór 5 maart, laten weten"
        before, after = before.rstrip(" ,"), after[1:]
    return _HOURS.sub("", before + after)
