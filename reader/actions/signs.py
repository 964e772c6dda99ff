"""What single words of an action say of its time: cheap to know, and without them no pattern need be tried."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_MOST_KEPT = 50_000  # words of messages of which it is remembered what they say

# The words for a meeting before which something can be due.
MEETING = (
    r"(?:\w*(?:avond|ochtend|middag|bijeenkomst|sessie|overleg|vergadering|stemming|inzage|behandeling|bespreking|debat|zitting|excursie"
    r"|training|cursus|congres|symposium|webinar|workshop|werkbezoek|rondleiding)|(?:thema|raads|raden|studie|kennis)dag)"
)
_SIGNS: Mapping[str, re.Pattern[str]] = {
    # Who comes to a meeting, what leans on a meeting that was spoken of, and what turns to something else.
    "signs up": re.compile(
        r"aanmeld\w*|aangemeld|meldt?|inschrij\w*|ingeschreven|opgeven|opgave|komst|komen|komt|deelname|deelne\w+|aanwezig\w*|welkom|vooraf"
        r"|afmeld\w*|verhinderd|dieet\w*|allergie\w*|introduc\w*|plek(?:ken)?|reserve\w*|rsvp|mee-?ee?t\w*"
    ),
    "leans": re.compile(
        r"weten|hoor|horen|geeft?|doorgeven|berichtje|seintje|namen|personen|onderwerp\w*|vegetari\w*|tafels?|\w*lunch\w*|vervoer|spreektijd"
        r"|tijdens|daarbij|erbij|erheen|daarvoor|beamer|presentatie|zoeken|minuten|schrijf|schrijft|vult?|opkomst|leveren|verspreiden|mee"
        r"|mee(?:do|ga|loop|fiets|rij|pra|kijk)\w*|neemt?|brengt?|bevestig\w*|gasten|tevoren"
    ),
    "points back": re.compile(r"deze|die|dat|dit|dan|zelf"),
    "turns": re.compile(
        r"datum|data|wanneer|stukken|reacties|technische|zienswijzen?|agenderen|vertrouwelijk|enqu[eê]te|vragenlijst|begroting|motie|slot|verder"
        r"|daarnaast|tevens"
    ),
    "chooses": re.compile(r"kies\w*|kiezen|voorkeur|welke|schikt"),
}
# By when it is due: the words on which the patterns of `due` turn.
_OF_DUE: Mapping[str, re.Pattern[str]] = {
    "term": re.compile(
        r"periode|termijn|weken|sluitingsdatum|daarvóór|consultatie|inspraak|inzage|terinzagelegging"
    ),
    "then": re.compile(r"tijd|dag|datum|dan|moment"),
    "along": re.compile(r"(?:te)?gelijk(?:ertijd|tijdig)?"),
    "counted": re.compile(r"(?:werk|maan|dins|woens|donder|vrij|zater|zon)?dag|dagen|week|weken"),
    "meeting": re.compile(MEETING),
}
OF_DUE = frozenset(_OF_DUE)


def signs_in(plain: str) -> frozenset[str]:
    """What the words of a sentence in lower case say.

    >>> sorted(signs_in("wie komt die avond?"))
    ['meeting', 'points back', 'signs up']
    """
    return frozenset().union(*filter(None, map(_signs_of, plain.split())))


@lru_cache(_MOST_KEPT)
def _signs_of(written: str) -> Sequence[str]:
    """What a word says, with punctuation on it as it stands between spaces."""
    word = written.strip(".,;:?!()\"'")
    return [name for name, pattern in (*_SIGNS.items(), *_OF_DUE.items()) if pattern.fullmatch(word)]
