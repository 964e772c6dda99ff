"""The words in which mail programs quote and forward, as data: `resources/rules/threads.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from reader.paths import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Field = Literal["from", "sent", "date", "to", "cc", "subject", "other"]
Months = tuple[tuple[str, int], ...]  # stem and number, longest stem first

_FIELDS: tuple[Field, ...] = ("from", "sent", "date", "to", "cc", "subject", "other")
# What a gateway puts before a subject: "[EXTERN] RE: ...", "**extern** RE: ...", "Extern: RE: ...".
_TAG = re.compile(
    r"\s*(?:(?:\[[^\]]{0,40}\]|\([^)]{0,40}\)|\{[^}]{0,40}\}|\*{1,5}[^*]{0,40}\*{1,5}|(?:extern|external|ext|spam)\s?(?=[:>|-]))"
    r"[\s:>|-]{0,3})*",
    re.IGNORECASE,
)
_PREFIX = re.compile(r"([^\s:：\[]{1,12}(?: [^\s:：\[]{1,12})?)(?:\[\d{1,3}\])?\s?[:：]")


@dataclass(frozen=True, slots=True)
class ThreadWords:
    """All languages together; each word in lower case."""

    fields: Mapping[str, Field]  # label of a header line -> what it labels
    languages: Mapping[str, tuple[str, ...]]  # label -> the languages that use it
    months: Mapping[str, Months]  # language -> its months
    inline_label: re.Pattern[str]  # a label inside a line, its colon included
    forwarded: frozenset[str]  # lines that announce a forwarded message
    forwarded_by: tuple[str, ...]  # how such a line begins where it goes on with who forwarded it, and when
    original: frozenset[str]  # lines that announce the message that is answered
    wrote: re.Pattern[str]
    opens: re.Pattern[str]  # how a line about who wrote begins: with one of these words, or a number
    between: frozenset[str]  # words between a moment and a name
    forward: frozenset[str]  # what a subject begins with
    reply: frozenset[str]


@cache
def thread_words() -> ThreadWords:
    """The words of this version; a faulty file raises, since it is a bug of ours."""
    table = tomllib.loads((RESOURCES / "rules" / "threads.toml").read_text(encoding="utf-8"))
    languages: list[dict[str, Any]] = table["language"]
    fields: dict[str, Field] = {}
    spoken: dict[str, tuple[str, ...]] = {}
    for language in languages:
        for name in _FIELDS:
            for label in language[name]:
                fields.setdefault(label, name)
                spoken[label] = (*spoken.get(label, ()), language["code"])
    return ThreadWords(
        fields=fields,
        languages=spoken,
        months={language["code"]: _months(language["months"]) for language in languages},
        inline_label=re.compile(rf"({_any(label.capitalize() for label in fields)}|CC|DW)\s?:"),
        forwarded=frozenset(word for language in languages for word in language["forwarded"]),
        forwarded_by=tuple(table["prefixes"]["forwarded_by"]),
        original=frozenset(word for language in languages for word in language["original"]),
        wrote=re.compile(rf"(?<!\w)(?:{_any(w for language in languages for w in language['wrote'])})(?!\w)"),
        opens=re.compile(rf"(?:(?:{_any(w for language in languages for w in language['opens'])})(?!\w)|\d)"),
        between=frozenset(table["attribution"]["between"]),
        forward=frozenset(table["prefixes"]["forward"]),
        reply=frozenset(table["prefixes"]["reply"]),
    )


def folded(word: str) -> str:
    """As the table has it: in lower case, also a Turkish capital.

    >>> folded("İleti")
    'ileti'
    """
    return word.casefold().replace("i\u0307", "i")


def prefix(subject: str) -> Literal["forward", "reply", ""]:
    """What a subject says of its message.

    >>> prefix("FW: Re: stukken"), prefix("[EXTERN] Antw: stukken"), prefix("Motie: bomen")
    ('forward', 'reply', '')
    """
    found = _prefix(subject)
    word = folded(found[1]) if found else ""
    words = thread_words()
    return "forward" if word in words.forward else "reply" if word in words.reply else ""


def bare(subject: str) -> str:
    """The subject without what its own mail program put before it.

    >>> bare("FW: Re: stukken")
    'Re: stukken'
    """
    found = _prefix(subject)
    return subject[found.end() :].strip() if found and prefix(subject) else subject.strip()


def _prefix(subject: str) -> re.Match[str] | None:
    tag = _TAG.match(subject)
    return _PREFIX.match(subject, tag.end() if tag else 0)


def _any(words: Iterable[str]) -> str:
    """One alternative for each word, the longest first."""
    return "|".join(sorted({re.escape(word) for word in words}, key=len, reverse=True))


def _months(names: Iterable[str]) -> Months:
    stems = [(stem, number) for number, name in enumerate(names, start=1) for stem in name.split("|")]
    return tuple(sorted(stems, key=lambda stem: len(stem[0]), reverse=True))
