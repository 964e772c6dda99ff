"""Hostile HTML in, harmless well-formed HTML out: the only place that knows nh3.

What lays out a newsletter stays: `<style>`, `style`, `bgcolor`, table attributes, the attributes of
`<body>` (as a `<div>`, since a fragment has no body).  What acts goes: scripts, forms, links to style
sheets, refresh, frames.  References to other servers are taken out and counted.  The page's content
security policy is the lock; this is the second one.
"""

from __future__ import annotations

import re
from collections import Counter
from html import escape, unescape

import nh3

# Blink flattens deeper trees itself, and the cost of parsing grows with the square of the depth.
DEPTH_CAP = 512
# Characters.  The largest real newsletters are near 1 million, without their pictures.
SIZE_CAP = 4_000_000
# Of one tag.  Duplicate attributes are found by comparing all pairs.
_ATTRIBUTES_CAP = 1_000

_DROPPED_WITH_CONTENT = frozenset(
    "applet audio canvas embed frameset iframe math noembed noframes noscript object script select svg"
    " template title video xml".split()
)
_TAGS = frozenset(
    "a abbr address article aside b big blockquote br caption center cite code col colgroup dd del details"
    " dfn dir div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main"
    " mark menu nav ol p pre q s samp section small span strike strong style sub summary sup table tbody td"
    " tfoot th thead time tr tt u ul var wbr".split()
)
_EVERYWHERE = "align background bgcolor border class dir height lang style title valign width"
_ATTRIBUTES = {
    "*": set(_EVERYWHERE.split()),
    "a": {"href"},
    "blockquote": {"type"},
    "col": {"span"},
    "colgroup": {"span"},
    "font": {"color", "face", "size"},
    "hr": {"noshade", "size"},
    "img": {"alt", "hspace", "src", "vspace"},
    "li": {"type", "value"},
    "ol": {"start", "type"},
    "style": {"media"},
    "table": {"cellpadding", "cellspacing", "frame", "rules"},
    "td": {"colspan", "nowrap", "rowspan"},
    "th": {"colspan", "nowrap", "rowspan"},
    "ul": {"type"},
}
_CLEANER = nh3.Cleaner(
    tags=set(_TAGS),
    clean_content_tags=set(_DROPPED_WITH_CONTENT),
    attributes=_ATTRIBUTES,
    link_rel=None,  # links open after a dialog, never in a page that could call back
    url_schemes={"http", "https", "mailto", "tel", "cid", "data"},
)

