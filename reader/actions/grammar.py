r"""Patterns of words: how the rules say what a sentence looks like.

    wij {filler}* (verzoeken|vragen) {reader} … aandacht?

    word            that word; * stands for any letters: *bijeenkomst, ge*d
    {name}          a group of `vocabulary.toml`
    _               any one word
    … and _*        up to twelve and twenty-five words
    ( | ) ? * +     as in a regular expression, of words; * and + up to four times
    !( )            what must not follow
    ^ $             the begin and the end of the sentence
    , : ; \? \(     marks are words too; periods and quotes are not there

`*` after a word is a joker, after {name} or ) it repeats.

A sentence is looked at as a row of signs, one letter a word (`lexicon.Lexicon`), and a pattern becomes a regular expression
over those: a sentence of twenty words is a text of twenty letters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from reader.actions.lexicon import END

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_GAP = 12  # words that … stands for at most
_FAR = 25  # words that _* stands for at most, which bounds what a pattern can cost
_TIMES = (
    4  # that * and + repeat something at most: without a bound what can be read in two ways would cost 2ⁿ
)
_TOKEN = re.compile(r"\{\w+\}|\\.|!\(|[()|?+…^$]|(?<=[})_])\*|_(?!\w)|[^\s()|?+…^${}\\]+|\S")


class PatternError(ValueError):
    """A pattern that is not written as above: a bug of ours."""


# Nodes are told apart by which they are, so that a group that many patterns name is looked at once, and telling costs nothing.
@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A word as it is written in a pattern, perhaps with a joker."""

    spelling: str


