"""A text on two lines, for who draws it by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QFontMetrics


def in_two(text: str, metrics: QFontMetrics, width: int) -> tuple[str, ...]:
    """The text on one line, or on two where it is wider than this; a long word, and the second line, may still be too wide."""
    if metrics.horizontalAdvance(text) <= width:
        return (text,)
    fits = len(metrics.elidedText(text, Qt.TextElideMode.ElideRight, width))
    before, _space, after = text[:fits].rpartition(" ")
    if before:
        return before, after + text[fits:]
    first, _space, rest = text.partition(" ")
    return (first, rest) if rest else (first,)
