"""Long jobs for the tests of the worker; children import them from here."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from reader.errors import IndexBusy
from reader.events import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator


def count(number: int) -> Iterator[Progress]:
    for done in range(number):
        yield Progress("post.mbox", done, done, number)


def refuse() -> Iterator[Progress]:
    yield Progress("post.mbox", 0, 0, 0)
    raise IndexBusy("index_busy")


def crash() -> Iterator[Progress]:
    yield Progress("post.mbox", 0, 0, 0)
    os._exit(3)


def stumble() -> Iterator[Progress]:
    yield Progress("post.mbox", 0, 0, 0)
    secret = "zeer-geheim"
    raise ValueError(secret)


def hang() -> Iterator[Progress]:
    yield Progress("post.mbox", 0, 0, 0)
    time.sleep(1000)


def priority() -> Iterator[int]:
    yield os.nice(0)
