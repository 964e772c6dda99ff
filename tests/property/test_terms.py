"""Filters on what is asked, for whom and by when, against a matcher that reads the findings themselves, as they were judged."""

from __future__ import annotations

import calendar
import tempfile
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.actions.action import KINDS, Action, Addressee, Findings
from reader.correcting import Right
from reader.due import TERMS
from reader.events import Filters, Search
from reader.index import Searcher, columns, writing
from reader.index import writer as writer_module
from reader.judging import NO_VERDICTS, Judgement, Verdicts, fingerprint, judged
from reader.message import Body, Message, MessageRef
from reader.note import NO_NOTES

ADDRESSEES = (*get_args(Addressee), None)
SUGGESTED = ("newsletter", "uitnodiging", "Woo-verzoek")
FIRST = date(2020, 11, 20)  # the days reach over the end of a week, a month and a year
RULES = ("one-of-ours", "another")
TEXT = "een twee drie"
DAYS = st.integers(0, 50).map(lambda days: FIRST + timedelta(days))
ISO = st.one_of(
    DAYS.map(date.isoformat),
    DAYS.map(lambda day: f"{day:%Y-%m}"),
    DAYS.map(lambda day: f"{day:%G-W%V}"),
)


@st.composite
def actions(draw):
    due, event = draw(st.one_of(st.none(), ISO)), draw(st.one_of(st.none(), ISO))
    kind, addressee = draw(st.sampled_from(KINDS)), draw(st.sampled_from(ADDRESSEES))
    text, rule = draw(st.sampled_from(TEXT.split())), draw(st.sampled_from(RULES))
    start = TEXT.index(text)
    precision = "day" if due or event else None
    return Action(kind, text, start, start + len(text), None, due, event, precision, addressee, rule)


@st.composite
def verdicts(draw):
    """What the user said of some words of some messages, which rules he switched off, and what he put right."""
    said = draw(st.dictionaries(st.integers(0, 11), st.dictionaries(st.integers(0, 2), VERDICTS, min_size=1)))
    return Verdicts(
        {
            str(number): tuple(
                Judgement(
                    str(number),
                    fingerprint(TEXT.split()[at]),
                    verdict,
                    at,
                    at,
                    datetime(2021, 1, 1, tzinfo=UTC),
                )
                for at, verdict in own.items()
            )
            for number, own in said.items()
        },
        draw(st.frozensets(st.sampled_from(RULES))),
        draw(st.dictionaries(st.integers(0, 11).map(str), st.dictionaries(WORDS, RIGHTS, max_size=2))),
    )


VERDICTS = st.sampled_from(("action", "not_action"))
WORDS = st.sampled_from([fingerprint(word) for word in TEXT.split()])
HAND_DAYS = st.none() | st.just("") | DAYS.map(date.isoformat)
RIGHTS = st.builds(Right, HAND_DAYS, HAND_DAYS, st.sampled_from((None, "", "raad", "griffie")))
FINDINGS = st.builds(
    Findings,
    actions=st.lists(actions(), max_size=4).map(lambda own: tuple(sorted(own, key=lambda one: one.start))),
    suggested=st.lists(st.sampled_from(SUGGESTED), unique=True, max_size=2).map(tuple),
)
FILTERS = st.builds(
    Filters,
    kinds=st.frozensets(st.sampled_from(KINDS), max_size=2),
    addressees=st.frozensets(st.sampled_from([one or "" for one in ADDRESSEES]), max_size=2),
    terms=st.frozensets(st.sampled_from(TERMS), max_size=2),
    suggested=st.frozensets(st.sampled_from(SUGGESTED), max_size=1),
    actions=st.booleans(),
)


def last_day(iso):
    if "W" in iso:
        return datetime.strptime(f"{iso}-7", "%G-W%V-%u").replace(tzinfo=UTC).date()
    if len(iso) == len("2020-11"):
        year, month = map(int, iso.split("-"))
        return date(year, month, calendar.monthrange(year, month)[1])
    return date.fromisoformat(iso)


def dates_of(found):
    """(day, whether it is a meeting) of each date."""
    for one in found.actions:
        if one.due is not None:
            yield last_day(one.due), False
        if one.event is not None:
            yield last_day(one.event), True


def terms(found, reference):
    dates = list(dates_of(found))
    if not dates:
        return {"undated"} if found.actions else set()
    return {term for day, meets in dates for term in terms_of(day, reference, meets=meets)}


def terms_of(day, reference, *, meets):
    same_week = day.isocalendar()[:2] == reference.isocalendar()[:2]
    same_month = (day.year, day.month) == (reference.year, reference.month)
    near = {name for name, holds in (("week", same_week), ("month", same_month)) if holds}
    if day < reference:
        return near | {"past" if meets else "overdue"}
    return near or {"later"}


