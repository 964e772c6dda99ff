"""Markdown to `Body`, for mail that was printed to Markdown text: the only place that knows markdown-it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from reader.text.plain import SIZE_CAP
from reader.text.walk import body_of_html

if TYPE_CHECKING:
    from reader.message import Body

# A print has its own line ends, and indents what is no code.  HTML in it is text.
_MARKDOWN = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table").disable("code")


def body_of_markdown(text: str) -> Body:
    r"""The body of a Markdown text: its headings, lists and links, without the signs.

    >>> body = body_of_markdown("## Wat kunt u doen?\n\nLees de [brief](https://example.nl/).")
    >>> body.text, body.blocks[0].kind, body.blocks[0].level
    ('Wat kunt u doen?\n\nLees de brief.', 'heading', 2)
    """
    return body_of_html(_MARKDOWN.render(text[:SIZE_CAP]))
