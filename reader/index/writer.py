"""Adding to the index and taking away from it, in batches that are whole or not there.

A batch is committed to the rows first and to the table of contents second.  What a message is stands in the rows, so it
lasts from the first on; a reader finds it from the second on, and passes over what only one of the two has.  Rows that no
segment has get one from the next writer (`remade`), which is how a kill between the two is mended, and also how all
segments are made again for other stems or rules, or where one is damaged.

What is kept of a message is what it says in a file where it stands.  Where a file says something else of a known one (it
was exported again, with a word taken out), that is kept from then on: in the rows, the findings and the segments, and
nothing of what it said before is left on the disk.  Only where it still stands as it is kept in another file does it stay,
and of several in one file the first counts.  The message keeps its number, and its old words stand in the segments until
a commit of the table of contents has the new ones in their place.  The rows note it until then (`Store.again`), so that the
writer after a kill does it.  A message with another subject is another one, see `identity`: what it was is taken away when
it stands nowhere any more (`superseded`).
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

import numpy as np

from reader.errors import IndexUnusable
from reader.index import attributes, folder, merge
from reader.index.content import content_of
from reader.index.fields import TEXT_FIELDS, texts_in
from reader.index.invert import Batch
from reader.index.salvage import kept
from reader.index.segment import Segment
from reader.index.store import GONE, NEVER, Store
from reader.index.toc import Toc
from reader.index.vocabulary import Forms

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from reader.actions.action import Findings
    from reader.events import Place
    from reader.index.arrays import Array
    from reader.index.codec import ArraySegment
    from reader.index.salvage import Kept
    from reader.message import Message
    from reader.past import Past

MOST_SEGMENTS = 8  # of one size, while more are being written: each costs a search a look
_FEW = 4  # in all, at the end: making them one costs more than searching them
_ALIKE = 2  # times all smaller ones together a segment may be to be made one with them
_REMADE = 5000  # messages that are made into a segment at once
LARGEST_MERGED = 400 << 20  # bytes: a third of that is the memory it takes
MOST_MERGED = 1 << 16  # messages: the number of each takes two bytes


@contextmanager
def writing(root: Path) -> Iterator[Writer]:
    """The one writer of an index.  What was not committed is dropped at the end.

    Segments of another version, or damaged ones, are taken away; where the rows are not usable either the index is
    begun anew.  See `Writer.begun`.
    IndexBusy where another process writes, StorageFailed where the disk is full or not ours.
    """
    with folder.locked(root), folder.storage_errors(root):
        writer = _opened(root)
        with folder.damage_noticed(writer.rows.parent):
            try:
                yield writer
            finally:
                writer.close()


def _opened(root: Path) -> Writer:
    generation = folder.current(root)
    reason = "new" if generation is None else folder.fault(generation)
    if generation is not None and not reason:
        with suppress(IndexUnusable), folder.damage_noticed(generation):
            return Writer(generation)
        reason = "index_damaged"
    if generation is None or not folder.are_sound(generation):
        generation = folder.create(root)
    else:
        folder.renew(generation)
    return Writer(generation, begun=reason)


class Writer:
    """Adds messages and forgets exports."""

    def __init__(self, generation: Path, begun: str = "") -> None:
        self.begun = (
            begun  # why there are no segments: new, index_outdated, index_damaged; "" where that is not so
        )
        self.pending = 0  # messages since the last commit
        self.rows = generation / folder.ROWS
        self._generation = generation
        self._store = Store(self.rows)
        if self._store.frozen:
            raise self._store.frozen
        self._toc = Toc(generation)
        self._forms = Forms()
        self._batch = Batch(TEXT_FIELDS, self._forms)
        self._attributes: list[attributes.Attributes] = []  # of the batch
        self._written: list[ArraySegment] = []  # full batches since the last commit
        self._exports: dict[str, int] = {}
        self._fresh: set[int] = set()  # numbers of messages whose words are not committed yet
        self._stale: set[int] = set()  # of those, the ones that a segment has other words of
        self._again: set[int] = set()  # numbers of messages that a kill left with their old words
        self._waiting: list[int] = []  # numbers of messages that are in no segment, and those
        self._sweep()

    def add_export(self, path: str, *, sample: bool, choice: str = "") -> None:
        """`choice` says which maps are read, in words that are compared and no more."""
        self._store.begin()
        self._exports[path] = self._store.add_export(path, choice, sample=sample)

    def was_read(self, export: str, choice: str) -> bool:
        """Whether it was, with this choice."""
        return self._store.export(export)[1] == choice

    def past(self, export: str, choice: str) -> dict[str, Past]:
        """How far the files of an export were read; that counts for nothing where other maps were."""
        return self._store.past(export, choice)

    def note_file(self, export: str, path: str, past: Past) -> None:
        """Note, with the next commit, how far a file was read."""
        self._store.begin()
        self._store.set_file(self._exports[export], path, past)

    def miss(self, export: str, path: str, round_: int | None = None) -> bool:
        """Take away the places in a file that were not found in it any more; says whether there were any.

        `round_` is that of the reading which found the others; None: the file itself is gone.  A message that stands
        nowhere else keeps its place, and stays: nothing that was read is lost because a file was emptied.
        """
        self._store.begin()
        key = self._exports[export]
        if round_ is None:
            self._store.drop_file(key, path)
        return self._store.miss(key, path, NEVER if round_ is None else round_)

    def must_read_all(self) -> bool:
        """Whether all exports are to be read, but that is not noted of each yet."""
        return self._store.fact(folder.UNREAD_ALL) is not None

    def set_unread(self, exports: Iterable[str]) -> None:
        """Note, lastingly, that a rebuild has these exports to read."""
        self._store.begin()
        self._store.drop_fact(folder.UNREAD_ALL)
        for path in exports:
            self._store.set_fact(folder.UNREAD + path, "")
        self._store.commit()

    def set_read(self, export: str) -> None:
        self._store.begin()
        self._store.drop_fact(folder.UNREAD + export)
        self._store.commit()

    def unread(self) -> frozenset[str]:
        """Exports that a rebuild has not read to their end."""
        return frozenset(self._store.facts(folder.UNREAD))

    def knows(self, message_id: str) -> bool:
        """Whether a message is in the index, or in the batch."""
        return self._store.number_of(message_id) is not None

    def keeps(self, message_id: str, content: int, path: str) -> bool:
        """Whether a message is there, and stays as it is when this file says that of it, see `content_of`."""
        return self._store.keeps(message_id, content, path)

    def add(
        self,
        message: Message,
        find: Callable[[Message], Findings],
        export: str,
        attached: Mapping[int, str] = MappingProxyType({}),
        round_: int = 0,
        *,
        content: int | None = None,
    ) -> Literal["new", "changed", "kept"]:
        """Add a message, or only its place where it is kept as it is.

        `find` is asked only where it is not: it costs as much as reading does.  `attached` has the texts of its
        attachments, by their number.  `round_` is that of the reading, see `past.Past`; `content` what `content_of` says,
        where that was asked before.
        """
        self._store.begin()
        key, path = self._exports[export], message.ref.path
        content = content_of(message) if content is None else content
        number, before = self._store.known(message.id)
        if number is None:
            findings = find(message)
            number = self._store.add_message(message, content, findings, attached)
            self._invert(number, message, findings, attached)
            self._store.add_place(number, key, message.folder, message.ref, round_)
            return "new"
        same = content == before
        changed = not (same or self._store.stands(number, path, key, round_))
        if changed:
            self._replace(number, message, content, find(message), attached)
        self._store.add_place(number, key, message.folder, message.ref, round_, same=same or changed)
        self._store.drop_gone(number)
        return "changed" if changed else "kept"

    def superseded(self) -> list[tuple[str, str]]:
        """The ids of messages that stand nowhere any more, each with that of one of another subject that took its place."""
        return [(gone, other) for _number, gone, other in self._store.superseded()]

    def drop_superseded(self) -> None:
        """Take those away."""
        self.commit()
        self._store.begin()
        self._take_away({number for number, *_ in self._store.superseded()})

    def strays(self) -> Iterator[tuple[str, tuple[Place, ...]]]:
        """The id of each message that stands nowhere any more as it is kept, and where it does stand."""
        strays = self._store.strays()
        for number, places in self._store.places(list(strays)).items():
            yield strays[number], tuple(place for place, _sample in places)

    def keep(
        self, message: Message, content: int, findings: Findings, attached: Mapping[int, str], place: Place
    ) -> None:
        """Keep a known message as it stands at a place that the index has of it."""
        self._store.begin()
        number, before = self._store.known(message.id)
        assert number is not None, "it is known"
        if content != before:
            self._replace(number, message, content, findings, attached)
        self._store.set_same(number, self._store.export(place.export)[0], place.folder, place.ref)

    def remade(self, find: Callable[[Message], Findings]) -> Iterator[tuple[int, int]]:
        """Put the messages into segments that none has, from their rows; after each commit how many of how many.

        `find` is asked where the rules changed since.
        """
        find_again = self._store.fact(folder.FINDING) is not None
        for done, number in enumerate(self._waiting, 1):
            self._store.begin()
            saved = self._store.message(number)
            assert saved is not None, "a message is kept whole"
            message, findings = saved.message, saved.findings
            if find_again:
                findings = find(message)
                self._store.set_saved(number, message, findings)
            if number in self._again:
                self._stale.add(number)
            self._invert(number, message, findings, self._store.attached(number))
            if self.pending >= _REMADE:
                self.commit()
                yield done, len(self._waiting)
                self.tidy()
        self._store.begin()
        self._store.drop_fact(folder.FINDING)
        self.commit()
        if self._waiting:
            yield len(self._waiting), len(self._waiting)
            self.tidy(finished=True)
        self._waiting = []
        self._again = set()

    def older(self) -> Iterator[Kept]:
        """What older generations hold, as far as that can be read."""
        for generation in folder.older(self._generation.parent):
            yield from kept(generation)

    def carry_over(self, one: Kept, findings: Findings, places: Iterable[Place]) -> None:
        """Add a message that stands in no export any more, with the places where it stood."""
        self._store.begin()
        number = self._store.add_message(one.message, content_of(one.message), findings, one.attached)
        for place in places:
            self._store.add_place(number, self._exports[place.export], place.folder, place.ref, GONE)
        self._invert(number, one.message, findings, one.attached)

    def clear(self) -> None:
        """Take the older generations away: nothing is to be carried over any more."""
        folder.clear(self._generation.parent)

    def forget(self, export: str) -> int:
        """Take an export away, with the messages that stand nowhere else; says how many those are."""
        self.commit()
        self._store.begin()
        numbers = self._store.only_in(export)
        self._store.remove_export(export)
        self._exports.pop(export, None)
        self._take_away(numbers)
        return len(numbers)

    def leave_out(self, export: str, takes: Callable[[str], bool]) -> int:
        """Keep of an export only the maps that `takes` accepts; says how many messages stand nowhere any more."""
        folders = [name for name in self._store.maps(export) if not takes(name)]
        if not folders:
            return 0
        self.commit()
        self._store.begin()
        self._store.remove_maps(export, folders)
        numbers = self._store.placeless()
        self._take_away(numbers)
        return len(numbers)

    def commit(self) -> None:
        """Make everything so far visible and lasting; then call `tidy`, for which nobody need wait."""
        self._spill()
        if self._written:
            segments = self._toc.segments()
            self._strike(segments, self._stale)
            self._commit([*segments, *self._written], frozenset())
        else:
            self._store.commit()
        if self._stale:
            self._store.empty_log()
            self._store.begin()
            self._store.drop_again(self._stale)
            self._store.commit()
        self._fresh, self._stale = set(), set()
        self.pending = 0

    def tidy(self, *, finished: bool = False) -> None:
        """Make one segment of those of like size, where there are many; when nothing more comes, of any two, if all are more than a few."""
        while small := self._alike(2 if finished and len(self._toc.segments()) > _FEW else MOST_SEGMENTS):
            self._commit(self._toc.segments(), small)

    def close(self) -> None:
        """Drop what was not committed."""
        self._store.rollback()
        self._store.close()

    def _replace(
        self, number: int, message: Message, content: int, findings: Findings, attached: Mapping[int, str]
    ) -> None:
        """Keep what a message says now."""
        if number in self._fresh:  # only what is committed can be struck out
            self.commit()
            self._store.begin()
        self._store.replace_message(number, message, content, findings, attached)
        self._stale.add(number)
        self._invert(number, message, findings, attached)

    def _invert(self, number: int, message: Message, findings: Findings, attached: Mapping[int, str]) -> None:
        self._batch.add(number, texts_in(message, attached.values()))
        self._attributes.append(attributes.attributes_of(message, findings))
        self._fresh.add(number)
        self.pending += 1
        if self._batch.is_full:
            self._spill()

    def _spill(self) -> None:
        """Write the batch as a segment, which counts from the next commit on."""
        if len(self._batch):
            content = self._batch.arrays() | attributes.packed(self._attributes)
            self._written.append(self._toc.new_segment(content.items(), len(self._batch)))
            self._forms.shorten()
            self._batch = Batch(TEXT_FIELDS, self._forms)
            self._attributes = []

    def _commit(self, segments: Sequence[ArraySegment], small: AbstractSet[str]) -> None:
        """The small ones as one, and none with messages that were taken away: those are not left on the disk.

        A large one is written again by itself: the memory that this takes does not grow with what is forgotten.
        """
        together = [of for of in segments if of.segment_id() in small]
        others = [of for of in segments if of.segment_id() not in small]
        alone = [[of] for of in others if of.has_deletions()]
        staying = [of for of in others if not of.has_deletions()]
        staying += filter(None, map(self._merged, [*alone, together]))
        self._store.begin()
        self._store.set_fact(folder.CONTENTS, str(self._toc.number() + 1))
        self._note_checksums()
        self._store.commit()
        self._toc.commit(staying)
        self._store.begin()
        self._note_checksums()
        self._store.commit()
        self._written = []

    def _alike(self, many: int) -> set[str]:
        """The names of so many segments or more that should be one: those of like size, beginning with the smallest.

        One that is much larger than all before it together waits for others of its size, or each would be written
        again for a few messages more.
        """
        taken: list[ArraySegment] = []
        messages = size = 0
        for of in sorted(self._toc.segments(), key=lambda of: of.doc_count_all()):
            own, bytes_of = of.doc_count_all(), self._toc.path_of(of).stat().st_size
            fits = messages + own <= MOST_MERGED and size + bytes_of <= LARGEST_MERGED
            if taken and not (fits and own <= _ALIKE * messages):
                if len(taken) >= many:
                    break
                taken, messages, size = [], 0, 0
            taken.append(of)
            messages, size = messages + own, size + bytes_of
        return {of.segment_id() for of in taken} if len(taken) >= many else set()

    def _merged(self, of: Sequence[ArraySegment]) -> ArraySegment | None:
        """One segment of the messages that are left; None where there are none."""
        parts = [merge.Part(Segment(self._toc.path_of(one)), _alive(one)) for one in of]
        left = sum(int(part.alive.sum()) for part in parts)
        if not left:
            return None
        content = chain(merge.merged(parts, TEXT_FIELDS), attributes.merged(parts).items())
        return self._toc.new_segment(content, left)

    def _take_away(self, numbers: Collection[int]) -> None:
        """Remove these messages from the rows, the segments and the disk."""
        self._store.remove(numbers)
        self._store.commit()
        segments = self._toc.segments()
        self._strike(segments, numbers)
        self._commit(segments, frozenset())
        self._store.empty_log()

    def _strike(self, segments: Iterable[ArraySegment], numbers: Collection[int]) -> None:
        """Have the next commit leave these messages out of segments."""
        gone = np.fromiter(numbers, np.int64, len(numbers))
        for of in segments if numbers else ():
            for message in np.flatnonzero(np.isin(self._numbers(of), gone)).tolist():
                of.delete_document(message)

    def _numbers(self, of: ArraySegment) -> Array:
        return Segment(self._toc.path_of(of)).numbers

    def _sweep(self) -> None:
        """Remove the messages that a kill left half forgotten, and see which have no segment yet."""
        self._toc.sweep()
        known = {int(number) for of in self._toc.segments() for number in self._numbers(of)[_alive(of)]}
        rows = set(self._store.numbers())
        placeless = set(self._store.placeless())
        self._again = known & rows & set(self._store.again())
        self._waiting = sorted((rows - known - placeless) | self._again)
        gone = (known - rows) | placeless
        if gone:
            self._store.begin()
            self._take_away(gone)

    def _note_checksums(self) -> None:
        """Remember what the files hold, and forget those that are gone."""
        files = {path.name: path for path in folder.checked(self._generation)}
        noted = self._store.facts(folder.CHECKSUM)
        for name in files.keys() - noted.keys():
            self._store.set_fact(folder.CHECKSUM + name, folder.checksum(files[name]))
        for name in noted.keys() - files.keys():
            self._store.drop_fact(folder.CHECKSUM + name)


def _alive(of: ArraySegment) -> Array:
    alive = np.ones(of.doc_count_all(), bool)
    alive[list(of.deleted_docs())] = False
    return alive
