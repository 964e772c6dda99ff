"""Forms of one Dutch word brought together: Snowball "dutch", mended by `resources/search/stems.toml`.

Snowball takes "ge" away wherever it stands ("agenda", "begeleiding"), leaves the -t and -d of most verbs, and of some words
has two stems by the length of a vowel ("sociaal", "sociale").  So it does not see "ge", which is taken off participles
alone; and what it leaves is made even.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import Stemmer

from reader.paths import RESOURCES
from reader.tokens import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TABLE = RESOURCES / "search" / "stems.toml"

_TAIL = 3  # letters, by which a form that may be listed is known; no listed one is shorter
_HEAD = 3  # letters that must stand before a listed form for a word to be its compound
_GE, _KEPT = "ge", "gë"  # a letter that stands in no folded form

_DT = frozenset("dt")
# Where Snowball would take it: not in the endings of "vragen" and "hogere".
_hidden = re.compile(r"(?<![a-z])ge(?=...)|ge(?=...*[aeiouy].|..*[aeiouy]..)")

_VOWEL, _OTHER = "[aeiouyë]", "[^aeiouyë]"
_LONGER = (
    rf"(?=.*{_VOWEL}{_OTHER}+{_VOWEL})"  # than one syllable: in a short word the letters tell words apart
)
# Not -t after a c or k, which ends many a noun, nor -d after a short vowel and n: "verband" has nothing to do with "verban".
_verb = re.compile(rf"({_LONGER}.*(?:{_VOWEL}{{2}}[ns]|ijs|[bfglmrvwz])|.+uw)[dt]")
_long = re.compile(rf"({_LONGER}..+[^aeouyë]([aeou]))\2([^aeiouyëj])")
# Not "gezicht" and "gezond"; after a prefix also "opgeleid", where "geluid" is none.
_participle = re.compile(rf"ge(?!e.{{0,4}}$)(?=.*{_VOWEL}.)(.*(?:[^aeiouyhn]|{_VOWEL}{{2}}n))[dt](?:en?)?")
_participle_inside = re.compile(rf"ge(?=.*{_VOWEL}.)(.*(?:[^aeiouyhn]|{_VOWEL}{{2}}(?:n|(?=d))))[dt](?:en?)?")


@lru_cache(maxsize=1 << 17)
def stem(form: str) -> str:
    """What the forms of a word share; takes a folded form.

    >>> stem("moties") == stem("motie"), stem("raadsleden") == stem("raadslid")
    (True, True)
    >>> stem("gemeenten") == stem("gemeente"), stem("gemeente") == stem("mening")
    (True, False)
    >>> stem("overleden") == stem("overlid"), stem("commissieleden") == stem("commissielid")
    (False, True)
    >>> stem("ingetrokken") == stem("intrekken"), stem("uitgenodigd") == stem("uitnodiging")
    (True, True)
    """
    return new_stem(form)


def new_stem(form: str) -> str:
    """The same, where nothing is kept for the next time: a writer asks once for each form."""
    if form.isdecimal():
        return form
    table = _table()
    if form in table.words:
        return table.words[form]
    lengths = table.lengths.get(form[-_TAIL:])
    if lengths and (listed := _listed(form, lengths, table)):
        return listed
    form = form.removesuffix("'s")
    if form.endswith("dt"):  # beantwoordt
        form = form[:-1]
    if _GE not in form:
        return _cut(form, form, table)
    form = _without_ge(form, table)
    return _cut(form, _hidden.sub(_KEPT, form), table).replace(_KEPT, _GE)


def _listed(form: str, lengths: Sequence[int], table: _Table) -> str | None:
    """The stem of a form in the table, or of a compound with one of such a length."""
    for length in lengths:
        ending = form[-length:]
        if ending not in table.listed:
            continue
        head = form[:-length]
        if ending in table.endings:
            group = table.endings[ending]
            if group is None:
                return None
            if not head or len(head) >= _HEAD:
                return head + group
        if ending in table.verbs and (not head or head in table.before_verbs):
            return head + table.verbs[ending]
    return None


def _without_ge(form: str, table: _Table) -> str:
    """A participle of a weak verb without its "ge": "gewijzigde", "vastgesteld"."""
    if form.endswith(table.keeps_ge):
        return form
    if found := _participle.fullmatch(form):
        return found[1]
    if form.startswith(table.before_ge):
        for before in table.before_verbs:
            if form.startswith(before + _GE) and (found := _participle_inside.fullmatch(form, len(before))):
                return before + found[1]
    return form


def _cut(form: str, shown: str, table: _Table) -> str:
    """What is left of a form; `shown` is what Snowball sees of it."""
    for part, pattern, left in table.cuts:
        if part in form and (found := pattern.fullmatch(form)):
            # The mark keeps it apart from what Snowball makes of other words.
            return found[1] + left + "="
    stemmed: str = table.snowball(shown)
    if stemmed[-1:] in _DT and (found := _verb.fullmatch(stemmed)):
        stemmed = found[1]
    if stemmed[-3:-2] == stemmed[-2:-1] and (found := _long.fullmatch(stemmed)):
        stemmed = found[1] + found[3]
    return stemmed


class _Table(NamedTuple):
    words: dict[str, str]  # listed form that no compound ends in -> its group
    endings: dict[str, str | None]  # listed form -> its group, None for what stands apart
    verbs: dict[str, str]  # listed form of a verb -> the verb
    listed: frozenset[str]  # both
    before_verbs: frozenset[str]
    before_ge: tuple[str, ...]  # the same with "ge" behind each
    keeps_ge: tuple[str, ...]
    cuts: list[
        tuple[str, re.Pattern[str], str]
    ]  # what is in each such word, what it looks like, and what stands for its ending
    lengths: dict[str, list[int]]  # last letters of listed forms -> how long those are, the longest first
    snowball: Callable[[str], str]


@cache
def _table() -> _Table:
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    endings: dict[str, str | None] = dict.fromkeys(table["apart"]) | _groups(table["groups"])
    verbs: dict[str, str] = {}
    for line in table["verbs"]:
        verb = line.split()
        noun = verb[0].removesuffix("en") + "ing"
        verbs |= dict.fromkeys((*verb, noun, noun + "en"), verb[0] + "+")
    lengths: dict[str, set[int]] = {}
    for form in (*endings, *verbs):
        lengths.setdefault(form[-_TAIL:], set()).add(len(form))
    return _Table(
        _groups(table["words"]),
        endings,
        verbs,
        frozenset((*endings, *verbs)),
        frozenset(table["before_verbs"]),
        tuple(before + _GE for before in table["before_verbs"]),
        tuple(table["keeps_ge"]),
        [(part, re.compile(ending), left) for part, ending, left in table["endings"]],
        {tail: sorted(many, reverse=True) for tail, many in lengths.items()},
        Stemmer.Stemmer("dutch", 0).stemWord,  # its own cache takes five times as long as it saves
    )


def _groups(lines: list[str]) -> dict[str, str]:
    """Listed form -> its group; the mark keeps that apart from what Snowball makes of other words."""
    groups = [[fold(form) for form in line.split()] for line in lines]
    return {form: group[0] + "=" for group in groups for form in group}
