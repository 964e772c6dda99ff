"""Sentences of Dutch mail: abbreviations, list marks, lines that are wrapped and lines that are not."""

from __future__ import annotations

import re
from typing import NamedTuple

LONGEST = 1_000  # characters; a longer sentence is cut, which bounds what any pattern can cost
_LONGEST_WORD = 12  # characters of a word that may be an abbreviation
_FULL_LINE = 60  # columns: a line that had room for the next word was ended on purpose

# What may end a sentence; nothing does before a small letter ('"Waarom?" vroeg hij', a wrapped line, most abbreviations).
# It opens with one class of letters, so that the scanner can leap from one of those to the next.
_END = re.compile(
    r"""[.!?…\n](?:(?<=\n)(?![a-zà-ÿ])|(?<!\n)(?<![.!?…].)[.!?…]*+["')\]*_]*+(?=\s+[^a-zà-ÿ\s]|\s*\Z))"""
)
_LAST_WORD = re.compile(r"[\w.]{1,12}$")
_MARK = re.compile(r"[\s>]*(?:[-–—•*·#]+\s+|\(?\d{1,2}[.)]\s+|[a-z][.)]\s+)?[\s*_]*")
_LIST_MARK = re.compile(r"\s*(?:[-–—•*·]\s|\(?\d{1,2}[.)]\s|[a-z]\)\s)")
_FOLLOWING = re.compile(r"\s*(\S)")
_FIRST_WORD = re.compile(r"\s*(\S*)")

# "Hoi Anne, kun je ...", "Geachte heer, mevrouw, ik verzoek u", "Beste burgemeester, wethouders en raadsleden, wilt u".
_GREETED = r"(?:[ \t]+(?!(?:in|zoals|worden|wordt|zijn|is|hebben|kunnen)(?!\w))[^\W\d][\w.'’&/-]*){0,6},"
_GREETING = re.compile(
    r"(?:geachte?|beste(?!\s+(?:praktijken|resultaten|wensen|keuze|voorbeelden|prijs))|lieve|dag(?!\s+(?:van|in))|hallo|hoi|hey|hi|ha|l\.s\.|goede(?:morgen|middag|navond|ndag)|goede[ \t](?:morgen|middag|avond|dag)|dear|hello)"
    rf"{_GREETED}(?:\s+(?:(?:geachte?|beste|mevrouw|mijnheer|heren|leden|raadsleden|wethouders|griffier|collega's){_GREETED}|[\w'-]+[ \t]+en(?:[ \t]+[\w'-]+){{1,4}},))*\s+(?=\w)",
    re.IGNORECASE,
)
_GREETS = frozenset("gbldhGBLDH")  # the letters with which it begins
_ENDINGS = (".", "?", "!", ":", "…")

# Their period ends no sentence.
_ABBREVIATIONS = frozenset(
    "dhr mevr mw drs mr dr ir ing prof st nr nrs no art artt bijv bv o.a o.m m.b.t t.a.v d.d i.v.m i.c.m i.p.v "
    "m.u.v t.b.v t.o.v t.n.v n.a.v m.i.v incl excl evt resp ca blz pag p tel z.s.m zgn vgl jhr b.v n.v "
    "w.o d.w.z z.g v.a t.w f.d c.q s.v.p max min afd a.u.b aug sept sep okt nov dec jan feb febr mrt apr "
    "ma di wo do vr za zo".split()
)
# Theirs may end one: what follows decides.
_CLOSING = frozenset("a.s jl nl enz etc e.d e.a m.m a.u.b s.v.p".split())
_LETTERS = 5  # before a period: no abbreviation has as many in a row


class Sentence(NamedTuple):
    """`text[start:end]`, and the same in lower case with its white space as it stands."""

    start: int
    end: int
    plain: str


