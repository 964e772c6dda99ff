"""Which parts of a body are the sender's own words to this reader.

    own         what the sender writes, and a message that the sender forwards: that is the stuk itself
    old         what stands quoted below a reply: the reader wrote or read it before
    elsewhere   a letter to a minister, a company or the like, of which the reader has a copy, and one to the college where
                the reader is only in CC: from its address or greeting on, up to a greeting of the reader
    signature   from the closing formula on, up to a P.S.

What is quoted was told apart when the message was read (`Body.quoted`, reader.text.threads); what opens a
forwarded message only ends a signature above it.  A quotation that opens a message, which the window leaves
to be read, is old as well.  Disclaimers and the chrome of newsletters have no borders that can be trusted: their
sentences are vetoed one by one (vetoes.toml, "boilerplate").
"""

from __future__ import annotations

import re
from operator import attrgetter
from typing import TYPE_CHECKING, Literal, NamedTuple

from reader.actions.addressee import is_copied
from reader.text import prefix

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reader.message import Block, BlockKind, Message

Zone = Literal["own", "old", "elsewhere", "signature"]

_PLACE = attrgetter("start", "end")
_WRAPPED = 40  # characters of a line that may have been wrapped
_SENTENCE = 300  # characters before the word for the griffie
_LONG_REST = 1_500  # characters after a closing formula that are more than a signature: articles follow

# Each begins at a line's start, so that the scanner can leap from line to line, and few lines begin with one of its letters.
_BORDER = re.compile(
    r"""
    \n[ \t>*_-]{0,8}+(?=[a-hkmprsv-z -])(?:
        (?P<forward>(?:-{2,}\s*)?(?:begin\ )?(?:doorgestuurd\ bericht|forwarded\ message|doorgezonden\ bericht)
            | (?:van|from)[*\s]{0,4}:[^\n]{0,300}\n (?:[^\n]{0,300}\n){1,7}?
              [\s>*]{0,4}(?:onderwerp|subject|betreft)[*\s]{0,4}:)
      | (?P<closing>(?:
            (?:met\ )?(?:een\ |de\ )?(?:vriendelijke|hartelijke|warme|collegiale|beste|sportieve|groene|fijne)
                [^\n.,!?]{0,30}?\ ?groet[^\n]{0,20}
          | groet(?:en|jes)?(?:\ [^\n]{0,24})?
          | (?:hoogachtend|mvg|m\.v\.g\.|vr\.?\ ?gr\.?|met\ dank|bij\ voorbaat\ dank|(?:kind|best|warm)?\ ?regards|yours\ (?:sincerely|faithfully))[^\n]{0,24}
          | verzonden\ vanaf\ mijn[^\n]{0,40} | verstuurd\ vanaf[^\n]{0,40} | sent\ from\ my[^\n]{0,40}
          | --\ ?
        )(?=\n|$))
      | (?P<greeting>(?:geachte?|beste)\ [^\n]{0,120}?\b(?:\w*raad|\w*raadsleden|(?:commissie|burger)leden|fractie(?:s|voorzitters?)|griffiers?|griffie)\b
            [^\n.?!]{0,60}(?=\n|$))
      | (?P<elsewhere>
            excellentie[,:!]?[ \t]*(?=\n|$)
          | geachte\ (?:directie|inspecteurs?|redactie)\b[^\n.?!]{0,60}(?=\n|$)
          | (?:(?:zeer\ )?(?:hoog)?geachte?\ [^\n]{0,40}?|(?P<address>(?<=\n\n)|(?<=^\n))aan\ (?:de|zijne|hare|het)\ [^\n]{0,40}?)
            \b(?:minister(?:ie)?|staatssecretaris|gedeputeerden?|kamerleden|tweede\ kamer|eerste\ kamer|informateurs?)\b
            [^\n.?!]{0,60}(?=\n|$)
            (?(address)(?=[^\0]{0,600}?\n[ \t]*(?:(?:zeer\ )?(?:hoog)?geacht|excellentie)))
        )
      | (?P<college>geachte?\ [^\n]{0,40}?\b(?:college|wethouder|burgemeester)\b[^\n.?!]{0,60}(?=\n|$))
      | (?P<postscript>p\.?s\.?\s?:|p\.s\.\ |ps\ )
    )""",
    re.VERBOSE,
)

_SENTENCE_END = re.compile(r"[.!?\n]")
_OF_GRIFFIE = re.compile(r"(?<!\w)(?:verzoek|verzoeken|vraag|vragen)\s+(?:[\w']+\s+){0,3}griffier?(?!\w)")

_AFTER: Mapping[str | None, Zone] = {
    "forward": "own",
    "closing": "signature",
    "greeting": "own",
    "elsewhere": "elsewhere",
    "postscript": "own",
}


class Stretch(NamedTuple):
    """A block of the sender's own words: `text[start:end]`."""

    start: int
    end: int
    kind: BlockKind
    level: int  # of a heading: 1 to 6
    piece: int  # index in `Body.pieces` of the tag that opens it; -1 outside any block


