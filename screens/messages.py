"""What screens ask of the app, as messages: so no screen needs to know the app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from blistui.store.load import Loaded


class OpenPlan(Message):
    """This plan is to be put on the workbench, in place of the screen that asks."""

    def __init__(self, loaded: Loaded) -> None:
        super().__init__()
        self.loaded = loaded
