"""Where the first real words of a newsletter stand: after "Lees online | Afmelden" and the like.

Such a line says how to read, forward or end the newsletter.  It is made of few words, whoever sends it, so that a part of a
line is known by having no others.  A sentence with a full stop is one of a letter ("Lees de uitnodiging online."), unless
such a part stands before it.
"""

from __future__ import annotations

import re

_FAR = 300  # characters in which it stands, to its end: no more is read of a line of megabytes
_PART = re.compile(r"\s*[^|·•.?!\n]+([|·•.?!\s]*)")
_WORD = re.compile(r"\w+")
# One of these says what the part is about.
_TELLING = frozenset(
    """
    afbeeldingen afmelden browser deel delen doorsturen leesbaar leest lezen online plaatjes uitschrijven webversie
    weergegeven
    """.split()
)
_BESIDE = frozenset(
    """
    aan bekijk bekijken bericht brief bulletin de deze dit e een email geen goed hem het in je jouw kun kunt ledenbrief lees
    liever mail met niet nieuwsbrief nummer of open openen problemen slecht u uitnodiging uw versie vriend weekbrief wordt ziet
    the this view your
    """.split()
)


def opening(text: str) -> int:
    r"""The offset of the first real words; 0 where there are no others.

    >>> text = "Lees online | Afmelden\n\nKernpost 31"
    >>> text[opening(text) :]
    'Kernpost 31'
    >>> text = "Wordt deze mail niet goed weergegeven? Bekijk hem in uw browser.\nDe raad besloot"
    >>> text[opening(text) :]
    'De raad besloot'
    >>> [opening(text) for text in ("Raadsnieuws | Lees online", "Kunt u dit stuk lezen?", "Bekijk online", "")]
    [0, 0, 0, 0]
    """
    at = 0
    while (part := _PART.match(text, at, _FAR)) is not None and part.end() < _FAR:
        words = set(_WORD.findall(part[0].casefold()))
        is_sentence = at == 0 and part[1].startswith(".")
        if is_sentence or words.isdisjoint(_TELLING) or not words <= _TELLING | _BESIDE:
            break
        at = part.end()
    return at if at < len(text) else 0
