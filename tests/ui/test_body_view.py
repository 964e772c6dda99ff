"""The body of a message on the screen: it reaches nothing, runs nothing, and jumps where it is told."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import threading
import time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractScrollArea

from reader.actions.action import Action
from reader.message import Body, Message, MessageRef
from reader.render import screen_page
from reader.text import body_of_html
from ui.body_view import NO_WEB_ENGINE, make_body_view, web_engine_wanted
from ui.text_view import TextView
from ui.theme import DARK, LIGHT

WAIT_MS = 30_000

# Each of these reaches out in a browser that is not held back.  The cleaning of `reader.text` would
# remove most; it is left out here, so that the page's policy and the view stand alone.
REACHING = """
<link rel="preconnect" href="{server}"><link rel="dns-prefetch" href="{server}"><link rel="prefetch" href="{server}/a">
<link rel="stylesheet" href="{server}/b.css"><link rel="icon" href="{server}/favicon.ico">
<meta http-equiv="refresh" content="0; url={server}/c"><base href="{server}/">
<style>@import url("{server}/d.css"); @font-face {{ font-family: f; src: url({server}/e.woff) }}
body {{ background: url({server}/f.png); font-family: f; cursor: url({server}/g.cur), auto }}</style>
<img src="{server}/h.png" srcset="{server}/i.png 2x" lowsrc="{server}/j.png"><picture><source srcset="{server}/k.png"><img></picture>
<iframe src="{server}/l"></iframe><iframe srcdoc="<img src='{server}/m'>"></iframe><object data="{server}/n"></object>
<embed src="{server}/o"><video poster="{server}/p.png" src="{server}/q.mp4" autoplay></video><audio src="{server}/r" autoplay></audio>
<svg><use href="{server}/s.svg#x"></use><image href="{server}/t.png"></image></svg>
<table background="{server}/u.png"><tr><td style="background: url('{server}/v.png')">cel</td></tr></table>
<form action="{server}/w" method="post"><input type="image" src="{server}/x.png"><button>Verstuur</button></form>
<script src="{server}/y.js"></script><script>fetch("{server}/z"); document.title = "ran"; document.body.textContent = "ran"</script>
<p onclick="document.title='ran'" onload="fetch('{server}')">Einde</p>
<a id="link" href="https://www.voorbeeld.example/motie" ping="{server}/ping" target="_blank">Motie</a>
"""


class Listener:
    """A server that only counts who knocks."""

    def __init__(self):
        self.knocks = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._thread = threading.Thread(target=self._count, daemon=True)
        self._thread.start()

    def _count(self):
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.knocks += 1
            connection.close()

    def close(self):
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(5)


@pytest.fixture
def listener():
    made = Listener()
    yield made
    made.close()


@pytest.fixture(params=["web", "text"])
def view(request, qtbot, monkeypatch):
    """Both views; a PC without WebEngine runs the second alone."""
    if request.param == "text":
        monkeypatch.setenv(NO_WEB_ENGINE, "1")
    elif not web_engine_wanted():
        pytest.skip("WebEngine is missing")
    made = make_body_view()
    qtbot.addWidget(made.widget())
    made.widget().resize(600, 300)
    made.widget().show()
    return made


def page(html, theme="light"):
    body = Body("Einde", pieces=(html,))
    return screen_page(Message("1-a", MessageRef("a.eml"), body=body), (), (), theme)


def picture(view):
    return view.widget().grab().toImage()


def wait_until_shown(qtbot, view, colour):
    """Until the middle of the view has the colour that the page paints."""

    def painted():
        middle = view.widget().rect().center()
        return picture(view).pixelColor(middle).name() == colour

    qtbot.waitUntil(painted, timeout=WAIT_MS)


def wait_a_while(qtbot, seconds=1.5):
    """Long enough for a page to reach out: nothing else would show that it did not."""
    until = time.monotonic() + seconds
    qtbot.waitUntil(lambda: time.monotonic() > until, timeout=WAIT_MS)


def painted(colour, text=""):
    """A page full of one colour, for a browser and for rich text alike."""
    return f'<table width="100%" cellpadding="120" bgcolor="{colour}"><tr><td>{text}&nbsp;</td></tr></table>'


def test_the_listener_hears_a_knock(listener, qtbot):
    host, port = listener.address.removeprefix("http://").split(":")
    socket.create_connection((host, int(port))).close()
    qtbot.waitUntil(lambda: listener.knocks == 1, timeout=WAIT_MS)


def test_a_message_never_reaches_the_network(view, listener, qtbot):
    view.show_page(page(painted("#00aa00") + REACHING.format(server=listener.address)))
    wait_until_shown(qtbot, view, "#00aa00")
    wait_a_while(qtbot)
    assert listener.knocks == 0


def test_the_view_alone_holds_back_a_page_without_a_policy(view, listener, qtbot):
    """The second lock; preconnect is left out, since only the policy of the page stops that."""
    html = REACHING.format(server=listener.address).replace('rel="preconnect"', 'rel="none"')
    view.show_page(f"<!doctype html><html><body>{painted('#00aa00')}{html}</body></html>")
    wait_until_shown(qtbot, view, "#00aa00")
    wait_a_while(qtbot)
    assert listener.knocks == 0


def test_a_script_does_not_run(view, qtbot):
    html = painted("#00aa00") + "<script>document.body.style.display = 'none'</script>"
    view.show_page(f"<!doctype html><html><body>{html}</body></html>")
    wait_until_shown(qtbot, view, "#00aa00")
    wait_a_while(qtbot, 0.3)
    wait_until_shown(qtbot, view, "#00aa00")


@pytest.mark.parametrize(
    "target", ["about:blank", "data:text/html,weg", "griffielezer://bericht/1", "file:///etc/hosts"]
)
def test_a_refresh_does_not_replace_the_message(view, target, qtbot):
    view.show_page(page(painted("#00aa00") + f'<meta http-equiv="refresh" content="0; url={target}">'))
    wait_until_shown(qtbot, view, "#00aa00")
    wait_a_while(qtbot, 0.5)
    wait_until_shown(qtbot, view, "#00aa00")


def test_a_link_is_told_and_not_followed(view, qtbot):
    link = '<a href="https://www.voorbeeld.example/motie?a=1&amp;b=2" target="_blank" style="display:block">{}</a>'
    view.show_page(page(link.format("Motie " * 300) + painted("#00aa00")))
    with qtbot.waitSignal(view.link_activated, timeout=WAIT_MS) as told:
        press_until(qtbot, view, lambda: told.signal_triggered)
    assert told.args == ["https://www.voorbeeld.example/motie?a=1&b=2"]


def press_until(qtbot, view, done):
    """Click near the top again and again: nothing tells when Chromium has laid out the page."""
    target = view.widget()
    while target.focusProxy() is not None:  # Chromium's own child takes the mouse
        target = target.focusProxy()
    target = target.viewport() if isinstance(target, QAbstractScrollArea) else target

    def press():
        qtbot.mouseClick(target, Qt.MouseButton.LeftButton, pos=QPoint(80, 60))
        qtbot.wait(200)
        return done()

    qtbot.waitUntil(press, timeout=WAIT_MS)


def test_going_to_an_anchor_scrolls_and_does_so_again(view, qtbot):
    html = "".join(
        [
            painted("#00aa00"),
            "<p>ver</p>" * 200,
            '<p><mark id="action-0" data-griffie="action first">Wij</mark></p>',
        ]
    )
    view.show_page(page(html + painted("#aa0000") * 4))
    wait_until_shown(qtbot, view, "#00aa00")
    view.go_to("action-0")
    qtbot.waitUntil(lambda: not_at_top(view), timeout=WAIT_MS)
    view.show_page(page(html))
    wait_until_shown(qtbot, view, "#00aa00")
    view.go_to("action-0")
    qtbot.waitUntil(lambda: not_at_top(view), timeout=WAIT_MS)


def not_at_top(view):
    return picture(view).pixelColor(view.widget().rect().center()).name() != "#00aa00"


def test_an_anchor_that_is_asked_for_at_once_is_not_forgotten(view, qtbot):
    html = (
        painted("#00aa00") * 3
        + '<p><mark id="action-0" data-griffie="heading">Doel</mark></p>'
        + painted("#aa0000") * 3
    )
    view.show_page(page(html))
    view.go_to("action-0")
    qtbot.waitUntil(
        lambda: (
            picture(view).pixelColor(300, 290).name() == "#aa0000"
            or picture(view).pixelColor(300, 200).name() == "#aa0000"
        ),
        timeout=WAIT_MS,
    )


def test_a_message_that_is_cleared_is_gone(view, qtbot):
    view.show_page(page(painted("#00aa00")))
    wait_until_shown(qtbot, view, "#00aa00")
    view.clear()
    qtbot.waitUntil(lambda: not_at_top(view), timeout=WAIT_MS)


def test_zoom_makes_it_larger_and_puts_it_back(view, qtbot):
    html = "<p>" + "woord " * 40 + "</p>" + painted("#00aa00")
    view.show_page(page(html))
    qtbot.waitUntil(lambda: top_of(view, "#00aa00") is not None, timeout=WAIT_MS)
    before = top_of(view, "#00aa00")
    view.set_zoom(1.25)
    qtbot.waitUntil(lambda: (top_of(view, "#00aa00") or 0) > before, timeout=WAIT_MS)
    view.set_zoom(1.0)
    qtbot.waitUntil(lambda: top_of(view, "#00aa00") == before, timeout=WAIT_MS)


def top_of(view, colour):
    """The first line of the view with this colour in its middle."""
    image = picture(view)
    lines = (y for y in range(image.height()) if image.pixelColor(300, y).name() == colour)
    return next(lines, None)


@pytest.mark.skipif(not web_engine_wanted(), reason="WebEngine is missing")
def test_a_renderer_that_dies_once_is_replaced_and_twice_gives_the_text(qtbot, caplog):
    view = make_body_view()
    qtbot.addWidget(view.widget())
    view.widget().resize(600, 300)
    view.widget().show()
    view.show_page(page(painted("#00aa00")))
    wait_until_shown(qtbot, view, "#00aa00")
    for deaths in (1, 2):
        os.kill(view._page.renderProcessPid(), signal.SIGTERM)
        qtbot.waitUntil(lambda deaths=deaths: len(caplog.records) == deaths, timeout=WAIT_MS)
        wait_until_shown(qtbot, view, "#00aa00")
    assert isinstance(view._layout.currentWidget(), TextView)
    view.show_page(page(painted("#0000aa")))
    wait_until_shown(qtbot, view, "#0000aa")
    assert not isinstance(view._layout.currentWidget(), TextView)
    caplog.clear()


@pytest.mark.skipif(not web_engine_wanted(), reason="WebEngine is missing")
def test_pages_that_follow_each_other_fast_stay_in_the_browser(qtbot):
    """Chromium tells late that it went to a page that the next one has overtaken."""
    view = make_body_view()
    qtbot.addWidget(view.widget())
    view.widget().resize(600, 300)
    view.widget().show()
    for pause_ms in range(0, 60, 3):
        view.show_page(page(painted("#aa0000")))
        qtbot.wait(pause_ms)
        view.show_page(page(painted("#00aa00")))
        qtbot.wait(40)
        assert not isinstance(view._layout.currentWidget(), TextView)
    wait_until_shown(qtbot, view, "#00aa00")


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_page_has_the_colours_of_the_window(theme):
    """`reader` may not know `ui`, so the style sheet repeats the colours of ui/theme.py."""
    html = page("", theme.name)
    for name in ("panel", "ink", "accent", "action_ground", "action_line", "hit", "line", "soft"):
        assert f"{getattr(theme, name)};" in html, name


def test_the_letters_of_the_text_view_have_their_own_size_in_a_window_with_a_style_sheet(qtbot, qapp):
    qapp.setStyleSheet("* { font-size: 9px; }")
    try:
        view = TextView()
        qtbot.addWidget(view)
        view.show()
        view.show_page(page("<p>Tekst</p>"))
        assert view.document().defaultFont().pixelSize() == 14
    finally:
        qapp.setStyleSheet("")


def test_without_webengine_there_is_a_text_view(monkeypatch, qtbot):
    monkeypatch.setenv(NO_WEB_ENGINE, "1")
    view = make_body_view()
    qtbot.addWidget(view.widget())
    assert isinstance(view, TextView)


# Light letters on dark grounds, as newsletters have them; the last two are what style sheets can do besides.
DARK_BUTTONS = """<style>.knop { background: #00573f; color: #ffffff !important } .vul { -webkit-text-fill-color: #ffffff }</style>
<h2 style="background:#1c2b4a; color:#ffffff">Wat kunt u doen?</h2>
<table><tr><td bgcolor="#1f5fa8"><a href="https://raad.example/a" style="color:#ffffff">Geef uw mening over de motie</a></td></tr></table>
<p style="background:#14202b; color:#f4f4f4">Wij verzoeken u de motie te steunen.</p>
<div style="background:#14202b"><p style="color:#ffffff">Steun de motie</p></div><p class="knop">Laat ons de motie weten</p><p class="vul" style="background:#003300">De motie in het groen</p>"""

LINKS = "<h2>Wat kunt u doen?</h2><p>De <a href='https://raad.example/'>motie</a> over de motie</p>"


def marked_page(html, theme, what):
    """A page on which every "motie" is a hit, or all of it a section, or each sentence an action."""
    body = body_of_html(html)
    text = body.text
    message = Message("1-a", MessageRef("a.eml"), body=body)
    if what == "hit":
        hits = [(found.start(), found.end()) for found in re.finditer("motie", text)]
        return screen_page(message, (), hits, theme)
    if what == "section":
        heading = "Wat kunt u doen?"
        start = text.index(heading)
        spans = [("heading_question", start, start + len(heading), len(text))]
    else:
        lines = re.finditer(r"[^\n]+", text)
        spans = [("request", line.start(), line.end(), None) for line in lines]
    actions = [
        Action(kind, text[start:end], start, end, until, None, None, None, None, "no-such-rule")
        for kind, start, end, until in spans
    ]
    return screen_page(message, actions, (), theme)


def contrast(first, second):
    """Of two colours, by WCAG 2.1."""

    def light(colour):
        parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2] + 0.05

    return max(light(first), light(second)) / min(light(first), light(second))


_COLOURS = """JSON.stringify([...document.querySelectorAll("mark[data-griffie]")].map(mark => {
    const style = getComputedStyle(mark);
    let under = mark;
    while (getComputedStyle(under).backgroundColor == "rgba(0, 0, 0, 0)" && under.parentElement) under = under.parentElement;
    return [style.webkitTextFillColor, getComputedStyle(under).backgroundColor];
}))"""


def colours_of_marks(view, qtbot):
    """Letters and ground of each piece of marked text, as (red, green, blue) from 0 to 1."""
    widget = view.widget()
    if isinstance(widget, TextView):
        found = []
        block = widget.document().begin()
        while block.isValid():
            for piece in block:
                style = piece.fragment().charFormat()
                if style.background().style() != Qt.BrushStyle.NoBrush and style.anchorNames():
                    found.append(
                        (style.foreground().color().getRgbF()[:3], style.background().color().getRgbF()[:3])
                    )
            block = block.next()
        return found
    qtbot.waitUntil(lambda: view._page is not None and not view._loading, timeout=WAIT_MS)
    answers = []

    def answered():
        view._page.runJavaScript(_COLOURS, 1, answers.append)  # in the world that no page can enter
        return bool(answers) and len(answers[-1]) > len("[]")

    qtbot.waitUntil(answered, timeout=WAIT_MS)
    return [
        tuple(tuple(int(part) / 255 for part in re.findall(r"\d+", colour)[:3]) for colour in pair)
        for pair in json.loads(answers[-1])
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("what", ["hit", "section", "action"])
@pytest.mark.parametrize("html", [DARK_BUTTONS, LINKS], ids=["buttons", "links"])
def test_what_is_marked_can_be_read_whatever_the_sender_painted(view, qtbot, theme, what, html):
    view.show_page(marked_page(html, theme, what))
    colours = colours_of_marks(view, qtbot)
    assert len(colours) >= 2
    assert min(contrast(*pair) for pair in colours) >= 4.5
