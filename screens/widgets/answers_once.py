"""A screen that answers once, whatever is typed while it closes."""

from __future__ import annotations

from typing import ClassVar

from textual.await_complete import AwaitComplete
from textual.events import Click
from textual.screen import ModalScreen, Screen, ScreenResultType
from textual.types import CSSPathType

from screens.widgets.clicks import press
from screens.widgets.styles import DIALOG_STYLES


class AnswersOnce(Screen[ScreenResultType]):
    """A second answer would close the screen below.

    Never the first of several bases: that one gives a screen its styles.
    """

    CSS_PATH: ClassVar[CSSPathType | None] = DIALOG_STYLES

    async def on_click(self, event: Click) -> None:
        """A click beside a dialog is Esc."""
        if isinstance(self, ModalScreen) and event.widget is self:
            await press(self.app, self, "Esc")

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Answer, and close; nothing when another screen is on top, or this one is closed already."""
        if self.app.screen is not self:
            return AwaitComplete()
        return super().dismiss(result)