def shown(found, reference):
    """(day, whether it is a meeting) of the dates in a row: next term, else the last; next meeting; the last beside a next one; else a meeting that was."""
    dates = set(dates_of(found))
    late = [day for day, meets in dates if day < reference and not meets]
    ahead = [day for day, meets in dates if day >= reference and not meets]
    meetings = [day for day, meets in dates if day >= reference and meets]
    been = [day for day, meets in dates if day < reference and meets]
    rows = [(min(ahead), False)] if ahead else [(max(late), False)] if late else []
    rows += [(min(meetings), True)] if meetings else []
    rows += [(max(late), False)] if late and ahead else []
    return rows or ([(max(been), True)] if been else [])


def values(found, reference):
    """What each group of filters looks at."""
    return {
        "kinds": {one.kind for one in found.actions},
        "addressees": {one.addressee or "" for one in found.actions},
        "terms": terms(found, reference),
        "suggested": set(found.suggested),
    }


def passes(found, filters, reference, but=""):
    """Whether all groups let a message through, except perhaps one."""
    own = values(found, reference)
    return all(
        name == but or not getattr(filters, name) or own[name] & getattr(filters, name) for name in own
    ) and (not filters.actions or bool(found.actions))


@settings(max_examples=40, deadline=None)
@given(
    found=st.lists(FINDINGS, min_size=1, max_size=12),
    questions=st.lists(st.tuples(FILTERS, st.just(NO_VERDICTS) | verdicts()), min_size=1, max_size=6),
    reference=DAYS,
    batch=st.integers(1, 5),
    gone=st.sets(st.integers(0, 11)),
)
def test_filters_and_their_counts_are_those_of_the_findings(found, questions, reference, batch, gone):
    with tempfile.TemporaryDirectory() as temporary, pytest.MonkeyPatch.context() as patch:
        if batch % 2:  # few rows are many, as in test_index
            patch.setattr(columns, "_FEW", 2)
            patch.setattr(columns, "_FEW_NAMES", 1)
            patch.setattr(writer_module, "MOST_SEGMENTS", 2)
        root = Path(temporary) / "index"
        with writing(root) as writer:
            writer.add_export("keep", sample=False)
            writer.add_export("drop", sample=False)
            for number, one in enumerate(found):
                message = Message(str(number), MessageRef("a", str(number)), body=Body(text=TEXT))
                writer.add(message, lambda _message, one=one: one, "drop" if number in gone else "keep")
                if writer.pending >= batch:
                    writer.commit()
                    writer.tidy()
            writer.forget("drop")
        left = {str(number): one for number, one in enumerate(found) if number not in gone}
        searcher, today = Searcher(root), date(2026, 11, 26)
        for wanted, spoken in ((Filters(), NO_VERDICTS), *questions):
            kept = {name: judged(one, TEXT, name, spoken).findings for name, one in left.items()}
            page = searcher.search(Search(filters=wanted, count_from=reference), today, NO_NOTES, spoken)
            assert {hit.id for hit in page.hits} == {
                name for name, one in kept.items() if passes(one, wanted, reference)
            }
            assert page.reference is not None
            assert page.reference.day == reference
            for group, counted in (
                ("kinds", page.facets.kind),
                ("addressees", page.facets.addressee),
                ("terms", page.facets.term),
                ("suggested", page.facets.suggested),
            ):
                assert counted == Counter(
                    value
                    for one in kept.values()
                    if passes(one, wanted, reference, but=group)
                    for value in values(one, reference)[group]
                ), group
            for hit in page.hits:
                dates = [(one.when.day, one.when.event) for one in hit.dates]
                assert dates == shown(kept[hit.id], reference)
                assert len(dates) + hit.further == len(set(dates_of(kept[hit.id])))
                assert [one.days for one in hit.dates] == [(day - reference).days for day, _meets in dates]
                assert [(mark.kind, mark.text) for mark in hit.actions] == [
                    (action.kind, action.text) for action in kept[hit.id].actions
                ]
                assert set(hit.addressees) == values(kept[hit.id], reference)["addressees"]
            ids = searcher.ids(Search(filters=wanted, count_from=reference), today, NO_NOTES, spoken)
            assert set(ids) == {hit.id for hit in page.hits}
        for query, wanted in (
            ("voor:raad", lambda one: any(action.addressee == "raad" for action in one.actions)),
            ("voorgesteld:nieuwsbrief", lambda one: "newsletter" in one.suggested),
            ("-voor:griffie", lambda one: all(action.addressee != "griffie" for action in one.actions)),
        ):
            page = searcher.search(Search(query), today, NO_NOTES, spoken)
            assert {hit.id for hit in page.hits} == {name for name, one in kept.items() if wanted(one)}
        searcher.close()
