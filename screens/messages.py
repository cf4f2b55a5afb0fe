"""What screens ask of the app, as messages: so no screen needs to know the app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from blistui.store.load import Loaded
    from blistui.store.session import Session
    from screens.form.form import Place


class OpenPlan(Message):
    """This plan is to be put on the workbench, in place of the screen that asks."""

    def __init__(
        self, loaded: Loaded, instead_of: Session | None = None, place: Place | None = None, focus: str = ""
    ) -> None:
        """`instead_of` is the session that ends with that: until then it takes every edit.

        `place` is what the form is to show, or the nearest that the plan has; `focus` the path of its field.
        """
        super().__init__()
        self.loaded = loaded
        self.instead_of = instead_of
        self.place = place
        self.focus = focus
