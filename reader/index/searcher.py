"""Answering searches on an index that another process may be writing."""

from __future__ import annotations

import time
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np

from reader.errors import IndexUnusable, QueryError
from reader.events import Facets, Hit, Page
from reader.index import folder
from reader.index.beginnings import has_forms
from reader.index.columns import Columns, Places
from reader.index.completing import complete_name, complete_person
from reader.index.compounds import compounded
from reader.index.matching import Matching, completes_names
from reader.index.noted import Noted
from reader.index.postings import Postings
from reader.index.saved import unpack_text
from reader.index.segment import Segment
from reader.index.snippets import Snippets
from reader.index.store import ZONE, Store
from reader.index.suggest import suggestion
from reader.index.toc import Toc
from reader.note import NO_NOTES, NOTHING
from reader.periods import iso_days
from reader.query import parse, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from numpy.typing import NDArray

    from reader.events import Filters, Place, Search
    from reader.index.beginnings import Known
    from reader.index.columns import Mask
    from reader.index.completing import Names, PersonField
    from reader.index.compounds import Compounded
    from reader.index.fields import IndexField
    from reader.index.people import Found
    from reader.index.saved import Row, Saved
    from reader.message import Address
    from reader.note import Note
    from reader.query import NameField, Node, TextField

_PIECE = 200  # rows that are read together, their texts with them


