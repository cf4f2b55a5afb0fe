"""The keys of app, start screen and workbench, and the commands that only the palette has."""

from __future__ import annotations

from screens.keys.key import Key, Keys

APP = Keys(
    "Everywhere",
    (
        Key("ctrl+q", "quit", "Ctrl+Q", "Quit", "leave, after a question about what is unsaved", first=True),
        Key("f10", "turn_theme", "F10", "Dark or light", "turn the theme", first=True),
        Key("f1", "keys", "F1", "Keys", "those that work now, where no page explains more", footer=True),
    ),
)

START = Keys(
    "Start",
    (
        Key("n", "new", "n", "New plan", footer=True),
        Key("o", "open", "o", "Open a file", footer=True),
        Key("ctrl+q,q", "app.quit", "q", "Quit", footer=True),
    ),
)

WORKBENCH = Keys(
    "Workbench",
    (
        Key("f1", "help", "F1", "Help", "explain the focused field or pane, and the phase", True, True),
        Key("f2", "pane('rail')", "F2", "Phases", "with what the rules find in each", True, True),
        Key("f3", "pane('form')", "F3", "Form", "the fields of the phase", first=True),
        Key("f4", "pane('findings')", "F4", "Findings", "what the rules find, as you type", True, True),
        Key("f5", "pane('code')", "F5", "Code", "browse the repository and cite from it", True, True),
        Key("f6", "pane('evidence')", "F6", "Proof", "the cited lines, and what is found there", first=True),
        Key(
            "ctrl+n",
            "next",
            "Ctrl+N",
            "Next to do",
            "go to the next thing to write or to fix, across phases",
            footer=True,
            first=True,
        ),
        Key("ctrl+f", "find", "Ctrl+F", "Find", "a text, or a field by its name, in all phases", first=True),
        Key("f9", "hit(1)", "F9", "Next hit", "of the text or name that was found", first=True),
        Key("shift+f9", "hit(-1)", "Shift+F9", "Previous hit", first=True),
        Key("f7", "station(-1)", "F7", "Previous phase", first=True),
        Key("f8", "station(1)", "F8", "Next phase", first=True),
        Key("ctrl+up", "sibling(-1)", "Ctrl+↑", "Previous item", "of the list of this one", first=True),
        Key("ctrl+down", "sibling(1)", "Ctrl+↓", "Next item", "of the list of this one", first=True),
        Key("ctrl+s", "save", "Ctrl+S", "Save", "write the plan to its file", True, True),
        Key("ctrl+z", "undo", "Ctrl+Z", "Undo", "take back the last step", first=True),
        Key("ctrl+y", "redo", "Ctrl+Y", "Redo", "do again what was taken back", first=True),
        Key(
            "ctrl+l",
            "follow",
            "Ctrl+L",
            "Let numbers follow",
            "in texts that count PRs or others",
            first=True,
        ),
        # First, so that what is typed right after Tab finds the new field and not the old one.
        Key("tab", "app.focus_next", "Tab", "Next field", first=True),
        Key("shift+tab", "app.focus_previous", "Shift+Tab", "Previous field", first=True),
        Key("escape", "back", "Esc", "Back", "to the field that asked, the list, the form"),
        Key("ctrl+e", "editor", "Ctrl+E", "Edit in $EDITOR", "the focused text in your own editor"),
        Key("", "save_copy", "", "Save a copy", "write the plan to another file too"),
        Key("", "guidelines", "", "Design guidelines", "those that blistui ships: module map, targets"),
        Key("", "check_again", "", "Check again", "run the rules on the code as it is now"),
        Key(
            "", "accept_facts", "", "Accept facts from the code", "findings with their citations, for Phase 0"
        ),
        Key(
            "",
            "accept_change",
            "",
            "Accept the changed citation",
            "that the evidence shows, once read, signed",
        ),
        Key(
            "",
            "cite_prose",
            "",
            "Cite what the text names",
            "places in code that the item of the evidence names in its text",
        ),
        Key("", "place", "", "Move to a field", "the text of an import that this page or row has"),
        Key("", "remark", "", "Remark on the item", "what a reviewer wants to have answered"),
        Key("", "answer", "", "Answer a remark", "the first open one on the item"),
        Key("", "merges", "", "Merges that git shows", "mark the PRs that were merged, one by one"),
        Key("", "revise", "", "Start a revision", "what changed since the last one filled in; you say why"),
        Key("", "sign", "", "Sign what is unsigned", "what only a person can decide, item by item"),
        Key("", "pin_revision", "", "Pin the newest revision", "the newest note describes the plan as it is"),
        Key("", "freeze", "", "Freeze an interface", "pick a merged interface in the code, for section G"),
        Key(
            "",
            "reanchor",
            "",
            "Re-anchor to the current commit",
            "verify every citation there and make it the plan's base, as one step",
        ),
        Key("", "export('markdown')", "", "Export Markdown", "the whole document, beside the plan"),
        Key("", "export('core')", "", "Export the review core", "sections A, C, D and Tier 1"),
        Key("", "export('json')", "", "Export JSON", "the plan for other programs"),
        Key("", "brief", "", "Export the brief of a PR", "for whoever implements it, beside the plan"),
        Key("", "apply_every_fix", "", "Apply every fix", "all mechanical fixes as one step"),
    ),
)

