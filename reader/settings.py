"""What the user chose, as one JSON file; a mistake in it gives the defaults and one Problem."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from reader.errors import StorageFailed
from reader.problems import Problem

if TYPE_CHECKING:
    from reader.events import CountFrom, Sort

Language = Literal["nl", "en"]
Theme = Literal["system", "light", "dark"]

ZOOMS = (80, 90, 100, 110, 125, 150, 175, 200, 250, 300)  # sizes of letters, in per cent
_BASES: tuple[Literal["auto", "today", "newest"], ...] = ("auto", "today", "newest")
_CHOICES: dict[str, tuple[object, ...]] = {
    "language": get_args(Language),
    "theme": get_args(Theme),
    "sort": ("date", "relevance"),
    "sample_removed": (False, True),
    "zoom": ZOOMS,
}


@dataclass(frozen=True, slots=True)
class Settings:
    """All choices, and how the window stood when it was closed."""

    language: Language = "nl"
    theme: Theme = "system"  # as the desktop does, or always this one
    sort: Sort = "date"  # order of the result list
    sample_removed: bool = False  # the sample mailbox was there and was taken away
    count_from: str = "auto"  # what terms count from: one of `_BASES`, or a day as "2020-11-13"
    zoom: int = 100  # one of `ZOOMS`
    geometry: str = ""  # size and place of the window, in Qt's own form, hexadecimal

    @property
    def terms_from(self) -> CountFrom:
        """What terms count from."""
        return next((one for one in _BASES if one == self.count_from), None) or date.fromisoformat(
            self.count_from
        )


def load(path: Path) -> tuple[Settings, Problem | None]:
    """The settings in a file; the defaults where there is none, and with a Problem where it is wrong."""
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings(), None
    except (OSError, ValueError) as error:
        return Settings(), Problem("settings_failed", str(path), type(error).__name__)
    mistake = _mistake(table)
    if mistake:
        return Settings(), Problem("settings_failed", str(path), mistake)
    return Settings(**table), None


def save(settings: Settings, path: Path) -> None:
    """Replace the file in one step, so that a kill leaves the old or the new one; else StorageFailed."""
    text = json.dumps(asdict(settings), indent=2) + "\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
        new = Path(name)
        try:
            with open(handle, "w", encoding="utf-8") as file:  # noqa: PTH123 - a descriptor
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            new.replace(path)
        except BaseException:
            new.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise StorageFailed("data_dir_failed", str(path.parent)) from error


def _mistake(table: object) -> str:
    """The first name or value that cannot be; "" where all is well."""
    if not isinstance(table, dict):
        return type(table).__name__
    known = {field.name for field in fields(Settings)}
    for name, value in table.items():
        if name not in known:
            return str(name)
        right = value in _CHOICES[name] if name in _CHOICES else isinstance(value, str)
        if name == "count_from":
            right = right and (value in _BASES or _is_day(value))
        if not right:
            return f"{name}: {value}"
    return ""


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