class Searcher:
    """Keeps an index open; each question sees the newest commit.

    What the user noted is handed in by id, also of messages that are not in the index now.  The same mapping means
    the same notes: their rows are looked up once for each commit and each new mapping, not for each question.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._open: _Generation | None = None

    def search(self, search: Search, today: date | None = None, notes: Mapping[str, Note] = NO_NOTES) -> Page:
        """The page of hits, and counts over all matches.

        QueryError where the text cannot be understood; IndexUnusable where the index must be rebuilt.
        """
        with self._newest() as opened:
            started = time.perf_counter()
            query = _parse(search, today)
            if opened is None:
                return Page(search, 0, 0, 0.0, (), Facets())
            opened.note(notes)
            facets, rows, direct = opened.find(query, search)
            around = opened.rows_of(search.around, rows)
            if around:
                search = replace(search, offset=max(0, next(iter(around.values())) - search.limit // 4))
            snippets = Snippets(query, opened.known(query), opened.compounds(query))
            wanted = rows[search.offset : search.offset + search.limit]
            pieces = (wanted[begin : begin + _PIECE] for begin in range(0, len(wanted), _PIECE))
            hits = tuple(hit for piece in pieces for hit in opened.hits(piece, snippets))
            better = opened.suggestion(search, today, found=len(rows) > 0) if search.counts else ""
            milliseconds = (time.perf_counter() - started) * 1000
            short = any(completes_names(words) for words in words_of(query))
            everything = int(opened.alive.sum())
            return Page(
                search,
                len(rows),
                everything,
                milliseconds,
                hits,
                facets,
                direct,
                better,
                around,
                short,
                opened.noted.names,
            )

    def ids(
        self, search: Search, today: date | None = None, notes: Mapping[str, Note] = NO_NOTES
    ) -> tuple[str, ...]:
        """The ids of all matches, in the order of the list."""
        with self._newest() as opened:
            query = _parse(search, today)
            if opened is None:
                return ()
            opened.note(notes)
            _facets, rows, _direct = opened.find(query, replace(search, counts=False))
            return tuple(opened.store.ids_of(opened.columns.numbers[rows].tolist()))

    def complete(
        self, field: TextField | NameField, typed: str, notes: Mapping[str, Note] = NO_NOTES
    ) -> Names:
        """What of a field the index has that begins as typed, most frequent first, with the messages of each."""
        with self._newest() as opened:
            if opened is None:
                return []
            match field:
                case "category" | "folder" | "export":
                    opened.note(notes)
                    return complete_name(opened.columns, opened.noted, opened.alive, field, typed)
                case "sender" | "to" | "cc":
                    return opened.complete_person(field, typed)
                case _:
                    return []

    def known(self, ids: Sequence[str]) -> tuple[str, ...]:
        """Those of these messages that are in the index."""
        with self._newest() as opened:
            if opened is None:
                return ()
            known = opened.store.numbers_of(ids)
            return tuple(one for one in ids if one in known)

    def get(self, message_id: str) -> tuple[Saved, tuple[Place, ...]] | None:
        """What is kept of a message, and where it stands; None where it is not in the index."""
        with self._newest() as opened:
            number = None if opened is None else opened.store.number_of(message_id)
            if opened is None or number is None:
                return None
            saved = opened.store.saved(number)
            places = tuple(place for place, _sample in opened.store.places([number]).get(number, ()))
            return (saved, places) if saved and places else None

    def compounds(self, query: Node) -> Compounded:
        """The compounds that the words of a query are found in, for marking in an opened message.

        Its query may have been typed to its end or not, so the last word is taken for a whole one too.
        """
        with self._newest() as opened:
            return {} if opened is None else opened.compounds(query, whole=True)

    def exports(self) -> list[tuple[str, int]]:
        """(path, messages) of each export in the index."""
        with self._newest() as opened:
            if opened is None:
                return []
            counts = opened.columns.export.count(opened.alive)
            return [(path, counts.get(path, 0)) for path, _sample in opened.store.exports()]

    def unread(self) -> frozenset[str]:
        """Exports that a rebuild has not read to their end."""
        with self._newest() as opened:
            return frozenset() if opened is None else frozenset(opened.store.facts(folder.UNREAD))

    def close(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None

    @contextmanager
    def _newest(self) -> Iterator[_Generation | None]:
        """The newest commit of the newest generation; None where nothing was indexed yet."""
        path = folder.current(self._root)
        if self._open is not None and self._open.path != path:
            self.close()
        if path is not None and self._open is None:
            reason = folder.fault(path)
            if reason:
                raise IndexUnusable(reason, str(self._root))
            self._open = _Generation(path)
        if path is None or self._open is None:
            yield None
            return
        try:
            with folder.damage_noticed(path):
                self._open.refresh()
                yield self._open
        except IndexUnusable:
            self.close()
            raise


def _parse(search: Search, today: date | None) -> Node:
    return parse(search.text, today or datetime.now(ZONE).date(), typing=search.typing)


class _Generation:
    """One generation of the index, held open."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.store = Store(path / folder.ROWS)
        self._toc = Toc(path)
        self._segments: dict[str, Segment] = {}
        self._state: tuple[int, int] | None = None
        self._removals: str | None = None
        self._places = Places()

    @property
    def alive(self) -> Mask:
        """The rows whose message is wholly committed."""
        return self._postings.alive

    def refresh(self) -> None:
        """See the newest commit."""
        while (state := (self._toc.number(), self.store.state())) != self._state:
            try:
                listed = self._toc.segments()
                opened = {
                    of.segment_id(): self._segments.get(of.segment_id()) or Segment(self._toc.path_of(of))
                    for of in listed
                }
            except FileNotFoundError:
                if self._toc.number() == state[0]:
                    raise
                continue  # a commit took its place this moment
            # The places are read after the segments: each message then has its places, or was forgotten since.
            with self.store.snapshot():
                removals = self.store.fact("removals")
                if removals != self._removals:
                    self._places, self._removals = Places(), removals
                self._places.read(self.store)
            self._segments = opened
            self.columns = Columns(list(opened.values()), self._places)
            self._postings = Postings([(opened[of.segment_id()], list(of.deleted_docs())) for of in listed])
            self._postings.alive &= (
                self.columns.placed
            )  # the others were being taken away when that was killed
            self._lengths: dict[IndexField, NDArray[np.float32]] = {}
            self._numbers: dict[str, int] = {}  # of the messages that something is noted about
            self._notes, self.noted = NO_NOTES, Noted(NO_NOTES, {}, self.columns)
            self._state = state

    def note(self, notes: Mapping[str, Note]) -> None:
        """Answer with these notes from now on."""
        if notes is not self._notes:
            self._numbers |= self.store.numbers_of(list(notes.keys() - self._notes.keys()))
            self._notes, self.noted = notes, Noted(notes, self._numbers, self.columns)

    def find(self, query: Node, search: Search) -> tuple[Facets, NDArray[np.int64], int]:
        """The counts, and the rows in the order of the list: first those that match without compounds, so many."""
        relevance = search.sort == "relevance"
        matching = Matching(self.columns, self._postings, self._lengths, self.noted)
        direct, scores = self.match(matching, query, relevance=relevance)
        if not any(self.compounds(query).values()):
            facets, mask = self.filter(direct, search.filters, counts=search.counts)
            rows = self.sort(mask, scores)
            return facets, rows, len(rows)
        found, other_scores = self.match(replace(matching, compounds=True), query, relevance=relevance)
        facets, mask = self.filter(found, search.filters, counts=search.counts)
        rows = self.sort(mask & direct, scores)
        return facets, np.concatenate((rows, self.sort(mask & ~direct, other_scores))), len(rows)

    def match(
        self, matching: Matching, query: Node, *, relevance: bool
    ) -> tuple[Mask, NDArray[np.float32] | None]:
        scores = np.zeros(self.columns.size, np.float32) if relevance else None
        return replace(matching, scores=scores).mask(query) & self.alive, scores

    def compounds(self, query: Node, *, whole: bool = False) -> Compounded:
        """The compounds that each word of a query is found in; `whole` takes one that is being typed for a word."""
        words = filter(None, map(compounded, words_of(query)))
        forms = self._postings.compounds.forms
        return {word: forms(replace(word, how="stem") if whole else word) for word in words}

    def suggestion(self, search: Search, today: date | None, *, found: bool) -> str:
        """The query with its misspelt words put right; "" where none are, or where it would find nothing either."""

        def finds(text: str) -> bool:
            tried = replace(search, text=text, counts=False)
            with suppress(QueryError):  # longer than a query may be
                return len(self.find(_parse(tried, today), tried)[1]) > 0
            return False

        return suggestion(search.text, self._postings, finds, found=found, typing=search.typing)

    def known(self, query: Node) -> Known:
        """The forms of the words that hits begin with, where their own letters do not tell."""
        return self._postings.known({one.words[0] for one in words_of(query) if has_forms(one.words[0])})

    def complete_person(self, field: PersonField, typed: str) -> Names:
        people = self._postings.people(field)

        def addresses(number: int, found: Found) -> Sequence[Address]:
            saved = self.store.saved(people[number].number_of(found.message))
            if saved is None:
                return ()
            message = saved.message
            return {"sender": message.sender, "to": message.to + message.bcc, "cc": message.cc}[field]

        return complete_person(people, typed, addresses)

    def filter(self, found: Mask, filters: Filters, *, counts: bool) -> tuple[Facets, Mask]:
        """The counts of each group over what the other groups let through, and what all let through."""
        passing = _passing(self.columns, self.noted, filters)

        def others(group: str) -> Mask:
            mask = found.copy()
            for name, passes in passing.items():
                if name != group:
                    mask &= passes
            return mask

        return self._facets(others) if counts else Facets(), others("")

    def _facets(self, others: Callable[[str], Mask]) -> Facets:
        columns, noted = self.columns, self.noted
        return Facets(
            category=columns.category.count(others("category")),
            folder=columns.folder.count(others("place")),
            export=columns.export.count(others("place")),
            year=columns.year.count(others("year")),
            kind=columns.kind.count(others("kind")),
            actions=int((others("actions") & columns.acting).sum()),
            attachments=int((others("attachments") & columns.attached).sum()),
            own_category=noted.category.count(others("category")),
            uncategorised=int((others("category") & noted.uncategorised).sum()),
            listed=int((others("listed") & noted.listed).sum()),
            proposal=noted.proposal.count(others("proposal")),
        )

    def sort(self, mask: Mask, scores: NDArray[np.float32] | None) -> NDArray[np.int64]:
        """The rows of `mask`: best or newest first, unknown dates last, later added first among equals."""
        by_date = self.columns.by_date
        rows = by_date[mask[by_date]]
        return rows if scores is None else rows[np.argsort(-scores[rows], kind="stable")]

    def rows_of(self, ids: Sequence[str], rows: NDArray[np.int64]) -> dict[str, int]:
        """Where messages stand in the list, in the order of `ids`; one that does not match is left out."""
        numbers = self.store.numbers_of(ids)
        shown = self.columns.numbers[rows] if numbers else rows
        found = ((one, np.flatnonzero(shown == numbers[one])) for one in ids if one in numbers)
        return {one: int(at[0]) for one, at in found if len(at)}

    def hits(self, rows: NDArray[np.int64], snippets: Snippets) -> Iterator[Hit]:
        """The rows as the list shows them; one that was forgotten this moment is not there."""
        numbers = self.columns.numbers[rows].tolist()
        shown, places = self.store.rows(numbers), self.store.places(numbers)
        for number in numbers:
            if number in shown and number in places:
                yield self._hit(number, *shown[number], places[number], snippets)

    def _hit(
        self, number: int, row: Row, packed_text: bytes, places: list[tuple[Place, bool]], snippets: Snippets
    ) -> Hit:
        snippet, marks = snippets.of(row, unpack_text(packed_text), lambda: self.store.attached(number))
        return Hit(
            id=row.id,
            date=row.date,
            sender=row.sender,
            subject=row.subject,
            categories=row.categories,
            places=tuple(place for place, _sample in places),
            actions=row.actions,
            due=min((action.due for action in row.actions if action.due), key=_first_day, default=None),
            attachments=row.attachments,
            snippet=snippet,
            marks=marks,
            sample=all(sample for _place, sample in places),
            note=self._notes.get(row.id, NOTHING),
        )

    def close(self) -> None:
        self.store.close()


