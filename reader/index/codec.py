"""The segments of `segment` as a codec of Whoosh: its table of contents names them, and its searcher reads them.

The product asks the arrays themselves; Whoosh's own searcher over the same files is what the tests hold the answers
against.  The table of contents pickles `ArraySegment` and the schema, so a test pins where they stand.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from whoosh.codec.base import Codec, FieldCursor, PerDocumentReader, TermsReader
from whoosh.codec.whoosh3 import W3Segment
from whoosh.matching import ListMatcher
from whoosh.reading import TermInfo

from reader.index import segment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.index.segment import Field, Segment

Term = tuple[str, bytes]


class ArrayCodec(Codec):  # type: ignore[misc] # Whoosh ships no types
    """Reading only: `writer` writes the files itself."""

    def terms_reader(self, storage: Any, of: Any) -> ArrayTerms:  # noqa: ANN401 - Whoosh's signature
        return ArrayTerms(opened(storage, of))

    def per_document_reader(self, storage: Any, of: Any) -> ArrayMessages:  # noqa: ANN401 - as above
        return ArrayMessages(opened(storage, of), of)

    def new_segment(self, _storage: Any, indexname: str) -> ArraySegment:  # noqa: ANN401 - as above
        return ArraySegment(self, indexname)


class ArraySegment(W3Segment):  # type: ignore[misc] # as above
    """What the table of contents keeps of a segment: its name, its size, and which messages were taken away."""


def opened(storage: Any, of: Any) -> Segment:  # noqa: ANN401 - as above
    return segment.Segment(Path(storage.folder) / of.make_filename(segment.SUFFIX))


class ArrayTerms(TermsReader):  # type: ignore[misc] # as above
    """The terms of one segment: each field with its forms."""

    def __init__(self, of: Segment) -> None:
        self._segment = of

    def __contains__(self, term: Term) -> bool:
        return self._find(*term) is not None

    def indexed_field_names(self) -> list[str]:
        return list(self._segment.field_names)

    def cursor(self, fieldname: str, _fieldobj: object) -> Cursor:
        return Cursor(self, fieldname)

    def terms(self) -> Iterator[Term]:
        for name in sorted(self._segment.field_names):
            yield from ((name, self._segment.forms.packed(form)) for form in self._segment.field(name).forms)

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[Term]:
        return (term for term in self.terms() if term >= (fieldname, prefix))

    def items(self) -> Iterator[tuple[Term, TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[Term, TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """KeyError where there is no such term."""
        found = self._find(fieldname, text)
        if found is None:
            raise KeyError(text)
        field, at = found
        postings = field.postings(at)
        lengths = field.lengths[postings.messages]
        return TermInfo(
            weight=float(postings.counts.sum()),
            df=len(postings.messages),
            minlength=int(lengths.min()),
            maxlength=int(lengths.max()),
            maxweight=float(postings.counts.max()),
            minid=int(postings.messages[0]),
            maxid=int(postings.messages[-1]),
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        return float(self.term_info(fieldname, text).weight())

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        return int(self.term_info(fieldname, text).doc_frequency())

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ListMatcher:  # noqa: ANN401 - as above
        """The postings with their places as `fields.Places` decodes them; KeyError where there are none."""
        info = self.term_info(fieldname, text)
        found = self._find(fieldname, text)
        assert found is not None
        postings = found[0].postings(found[1])
        places = postings.places.astype("<u4")
        values, begin = [], 0
        for count in postings.counts.tolist():
            values.append(places[begin : begin + count].tobytes())
            begin += count
        return ListMatcher(
            postings.messages.tolist(),
            postings.counts.astype(float).tolist(),
            values,
            format_,
            scorer=scorer,
            term=(fieldname, text),
            terminfo=info,
        )

    def close(self) -> None:
        """The file is unmapped with its last array."""

    def _find(self, fieldname: str, text: bytes) -> tuple[Field, int] | None:
        forms = self._segment.forms
        form = forms.first_from(text)
        if form == len(forms) or forms.packed(form) != text:
            return None
        field = self._segment.field(fieldname)
        at = field.at(form)
        return None if at < 0 else (field, at)


class Cursor(FieldCursor):  # type: ignore[misc] # as above
    """A walk through the forms of a field."""

    def __init__(self, terms: ArrayTerms, fieldname: str) -> None:
        self._terms = terms
        self._name = fieldname
        self._texts = [text for name, text in terms.terms() if name == fieldname]
        self._at = 0

    def is_valid(self) -> bool:
        return self._at < len(self._texts)

    def first(self) -> str | None:
        self._at = 0
        return self.text()

    def find(self, text: bytes) -> str | None:
        """Go to the first form that is not before this one."""
        self._at = next((at for at, one in enumerate(self._texts) if one >= text), len(self._texts))
        return self.text()

    def next(self) -> str | None:
        self._at += 1
        return self.text()

    def text(self) -> str | None:
        return self._texts[self._at].decode("utf-8", "surrogatepass") if self.is_valid() else None

    def term_info(self) -> TermInfo:
        return self._terms.term_info(self._name, self._texts[self._at])


class ArrayMessages(PerDocumentReader):  # type: ignore[misc] # as above
    """The lengths and deletions of one segment; nothing is stored in it."""

    def __init__(self, of: Segment, toc: ArraySegment) -> None:
        self._segment = of
        self._toc = toc

    def close(self) -> None:
        """As `ArrayTerms.close`."""

    def doc_count(self) -> int:
        return self.doc_count_all() - int(self._toc.deleted_count())

    def doc_count_all(self) -> int:
        return len(self._segment.numbers)

    def has_deletions(self) -> bool:
        return bool(self._toc.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        return bool(self._toc.is_deleted(docnum))

    def deleted_docs(self) -> Any:  # noqa: ANN401 - as above
        return self._toc.deleted_docs()

    def doc_field_length(self, docnum: int, fieldname: str, _default: int = 0) -> int:
        return int(self._segment.field(fieldname).lengths[docnum])

    def field_length(self, fieldname: str) -> int:
        return int(self._segment.field(fieldname).lengths.sum(dtype="u8"))

    def min_field_length(self, fieldname: str) -> int:
        return int(self._segment.field(fieldname).lengths.min())

    def max_field_length(self, fieldname: str) -> int:
        return int(self._segment.field(fieldname).lengths.max())

    def has_column(self, _fieldname: str) -> bool:
        return False

    def stored_fields(self, _docnum: int) -> dict[str, str]:
        return {}
