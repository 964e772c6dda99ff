"""RFC 5322 and MIME: bytes in, a `Message` out.  The only package that knows mail-parser and `email`."""

from reader.mime.large import outline, read_span, write_attachment
from reader.mime.message import header_identity, parse, parse_header, with_thread

__all__ = [
    "header_identity",
    "outline",
    "parse",
    "parse_header",
    "read_span",
    "with_thread",
    "write_attachment",
]