def _passing(columns: Columns, noted: Noted, filters: Filters) -> dict[str, Mask]:
    """What the ticks of each group let through; a group without ticks is not there."""
    size = columns.size
    passing: dict[str, Mask] = {}
    if filters.categories or filters.own_categories:  # one group in the window
        passing["category"] = columns.category.having((filters.categories - {""}).__contains__, size)
        passing["category"] |= noted.category.having(filters.own_categories.__contains__, size)
        if "" in filters.categories:
            passing["category"] |= noted.uncategorised
    if filters.exports or filters.folders:  # one group in the window: a mailbox and its folders
        passing["place"] = columns.export.having(filters.exports.__contains__, size) | columns.folder.having(
            lambda place: _is_inside(place, filters.folders), size
        )
    for name, wanted, group in (
        ("year", filters.years, columns.year),
        ("kind", filters.kinds, columns.kind),
        ("proposal", filters.proposals, noted.proposal),
    ):
        if wanted:
            passing[name] = group.having(wanted.__contains__, size)
    if filters.actions:
        passing["actions"] = columns.acting
    if filters.attachments:
        passing["attachments"] = columns.attached
    if filters.listed:
        passing["listed"] = noted.listed
    return passing


def _first_day(due: str) -> date:
    return iso_days(due)[0]


def _is_inside(place: tuple[str, str], folders: frozenset[tuple[str, str]]) -> bool:
    """Whether a place is one of the folders or below one."""
    export, name = place
    return any(
        export == wanted and (not inside or name == inside or name.startswith(inside + "/"))
        for wanted, inside in folders
    )
