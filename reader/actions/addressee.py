"""For whom an action is: griffie, raad, college or other; None where nothing says so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.actions.action import Addressee, Kind
    from reader.actions.matching import Asked
    from reader.actions.reading import Reading

_OPENINGS = ("geacht", "beste", "dag ", "hallo", "hoi ", "ha ", "goede", "dear ")
_SALUTATION = re.compile(r"(?:geachte?|beste|dag|hallo|hoi|ha|goede\w+|dear)[ \t]+(?P<who>[^\n]{1,120})")
_RAAD = r"(?:gemeente)?raad|raden|raadsleden|raadslid|(?:steun)?fracties?|fractievoorzitters?|commissieleden|burgerleden"
_GRIFFIE = r"griffies?|griffiers?|collega-griffiers?"
_COLLEGE = r"college(?: van b(?:urgemeester)? ?(?:en|&) ?w(?:ethouders)?)?|b ?& ?w|wethouders?|burgemeester|gemeentesecretaris"
_WHO: tuple[tuple[Addressee, re.Pattern[str]], ...] = (
    ("griffie", re.compile(rf"(?<!\w)(?:{_GRIFFIE})(?!\w)")),
    ("raad", re.compile(rf"(?<!\w)(?:{_RAAD})(?!\w)")),
    ("college", re.compile(rf"(?<!\w)(?:{_COLLEGE})(?!\w)")),
)
# The one who is asked: behind the verb that asks, or before the verb that allows.
_ASKED = re.compile(
    rf"(?<!\w)(?:(?:verzoek\w*|vraagt?|vragen|roepen|roept?|nodig\w*|wilt?|kan|kunnen|zou|stel\w*|doet|steunt|verwachten|van|als)"
    rf"(?:\s+(?:wij|we|ik|graag|hierbij|dan|ook|andere|alle|de|uw|iedere|elke|je|jullie|individuele|leden\s+van))*\s+"
    rf"(?P<object>{_GRIFFIE}|{_RAAD}|{_COLLEGE})"
    rf"|(?P<subject>{_GRIFFIE}|{_RAAD}|{_COLLEGE})(?:\s+\w+)?\s+(?:kan|kunnen|zijn|is|wordt|worden|vragen|verzoeken|nodigen)"
    rf")(?!\w)"
)
_OTHERS = re.compile(
    r"^(?:alle\s+|onze\s+|deze\s+)?(?:inwoners|bewoners|leden|ondernemers|ouders|scholen|verenigingen|gemeenten|organisaties)\s+(?:kunnen|worden|zijn)(?!\w)"
)


def addressee_of(
    one: Asked, kind: Kind, reading: Reading, *, spoken_to: Addressee | None
) -> Addressee | None:
    """By the wording first, then by what the kind implies, then `spoken_to`, then by the recipients."""
    if one.rule.addressee is not None:
        return one.rule.addressee
    if _OTHERS.search(one.sentence.plain):
        return "other"
    asked = _ASKED.search(one.sentence.plain)
    if asked is not None:
        return _who(asked["object"] or asked["subject"])
    if kind == "forward":
        return "griffie"  # passing on is the work of the griffie, whoever is greeted
    return spoken_to or _who(" ".join(address.name.lower() for address in reading.message.to))


def greetings(plain: str) -> list[tuple[int, Addressee]]:
    r"""Where someone is greeted, and who: a forwarded message has a greeting of its own.

    >>> greetings("beste griffier,\n\ngeachte leden van de raad,")
    [(0, 'griffie'), (17, 'raad')]
    """
    found = []
    for opening in _OPENINGS:  # letter by letter for all of them at once would take five times as long
        position = plain.find(opening)
        while position >= 0:
            line = plain.rfind("\n", 0, position) + 1
            if not plain[line:position].strip(" \t>") and (match := _SALUTATION.match(plain, position)):
                found.append((line, match["who"]))
            position = plain.find(opening, position + len(opening))
    return [(start, who) for start, words in sorted(found) if (who := _who(words))]


def _who(words: str) -> Addressee | None:
    return next((addressee for addressee, pattern in _WHO if pattern.search(words)), None)
