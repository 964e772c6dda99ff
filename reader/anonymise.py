"""Finding what must not be read when a stuk is published: Woo article 5.1.

What is found is not covered but left out of the page (`marking.Mask`).  A first, honest version: it
knows the people in the header block and signatures, and whatever has a fixed form.  It cannot know a
name that stands only in the middle of a sentence, so a person still reads the result.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from reader.marking import Mask
from reader.paths import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from reader.message import Address, Message

# Every repetition has a bound, since a mail may hold a word of a million letters and each letter is tried as a begin.
_EMAIL = re.compile(r"[\w.+'-]{1,128}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,10}")
# A day with a time behind it has as many digits: "05-11-2020 10:17".
_PHONE = re.compile(
    r"(?<![\w,/-])(?<!\d\.)(?!\d\d?[-/.](?:0?[1-9]|1[0-2])[-/.](?:19|20)\d\d(?![\w-]))"
    r"(?:\+31|0031|0)(?:[ -]?\(0\))?(?:[ ()./-]{0,3}\d){8,9}(?![\w-])"
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z]{4})(?: ?\d{4}){2}(?: ?\d{1,4})?\b")
_NUMBER = re.compile(r"(?<![\w.,-])\d{2,4}[ .]?\d{2,3}[ .]?\d{2,3}(?![\w:-]|[.,]\d)")
# A street with a number, and the postcode where it follows; or a postcode alone.  SA, SD and SS are never issued.
_STREET = (
    r"[A-Z][\w.'’-]{0,60}(?: [\w.'’-]{1,60}){0,4} \d{1,5}(?: ?[a-zA-Z]|-\d{1,3}| ?-? ?(?:bis|hs|[IVX]{1,3}))?"
    r"\s{0,9},?\s{0,9}"
)
_ADDRESS = re.compile(
    rf"(?:{_STREET})?\b[1-9]\d{{3}} ?(?!SA|SD|SS)[A-Z]{{2}}\b"
    r"|\b[A-Z][\w'’-]{0,60}(?:straat|weg|laan|plein|gracht|kade|dijk|hof|singel|dreef|steeg|plantsoen|pad) \d{1,5} ?[a-zA-Z]?\b"
)
_CLOSING = re.compile(
    r"^[^\n\w]*(?:met (?:vriendelijke|hartelijke|beste) groet(?:en)?|hoogachtend|vriendelijke groet(?:en)?"
    r"|groet(?:en)?|mvg|(?:kind|best) regards)\b[^\n]*$",
    re.IGNORECASE | re.MULTILINE,
)
# Up to five words with a capital, initials or the little words of Dutch names: "Drs. J.P. van der Berg".
_NAME_LINE = re.compile(
    r"(?:(?:[A-Z][\w'’-]+|(?:[A-Z]\.)+|[Mm]evr\.?|[Dd]hr\.?|[Dd]rs\.|[Ii]r\.|van|de|der|den|te|ten|ter|en|het|'t)[ ,-]*){1,6}$"
)
_SMALL = frozenset(
    {"van", "de", "der", "den", "het", "te", "ten", "ter", "in", "op", "en", "von", "la", "le"}
)
_TITLES = frozenset({"mevr", "dhr", "drs", "ir", "mr", "dr", "ing", "prof"})
_SIGNATURE_LINES = 2  # a name, or two


@dataclass(frozen=True, slots=True)
class Wording:
    """`resources/anonymise.toml`."""

    functional: frozenset[str]  # words in the name or address of an office, which stays readable
    masks: dict[str, str]  # what is found -> the label in its place


@cache
def wording() -> Wording:
    """The words of the rule file."""
    table = tomllib.loads((RESOURCES / "anonymise.toml").read_text(encoding="utf-8"))
    return Wording(frozenset(table["functional"]), table["masks"])


def masks_for(message: Message) -> Callable[[str], Sequence[Mask]]:
    """A function that finds, in any text of this message, what must be left out."""
    people = [*message.sender, *message.to, *message.cc, *message.bcc]
    if message.forwarded is not None:
        people += message.forwarded.sender
    private = [person for person in people if not _is_office(person)]
    offices = {person.address.lower() for person in people if _is_office(person)}
    names = {name for person in private for name in _forms(person)}
    for line in _signatures(message.text):
        names |= set(_forms_of(line))
    pattern = _any_of(names)

    def find(text: str) -> Sequence[Mask]:
        return _without_overlap(_found(text, pattern, offices))

    return find


def _found(text: str, names: re.Pattern[str] | None, offices: set[str]) -> Iterator[Mask]:
    label = wording().masks
    for email in _EMAIL.finditer(text):
        if email[0].lower() not in offices and not _has_office_word(email[0].partition("@")[0]):
            yield Mask(*email.span(), label["email"])
    for kind, pattern in (("iban", _IBAN), ("phone", _PHONE), ("address", _ADDRESS)):
        yield from (Mask(*found.span(), label[kind]) for found in pattern.finditer(text))
    for number in _NUMBER.finditer(text):
        if _is_bsn("".join(filter(str.isdigit, number[0]))):
            yield Mask(*number.span(), label["bsn"])
    if names is not None:
        yield from (Mask(*name.span(), label["name"]) for name in names.finditer(text))


def _without_overlap(masks: Iterable[Mask]) -> list[Mask]:
    """Of two that overlap, one over both: nothing that either found is left readable."""
    kept: list[Mask] = []
    for mask in sorted(masks, key=lambda mask: (mask.start, -mask.end)):
        if kept and mask.start < kept[-1].end:
            kept[-1] = Mask(kept[-1].start, max(kept[-1].end, mask.end), kept[-1].label)
        else:
            kept.append(mask)
    return kept


def _is_office(person: Address) -> bool:
    return _has_office_word(person.name) or _has_office_word(person.address.partition("@")[0])


def _has_office_word(text: str) -> bool:
    """Whether it names an office: "!Griffie-voorbeeld", "info", "Gemeente Voorbeeld"."""
    return not wording().functional.isdisjoint(re.findall(r"[^\W\d_]+", text.lower()))


def _forms(person: Address) -> set[str]:
    """How a person may be named in a text."""
    if person.name and "@" not in person.name:
        return _forms_of(person.name)
    return {part.capitalize() for part in re.findall(r"[^\W\d_]{3,}", person.address.partition("@")[0])}


def _forms_of(name: str) -> set[str]:
    """The whole name, the initial with the surname, and each part that says who it is.

    >>> sorted(_forms_of("Zevenhoven, Jan van"))
    ['J. van Zevenhoven', 'Jan', 'Jan van Zevenhoven', 'Zevenhoven', 'Zevenhoven, Jan van']
    """
    name = " ".join(name.split()).strip(" ,;'\"")
    last, comma, first = name.partition(", ")
    in_order = f"{first} {last}" if comma else name
    words = [word for word in in_order.split() if word.lower().strip(".") not in _TITLES]
    forms = {name, in_order, " ".join(words)}
    for surname in (words[1:], _surname(words)):
        if surname and surname != words:
            forms.add(" ".join((f"{words[0][0]}.", *surname)))
    parts = re.split(r"[\s,]+", name)
    forms |= {part for part in parts if len(part) > 2 and part[0].isupper() and not part.endswith(".")}  # noqa: PLR2004 - initials name nobody
    return {form for form in forms if form.lower() not in _SMALL and len(form) > 1}


def _surname(words: Sequence[str]) -> Sequence[str]:
    """The last word with the little words before it: other given names than the first are seldom written."""
    begin = max(0, len(words) - 1)
    while begin and words[begin - 1].lower() in _SMALL:
        begin -= 1
    return words[begin:]


def _signatures(text: str) -> Iterator[str]:
    """The names under a closing formula."""
    for closing in _CLOSING.finditer(text):
        lines = (line.strip() for line in text[closing.end() : closing.end() + 400].split("\n"))
        for line in [line for line in lines if line][:_SIGNATURE_LINES]:
            if not _NAME_LINE.match(line) or _has_office_word(line):
                break
            yield line


def _any_of(names: set[str]) -> re.Pattern[str] | None:
    """One pattern for all names, the longest first."""
    if not names:
        return None
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_pattern_of, longest_first))})(?!\w)")


def _pattern_of(name: str) -> str:
    """More words in any case, with white space that may be a line's end; a word alone as written or in capitals.

    In small letters a word alone is often no name: "bos", "jong".

    >>> [re.fullmatch(_pattern_of("P. Bos"), text) is not None for text in ("p. bos", "P.J. BOS", "Bos")]
    [True, True, False]
    """
    words = name.split()
    if len(words) == 1:
        return f"{re.escape(name)}|{re.escape(name.upper())}"
    initial = re.compile(r"(?:[^\W\d_]\.)+")
    pieces = [
        re.escape(word) + (r"\s{0,9}(?:[^\W\d_]\.\s{0,9}){0,9}" if initial.fullmatch(word) else r"\s+")
        for word in words[:-1]
    ]
    return f"(?i:{''.join(pieces)}{re.escape(words[-1])})"


def _is_bsn(digits: str) -> bool:
    """The eleven test of the burgerservicenummer.

    >>> _is_bsn("111222333"), _is_bsn("123456789")
    (True, False)
    """
    digits = digits.zfill(9) if len(digits) == 8 else digits  # noqa: PLR2004 - the old way to write a low one
    if len(digits) != 9 or not int(digits):  # noqa: PLR2004 - a burgerservicenummer has nine digits
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True)) % 11 == 0