def sentences(text: str, plain: str, start: int, end: int) -> list[Sentence]:
    r"""The sentences of `text[start:end]`, in order, without list marks and outer white space; none longer than `LONGEST`.

    >>> text = "Kom op 3 dec. a.s. naar de raad. - Neem mee:\n1. pen\n2. papier"
    >>> [one.plain for one in sentences(text, text.lower(), 0, len(text))]
    ['kom op 3 dec. a.s. naar de raad.', 'neem mee:', 'pen', 'papier']
    >>> text = "Hoi Anne, kun je bellen? Beste Bas,\n\nJa."
    >>> [one.plain for one in sentences(text, text.lower(), 0, len(text))]
    ['kun je bellen?', 'beste bas,', 'ja.']
    """
    return [Sentence(first, last, plain[first:last]) for first, last in spans(text, plain, start, end)]


def spans(text: str, plain: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where those begin and end: for who needs the words of few of them."""
    found: list[tuple[int, int]] = []
    begin = line = start
    for mark in _END.finditer(text, start, end):
        first, stop = mark.span()
        closing = text[first]
        if closing == "\n":
            if _line_ends(text, line, first, end):
                _add(found, plain, begin, stop)
                begin = stop
            line = stop
        # A word of five letters before a period is no abbreviation.
        elif (
            closing != "."
            or stop >= end
            or (text[first - _LETTERS : first].isalpha() and first >= _LETTERS)
            or _period_ends(text, first, stop)
        ):
            first = begin + 1 if text[begin] in " \n" else begin
            if text[first : first + 2].isalpha() and stop - first < LONGEST and text[stop - 1] not in "*_":
                # As nearly all are; nothing else need be taken off.
                found.append((past_greeting(text, first, stop) if text[first] in _GREETS else first, stop))
            else:
                _add(found, plain, begin, stop)
            begin = stop
    if begin < end:
        _add(found, plain, begin, end)
    return found


def past_greeting(text: str, start: int, end: int) -> int:
    """Where a sentence begins behind the greeting that opens its line; `start` where there is none, or no whole sentence behind it."""
    greeting = _GREETING.match(text, start, end)
    if greeting is None or (start and text[start - 1] not in "\n>* "):
        return start
    return greeting.end() if text[start:end].rstrip().endswith(_ENDINGS) else start


def _add(found: list[tuple[int, int]], plain: str, start: int, end: int) -> None:
    while end - start > LONGEST:
        space = plain.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = space + 1 if space > 0 else start + LONGEST
        _add(found, plain, start, cut)
        start = cut
    # Without list marks, marks of quotation and emphasis, and white space.
    first = start + 1 if plain[start : start + 1].isspace() else start
    if not plain[first : first + 2].isalpha():  # two letters are no list mark
        mark = _MARK.match(plain, start, end)
        first = mark.end() if mark else start
    end = first + len(plain[first:end].rstrip(" \t\n\v\f*_"))
    if first < end:
        found.append((past_greeting(plain, first, end), end))


def _period_ends(text: str, mark: int, stop: int) -> bool:
    """Whether a period is more than the end of an abbreviation, an initial or a number in a list."""
    before = max(mark - _LONGEST_WORD, 0)
    word = text[before:mark].rpartition(" ")[2]
    if not word.isalpha():
        found = _LAST_WORD.search(text, before, mark)
        if found is None:
            return True
        word = found[0]
        if word.isdigit():
            opens_line = found.start() == 0 or text[found.start() - 1] == "\n"
            return not opens_line and _capital_follows(text, stop)
    last = word.lower()
    if last in _CLOSING:
        return _capital_follows(text, stop)
    return last not in _ABBREVIATIONS and not (len(last) == 1 and word.isupper())


def _capital_follows(text: str, stop: int) -> bool:
    letter = _FOLLOWING.match(text, stop)
    return letter is not None and letter[1].isupper()


def _line_ends(text: str, line: int, newline: int, end: int) -> bool:
    """Whether a newline ends a sentence, or only wraps it."""
    if newline + 1 >= end:
        return True
    after = text[newline + 1 : min(newline + 80, end)]
    if not after.strip() or after[0] == "\n" or _LIST_MARK.match(after):
        return True
    word = _FIRST_WORD.match(after)
    following = word[1] if word else ""
    return not following[:1].islower() and newline - line + 1 + len(following) <= _FULL_LINE
