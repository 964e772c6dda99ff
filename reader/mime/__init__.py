"""RFC 5322 and MIME: bytes in, a `Message` out.  The only package that knows mail-parser and `email`."""

from reader.mime.large import outline, read_span, write_attachment
from reader.mime.message import parse, parse_header, with_thread

__all__ = [
    "outline",
    "parse",
    "parse_header",
    "read_span",
    "with_thread",
    "write_attachment",
]
