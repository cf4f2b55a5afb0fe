"""The keys of the dialogs."""

from __future__ import annotations

from screens.keys.key import Key, Keys

QUESTION = Keys(
    "Questions",
    (
        Key("left,up", "step(-1)", "↑ ←", "Previous answer", first=True),
        Key("right,down", "step(1)", "↓ →", "Next answer", first=True),
        Key("pageup", "scroll(-10)", "PgUp", "Page up"),
        Key("pagedown", "scroll(10)", "PgDn", "Page down"),
        Key("escape", "dismiss('')", "Esc", "Cancel", footer=True),
        Key("f1", "help", "F1", "Help"),
    ),
)

LINES = Keys(
    "Lines to fill in",
    (
        # First: else a dialog that is higher than the terminal would scroll instead.
        Key("up", "app.focus_previous", "↑", "Previous line", first=True),
        Key("down", "app.focus_next", "↓", "Next line", first=True),
        Key("enter", "go_on", "Enter", "Go on", "to the next line; from the last one, done", first=True),
        Key("pageup", "scroll(-10)", "PgUp", "Page up", first=True),
        Key("pagedown", "scroll(10)", "PgDn", "Page down", first=True),
        Key("escape", "dismiss(None)", "Esc", "Cancel", footer=True),
        Key("f1", "help", "F1", "Help"),
    ),
)

READING = Keys(
    "Pages to read",
    (
        Key("up,k", "scroll(-1)", "↑ k", "Up"),
        Key("down,j", "scroll(1)", "↓ j", "Down"),
        Key("pageup", "scroll(-10)", "PgUp", "Page up"),
        Key("pagedown,space", "scroll(10)", "PgDn Space", "Page down"),
        Key("escape,q,enter,f1", "dismiss", "Esc", "Close", footer=True),
    ),
)

PICKER = Keys(
    "Lists to pick from",
    (
        Key("enter", "take", "Enter", "Take", "what is marked, or the row at the cursor"),
        Key("up", "step(-1)", "↑", "Up"),
        Key("down", "step(1)", "↓", "Down"),
        Key("pageup", "page(-1)", "PgUp", "Page up"),
        Key("pagedown", "page(1)", "PgDn", "Page down"),
        Key("ctrl+t,f2", "tick", "F2", "Tick", "one of several; Space, where no word can narrow"),
        Key("escape", "dismiss(None)", "Esc", "Cancel", footer=True),
        Key("f1", "help", "F1", "Help"),
    ),
    # So that they take effect in the order they are typed in.
    first=True,
)

FIND = Keys(
    "Find in the plan",
    (
        Key("up", "move(-1)", "↑", "Up", first=True),
        Key("down", "move(1)", "↓", "Down", first=True),
        Key("pageup", "page(-1)", "PgUp", "Page up", first=True),
        Key("pagedown", "page(1)", "PgDn", "Page down", first=True),
        Key("escape", "dismiss(None)", "Esc", "Close", footer=True),
        Key("f1", "app.keys", "F1", "Help"),
    ),
)

COMMANDS = Keys(
    "All commands",
    (
        Key("up", "command_list('cursor_up')", "↑", "Up", first=True),
        Key("down", "cursor_down", "↓", "Down", first=True),
        Key("pageup", "command_list('page_up')", "PgUp", "Page up", first=True),
        Key("pagedown", "command_list('page_down')", "PgDn", "Page down", first=True),
        Key("escape", "escape", "Esc", "Close", footer=True),
        Key("f1", "app.keys", "F1", "Help"),
    ),
)

LISTED_ROWS = Keys(
    "Merges and signatures: the list",
    (Key("enter", "choose", "Enter", "Choose", "the row at the cursor; a question comes first", True),),
)

_LISTED = (
    Key("u,ctrl+z", "undo", "u", "Undo", "take back the last step that was taken here", True),
    Key("space", "read(5)", "Space", "Read on", "scroll what is said of the row", True),
    Key("b", "read(-5)", "b", "Read back"),
    Key("escape", "back", "Esc", "Back", "stop looking; leave", True),
    Key("f1", "help", "F1", "Help", footer=True),
)

MERGES = Keys(
    "Merges that git shows",
    (
        Key("f", "freeze", "f", "Freeze", "enter the interface in section G as well, or not", True),
        *_LISTED,
    ),
)

SIGNING = Keys(
    "What is unsigned",
    (Key("o", "open", "o", "Open", "the item, to read or to correct it", True), *_LISTED),
)

RECON_ROWS = Keys(
    "Facts: the list",
    (
        Key("enter", "choose", "Enter", "Accept", "what is ticked, or the fact at the cursor", True),
        Key("space", "screen.tick", "Space", "Tick", "this fact, to accept several", True),
        Key("m", "screen.more", "m", "More", "facts of this topic", True),
        Key("slash", "screen.filter", "/", "Filter", "only what has the words you type", True),
    ),
)

RECON_WORDS = Keys(
    "Facts: the filter",
    (
        Key("enter", "screen.to_facts", "Enter", "To the facts", footer=True),
        Key("up", "screen.step(-1)", "↑", "Up"),
        Key("down", "screen.step(1)", "↓", "Down"),
        Key("pageup", "screen.page(-1)", "PgUp", "Page up"),
        Key("pagedown", "screen.page(1)", "PgDn", "Page down"),
    ),
    first=True,
)

RECON = Keys(
    "Facts from the code",
    (Key("escape", "back", "Esc", "Back", "show all; stop looking; leave", True),),
)
