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
            self.keys,
            self.action,
            self.short or self.does,
            show=bool(self.short),
            tooltip=self.does,
            # So that keys take effect in the order they are typed, and what is typed right after one that
            # opens a prompt or a finder is found there.
            priority=True,
        )


VIEW_KEYS = (
    Key("v", "mark", "v", "start or end a selection of lines", "Mark"),
    Key("c", "capture", "c", "cite the selected lines, or the line of the cursor", "Cite"),
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

PANE_KEYS = (
    Key("f", "ask('files')", "f", "find a file by a few letters", "File"),
    Key("s", "ask('symbols')", "s", "find a symbol of the repository"),
    Key("o", "ask('outline')", "o", "symbols of this file"),
    Key(
        "V",
        "declaration",
        "V",
        "select the declaration around the cursor; again: its comment, what is around",
    ),
    Key("d", "ask('definition')", "d", "go to the declaration of the name under the cursor"),
    Key("i", "ask('implementers')", "i", "types that implement the interface under the cursor"),
    Key("u", "ask('callers')", "u", "calls of the function under the cursor"),
    Key("m", "ask('constructors')", "m", "where values of the type under the cursor are made"),
    Key("r", "ask('references')", "r", "references to the name under the cursor"),
    Key("slash", "prompt('/')", "/", "search in this file"),
    Key("question_mark,ctrl+f", "ask('text')", "? Ctrl+F", "search in all files"),
    Key(
        "colon,ctrl+g",
        "prompt(':')",
        ": Ctrl+G",
        "go to a line (12), select lines (12-20), open a path or path:12",
    ),
    Key("left_square_bracket", "travel(-1)", "[", "back to where you were"),
    Key("right_square_bracket", "travel(1)", "]", "forward again"),
    Key("t", "tree", "t", "show or hide the tree of files"),
    Key("B", "base", "B", "this file at the plan's base commit, or in the work tree"),
    Key(
        "D", "ask('difference')", "D", "what changed since the base: in the lines cited here, or in this file"
    ),
    Key("R", "reload", "R", "read the file and the list of files again"),
)


def help_of(keys: tuple[Key, ...]) -> str:
    """One line for each key: how it is written, and what it does."""
    width = max(len(key.shown) for key in keys)
    return "\n".join(f"{key.shown:<{width}}  {key.does}" for key in keys)


HELP = f"""\
Code: find a place, select lines, press c: they become a citation of the field that asked.
● marks lines that the plan cites already. Click a mark, or press Enter there, to see by what.

{help_of(VIEW_KEYS[:6])}

{help_of(PANE_KEYS)}

{help_of(VIEW_KEYS[6:])}

With the mouse: drag selects lines, Shift and click extends, Ctrl and click goes to the definition."""
