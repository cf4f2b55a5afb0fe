"""Editors whose value is chosen: one of some options, yes or no, ids of other items, the item's own id."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from textual.content import Content
from textual.events import Click, Key
from textual.message import Message
from textual.reactive import reactive

from blistui.plan.fields import FieldSpec
from blistui.plan.ids import kind_in_words
from screens.dialogs.option import Option
from screens.fields.field import Field
from screens.keys.form import CHOICE, FLAG, PICK
from screens.widgets.key_line import Offering
from screens.widgets.key_order import NoText
from screens.widgets.lines import MUTED, line

Known = Callable[[tuple[str, ...]], Mapping[str, Option]]
"""Gives the items of some kinds by id, each with what it is called."""


class PickField(Field, NoText, Offering, can_focus=True):
    """A value shown on its lines; Enter asks the screen to let the author pick."""

    BINDINGS = PICK.bindings()

    FOCUS_ON_CLICK = False
    """The click itself gives the focus: rows above would move between the press and the release."""
    LABEL = "beside"
    NOT_TYPED = ": Enter picks a value"

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
        if not self.is_attached:
            return  # A key for a form that was left meanwhile.
        self.shown = value
        self.commit()
        self.screen.refresh_bindings()

    def offers(self, action: str, _parameters: tuple[Any, ...]) -> bool:
        """What is blank needs not be cleared."""
        return action != "clear" or not self.is_blank

    def unset(self) -> Content:
        """What stands in the place of a value that is not chosen."""
        return Content.styled(self.blank, MUTED)

    def action_pick(self) -> None:
        """Ask for a picker."""
        self.ask(self.Wanted(self))

    def action_clear(self) -> None:
        """Empty the field."""
        self.become("")

    def word_at(self, event: Click, words: Sequence[str], start: int = 0) -> str:
        """Which of `words_of(words)`, drawn from `start`, a click is on; then it is for that word alone."""
        place = event.get_content_offset(self)
        for word in words:
            if place is not None and start <= place.x < start + len(word):
                event.stop()
                event.prevent_default()
                self.screen.set_focus(self)
                return word
            start += len(word) + 3
        return ""

    def on_click(self, event: Click) -> None:
        """A click picks, as Enter does."""
        event.stop()
        self.screen.set_focus(self)
        self.action_pick()


def words_of(words: Sequence[str], chosen: str) -> Content:
    """Several words, the chosen one underlined."""
    return Content("   ").join(
        Content.styled(word, "bold underline" if word == chosen else MUTED) for word in words
    )


class ChoiceField(PickField):
    """One of a few options: letters choose, left and right go through them."""

    BINDINGS = CHOICE.bindings()

    def __init__(self, path: str, spec: FieldSpec, value: Any, names: Mapping[str, str]) -> None:
        """`names` are what people call the options, where they are not called by their values."""
        super().__init__(path, spec, value)
        self._names = names
        self.is_heading = bool(names)
        """Whether items of this kind stand under the options as headings."""

    def render(self) -> Content:
        """All options with the chosen one underlined, where they have space; else the value."""
        options = self.spec.options
        if self.shown and self.shown not in options:
            return Content.assemble(self.shown, (f"   ✗ not one of the {len(options)} options", "$error"))
        if self._are_words:
            return self._unchosen + words_of(options, self.shown)
        if not self.shown:
            names = " · ".join(self._names.get(option, option) for option in options)
            width = max(self.content_size.width, 1)
            return (self._unchosen + Content.styled(names, MUTED)).truncate(width, ellipsis=True)
        name = Content(self._names.get(self.shown, self.shown))
        return line(max(self.content_size.width, 1), name, Content.styled("▾", MUTED))

    @property
    def _unchosen(self) -> Content:
        """The mark of a choice that is still to be made."""
        return Content.styled("○ " if not self.shown and self.wanted is not None else "", MUTED)

    @property
    def _are_words(self) -> bool:
        """Whether all options stand side by side."""
        options = self.spec.options
        return not self._names and sum(len(option) + 3 for option in options) <= self.content_size.width

    def on_click(self, event: Click) -> None:
        """A click on an option chooses it."""
        if not self._are_words or (self.shown and self.shown not in self.spec.options):
            return
        option = self.word_at(event, self.spec.options, self._unchosen.cell_length)
        if option:
            self.become(option)

    def options(self) -> Sequence[Option]:
        """The options of the field."""
        return [Option(value, self._names.get(value, "")) for value in self.spec.options]

    def action_turn(self, by: int) -> None:
        """Go to the next or previous option."""
        options = self.spec.options
        at = options.index(self.shown) + by if self.shown in options else (0 if by > 0 else -1)
        self.become(options[at % len(options)])

    def on_key(self, event: Key) -> None:
        """A letter chooses the next option whose name begins with it."""
        letter = (event.character or "").casefold()
        if not letter.isalnum():
            return
        options = self.spec.options
        at = options.index(self.shown) if self.shown in options else -1
        for option in (*options[at + 1 :], *options[: at + 1]):
            if self._names.get(option, option).casefold().startswith(letter):
                event.stop()
                self.become(option)
                return


_ANSWERS = ("yes", "no")


class FlagField(PickField):
    """Yes or no; space turns it."""

    BINDINGS = FLAG.bindings()

    def render(self) -> Content:
        """Both answers, the one given underlined."""
        return words_of(_ANSWERS, "yes" if self.shown else "no")

    def on_click(self, event: Click) -> None:
        """A click on an answer gives that one, whatever was given before."""
        answer = self.word_at(event, _ANSWERS)
        if answer:
            self.become(answer == "yes")

    def on_key(self, event: Key) -> None:
        """A letter answers."""
        letter = (event.character or "").casefold()
        if letter in ("y", "n"):
            event.stop()
            self.become(letter == "y")

    def action_pick(self) -> None:
        """Turn it."""
        self.become(not self.shown)

    def action_clear(self) -> None:
        """Say no."""
        self.become(False)


class RefField(PickField):
    """The id of one other item, or of several, with what they are called."""

    def __init__(self, path: str, spec: FieldSpec, value: Any, known: Known) -> None:
        super().__init__(path, spec, value)
        self._known = known

    @property
    def several(self) -> bool:
        """Whether the field holds a list."""
        return self.spec.widget == "refs"

    def options(self) -> Sequence[Option]:
        """Every item that may be named here."""
        table, _, rest = self.path.partition(".")
        # No item rests on itself, unless the field asks for that.
        own = rest.partition(".")[0] if table in self.spec.refs and not self.spec.itself else ""
        return [option for id, option in self._known(self.spec.refs).items() if not own or id != own]

    def render(self) -> Content:
        """Each id on a line of its own."""
        chosen = [self.shown] if isinstance(self.shown, str) else list(self.shown)
        chosen = [value for value in chosen if value]
        if not chosen:
            return self.unset()
        known = self._known(self.spec.refs)
        lines = [
            Content.assemble(value, "  ", (known[value].label, MUTED))
            if value in known
            else Content.assemble(value, "  ", (f"✗ no such {self._kinds}", "$error"))
            for value in chosen
        ]
        return Content("\n").join(lines)

    @property
    def _kinds(self) -> str:
        return " or ".join(map(kind_in_words, self.spec.refs))

    def action_clear(self) -> None:
        """Take the last one out."""
        self.become(tuple(self.shown[:-1]) if self.several else "")


class IdField(PickField):
    """The item's id; renaming it rewrites all references, so it is asked for, not typed in place."""

    def render(self) -> Content:
        """The id."""
        hint = "   Enter renames it everywhere" if self.has_focus else ""
        return Content.assemble((str(self.shown) or "–", ""), (hint, MUTED))

    def action_clear(self) -> None:
        """An id is renamed, never cleared."""
