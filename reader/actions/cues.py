"""What the words round a date say of it: that it is a limit, and whether it lies ahead or behind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.actions.calendar import Lean

REACH = 60  # characters that are read to the left of a date

_PAST = frozenset(
    "was waren werd werden had hadden vroeg vroegen nodigde nodigden kon konden vond vonden hield hielden "
    "stond stonden kwam kwamen ging gingen gaf gaven deed deden stuurde stuurden bleek afgelopen vorig vorige ontving ontvingen "
    "speelde speelden leverde leverden liep liepen sinds gestart nam zei zeiden bracht brachten schreef schreven sprak "
    "spraken las lazen zag zagen kreeg kregen wilde wilden moest moesten mocht bleef bleven begon begonnen besloot "
    "stelde stelden meldde meldden belde belden werkte werkten gebeurde gebeurden vertelde vertelden hoorde hoorden haalde haalden "
    "bezocht bezochten bespraken besprak behandelde behandelden sloot sloten viel vielen kocht kochten reed reden "
    "opende openden eindigde eindigden duurde duurden raakte raakten maakte maakten beloofde beloofden antwoordde reageerde reageerden "
    "zaten zette lag hing hingen hielp hielpen sloeg sloegen verscheen verschenen verdween verdwenen "
    "trok trokken droeg droegen koos kozen won wonnen verloor verloren riep riepen liet lieten vertrok vertrokken "
    "bood boden bleken tekende tekenden plaatste plaatsten legde legden toonde startte startten leidde "
    "volgde volgden woonde woonden betaalde betaalden besteedde organiseerde organiseerden bespaarde bespaarden bedroeg "
    "verzocht verzochten verzond verzonden verliep steeg daalde groeide telde telden".split()
)
# With a participle in the same clause.  "Donderdag is de zaal gesloten" may as well be next week, "de verkiezingen van maart
# zijn geweest" hardly next year.
_HAVE = frozenset("heeft hebben heb hebt".split())
_PERFECT = _HAVE | {"is", "zijn"}
_PARTICIPLE = re.compile(r"(?:\w{2,6})?ge(?:\w{2,}(?:d|t|en)|\w{1,2}aan)|(?:ver|be|ont|her)\w{2,}(?:d|t|en)")
_FUTURE = frozenset(
    "zal zullen volgt volgen voorzien verwacht verwachten verwachting gepland toegezegd beloofd komend komende eerstvolgende "
    "straks binnenkort volgend volgende graag wilt wil kunt".split()
)
# What only says that it is not told of.
_PRESENT = frozenset(
    "wordt komt gaat krijgt krijgen ontvangt neemt nemen stelt treedt moet moeten mag kan verschijnt begint loopt ligt vindt houdt "
    "brengt doet spreekt spreken".split()
)
_WORD = re.compile(r"\w+")
# Without one of these there is no limit; it costs less to look for them than for the pattern.
_LIMIT_WORD = re.compile(
    r"(?:uiterlijk|v[oó][oó]r|tot|t/m|later|laatst|deadline|slui|uiterste|verstrijk|eindig|loopt\s+af|alvorens|before|until|by|due)"
)
_LIMIT = re.compile(
    r"(?<!\w)(?:(?<!het )uiterlijk|v(?:óó|óo|oó)r|voor(?!\s+(?:de|het|uw)\s+[\w-]+\s+van\s)|tot(?:\s+en\s+met)?|t/m|niet\s+later\s+dan|op\s+(?:zijn|z'n)\s+laatst|ten\s+laatste|deadline|sluit|sluiting\w*|uiterste\s+\w+"
    r"|verstrijkt|eindigt|loopt\s+af|before|until|by|due)"
    r"(?:[\s:]+(?:op|de|het|is|en|met|uiterlijk|aan|van|einde?|consultatie|inschrijving|aanmelding|voor"
    r"|\w*(?:vergadering|commissie|bijeenkomst|overleg|behandeling)\w*))*+[\s:]*$"
)
# "vóór de stemming van 27 november"; "voor de vergadering van" is rather for whom.
_LIMIT_OF = re.compile(
    r"(?<!\w)(?:(?:vóór|vóor|voór|tot|uiterlijk)\s+(?:(?:op|in|aan)\s+)?(?:de|het|uw|onze)\s+(?:[\w-]+\s+){1,3}van\s+(?:de\s+)?"
    r"|v[oó][oó]r\s+(?:(?:het|de)\s+)?(?:sluit\w+|einde?|verstrijken|afloop)\s+van\s+(?:de|het)\s+[\w-]+\s+(?:op\s+)?"
    r"|(?:voordat|alvorens)\s+(?:u|je|jij|jullie|wij|we|uw\s+raad|de\s+raad)\s+op\s+)$"
)
# "donderdag voor 12.00 uur", "2 november of eerder", "1 maart is vroeg genoeg".
_ENDS_THERE = re.compile(
    r",?\s+(?:(?:v[oó][oó]r|uiterlijk|tot)\s+(?:om\s+)?\d{1,2}(?:[.:]\d\d)?\s*(?:u|uur)|of\s+eerder|of\s+daarvoor|op\s+(?:zijn|z'n)\s+laatst|ten\s+laatste|dichtgaat|afloopt"
    r"|sluit(?:(?=\s*(?:[.?!;)]|\n\n|$))|\s+(?:(?:de|het|onze|uw|deze)\s+)?(?:\w*(?:inschrijving|aanmelding|termijn|periode|inzage|consultatie|inspraak"
    r"|opgave|registratie|enquête|vragenlijst|peiling)|(?:loket|mogelijkheid)\s+(?:voor|om)|(?:ik|wij|we)\s+(?:het|de|deze|die|dit)))"
    r"|is\s+(?:(?:echt|wel|ook|nog)\s+)*(?:het\s+(?:aller)?laatst\w*|(?:vroeg|snel)\s+genoeg|de\s+(?:deadline|sluitingsdatum|uiterste\s+datum)))(?!\w)"
)
# "Tot donderdag!" as a sentence of its own, and with a line's end behind it "Tot morgen,": whoever writes so comes too.  With a
# month, or after other words, it is a term.
_UNTIL_THEN = re.compile(
    r"(?:^|\n\n|[.!?]\s)\s*(?:(?:graag|dan|hopelijk|en)\s+)?tot\s+(?:(?:dan|ziens),?\s+(?:op\s+)?)?(?:de\s+)?$"
)
_LINE_ENDS = re.compile(r"[.,]?[ \t]*(?:\n|$)")
_NO_TERM = re.compile(
    r"(?:(?:komende|aanstaande|a\.s\.|volgende week)\s+)?(?:\w*dag\w*|\w*morgen|vanavond|vanmiddag|straks|(?:de\s+)?\d{1,2}(?:e|ste|de))"
)
# "1 of 2 december"; a line may be broken there, and a paragraph not.
_LONGEST_CHOICE = 40 + len("of") + 20  # characters
_CHOICE = re.compile(r"(?:[^.?!\n]|\n(?!\n)){0,40}(?<!\w)of(?!\w)(?:[^.?!\n]|\n(?!\n)){0,20}")
_DAY = r"(?:\w{4,6}dag\s+)?\d{1,2}(?:\s+[a-z]{3,9})?"
_LISTED = re.compile(rf"^(?:\s*(?:,|en|of)\s+(?:op\s+)?{_DAY}(?!\w))+")
_BEFORE_LISTED = re.compile(rf"(?:(?<!\w){_DAY}\s*(?:,|en|of)\s+(?:op\s+)?)+$")
_CLAUSE_ENDS = (". ", ".\n", "? ", "; ", "\n\n")
_EARLY = re.compile(r"(?<!\w)vroeg\s+genoeg(?!\w)")
_WISHES = re.compile(r"(?<!\w)(?:liefst|graag|svp|s\.v\.p\.)\s+$")
# What is told of a weekday without a verb of the past: "zoals dinsdag beloofd", "je mail van donderdag", "is vrijdag verstuurd".
_AS = re.compile(r"(?<!\w)zoals\s+(?:(?:ik|wij|we|u|je|jullie)\s+)?$")
_SAID = frozenset(
    "beloofd afgesproken besproken gemeld gezegd gevraagd aangegeven toegezegd gemaild gebeld".split()
)
_WRITTEN = re.compile(
    r"(?<!\w)(?:(?:be)?dankt?\s+voor\s[^.?!]{3,40}|\w*mail\w*|\w*bericht\w*|\w*brief|bestand|\w*telefoontje|telefoongesprek|reactie|antwoord|appje|belletje)\s+van\s+$"
)
_IS = re.compile(r"(?<!\w)(?:is|zijn|ben|bent)(?!\w)")
_DONE = re.compile(
    r"(?<!\w)(?:\w{0,6}(?:gestuurd|gezonden|gemaild|gevallen|gegaan|gekomen)|verstuurd|verzonden|besproken|ontvangen|aangenomen|vastgesteld|ingediend"
    r"|gepubliceerd|geplaatst|geweest|gebeurd|aangeboden|afgerond|opgeleverd|verschenen|overleden|begonnen|geveld|gescheurd|nagekeken|opgehaald|vervangen|aangekomen|weggebracht|opgehangen|gerepareerd)(?!\w)"
)
# "moet vrijdag zijn ontvangen", "is dinsdag te bereiken", "is verplaatst naar dinsdag"
_NOT_YET = re.compile(
    r"(?<!\w)(?:moet|moeten|dient|dienen|zal|zullen|kan|kunnen|wordt|worden|komt|komen|zou|zouden|mag|mogen|wil|graag|te|naar)(?!\w)"
)
# "Woensdag kan ik niet", and not "woensdag ben ik vrij", which is when someone can.
_AWAY = re.compile(
    r"(?<!\w)(?:(?:ben|is|zijn|kan|kunnen)\s+(?:ik|wij|we|hij|zij|ze)|(?:ik|wij|we|hij|zij|ze)\s+(?:ben|is|zijn|kan|kunnen))(?!\w)"
    r".{0,40}(?<!\w)(?:afwezig|verhinderd|met\s+verlof|(?:op|met)\s+vakantie|weg|niet(?:\s+(?:bij|aanwezig|beschikbaar|bereikbaar))?)\s*$"
)
# Then it is a meeting that is missed: it takes place.
_MISSED = re.compile(
    r"afmeld|af\s+te\s+melden|vervang|plaats|vergadering|commissie|bijeenkomst|presidium|(?<!\w)raad(?!\w)"
)
_ROUND = 120  # characters
_CLAUSE = re.compile(r",|(?<!\w)(?:en|maar|dat|of|want|omdat)(?!\w)")
_SINCE = re.compile(r"(?<!\w)(?:sinds|since)\s+(?:de\s+)?$")
_SHORT_WAY = 15  # characters
_BEGINS = re.compile(r"(?<!\w)(?:vanaf|per|m\.i\.v\.|met\s+ingang\s+van|sinds)\s+(?:de\s+)?$")


def is_limit(plain: str, start: int) -> bool:
    """Whether the words before a date make it the end of something.

    >>> is_limit("uiterlijk op 3 maart", 13), is_limit("op z'n laatst 3 maart", 14), is_limit("het uiterlijk van maart", 18)
    (True, True, False)
    """
    reach = max(start - REACH, 0)
    word = _LIMIT_WORD.search(plain, reach, start)
    if word is None:
        return False
    reach = max(reach, word.start() - len("op zijn "))
    return (_LIMIT.search(plain, reach, start) or _LIMIT_OF.search(plain, reach, start)) is not None


def is_beginning(plain: str, start: int) -> bool:
    """Whether the words before a date make it the begin of something.

    >>> is_beginning("vanaf 3 maart", 6), is_beginning("op 3 maart", 3)
    (True, False)
    """
    return _BEGINS.search(plain, max(start - REACH, 0), start) is not None


def is_since(plain: str, start: int) -> bool:
    """Whether something began on a date and goes on.

    >>> is_since("sinds 3 maart", 6), is_since("vanaf 3 maart", 6)
    (True, False)
    """
    return _SINCE.search(plain, max(start - _SHORT_WAY, 0), start) is not None


def ends_there(plain: str, end: int) -> bool:
    """Whether the words behind a date make it the end of something.

    >>> ends_there("donderdag voor 12.00 uur", 9), ends_there("3 mei op zijn laatst", 5), ends_there("donderdag om 12.00 uur", 9)
    (True, True, False)
    """
    return _ENDS_THERE.match(plain, end) is not None


def is_farewell(plain: str, start: int, end: int) -> bool:
    r"""Whether a date that looks like a limit is the day on which the writer and the reader meet.

    >>> text = "tot donderdag!\nlever in tot donderdag!"
    >>> is_farewell(text, 4, 13), is_farewell(text, 28, 37), is_farewell("tot 5 mei", 4, 9), is_farewell("tot morgen,\njan", 4, 10)
    (True, False, False, True)
    """
    return (
        _UNTIL_THEN.search(plain, max(start - REACH, 0), start) is not None
        and _NO_TERM.fullmatch(plain, start, end) is not None
        and (plain.startswith("!", end) or _LINE_ENDS.match(plain, end) is not None)
    )


def is_choice(plain: str, end: int, start: int) -> bool:
    """Whether one of two dates is to be chosen: the first ends at `end`, the second begins at `start`.

    >>> is_choice("1 mei of anders 2 mei", 5, 16), is_choice("1 mei en 2 mei", 5, 9)
    (True, False)
    """
    return (
        start - end <= _LONGEST_CHOICE
        and plain.find("of", end, start) >= 0
        and _CHOICE.fullmatch(plain, end, start) is not None
    )


def tells(plain: str, start: int, end: int) -> bool:
    """Whether the sentence round a weekday tells of the past, and the words before it do not wish for it.

    >>> text = "hij is ziek geworden, maar komt donderdag"
    >>> tells(text, 32, 41), tells("dat heb ik donderdag gemeld", 11, 20), tells("uw mail van donderdag", 12, 21)
    (False, True, True)
    """
    reach = max(start - REACH, 0)
    if _WISHES.search(plain, reach, start):
        return False
    if _WRITTEN.search(plain, reach, start):
        return True
    if _AS.search(plain, reach, start):
        following = _WORD.search(plain, end)
        return following is not None and following[0] in _SAID
    before, after = _clause(plain, start, end)
    # What was said may be of a day to come: "hij belde dat hij dinsdag komt".
    nearer = f"{before[_last_end(before) :]} {after}".replace(",", " ").split()
    if _look(plain, start, end, _HAVE) == "told" and not (_PAST | _HAVE).isdisjoint(nearer):
        return True
    clause = f"{_CLAUSE.split(before)[-1]} {_CLAUSE.split(after)[0]}"
    return (
        _IS.search(clause) is not None
        and _DONE.search(clause) is not None
        and _NOT_YET.search(clause) is None
    )


def is_away(plain: str, start: int, end: int) -> bool:
    """Whether someone says not to be there on a day.

    >>> is_away("ik kan woensdag niet. kunt u bellen?", 7, 15), is_away("ben je woensdag niet bereikbaar?", 7, 15)
    (True, False)
    """
    before, after = _clause(plain, start, end)
    clause = f"{_CLAUSE.split(before)[-1]} {_CLAUSE.split(after)[0]}"
    return (
        _AWAY.search(clause) is not None
        and not plain.startswith("?", end + len(after))
        and _MISSED.search(plain, max(start - _ROUND, 0), end + _ROUND) is None
    )


def _last_end(before: str) -> int:
    """Where the last clause begins that is told in another, behind "dat"."""
    return before.rfind(" dat ") + 1


def lean(plain: str, start: int, end: int, *, limit: bool, mark: str | None = None) -> Lean:
    """Whether a date without a year looks ahead or back; `mark` is "a.s." or "jl." beside it."""
    if mark:
        return "past" if mark.startswith("j") else "future"
    if is_since(plain, start):
        return "past"
    look = _look(plain, start, end, _PERFECT)
    if limit:
        return "" if look == "told" else "future"
    return look


def _look(plain: str, start: int, end: int, perfect: frozenset[str]) -> Lean:
    before, after = _clause(plain, start, end)
    words = f"{before} {after}".replace(
        ",", " "
    ).split()  # of other marks a word or two is lost, at half the cost
    if not _PAST.isdisjoint(words) and not ("vroeg" in words and _EARLY.search(after)):
        return "told"
    if not _FUTURE.isdisjoint(words):
        return "future"
    # "Het besluit van 11 juni ligt ter inzage."
    present: Lean = "" if _PRESENT.isdisjoint(words) or before.endswith("van ") else "future"
    if perfect.isdisjoint(words):
        return present
    # A comma ends a clause, but not between the dates of "op 10 april, 2 juni en 15 september".
    before, after = _BEFORE_LISTED.sub(" ", before), _LISTED.sub(" ", after)
    nearer = _WORD.findall(f"{before[before.rfind(',') + 1 :]} {after.partition(',')[0]}")
    return "told" if not perfect.isdisjoint(nearer) and any(map(_PARTICIPLE.fullmatch, nearer)) else present


def _clause(plain: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and behind a date in its sentence."""
    before, after = plain[max(start - 100, 0) : start], plain[end : end + 80]
    begin, stop = 0, len(after)
    for mark in _CLAUSE_ENDS:
        begin = max(begin, before.rfind(mark) + 1)
        cut = after.find(mark, 0, stop)
        stop = cut if cut >= 0 else stop
    return before[begin:], after[:stop].rstrip(".?!")
