"""What the user says of action items: that one is none, that a passage is one that was missed, or how one is right.

A judgement hangs on the words of a passage, not on its place: it holds for that passage wherever it stands in the
message, also where another version of the program counts its characters otherwise.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

from reader.actions.action import Action
from reader.correcting import Right, corrected, roles_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from reader.actions.action import Findings

Verdict = Literal["action", "not_action"]

OWN = "own"  # beside the identifiers of rules: marked by the user

_WORD = re.compile(r"\w+")
_TAIL = re.compile(r"[^\w\s]*")  # what ends a passage after its last word


@dataclass(frozen=True, slots=True)
class Judgement:
    """One passage of one message."""

    id: str  # of the message
    words: str  # `fingerprint` of the passage: the notes hold no text of a message
    verdict: Verdict
    first: int  # number of its first word in the text of the message, from 0
    last: int  # of its last word
    judged: datetime  # when


@dataclass(frozen=True, slots=True)
class Verdicts:
    """All that the user said of action items."""

    judgements: Mapping[str, tuple[Judgement, ...]]  # by the id of the message, oldest first
    off: frozenset[str]  # the rules that he switched off, perhaps of another version
    # By the id of the message and the `fingerprint` of the passage.
    rights: Mapping[str, Mapping[str, Right]] = field(default_factory=dict)

    def messages(self) -> frozenset[str]:
        """The ids of those that something was said of."""
        return frozenset(self.judgements.keys() | self.rights.keys())


NO_VERDICTS = Verdicts(MappingProxyType({}), frozenset())


class Judged(NamedTuple):
    """What was found in a message, after the user's judgement."""

    findings: Findings
    rejected: tuple[Action, ...]  # those that are none, in the order of the text
    corrected: frozenset[Action]  # of those in `findings`, those that the user put right


def fingerprint(text: str) -> str:
    r"""SHA-256 of the words of a passage, whatever its capitals, signs and white space.

    >>> fingerprint("Wilt u\n reageren?") == fingerprint("wilt u reageren")
    True
    """
    return hashlib.sha256(" ".join(_WORD.findall(text.casefold())).encode("utf-8", "replace")).hexdigest()


def word_range(text: str, start: int, end: int) -> tuple[int, int]:
    """The numbers of the first and the last word that begin in `text[start:end]`.

    >>> word_range("Beste griffie, wilt u reageren?", 15, 31)
    (2, 4)
    """
    before = sum(1 for _ in _WORD.finditer(text, 0, start))
    return before, before + max(sum(1 for _ in _WORD.finditer(text, start, end)) - 1, 0)


def place_of(selected: str, text: str) -> tuple[int, int] | None:
    """Where a selection on the screen stands in the text: whole words, with the signs behind them; None for nowhere.

    A selection may begin or end inside a word.  Of equal passages it is the first.

    >>> text = "Beste griffie, wilt u vóór vrijdag reageren?"
    >>> start, end = place_of("lt u vóór vrij", text)
    >>> text[start:end]
    'wilt u vóór vrijdag'
    """
    wanted = _WORD.findall(selected.casefold())
    words = list(_WORD.finditer(text))
    plain = [word[0].casefold() for word in words]
    size = len(wanted)
    if not wanted:
        return None
    for first in range(len(words) - size + 1):
        if _begins(wanted, plain[first : first + size]):
            return words[first].start(), _tail(text, words[first + size - 1].end())
    return None


def judged(findings: Findings, text: str, message_id: str, said: Verdicts) -> Judged:
    """Findings without the actions that the user rejected or whose rules are switched off, with those that he marked.

    What he put right of them is as he says.
    """
    judgements, rights = said.judgements.get(message_id, ()), said.rights.get(message_id, {})
    verdicts = {one.words: one.verdict for one in judgements}
    found: set[str] = set()
    kept: list[Action] = []
    rejected: list[Action] = []
    for action in findings.actions:
        words = fingerprint(action.text) if verdicts else ""
        found.add(words)
        verdict = verdicts.get(words)
        if verdict == "not_action":
            rejected.append(action)
        elif verdict == "action" or action.rule not in said.off:
            kept.append(action)
    marked = [one for one in judgements if one.verdict == "action" and one.words not in found]
    kept += [_own(findings, text, *place) for one in marked if (place := find_again(one, text))]
    kept.sort(key=lambda action: (action.start, -action.end))
    put_right: dict[Action, Right] = {}
    if rights:
        for number, action in enumerate(kept):
            if right := rights.get(fingerprint(action.text)):
                kept[number] = corrected(action, right)
                put_right[kept[number]] = right
    by_hand = frozenset((action, role) for action, right in put_right.items() for role in roles_of(right))
    left = replace(findings, actions=tuple(kept), by_hand=by_hand)
    return Judged(left, tuple(rejected), frozenset(put_right))


def find_again(judgement: Judgement, text: str) -> tuple[int, int] | None:
    """Where the passage stands in the text now: at its words, else wherever they went; None where it is gone."""
    words = list(_WORD.finditer(text))
    size = judgement.last - judgement.first + 1
    for first in (judgement.first, *range(len(words) - size + 1)):
        if first + size <= len(words):
            start, end = words[first].start(), words[first + size - 1].end()
            if fingerprint(text[start:end]) == judgement.words:
                return start, _tail(text, end)
    return None


def _own(findings: Findings, text: str, start: int, end: int) -> Action:
    """A marked passage as an action: a date in it is taken for the one to act by."""
    due = next((date for date in findings.dates if start <= date.start < end), None)
    return Action(
        kind="request",
        text=text[start:end],
        start=start,
        end=end,
        section_end=None,
        due=due.iso if due else None,
        event=None,
        precision=due.precision if due else None,
        addressee=None,
        rule=OWN,
    )


def _begins(wanted: Sequence[str], words: Sequence[str]) -> bool:
    """Whether these words are those of a selection, of which the outer two may be cut."""
    if len(wanted) == 1:
        return wanted[0] in words[0]
    return (
        words[0].endswith(wanted[0])
        and words[-1].startswith(wanted[-1])
        and list(words[1:-1]) == list(wanted[1:-1])
    )


def _tail(text: str, end: int) -> int:
    found = _TAIL.match(text, end)
    return found.end() if found else end
