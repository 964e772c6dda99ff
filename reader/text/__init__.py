"""A body's readable text and its layout, from HTML, plain text or Markdown.

Everything ends as one `Body`: the text that is searched and in which actions are found, and the
cleaned markup round it, so that an offset in the text is a place on the page.  What a reply quotes and a
forward forwards is told apart in that text (`threads`).
"""

from __future__ import annotations

from reader.text.layout import joined
from reader.text.markdown import body_of_markdown
from reader.text.plain import body_of_plain
from reader.text.thread_words import prefix
from reader.text.threads import understood
from reader.text.walk import body_of_html, read_html

__all__ = [
    "body_of_html",
    "body_of_markdown",
    "body_of_plain",
    "joined",
    "prefix",
    "read_html",
    "understood",
]