@dataclass(frozen=True, slots=True, eq=False)
class Gap:
    """So many words, whichever they are."""

    most: int
    least: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class Edge:
    """The begin or the end of the sentence."""

    mark: str


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One after another."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """One of these."""

    options: tuple[Node, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Repeated:
    """None or one (?), any number (*), or one or more (+)."""

    part: Node
    mark: str


@dataclass(frozen=True, slots=True, eq=False)
class Not:
    """What must not follow."""

    part: Node


Node = Word | Gap | Edge | Row | Choice | Repeated | Not


def parsed(pattern: str, groups: Mapping[str, Node]) -> Node:
    """The pattern as a tree; `groups` are those that it may name.  PatternError where it is not well written."""
    tokens = _TOKEN.findall(pattern)
    node, rest = _choice(tokens, 0, groups)
    if rest != len(tokens):
        raise PatternError(pattern)
    return node


def _choice(tokens: list[str], at: int, groups: Mapping[str, Node]) -> tuple[Node, int]:
    options: list[Node] = []
    row: list[Node] = []
    while at < len(tokens) and tokens[at] != ")":
        if tokens[at] == "|":
            options.append(Row(tuple(row)))
            row, at = [], at + 1
            continue
        node, at = _part(tokens, at, groups)
        if at < len(tokens) and tokens[at] in ("?", "*", "+"):
            far = isinstance(node, Gap) and tokens[at] == "*"
            node, at = Gap(_FAR, 0) if far else Repeated(node, tokens[at]), at + 1
        row.append(node)
    options.append(Row(tuple(row)))
    return (options[0] if len(options) == 1 else Choice(tuple(options))), at


def _part(tokens: list[str], at: int, groups: Mapping[str, Node]) -> tuple[Node, int]:
    match tokens[at]:
        case "(" | "!(" as opening:
            node, end = _choice(tokens, at + 1, groups)
            if end == len(tokens):
                raise PatternError(" ".join(tokens))
            return (Not(node) if opening == "!(" else node), end + 1
        case "?" | "*" | "+":
            raise PatternError(" ".join(tokens))
        case "…":
            node = Gap(_GAP, 0)
        case "_":
            node = Gap(1)
        case "^" | "$" as edge:
            node = Edge(edge)
        case name if name.startswith("{"):
            if name[1:-1] not in groups:
                raise PatternError(name)
            node = groups[name[1:-1]]
        case word:
            node = Word(word.removeprefix("\\"))
    return node, at + 1


def words_in(nodes: Iterable[Node]) -> set[str]:
    """All words that they name, as they are written."""
    words: set[str] = set()
    seen: set[Node] = set()
    left = [*nodes]
    while left:
        node = left.pop()
        if node in seen:  # a group that others name too
            continue
        seen.add(node)
        match node:
            case Word(spelling):
                words.add(spelling)
            case Row(parts) | Choice(parts):
                left += parts
            case Repeated(part, _) | Not(part):
                left.append(part)
    return words


def expression(node: Node, signs_of: Callable[[str], str]) -> str:
    """As a regular expression over signs; `signs_of` says which signs a word of a pattern may have."""
    match node:
        case Word(spelling):
            written = f"[{signs_of(spelling)}]"
        case Gap(most, least):
            written = "." if most == least == 1 else f".{{{least},{most}}}?"
        case Edge(mark):
            written = mark
        case Row(parts):
            written = "".join(expression(part, signs_of) for part in parts)
        case Choice(options):
            # Single words become one class, which is looked at in one step.
            single = "".join(signs_of(word) for option in options if (word := _alone(option)) is not None)
            more = [expression(option, signs_of) for option in options if _alone(option) is None]
            written = f"(?:{'|'.join([f'[{single}]', *more] if single else more)})"
        case Repeated(part, mark):
            times = {"?": "?", "*": f"{{0,{_TIMES}}}", "+": f"{{1,{_TIMES}}}"}[mark]
            written = f"(?:{expression(part, signs_of)}){times}"
        case Not(part):
            written = f"(?!{expression(part, signs_of)})"
    return written


def _alone(node: Node) -> str | None:
    """The word, where it is no more than one."""
    match node:
        case Word(spelling):
            return spelling
        case Row((Word(spelling),)):
            return spelling
        case _:
            return None


class Found(NamedTuple):
    """Which signs stand at the ends of what a node stands for, and which must stand beside each other in it."""

    first: frozenset[str] | None  # None where any can
    last: frozenset[str] | None
    empty: bool  # whether it can stand for no word at all
    pair: tuple[frozenset[str], frozenset[str]] | None  # one of the one, and right after it one of the other


class Needs:
    """What a sentence must have for a pattern to hold; worked out once for each group that patterns share."""

    def __init__(self, signs_of: Callable[[str], str], cost: Callable[[frozenset[str]], int]) -> None:
        """`signs_of` says which signs a word of a pattern may have; the more a set of signs costs, the less it says."""
        self._signs_of = signs_of
        self._cost = cost
        self._known_needs: dict[Node, list[frozenset[str]]] = {}
        self._known_beside: dict[Node, Found] = {}

    def needed(self, node: Node) -> list[frozenset[str]]:
        """Sets of signs: a sentence must have one of each for the pattern to hold; those that say most, which cost least, first."""
        if node not in self._known_needs:
            self._known_needs[node] = self._needed(node)
        return self._known_needs[node]

    def beside(self, node: Node) -> Found:
        """What a sentence must have beside each other for a pattern to hold: the pair that says most, which costs least.

        The begin and the end of a sentence are the sign `END`.
        """
        if node not in self._known_beside:
            self._known_beside[node] = self._beside(node)
        return self._known_beside[node]

    def _needed(self, node: Node) -> list[frozenset[str]]:
        match node:
            case Word(spelling):
                sets = [frozenset(self._signs_of(spelling))]
            case Row(parts):
                sets = [one for part in parts for one in self.needed(part)]
            case Choice(options):
                # The first of each option together, the second of each, and so on; where one needs nothing, so does the whole.
                each = zip(*(self.needed(option) for option in options), strict=False)
                sets = [frozenset().union(*together) for together in each]
            case Repeated(part, "+"):
                sets = self.needed(part)
            case _:
                sets = []
        return sorted(dict.fromkeys(sets), key=self._cost)

    def _beside(self, node: Node) -> Found:
        match node:
            case Word(spelling):
                signs = frozenset(self._signs_of(spelling))
                return Found(signs, signs, empty=False, pair=None)
            case Edge():
                signs = frozenset(END)
                return Found(signs, signs, empty=False, pair=None)
            case Gap(_, least):
                return Found(None, None, empty=least == 0, pair=None)
            case Repeated(part, mark):
                found = self.beside(part)
                return found if mark == "+" else found._replace(empty=True, pair=None)
            case Choice(options):
                every = [self.beside(option) for option in options]
                pairs = [one.pair for one in every if one.pair]
                return Found(
                    _either(one.first for one in every),
                    _either(one.last for one in every),
                    empty=any(one.empty for one in every),
                    pair=(
                        frozenset().union(*(one for one, _ in pairs)),
                        frozenset().union(*(other for _, other in pairs)),
                    )
                    if len(pairs) == len(every)
                    else None,
                )
            case Row(parts):
                whole = Found(frozenset(), frozenset(), empty=True, pair=None)
                for part in parts:
                    if not isinstance(part, Not):
                        whole = _after(whole, self.beside(part), self._cost)
                return whole
        raise PatternError(node)


def _after(before: Found, part: Found, cost: Callable[[frozenset[str]], int]) -> Found:
    """A part after what stands before it."""
    pairs = [one.pair for one in (before, part) if one.pair]
    if before.last is not None and part.first is not None and not (before.empty or part.empty):
        pairs.append((before.last, part.first))
    return Found(
        _either((before.first, part.first)) if before.empty else before.first,
        _either((before.last, part.last)) if part.empty else part.last,
        empty=before.empty and part.empty,
        pair=min(pairs, key=lambda pair: cost(pair[0]) * cost(pair[1]), default=None),
    )


def _either(sets: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    every = list(sets)
    known = [one for one in every if one is not None]
    return frozenset().union(*known) if len(known) == len(every) else None