def own_stretches(message: Message, plain: str) -> list[Stretch]:
    """The sender's own words in order; `plain` is the text in lower case, of the same length."""
    begins = prefix(message.subject)
    forwards = begins == "forward" or message.forwarded is not None
    own: list[Stretch] = []
    zones = [(start, end) for start, end, zone in _zones(message, plain) if zone == "own"]
    number = 0
    for stretch in _stretches(message.body.blocks, plain):
        start, stop, kind, *_ = stretch
        if kind == "quote" and not forwards and (begins == "reply" or plain.startswith(">", start)):
            continue  # without a reply above it, a block quotation in HTML cites a text for this reader
        while number < len(zones) and zones[number][1] <= start:
            number += 1
        for at in range(number, len(zones)):
            first, last = zones[at]
            if first >= stop:
                break
            if first <= start and stop <= last:
                own.append(stretch)
            else:
                own.append(stretch._replace(start=max(start, first), end=min(stop, last)))
    return own


def _zones(message: Message, plain: str) -> Iterator[tuple[int, int, Zone]]:
    """The whole text as stretches of one zone each."""
    after: Mapping[str | None, Zone] = {**_AFTER, "college": "elsewhere" if is_copied(message) else "own"}
    position = 0
    for start, end in (*message.body.quoted, (len(plain), len(plain))):
        yield from _written(position, min(start, len(plain)), plain, after)
        yield start, end, "old"
        position = end


def _written(
    start: int, end: int, plain: str, zone_after: Mapping[str | None, Zone]
) -> Iterator[tuple[int, int, Zone]]:
    """The zones of a stretch in which nothing is quoted."""
    zone: Zone = "own"
    position = start
    for border in _BORDER.finditer("\n" + plain, start, end + 1):
        line = max(border.start() - 1, start)  # in `plain` its newline stands one earlier
        after = zone_after[border.lastgroup]
        if after != zone:
            yield from _ended(position, line, zone, plain)
            position, zone = line, after
    yield from _ended(position, end, zone, plain)


def _ended(start: int, end: int, zone: Zone, plain: str) -> Iterator[tuple[int, int, Zone]]:
    """One zone; a signature that goes on and on is the end of a foreword, with articles after it."""
    if zone == "elsewhere":
        yield from _elsewhere(start, end, plain)
    elif zone == "signature" and end - start > _LONG_REST:
        name_end = plain.find("\n\n", plain.find("\n\n", start) + 2)
        cut = name_end if start < name_end < end else start
        yield start, cut, "signature"
        yield cut, end, "own"
    else:
        yield start, end, zone


def _elsewhere(start: int, end: int, plain: str) -> Iterator[tuple[int, int, Zone]]:
    """A letter to others, of which the sentences that ask something of the griffie are the reader's own."""
    for found in _OF_GRIFFIE.finditer(plain, start, end):
        before = plain[max(found.start() - _SENTENCE, start) : found.start()]
        first = found.start() - len(_SENTENCE_END.split(before)[-1])
        last = _SENTENCE_END.search(plain, found.end(), end)
        stop = last.end() if last else end
        yield start, first, "elsewhere"
        yield first, stop, "own"
        start = stop
    yield start, end, "elsewhere"


def _stretches(blocks: Sequence[Block], plain: str) -> Iterator[Stretch]:
    """The blocks in order, clipped to the text, with the paragraphs that no block covers between them.

    A list item that goes on over the next line, without indent, is one stretch.
    """
    position = 0
    held: Stretch | None = None
    for block in sorted(blocks, key=_PLACE):
        start, end = max(block.start, position), min(block.end, len(plain))
        if start >= end:
            continue
        found = Stretch(start, end, block.kind, block.level, block.piece)
        between = plain[position:start]
        loose = [] if between.isspace() or not between else _paragraphs(plain, position, start)
        for stretch in (*loose, found):
            if held is not None:
                if stretch.start == held.end + 1 and _goes_on(held, stretch, plain):
                    held = held._replace(end=stretch.end)
                    continue
                yield held
            held = stretch
        position = end
    if held is not None:
        yield held
    yield from _paragraphs(plain, position, len(plain))


def _goes_on(held: Stretch, stretch: Stretch, plain: str) -> bool:
    """Whether the next line, if a stretch begins there, belongs to the one above it."""
    if held.kind not in ("item", "text") or stretch.kind != "text":
        return False
    return plain[held.end] == "\n" and plain[held.end - 1] not in ".!?:;" and held.end - held.start > _WRAPPED


def _paragraphs(plain: str, start: int, end: int) -> Iterator[Stretch]:
    """Text outside any block, cut at empty lines."""
    while start < end:
        cut = plain.find("\n\n", start, end)
        cut = end if cut < 0 else cut
        if not plain[start:cut].isspace() and start < cut:
            yield Stretch(start, cut, "text", 0, -1)
        start = cut + 2
