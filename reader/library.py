"""The use cases, for the command line and for the window's child processes alike.

Long work is a generator of frozen events: `add_exports`, `forget_export` and `rebuild` write the
index, one process at a time.  `Desk` answers questions about it, whatever is being written.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from reader.actions.find import find_actions
from reader.actions.passages import passages
from reader.actions.telling import telling_words
from reader.agenda import entries_of, in_order, is_for, is_in
from reader.attachments import Extract, attachment_text
from reader.calendars import agenda_calendar
from reader.due import whens_of
from reader.errors import IndexUnusable, MessageGone, NothingToRead, QueryError, ReaderError, StorageFailed
from reader.events import (
    Agenda,
    Committed,
    Completions,
    Opened,
    Progress,
    Search,
    Stretch,
    Summary,
    Survey,
    Written,
)
from reader.formats import read_export, read_message
from reader.identity import inner_identity, way_in
from reader.importing import Import
from reader.index import Marker, Searcher, writing
from reader.judging import Judged, Judgement, fingerprint, judged, place_of, word_range
from reader.labels import label_lines
from reader.mail import parse as parse_message
from reader.message import Body
from reader.note import NOTHING
from reader.notes import Notes
from reader.problems import Problem
from reader.query import parse
from reader.render import picture_page, screen_page
from reader.saving import attachment_of, save_attachment, save_bytes
from reader.sheets import make_sheet
from reader.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from typing import Literal

    from reader.actions.action import Findings
    from reader.actions.passages import Passage
    from reader.agenda import Entry, Ticks
    from reader.choice import Choice
    from reader.correcting import Right
    from reader.events import Changed, Page, Place, PrintOptions, Sheet
    from reader.index import Run, Saved
    from reader.judging import Verdict
    from reader.message import Attachment, Message
    from reader.note import Change, Note
    from reader.paths import DataDir
    from reader.query import NameField, TextField

    Event = Progress | Problem | Committed | Summary

_PROGRESS_SECONDS = 0.1
_PIECE = 200  # messages that are held at once, of all whose agenda is written


@dataclass(frozen=True, slots=True)
class Export:
    """A mailbox that the user added."""

    path: str
    sample: bool  # the one that comes with the program
    messages: int  # in the index
    added: datetime
    unread: bool = False  # a rebuild of the index was stopped before it had read it all


def survey(data: DataDir, paths: Sequence[str]) -> Iterator[Progress | Survey]:
    """Count the messages in the maps of exports, without reading one; a Survey of each that can be read at all."""
    notes = Notes(data.notes)
    for path in dict.fromkeys(_absolute(path) for path in paths):
        with suppress(NothingToRead):  # adding it says what is wrong
            if os.path.isdir(path):  # noqa: PTH112 - to find all its files takes time
                yield Progress(path, 0, 0, 0)
            export = read_export(path)
            counts: Counter[str] = Counter()
            if not export.has_one_map():
                reported_at = time.monotonic()
                yield Progress(path, 0, 0, export.total)
                for number, folder in enumerate(export.maps(), 1):
                    counts[folder] += 1
                    if time.monotonic() - reported_at >= _PROGRESS_SECONDS:
                        reported_at = time.monotonic()
                        yield Progress(path, number, export.done, export.total)
            yield Survey(path, counts, notes.choice(path))


def add_exports(
    data: DataDir,
    paths: Sequence[str],
    *,
    sample: bool = False,
    choices: Mapping[str, Choice] | None = None,
) -> Iterator[Event]:
    """Read exports into the index, and note that the user has them; ends with a Summary.

    An export that was added before adds only what is new.  A path that cannot be read is a Problem.
    Of each export the maps are read that `choices` has for its path, else those that were chosen before.  A new
    choice takes out of the index what it leaves out, unless it takes nothing at all: then it is not noted.
    IndexBusy and StorageFailed stop the job; what was committed stays.
    """
    chosen = {_absolute(path): choice for path, choice in (choices or {}).items()}

    def add() -> Iterator[Event]:
        with writing(data.index) as writer:
            job = Import(data, writer, chosen)
            yield from job.mend()
            for path in dict.fromkeys(_absolute(path) for path in paths):
                if path not in job.done:
                    yield from job.read(path, sample=sample)
            yield job.summary()

    yield from _mending(add)


def refresh(data: DataDir, changed: Changed) -> Iterator[Event]:
    """Read what is new in exports that the user has, but for files that are still being written."""

    def read_on() -> Iterator[Event]:
        with writing(data.index) as writer:
            job = Import(data, writer)
            yield from job.mend()
            for noted in Notes(data.notes).exports():
                if noted.path in changed.exports and noted.path not in job.done:
                    yield from job.read(noted.path, sample=noted.sample, leave=changed.moving)
            yield job.summary()

    yield from _mending(read_on)


def rebuild(data: DataDir) -> Iterator[Event]:
    """Make the index again where it is missing, of another version or damaged, from its rows or the noted exports."""

    def mend() -> Iterator[Event]:
        with writing(data.index) as writer:
            job = Import(data, writer)
            yield from job.mend()
            yield job.summary()

    yield from _mending(mend)


def _mending(job: Callable[[], Iterator[Event]]) -> Iterator[Event]:
    """A job on the index, which is begun once more where damage shows only while it goes on.

    That is noted, so the second time it is known from the start, and mended then.
    """
    try:
        yield from job()
    except IndexUnusable:
        yield from job()


def forget_export(data: DataDir, export: str) -> Iterator[Event]:
    """Take an export, and the messages that stand nowhere else, out of the index and the notes."""
    path = _absolute(export)

    def forget() -> Iterator[Event]:
        with writing(data.index) as writer:
            job = Import(data, writer)
            yield from job.mend(without=path)
            writer.forget(path)
            Notes(data.notes).forget_export(path)
            yield Committed(job.messages)
            yield from job.put_right()
            yield job.summary()

    yield from _mending(forget)


def save_agenda(  # noqa: PLR0917 - as a job has it
    data: DataDir,
    of: Search | Sequence[str],
    mentions: bool,  # noqa: FBT001
    ticks: Ticks,
    target: str,
    language: str = "nl",
) -> Iterator[Written]:
    """Write the chosen entries of the agenda of what a search finds, or of messages by id, to `target` as iCalendar.

    A job of its own: thousands of entries take seconds.  StorageFailed as `save_attachment`.
    """
    guard_target(data, target)
    desk = Desk(data)
    total = len(desk.ids(of) if isinstance(of, Search) else of)
    pieces = (
        Stretch(of, begin, _PIECE) if isinstance(of, Search) else tuple(of[begin : begin + _PIECE])
        for begin in range(0, total, _PIECE)
    )
    entries = (entry for piece in pieces for entry in desk.agenda(piece, mentions).entries)
    chosen = in_order(entry for entry in entries if ticks.has(entry))
    save_bytes(agenda_calendar(chosen, words(language).label, datetime.now(UTC)), target)
    yield Written(target)


def guard_target(data: DataDir, target: str) -> None:
    """StorageFailed where writing `target` would overwrite a file of an export: those are only read."""
    place = os.path.realpath(target)
    if not os.path.isfile(place):  # noqa: PTH113 - beside realpath
        return
    for noted in Notes(data.notes).exports():
        export = os.path.realpath(noted.path)
        if place == export or place.startswith(export.rstrip(os.sep) + os.sep):
            raise StorageFailed("target_is_export", target)


@dataclass(frozen=True, slots=True)
class _Whole:
    """A message that was read again."""

    message: Message
    findings: Findings
    places: tuple[Place, ...]
    from_export: bool
    around: str = ""  # as in `Opened`

    def from_file(self) -> Message:
        """The message, where its export is there; else MessageGone."""
        if not self.from_export:
            raise MessageGone("message_gone", self.message.ref.path)
        return self.message

    def inside(self, number: int) -> _Whole:
        """The message that is attachment `number` of this one."""
        outer = self.from_file()
        attachment = attachment_of(outer, number)
        if not attachment.held:
            raise MessageGone("attached_too_large", outer.ref.path)
        message = parse_message(attachment.content, outer.ref, outer.folder)
        message = replace(message, id=inner_identity(outer.id, number))
        return _Whole(message, find_actions(message), self.places, self.from_export, outer.subject)


class Desk:
    """Answers questions, and keeps the index open between them."""

    def __init__(self, data: DataDir) -> None:
        self._data = data
        self._notes = Notes(data.notes)
        self._searcher = Searcher(data.index)
        self._found: tuple[Search, tuple[str, ...]] | None = None  # by the search whose agenda is made

    def search(self, search: Search) -> Page:
        """QueryError where the text cannot be understood; IndexUnusable where `rebuild` must be run."""
        return self._searcher.search(search, None, self._notes.messages(), self._notes.verdicts())

    def page(self, search: Search) -> Page:
        """`search` for a further page of the same list, which no new question may overtake unseen."""
        return self.search(search)

    def ids(self, search: Search) -> tuple[str, ...]:
        """All matches in the order of the list, whatever `search.offset` and `search.limit` say."""
        return self._searcher.ids(search, None, self._notes.messages(), self._notes.verdicts())

    def agenda(self, of: Stretch | tuple[str, ...], mentions: bool = False) -> Agenda:  # noqa: FBT001, FBT002 - as a request has it
        """The deadlines and meetings in some messages, by day; with `mentions` also the dates that they merely name.

        What the user rejected or marked as an action item counts as the user says.  Of what a search for actions of some
        addressees or terms finds, what others are asked in the same message, or by another day, is left out.
        For many messages it is asked for a few hundred at a time: between two pieces a search is answered.  What a search
        finds is looked up for its first stretch; the others are of the same messages, whatever is written meanwhile.
        """
        ids = of if isinstance(of, tuple) else self._all_of(of)
        total = len(ids)
        search = Search()
        if isinstance(of, Stretch):
            ids = ids[of.begin : of.begin + of.size]
            search = of.search
        verdicts = self._notes.verdicts()
        sources = [
            source._replace(findings=judged(source.findings, source.text, source.id, verdicts).findings)
            for source in self._searcher.sources(ids)
        ]
        whom, terms = search.filters.addressees, search.filters.terms
        today = self._searcher.reference(search)

        def asked(*, mentions: bool) -> list[Entry]:
            entries = (entry for source in sources for entry in entries_of(source, mentions=mentions))
            return in_order(entry for entry in entries if is_for(entry, whom) and is_in(entry, terms, today))

        entries = asked(mentions=mentions)
        mentioned = 0 if entries or mentions else len(asked(mentions=True))
        return Agenda(of, total, mentions, tuple(entries), mentioned)

    def queries(self) -> tuple[str, ...]:
        """What the user searched for, the last one first."""
        return self._notes.queries()

    def note_query(self, text: str) -> tuple[str, ...]:
        """Note a query that was really used; `queries` with it."""
        self._notes.note_query(text)
        return self._notes.queries()

    def forget_queries(self) -> tuple[str, ...]:
        self._notes.forget_queries()
        return self._notes.queries()

    def complete(self, field: TextField | NameField, typed: str) -> Completions:
        """Names, addresses, categories, maps and mailboxes that begin so."""
        return Completions(field, typed, tuple(self._searcher.complete(field, typed, self._notes.messages())))

    def exports(self) -> tuple[Export, ...]:
        """The exports that the user added, oldest first."""
        counts = dict(self._searcher.exports())
        unread = self._searcher.unread()
        return tuple(
            Export(noted.path, noted.sample, counts.get(noted.path, 0), noted.added, noted.path in unread)
            for noted in self._notes.exports()
        )

    def open(
        self, message_id: str, query: str, theme: Literal["light", "dark"], language: str = "nl"
    ) -> Opened:
        """A message, ready to be shown, with the hits of `query` marked.

        Where its export is gone this is the saved text, and its problems say so.
        MessageGone where no message has this id.
        """
        whole = self._whole(message_id)
        message, (findings, rejected, corrected) = whole.message, self._judged(message_id, whole)
        hits = self._hits(message.text, query)
        page = screen_page(
            message, findings.actions, hits, theme, language, dates=findings.dates, rejected=rejected
        )
        shown = replace(
            message, attachments=tuple(replace(file, content=b"") for file in message.attachments)
        )
        return Opened(
            message_id,
            shown,
            whole.places,
            findings.actions,
            findings.dates,
            page,
            whole.from_export,
            whole.around,
            self._notes.messages().get(message_id, NOTHING),
            tuple(self._hits(message.subject, query, "subject")),
            findings.suggested,
            tuple(whens_of(message.text, findings)),
            rejected,
            corrected,
        )

    def judge(self, message_id: str, start: int, end: int, verdict: Verdict | None) -> tuple[str, int]:
        """Keep what the user says of `text[start:end]` of a message, None to undo it; the message and `start` again.

        StorageFailed where it cannot be kept; MessageGone where no message has this id.
        """
        text = self._whole(message_id).message.text
        words = fingerprint(text[start:end])
        if verdict is None:
            self._notes.forget_judgement(message_id, words)
        else:
            first, last = word_range(text, start, end)
            self._notes.judge(Judgement(message_id, words, verdict, first, last, datetime.now(UTC)))
        return message_id, start

    def put_right(self, message_id: str, start: int, end: int, right: Right | None) -> tuple[str, int]:
        """Keep how the action `text[start:end]` of a message is, None as it was found; the message and `start` again.

        StorageFailed where it cannot be kept; MessageGone where no message has this id.
        """
        words = fingerprint(self._whole(message_id).message.text[start:end])
        self._notes.put_right(message_id, words, right)
        return message_id, start

    def mark_action(self, message_id: str, selected: str) -> tuple[str, int]:
        """`judge` that what the user selected on the screen is an action; ReaderError where the text lacks it."""
        place = place_of(selected, self._whole(message_id).message.text)
        if place is None:
            raise ReaderError("selection_not_found")
        return self.judge(message_id, *place, "action")

    def passages(self, message_id: str) -> tuple[str, tuple[Passage, ...]]:
        """The sentences of a message that are no action yet; MessageGone where no message has this id."""
        whole = self._whole(message_id)
        findings = self._judged(message_id, whole).findings
        return message_id, passages(whole.message, [(one.start, one.end) for one in findings.actions])

    def telling(self, message_id: str, start: int, sentence: str) -> tuple[str, int, tuple[str, ...]]:
        """Which words of an action told most; the message and where the action begins again."""
        return message_id, start, telling_words(sentence)

    def save_labels(self, target: str) -> int:
        """Write what the user said of action items to `target`, as `labels.label_lines`; their number.

        Messages that are no longer in the index are left out.  StorageFailed as `save_attachment`.
        """
        guard_target(self._data, target)
        said = self._notes.verdicts()
        lines: list[str] = []
        for identity in sorted(said.messages()):
            with suppress(MessageGone):
                whole = self._whole(identity)
                lines += label_lines(identity, whole.message, whole.findings, said)
        save_bytes("".join(lines).encode("utf-8", "replace"), target)
        return len(lines)

    def rules_off(self) -> frozenset[str]:
        """The rules that the user switched off: what they find in a message is not shown."""
        return self._notes.verdicts().off

    def switch_rules(self, off: Collection[str]) -> frozenset[str]:
        """Switch these rules off and all others on; `rules_off` then.  StorageFailed where it cannot be kept."""
        self._notes.switch_rules(off)
        return self._notes.verdicts().off

    def noted(self, ids: Sequence[str]) -> dict[str, Note]:
        """What the user noted about messages."""
        notes = self._notes.messages()
        return {one: notes.get(one, NOTHING) for one in ids}

    def note(self, ids: Sequence[str], change: Change) -> dict[str, Note]:
        """Change what the user noted about messages, all or none; what is noted about them after it.

        StorageFailed where it cannot be kept.
        """
        return self._notes.change(ids, change)

    def known(self, ids: Sequence[str]) -> tuple[str, ...]:
        """Those of these messages that are still in the index."""
        return self._searcher.known(ids)

    def oldest_first(self, ids: Sequence[str]) -> tuple[str, ...]:
        """These messages in the order of a lijst ingekomen stukken; what is in no index comes last."""
        return self._searcher.oldest_first(ids)

    def attachment(self, message_id: str, number: int) -> Attachment:
        """One attachment with its content, where that is held; MessageGone where the export is gone."""
        return attachment_of(self._whole(message_id).from_file(), number)

    def attachment_text(self, message_id: str, number: int) -> Extract:
        """The text of one attachment, or why it has none; MessageGone where the export is gone."""
        message = self._whole(message_id).from_file()
        return attachment_text(attachment_of(message, number), message.ref.path)

    def attachment_picture(
        self, message_id: str, number: int, theme: Literal["light", "dark"], language: str = "nl"
    ) -> str:
        """The page of an attachment that is a picture; "" for anything else, see `render.picture_page`."""
        return picture_page(self.attachment(message_id, number), theme, language)

    def save_attachment(self, message_id: str, number: int, target: str) -> str:
        """Write an attachment to the file `target`, and say so.

        StorageFailed where that cannot be done or would change an export; MessageGone where the export is gone.
        """
        guard_target(self._data, target)
        save_attachment(self._whole(message_id).from_file(), number, target)
        return target

    def sheet(
        self, message_id: str, number: int, count: int, options: PrintOptions, language: str = "nl"
    ) -> tuple[Sheet, tuple[Problem, ...]]:
        """Stuk `number` of `count` of a print, and what is not whole about it.

        MessageGone where no message has this id.
        """
        whole = self._whole(message_id)
        note = self._notes.messages().get(message_id, NOTHING)
        sheet = make_sheet(
            whole.message,
            number,
            count,
            options,
            actions=self._judged(message_id, whole).findings.actions,
            proposal=words(language).proposal(note.proposal),
            language=language,
        )
        return sheet, () if whole.from_export else whole.message.problems[-1:]

    def _all_of(self, stretch: Stretch) -> tuple[str, ...]:
        """What its search finds, or found when it was asked for the first stretch."""
        if stretch.begin == 0 or self._found is None or self._found[0] != stretch.search:
            self._found = stretch.search, self.ids(stretch.search)
        return self._found[1]

    def _hits(self, text: str, query: str, field: TextField = "body") -> list[Run]:
        with suppress(QueryError):  # the list beside it says what is wrong
            node = parse(query, date.min, typing=True)  # no day marks anything
            return list(Marker(node, field, compounds=self._searcher.compounds(node)).marks(text))
        return []

    def _whole(self, message_id: str) -> _Whole:
        """A message with all that its export holds of it, also one inside another: see `identity.way_in`."""
        outer, numbers = way_in(message_id)
        saved, places = self._find(outer)
        message, from_export = _read_again(saved.message, places)
        whole = _Whole(message, _findings(message, saved), places, from_export)
        for number in numbers:
            whole = whole.inside(number)
        return whole

    def _judged(self, message_id: str, whole: _Whole) -> Judged:
        return judged(whole.findings, whole.message.text, message_id, self._notes.verdicts())

    def _find(self, message_id: str) -> tuple[Saved, tuple[Place, ...]]:
        found = self._searcher.get(message_id)
        if found is None:
            raise MessageGone("unknown_id", detail=message_id)
        return found


def _absolute(path: str) -> str:
    # Not `resolve`: it would turn a drive letter into the server's name, which its user never saw.
    return os.path.abspath(path)  # noqa: PTH100 - pathlib has nothing that removes ".." alone


def _read_again(saved: Message, places: Sequence[Place]) -> tuple[Message, bool]:
    """A message from its export; where no place has it any more, its saved text, and False."""
    for place in places:
        with suppress(MessageGone):
            message = read_message(place.ref, place.folder)
            if message.id == saved.id:  # else the file changed and something else stands there
                return message, True
    gone = Problem("message_gone", places[0].ref.path)
    body = Body(saved.text, pieces=('<div style="white-space: pre-wrap">', (0, len(saved.text)), "</div>"))
    return replace(saved, body=body, problems=(*saved.problems, gone)), False


def _findings(message: Message, saved: Saved) -> Findings:
    """What was found when the message was indexed, unless its text reads otherwise now."""
    return saved.findings if message.text == saved.message.text else find_actions(message)
