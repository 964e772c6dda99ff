"""What one tag of cleaned markup does to the text round it: the gap it makes, what it changes, what it refers to.

Mail programs write the same tags over and over, within a message and from one to the next: what was read of one
is kept, so that a walk over a message reads few tags and looks up the others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from reader.text import clean

# As cleaned markup stands: a style sheet, another tag, whose attribute values are quoted, or text.
_ATTRIBUTES = r'[^<>"]*+(?:"[^"]*+"[^<>"]*+)*+'
_TOKEN = re.compile(rf"<style\b{_ATTRIBUTES}>[^<]*+(?:<(?!/style>)[^<]*+)*+</style>|<{_ATTRIBUTES}>|[^<]++")
_TAG = re.compile(rf"<(/?)([a-z][a-z0-9]*)({_ATTRIBUTES})>")

_VOID = frozenset({"br", "col", "hr", "img", "wbr"})
LISTS = frozenset({"dir", "menu", "ol", "ul"})
_BOLD = re.compile(r"font-weight:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_HIDDEN = re.compile(r"(?<![\w-])display:\s*none\b", re.IGNORECASE)
_PRE = re.compile(r"white-space:\s*(?:pre\b|break-spaces)", re.IGNORECASE)
_QUOTE_CLASS = re.compile(r'class="[^"]*\b(?:gmail_quote|yahoo_quoted|moz-cite)\b(?!_)', re.IGNORECASE)
_LIST_CLASS = re.compile(r'class="[^"]*\bMsoList', re.IGNORECASE)

NO_GAP, CELL, LINE, BLANK = "", "\t", "\n", "\n\n"  # in order of strength, which is their order as text
_GAPS = {  # what an element puts between itself and its surroundings
    **dict.fromkeys("blockquote center dl h1 h2 h3 h4 h5 h6 hr ol p pre table ul".split(), BLANK),
    **dict.fromkeys(
        "address article aside caption dd details dir div dt figcaption figure footer header li main menu nav"
        " section summary tbody tfoot thead tr".split(),
        LINE,
    ),
    **dict.fromkeys(("td", "th"), CELL),
}

_MOST_KEPT, _LONGEST_KEPT = 2_000, 500  # tags, and characters of one: pictures stand in some


@dataclass(frozen=True, slots=True)
class Element:
    """What an open element changes, so that its end can undo it."""

    bold: bool = False
    pre: bool = False  # its white space stays
    quote: bool = False
    lists: bool = False
    item: bool = False
    heading: int = 0  # level
    hidden: bool = (
        False  # nobody sees it, such as the words that a newsletter has for the list of a mail program
    )


_EFFECTS = {
    "b": Element(bold=True),
    "blockquote": Element(quote=True),
    "li": Element(item=True),
    "pre": Element(pre=True),
    "strong": Element(bold=True),
    **{name: Element(lists=True) for name in LISTS},
    **{f"h{level}": Element(heading=level) for level in range(1, 7)},
}


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag, or one style sheet with its content."""

    name: str
    markup: str  # without references to other servers
    opens: bool = False
    closes: bool = False
    gap: str = NO_GAP  # between what stands before and after it
    effect: Element | None = None  # of the element that it opens; None for most
    external: int = 0  # references that were taken out
    coloured: bool = False


def tokens(cleaned_html: str) -> list[str]:
    """The texts, tags and style sheets of cleaned markup; only a text does not begin with "<"."""
    return _TOKEN.findall(cleaned_html)


def tag_of(token: str) -> Tag:
    r"""What a token that is no text does.

    >>> tag_of("</td>").gap, tag_of('<b style="color:red">').effect.bold
    ('\t', True)
    """
    return _kept(token) if len(token) <= _LONGEST_KEPT else _read(token)


def _read(token: str) -> Tag:
    found = _TAG.match(token)
    assert found is not None
    slash, name, attributes = found.groups()
    references = clean.References()
    if name == "style":
        css = references.style_sheet(token[found.end() : -len("</style>")])
        markup = f"{found[0]}{css}</style>"
        return Tag(name, markup, external=references.external, coloured=references.coloured)
    gap = _GAPS.get(name, NO_GAP)
    if slash:
        return Tag(name, token, closes=True, gap=gap)
    return Tag(
        name,
        references.tag(token) if attributes else token,
        opens=name not in _VOID,
        gap=gap,
        effect=_effect(name, attributes),
        external=references.external,
        coloured=references.coloured,
    )


_kept = lru_cache(_MOST_KEPT)(_read)


def _effect(name: str, attributes: str) -> Element | None:
    """What an element changes; None for most."""
    effect = _EFFECTS.get(name)
    if not attributes:
        return effect
    bold = pre = quote = item = hidden = False
    if ' style="' in attributes:
        bold = _BOLD.search(attributes) is not None
        pre = _PRE.search(attributes) is not None
        hidden = _HIDDEN.search(attributes) is not None
    if ' class="' in attributes:
        quote = _QUOTE_CLASS.search(attributes) is not None
        item = _LIST_CLASS.search(attributes) is not None
    if not (bold or pre or quote or item or hidden):
        return effect
    effect = effect or Element()
    return replace(
        effect,
        bold=bold or effect.bold,
        pre=pre or effect.pre,
        quote=quote or effect.quote,
        item=item or effect.item,
        hidden=hidden,
    )
