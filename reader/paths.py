"""Where the program keeps its things, and where its own resources are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from platformdirs import PlatformDirs

_HOME = Path(__file__).resolve().parent.parent
RESOURCES = _HOME / "resources"
SAMPLE = RESOURCES / "sample"
MANUAL = _HOME / "docs" / "handleiding.md"


@dataclass(frozen=True, slots=True)
class DataDir:
    """The four places that hold state; two data dirs never touch each other."""

    index: Path  # folder: a cache, may be thrown away at any time
    notes: Path  # SQLite file: what the user added, never thrown away
    settings: Path  # JSON file
    log: Path  # text file, without any content of messages


def data_dir(root: Path | None = None) -> DataDir:
    """The places below `root` (`--data-dir`), or the user's own folders."""
    if root is not None:
        root = root.expanduser().resolve()
        return DataDir(
            root / "index", root / "notes.sqlite", root / "settings.json", root / "log" / "griffielezer.log"
        )
    dirs = PlatformDirs("Griffielezer", appauthor=False)
    return DataDir(
        dirs.user_cache_path / "index",
        dirs.user_data_path / "notes.sqlite",
        dirs.user_config_path / "settings.json",
        dirs.user_log_path / "griffielezer.log",
    )
