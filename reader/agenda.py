"""The agenda of messages: one entry for each deadline and each meeting in them, by day.

What is due stands on its last safe day (`due`), a meeting on the day on which it begins.  A date that several actions
of a message are due by is one, and so is a meeting that they name.  What several sentences ask, each with its date, is an
entry each, since each is done by itself, but for the same words to the same people.  What has no day comes last; dates that
are merely mentioned are entries of their own kind, for who wants to see them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Literal, NamedTuple
from zoneinfo import ZoneInfo

from reader.actions.sentences import LONGEST, spans
from reader.beside import Beside
from reader.crossing import crossing
from reader.due import Mentions, days_of, last_safe_day, limit_before, safe_day
from reader.hours import clock_beside
from reader.periods import month_of, precision_of, week_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from reader.actions.action import Action, Addressee, DateMention, Findings, Precision
    from reader.due import Term
    from reader.hours import Clock
    from reader.message import Address, Invitation

What = Literal["deadline", "meeting", "mention"]

_ZONE = ZoneInfo("Europe/Amsterdam")  # a day is one of the griffie's own clock
_LONGEST = 300  # characters of a sentence: a row shows no more, and a calendar of other people should not
_UNDATED: Mapping[str, What] = {"deadline": "deadline", "consultation": "deadline", "invitation": "meeting"}
_REACH = 80  # characters before a date
_LITTLE = 15  # characters beside a date that say little
_CALENDAR = -1  # place of the first meeting in a calendar that came with a message; the next has one less


class Source(NamedTuple):
    """What the agenda needs of a message."""

    id: str
    subject: str
    sender: tuple[Address, ...]
    text: str
    quoted: tuple[tuple[int, int], ...]  # stretches of the text
    invitations: tuple[Invitation, ...]
    findings: Findings


@crossing
@dataclass(frozen=True, slots=True)
class Entry:
    """A deadline, a meeting, or a date that is merely mentioned."""

    message_id: str
    place: (
        int  # where in the text: the start of the action, or of the date; negative in no text but a calendar
    )
    what: What
    first: date | None  # None together with `last`: no day is named
    last: date | None  # of a deadline the last safe day
    precision: Precision | None  # as it is written; None without a day
    begins: time | None  # on the griffie's clock; of a deadline the hour before which it is due
    ends: time | None
    words: str  # the date as it is written: "vóór 5 maart"; "" where it stands in a calendar
    text: str  # the sentence, or the row of a table, on one line, cut where it is long; "" where it is no more than the date
    addressees: tuple[Addressee, ...]
    subject: str
    sender: str  # name, else address; "" where nobody knows

    @property
    def day(self) -> date | None:
        """The day under which it stands."""
        return self.last if self.what == "deadline" else self.first

    @property
    def key(self) -> tuple[str, int, What]:
        """The same for the same entry each time that the agenda is made."""
        return self.message_id, self.place, self.what


@dataclass(frozen=True, slots=True)
class Ticks:
    """Which entries of an agenda are chosen, however many there are."""

    most: Literal["asked", "none"] = (
        "asked"  # what is to come but the dates that are merely mentioned, or none
    )
    turned: frozenset[tuple[str, int, What]] = (
        frozenset()
    )  # the keys of those with which it is the other way round
    today: date | None = None  # of what was asked, that which is past on this day is left out

    def has(self, entry: Entry) -> bool:
        """One without a day fits in no calendar, and is never chosen."""
        if entry.day is None:
            return False
        return self.by_itself(entry) != (
            bool(self.turned) and entry.key in self.turned
        )  # of thousands a key each takes time

    def on(self, today: date, entries: Iterable[Entry]) -> Ticks:
        """The same on another day: what was ticked or unticked one by one stays so."""
        later = replace(self, today=today)
        turned = (entry for entry in entries if entry.key in self.turned) if self.turned else ()
        other = {one.key for one in turned if self.by_itself(one) != later.by_itself(one)}
        return replace(later, turned=self.turned - other)

    def with_all(self, entries: Iterable[Entry]) -> Ticks:
        """All of these chosen; of what comes later, that which is asked and to come."""
        asked = replace(self, most="asked", turned=self.turned if self.most == "asked" else frozenset())
        shown = {entry.key: asked.by_itself(entry) for entry in entries}
        others = {key for key, by_itself in shown.items() if not by_itself}
        return replace(asked, turned=(asked.turned - shown.keys()) | others)

    def by_itself(self, entry: Entry) -> bool:
        """Whether it is chosen as long as nobody turned it."""
        return self.most == "asked" and entry.what != "mention" and not is_past(entry, self.today)


def is_past(entry: Entry, today: date | None) -> bool:
    """Whether all of it was before this day."""
    return today is not None and entry.last is not None and max(entry.last, entry.day or entry.last) < today


def is_for(entry: Entry, whom: AbstractSet[str]) -> bool:
    """Whether it is for one of these, or for nobody in particular; everything is where `whom` is empty."""
    return not (whom and entry.addressees) or not whom.isdisjoint(entry.addressees)


def is_in(entry: Entry, terms: AbstractSet[Term], today: date) -> bool:
    """Whether it falls in one of these terms, counted from a day; everything does where `terms` is empty."""
    return not terms or not terms.isdisjoint(_terms_of(entry, today))


def _terms_of(entry: Entry, today: date) -> set[Term]:
    """As `index.terms` has them of a message: see `due.Term` and `due.When.first`."""
    if entry.first is None or entry.last is None:
        return {"undated"}
    begin = entry.last if entry.what == "deadline" or entry.precision != "day" else entry.first
    near: tuple[tuple[Term, tuple[date, date]], ...] = (("week", week_of(today)), ("month", month_of(today)))
    found = {term for term, (first, last) in near if begin <= last and entry.last >= first}
    if entry.last < today:
        return found | {"overdue" if entry.what == "deadline" else "past"}
    return found or {"later"}


def entries_of(source: Source, *, mentions: bool = False) -> list[Entry]:
    """The entries of one message, those of its text before those of its calendars; `in_order` sorts them."""
    found = [*_deadlines(source), *_meetings(source)]
    found += _undated(source, found)
    if mentions:
        found += _mentions(source, found)
    return found


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """By day, on each first what has no hour; without a day at the end."""
    return sorted(entries, key=order_of)


def order_of(entry: Entry) -> tuple[date, time, str, str, int]:
    """What entries are sorted by."""
    return entry.day or date.max, entry.begins or time.min, entry.subject, entry.message_id, entry.place


def _deadlines(source: Source) -> Iterator[Entry]:
    """One for each date that something is due by: what refers back to "deze termijn" is due by the same, and what is repeated to the same people is one."""
    mentions = Mentions(source.findings)
    found: dict[tuple[int, str], tuple[list[Action], DateMention | None]] = {}
    for action in source.findings.actions:
        if action.due is not None:
            mention = mentions.of(action, "due", action.due)
            place = mention.start if mention else _CALENDAR
            found.setdefault((place, action.due), ([], mention))[0].append(action)
    told: set[tuple[date, str, tuple[Addressee, ...]]] = set()
    for (_place, iso), (actions, mention) in found.items():
        last = safe_day(source.text, mention) if mention else last_safe_day(iso)
        clock = _clock(source, mention)
        clock = clock if clock and clock.close else None
        entry = _entry(source, "deadline", actions, mention)
        once = last, entry.text, entry.addressees
        if once in told:
            continue
        told.add(once)
        yield replace(
            _on(entry, iso, mention),
            first=min(days_of(iso, mention.text if mention else "")[0], last),
            last=last,
            begins=clock.begins if clock else None,
            words=_written(source, mention, clock),
        )


def _meetings(source: Source) -> Iterator[Entry]:
    """Those that actions are about, each once however many name it, and those of calendars that came along."""
    mentions = Mentions(source.findings)
    found: dict[str, list[_Meeting]] = {}
    for action in source.findings.actions:
        if action.event is None:
            continue
        mention = mentions.of(action, "event", action.event)
        one = _Meeting([action], mention, _start(source, mention))
        same = next((other for other in found.get(action.event, ()) if other.may_be(one)), None)
        if same is None:
            found.setdefault(action.event, []).append(one)
        else:
            same.actions.append(action)
            if same.clock is None:
                same.mention, same.clock = one.mention, one.clock
    named = [
        _timed(source, _entry(source, "meeting", one.actions, one.mention), iso, one.mention, one.clock)
        for iso, meetings in found.items()
        for one in meetings
    ]
    yield from named
    yield from _of_calendars(source, named)


@dataclass(slots=True)
class _Meeting:
    """What several actions may name."""

    actions: list[Action]
    mention: DateMention | None
    clock: Clock | None

    def may_be(self, other: _Meeting) -> bool:
        """Of two on a day, unless both say when they begin."""
        return not (self.clock and other.clock) or self.clock.begins == other.clock.begins


def _of_calendars(source: Source, named: Sequence[Entry]) -> Iterator[Entry]:
    """The meetings of calendars, but for answers, what is called off, and what the text names too."""
    for number, one in enumerate(source.invitations):
        if one.start is None or one.method in {"reply", "cancel"}:
            continue
        start, end = one.start.astimezone(_ZONE), _end(one)
        begins = None if one.all_day else start.time()
        # A day of which the text names the hour is the same meeting; several days are more than that.
        whole_day = one.all_day and end.date() == start.date()
        beside = [entry for entry in named if entry.first == start.date()]
        if any(whole_day or entry.begins in (None, begins) for entry in beside):
            continue
        yield replace(
            _entry(source, "meeting", ()),
            place=_CALENDAR - number,
            first=start.date(),
            last=end.date(),
            precision="day",
            begins=begins,
            ends=end.time() if begins and end > start else None,
            text=_line(" · ".join(filter(None, (one.summary, one.place)))),
        )


def _end(one: Invitation) -> datetime:
    assert one.start is not None
    return (one.end or one.start).astimezone(_ZONE)


def _undated(source: Source, found: Sequence[Entry]) -> Iterator[Entry]:
    """What must be done or visited on a day that nobody named, where the message names none for anything like it."""
    dated = {entry.what for entry in found}
    for action in source.findings.actions:
        what = _UNDATED.get(action.kind)
        if what is not None and what not in dated and action.due is None and action.event is None:
            yield _entry(source, what, [action])


def _mentions(source: Source, found: Sequence[Entry]) -> Iterator[Entry]:
    """Dates outside quoted text that no other entry is about, each day once.

    One of a term or a meeting is merely mentioned where no action has it, or where the user took it away.
    """
    known = {entry.first for entry in found} | {entry.last for entry in found}
    asked = {iso for action in source.findings.actions for iso in (action.due, action.event)}
    seen: set[str] = set()
    beside = Beside(source.text, source.findings.dates)
    for mention in source.findings.dates:
        is_asked = mention.role != "mention" and mention.iso in asked
        if is_asked or mention.iso in seen or _is_quoted(mention, source.quoted):
            continue
        seen.add(mention.iso)
        first, last = days_of(mention.iso, mention.text)
        if first == last and first in known:
            continue
        clock = _start(source, mention)
        clock = clock if clock and clock.close else None
        entry = replace(_entry(source, "mention", ()), place=mention.start, text=_line(beside.of(mention)))
        yield _timed(source, entry, mention.iso, mention, clock)


def _timed(source: Source, entry: Entry, iso: str, mention: DateMention | None, clock: Clock | None) -> Entry:
    """The entry on its days, with the hours beside them."""
    return replace(
        _on(entry, iso, mention),
        begins=clock.begins if clock else None,
        ends=clock.ends if clock else None,
        words=_written(source, mention, clock if clock and clock.close else None),
    )


def _on(entry: Entry, iso: str, mention: DateMention | None) -> Entry:
    first, last = days_of(iso, mention.text if mention else "")
    return replace(
        entry, first=first, last=last, precision=mention.precision if mention else precision_of(iso)
    )


def _start(source: Source, mention: DateMention | None) -> Clock | None:
    """When a meeting begins: an hour by which something else must be done is not that."""
    clock = _clock(source, mention)
    return clock if clock and not clock.limits else None


def _clock(source: Source, mention: DateMention | None) -> Clock | None:
    return clock_beside(source.text, mention) if mention else None


def _written(source: Source, mention: DateMention | None, clock: Clock | None) -> str:
    """The date as its sender wrote it, with the word that makes it a limit and its hours: "vóór 5 maart"."""
    if mention is None:
        return ""
    limit = limit_before(source.text[max(mention.start - _REACH, 0) : mention.start])
    start, end = mention.start, mention.end
    if clock is not None:
        start, end = min(start, clock.start), max(end, clock.end)
    return _line((limit[0] if limit else "") + source.text[start:end])


def _entry(
    source: Source, what: What, actions: Sequence[Action], mention: DateMention | None = None
) -> Entry:
    """An entry without a day, for all whom these actions name."""
    sender = source.sender[0] if source.sender else None
    place, text = _saying(source, actions, mention) if actions else (0, "")
    return Entry(
        message_id=source.id,
        place=place,
        what=what,
        first=None,
        last=None,
        precision=None,
        begins=None,
        ends=None,
        words="",
        text=_line(text),
        addressees=tuple(dict.fromkeys(one.addressee for one in actions if one.addressee)),
        subject=_line(source.subject),
        sender=_line(sender.name or sender.address) if sender else "",
    )


def _saying(source: Source, actions: Sequence[Action], mention: DateMention | None) -> tuple[int, str]:
    """The sentence that says when it is, and where to read that; where it is no more than the date, an invitation, or what is asked first."""
    if mention is not None and not _is_quoted(mention, source.quoted):
        for action in actions:
            if action.start <= mention.start < action.end:
                return action.start, action.text
        text = source.text
        first, last = max(mention.start - LONGEST, 0), min(mention.end + LONGEST, len(text))
        begin, end = text.rfind("\n\n", first, mention.start), text.find("\n\n", mention.end, last)
        for start, stop in spans(text, text, max(begin, first), end if end >= 0 else last):
            if start <= mention.start < stop and stop - start > mention.end - mention.start + _LITTLE:
                return mention.start, text[start:stop]
    said = next((one for one in actions if one.kind == "invitation"), actions[0])
    return said.start, said.text


def _is_quoted(mention: DateMention, quoted: Sequence[tuple[int, int]]) -> bool:
    return any(start <= mention.start < end for start, end in quoted)


def _line(text: str) -> str:
    """On one line, as much as a row shows."""
    line = " ".join(text[: 2 * _LONGEST].split())
    return line if len(line) <= _LONGEST else line[:_LONGEST].rstrip() + "…"
