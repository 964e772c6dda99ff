"""Every kind of file that holds messages.  A new one is a module as `format.Format` says, and its name in `recognise`."""

from reader.formats.again import read_at, read_message, write_attachment
from reader.formats.changes import sample_of
from reader.formats.export import (
    Begun,
    Ended,
    Export,
    Step,
    Unchanged,
    Used,
    read_export,
)
from reader.formats.task import Task, read_task, read_task_here, seconds_for

__all__ = [
    "Begun",
    "Ended",
    "Export",
    "Step",
    "Task",
    "Unchanged",
    "Used",
    "read_at",
    "read_export",
    "read_message",
    "read_task",
    "read_task_here",
    "sample_of",
    "seconds_for",
    "write_attachment",
]
