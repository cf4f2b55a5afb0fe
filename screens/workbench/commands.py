"""The commands of the workbench, as the command palette lists them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, OptionList, TextArea

from screens.form.phases import STATIONS
from screens.workbench.bench import Bench

Command = tuple[str, str, Callable[[], object]]
"""Title, help, and what it does."""

_ACTIONS = (
    ("Save", "Write the plan to its file (Ctrl+S)", "save"),
    ("Save a copy", "Write the plan to another file too", "save_copy"),
    ("Undo", "Take back the last step (Ctrl+Z)", "undo"),
    ("Redo", "Do again what was taken back (Ctrl+Y)", "redo"),
    ("Phases", "The rail (F2)", "pane('rail')"),
    ("Form", "The fields of the phase (F3)", "pane('form')"),
    ("Next phase", "F8", "station(1)"),
    ("Previous phase", "F7", "station(-1)"),
    ("Back", "To the field that asked, the list, the form (Esc)", "back"),
    ("Findings", "What the rules find (F4)", "pane('findings')"),
    ("Code", "Browse the repository and cite from it (F5)", "pane('code')"),
    ("Explain", "The focused field and its phase (F1)", "help"),
    ("Edit in $EDITOR", "The focused long text (Ctrl+E)", "editor"),
    ("Check again", "Run the rules on the code as it is now", "check_again"),
    (
        "Accept facts from the code",
        "A list of findings, each with its citation, to take into Phase 0",
        "accept_facts",
    ),
    ("Add a revision note", "Dated, with digests of the plan as it is", "revise"),
    ("Pin the newest revision", "Say that the newest note describes the plan as it is now", "pin_revision"),
    ("Freeze an interface", "Pick a merged interface in the code for section G", "freeze"),
    (
        "Re-anchor to the current commit",
        "Verify every citation there and make it the plan's base, as one step",
        "reanchor",
    ),
    ("Export Markdown", "The whole document, beside the plan", "export('markdown')"),
    ("Export the review core", "Sections A, C, D and Tier 1", "export('core')"),
    ("Export JSON", "The plan for other programs", "export('json')"),
    ("Apply every fix", "All mechanical fixes as one step", "apply_every_fix"),
    ("Dark or light", "Turn the theme (F10)", "app.turn_theme"),
)


def commands(bench: Bench) -> list[Command]:
    """Every action, whether or not it has a key."""
    found: list[Command] = [
        (title, help, partial(bench.run_action, action)) for title, help, action in _ACTIONS
    ]
    for station in STATIONS:
        go = partial(bench.run_action, f"go('{station.key}')")
        found.append((f"Go to {station.mark} {station.title}", station.heading, go))
    return [*found, *_here(bench)]


def _here(bench: Bench) -> Iterator[Command]:
    """What the focused list, choice or pane can do; editors of text have no more than the keys of typing."""
    seen = set()
    for active in bench.active_bindings.values():
        binding, node = active.binding, active.node
        typing = isinstance(node, Input | TextArea | OptionList)
        if isinstance(node, Widget) and not isinstance(node, Screen) and not typing and active.enabled:
            if binding.action in seen or "." in binding.action or binding.action.startswith("step"):
                continue
            seen.add(binding.action)
            name = binding.tooltip or binding.description
            title = f"Here: {name[0].upper()}{name[1:]}"
            yield title, f"Key {binding.key}", partial(bench.app.run_action, binding.action, node)
