"""What screens ask of the app, as messages: so no screen needs to know the app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from blistui.store.load import Loaded
    from blistui.store.session import Session


class OpenPlan(Message):
    """This plan is to be put on the workbench, in place of the screen that asks."""

    def __init__(
        self, loaded: Loaded, instead_of: Session | None = None, station: str = "", at: str = ""
    ) -> None:
        """`instead_of` is the session that ends with that: until then it takes every edit.

        `station` is the phase to be shown, `at` the field to be focused; without them it opens at its start.
        """
        super().__init__()
        self.loaded = loaded
        self.instead_of = instead_of
        self.station = station
        self.at = at
