"""Markdown to `Body`, for mail that was printed to Markdown text: the only place that knows markdown-it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from reader.text.plain import SIZE_CAP
from reader.text.walk import body_of_html

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

    from reader.message import Body


def body_of_markdown(text: str) -> Body:
    r"""The body of a Markdown text: its headings, lists and links, without the signs.

    >>> body = body_of_markdown("## Wat kunt u doen?\n\nLees de [brief](https://example.nl/).")
    >>> body.text, body.blocks[0].kind, body.blocks[0].level
    ('Wat kunt u doen?\n\nLees de brief.', 'heading', 2)
    """
    return body_of_html(_markdown().render(text[:SIZE_CAP]))


@cache
def _markdown() -> MarkdownIt:
    """A print has its own line ends, and indents what is no code.  HTML in it is text."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - 40 ms, for few uses of the program

    return MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table").disable("code")