_TAG_NAME = re.compile(r"<(/?[a-zA-Z][a-zA-Z0-9]*)")
_LONG_TAG = re.compile(rf"</?[a-zA-Z][a-zA-Z0-9]*+([^<>]{{{_ATTRIBUTES_CAP},}})")
# Their end tag may be left out (HTML §13.1.2.4), or there is none.
_SELF_CLOSING = (
    "area base br col dd dt embed hr img input li link meta option p tbody td tfoot th thead tr wbr".split()
)
_NEVER_DEEP = frozenset(_SELF_CLOSING) | {f"/{name}" for name in _SELF_CLOSING}
_BODY = re.compile(r"""<body(?=[\s>])((?:[^>"']|"[^"]*"|'[^']*')*)>""", re.IGNORECASE)
_BODY_START = re.compile(r"<body[\s>]", re.IGNORECASE)
_BODY_ATTRIBUTE = re.compile(r"""([a-z]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_AS_STYLE = {"bgcolor": "background-color", "text": "color"}  # a <div> knows them only as style
_BODY_SIZE = 4_000  # characters in which the body's own tag must end

_REFERENCE = re.compile(r' (src|background|href)="([^"]*)"')
_REFERRING = (' href="', ' src="', ' background="')
_CSS_URL = re.compile(r"url\(([^)]*)\)?", re.IGNORECASE)
_CSS_IMPORT = re.compile(r"@import\b[^;}]*;?", re.IGNORECASE)
_EMBEDDED = re.compile(r"(?:cid:|data:image/)", re.IGNORECASE)
_ELSEWHERE = re.compile(r"(?:https?:|ftp:)?//", re.IGNORECASE)
_LINKED = re.compile(r"(?:https?:|mailto:|tel:|#)", re.IGNORECASE)
_COLOUR = re.compile(
    r"(?:^|[^-\w])(?:background(?:-color)?|color)\s*:\s*(?!auto|currentcolor|inherit|initial|none|transparent|unset|windowtext)"
    r"[^\s;]|\s(?:bgcolor|background|color)=",
    re.IGNORECASE,
)


def is_excessive(untrusted_html: str) -> bool:
    """Whether it is too large or too deep to be laid out; then its bare text is shown."""
    if len(untrusted_html) > SIZE_CAP:
        return True
    if untrusted_html.count("<") <= DEPTH_CAP and len(untrusted_html) < _ATTRIBUTES_CAP * 10:
        return False
    return _is_deep(untrusted_html) or any(
        len(found[1].split()) > _ATTRIBUTES_CAP for found in _LONG_TAG.finditer(untrusted_html)
    )


def _is_deep(untrusted_html: str) -> bool:
    if untrusted_html.count("<") - untrusted_html.count("</") <= DEPTH_CAP:
        return False  # even if nothing were ever closed
    unclosed: Counter[str] = Counter()
    depth = 0
    for tag in map(str.lower, _TAG_NAME.findall(untrusted_html)):
        if tag in _NEVER_DEEP:
            continue
        if tag[0] != "/":
            unclosed[tag] += 1
            depth += 1
            if depth > DEPTH_CAP:
                return True
        elif unclosed.get(tag[1:]):
            unclosed[tag[1:]] -= 1
            depth -= 1
    return False


def cleaned(untrusted_html: str) -> str:
    """Well-formed HTML of allowed elements only, still with its references."""
    return _CLEANER.clean(_with_body_attributes(untrusted_html))


def _with_body_attributes(untrusted_html: str) -> str:
    start = _BODY_START.search(untrusted_html)
    body = start and _BODY.match(untrusted_html, start.start(), start.start() + _BODY_SIZE)
    if not body:
        return untrusted_html
    given: dict[str, str] = {}
    for name, *values in _BODY_ATTRIBUTE.findall(body[1]):
        given.setdefault(name.lower(), unescape("".join(values)))
    style = [f"{_AS_STYLE[name]}:{value}" for name, value in given.items() if name in _AS_STYLE]
    style += [given["style"]] if "style" in given else []
    if not style:
        return untrusted_html
    before, after = untrusted_html[: body.start()], untrusted_html[body.end() :]
    return f'{before}<div style="{escape(";".join(style))}">{after}'


class References:
    """Takes references to other servers out of cleaned markup, and counts them."""

    def __init__(self) -> None:
        self.external = 0
        self.coloured = False

    def tag(self, tag: str) -> str:
        """One opening tag, as `cleaned` wrote it."""
        if "=" not in tag:
            return tag
        lowered = tag.lower()
        if ("color" in lowered or "background" in lowered) and _COLOUR.search(tag):
            self.coloured = True
        if any(name in tag for name in _REFERRING):
            tag = _REFERENCE.sub(self._reference, tag)
        return _CSS_URL.sub(self._css_url, tag) if "url(" in lowered else tag

    def style_sheet(self, css: str) -> str:
        """The content of one `<style>`; without `<`, which CSS has no need of, it can hide no markup."""
        # Outlook hides its sheets from the browsers of 1996, CSS Syntax Level 3 §4.3.2.
        css = css.replace("<!--", "").replace("-->", "").replace("<", "")
        if not self.coloured and _COLOUR.search(css):
            self.coloured = True
        imports = _CSS_IMPORT.findall(css)
        self.external += len(imports)
        if imports:
            css = _CSS_IMPORT.sub("", css)
        return _CSS_URL.sub(self._css_url, css)

    def _reference(self, match: re.Match[str]) -> str:
        name, target = match[1], match[2].strip()
        if name == "href":
            return match[0] if _LINKED.match(target) else ""
        if _EMBEDDED.match(target):
            return match[0]
        self.external += bool(_ELSEWHERE.match(target))
        return ""

    def _css_url(self, match: re.Match[str]) -> str:
        target = match[1].replace("&quot;", "").strip(" \t\n\"'")
        if _EMBEDDED.match(target):
            return match[0]
        self.external += bool(_ELSEWHERE.match(target))
        return "none"


_COMMENT, _COMMENT_END = "<!--", "-->"
_LINE_TAGS = re.compile(
    r"</?(?:address|article|blockquote|br|caption|center|dd|div|dl|dt|h[1-6]|hr|li|ol|p|pre|section|table|tr|ul)\b",
    re.IGNORECASE,
)


def stripped(untrusted_html: str) -> str:
    """The bare text of HTML that is too much for a layout, read in one pass whatever it holds."""
    lowered = untrusted_html.lower()
    if len(lowered) != len(untrusted_html):  # a few capitals grow when lowered, and offsets must agree
        lowered = untrusted_html
    chunks: list[str] = []
    position, size = 0, len(untrusted_html)
    while position < size:
        opening = untrusted_html.find("<", position)
        if opening < 0:
            chunks.append(untrusted_html[position:])
            break
        chunks.append(untrusted_html[position:opening])
        if untrusted_html.startswith(_COMMENT, opening):
            end = untrusted_html.find(_COMMENT_END, opening)
            position = size if end < 0 else end + len(_COMMENT_END)
            continue
        if not _TAG_NAME.match(untrusted_html, opening, opening + 3):
            chunks.append("<")
            position = opening + 1
            continue
        raw = next((n for n in ("script", "style", "title") if lowered.startswith(n, opening + 1)), "")
        start = lowered.find(f"</{raw}", opening) if raw else opening
        end = untrusted_html.find(">", start) if start >= 0 else -1
        if _LINE_TAGS.match(untrusted_html, opening, opening + 12):
            chunks.append("\n")
        position = size if end < 0 else end + 1
    return unescape("".join(chunks))