EVIDENCE = Keys(
    "Evidence",
    (
        Key("left", "step(-1)", "←", "Previous citation", footer=True),
        Key("right", "step(1)", "→", "Next citation", footer=True),
        Key("A", "screen.accept_change", "A", "Accept", "cite what it changed to, once read, signed", True),
        Key("C", "screen.cite_prose", "C", "Cite from text", "the places in code that the text names", True),
        Key("M", "screen.remark", "M", "Remark", "on this item, open until it is answered"),
        Key("R", "screen.answer", "R", "Reply", "answer the first open remark on this item"),
    ),
)

PHASES = Keys(
    "Phases",
    (
        Key("up,k", "step(-1)", "↑ k", "Up"),
        Key("down,j", "step(1)", "↓ j", "Down"),
        Key("enter,right", "go", "Enter →", "Go", "go to the phase; so does its own mark: 0–8, A, G, R"),
    ),
)

FINDINGS = Keys(
    "Findings",
    (
        Key("up,k", "step(-1)", "↑ k", "Up"),
        Key("down,j", "step(1)", "↓ j", "Down"),
        Key("e", "act('explain')", "e", "Explain", "the rule, and why the template asks", footer=True),
        Key("x", "act('fix')", "x", "Fix", "apply the fix of this finding", footer=True),
        Key("w", "act('waive')", "w", "Waive", "overrule a heuristic, with a reason and a name", True),
        # First, so that what is typed right after it finds the filter and not the list.
        Key("slash", "filter", "/", "Filter", "only what has the words you type", footer=True, first=True),
        Key("p", "turn_scope", "p", "Scope", "this phase, or all", footer=True),
        Key("escape", "clear_filter", "Esc", "Show all", "without the filter", footer=True),
        Key(
            "l", "turn_group", "l", "Kinds", "only what is wrong, what asks for a look, what is to be written"
        ),
    ),
)

REVIEW = Keys(
    "Review",
    (
        Key("e", "export('markdown')", "e", "Export Markdown", footer=True),
        Key("m", "screen.merges", "m", "Merges", "mark the PRs that git shows as merged", footer=True),
        Key("v", "screen.revise", "v", "Revise", "start a revision, with what changed filled in", True),
        Key("s", "screen.sign", "s", "Sign", "what is unsigned, item by item", True),
        Key("c", "export('core')", "c", "Core", "export the review core"),
        Key("j", "export('json')", "j", "JSON", "export JSON"),
        Key(
            "d", "changes", "d", "Changes", "budgets and what changed since the last revision, and back", True
        ),
        Key("right_square_bracket,n", "section(1)", "] n", "Next section"),
        Key("left_square_bracket,N", "section(-1)", "[ N", "Previous section"),
    ),
)
