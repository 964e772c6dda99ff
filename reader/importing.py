"""One job on the index: exports read into it, in batches, each file of them as far as it is new.

How far each file was read is noted with the messages themselves, in one commit.  So a job that is killed goes on with
the first message that was not committed, and a file that did not change since is not opened.
"""

from __future__ import annotations

import time
from contextlib import closing
from types import MappingProxyType
from typing import TYPE_CHECKING

from reader.actions.action import Findings
from reader.choice import in_words
from reader.errors import NothingToRead
from reader.events import Committed, Progress, Summary
from reader.formats import Begun, Ended, Unchanged, read_export
from reader.intake import Intake, Ready, Taken
from reader.ledger import Ledger
from reader.logs import log_report
from reader.mending import found_in, places_in
from reader.notes import Notes
from reader.pace import Pace
from reader.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from reader.choice import Choice
    from reader.formats import Task
    from reader.index import Writer
    from reader.notes import NotedExport
    from reader.paths import DataDir

    Event = Progress | Problem | Committed | Summary

_FIRST_BATCH = 100  # messages: something is soon there to look at
BATCH = 5000  # messages: each batch is a segment, and each segment costs a writer time and a search too
_BATCH_SECONDS = 15.0
_PROGRESS_SECONDS = 0.1


class Import:
    """What one job on the index has done so far."""

    def __init__(
        self, data: DataDir, writer: Writer, choices: Mapping[str, Choice] = MappingProxyType({})
    ) -> None:
        self.messages = 0
        self.done: set[str] = set()  # paths
        self._data = data
        self._notes = Notes(data.notes)
        self._writer = writer
        self._choices = choices  # new ones, by path
        self._intake = Intake(writer.rows, writer.keeps)
        self._pace = Pace()
        self._ledger = Ledger(writer, "", {})
        self._begun = False  # whether the export that is being read has had its first message
        self._read = 0  # messages, without those of files that did not change
        self._added = 0
        self._committed = 0
        self._problems: list[Problem] = []
        self._started = self._committed_at = time.monotonic()
        self._reported_at = 0.0

    def mend(self, without: str = "") -> Iterator[Event]:
        """Bring an index up to date that was begun anew: from its own rows, and from the exports in the notes.

        What was not read to its end when that was stopped is read on now, and what was chosen then is left out.  What
        stands in an older index and in no export any more is carried over.
        """
        noted = [export for export in self._notes.exports() if export.path != without]
        if self._writer.begun and noted:
            yield Problem("index_rebuilt", str(self._data.index))
        for done, total in self._writer.remade(found_in):
            yield Progress(str(self._data.index), done, done, total)
            yield Committed(done)
        if self._writer.must_read_all():
            self._writer.set_unread(export.path for export in noted)
        unread = self._writer.unread()
        for export in noted:
            self._writer.leave_out(export.path, export.choice.takes)
            if export.path in unread:
                yield from self.read(export.path, sample=export.sample)
        yield from self._carry_over(noted)
        yield from self.put_right()

    def _carry_over(self, noted: Sequence[NotedExport]) -> Iterator[Event]:
        """Keep what an older index has of these exports, and they themselves have no more."""
        exports = {export.path: export for export in noted}
        for one in self._writer.older():
            places = places_in(one, exports)
            if places and not self._writer.knows(one.message.id):
                for path in {place.export for place in places}:
                    export = exports[path]
                    self._writer.add_export(path, sample=export.sample, choice=in_words(export.choice))
                self._writer.carry_over(one, found_in(one.message), places)
                if self._is_due():
                    yield self._commit()
        if self._writer.pending:
            yield self._commit()
        self._writer.clear()

    def read(self, path: str, *, sample: bool, leave: AbstractSet[str] = frozenset()) -> Iterator[Event]:
        """Add what is new in one export, in batches; `leave` as in `read_export`."""
        self.done.add(path)
        choice = self._choices[path] if path in self._choices else self._notes.choice(path)
        past = self._writer.past(path, in_words(choice))
        try:
            export = read_export(path, choice, past, leave)
        except NothingToRead as error:
            yield self._note(error.problem)
            self._end(path)
            return
        self._ledger = Ledger(self._writer, path, past)
        if self._writer.was_read(path, in_words(choice)):
            self._writer.add_export(path, sample=sample, choice=in_words(choice))
            self._ledger.open()
        self._pace.begin(self._read)
        with closing(self._intake.entries(export)) as entries:
            for entry in entries:
                if isinstance(entry, Taken) and isinstance(entry.entry, Ready) and not self._begun:
                    self._begin(path, choice, sample=sample)
                yield from self._take(entry, path)
                if self._is_due():
                    yield self._commit()
                    self._writer.tidy()
                if time.monotonic() - self._reported_at >= _PROGRESS_SECONDS:
                    yield self._progress(path, export.done, export.total)
        self._ledger.close(export)
        if path in self._choices:
            for problem in export.complaints():
                yield self._note(problem)
        yield self._commit()
        yield from self.put_right()
        self._end(path)
        yield Progress(path, self.messages, export.total, export.total)
        self._writer.tidy(finished=True)

    def put_right(self) -> Iterator[Event]:
        """Keep nothing of a message that no file has, where a file has the same one with other text, or another subject.

        One that cannot be read now stays as it was, until the next job.
        """
        if superseded := self._writer.superseded():
            self._notes.carry(superseded)
            self._writer.drop_superseded()
            yield Committed(self._committed)
        for message_id, places in self._writer.strays():
            for place in places:
                ready = self._intake.at(place)
                if isinstance(ready, Ready) and ready.message.id == message_id:
                    findings = ready.findings or Findings()
                    self._writer.keep(ready.message, ready.content, findings, ready.texts.of, place)
                    break
            if self._is_due():
                yield self._commit()
        if self._writer.pending:
            yield self._commit()

    def summary(self) -> Summary:
        seconds = time.monotonic() - self._started
        return Summary(
            self.messages, self._added, self.messages - self._added, tuple(self._problems), seconds
        )

    def _begin(self, path: str, choice: Choice, *, sample: bool) -> None:
        """The first message of an export: one without any is none, and so is a choice."""
        self._begun = True
        self._notes.add_export(path, sample=sample, choice=choice)
        self._writer.leave_out(path, choice.takes)
        self._writer.set_unread([path])
        self._writer.add_export(path, sample=sample, choice=in_words(choice))
        self._ledger.open()

    def _end(self, path: str) -> None:
        self._begun = False
        if path in self._writer.unread():
            self._writer.set_read(path)

    def _take(self, entry: Taken | Problem | Begun | Ended | Unchanged, path: str) -> Iterator[Problem]:
        """One step of an export; what is wrong with it."""
        if isinstance(entry, Begun):
            self._ledger.begin(entry)
        elif isinstance(entry, Ended):
            self._ledger.end()
        elif isinstance(entry, Unchanged):
            self.messages += entry.before.messages
            yield from map(self._note, entry.before.problems)
        elif isinstance(entry, Problem):
            yield self._found(entry)
        elif isinstance(entry.entry, Problem):
            self._ledger.take(entry.task, message=False)
            yield self._found(entry.entry)
        else:
            yield from self._add(entry.task, entry.entry, path)

    def _add(self, task: Task, ready: Ready, path: str) -> Iterator[Problem]:
        if not (ready.findings or ready.bug or self._keeps(ready)):  # this job changed what is known of it
            entry = self._intake.again(task)
            if isinstance(entry, Problem):
                self._ledger.take(task, message=False)
                yield self._found(entry)
                return
            ready = entry
        findings = ready.findings or Findings()
        self.messages += 1
        self._read += 1
        how = self._writer.add(
            ready.message,
            lambda _message: findings,
            path,
            ready.texts.of,
            self._ledger.round,
            content=ready.content,
        )
        self._added += how == "new"
        self._ledger.take(task, message=True)
        if how == "kept":
            return
        if ready.bug:
            log_report(ready.bug)
            yield self._found(Problem("actions_failed", ready.message.ref.path))
        if ready.texts.problem is not None:
            yield self._found(ready.texts.problem)
        yield from map(self._found, filter(_hides_text, ready.message.problems))

    def _keeps(self, ready: Ready) -> bool:
        return self._writer.keeps(ready.message.id, ready.content, ready.message.ref.path)

    def _found(self, problem: Problem) -> Problem:
        """What is wrong with a file of the export."""
        self._ledger.add(problem)
        return self._note(problem)

    def _note(self, problem: Problem) -> Problem:
        self._problems.append(problem)
        return problem

    def _progress(self, path: str, done: int, total: int) -> Progress:
        self._reported_at = time.monotonic()
        self._pace.look(self._reported_at, self._read, done)
        return Progress(
            path, self.messages, done, total, self._pace.per_second(), self._pace.seconds_left(total)
        )

    def _is_due(self) -> bool:
        most = _FIRST_BATCH if not self._committed else BATCH
        waited = time.monotonic() - self._committed_at
        return self._writer.pending >= most or (self._writer.pending > 0 and waited >= _BATCH_SECONDS)

    def _commit(self) -> Committed:
        self._ledger.note()
        self._writer.commit()
        self._committed = self.messages
        self._committed_at = time.monotonic()
        return Committed(self._committed)


def _hides_text(problem: Problem) -> bool:
    """Whether something of the message cannot be found; all else that is wrong with it is shown with the message."""
    return problem.code == "text_cut"
