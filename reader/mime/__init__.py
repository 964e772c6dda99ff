"""RFC 5322 and MIME: bytes in, a `Message` out.  The only package that knows mail-parser and `email`."""

from reader.mime.message import parse

__all__ = ["parse"]
