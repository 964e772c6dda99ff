"""The manual says what is true: its queries are understood, and its own links lead somewhere."""

from __future__ import annotations

import re
from datetime import date

import pytest

from reader.paths import MANUAL
from reader.query import parse

_TEXT = MANUAL.read_text(encoding="utf-8")


def _chapter(title: str) -> str:
    return _TEXT.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def _first_cells(chapter: str) -> list[str]:
    rows = [line.split("|")[1] for line in chapter.splitlines() if line.startswith("| `")]
    return [code for row in rows for code in re.findall(r"`([^`]+)`", row)]


QUERIES = _first_cells(_chapter("Zoeken"))


@pytest.mark.parametrize("query", QUERIES)
def test_every_query_in_the_table_is_understood(query):
    assert parse(query, date(2026, 11, 24))


def test_the_table_shows_every_dutch_field():
    fields = {query.partition(":")[0] for query in QUERIES if ":" in query}
    assert fields == set(
        "van aan cc onderwerp tekst bijlage categorie map postvak datum heeft is deadline voor voorgesteld afdoening".split()
    )


def test_every_link_inside_the_manual_names_a_heading():
    headings = {
        re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall(r"^#+ (.+)$", _TEXT, re.MULTILINE)
    }
    assert set(re.findall(r"\(#([^)]+)\)", _TEXT)) <= headings
