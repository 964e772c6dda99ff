"""The size of everything in the window: one factor, for the style sheet, for what is drawn, and for the message.

The style sheet gives each widget its letters.  Whatever draws by itself measures by those, so that nothing has to be told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication

from reader.settings import ZOOMS

if TYPE_CHECKING:
    from PySide6.QtGui import QFont
    from PySide6.QtWidgets import QWidget

NORMAL = 100
LARGEST_PANES = 200  # per cent; beyond that only the message grows: the panes beside it would push it out
_LETTERS = 13  # pixels at 100 %, as resources/styles/window.qss says of everything
_LENGTHS = re.compile(r"\b(font-size|(?:min-|max-)?(?:height|width)): (\d+)px")
_HAIR = 4  # pixels; what is thinner is a line, and stays one


def zoom_by(zoom: int, steps: int) -> int:
    """The size some steps larger or smaller, as far as there are any.

    >>> zoom_by(100, 1), zoom_by(300, 1), zoom_by(125, -2)
    (110, 300, 100)
    """
    return ZOOMS[max(0, min(len(ZOOMS) - 1, ZOOMS.index(zoom) + steps))]


def panes(zoom: int) -> int:
    """How large the panes are, in per cent."""
    return min(zoom, LARGEST_PANES)


def scaled_style(style: str, zoom: int) -> str:
    """A style sheet with its letters, and what is as high or as wide as letters, at this size.

    >>> scaled_style("#A { font-size: 12px; border: 1px solid; min-height: 26px; }", 150)
    '#A { font-size: 18px; border: 1px solid; min-height: 39px; }'
    """

    def scaled(found: re.Match[str]) -> str:
        pixels = int(found[2])
        return f"{found[1]}: {pixels if pixels <= _HAIR else round(pixels * panes(zoom) / 100)}px"

    return _LENGTHS.sub(scaled, style)


def px(pixels: float, font: QFont) -> int:
    """A length at 100 %, for a widget whose letters are those of `font`."""
    letters = font.pixelSize()
    return round(pixels * letters / _LETTERS) if letters > 0 else round(pixels)


def make_room(dialog: QWidget, width: int, height: int) -> None:
    """Give a dialog a size at 100 %, larger with its letters, as far as the screen goes."""
    dialog.ensurePolished()
    font = dialog.font()
    wanted = QSize(px(width, font), px(height, font))
    # Not `dialog.screen()`: what PySide6 6.11 gives there goes with the dialog, and the next window finds no screen.
    dialog.resize(wanted.boundedTo(QGuiApplication.primaryScreen().availableSize() - QSize(40, 60)))
