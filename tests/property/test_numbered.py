"""Texts that are numbered as they come stand in the order of their bytes, whatever they begin with."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reader.index.numbered import Numbered, lines

# Many that are alike for the 32 bytes that are compared at once, or end there; and letters of several bytes.
TEXTS = st.one_of(
    st.text("abé", max_size=4),
    st.tuples(st.integers(29, 34), st.text("abж", max_size=3)).map(lambda parts: "a" * parts[0] + parts[1]),
).map(str.encode)


@given(st.lists(st.lists(TEXTS, max_size=12), max_size=3), st.data())
def test_texts_are_put_in_order_also_after_more_have_come(groups, data):
    some = Numbered()
    known: list[bytes] = []
    for texts in groups:
        before = len(known)
        numbers, new = some.numbers(texts)
        known = list(dict.fromkeys(known + texts))
        assert new == known[before:]
        assert [known[number] for number in numbers] == texts
        assert len(some) == len(known)
        wanted = data.draw(st.lists(st.booleans(), min_size=len(known), max_size=len(known)))
        ordered = some.ordered(np.array(wanted, bool))
        expected = sorted(text for text, is_wanted in zip(known, wanted, strict=True) if is_wanted)
        assert [known[number] for number in ordered.tolist()] == expected
        for own, other in zip(some.lines(ordered), lines(expected), strict=True):
            assert (own.dtype, own.tolist()) == (other.dtype, other.tolist())
