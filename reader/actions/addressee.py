"""For whom an action is, as far as names, greetings and recipients tell: griffie, raad, college or other; None where nothing says so.

The wording comes first, then what the kind implies, then who was greeted, then the recipients: a letter to the
griffie without any greeting is for the raad when it speaks of councillors more than of clerks.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from reader.actions.sentences import past_greeting

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.actions.action import Addressee
    from reader.actions.matching import Asked
    from reader.actions.reading import Reading
    from reader.actions.roles import Timing
    from reader.message import Address, Message

_OPENING = re.compile(r"\n[ \t>]*+(?P<words>geacht|beste|dag |hallo|hoi |ha |goede|dear |aan )")
_SALUTATION = re.compile(
    r"(?:(?:geachte?|beste|dag|hallo|hoi|ha|goede\w+|dear)(?:[ \t]+(?P<who>[^\n]{1,120})|,?[ \t]*\n)"
    r"|(?<=\n\n)aan[ \t]+(?P<letter>[^\n.?!]{1,80})(?:\n|$))"
)
_LONGEST_NAME = 40  # characters of a greeting by name
_INFORMAL = ("hoi", "hallo", "ha ")
_UNNAMED = (
    "heer",
    "mevrouw",
    "dames",
    "heren",
    "leden",
    "lid",
    "relatie",
    "lezer",
    "bestuur",
    "all",
    "inwoner",
)

_RAAD = r"(?:gemeente)?raad|(?:gemeente)?raden|raads-|raadsleden|raadslid|(?:steun)?fracties?|fractievoorzitters?|commissieleden|burgerleden|volksvertegenwoordigers?"
_GRIFFIE = r"(?:raads)?griffie(?:s|kring)?|(?:\w{2,9}-?)?griffiers?|griffiemedewerkers?"
_COLLEGE = r"college(?: van b(?:urgemeester)? ?(?:en|&) ?w(?:ethouders)?)?|b ?& ?w|wethouders?|burgemeester|gemeentesecretaris"
_ROLE = re.compile(rf"(?<![\w-])(?:(?P<raad>{_RAAD})|(?P<griffie>{_GRIFFIE})|(?P<college>{_COLLEGE}))(?!\w)")
_SIGNS = ("raad", "raden", "griffi", "fracti", "college", "commissiel", "burgerl", "volksv", "wethouder")
_OURS = ("griffie", "raad")
_SERVES = re.compile(r"(griffi\w+)\s+(?:van|bij)\s+(?:de|uw|onze)\s+(?:gemeente)?raad")

# What stands before the one who is asked, and behind it.
_FILLERS = (
    r"(?:(?:wij|we|ik|graag|hierbij|dan|ook|andere|alle|álle|de|het|uw|iedere|elke|ieder|elk|een|je|jullie|jouw"
    r"|individuele|twee|drie|vier|zes|leden\s+van|lid\s+van|van)\s+)*"
)
_ASKS = re.compile(
    rf"(?<!\w)(?:(?<!^)(?:verzoek\w*|vraag|roep|nodig)|vraagt|vragen|roepen|roept|nodigt|nodigen|wilt?|willen|kan|kunnen|zou|zouden|stel\w*|doet|doen|steunt"
    rf"|verwacht\w*|zoek\w*|hop\w+|(?:als|bent\s+u|speciaal\s+voor|verzoek\s+aan|vraag\s+aan|oproep\s+aan|beroep\s+op|bestemd\s+voor"
    rf"|open\s+voor|^voor|^aan))\s+{_FILLERS}$"
)
_FROM = re.compile(r"(?<!\w)(?:van|door)\s+(?:(?:de|uw|elke|iedere|leden\s+van)\s+)*$")
_HEARS = re.compile(r"(?:\s+\w+){0,4}\s+(?:horen|vernemen|weten|ontvangen|zien)(?!\w)")
_HEARD = re.compile(
    r"(?<!\w)(?:ontvangen|zien|vernemen|horen)\s+wij|wij\s+(?:ontvangen|zien|vernemen|horen)(?!\w)"
)
_DOES = re.compile(
    r"(?:,?\s+(?:en|of)\s+\w+)?(?:\s+van\s+\w+)?(?:\s+(?:zelf|ook|die))?\s+(?:kan|kunnen|kunt|is|zijn|wordt|worden|dient|dienen|moet|moeten|mag|mogen"
    r"|vragen|verzoeken|nodigen|verzoekt|wil|willen|ons|mij|me|heeft|daaraan|voor)(?!\w)"
)
_DETERMINERS = r"\s+(?:(?:de|het|uw|onze|jullie|alle|álle|die|eigen|leden|van)\s+)*$"
_ELSEWHERE = re.compile(rf"(?<!\w)(?:in|bij|namens|uit|over|namen\s+van){_DETERMINERS}")
_IN_THE_WAY = re.compile(
    r"(?<!\w)(?:in|bij|namens|over|uit|onder|naar|met|tussen|aan|voor|namen\s+van|welke\s+datum|wanneer|waarop)"
    rf"{_DETERMINERS}"
)
_THIRD = re.compile(r"(?<!\w)uw\s+$")
_TECHNICAL = re.compile(
    r"(?<!\w)(?<!volgende )(?<!onderstaande )(?:technische\s+vragen|vragen\s+van\s+technische\s+aard)(?!\w)"
)
_OTHERS = re.compile(
    r"^(?:alle\s+|onze\s+|deze\s+)?(?:inwoners|bewoners|ondernemers|ouders|scholen|verenigingen|gemeenten|organisaties)\s+(?:kunnen|worden|zijn)(?!\w)"
)
# The griffie arranges who speaks, and where.
_ROOM = re.compile(
    r"(?<!\w)\w*zaal(?!\w)[^.?!]{0,60}(?<!\w)(?:reserver\w*|regelen|boeken|vastleggen|klaarzetten|vrij\w*)(?!\w)"
)
_SPEAKS = re.compile(r"(?<!\w)(?:wil|wilt|willen|kan|mag|wens)\s+(?:\w+\s+){0,3}inspreken(?!\w)")
# With what each cannot do without, which costs less to look for.
_WORDING: tuple[tuple[Addressee, str, re.Pattern[str]], ...] = (
    ("other", "", _OTHERS),
    ("griffie", "inspreken", _SPEAKS),
    ("griffie", "zaal", _ROOM),
)
_UNASKING_QUESTION = re.compile(r"^(?!.*\b(?:u|je|jij|jullie|uw)\b).*\?$", re.DOTALL)
_TO_ANSWER = re.compile(
    r"(?<!\w)(?:(?:technische|schriftelijke)\s+vragen|(?:aan|door)\s+(?:de\s+|het\s+)?(?:vakafdeling|college|wethouder|portefeuillehouder))(?!\w)"
)
_SIGNS_UP = re.compile(
    r"(?<!\w)(?:aanmeld\w*|meld\s+(?:u|je)|inschrij\w*|schrijf\s+(?:u|je)|opgeven|opgave)(?!\w)"
)
_ANSWERS = re.compile(r"(?<!\w)(?:besluit\w*|reacties?|steunbetuiging\w*|moties?|ondertekening\w*)(?!\w)")
_FOR_RAAD = frozenset(("consultation", "support_motion"))
_FOR_MANY = _FOR_RAAD | {"invitation"}


class Told(NamedTuple):
    """What is told of whom an action is for."""

    who: Addressee | None  # all in all
    wording: Addressee | None  # its own
    greeted: str  # above it, "unnamed" where that is nobody in particular, and "nobody"
    written_to: Addressee | None
    meant: Addressee | None  # by a message that greets nobody


def told(
    asked: Sequence[Asked], timings: Sequence[Timing], sections: Sequence[int | None], reading: Reading
) -> list[Told]:
    """Of each action; `sections` are the ends of those that are headings."""
    if not asked:
        return []
    greeted = greetings(reading.plain)
    written_to = _written_to(reading.message.to)
    meant = _meant(written_to, reading)
    nobody = None if greeted else meant
    # The griffie has technical questions answered.
    to_college = any(map(_is_listed, asked)) and (
        _TO_ANSWER.search(f"{reading.message.subject.lower()}\n{reading.plain}") is not None
    )
    found: list[Told] = []
    invited: dict[str, Addressee] = {}  # by the day of the meeting
    supported = False
    heading_end, heading_for = 0, nobody
    for one, timing, section in zip(asked, timings, sections, strict=True):
        start, plain = one.sentence.start, one.sentence.plain
        last = max(bisect_left(greeted, (start,)) - 1, 0)  # who is greeted below a title is meant there too
        if start < heading_end:
            spoken_to = heading_for
        else:
            spoken_to = (greeted[last][1] or written_to) if greeted else nobody
        who = wording = _by_wording(one, timing, to_college=to_college)
        if who is None and found and found[-1].who == "college" and _UNASKING_QUESTION.search(plain):
            who = "college"  # the questions to it go on
        if (
            who is None
            and timing.event is not None
            and timing.event.iso in invited
            and _SIGNS_UP.search(plain)
        ):
            who = invited.get(timing.event.iso)
        if who is None and supported and timing.kind == "deadline" and _ANSWERS.search(plain):
            who = "raad"
        who = who or spoken_to
        if timing.kind == "invitation" and timing.event is not None and who is not None:
            invited.setdefault(timing.event.iso, who)
        supported = supported or timing.kind == "support_motion"
        if section is not None:
            heading_end, heading_for = section, who
        above = (greeted[last][1] or "unnamed") if greeted else "nobody"
        found.append(Told(who, wording, above, written_to, meant))
    return found


def is_copied(message: Message) -> bool:
    """Whether the griffie and the raad have only a copy: they are in CC, and it is sent to others."""
    return (
        bool(message.to and message.cc)
        and _written_to(message.cc) in _OURS
        and _written_to(message.to) not in _OURS
    )


def greetings(plain: str) -> list[tuple[int, Addressee | None]]:
    r"""Where someone is greeted, and who: a forwarded message has a greeting of its own.

    Who is greeted by name is the clerk whose mailbox it is; nobody in particular is None.

    >>> greetings("beste griffier,\n\ngeachte leden van de raad,")
    [(0, 'griffie'), (17, 'raad')]
    >>> greetings("hoi anneke,\n\ngeachte raad, beste griffier,\n")
    [(0, 'griffie'), (13, 'raad')]
    """
    found: list[tuple[int, Addressee | None]] = []
    for opening in _OPENING.finditer("\n" + plain):  # in `plain` all of it stands one earlier
        line, begin = opening.start(), opening.start("words") - 1
        end = plain.find("\n", begin)
        end = len(plain) if end < 0 else end
        behind = past_greeting(plain, begin, end)
        match = _SALUTATION.match(plain, begin, behind if behind > begin else end + 1)
        if match is not None:
            found += _greeted(line, match)
    return found


def _greeted(line: int, match: re.Match[str]) -> Iterator[tuple[int, Addressee | None]]:
    words = match["who"] or match["letter"]
    who = _who(words) if words else None
    if who is not None or not words:
        yield line, who
    elif match["who"] and ("collega" in words or match[0].startswith(_INFORMAL) or _is_name(words)):
        yield line, "griffie"


def _is_name(words: str) -> bool:
    return len(words) < _LONGEST_NAME and not any(word in words for word in _UNNAMED)


def _is_listed(one: Asked) -> bool:
    """Whether it is a question of a list."""
    return one.rule.place in ("list", "section") and one.sentence.plain.endswith("?")


def _by_wording(one: Asked, timing: Timing, *, to_college: bool) -> Addressee | None:
    """Who is named as the one to do it, or who alone does such things."""
    kind, plain = timing.kind, one.sentence.plain
    if one.rule.addressee is not None:
        return one.rule.addressee
    if kind == "forward":
        return "griffie"  # passing on is the work of the griffie, whoever is greeted
    if to_college and _is_listed(one):
        return "college"
    for who, word, pattern in _WORDING:
        if word in plain and pattern.search(plain):
            return who
    asked = _asked(plain, loose=kind in _FOR_MANY)
    if asked is None and (kind in _FOR_RAAD or ("technische" in plain and _TECHNICAL.search(plain))):
        return "raad"
    return asked


def _asked(plain: str, *, loose: bool) -> Addressee | None:
    """The first who is asked in a sentence; `loose` where naming them at all is enough, as in an invitation."""
    if not any(sign in plain for sign in _SIGNS):
        return None
    for found in _ROLE.finditer(plain):
        start, end = found.span()
        who: Addressee = found.lastgroup  # type: ignore[assignment] # the names of the groups
        if _THIRD.search(plain, 0, start) and found[0] == "raadsleden":
            continue
        if _ASKS.search(plain, 0, start):
            return who
        if source := _FROM.search(plain, 0, start):
            if source[0].startswith("door") or _HEARS.match(plain, end):
                return who
            if found[0] == "raad" and _HEARD.search(plain):
                return who
            continue
        if (_ELSEWHERE if loose else _IN_THE_WAY).search(plain, 0, start):
            continue
        if (loose and who != "college") or _DOES.match(plain, end):
            return who
    return None


def _who(words: str) -> Addressee | None:
    """Who is named; the raad where the griffie is named beside it."""
    named = {found.lastgroup for found in _ROLE.finditer(_SERVES.sub(r"\1", words))}
    return next((who for who in ("raad", "griffie", "college") if who in named), None)


def _written_to(people: Sequence[Address]) -> Addressee | None:
    """Who recipients are."""
    return _who(" ".join(one.name.lower() for one in people)) or _who(
        " ".join(re.sub(r"[@.]", " ", one.address.lower()) for one in people)
    )


def _meant(written_to: Addressee | None, reading: Reading) -> Addressee | None:
    """For whom a message is that greets nobody: what comes to the griffie speaks to councillors, or else to clerks."""
    sender = " ".join(f"{address.name} {address.address}".lower() for address in reading.message.sender)
    if written_to != "griffie" or "griffie" in sender:
        return written_to
    named = [found.lastgroup for found in _ROLE.finditer(reading.plain)]
    return "raad" if named.count("raad") * 2 >= max(named.count("griffie"), 1) else "griffie"
