"""What goes wrong in a child process; it imports them from here."""

from __future__ import annotations

import ctypes
import os
import re
import signal
import time
from typing import TYPE_CHECKING

from reader.errors import MessageGone

if TYPE_CHECKING:
    from collections.abc import Iterator

DEATHS = ("exit", "kill", "segfault")


def echo(value: object) -> object:
    return value


def pid() -> int:
    return os.getpid()


def count_up(number: int) -> Iterator[int]:
    yield from range(number)


def die(number: int, fatal: int, how: str) -> int:
    if number == fatal:
        if how == "exit":
            os._exit(3)
        if how == "kill":
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(60)
        ctypes.string_at(0)
    return number


def answer_with_code() -> object:
    return lambda: None  # which no pipe carries


def hang(really: bool) -> str:  # noqa: FBT001 - called by position
    while really:
        pass
    return "done"


def hang_in_c(really: bool) -> str:  # noqa: FBT001 - called by position
    """A loop that never lets go of the interpreter lock."""
    if really:
        re.match(r"(a+)+$", "a" * 64 + "b")
    return "done"


def fill_memory() -> int:
    held = []
    while True:
        held.append(bytearray(1 << 28))


def refuse(path: str) -> None:
    raise MessageGone("message_gone", path)


def stumble() -> None:
    secret = "zeer geheim"
    raise ValueError(secret)
