"""The keys of the code pane, and of the finders and lists that it opens."""

from __future__ import annotations

from screens.keys.key import Key, Keys

CODE_CITE = Keys(
    "Code: cite",
    (
        Key("v", "mark", "v", "Mark", "start or end a selection of lines", True),
        Key("c", "capture", "c", "Cite", "cite the selected lines, or the line of the cursor", True),
        Key("a", "add_range", "a", "Add lines", "to several ranges of one citation, or drop them"),
        Key("enter", "enter", "Enter", "Cite or follow", "the selection; else open what cites this line"),
        Key("escape", "let_go", "Esc", "Unselect", "the selection, then the added ranges, then the search"),
        Key("y,ctrl+c", "copy", "y", "Copy", "copy the selected lines"),
    ),
    first=True,
)

CODE_ASK = Keys(
    "Code: find",
    (
        Key("f", "ask('files')", "f", "File", "find a file by a few letters", True),
        Key("s", "ask('symbols')", "s", "Symbol", "find a symbol of the repository"),
        Key("o", "ask('outline')", "o", "Outline", "the symbols of this file"),
        Key("V", "declaration", "V", "Declaration", "select it; again: its comment, what is around"),
        Key("d", "ask('definition')", "d", "Definition", "go to the declaration of the name at the cursor"),
        Key("i", "ask('implementers')", "i", "Implementers", "types that implement the interface"),
        Key("u", "ask('callers')", "u", "Callers", "calls of the function under the cursor"),
        Key(
            "m",
            "ask('constructors')",
            "m",
            "Constructors",
            "where values of the type under the cursor are made",
        ),
        Key("I", "ask('satisfies')", "I", "Satisfies", "interfaces that the type at the cursor implements"),
        Key("U", "ask('callees')", "U", "Callees", "what the function under the cursor calls"),
        Key("T", "ask('tests')", "T", "Tests", "tests that use the name under the cursor"),
        Key("r", "ask('references')", "r", "References", "uses of the name under the cursor"),
        Key("Q", "results", "Q", "Results", "the last list again; n and N walk through it"),
        Key("H", "ask('history')", "H", "History", "who changed the lines since the base, in which commit"),
        Key("slash", "prompt('/')", "/", "Search", "in this file"),
        Key("question_mark,ctrl+f", "ask('text')", "? Ctrl+F", "Search all", "in all files"),
        Key("colon,ctrl+g", "prompt(':')", ": Ctrl+G", "Go to", "12, 12-20, a path or path:12"),
        Key("left_square_bracket,ctrl+o", "travel(-1)", "[ Ctrl+O", "Back", "to where you were"),
        Key("right_square_bracket", "travel(1)", "]", "Forward", "again"),
        Key("t", "tree", "t", "Tree", "show or hide the tree of files"),
        Key("B", "base", "B", "Base", "this file at the plan's base commit, or in the work tree"),
        Key(
            "D",
            "ask('difference')",
            "D",
            "Difference",
            "since the base: of the lines cited here, or the file",
        ),
        Key("Y", "copy_place", "Y", "Copy path:line", "of the selected lines, as a citation is typed"),
        Key("P", "copy_address", "P", "Copy address", "of the selected lines on the code host"),
        Key("R", "reload", "R", "Read again", "the file and the list of files"),
    ),
    first=True,
)

CODE_MOVE = Keys(
    "Code: move",
    (
        Key("n", "match(1)", "n", "Next match", "of the search, or the next of the results"),
        Key("N", "match(-1)", "N", "Previous match", "or the previous result"),
        Key("asterisk", "search_word", "*", "Search the word", "under the cursor"),
        Key("z", "centre", "z", "Middle", "move the cursor line to the middle"),
        Key("up,k", "move('up')", "↑ k", "Up"),
        Key("down,j", "move('down')", "↓ j", "Down"),
        Key("left,h", "move('left')", "← h", "Left"),
        Key("right,l", "move('right')", "→ l", "Right"),
        Key("w,ctrl+right", "move('word')", "w", "Next word"),
        Key("b,ctrl+left", "move('word_back')", "b", "Previous word"),
        Key("home,0", "move('home')", "Home 0", "Start of the line"),
        Key("end,dollar_sign", "move('end')", "End $", "End of the line"),
        Key("pageup,ctrl+b", "move('page_up')", "PgUp", "Page up"),
        Key("pagedown,space", "move('page_down')", "PgDn Space", "Page down"),
        Key("ctrl+u", "move('half_up')", "Ctrl+U", "Half a page up"),
        Key("ctrl+d", "move('half_down')", "Ctrl+D", "Half a page down"),
        Key("percent_sign", "move('bracket')", "%", "Other bracket", "the one that belongs to it"),
        Key("g,ctrl+home", "move('top')", "g", "First line"),
        Key("G,ctrl+end", "move('bottom')", "G", "Last line"),
        Key("shift+up", "extend('up')", "Shift+↑", "Select up"),
        Key("shift+down", "extend('down')", "Shift+↓", "Select down"),
        Key("shift+pageup", "extend('page_up')", "Shift+PgUp", "Select a page up"),
        Key("shift+pagedown", "extend('page_down')", "Shift+PgDn", "Select a page down"),
    ),
    first=True,
)

CODE_PROMPT = Keys(
    "Code: line to type in",
    (
        # First, so that what is typed right after it finds the code to which Enter goes.
        Key("enter", "enter", "Enter", "Go", first=True),
        Key("escape", "cancel", "Esc", "Cancel"),
    ),
)

TREE = Keys(
    "Tree of files",
    (
        Key("right,l", "open", "→ l", "Open folder"),
        Key("left,h", "close", "← h", "Close folder"),
        Key("space", "choose", "Space", "Open"),
    ),
)

ROWS = Keys(
    "Long lists",
    (
        Key("up,k", "move(-1)", "↑ k", "Up"),
        Key("down,j", "move(1)", "↓ j", "Down"),
        Key("pageup,ctrl+u", "page(-1)", "PgUp", "Page up"),
        Key("pagedown,ctrl+d", "page(1)", "PgDn", "Page down"),
        Key("home,g", "ends(False)", "Home g", "First"),
        Key("end,G", "ends(True)", "End G", "Last"),
        Key("enter", "choose", "Enter", "Open"),
    ),
)

DIFFERENCE = Keys(
    "Difference",
    (
        Key("n", "hunk(1)", "n", "Next change", footer=True),
        Key("N", "hunk(-1)", "N", "Previous change", footer=True),
        Key("escape,q,D", "dismiss", "Esc", "Close", footer=True),
    ),
)

FINDER = Keys(
    "Finders",
    (
        Key("up,ctrl+p", "move(-1)", "↑", "Up", first=True),
        Key("down,ctrl+n", "move(1)", "↓", "Down", first=True),
        Key("pageup", "page(-1)", "PgUp", "Page up", first=True),
        Key("pagedown", "page(1)", "PgDn", "Page down", first=True),
        Key("f6", "keep", "F6", "Keep as evidence"),
        Key("escape", "dismiss", "Esc", "Close", footer=True),
        Key("f1", "app.keys", "F1", "Help"),
    ),
)

HELP = f"""\
Code: find a place, select lines, press c: they become a citation of the field that asked.
● marks lines that the plan cites already. Click a mark, or press Enter there, to see by what.

{CODE_CITE.help()}

{CODE_ASK.help()}

{CODE_MOVE.help()}

A number typed before repeats a motion: 12j; 12G goes to line 12.
With the mouse: drag selects lines, Shift and click extends, Ctrl and click goes to the definition."""
"""What F1 says in the code pane."""
