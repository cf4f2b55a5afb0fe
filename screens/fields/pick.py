"""Editors whose value is chosen: one of some options, yes or no, ids of other items, the item's own id."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive

from blistui.plan.fields import FieldSpec
from screens.dialogs.picker import Option
from screens.fields.field import Field
from screens.keys.form import CHOICE, FLAG, PICK


class PickField(Field, can_focus=True):
    """A value shown on its lines; Enter asks the screen to let the author pick."""

    BINDINGS = PICK.bindings()

    STEPS = ""

    shown: reactive[Any] = reactive("", layout=True)

    @dataclass
    class Wanted(Message):
        """The author wants to pick a value."""

        field: PickField

    def __init__(self, path: str, spec: FieldSpec, value: Any) -> None:
        super().__init__()
        self.bind_field(path, spec)
        self.set_reactive(PickField.shown, value)

    def read(self) -> Any:
        """The value."""
        return self.shown

    def show(self, value: Any) -> None:
        """Show `value`."""
        self.shown = value

    def options(self) -> Sequence[Option]:
        """What can be picked."""
        return ()

    @property
    def several(self) -> bool:
        """Whether more than one can be picked."""
        return False

    def become(self, value: Any) -> None:
        """Take a picked value and post a message that says so."""
        self.shown = value
        self.commit()

    def action_pick(self) -> None:
        """Ask for a picker."""
        self.ask(self.Wanted(self))

    def action_clear(self) -> None:
        """Empty the field."""
        self.become("")

    def take_text(self, text: str) -> None:
        """Text is none of the commands."""
        self.notify("Text is not typed here: Enter picks a value.", severity="warning", markup=False)

    def on_click(self, event: Click) -> None:
        """A click picks, as Enter does."""
        event.stop()
        self.focus()
        self.action_pick()


class ChoiceField(PickField):
    """One of a few options; left and right go through them."""

    BINDINGS = CHOICE.bindings()

    def render(self) -> Content:
        """The value, and how many there are to choose from."""
        if self.shown and self.shown not in self.spec.options:
            return Content(f"‹ {self.shown} ›  not one of the {len(self.spec.options)} options")
        if not self.shown:
            return Content.styled("‹ choose ›", "dim")
        return Content(f"‹ {self.shown} ›")

    def options(self) -> Sequence[Option]:
        """The options of the field."""
        return [Option(value) for value in self.spec.options]

    def action_turn(self, by: int) -> None:
        """Go to the next or previous option."""
        options = self.spec.options
        at = options.index(self.shown) + by if self.shown in options else (0 if by > 0 else -1)
        self.become(options[at % len(options)])


class FlagField(PickField):
    """Yes or no; space turns it."""

    BINDINGS = FLAG.bindings()

    def render(self) -> Content:
        """A box with the help beside it."""
        return Content("[x] yes  " if self.shown else "[ ] no  ") + Content.styled(self.spec.help, "dim")

    def action_pick(self) -> None:
        """Turn it."""
        self.become(not self.shown)

    def action_clear(self) -> None:
        """Say no."""
        self.become(False)


class RefField(PickField):
    """The id of one other item, or of several, with what they are called."""

    def __init__(
        self, path: str, spec: FieldSpec, value: Any, known: Callable[[tuple[str, ...]], Sequence[Option]]
    ) -> None:
        super().__init__(path, spec, value)
        self._known = known

    @property
    def several(self) -> bool:
        """Whether the field holds a list."""
        return self.spec.widget == "refs"

    def options(self) -> Sequence[Option]:
        """Every item that may be named here."""
        return self._known(self.spec.refs)

    def render(self) -> Content:
        """Each id on a line of its own."""
        chosen = [self.shown] if isinstance(self.shown, str) else list(self.shown)
        chosen = [value for value in chosen if value]
        if not chosen:
            return Content.styled("‹ none ›", "dim")
        labels = {option.value: option.label for option in self.options()}
        lines = [
            f"{value}  {labels[value]}" if value in labels else f"{value}  ✗ no such {self._kinds}"
            for value in chosen
        ]
        return Content("\n".join(lines))

    @property
    def _kinds(self) -> str:
        return " or ".join(kind.replace("_", " ") for kind in self.spec.refs)

    def action_clear(self) -> None:
        """Take the last one out."""
        self.become(tuple(self.shown[:-1]) if self.several else "")


class IdField(PickField):
    """The item's id; renaming it rewrites all references, so it is asked for, not typed in place."""

    def render(self) -> Content:
        """The id."""
        return Content(str(self.shown) or "‹ no id ›") + Content.styled(
            "   Enter renames it everywhere", "dim"
        )

    def action_clear(self) -> None:
        """An id is renamed, never cleared."""
