"""The index: a disposable cache of what the exports hold.

This is its whole outside.  Behind it stand immutable segments of arrays (`invert`, `merge`, `segment`) under Whoosh's
table of contents (`toc`, `codec`), rows in SQLite (`store`, `saved`) and set algebra in numpy (`columns`, `matching`).
"""

from reader.index.content import content_of
from reader.index.known import Known, known_in
from reader.index.marks import Marker, Run
from reader.index.salvage import Kept
from reader.index.saved import Saved
from reader.index.searcher import Searcher
from reader.index.writer import Writer, writing

__all__ = [
    "Kept",
    "Known",
    "Marker",
    "Run",
    "Saved",
    "Searcher",
    "Writer",
    "content_of",
    "known_in",
    "writing",
]
