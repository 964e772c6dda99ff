"""Answering searches on an index that another process may be writing."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.errors import IndexUnusable
from reader.events import Facets, Page
from reader.index import folder
from reader.index.completing import complete_name
from reader.index.generation import Generation, query_of, today_here
from reader.index.matching import completes_names
from reader.index.snippets import Snippets
from reader.judging import NO_VERDICTS
from reader.note import NO_NOTES
from reader.query import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from reader.agenda import Source
    from reader.events import Place, Search
    from reader.index.completing import Names
    from reader.index.compounds import Compounded
    from reader.index.saved import Saved
    from reader.judging import Verdicts
    from reader.note import Note
    from reader.query import NameField, Node, TextField

_PIECE = 200  # rows that are read together, their texts with them


class Searcher:
    """Keeps an index open; each question sees the newest commit.

    What the user noted and judged is handed in by id, also of messages that are not in the index now.  The same object means
    the same notes: their rows are looked up once for each commit and each new one, not for each question.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._open: Generation | None = None

    def search(
        self,
        search: Search,
        today: date | None = None,
        notes: Mapping[str, Note] = NO_NOTES,
        verdicts: Verdicts = NO_VERDICTS,
    ) -> Page:
        """The page of hits, and counts over all matches.

        QueryError where the text cannot be understood; IndexUnusable where the index must be rebuilt.
        """
        with self._newest() as opened:
            started = time.perf_counter()
            today = today or today_here()
            query = query_of(search, today)
            if opened is None:
                return Page(search, 0, 0, 0.0, (), Facets())
            opened.note(notes)
            opened.judge(verdicts)
            reference = opened.reference(search, today)
            terms = opened.asked.dates.from_day(reference.day)
            facets, rows, direct = opened.find(query, search, terms)
            around = opened.rows_of(search.around, rows)
            if around:
                search = replace(search, offset=max(0, next(iter(around.values())) - search.limit // 4))
            snippets = Snippets(query, opened.known(query), opened.compounds(query))
            wanted = rows[search.offset : search.offset + search.limit]
            pieces = (wanted[begin : begin + _PIECE] for begin in range(0, len(wanted), _PIECE))
            hits = tuple(hit for piece in pieces for hit in opened.hits(piece, snippets, terms))
            better = opened.suggestion(search, today, terms, found=len(rows)) if search.counts else ""
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
                reference,
                () if len(rows) else opened.missing(search),
            )

    def ids(
        self,
        search: Search,
        today: date | None = None,
        notes: Mapping[str, Note] = NO_NOTES,
        verdicts: Verdicts = NO_VERDICTS,
    ) -> tuple[str, ...]:
        """The ids of all matches, in the order of the list."""
        with self._newest() as opened:
            today = today or today_here()
            query = query_of(search, today)
            if opened is None:
                return ()
            opened.note(notes)
            opened.judge(verdicts)
            terms = opened.asked.dates.from_day(opened.reference(search, today).day)
            _facets, rows, _direct = opened.find(query, replace(search, counts=False), terms)
            return tuple(opened.store.ids_of(opened.columns.numbers[rows].tolist()))

    def reference(self, search: Search, today: date | None = None) -> date:
        """The day from which its terms count."""
        today = today or today_here()
        with self._newest() as opened:
            return today if opened is None else opened.reference(search, today).day

    def complete(
        self, field: TextField | NameField, typed: str, notes: Mapping[str, Note] = NO_NOTES
    ) -> Names:
        """What of a field the index has that begins as typed, most frequent first, with the messages of each."""
        with self._newest() as opened:
            if opened is None:
                return []
            match field:
                case "category" | "suggested" | "folder" | "export":
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

    def oldest_first(self, ids: Sequence[str]) -> tuple[str, ...]:
        """These messages by date, see `Generation.oldest_first`."""
        with self._newest() as opened:
            return tuple(ids) if opened is None else opened.oldest_first(ids)

    def get(self, message_id: str) -> tuple[Saved, tuple[Place, ...]] | None:
        """What is kept of a message, and where it stands; None where it is not in the index."""
        with self._newest() as opened:
            number = None if opened is None else opened.store.number_of(message_id)
            if opened is None or number is None:
                return None
            saved = opened.store.message(number)
            places = tuple(place for place, _sample in opened.store.places([number]).get(number, ()))
            return (saved, places) if saved and places else None

    def sources(self, ids: Sequence[str]) -> list[Source]:
        """What the agenda needs of those of these messages that are in the index, in no order."""
        with self._newest() as opened:
            return [] if opened is None else list(opened.store.sources(ids))

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
    def _newest(self) -> Iterator[Generation | None]:
        """The newest commit of the newest generation; None where nothing was indexed yet."""
        path = folder.current(self._root)
        if self._open is not None and (self._open.path != path or self._open.store.frozen):
            self.close()
        if path is not None and self._open is None:
            with folder.storage_errors(self._root):
                reason = folder.fault(path)
                if reason:
                    raise IndexUnusable(reason, str(self._root))
                self._open = Generation(path)
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
