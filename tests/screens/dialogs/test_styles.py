"""Every dialog has the look of dialogs, whatever was shown before it."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from pathlib import Path

import pytest
from textual.screen import ModalScreen

import screens
from screens.app import BlistApp
from screens.dialogs.ask import Choice, Lines
from screens.start import Start
from screens.widgets.styles import DIALOG_STYLES
from tests.screens.pilot import make, until

MODALS = sorted(
    {
        found
        for module in pkgutil.walk_packages(screens.__path__, "screens.")
        for found in vars(import_module(module.name)).values()
        if isinstance(found, type) and issubclass(found, ModalScreen) and found.__module__ == module.name
    },
    key=lambda found: found.__name__,
)


@pytest.mark.parametrize("modal", MODALS)
def test_each_brings_the_styles_that_it_needs(modal: type[ModalScreen[object]]) -> None:
    assert list(DIALOG_STYLES) == modal.CSS_PATH


def test_there_are_dialogs_to_look_at() -> None:
    assert {"Choice", "Lines", "Picker", "Palette", "Finder"} <= {modal.__name__ for modal in MODALS}


async def test_the_first_thing_shown_may_be_a_dialog(tmp_path: Path) -> None:
    app = BlistApp(make(tmp_path, "x = [\n"), tmp_path / "state")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, Choice) and bool(app.screen.query(".dialog")))
        frame = app.screen.query_one(".dialog")
        await until(pilot, lambda: frame.region.width == 76)
        assert (frame.styles.border_top[0], frame.region.x) == ("round", 2)
        # The start screen comes in its place, and its dialogs look the same.
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, Start))
        await pilot.press("o")
        await until(pilot, lambda: isinstance(app.screen, Lines))
        await until(pilot, lambda: app.screen.query_one(".dialog").region.width == 76)
        assert app.screen.styles.background.a < 1
