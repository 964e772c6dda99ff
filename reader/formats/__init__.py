"""Every kind of file that holds messages.  A new format is one module and its name in `FORMATS`.

A format has NAME; `recognises(path, head)`; `refs(path)`, which yields the place of each message with
the bytes read so far; and `message(ref, folder)`, which reads one.
"""

from reader.formats.export import Export, read_export, read_message

__all__ = ["Export", "read_export", "read_message"]
