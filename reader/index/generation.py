"""One generation of the index, held open for reading."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np

from reader.due import further_days, most_urgent
from reader.errors import QueryError
from reader.events import Facets, Hit
from reader.index import folder
from reader.index.asked import Asked
from reader.index.beginnings import has_forms
from reader.index.columns import Columns
from reader.index.completing import complete_person
from reader.index.compounds import compounded
from reader.index.filters import filtered, standing
from reader.index.matching import Matching
from reader.index.noted import Noted
from reader.index.postings import Postings
from reader.index.saved import unpack_text
from reader.index.store import ZONE, Store
from reader.index.suggest import missing, suggestion
from reader.index.terms import reference
from reader.index.toc import Toc
from reader.index.whereabouts import Whereabouts
from reader.note import NO_NOTES, NOTHING
from reader.periods import iso_days
from reader.query import parse, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from numpy.typing import NDArray

    from reader.agenda import Source
    from reader.events import Place, Reference, Search
    from reader.index.beginnings import Known
    from reader.index.columns import Mask
    from reader.index.completing import Names, PersonField
    from reader.index.compounds import Compounded
    from reader.index.fields import IndexField
    from reader.index.people import Found
    from reader.index.saved import Row
    from reader.index.segment import Segment
    from reader.index.snippets import Snippets
    from reader.index.terms import Terms
    from reader.judging import Verdicts
    from reader.message import Address
    from reader.note import Note
    from reader.query import Node


_PLACE = 32  # bits of a place in the list


def query_of(search: Search, today: date) -> Node:
    """What a search asks for; QueryError where that cannot be understood."""
    return parse(search.text, today, typing=search.typing)


def today_here() -> date:
    """The day in Europe/Amsterdam."""
    return datetime.now(ZONE).date()


class Generation:
    """One generation of the index, held open."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.store = Store(path / folder.ROWS)
        self._toc = Toc(path)
        self._segments: dict[str, Segment] = {}
        self._state: tuple[int, int] | None = None
        self._removals: str | None = None
        self._whereabouts = Whereabouts()

    @property
    def alive(self) -> Mask:
        """The rows whose message is wholly committed."""
        return self._postings.alive

    def refresh(self) -> None:
        """See the newest commit."""
        while (state := (self._toc.number(), self.store.state())) != self._state:
            opened = self._toc.opened(self._segments)
            # The places are read after the segments: each message then has its places, or was forgotten since.
            with self.store.snapshot():
                removals = self.store.fact("removals")
                if removals != self._removals:
                    self._whereabouts, self._removals = Whereabouts(), removals
                self._whereabouts.read(self.store)
            self._segments = {of.segment_id(): segment for of, segment in opened}
            self.columns = Columns(list(self._segments.values()), self._whereabouts)
            self._postings = Postings([(segment, list(of.deleted_docs())) for of, segment in opened])
            self._postings.alive &= (
                self.columns.placed
            )  # the others were being taken away when that was killed
            self._newest_of: tuple[object, ...] = ()  # the mailboxes and the day of the last `reference`
            self._newest: date | None = None
            samples = {path for path, sample in self.store.exports() if sample}
            self._sample = self.columns.export.having(samples.__contains__, self.columns.size)
            self._lengths: dict[IndexField, NDArray[np.float32]] = {}
            self._numbers: dict[str, int] = {}  # of the messages that something is noted about
            self._notes, self.noted = NO_NOTES, Noted(NO_NOTES, {}, self.columns)
            self._verdicts: Verdicts | None = None  # by which `asked` was made
            self._judged: dict[str, Source] = {}  # messages that the user judged something in
            self._state = state

    def note(self, notes: Mapping[str, Note]) -> None:
        """Answer with these notes from now on."""
        if notes is not self._notes:
            self._numbers |= self.store.numbers_of(list(notes.keys() - self._notes.keys()))
            self._notes, self.noted = notes, Noted(notes, self._numbers, self.columns)

    def judge(self, verdicts: Verdicts) -> None:
        """Answer with these verdicts from now on."""
        if verdicts is self._verdicts:
            return
        new = list(verdicts.messages() - self._judged.keys())
        self._judged |= {source.id: source for source in self.store.sources(new)}
        numbers = self.store.numbers_of(list(self._judged))
        self._verdicts, self.asked = verdicts, Asked(verdicts, self._judged, numbers, self.columns)

    def reference(self, search: Search, today: date) -> Reference:
        """The day from which its terms count: the sample's messages say nothing of it beside others."""
        asked = search.filters.exports, search.filters.folders, today
        if self._newest_of != asked:
            among = standing(self.columns, search.filters) & self.alive
            newest = self.columns.newest(among & ~self._sample, today) or self.columns.newest(among, today)
            self._newest, self._newest_of = newest, asked
        return reference(search.count_from, today, self._newest)

    def find(self, query: Node, search: Search, terms: Terms) -> tuple[Facets, NDArray[np.int64], int]:
        """The counts, and the rows in the order of the list: first those that match without compounds, so many."""
        relevance = search.sort == "relevance"
        matching = Matching(self.columns, self._postings, self._lengths, self.noted, self.asked)
        direct, scores = self.match(matching, query, relevance=relevance)
        if not any(self.compounds(query).values()):
            facets, mask = self._filtered(direct, search, terms)
            rows = self.sort(mask, scores)
            return facets, rows, len(rows)
        found, other_scores = self.match(replace(matching, compounds=True), query, relevance=relevance)
        facets, mask = self._filtered(found, search, terms)
        rows = self.sort(mask & direct, scores)
        return facets, np.concatenate((rows, self.sort(mask & ~direct, other_scores))), len(rows)

    def _filtered(self, found: Mask, search: Search, terms: Terms) -> tuple[Facets, Mask]:
        return filtered(
            found, search.filters, self.columns, self.noted, self.asked, terms, counts=search.counts
        )

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

    def suggestion(self, search: Search, today: date, terms: Terms, *, found: int) -> str:
        """The query with its misspelt words put right; "" where none are, or where nothing would be gained."""

        def finds(text: str) -> int:
            tried = replace(search, text=text, counts=False)
            with suppress(QueryError):  # longer than a query may be
                return len(self.find(query_of(tried, today), tried, terms)[1])
            return 0

        return suggestion(search.text, self._postings, finds, found=found, typing=search.typing)

    def missing(self, search: Search) -> tuple[str, ...]:
        """The words that the query needs and that stand in no message."""
        return missing(search.text, self._postings, typing=search.typing)

    def known(self, query: Node) -> Known:
        """The forms of the words that hits begin with, where their own letters do not tell."""
        return self._postings.known({one.words[0] for one in words_of(query) if has_forms(one.words[0])})

    def complete_person(self, field: PersonField, typed: str) -> Names:
        people = self._postings.people(field)

        def addresses(number: int, found: Found) -> Sequence[Address]:
            saved = self.store.message(people[number].number_of(found.message))
            if saved is None:
                return ()
            message = saved.message
            return {"sender": message.sender, "to": message.to + message.bcc, "cc": message.cc}[field]

        return complete_person(people, typed, addresses)

    def sort(self, mask: Mask, scores: NDArray[np.float32] | None) -> NDArray[np.int64]:
        """The rows of `mask`: best or newest first, unknown dates last, later added first among equals."""
        by_date = self.columns.by_date
        rows = by_date[mask[by_date]]
        if scores is None:
            return rows
        # The bits of a score that is not negative are in its order; below them stands the place by date.
        best = scores[rows].view(np.int32).astype(np.int64) << _PLACE
        best = np.sort(np.arange(len(rows)) - best)
        ordered: NDArray[np.int64] = rows[best & ((1 << _PLACE) - 1)]
        return ordered

    def oldest_first(self, ids: Sequence[str]) -> tuple[str, ...]:
        """The same ids, oldest message first; those without a date after them, and at the end those of no message."""
        numbers = self.store.numbers_of(ids)
        rows = self.sort(self.alive, None)[::-1]
        rows = rows[np.isin(self.columns.numbers[rows], list(numbers.values()))]
        dated = self.columns.dated[rows]
        names = {number: one for one, number in numbers.items()}
        ordered = [
            names[one] for one in self.columns.numbers[np.concatenate((rows[dated], rows[~dated]))].tolist()
        ]
        return tuple(dict.fromkeys([*ordered, *ids]))

    def rows_of(self, ids: Sequence[str], rows: NDArray[np.int64]) -> dict[str, int]:
        """Where messages stand in the list, in the order of `ids`; one that does not match is left out."""
        numbers = self.store.numbers_of(ids)
        shown = self.columns.numbers[rows] if numbers else rows
        found = ((one, np.flatnonzero(shown == numbers[one])) for one in ids if one in numbers)
        return {one: int(at[0]) for one, at in found if len(at)}

    def hits(self, rows: NDArray[np.int64], snippets: Snippets, terms: Terms) -> Iterator[Hit]:
        """The rows as the list shows them; one that was forgotten this moment is not there."""
        numbers = self.columns.numbers[rows].tolist()
        shown, places = self.store.rows(numbers), self.store.places(numbers)
        for number, at in zip(numbers, rows.tolist(), strict=True):
            if number in shown and number in places:
                row, packed_text = shown[number]
                row = row._replace(actions=self.asked.marks(at, row.actions))
                hit = self._hit(number, row, packed_text, places[number], snippets)
                yield self._dated(hit, at, terms) if hit.actions else hit

    def _hit(
        self, number: int, row: Row, packed_text: bytes, places: list[tuple[Place, bool]], snippets: Snippets
    ) -> Hit:
        subject_marks, sender_marks = snippets.in_header(row)
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
            subject_marks=subject_marks,
            sender_marks=sender_marks,
            sample=all(sample for _place, sample in places),
            note=self._notes.get(row.id, NOTHING),
        )

    def _dated(self, hit: Hit, row: int, terms: Terms) -> Hit:
        """With its dates, and for whom its actions are."""
        found = terms.of(row)
        dates = most_urgent(found)
        addressees = self.asked.addressee.of(row)
        return replace(hit, dates=dates, further=further_days(found, dates), addressees=addressees)

    def close(self) -> None:
        self.store.close()


def _first_day(due: str) -> date:
    return iso_days(due)[0]
