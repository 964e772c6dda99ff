"""The log file: steps and bugs, never the content of a message."""

from __future__ import annotations

import logging
import traceback
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING

from reader.errors import StorageFailed

if TYPE_CHECKING:
    from pathlib import Path

_log = logging.getLogger(__name__)


def start_logging(path: Path) -> None:
    """Send our own log records of this process to `path`; StorageFailed where it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=1_000_000, backupCount=1, encoding="utf-8")
    except OSError as error:
        raise StorageFailed("data_dir_failed", str(path.parent)) from error
    handler.setFormatter(logging.Formatter("%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"))
    handler.addFilter(_is_ours)
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)


def _is_ours(record: logging.LogRecord) -> bool:
    """Libraries may log what they read; what they say stays out."""
    return record.name.partition(".")[0] in {"reader", "ui"}


def log_bug(bug: BaseException) -> None:
    """Log where a bug happened and its type."""
    log_report(report_of(bug))


def report_of(bug: BaseException) -> str:
    """What `log_report` takes, also in another process.

    Its text is left out: a UnicodeDecodeError, for one, carries the bytes that it stumbled on.
    """
    frames = "".join(traceback.format_tb(bug.__traceback__))
    return f"{type(bug).__name__}\n{frames}"


def log_report(report: str) -> None:
    """Log a bug that was reported."""
    _log.error("bug: %s", report)
