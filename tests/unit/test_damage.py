"""A byte of the index is flipped, a file of it cut off or taken away; `make bench ARGS=damage` does it 200 times."""

from __future__ import annotations

import pytest
from damage import Damaged


def test_damage_is_noticed_or_harmless_and_mended_by_the_next_start(tmp_path):
    damaged = Damaged(tmp_path, seed=3)
    for _ in range(12):
        damaged.hurt()
    assert {noticed for _kind, _way, noticed in damaged.counts} <= {"noticed", "harmless"}


@pytest.mark.nightly
@pytest.mark.timeout(3600)
def test_two_hundred_damages_are_noticed_or_harmless(tmp_path):
    damaged = Damaged(tmp_path, seed=1)
    for _ in range(200):
        damaged.hurt()
    assert {noticed for _kind, _way, noticed in damaged.counts} <= {"noticed", "harmless"}
