"""Any text with any blocks gives findings that lie inside it, in time that grows no faster than the text."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.actions.action import KINDS
from reader.actions.book import rule_book
from reader.actions.calendar import first_day
from reader.actions.find import find_actions
from reader.actions.matching import by_itself, facts_of, looked_at
from reader.actions.reading import read
from reader.actions.weighing import weights
from reader.actions.zones import own_stretches
from reader.message import Block, Body, Message, MessageRef
from reader.text import body_of_plain, understood

PHRASES = (
    *(
        "wilt u ",
        "vóór ",
        "uiterlijk ",
        "5 maart ",
        "31 februari ",
        "week 54 ",
        "morgen ",
        "zienswijze ",
        "motie ",
    ),
    *(
        "raad ",
        "verzoeken wij u ",
        "graag ",
        "Van: a\nOnderwerp: RE: b\n",
        "> ",
        "\n\n",
        "\n",
        ". ",
        "? ",
        ": ",
    ),
    *(
        "Met vriendelijke groet\n",
        "Op ma 1 nov 2020 10:00 schreef a@b:\n",
        "a.s. ",
        "İ",
        "’",
        "- ",
        "binnen 999 maanden ",
    ),
    *(
        "vergaderschema 2021\n",
        "januari: 8, 15 en 29\n",
        "week 12\n",
        "gisteren, ",
        "29 februari, ",
        "1 t/m 3 mei\n",
        "13-01 a\n",
        "pasen\n",
    ),
    *("Wat kunt u doen?", "volgende vragen: ", "27-11-2020 ", "0000-00-00 ", "'99", "9999"),
)
WEIGHTS = weights()
texts = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PHRASES), max_size=60).map("".join))
blocks = st.lists(
    st.builds(
        Block,
        st.integers(-5, 400),
        st.integers(-5, 400),
        st.sampled_from(("heading", "text", "item", "quote")),
        st.integers(0, 7),
        st.integers(-1, 20),
    ),
    max_size=8,
).map(tuple)
dates = st.none() | st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@settings(max_examples=300, deadline=None)
@given(texts, st.none() | blocks, st.text(max_size=40), dates)
def test_findings_lie_inside_any_text(text, given_blocks, subject, date):
    body = body_of_plain(text) if given_blocks is None else Body(text, given_blocks, ("<p>", "<hr>", (0, 1)))
    message = Message("1-x", MessageRef("x"), subject=subject, date=date, body=body)
    found = find_actions(message)
    for action in found.actions:
        assert message.text[action.start : action.end] == action.text != ""
        assert action.kind in KINDS
        assert action.section_end is None or action.end <= action.section_end <= len(message.text)
        assert (action.section_end is not None) == (action.kind == "heading_question")
    starts = [action.start for action in found.actions]
    assert starts == sorted(set(starts))
    for mention in found.dates:
        assert message.text[mention.start : mention.end] == mention.text
        assert first_day(mention.iso)


HOSTILE = (
    *(
        "wilt u ",
        "a",
        "1",
        "1-",
        "9 & ",
        "wij verzoeken ",
        "graag ontvangen ",
        "uw raad kan een zienswijze ",
        "\n",
    ),
    *(
        "\n> ",
        "\nVan: a",
        "\nOp 1",
        "\nmet vriendelijke ",
        "uiterlijk op de ",
        "kunnen u kunnen ",
        "maandag 1 ",
        "(",
    ),
    *(
        "de de de ",
        "u je jullie ",
        "raad en raad, ",
        "week ",
        "binnen een ",
        "januari ",
        "motie steunen motie ",
        "- Stuur uw\n",
    ),
    *(
        "Wat vragen wij van uw raad ",
        "vragen: Wie? ",
        "?!",
        " ",
        ".,",
        "aanmelden kan tot via ",
        "\t\t",
        "alle andere ",
    ),
    *(
        "Beste raad,\n- Stuur uw 5 maart\n",
        "Wij verzoeken u voor deze termijn, vóór 5 maart. ",
        "Doe mee!\n\n",
    ),
    *(
        "Twee vragen:\n\nWie?\n\n",
        "Twee vragen: ",
        "Meld u aan vóór 5 maart voor de bijeenkomst op 9 maart.\n",
    ),
    # The words of patterns with many gaps, and fillers that can be read in several ways: that once took 2ⁿ.
    *("doe doe wet ", "krachtens artikel 4.1 ", "hebben iedereen hebben ", "krijgt gelegenheid tot "),
    # What leads in a list, in each line of it.
    *("Graag ontvangen wij vóór 5 maart 2021 uw reactie:\n\n", "- Graag ontvangen wij uw reactie:\n"),
    "Wat kunt u als raadslid doen?\nbla\n\n- een punt\n\n",
    *(f"Om u verzoeken wij {filler * 60}.\n" for filler in ("namens ", "dan ook ", "graag nu ")),
    # Schedules, and who is away.
    *(
        "1 mei\n",
        "1 mei\t",
        "vergaderschema 2021 ",
        "mei: 1, ",
        "mei\t1\t2",
        "ik kan niet op 1 mei ",
        "1 mei (a), ",
    ),
    # Days that are named by others.
    *(
        "op de 18e. 18 mei. ",
        "1 mei of 2 mei of ",
        "5, 7 en 9 mei ",
        "1 mei, de maandag erop ",
        "voor de 30e woord ",
    ),
    "de 14e                                                                         ",
    # Weekdays, weeks and feasts, and what makes them past.
    *(
        "op do en vr ",
        "deze week is ",
        "vrijdag is gevallen ",
        "vorig jaar mei ",
        "vóór de kerst ",
        "beste a b c, ",
    ),
)


@settings(max_examples=100, deadline=None)
@given(texts, dates)
def test_the_odds_are_the_sum_of_the_weights_that_are_named(text, date):
    book = rule_book()
    reading = read(Message("1-x", MessageRef("x"), date=date, body=body_of_plain(text)), book)
    for one in looked_at(reading, book.patterns.near(reading.lines), book, every=True):
        named = sum(WEIGHTS.get(name, 0.0) for name in book.weighing.names(facts_of(one, book)))
        assert by_itself(one, book) == pytest.approx(named, abs=1e-4)


@pytest.mark.parametrize("piece", HOSTILE)
def test_cost_grows_with_the_text_and_no_faster(piece):
    def cost(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size]
        message = Message("1-x", MessageRef("x"), date=datetime(2020, 11, 13, tzinfo=UTC), body=Body(text))
        times = []
        for _ in range(3):
            start = time.process_time()
            find_actions(message)
            times.append(time.process_time() - start)
        return min(times)

    cost(1_000)
    # Eight times the text may take eight times as long; a quadratic pattern takes sixty-four.
    assert cost(64_000) < 40 * max(cost(8_000), 0.002)


def test_cost_grows_with_the_number_of_days_and_no_faster():
    def cost(number: int) -> float:
        days = (datetime(2020, 11, 14, tzinfo=UTC) + timedelta(day) for day in range(number))
        text = "".join(
            f"Wilt u uw dieetwensen voor de bijeenkomst van {day:%d-%m-%Y} doorgeven aan de griffie?\n\n"
            for day in days
        )
        message = Message("1-x", MessageRef("x"), date=datetime(2020, 11, 13, tzinfo=UTC), body=Body(text))
        start = time.process_time()
        assert len(find_actions(message).actions) > 0.9 * number  # else their days cost nothing
        return time.process_time() - start

    cost(100)
    assert cost(1_600) < 30 * max(cost(200), 0.01)


def test_cost_grows_with_the_number_of_quotations_and_no_faster():
    def cost(number: int) -> float:
        text = "> a\nb\n" * number  # every line answered: as many zones as stretches
        message = understood(Message("1-x", MessageRef("x"), subject="RE: x", body=body_of_plain(text)))
        start = time.process_time()
        assert sum(1 for _ in own_stretches(message, text)) == number
        return time.process_time() - start

    cost(100)
    assert cost(40_000) < 30 * max(cost(5_000), 0.01)
