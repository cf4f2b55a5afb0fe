"""The keys of the form and of its fields."""

from __future__ import annotations

from screens.keys.key import Key, Keys

_FIELDS = (
    Key("up", "screen.field(-1)", "↑", "Previous field"),
    Key("down", "screen.field(1)", "↓", "Next field"),
)

FORM = Keys("Form", _FIELDS)

LINK = Keys("Links", (Key("enter", "follow", "Enter", "Open", footer=True),))

DRAWING = Keys(
    "Drawings",
    (
        Key("up,k", "step(0, -1)", "↑ k", "Up", "the box above; scrolls where there is none"),
        Key("down,j", "step(0, 1)", "↓ j", "Down"),
        Key("left,h", "step(-1, 0)", "← h", "Left"),
        Key("right,l", "step(1, 0)", "→ l", "Right"),
        Key("home", "ends(False)", "Home", "First box"),
        Key("end", "ends(True)", "End", "Last box"),
        Key("enter", "open", "Enter", "Open", "the item that the box stands for", footer=True),
        Key(
            "z",
            "grow",
            "z",
            "Whole pane",
            "give the drawing all of the pane, or half of it again",
            footer=True,
        ),
    ),
    first=True,
)

PICK = Keys(
    "Fields to pick in",
    (
        Key("enter", "pick", "Enter", "Pick", "pick a value from a list", footer=True),
        Key("delete,backspace", "clear", "Delete", "Clear", "empty the field", footer=True),
        *_FIELDS,
    ),
    first=True,
)

CHOICE = Keys(
    "Choices",
    (
        Key(
            "right,space",
            "turn(1)",
            "→ Space",
            "Next",
            "the next option; a letter chooses by name",
            footer=True,
        ),
        Key("left", "turn(-1)", "←", "Previous", "the option before"),
    ),
    first=True,
)

FLAG = Keys(
    "Yes or no", (Key("space,enter", "pick", "Space", "Switch", "y and n answer", footer=True),), first=True
)

TEXT_LINE = Keys("Lines of text", (Key("ctrl+a", "select_all", "Ctrl+A", "Select all"),))

LINE = Keys(
    "Short texts",
    (
        # First, so that what is typed right after it finds the next field.
        Key("enter", "go_on", "Enter", "Go on", "to the next field", footer=True),
        Key("ctrl+e", "screen.editor", "Ctrl+E", "Edit in $EDITOR", footer=True),
        *_FIELDS,
    ),
    first=True,
)

PROSE = Keys(
    "Long texts",
    (
        Key("ctrl+e", "screen.editor", "Ctrl+E", "Edit in $EDITOR", footer=True),
        Key("ctrl+home", "text_ends(False)", "Ctrl+Home", "Beginning of the text"),
        Key("ctrl+end", "text_ends(True)", "Ctrl+End", "End of the text"),
        Key("ctrl+a", "select_all", "Ctrl+A", "Select all"),
    ),
)

LISTS = Keys(
    "Lists",
    (
        Key("up,k", "step(-1)", "↑ k", "Up", "the row above; from the first, the field before"),
        Key("down,j", "step(1)", "↓ j", "Down", "the row below; from the last, the next field"),
        Key("pageup", "page(-1)", "PgUp", "Page up"),
        Key("pagedown", "page(1)", "PgDn", "Page down"),
        Key("home", "step(-10000)", "Home", "First"),
        Key("end", "step(10000)", "End", "Last"),
        Key("enter", "enter", "Enter", "Open", "its page; one line is edited in its row", footer=True),
        Key("o", "act('open')", "o", "Open the page", "of an item that Enter edits in its row", footer=True),
        Key("a,insert", "act('add')", "a", "Add", "add an item after this one", footer=True),
        Key("r", "act('facts')", "r", "From the code", "findings that the code offers", footer=True),
        Key("m", "act('place')", "m", "Move to a field", "what an import could not place", footer=True),
        Key("d,delete", "act('delete')", "d", "Delete", "what is written asks for a second d", footer=True),
        Key("c", "act('duplicate')", "c", "Copy", "copy the item, with an id of its own", footer=True),
        Key("p", "act('paste')", "p", "Paste", "what was typed or pasted here becomes new items, one a line"),
        Key("shift+up,K", "act('up')", "K", "Move up"),
        Key("shift+down,J", "act('down')", "J", "Move down"),
    ),
    first=True,
)

ROW = Keys(
    "Texts edited in their row",
    (
        Key("enter", "submit", "Enter", "Next row", "the row below; below the last, a new one", footer=True),
        Key("up", "step(-1)", "↑", "Row above"),
        Key("down", "step(1)", "↓", "Row below"),
        Key("escape", "leave", "Esc", "Back", "to the list", footer=True),
    ),
    first=True,
)

CITATIONS = Keys(
    "Citations",
    (
        Key("c,a,insert", "act('capture')", "c a", "Cite", "pick lines in the code", footer=True),
        Key("t", "act('type')", "t", "Type path:lines"),
        Key("A", "screen.accept_change", "A", "Accept", "cite what it changed to, once read, signed"),
    ),
    first=True,
)
