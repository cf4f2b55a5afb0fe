"""The styles that several screens share, and how they are read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePath
from typing import Any

from textual.app import App

_SCREENS = Path(__file__).parents[1]
DIALOG_STYLES: list[str | PurePath] = [
    _SCREENS / "workbench/workbench.tcss",
    _SCREENS / "dialogs/dialogs.tcss",
]
"""Those of all screens, and those of dialogs: in this order, for the later ones have the last word."""


def read_styles(app: App[Any], paths: Iterable[str | PurePath]) -> None:
    """Read the styles of a screen before it is shown: Textual would parse all other styles again, too."""
    stylesheet = app.stylesheet
    for path in paths:
        if not stylesheet.has_source(str(path)):
            stylesheet.read(path)
    stylesheet.parse()
