"""Every kind of file that holds messages.  A new one is a module as `format.Format` says, and its name in `recognise`."""

from reader.formats.again import read_message, write_attachment
from reader.formats.export import Export, read_export

__all__ = ["Export", "read_export", "read_message", "write_attachment"]
