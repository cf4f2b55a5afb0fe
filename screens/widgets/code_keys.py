"""The keys of the code view, in one table that makes its bindings and its help."""

from __future__ import annotations

from typing import NamedTuple

from textual.binding import Binding


class Key(NamedTuple):
    """Keys that do one action; `shown` as help writes them; `short` is set for those in the footer."""

    keys: str
    action: str
    shown: str
    does: str
    short: str = ""

    def binding(self) -> Binding:
        """The binding of this row."""
        return Binding(
            self.keys, self.action, self.short or self.does, show=bool(self.short), tooltip=self.does
        )


VIEW_KEYS = (
    Key("v,V", "mark", "v", "start or end a selection of lines", "Select"),
    Key("c", "capture", "c", "cite the selected lines, or the line of the cursor", "Capture"),
    Key("a", "add_range", "a", "add these lines to several ranges of one citation, or drop them"),
    Key("enter", "enter", "Enter", "cite the selection; without one, open what cites this line"),
    Key("escape", "let_go", "Esc", "drop the selection, then the added ranges, then the search"),
    Key("y,ctrl+c", "copy", "y", "copy the selected lines"),
    Key("n", "match(1)", "n", "next match"),
    Key("N", "match(-1)", "N", "match before"),
    Key("asterisk", "search_word", "*", "search the word under the cursor"),
    Key("z", "centre", "z", "move the cursor line to the middle"),
    Key("up,k", "move('up')", "↑ k", "line up"),
    Key("down,j", "move('down')", "↓ j", "line down"),
    Key("left,h", "move('left')", "← h", "character left"),
    Key("right,l", "move('right')", "→ l", "character right"),
    Key("w,ctrl+right", "move('word')", "w", "next word"),
    Key("b,ctrl+left", "move('word_back')", "b", "word before"),
    Key("home,0", "move('home')", "Home 0", "start of the line"),
    Key("end,dollar_sign", "move('end')", "End $", "end of the line"),
    Key("pageup,ctrl+b", "move('page_up')", "PgUp", "page up"),
    Key("pagedown,space", "move('page_down')", "PgDn Space", "page down"),
    Key("ctrl+u", "move('half_up')", "Ctrl+U", "half a page up"),
    Key("ctrl+d", "move('half_down')", "Ctrl+D", "half a page down"),
    Key("g,ctrl+home", "move('top')", "g", "first line"),
    Key("G,ctrl+end", "move('bottom')", "G", "last line"),
    Key("shift+up", "extend('up')", "Shift+↑", "select up"),
    Key("shift+down", "extend('down')", "Shift+↓", "select down"),
    Key("shift+pageup", "extend('page_up')", "Shift+PgUp", "select a page up"),
    Key("shift+pagedown", "extend('page_down')", "Shift+PgDn", "select a page down"),
)


def help_of(keys: tuple[Key, ...]) -> str:
    """One line for each key: how it is written, and what it does."""
    width = max(len(key.shown) for key in keys)
    return "\n".join(f"{key.shown:<{width}}  {key.does}" for key in keys)
