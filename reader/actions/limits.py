"""Which of the dates in a sentence is the day by which it is to be done, if any is.

"Graag uw reactie op 12 april" is due on a day that "Graag tot op 12 april" is about, and no single word says so: what stands
round a date, how it is written and which other days the message names are plain facts, each with a weight.  The date with the
greatest sum is the one, unless it is no greater than that of no date at all (a conditional logit, as in bearing).
`tests/weigh_days.py` finds the weights in labelled mail and writes them to `resources/rules/due.json`.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from reader.actions.calendar import first_day
from reader.actions.cues import ends_there, is_beginning, lean
from reader.actions.days import OF_MEETING, TERM, is_until, may_be_for, step, weighed
from reader.actions.lexicon import OTHER, by_signs
from reader.paths import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reader.actions.book import RuleBook
    from reader.actions.days import Day, Days
    from reader.actions.expression import DateExpression
    from reader.actions.lexicon import Lexicon
    from reader.actions.matching import Asked
    from reader.actions.reading import Reading

LIMITS = RESOURCES / "rules" / "due.json"
_SIDES = ("left", "right")
_BESIDE = 3  # words that count by their place
_ROUND = 6  # words that count wherever they stand
# A fact that begins so is of a word, which has its sign there.
SAYS = "says "
OF_WORDS = (SAYS, *(f"{side} {place} " for side in _SIDES for place in (*range(1, _BESIDE + 1), "of")))
_MEANT = 0.8  # a day that is missed costs more than one named in vain: so much less is needed for it
_REACH = 80  # characters in which those words stand
_JUST_BEFORE = 25
_ASIDE = 100  # characters between words that belong together
_EDGE = ""  # where the sentence ends
_MOST_TOLD = 3
_TERMS = ("deadline", "consultation", "invitation")
_STRICTLY = "strict"
_FIRM = (_STRICTLY, "limit")  # shapes
_FROM_SENDING = "named from sending"  # beside another date it is by when: "wil je vandaag doorgeven wie er donderdag komt"
_STEPS = (-1, 0, 1, 3, 7, 14, 30, 60, 120)  # days from sending

_STRICT = re.compile(r"(?<!\w)(?:uiterlijk|v[óo]ór|vóor|voór|niet\s+later\s+dan)\s+(?:(?:op|de|het)\s+)*$")
# What is to have arrived, or to be done, on a day.
_NEEDED = re.compile(
    r"(?<!\w)(?:in\s+(?:mijn|ons)\s+bezit|nodig|te\s+(?:mailen|sturen|zenden|leveren|bezorgen|ontvangen|vernemen)|(?<!aan\s)te\s+horen"
    r"|(?:bij\s+(?:ons|mij)\s+)?terug\s+(?:te\s+zijn|hebben|zijn)|(?:rond|klaar|in\s+handen|in\s+huis)\s+(?:te\s+)?hebben|in\s+handen\s+(?:heb|hebben)"
    r"|(?:ontvang|ontvangt|ontvangen|zie|zien|verwacht|verwachten)\s+(?:(?:we|wij|ik|het\s+\w+)\s+)?(?:(?:het|ze|die|dat|uw\s+\w+)\s+)?(?:graag|het\s+liefst|liefst)|verwacht"
    r"|(?:aan|toe|in|terug|op|na)\s?te\s?(?:leveren|zenden|sturen)|(?:moeten|moet|willen|wil|graag|laten|laat)\s+(?:[\w-]+\s+){0,4}weten"
    r"|(?:reactie|antwoord|terugkoppeling|bevestiging|opgave|inbreng|bijdrage|namen|aantallen)|publiceren|plaatsen|rondsturen|verspreiden"
    r"|er\s+(?:[\w-]+\s+){1,3}(?:zijn|is|liggen|staan)"
    r"|stuur|stuurt|mail|mailt|mailen|lever|levert|sturen|(?:aan|toe|in|op|na|terug)(?:leveren|sturen|zenden|geleverd|gestuurd|gemaild)"
    r"|geef\s+in|doorgeven|hoor\s+(?:ik\s+)?graag|horen\s+(?:wij|we)|bekend|compleet|reageren|reageer|antwoorden|terugkoppelen|bellen|bel|tegemoet|binnen(?=[.,;!?]|\s+(?:zijn|is|hebben|heeft|heb|krijgen|komen|moeten|willen)(?!\w)))(?!\w)"
)
_BESIDE_IT = re.compile(r"(?<!\w)(?:of|wie|welke|wat|hoeveel|waar|die|dat|voor|over|van)(?!\w)[^,;:]*$")
_PERIOD = re.compile(
    r"(?<!\w)periode\s+(?:van\s+)?\S[^.;:]{2,40}\s(?:tot(?:\s+en\s+met)?|t/m|en)\s+(?:\w+dag\s+)?$"
)


def limit_weights(lexicon: Lexicon) -> Mapping[str, float]:
    """The weights that were found, those of words by their signs."""
    return by_signs(json.loads(LIMITS.read_text(encoding="utf-8")), OF_WORDS, lexicon)


def likeliest_limit(
    one: Asked, inside: Sequence[DateExpression], reading: Reading, days: Days, book: RuleBook
) -> DateExpression | None:
    """The date by which an action is to be done, of those `inside` its sentence."""
    able = able_dates(one, inside, reading, days)
    found = firm_limit(able, reading)
    if found is not None or not able:
        return found
    most = weighed(book.limits, without_limit(one)) - _MEANT
    for date, facts in facts_of_dates(one, able, reading, days, book.lexicon):
        if (odds := weighed(book.limits, facts)) > most:
            most, found = odds, date
    return found


def able_dates(
    one: Asked, inside: Sequence[DateExpression], reading: Reading, days: Days
) -> Sequence[DateExpression]:
    """Those that are not past, nor the end of a period that is asked about or that a meeting lasts, nor one of several days to choose from."""
    return [
        date
        for date in inside
        if not (
            _is_over(date, one, reading, alone=len(inside) == 1) or _lasts(date, one, inside, reading.plain)
        )
        and (date.limit or (day := days.by_iso.get(date.iso)) is None or not day.chosen)
    ]


def firm_limit(able: Sequence[DateExpression], reading: Reading) -> DateExpression | None:
    """The one that its own words make a limit and nothing else, with no need to weigh anything."""
    shapes = [_shape(date, reading) for date in able]
    firm = (*_FIRM, _FROM_SENDING) if len(able) > 1 else _FIRM
    return next((able[shapes.index(shape)] for shape in firm if shape in shapes), None)


def without_limit(one: Asked) -> Sequence[str]:
    """What speaks for none of them: "ik wil graag 24 september inspreken"."""
    return (
        "none",
        f"none, {one.kind}",
        *(f"{SAYS}{sign}" for sign in sorted(set(one.row)) if sign != OTHER),
    )


def facts_of_dates(
    one: Asked, able: Sequence[DateExpression], reading: Reading, days: Days, lexicon: Lexicon
) -> Iterator[tuple[DateExpression, Sequence[str]]]:
    """What is known of each of the dates by which an action may be due."""
    needed = _NEEDED.search(one.sentence.plain) if not all(date.limit for date in able) else None
    for number, date in enumerate(able, start=1):
        shape = _shape(date, reading)
        facts = [
            "some",
            shape,
            f"{shape}, {one.kind}",
            f"{shape}, {min(number, _MOST_TOLD)} of {min(len(able), _MOST_TOLD)}",
            *_of_its_day(date, shape, reading, days),
            *_of_words(date, one, reading, lexicon),
        ]
        if date.last:
            facts.append("several days")
        if is_beginning(reading.plain, date.start):
            facts.append("begins")
        if one.sentence.plain.endswith("?"):
            facts.append(f"{shape}, question")
        if _beside_it(date, one.sentence.start, reading):
            facts.append(f"{shape}, clause of its own")
        if needed is not None and not date.limit:
            facts.append("needed")
            if _is_needed(date, one.sentence.start, one.sentence.start + needed.end(), reading):
                facts.append("needed then")
        yield date, facts


def _shape(date: DateExpression, reading: Reading) -> str:
    """How far its own words make a date a limit: "uiterlijk donderdag" more than "tot donderdag", and "voor 3 september" may be what something is for."""
    if not date.limit:
        return _FROM_SENDING if date.ahead else "plain"
    before = max(date.start - _JUST_BEFORE, 0)
    if ends_there(reading.plain, date.end) or _STRICT.search(reading.plain, before, date.start):
        return _STRICTLY
    return "for" if may_be_for(reading.plain, date) else "limit"


def _of_its_day(date: DateExpression, shape: str, reading: Reading, days: Days) -> Iterator[str]:
    """How a date lies to the day of sending, and to the meetings of the message."""
    first = first_day(date.iso)
    if reading.sent is not None:
        ahead = step((first - reading.sent).days, _STEPS)
        yield f"ahead {ahead}"
        yield f"{shape}, ahead {ahead}"
    limit = "limit" if date.limit else "no limit"
    day: Day | None = days.by_iso.get(date.iso)
    look = day.look if day else "no day"
    later = "meeting later" if days.last_meeting > first else "day later" if days.last > first else "last"
    yield f"{limit}, {look}"
    yield f"{limit}, {later}"
    yield f"{limit}, {look.endswith(OF_MEETING)}, {later}"


def _of_words(date: DateExpression, one: Asked, reading: Reading, lexicon: Lexicon) -> Iterator[str]:
    """The words on both sides of a date in its sentence, each by its place and all of them without."""
    start, end, _ = one.sentence
    before = lexicon.row(reading.plain[max(date.start - _REACH, start) : date.start])
    after = lexicon.row(reading.plain[date.end : min(date.end + _REACH, end)])
    for side, words in zip(_SIDES, (before[: -_ROUND - 1 : -1], after[:_ROUND]), strict=True):
        for place in range(1, _BESIDE + 1):
            yield f"{side} {place} {words[place - 1] if place <= len(words) else _EDGE}"
        yield from (f"{side} of {sign}" for sign in dict.fromkeys(words) if sign != OTHER)


def _is_over(date: DateExpression, one: Asked, reading: Reading, *, alone: bool) -> bool:
    """Whether a day is past, or the end of "alle notulen over de periode van 1 mei tot en met 31 december".

    A term that is past when its message is passed on is a term still: "aanmelden kan tot en met 3 mei".
    """
    if reading.sent is not None and date.precision == "day" and first_day(date.iso) < reading.sent:
        return not (alone and _has_passed(date, one, reading))
    return (
        date.limit
        and one.kind == "request"
        and _PERIOD.search(reading.plain, one.sentence.start, date.start) is not None
    )


def _has_passed(date: DateExpression, one: Asked, reading: Reading) -> bool:
    """Whether a past day is a term that is not told of: "het ontwerp dat tot 31 oktober ter inzage lag" has none."""
    term = _shape(date, reading) == _STRICTLY or (date.limit and one.kind in _TERMS)
    return term and lean(reading.plain, date.start, date.end, limit=date.limit) == "future"


def _lasts(date: DateExpression, one: Asked, inside: Sequence[DateExpression], plain: str) -> bool:
    """Whether a meeting lasts until that day: "het congres van 3 juni tot en met 5 juni"."""
    return (
        date.limit
        and one.kind == "invitation"
        and any(is_until(plain, first, date) for first in inside)
        and TERM.search(one.sentence.plain) is None
    )


def _is_needed(date: DateExpression, start: int, needed: int, reading: Reading) -> bool:
    """Whether something is needed on a day to come; on another one than a day only where the two stand side by side."""
    plain, sent = reading.plain, reading.sent
    if sent is not None and first_day(date.iso) <= sent:
        return False
    if date.precision != "day":
        apart = plain[min(needed, date.start) : max(needed, date.start)]
        if len(apart) > _ASIDE or any(mark in apart for mark in ";:?,"):
            return False
    between_them = needed if needed < date.start else max(date.start - _JUST_BEFORE, start)
    return not is_beginning(plain, date.start) and not _beside_it(date, between_them, reading)


def _beside_it(date: DateExpression, after: int, reading: Reading) -> bool:
    """Whether a date stands in a clause of its own."""
    return _BESIDE_IT.search(reading.plain, after, date.start) is not None
