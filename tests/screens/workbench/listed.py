"""A screen with a list, under test: opened, and read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import Static

from screens.workbench.living.list_screen import ListScreen
from tests.screens.pilot import until

Shown = TypeVar("Shown", bound="ListScreen[Any]")


async def asked(pilot: Pilot[int], ask: Callable[[], object], kind: type[Shown]) -> Shown:
    """The screen that `ask` opens, once its rows were looked for."""
    ask()
    screen = await on_top(pilot, kind)
    await until(pilot, lambda: not screen.looking)
    return screen


async def on_top(pilot: Pilot[int], kind: type[Shown]) -> Shown:
    """The screen of this kind, once it is on top."""
    await until(pilot, lambda: isinstance(pilot.app.screen, kind))
    screen = pilot.app.screen
    assert isinstance(screen, kind)
    return screen


def said(screen: ListScreen[Any]) -> str:
    """What is said of the row under the cursor."""
    content = screen.query_one("#detail-text", Static).content
    assert isinstance(content, Content)
    return content.plain
