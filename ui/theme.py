"""Colours and measures of the window, light and dark, and the style sheet made of them."""

from __future__ import annotations

from dataclasses import dataclass
from string import Template
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette

from reader.paths import RESOURCES
from ui.zoom import NORMAL, scaled_style

ThemeName = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one theme, as #rrggbb; each pair of text and ground has a contrast of 4.5 or more."""

    name: ThemeName
    background: str
    panel: str  # ground of the list and the message
    side: str  # ground of the filters
    line: str  # hairlines
    ink: str  # text
    soft: str  # second text
    faint: str  # third text
    accent: str
    accent_soft: str  # ground of what is chosen
    action: str  # text of an action item
    action_ground: str
    action_line: str
    hit: str  # ground of a search hit
    red: str
    late_ground: str  # of what is overdue
    chips: tuple[tuple[str, str], ...]  # (ground, text) of category chips


LIGHT = Theme(
    name="light",
    background="#f6f7f9",
    panel="#ffffff",
    side="#eef1f5",
    line="#dde2e9",
    ink="#1b2430",
    soft="#5b6675",
    faint="#5f6b7a",
    accent="#1f5fa8",
    accent_soft="#e3eefb",
    action="#8a4b00",
    action_ground="#fff4d6",
    action_line="#e0a100",
    hit="#ffe58a",
    red="#a4262c",
    late_ground="#fde7e9",
    chips=(("#e6eefc", "#1c4f91"), ("#e7f4ea", "#1d6333"), ("#f3eafa", "#66308f"), ("#fdebe3", "#8c3a10")),
)
DARK = Theme(
    name="dark",
    background="#15191f",
    panel="#1c2229",
    side="#181d24",
    line="#2d3540",
    ink="#e6eaf0",
    soft="#a3aebc",
    faint="#97a3b2",
    accent="#7fb2ee",
    accent_soft="#22364d",
    action="#ffd27a",
    action_ground="#3a2f14",
    action_line="#d79a1e",
    hit="#6a5600",
    red="#ff9a94",
    late_ground="#4a2024",
    chips=(("#23344f", "#a9cbff"), ("#1f3a29", "#9fe0b2"), ("#36264a", "#d9b8f5"), ("#472b1e", "#ffb795")),
)

# The categories that griffies use most keep the same colour everywhere; others get one by their letters.
_KNOWN_CHIPS = {"ingekomen stuk": 0, "uitnodiging": 1, "motie": 2, "zienswijze": 3}


def chosen_theme(setting: str) -> Theme:
    """The theme of the setting "light", "dark" or "system"."""
    if setting == "system":
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return DARK if dark else LIGHT
    return DARK if setting == "dark" else LIGHT


def chip_colours(theme: Theme, category: str) -> tuple[str, str]:
    """Ground and text of a category's chip: the same for a name in every window."""
    name = category.casefold()
    number = _KNOWN_CHIPS.get(name, sum(name.encode()) % len(theme.chips))
    return theme.chips[number]


def palette(theme: Theme) -> QPalette:
    """The theme for what the style sheet does not reach, such as dialogs of Qt itself."""
    roles = {
        QPalette.ColorRole.Window: theme.background,
        QPalette.ColorRole.WindowText: theme.ink,
        QPalette.ColorRole.Base: theme.panel,
        QPalette.ColorRole.AlternateBase: theme.side,
        QPalette.ColorRole.Text: theme.ink,
        QPalette.ColorRole.PlaceholderText: theme.faint,
        QPalette.ColorRole.Button: theme.panel,
        QPalette.ColorRole.ButtonText: theme.ink,
        QPalette.ColorRole.Highlight: theme.accent,
        QPalette.ColorRole.HighlightedText: theme.panel,
        QPalette.ColorRole.ToolTipBase: theme.panel,
        QPalette.ColorRole.ToolTipText: theme.ink,
        QPalette.ColorRole.Link: theme.accent,
        QPalette.ColorRole.Mid: theme.line,
    }
    made = QPalette()
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    made.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text, QColor(theme.faint))
    made.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText, QColor(theme.faint))
    return made


def style_sheet(theme: Theme, template: str, zoom: int = NORMAL) -> str:
    """The text of `resources/styles/window.qss` with the theme's colours filled in, at this size."""
    colours = {name: getattr(theme, name) for name in Theme.__slots__ if name not in {"name", "chips"}}
    icons = {
        name: (RESOURCES / "icons" / f"{name}-{theme.name}.svg").as_posix()
        for name in ("tick", "dash", "down")
    }
    return scaled_style(Template(template).substitute(colours, **icons), zoom)
